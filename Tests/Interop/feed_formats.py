"""Holds CSV and Parquet of the feed to its NDJSON, cell by cell, as pyarrow, polars and DuckDB read them.

usage: feed_formats.py FEED_BENCH [ROWS]
"""
import csv
import datetime
import json
import pathlib
import subprocess
import sys
import tempfile
import unicodedata

import duckdb
import polars
import pyarrow.parquet

# Rows that are null wherever they may be: levels are written in runs of eight, of which any may be the first or last.
PATTERNS = ["0", "1", "01", "10", "00000001", "10000000", "11111110", "0000000011111111"]
STREAMS = ["interaction", "interaction_participant", "person", "record", "relationship", "introduction"]
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)


def made(program, folder, stream, form, rows, nulls):
    path = folder / f"{stream}-{rows}.{form}"
    pattern = ["--nulls", nulls] if nulls else []
    subprocess.run([program, "--rows", str(rows), "--stream", stream, "--format", form, "--write", str(path), *pattern],
                   check=True, stdout=subprocess.DEVNULL)
    return path


def instant(text):
    if text is None:
        return None
    whole, _, fraction = text.rstrip("Z").partition(".")
    moment = datetime.datetime.fromisoformat(whole).replace(tzinfo=datetime.timezone.utc)
    return moment + datetime.timedelta(microseconds=int((fraction or "0").ljust(6, "0")))


def expected(path, schema):
    """Columns of what NDJSON says, with instants as Python has them."""
    instants = {name for name, field in schema["properties"].items() if field.get("format") == "date-time"}
    columns = {name: [] for name in schema["required"]}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            assert list(row) == schema["required"], "the order of the fields"
            for name, value in row.items():
                columns[name].append(instant(value) if name in instants else value)
    return columns, instants


def same(name, columns, names, values_of, reader):
    """One column at a time, so that a million rows fit into memory."""
    assert list(names) == list(columns), f"{name}: {reader} has other columns: {list(names)}"
    for column, values in columns.items():
        found = values_of(column)
        assert len(found) == len(values), f"{name}: {reader} has {len(found)} rows"
        if found != values:
            place = next(i for i, (one, other) in enumerate(zip(values, found)) if one != other)
            raise AssertionError(f"{name}.{column}, row {place}: {reader} has {found[place]!r}, not {values[place]!r}")


def by_pyarrow(path, rows):
    table = pyarrow.parquet.read_table(path)
    assert table.num_rows == rows
    return table.column_names, lambda name: table.column(name).to_pylist()


def by_polars(path):
    read = polars.read_parquet(path)
    return read.columns, lambda name: read[name].to_list()


def by_duckdb(path):
    database = duckdb.connect()
    database.execute("SET TimeZone = 'UTC'")
    names = [row[0] for row in database.execute(f"DESCRIBE SELECT * FROM read_parquet('{path}')").fetchall()]
    return names, lambda name: [row[0] for row in database.execute(f"SELECT {name} FROM read_parquet('{path}')").fetchall()]


def harmless(value):
    """What CSV says of a text, because spreadsheets open it: Documentation/feed.md."""
    if not isinstance(value, str):
        return value
    shown = "".join("?" if unicodedata.category(one) in ("Cc", "Cf", "Zl", "Zp") and one != "\n" else one for one in value)
    return "'" + shown if value[:1] in ("=", "+", "-", "@", "\t", "\r") else shown


def by_csv(path, schema, instants):
    """An empty field is null, one in quotes an empty text: Python's csv cannot tell, so DuckDB reads all as text."""
    database = duckdb.connect()
    rows = database.execute(
        f"SELECT * FROM read_csv('{path}', all_varchar = true, header = true, quote = '\"', escape = '\"', "
        "allow_quoted_nulls = false, nullstr = '', new_line = '\\r\\n', delim = ',')"
    ).fetchall()
    found = {}
    for i, name in enumerate(schema["required"]):
        kinds = schema["properties"][name]["type"]
        kinds = [kinds] if isinstance(kinds, str) else kinds
        turn = instant if name in instants else (lambda text: None if text is None else int(text)) if "integer" in kinds \
            else (lambda text: {"true": True, "false": False, None: None}[text]) if "boolean" in kinds else lambda text: text
        found[name] = [turn(row[i]) for row in rows]
    return found, found.get


def main():
    program = sys.argv[1]
    most = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    with tempfile.TemporaryDirectory() as work:
        folder = pathlib.Path(work)
        for stream in STREAMS:
            schema = json.loads(pathlib.Path(f"Schemas/{stream}.schema.json").read_text())
            for rows in [0, 1, 7, 8, 9, 1000, 131_071, 131_073, most]:
                if rows > most:
                    continue
                for nulls in [None] + (PATTERNS if 0 < rows < 10 else []):
                    compare(program, folder, stream, schema, rows, nulls)
                print(f"{stream}: {rows} rows are the same", flush=True)


def compare(program, folder, stream, schema, rows, nulls):
    columns, instants = expected(made(program, folder, stream, "ndjson", rows, nulls), schema)
    parquet = made(program, folder, stream, "parquet", rows, nulls)
    same(stream, columns, *by_pyarrow(parquet, rows), "pyarrow")
    same(stream, columns, *by_polars(parquet), "polars")
    same(stream, columns, *by_duckdb(parquet), "DuckDB")
    if rows <= 1000:
        shown = {name: [harmless(value) for value in values] for name, values in columns.items()}
        written = made(program, folder, stream, "csv", rows, nulls)
        same(stream, shown, *by_csv(written, schema, instants), "CSV")
    optional = [name for name, field in schema["properties"].items() if isinstance(field["type"], list)]
    for name in optional:
        found = {value is None for value in columns[name]}
        wanted = {True, False} if nulls is None else {nulls[row % len(nulls)] == "1" for row in range(rows)}
        assert found == wanted or (nulls is None and rows < 1000), f"{stream}.{name}: nulls in {rows} rows are not as asked"
    for path in folder.iterdir():
        path.unlink()


main()
