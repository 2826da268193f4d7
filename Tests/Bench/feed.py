"""How fast rows are written in each format of the feed, NDJSON beside a C program that writes the same bytes."""
import json
import os
import pathlib
import statistics
import subprocess
import tempfile

from measuring import BINARIES, HERE, Finished

ROWS = int(os.environ.get("BENCH_ROWS", 500_000))


def ours(form, path):
    command = [BINARIES / "feed-bench", "--rows", ROWS, "--format", form, "--write", path]
    return json.loads(Finished(command).output)


def measure(table):
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        subprocess.run(["cc", "-O2", "-o", work / "ndjson", HERE / "ndjson.c"], check=True)
        (work / "columns").write_text(Finished([BINARIES / "feed-bench", "--columns"]).output)
        c, swift = [], []
        for _ in range(5):
            c.append(Finished([work / "ndjson", work / "columns", ROWS, 1, work / "c.ndjson"]).seconds)
            swift.append(ours("ndjson", work / "swift.ndjson")["seconds"])
        assert (work / "c.ndjson").read_bytes() == (work / "swift.ndjson").read_bytes(), "the bytes are not the same"
        ratio = statistics.median(a / b for a, b in zip(c, swift))
        table.add("export of NDJSON against a C program that writes the same bytes", ratio, 0.5, unit="×")
        for form in ["csv", "parquet"]:
            answer = ours(form, work / "rows")
            table.add(f"export of {form}, thousand rows a second", ROWS / answer["seconds"] / 1e3, None,
                      note=f"{answer['bytes'] / ROWS:.0f} bytes a row")
