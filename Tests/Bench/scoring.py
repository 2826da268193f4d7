"""Scores millions of random interactions: the Swift core beside DuckDB that runs the same SQL, one thread each."""
import json
import os
import pathlib
import shutil
import tempfile
import time

import duckdb
from measuring import BINARIES, Finished

TABLES = ["parameter", "decay", "interaction", "participant", "record", "interest", "team", "buyer", "stake",
          "canonical_address", "nameable", "target"]
RECORDS = ["totals", "weeks", "days", "answers", "people", "colleagues", "health"]


def duckdb_seconds(directory, threads):
    """Of loading the tables, of the records' families, and of introductions, from tables in memory."""
    database = duckdb.connect()
    database.execute(f"SET threads = {threads}")
    database.execute((directory / "duckdb-tables.sql").read_text())
    begin = time.monotonic()
    for table in TABLES:
        database.execute(f"COPY {table} FROM '{directory / table}.csv' (HEADER true, NULLSTR '')")
    loading = time.monotonic() - begin

    def timed(names):
        begin = time.monotonic()
        for name in names:
            database.execute((directory / f"duckdb-{name}.sql").read_text()).fetchall()
        return time.monotonic() - begin

    return loading, timed(["attribution", *RECORDS]), timed(["introductions"])


def measure(table):
    count = int(os.environ.get("BENCH_INTERACTIONS", 2_000_000))
    directory = pathlib.Path(tempfile.mkdtemp(prefix="rapport-scoring-"))
    try:
        command = [BINARIES / "scoring-bench", "--interactions", count, "--stored", "--write", directory]
        ours = json.loads(Finished(command).output)
        loading, records, introductions = duckdb_seconds(directory, 1)
        table.add("scoring against DuckDB, one thread each", records / ours["full_s"], 8, unit="×",
                  note=f"{count:,} in {ours['full_s']:.2f} s")
        table.add("the same with reading the store, against DuckDB with loading files", (loading + records) / ours["stored_s"],
                  None, unit="×", note=f"{ours['stored_s']:.2f} s")
        table.add("who knows whom against DuckDB", introductions / ours["introductions_s"], 3, unit="×")
        table.add("scoring after a sync of 1,000 items, against all of it", ours["full_s"] / ours["incremental_s"], None,
                  unit="×", note=f"{ours['incremental_records']:,} records touched")
        table.add("scoring, memory at the peak", ours["peak_mib"], None, unit="MiB")
    finally:
        shutil.rmtree(directory)
