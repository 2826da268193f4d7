#!/usr/bin/env python3
"""Scores on Spark what one machine is too small for: the same definitions, on the engine that an organisation has.

usage: spark-submit score.py TABLES OUT

TABLES is a directory that `rapport scores --tables TABLES` wrote, or the same tables from many of them: numbers only,
no address and no name. OUT gets one Parquet folder for each family of results: totals, weeks, answers, people, health
and introductions, with the columns that Documentation/kpis.md, health.md and introductions.md name. The rows are those
that rapport itself answers; `make interop-spark` holds them to it.
"""
import pathlib
import sys

from pyspark.sql import SparkSession

FAMILIES = ["totals", "weeks", "answers", "people", "health", "introductions"]


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
    attribution = statements(texts / "attribution.sql")[0]
    rows = session.sql(attribution.replace("CREATE TABLE attribution AS", "", 1)).cache()
    rows.createOrReplaceTempView("attribution")
    for family in FAMILIES:
        answer = session.sql(statements(texts / f"{family}.sql")[0])
        # Names that formulas leave without one differ between engines: the place of a column is what counts.
        names = [f"c{place}" for place in range(len(answer.columns))]
        answer.toDF(*names).write.mode("overwrite").parquet(str(out / family))
    session.stop()


main()
