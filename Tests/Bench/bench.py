"""Measures, prints each figure beside its goal, and ends with 1 if one is worse than its floor in `floors.json`.

Ratios and processor time, of programs that take turns in one run: the clock of a busy machine says little, and is shown
only where nothing else can be.
"""
import json
import os
import pathlib
import sys

os.environ["BENCH_BINARIES"] = sys.argv[1]
import feed  # noqa: E402
import scoring  # noqa: E402
import serving  # noqa: E402
import storing  # noqa: E402
import syncing  # noqa: E402
from measuring import HERE  # noqa: E402
from table import Table  # noqa: E402

PARTS = {
    "quiet": syncing.quiet, "calendar": syncing.calendar, "backfill": syncing.backfill, "latency": syncing.latency, "store": storing.store, "commands": storing.commands,
    "eligibility": storing.eligibility, "feed": feed.measure, "scoring": scoring.measure,
    "serving": serving.serving,
}
UNMEASURED = {
    "XML bytes to records against libxml2 SAX": "needs a program that parses alone",
    "Graph JSON to records against simdjson": "needs a program that parses alone",
    "busy calendar after a change to a series": "all of it is read again",
    "daily expiry of a few of a million rows": "the whole file is still written anew",
}


def main():
    table = Table(json.loads((HERE / "floors.json").read_text()))
    for name in sys.argv[2:] or PARTS:
        PARTS[name](table)
    if len(sys.argv) == 2:
        for name, why in UNMEASURED.items():
            table.missing(name, why)
    return table.finish(pathlib.Path(".build") / "bench.json")


if __name__ == "__main__":
    sys.exit(main())
