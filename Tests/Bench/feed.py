"""How fast rows are written in each format of the feed, NDJSON beside a C program that writes the same bytes."""
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

BENCH = pathlib.Path(sys.argv[1]) / "feed-bench"
ROWS = int(sys.argv[2]) if len(sys.argv) > 2 else 500_000
HERE = pathlib.Path(__file__).parent


def ours(form, path):
    return json.loads(subprocess.run([BENCH, "--rows", str(ROWS), "--format", form, "--write", path], check=True,
                                     capture_output=True, text=True).stdout)


def main():
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        subprocess.run(["cc", "-O2", "-o", work / "ndjson", HERE / "ndjson.c"], check=True)
        (work / "columns").write_text(subprocess.run([BENCH, "--columns"], check=True, capture_output=True, text=True).stdout)
        c, swift = [], []
        for _ in range(3):
            begin = time.monotonic()
            subprocess.run([work / "ndjson", work / "columns", str(ROWS), "1", work / "c.ndjson"], check=True)
            c.append(time.monotonic() - begin)
            swift.append(ours("ndjson", work / "swift.ndjson")["seconds"])
        assert (work / "c.ndjson").read_bytes() == (work / "swift.ndjson").read_bytes(), "the bytes are not the same"
        ratio = statistics.median(c) / statistics.median(swift)
        print(f"NDJSON against a C program that writes the same bytes: {ratio:.2f} of its speed (wanted 0.50)")
        for form in ["ndjson", "csv", "parquet"]:
            answer = ours(form, work / "rows")
            print(f"  {form}: {ROWS / answer['seconds']:,.0f} rows/s, {answer['bytes'] / ROWS:.0f} bytes a row")


main()
