#!/usr/bin/env python3
"""Merges what `rapport export --format parquet --stream all --to LAKE` delivered into Delta tables.

usage: merge.py LAKE TABLES [--keep-history] [--remove-merged] [--again]

A new table begins with the parts, which have all rows as they are; then each file of changes is merged once, in the
order of its sequences. TABLES/STREAM.json says how far; lost, or with --again, all of them are merged once more, which
changes nothing. At the end rows that are gone are gone from the files too: the tables are compacted and old files
removed (VACUUM without retention), unless --keep-history is given. An erased person is then in no file of TABLES, and
in none of LAKE either, which keeps no row that was told anew.
Needs: pip install deltalake pyarrow
"""
import argparse
import json
import pathlib
import re

import pyarrow
import pyarrow.compute
import pyarrow.parquet
from deltalake import DeltaTable, write_deltalake

KEYS = {
    "interaction": "interaction_id",
    "interaction_participant": "participant_id",
    "person": "address_id",
    "record": "record_id",
    "relationship": "relationship_id",
    "introduction": "introduction_id",
}


def span(path):
    """The sequences between which a file's changes lie."""
    found = re.fullmatch(r"seq=(\d+)-(\d+)\.parquet", path.name)
    return found and (int(found[1]), int(found[2]))


def changes(lake, stream):
    found = [path for path in (lake / "changes" / stream).rglob("*.parquet") if span(path)]
    return sorted(found, key=span)


def read(path):
    return pyarrow.parquet.read_table(path, partitioning=None)


def last_of_each_key(rows, key):
    """Where parts are read while a delivery replaces them, the greater sequence is the truth."""
    order = pyarrow.compute.sort_indices(rows, [(key, "ascending"), ("sequence", "ascending")])
    rows = rows.take(order)
    keys = rows.column(key).to_pylist()
    keep = [index for index in range(len(keys)) if index + 1 == len(keys) or keys[index + 1] != keys[index]]
    return rows.take(keep)


def begin(lake, stream, table, key):
    """Makes a table of the parts; says whether there were any."""
    parts = sorted((lake / stream).rglob("part-*.parquet"))
    if not parts:
        return False
    rows = pyarrow.concat_tables([read(path) for path in parts], promote_options="default")
    write_deltalake(str(table), last_of_each_key(rows, key))
    return True


def merge(path, table, key):
    # A field that a newer version tells becomes a column; without merge_schema it would be left out.
    (
        DeltaTable(str(table))
        .merge(last_of_each_key(read(path), key), predicate=f"t.{key} = s.{key}", source_alias="s", target_alias="t",
               merge_schema=True)
        .when_matched_delete("s.op = 'delete' AND s.sequence >= t.sequence")
        .when_matched_update_all("s.op <> 'delete' AND s.sequence > t.sequence")
        .when_not_matched_insert_all("s.op <> 'delete'")
        .execute()
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lake", type=pathlib.Path)
    parser.add_argument("tables", type=pathlib.Path)
    parser.add_argument("--keep-history", action="store_true", help="leave old files and versions of the tables")
    parser.add_argument("--remove-merged", action="store_true", help="remove each file of changes that was merged")
    parser.add_argument("--again", action="store_true", help="merge what was merged already once more")
    options = parser.parse_args()
    state = json.loads((options.lake / "state.json").read_text())
    for stream, key in KEYS.items():
        table, note = options.tables / stream, options.tables / f"{stream}.json"
        done = json.loads(note.read_text()) if note.exists() else None
        if done and done.get("store_epoch") != state["store_epoch"]:
            raise SystemExit(f"{options.lake} is of another life of the store than {options.tables}: begin with new tables.")
        if not DeltaTable.is_deltatable(str(table)):
            # Read before the parts: what comes meanwhile is merged again.
            sequence = state["streams"].get(stream, {}).get("sequence")
            if sequence is None or not begin(options.lake, stream, table, key):
                continue
            done = {"sequence": sequence, "store_epoch": state["store_epoch"]}
            note.write_text(json.dumps(done))
        last = -1 if done is None or options.again else done["sequence"]
        for path in changes(options.lake, stream):
            if span(path)[1] > last:
                merge(path, table, key)
                last = span(path)[1]
                reached = max(last, done["sequence"] if done else -1)
                note.write_text(json.dumps({"sequence": reached, "store_epoch": state["store_epoch"]}))
            if options.remove_merged:
                path.unlink()
        if not options.keep_history:
            delta = DeltaTable(str(table))
            delta.optimize.compact()
            delta.vacuum(retention_hours=0, enforce_retention_duration=False, dry_run=False)


if __name__ == "__main__":
    main()
