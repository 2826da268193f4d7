"""Scores millions of random interactions: the Swift core beside DuckDB that runs the same SQL, one thread each."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

import duckdb

TABLES = ["parameter", "decay", "interaction", "participant", "record", "interest", "team", "stake", "canonical_address",
          "nameable", "target"]
RECORDS = ["totals", "weeks", "days", "answers", "people", "colleagues", "health"]


def duckdb_seconds(directory, threads):
    """Of the records' families, and of introductions, from tables in memory."""
    database = duckdb.connect()
    database.execute(f"SET threads = {threads}")
    database.execute((directory / "duckdb-tables.sql").read_text())
    for table in TABLES:
        database.execute(f"COPY {table} FROM '{directory / table}.csv' (HEADER true, NULLSTR '')")

    def timed(names):
        begin = time.monotonic()
        for name in names:
            database.execute((directory / f"duckdb-{name}.sql").read_text()).fetchall()
        return time.monotonic() - begin

    return timed(["attribution", *RECORDS]), timed(["introductions"])


def main():
    binaries = pathlib.Path(sys.argv[1])
    count = int(os.environ.get("BENCH_INTERACTIONS", 10_000_000))
    directory = pathlib.Path(tempfile.mkdtemp(prefix="rapport-scoring-"))
    try:
        command = [binaries / "scoring-bench", "--interactions", str(count), "--write", directory]
        ours = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        records, introductions = duckdb_seconds(directory, 1)
        print(f"scoring {count:,} interactions, {ours['records']:,} records, one thread each:")
        print(f"        all KPIs and health: {ours['full_s']:.2f} s, DuckDB {records:.2f} s,"
              f" ratio {records / ours['full_s']:.1f}x (aim 8x)")
        print(f"        who knows whom:      {ours['introductions_s']:.2f} s, DuckDB {introductions:.2f} s,"
              f" ratio {introductions / ours['introductions_s']:.1f}x")
        print(f"        after a sync of 1,000 items ({ours['incremental_records']:,} records touched):"
              f" {ours['incremental_s'] * 1000:.0f} ms, {ours['full_s'] / ours['incremental_s']:.0f}x faster than all")
        print(f"memory  {ours['history_mib']} MiB with the history, {ours['peak_mib']} MiB at the peak of scoring")
    finally:
        shutil.rmtree(directory)


if __name__ == "__main__":
    main()
