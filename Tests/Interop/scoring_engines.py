"""Holds the Swift scoring core and the SQL of Sources/Scoring/SQL on SQLite, DuckDB and PostgreSQL to the same rows.

usage: scoring_engines.py SCORING_BENCH [INTERACTIONS]
"""

import csv
import glob
import os
import pathlib
import pwd
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

import duckdb

FAMILIES = ["totals", "weeks", "answers", "people", "health", "introductions"]
TABLES = ["parameter", "decay", "recency", "interaction", "participant", "record", "interest", "team", "canonical_address",
          "nameable", "target"]


def text(directory, name):
    return (directory / f"{name}.sql").read_text()


def rows(path):
    """The rows of a CSV file, NULL being an empty field."""
    with open(path, newline="") as file:
        for line in csv.reader(file):
            yield tuple(int(field) if field else None for field in line)


def by_sqlite(directory):
    database = sqlite3.connect(str(directory / "scores.sqlite"))
    database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000;")
    database.executescript(text(directory, "tables"))
    for table in TABLES:
        marks = ",".join("?" * len(database.execute(f"SELECT * FROM {table} LIMIT 0").description))
        database.executemany(f"INSERT INTO {table} VALUES ({marks})", rows(directory / f"{table}.csv"))
    database.executescript("""
        CREATE INDEX by_interaction ON participant (interaction); CREATE INDEX by_id ON interaction (id);
        CREATE INDEX by_person ON interest (person); CREATE INDEX by_target ON target (person); ANALYZE;
    """)
    database.executescript(text(directory, "attribution"))
    return {family: database.execute(text(directory, family)).fetchall() for family in FAMILIES}


def by_duckdb(directory):
    database = duckdb.connect()
    database.execute("SET integer_division = true")
    database.execute(text(directory, "tables"))
    for table in TABLES:
        database.execute(f"COPY {table} FROM '{directory / table}.csv' (HEADER false, NULLSTR '')")
    database.execute(text(directory, "attribution"))
    return {family: database.execute(text(directory, family)).fetchall() for family in FAMILIES}


def by_postgres(directory):
    """A server of its own on a socket in the directory; as the user postgres where we are root, which it refuses."""
    tools = pathlib.Path(sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1])
    place = directory / "postgres"
    place.mkdir()
    before = []
    if os.getuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(place, owner.pw_uid, owner.pw_gid)
        before = ["runuser", "-u", "postgres", "--"]

    def run(*command, **options):
        return subprocess.run([*before, *map(str, command)], check=True, cwd="/", capture_output=True, **options).stdout

    run(tools / "initdb", "-D", place / "data", "-A", "trust", "-U", "rapport", "--no-sync")
    server = ["-D", place / "data", "-o", f"-k {place} -h '' -c fsync=off -c work_mem=256MB -c max_wal_size=8GB"]
    run(tools / "pg_ctl", *server, "-l", place / "log", "-w", "start")
    try:
        client = [tools / "psql", "-h", place, "-U", "rapport", "-d", "postgres", "-q", "-v", "ON_ERROR_STOP=1"]
        run(*client, input=text(directory, "tables").encode())
        for table in TABLES:
            with open(directory / f"{table}.csv", "rb") as file:
                run(*client, "-c", f"COPY {table} FROM STDIN (FORMAT csv)", stdin=file)
        run(*client, "-c", "ANALYZE")
        run(*client, input=text(directory, "attribution").encode())
        run(*client, "-c", "ANALYZE attribution")
        answers = {}
        for family in FAMILIES:
            out = run(*client, "--csv", "-t", input=text(directory, family).encode())
            answers[family] = [tuple(int(field) if field else None for field in line)
                               for line in csv.reader(out.decode().splitlines())]
        return answers
    finally:
        run(tools / "pg_ctl", *server, "-m", "immediate", "stop")


def main():
    bench, count = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "1000000"
    directory = pathlib.Path(tempfile.mkdtemp(prefix="rapport-scoring-"))
    directory.chmod(0o755)
    try:
        subprocess.run([bench, "--interactions", count, "--write", str(directory)], check=True, stdout=subprocess.DEVNULL)
        core = {family: list(rows(directory / f"answer-{family}.csv")) for family in FAMILIES}
        for name, engine in [("DuckDB", by_duckdb), ("SQLite", by_sqlite), ("PostgreSQL", by_postgres)]:
            start = time.monotonic()
            answers = engine(directory)
            for family in FAMILIES:
                if answers[family] != core[family]:
                    pairs = zip(answers[family], core[family])
                    first = next((pair for pair in pairs if pair[0] != pair[1]), ("fewer or more rows", ""))
                    sys.exit(f"{name} says of {family} {first[0]}, the core {first[1]}"
                             f" ({len(answers[family])} and {len(core[family])} rows)")
            total = sum(len(answers[family]) for family in FAMILIES)
            print(f"{name} answers what the core does: {total} rows of {count} interactions,"
                  f" {time.monotonic() - start:.0f} s with loading")
    finally:
        shutil.rmtree(directory)


if __name__ == "__main__":
    main()
