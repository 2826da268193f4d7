"""Holds the Swift scoring core and the SQL of Sources/Scoring/SQL to the same rows, on every engine that is there:
SQLite, DuckDB, PostgreSQL, and Spark where pyspark is installed.

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

try:
    import duckdb
except ImportError:
    duckdb = None
try:
    from pyspark.sql import SparkSession
except ImportError:
    SparkSession = None

FAMILIES = ["totals", "weeks", "days", "answers", "people", "colleagues", "health", "introductions"]
TABLES = ["parameter", "decay", "interaction", "participant", "record", "interest", "team", "buyer", "stake",
          "canonical_address", "nameable", "target"]


def text(directory, dialect, name):
    return (directory / f"{dialect}-{name}.sql").read_text()


def rows(path):
    """The rows of a CSV file under its row of names, NULL being an empty field."""
    with open(path, newline="") as file:
        reader = csv.reader(file)
        next(reader)
        for line in reader:
            yield tuple(int(field) if field else None for field in line)


def by_sqlite(directory):
    database = sqlite3.connect(str(directory / "scores.sqlite"))
    database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000;")
    database.executescript(text(directory, "sqlite", "tables"))
    for table in TABLES:
        marks = ",".join("?" * len(database.execute(f"SELECT * FROM {table} LIMIT 0").description))
        database.executemany(f"INSERT INTO {table} VALUES ({marks})", rows(directory / f"{table}.csv"))
    database.executescript("""
        CREATE INDEX by_interaction ON participant (interaction); CREATE INDEX by_id ON interaction (id);
        CREATE INDEX by_person ON interest (person); CREATE INDEX by_target ON target (person); ANALYZE;
    """)
    database.executescript(text(directory, "sqlite", "attribution"))
    return {family: database.execute(text(directory, "sqlite", family)).fetchall() for family in FAMILIES}


def by_duckdb(directory):
    database = duckdb.connect()
    database.execute(text(directory, "duckdb", "tables"))
    for table in TABLES:
        database.execute(f"COPY {table} FROM '{directory / table}.csv' (HEADER true, NULLSTR '')")
    database.execute(text(directory, "duckdb", "attribution"))
    return {family: database.execute(text(directory, "duckdb", family)).fetchall() for family in FAMILIES}


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
    server = ["-D", place / "data", "-o", f"-k {place} -h '' -c fsync=off -c work_mem=256MB -c max_wal_size=8GB -c jit=off"]
    run(tools / "pg_ctl", *server, "-l", place / "log", "-w", "start")
    try:
        client = [tools / "psql", "-h", place, "-U", "rapport", "-d", "postgres", "-q", "-v", "ON_ERROR_STOP=1"]
        run(*client, input=text(directory, "postgresql", "tables").encode())
        for table in TABLES:
            with open(directory / f"{table}.csv", "rb") as file:
                run(*client, "-c", f"COPY {table} FROM STDIN (FORMAT csv, HEADER)", stdin=file)
        run(*client, "-c", "ANALYZE")
        run(*client, input=text(directory, "postgresql", "attribution").encode())
        run(*client, "-c", "ANALYZE")
        answers = {}
        for family in FAMILIES:
            out = run(*client, "--csv", "-t", input=text(directory, "postgresql", family).encode())
            answers[family] = [tuple(int(field) if field else None for field in line)
                               for line in csv.reader(out.decode().splitlines())]
        return answers
    finally:
        run(tools / "pg_ctl", *server, "-m", "immediate", "stop")


def statements(text):
    """Of a file, without its comments, which may have semicolons."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("--")]
    return [statement for statement in "\n".join(lines).split(";") if statement.strip()]


def by_spark(directory):
    session = (SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
               .config("spark.ui.showConsoleProgress", "false")
               .config("spark.sql.warehouse.dir", str(directory / "warehouse"))
               .config("spark.sql.shuffle.partitions", "4").getOrCreate())
    session.sparkContext.setLogLevel("ERROR")
    try:
        for statement in statements(text(directory, "spark", "tables")):
            session.sql(statement)
        for table in TABLES:
            schema = session.table(table).schema
            session.read.csv(str(directory / f"{table}.csv"), header=True, schema=schema).write.insertInto(table)
        for statement in statements(text(directory, "spark", "attribution")):
            session.sql(statement)
        return {family: [tuple(row) for row in session.sql(statements(text(directory, "spark", family))[0]).collect()]
                for family in FAMILIES}
    finally:
        session.stop()


def compare(bench, *arguments):
    """Everything that the core answers for a made-up company, against every engine that is there."""
    directory = pathlib.Path(tempfile.mkdtemp(prefix="rapport-scoring-"))
    directory.chmod(0o755)
    try:
        command = [bench, *arguments, "--write", str(directory)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        core = {family: list(rows(directory / f"answer-{family}.csv")) for family in FAMILIES}
        for name, engine in ENGINES:
            start = time.monotonic()
            answers = engine(directory)
            for family in FAMILIES:
                if answers[family] != core[family]:
                    pairs = zip(answers[family], core[family])
                    first = next((pair for pair in pairs if pair[0] != pair[1]), ("fewer or more rows", ""))
                    sys.exit(f"{name} says of {family} {first[0]}, the core {first[1]}"
                             f" ({len(answers[family])} and {len(core[family])} rows)")
            total = sum(len(answers[family]) for family in FAMILIES)
            print(f"{name} answers what the core does: {total} rows of {' '.join(arguments)},"
                  f" {time.monotonic() - start:.0f} s with loading")
    finally:
        shutil.rmtree(directory)


ENGINES = [("SQLite", by_sqlite)]
if duckdb:
    ENGINES.insert(0, ("DuckDB", by_duckdb))
if glob.glob("/usr/lib/postgresql/*/bin"):
    ENGINES.append(("PostgreSQL", by_postgres))
if SparkSession:
    ENGINES.append(("Spark", by_spark))


def main():
    bench, count = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "1000000"
    # Empty tables have to load everywhere as well.
    compare(bench, "--interactions", "0", "--customers", "8", "--colleagues", "3")
    compare(bench, "--interactions", count)


if __name__ == "__main__":
    main()
