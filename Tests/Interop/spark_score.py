"""Holds Deploy/spark/score.py, on two workers of a Spark cluster, to the Swift core, row by row.

usage: spark_score.py SCORING_BENCH [INTERACTIONS]
"""
import csv
import os
import pathlib
import subprocess
import sys
import tempfile

import pyarrow.parquet

ROOT = pathlib.Path(__file__).resolve().parents[2]


def rows(path):
    with open(path, newline="") as file:
        reader = csv.reader(file)
        next(reader)
        return [tuple(int(field) if field else None for field in line) for line in reader]


def main():
    count = sys.argv[2] if len(sys.argv) > 2 else "200000"
    with tempfile.TemporaryDirectory() as work:
        tables, out = pathlib.Path(work) / "tables", pathlib.Path(work) / "out"
        tables.mkdir()
        subprocess.run([sys.argv[1], "--interactions", count, "--write", str(tables)], check=True,
                       stdout=subprocess.DEVNULL)
        (tables / "spark").mkdir()
        for path in tables.glob("spark-*.sql"):
            path.rename(tables / "spark" / path.name.removeprefix("spark-"))
        programs = str(pathlib.Path(sys.executable).parent)
        environment = {**os.environ, "PATH": programs + ":" + os.environ["PATH"], "PYSPARK_PYTHON": sys.executable}
        subprocess.run([programs + "/spark-submit", "--master", "local-cluster[2,1,1024]", "--conf", "spark.ui.enabled=false", "--conf",
                        "spark.sql.shuffle.partitions=4", ROOT / "Deploy/spark/score.py", tables, out], check=True,
                       stderr=subprocess.DEVNULL, cwd=work, env=environment)
        for family in sorted(path.stem.removeprefix("answer-") for path in tables.glob("answer-*.csv")):
            table = pyarrow.parquet.read_table(out / family)
            found = sorted(zip(*(column.to_pylist() for column in table.columns)), key=str)
            wanted = sorted(rows(tables / f"answer-{family}.csv"), key=str)
            assert found == wanted, f"{family}: Spark has {len(found)} rows, the core {len(wanted)}, or other ones"
            print(f"Spark's workers answer what the core does: {family}, {len(found)} rows", flush=True)


main()
