"""Puts real hosts on the feed: PyAirbyte, a Singer target, dlt and Delta; each is unmodified and delivers into a place
of its own. After an erasure and a purge, what each of them holds is what the store has.

usage: feed_hosts.py BIN_DIRECTORY CONFIG VENVS

CONFIG is a configuration whose store has data. VENVS has airbyte, singer, target and lake: see .ci/venv.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

KEYS = {
    "interaction": "interaction_id", "interaction_participant": "participant_id", "person": "address_id",
    "record": "record_id", "relationship": "relationship_id", "introduction": "introduction_id",
}
BIN, CONFIG, VENVS = pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3])
ROOT = pathlib.Path(__file__).resolve().parents[2]


def rapport(*arguments, status=0):
    done = subprocess.run([BIN / "rapport", *arguments, "--config", CONFIG], capture_output=True, text=True)
    assert done.returncode == status, f"rapport {arguments[0]} ended with {done.returncode}: {done.stderr}"
    return done.stdout


def stored():
    """What a whole export has: by stream the rows by their keys. Scores age: from here on they stay as they are now."""
    tables = {stream: {} for stream in KEYS}
    for line in rapport("export", "--stream", "all").splitlines():
        row = json.loads(line)
        first = next(iter(row))
        stream = next(name for name, key in KEYS.items() if key == first)
        assert row["op"] == "upsert"
        tables[stream][row[first]] = row
    assert tables["interaction"] and tables["interaction_participant"] and tables["person"]
    return tables


def python(venv, *arguments, **options):
    return subprocess.run([VENVS / venv / "bin" / "python", *arguments], check=True, text=True, **options)


def same(host, found, expected, stream):
    """Both are sets of (key, sequence)."""
    wanted = {(key, row["sequence"]) for key, row in expected[stream].items()}
    assert set(found) == wanted, (
        f"{host}: {stream} has {len(set(found) - wanted)} rows too many and {len(wanted - set(found))} too few")


AIRBYTE = """
import json, os, sys, pathlib
work, source, config = sys.argv[1:4]
os.environ.update(AIRBYTE_OFFLINE_MODE="1", DO_NOT_TRACK="1", AIRBYTE_LOCAL_REGISTRY="0", AIRBYTE_PROJECT_DIR=work,
                  AIRBYTE_LOGGING_ROOT=work, AIRBYTE_CACHE_ROOT=work, NO_LIVE_PROGRESS="1", AIRBYTE_NO_UV="1")
import airbyte
from airbyte.caches import DuckDBCache
source = airbyte.get_source("source-rapport", config={"config": config, "refresh": False}, local_executable=source)
source.check()
source.select_all_streams()
cache = DuckDBCache(db_path=work + "/airbyte.duckdb")
result = source.read(cache=cache)
print("@" + json.dumps({"processed": result.processed_records, "streams": {
    name: [[row[0], row[1]] for row in cache.get_arrow_dataset(name).to_table(
        columns=[key, "sequence", "op"]).to_pandas().query("op != 'delete'")[[key, "sequence"]].values.tolist()]
    for name, key in json.loads(sys.argv[4]).items()}}))
"""


def by_airbyte(work, expected, most=None):
    done = python("airbyte", "-c", AIRBYTE, str(work), str(BIN / "source-rapport"), CONFIG, json.dumps(KEYS),
                  stdout=subprocess.PIPE)
    answer = json.loads(next(line for line in done.stdout.splitlines() if line.startswith("@"))[1:])
    for stream in KEYS:
        same("PyAirbyte", {(key, int(sequence)) for key, sequence in answer["streams"][stream]}, expected, stream)
    if most is not None:
        assert answer["processed"] <= most, f"PyAirbyte read {answer['processed']} rows again"
    print(f"PyAirbyte holds what the store has; {answer['processed']} rows read", flush=True)


def by_singer(work, expected):
    state = work / "singer.json"
    arguments = ["export", "--format", "singer", "--stream", "all", "--stored"] + (["--state", str(state)] if state.exists() else [])
    lines = rapport(*arguments)
    subprocess.run([VENVS / "singer" / "bin" / "singer-check-tap"], input=lines, text=True, check=True,
                   stdout=subprocess.DEVNULL)
    target = work / "target.json"
    target.write_text(json.dumps({"destination_path": str(work / "jsonl"), "disable_collection": True}))
    (work / "jsonl").mkdir(exist_ok=True)
    done = subprocess.run([VENVS / "target" / "bin" / "target-jsonl", "--config", target], input=lines, text=True,
                          check=True, stdout=subprocess.PIPE)
    state.write_text(done.stdout.strip().splitlines()[-1])
    for stream, key in KEYS.items():
        held = {}
        for path in sorted((work / "jsonl").glob(f"{stream}-*.jsonl")):
            for line in path.read_text().splitlines():
                row = json.loads(line)
                if row[key] not in held or held[row[key]]["sequence"] <= row["sequence"]:
                    held[row[key]] = row
        assert all((row["_sdc_deleted_at"] is None) == (row["op"] != "delete") for row in held.values())
        same("target-jsonl", {(k, r["sequence"]) for k, r in held.items() if r["op"] != "delete"}, expected, stream)
    print(f"Singer's target holds what the store has; {len(lines.splitlines())} messages", flush=True)


DLT = """
import sys, json, dlt
sys.path.insert(0, sys.argv[1] + "/Deploy/dlt")
import rapport_source
pipeline = dlt.pipeline("rapport", destination=dlt.destinations.duckdb(sys.argv[2] + "/dlt.duckdb"),
                        dataset_name="feed", pipelines_dir=sys.argv[2] + "/dlt")
pipeline.run(rapport_source.rapport(sys.argv[3], program=sys.argv[4], options=["--stored"]))
with pipeline.sql_client() as client:
    known = [row[0] for row in client.execute_sql("SELECT table_name FROM information_schema.tables WHERE table_schema = 'feed'")]
    print("@" + json.dumps({name: client.execute_sql(f"SELECT {key}, sequence FROM {name}") if name in known else []
                            for name, key in json.loads(sys.argv[5]).items()}))
"""


def by_dlt(work, expected):
    done = python("lake", "-c", DLT, str(ROOT), str(work), CONFIG, str(BIN / "rapport"), json.dumps(KEYS),
                  stdout=subprocess.PIPE, env={**os.environ, "RUNTIME__DLTHUB_TELEMETRY": "false"})
    answer = json.loads(next(line for line in done.stdout.splitlines() if line.startswith("@"))[1:])
    for stream in KEYS:
        same("dlt", {(key, int(sequence)) for key, sequence in answer[stream]}, expected, stream)
    print("dlt holds what the store has, without what is deleted", flush=True)


DELTA = """
import sys, json, pathlib
from deltalake import DeltaTable
found = {}
for name, key in json.loads(sys.argv[2]).items():
    place = sys.argv[1] + "/" + name
    rows = DeltaTable(place).to_pyarrow_table(columns=[key, "sequence"]) if DeltaTable.is_deltatable(place) else None
    found[name] = list(zip(*(rows.column(c).to_pylist() for c in (key, "sequence")))) if rows else []
print("@" + json.dumps(found))
"""


def by_delta(work, expected):
    lake, tables = work / "lake", work / "delta"
    tables.mkdir(exist_ok=True)
    rapport("export", "--format", "parquet", "--stream", "all", "--stored", "--to", str(lake))
    for again in ([], ["--again"]):
        python("lake", str(ROOT / "Deploy/lake/merge.py"), str(lake), str(tables), *again, stdout=subprocess.DEVNULL)
        done = python("lake", "-c", DELTA, str(tables), json.dumps(KEYS), stdout=subprocess.PIPE)
        answer = json.loads(next(line for line in done.stdout.splitlines() if line.startswith("@"))[1:])
        for stream in KEYS:
            same("Delta", {(key, int(sequence)) for key, sequence in answer[stream]}, expected, stream)
    print("Delta holds what the store has, merged once and twice", flush=True)


def held_by_files(folder, text):
    return [path for path in folder.rglob("*.parquet") if text.encode() in path.read_bytes()]


def from_every_state(expected):
    """A host that kept any of the states loses nothing and, after upsert, has nothing twice."""
    catalog = {"streams": [{"stream": {"name": name}, "sync_mode": "incremental", "destination_sync_mode": "append_dedup"}
                           for name in KEYS]}
    with tempfile.TemporaryDirectory() as place:
        place = pathlib.Path(place)
        (place / "config.json").write_text(json.dumps({"config": CONFIG, "refresh": False}))
        (place / "catalog.json").write_text(json.dumps(catalog))

        def read(states):
            (place / "state.json").write_text(json.dumps(states))
            done = subprocess.run([BIN / "source-rapport", "read", "--config", place / "config.json", "--catalog",
                                   place / "catalog.json", "--state", place / "state.json"], capture_output=True, text=True)
            assert done.returncode == 0, done.stdout[-500:]
            return [json.loads(line) for line in done.stdout.splitlines()]

        messages = read([])
        places = [i for i, message in enumerate(messages) if message["type"] == "STATE"]
        chosen = places if len(places) <= 12 else places[:: len(places) // 12] + places[-1:]
        for end in chosen:
            tables, states = {name: {} for name in KEYS}, {}
            first = messages[: end + 1]
            for message in first + read_after(first, read):
                if message["type"] == "RECORD":
                    data, stream = message["record"]["data"], message["record"]["stream"]
                    if data["op"] == "delete":
                        tables[stream].pop(data[KEYS[stream]], None)
                    else:
                        tables[stream][data[KEYS[stream]]] = data
            for stream in KEYS:
                same(f"state {end}", {(k, r["sequence"]) for k, r in tables[stream].items()}, expected, stream)
        print(f"Reading on from {len(chosen)} of {len(places)} states loses and repeats nothing", flush=True)


def read_after(messages, read):
    states = {}
    for message in messages:
        if message["type"] == "STATE":
            states[message["state"]["stream"]["stream_descriptor"]["name"]] = message["state"]
    return read(list(states.values()))


def main():
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        expected = stored()
        from_every_state(expected)
        for host in (by_airbyte, by_singer, by_dlt, by_delta):
            host(work, expected)
        # Who is outside and in the most interactions is erased, and one mailbox purged.
        outside = [row["address"] for row in expected["interaction_participant"].values() if not row["is_internal"]]
        person = max(sorted(set(outside)), key=outside.count)
        inside = [row["address"] for row in expected["interaction_participant"].values()
                  if row["is_internal"] and "@" in row["address"]]
        rapport("erase", person, "--yes")
        rapport("purge", "--mailbox", sorted(set(inside))[0], "--yes")
        expected = stored()
        assert not any(row["address"] == person for row in expected["person"].values())
        by_airbyte(work, expected)
        by_singer(work, expected)
        by_dlt(work, expected)
        by_delta(work, expected)
        shutil.rmtree(work / "lake")
        print("interop: every host of the feed holds what the store has")


main()
