"""Holds the feed's relationships to the SQL texts of scoring, at the instants that the rows name, in SQLite.

usage: feed_scores.py RAPPORT CONFIG
"""
import collections
import csv
import datetime
import json
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

RAPPORT, CONFIG = sys.argv[1:3]
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
STATES = {"good": 0, "fair": 1, "poor": 2, "not_enough": 3, "no_activities": 4, "in_progress": 5, "dormant": 7, "closed": 8}
REASONS = ["none", "waiting", "closing", "silent", "declining", "unheard", "poor"]
# What the feed calls the columns of health.sql and totals.sql that are told.
HEALTH = ["health_score", "health_activity", "health_recency", "health_balance", "health_answers", "health_waiting",
          "interval_days", "strength", "attention_points"]
TOTALS = ["emails_sent", "emails_received", "replies_sent", "replies_received", "meetings_sent", "meetings_received",
          "calls_made", "calls_received", "team_seconds", "customer_seconds"]


def rapport(*arguments):
    return subprocess.run([RAPPORT, *arguments, "--config", CONFIG], check=True, capture_output=True, text=True).stdout


def microseconds(text):
    if text is None:
        return None
    return (datetime.datetime.fromisoformat(text.replace("Z", "+00:00")) - EPOCH) // datetime.timedelta(microseconds=1)


def told(row):
    """Of a row of the feed what the texts answer as well."""
    return (STATES[row["health_state"]], *(row[name] for name in HEALTH), REASONS.index(row["attention_reason"]),
            row["waiting_count"], microseconds(row["waiting_since"]) or 0, row["unheard_count"], row["silent_days"],
            row["former_score"], *(row[name] for name in TOTALS), microseconds(row["last_at"]), microseconds(row["next_at"]))


def answered(directory):
    """The same of every record, as the texts say; records have numbers there, so that only the rows can be compared."""
    database = sqlite3.connect(":memory:")
    texts = directory / "sqlite"
    database.executescript((texts / "tables.sql").read_text())
    for path in directory.glob("*.csv"):
        with open(path, newline="") as file:
            names, *rows = csv.reader(file)
        marks = ",".join("?" * len(names))
        database.executemany(f"INSERT INTO {path.stem} VALUES ({marks})",
                             [[int(field) if field else None for field in row] for row in rows])
    database.executescript((texts / "attribution.sql").read_text())
    health = database.execute((texts / "health.sql").read_text()).fetchall()
    totals = {row[0]: row for row in database.execute((texts / "totals.sql").read_text())}
    found = collections.Counter()
    for record, state, trend, *rest in health:
        terms, reason, rest = rest[:9], rest[9], rest[10:]
        _, waits, since, _, unheard, silent, former, _ = rest
        total = totals[record]
        found[(state, *terms, reason, waits, since, unheard, silent, former, *total[1:11], total[11], total[15])] += 1
    return found


def main():
    rows = [json.loads(line) for line in rapport("export", "--stream", "relationship").splitlines()]
    assert rows, "nothing is scored"
    by_instant = collections.defaultdict(list)
    for row in rows:
        by_instant[row["scored_at"]].append(told(row))
    again = rapport("export", "--stream", "relationship", "--after", str(max(row["sequence"] for row in rows)))
    assert not again, "an increment has rows though nothing happened"
    # Where nothing ever counted, any clock of the day answers the same.
    timeless = by_instant.pop(None, [])
    instants = sorted(by_instant, key=lambda instant: -len(by_instant[instant]))[:5]
    for instant in instants:
        with tempfile.TemporaryDirectory() as work:
            tables = pathlib.Path(work) / "tables"
            rapport("scores", "--tables", str(tables), "--at", instant)
            found = answered(tables)
        assert sum(found.values()) == len(rows), f"{sum(found.values())} records in SQL, {len(rows)} in the feed"
        missing = collections.Counter(by_instant[instant] + timeless) - found
        assert not missing, f"as of {instant} SQL has not: {next(iter(missing))}"
        print(f"SQL says what the feed tells of {len(by_instant[instant])} relationships as of {instant}", flush=True)
    print(f"interop: the feed's scores are those of the SQL texts; {len(timeless)} of {len(rows)} have no clock")


main()
