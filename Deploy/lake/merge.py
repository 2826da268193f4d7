#!/usr/bin/env python3
"""Merges what `rapport export --format parquet --stream all --to LAKE` delivered into Delta tables.

usage: merge.py LAKE TABLES [--keep-history]

Every file is merged once, in the order of its sequences; TABLES/STREAM/_rapport.json says how far. Merging a file
twice changes nothing. At the end rows that are gone are gone from the files too: the tables are compacted and old
files removed (VACUUM without retention), unless --keep-history is given. An erased person is then in no file of
TABLES; remove the merged files of LAKE yourself, or give --remove-merged.
Needs: pip install deltalake pyarrow
"""
import argparse
import json
import pathlib
import re

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
    """The sequences between which a file's rows lie."""
    found = re.fullmatch(r"seq=(\d+)-(\d+)\.parquet", path.name)
    return found and (int(found[1]), int(found[2]))


def files(lake, stream):
    found = [path for path in (lake / stream).rglob("*.parquet") if span(path)]
    return sorted(found, key=span)


def last_of_each_key(rows, key):
    """A file has each key once for interactions; of the places of a list only the last word counts."""
    order = pyarrow.compute.sort_indices(rows, [(key, "ascending"), ("sequence", "ascending")])
    rows = rows.take(order)
    keys = rows.column(key).to_pylist()
    keep = [index for index in range(len(keys)) if index + 1 == len(keys) or keys[index + 1] != keys[index]]
    return rows.take(keep)


def merge(path, table, key):
    rows = last_of_each_key(pyarrow.parquet.read_table(path, partitioning=None), key)
    if not DeltaTable.is_deltatable(str(table)):
        write_deltalake(str(table), rows.filter(pyarrow.compute.not_equal(rows.column("op"), "delete")))
        return
    # A field that a newer version tells becomes a column; without merge_schema it would be left out.
    (
        DeltaTable(str(table))
        .merge(rows, predicate=f"t.{key} = s.{key}", source_alias="s", target_alias="t", merge_schema=True)
        .when_matched_delete("s.op = 'delete' AND s.sequence >= t.sequence")
        .when_matched_update_all("s.op <> 'delete' AND s.sequence > t.sequence")
        .when_not_matched_insert_all("s.op <> 'delete'")
        .execute()
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lake", type=pathlib.Path)
    parser.add_argument("tables", type=pathlib.Path)
    parser.add_argument("--keep-history", action="store_true")
    parser.add_argument("--remove-merged", action="store_true")
    parser.add_argument("--again", action="store_true", help="merge what was merged already once more")
    options = parser.parse_args()
    for stream, key in KEYS.items():
        table = options.tables / stream
        note = options.tables / f"{stream}.json"
        done = json.loads(note.read_text())["sequence"] if note.exists() else -1
        for path in files(options.lake, stream):
            last = span(path)[1]
            if last > done or options.again:
                merge(path, table, key)
                done = max(done, last)
                note.write_text(json.dumps({"sequence": done}))
            if options.remove_merged:
                path.unlink()
        if DeltaTable.is_deltatable(str(table)) and not options.keep_history:
            delta = DeltaTable(str(table))
            delta.optimize.compact()
            delta.vacuum(retention_hours=0, enforce_retention_duration=False, dry_run=False)


if __name__ == "__main__":
    main()
