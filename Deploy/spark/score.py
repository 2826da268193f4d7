#!/usr/bin/env python3
"""Scores on Spark what one machine is too small for: the same definitions, on the engine that an organisation has.

usage: spark-submit score.py TABLES OUT

TABLES is a directory that `rapport scores --tables TABLES` wrote, or the same tables from many of them: numbers only,
no address and no name. OUT gets one Parquet folder for each family of results, such as totals, health and introductions;
Documentation/kpis.md, health.md and introductions.md say what they are. The rows are those that rapport itself answers; `make interop-spark` holds them to it.
"""
import pathlib
import sys

from pyspark.sql import SparkSession

# Their texts make tables; each of the others answers rows.
TABLES = ["tables", "attribution"]


def statements(path):
    """Of a file, without its comments, which may have semicolons."""
    lines = [line for line in path.read_text().splitlines() if not line.lstrip().startswith("--")]
    return [statement for statement in "\n".join(lines).split(";") if statement.strip()]


def main():
    tables, out = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    texts = tables / "spark"
    session = SparkSession.builder.appName("rapport-score").getOrCreate()
    for statement in statements(texts / "tables.sql"):
        # Each table is read where it lies: nothing is copied into a warehouse first.
        name, columns = statement.split("(", 1)
        name = name.replace("CREATE TABLE", "").strip()
        schema = columns.rsplit(")", 1)[0]
        session.read.csv(str(tables / f"{name}.csv"), header=True, schema=schema).createOrReplaceTempView(name)
    for statement in statements(texts / "attribution.sql"):
        name, query = statement.split(" AS", 1)
        # Where texts go on from here their plans begin anew, or they would hold each other many times over.
        rows = session.sql(query).localCheckpoint()
        rows.createOrReplaceTempView(name.replace("CREATE TABLE", "").strip())
    for path in sorted(texts.glob("*.sql")):
        if path.stem in TABLES:
            continue
        answer = session.sql(statements(path)[0])
        # Names that formulas leave without one differ between engines: the place of a column is what counts.
        names = [f"c{place}" for place in range(len(answer.columns))]
        answer.toDF(*names).write.mode("overwrite").parquet(str(out / path.stem))
    session.stop()


main()
