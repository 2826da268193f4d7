"""Puts real hosts on the feed: PyAirbyte and the acceptance checks of Airbyte's CDK, Singer's targets for files and
PostgreSQL, dlt, the SDK of CloudEvents, and Delta over a lake of files; each is unmodified and has a place of its own. After an erasure and a purge, what each of them holds is what the store has.

usage: feed_hosts.py BIN_DIRECTORY CONFIG VENVS

CONFIG is a configuration whose store has data. VENVS has one for each: see .ci/venv.
"""
import glob
import json
import os
import pathlib
import pwd
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


CDK = """
import json, pathlib, subprocess, sys
from airbyte_cdk.models import AirbyteMessageSerializer, ConfiguredAirbyteCatalogSerializer, Type
from airbyte_cdk.test.entrypoint_wrapper import EntrypointOutput
from airbyte_cdk.test.models.scenario import ConnectorTestScenario
from airbyte_cdk.test.models.outcome import ExpectedOutcome
from airbyte_cdk.test.standard_tests import _assertions, _catalog_checks, _read_assertions, _spec_lint
work, source, config = pathlib.Path(sys.argv[1]), sys.argv[2], json.loads(sys.argv[3])
(work / "config.json").write_text(json.dumps(config))
def run(*words, status=0):
    done = subprocess.run([source, *words], capture_output=True, text=True)
    assert done.returncode == status, (words, done.returncode)
    return EntrypointOutput(messages=done.stdout.splitlines(), stderr=done.stderr)
spec = run("spec")
_spec_lint.assert_spec_is_valid(_spec_lint.get_single_spec(spec, connector_name="rapport"), connector_name="rapport")
_assertions.assert_config_matches_spec(config=config, spec_result=spec, connector_name="rapport", scenario_id="good")
where = ("--config", str(work / "config.json"))
_assertions.assert_check_outcome(check_result=run("check", *where), expected_outcome=ExpectedOutcome.EXPECT_SUCCESS,
                                 connector_name="rapport")
catalog = run("discover", *where).catalog.catalog
problems = _catalog_checks.find_catalog_problems(catalog)
assert not problems, _catalog_checks.format_catalog_problems(problems)
configured = {"streams": [
    {"stream": json.loads(json.dumps(one)), "sync_mode": "incremental", "destination_sync_mode": "append_dedup"}
    for one in json.loads(subprocess.run([source, "discover", *where], capture_output=True, text=True).stdout)["catalog"]["streams"]]}
(work / "catalog.json").write_text(json.dumps(configured))
read = run("read", *where, "--catalog", str(work / "catalog.json"))
_read_assertions.assert_read_records(
    records=read.records, configured_catalog=ConfiguredAirbyteCatalogSerializer.load(configured),
    require_records_per_stream=False, validate_schema=True)
assert read.records and not read.errors
print(len(read.records))
"""


def by_cdk(work, expected):
    place = work / "cdk"
    place.mkdir()
    done = python("cdk", "-c", CDK, str(place), str(BIN / "source-rapport"),
                  json.dumps({"config": CONFIG, "refresh": False}), stdout=subprocess.PIPE)
    count = int(done.stdout.strip().splitlines()[-1])
    assert count == sum(len(rows) for rows in expected.values()), f"{count} records"
    print(f"The acceptance checks of Airbyte's CDK pass, over {count} records", flush=True)


def by_events(expected):
    lines = rapport("export", "--format", "cloudevents", "--stream", "all", "--stored")
    check = """
import json, sys
from cloudevents.core.formats.json import JSONFormat
found = {}
for line in sys.stdin.buffer:
    event = JSONFormat().read(None, line)
    data = event.get_data()
    data = json.loads(data) if isinstance(data, (str, bytes)) else data
    key = event.get_subject()
    assert event.get_id() == f"{key}-{data['sequence']}" and next(iter(data.values())) == key, line
    assert event.get_type().startswith('rapport.') and event.get_type().endswith('.' + data['op']), line
    found.setdefault(event.get_type().split(".")[1], []).append([key, data["sequence"]])
print(json.dumps(found))
"""
    done = python("events", "-c", check, json.dumps(KEYS), input=lines, stdout=subprocess.PIPE)
    answer = json.loads(done.stdout)
    for stream in KEYS:
        same("CloudEvents", {(key, int(sequence)) for key, sequence in answer.get(stream, [])}, expected, stream)
    print("The SDK of CloudEvents reads every event", flush=True)


class Database:
    """A PostgreSQL of its own on a socket in a directory; as the user postgres where we are root, which it refuses."""

    def __init__(self, place):
        self.place, self.tools = place, pathlib.Path(sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1])
        self.before = []
        place.mkdir()
        if os.getuid() == 0:
            owner = pwd.getpwnam("postgres")
            os.chown(place, owner.pw_uid, owner.pw_gid)
            place.parent.chmod(0o755)
            self.before = ["runuser", "-u", "postgres", "--"]
        self.run(self.tools / "initdb", "-D", place / "data", "-A", "trust", "-U", "rapport", "--no-sync", "-E", "UTF8")
        self.server = ["-D", place / "data", "-o", f"-k {place} -h '' -c fsync=off"]
        self.run(self.tools / "pg_ctl", *self.server, "-l", place / "log", "-w", "start")

    def run(self, *command):
        done = subprocess.run([*self.before, *map(str, command)], cwd="/", capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def rows(self, query):
        out = self.run(self.tools / "psql", "-h", self.place, "-U", "rapport", "-d", "postgres", "-At", "-F", "|", "-c", query)
        return [tuple(line.split("|")) for line in out.splitlines()]

    def stop(self):
        self.run(self.tools / "pg_ctl", *self.server, "-m", "immediate", "stop")


def by_postgres(work, expected, database):
    """Upserts by key; what is deleted is there still, marked, and not in the view."""
    state = work / "postgres-state.json"
    arguments = ["export", "--format", "singer", "--stream", "all", "--stored"] + (["--state", str(state)] if state.exists() else [])
    lines = rapport(*arguments)
    target = work / "postgres.json"
    target.write_text(json.dumps({
        "sqlalchemy_url": f"postgresql+psycopg://rapport@/postgres?host={database.place}", "default_target_schema": "feed",
        "load_method": "upsert", "add_record_metadata": True}))
    for _ in range(2):
        done = subprocess.run([VENVS / "postgres" / "bin" / "target-postgres", "--config", target], input=lines, text=True,
                              capture_output=True)
        assert done.returncode == 0, done.stderr[-2000:]
    state.write_text(done.stdout.strip().splitlines()[-1])
    known = {name for name, in database.rows("SELECT table_name FROM information_schema.tables WHERE table_schema = 'feed'")}
    for stream, key in KEYS.items():
        found = database.rows(f"SELECT {key}, sequence FROM feed.{stream} WHERE op <> 'delete'") if stream in known else []
        same("target-postgres", {(key, int(sequence)) for key, sequence in found}, expected, stream)
        if stream in known:
            total, keys = database.rows(f"SELECT count(*), count(DISTINCT {key}) FROM feed.{stream}")[0]
            assert total == keys, f"target-postgres: {stream} has a key twice"
    print("PostgreSQL holds what the store has, loaded once and twice", flush=True)


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


LAKE = """
import sys, json, pathlib, duckdb, pyarrow.dataset, pyarrow.parquet
lake, found, texts = pathlib.Path(sys.argv[1]), {}, set()
for name, key in json.loads(sys.argv[2]).items():
    parts = sorted(str(path) for path in (lake / name).rglob("*.parquet"))
    rows = duckdb.sql(f"SELECT {key}, sequence, op FROM read_parquet({parts}, hive_partitioning = true)").fetchall() if parts else []
    data = pyarrow.dataset.dataset(str(lake / name), format="parquet", partitioning="hive").to_table().to_pylist() if parts else []
    assert all(row[2] == "upsert" for row in rows)
    assert sorted((row[0], row[1]) for row in rows) == sorted((row[key], row["sequence"]) for row in data), name
    if name in ("interaction", "interaction_participant"):
        assert all(len(row["month"]) == 7 for row in data)
    if name == "interaction":
        assert all(row["occurred_at"].strftime("%Y-%m") == row["month"] for row in data)
    assert len(rows) == len({row[0] for row in rows}), f"{name} has a key twice"
    found[name] = [row[:2] for row in rows]
for path in lake.rglob("*.parquet"):
    table = pyarrow.parquet.read_table(path, partitioning=None)
    assert table.num_rows == len(set(table.column(0).to_pylist()))
    for column in table.columns:
        texts.update(value for value in column.to_pylist() if isinstance(value, str) and value in sys.argv[3:])
print("@" + json.dumps([found, sorted(texts)]))
"""


def by_lake(work, expected, gone=()):
    """Parts are the feed as it is, each row once; nothing of whoever is gone is in any file."""
    lake = work / "lake"
    rapport("export", "--format", "parquet", "--stream", "all", "--stored", "--to", str(lake))
    done = python("lake", "-c", LAKE, str(lake), json.dumps(KEYS), *gone, stdout=subprocess.PIPE)
    answer, texts = json.loads(next(line for line in done.stdout.splitlines() if line.startswith("@"))[1:])
    for stream in KEYS:
        same("the lake", {(key, int(sequence)) for key, sequence in answer[stream]}, expected, stream)
    assert not texts, "a file of the lake names somebody who was erased"
    print("pyarrow and DuckDB read the lake as the store is", flush=True)


def by_delta(work, expected):
    lake, tables = work / "lake", work / "delta"
    tables.mkdir(exist_ok=True)
    for again in ([], ["--again"]):
        python("lake", str(ROOT / "Deploy/lake/merge.py"), str(lake), str(tables), *again, stdout=subprocess.DEVNULL)
        done = python("lake", "-c", DELTA, str(tables), json.dumps(KEYS), stdout=subprocess.PIPE)
        answer = json.loads(next(line for line in done.stdout.splitlines() if line.startswith("@"))[1:])
        for stream in KEYS:
            same("Delta", {(key, int(sequence)) for key, sequence in answer[stream]}, expected, stream)
    print("Delta holds what the store has, merged once and twice", flush=True)


def by_consumer(work):
    """A loader that is killed at any row, and at last is not, has everything: its position moves with its success."""
    expected = {line for line in rapport("export", "--stream", "all", "--stored").splitlines()}
    loaded = work / "loaded.ndjson"
    loader = "import sys\nfor number, line in enumerate(sys.stdin):\n  if number == {0}: __import__('os').kill(__import__('os').getpid(), 9)\n  open({1!r}, 'a').write(line)"
    for row in (0, 1, 7, len(expected) // 2, len(expected) - 1):
        script = work / "loader.py"
        script.write_text(loader.format(row, str(loaded)))
        rapport("feed", "loader", "--stored", "--into", f"exec {sys.executable} {script}", status=74)
    script.write_text(loader.format(-1, str(loaded)))
    rapport("feed", "loader", "--stored", "--into", f"exec {sys.executable} {script}")
    rows = loaded.read_text().splitlines()
    # Whoever may have a part of a first delivery is told what was deleted as well.
    there = [row for row in rows if json.loads(row)["op"] == "upsert"]
    assert set(there) == expected and len(there) > len(expected)
    assert rapport("feed", "loader", "--stored") == ""
    print("A consumer that is killed at any row loses nothing", flush=True)


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
        chosen = places if len(places) <= 12 else sorted({*places[:: len(places) // 12], places[-1]})
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
        database = Database(work / "postgres")
        try:
            deliveries(work, expected, database)
        finally:
            database.stop()
        by_consumer(work)
        print("interop: every host of the feed holds what the store has")


def deliveries(work, expected, database):
    by_cdk(work, expected)
    by_events(expected)
    for host in (by_airbyte, by_singer, by_dlt, by_lake, by_delta):
        host(work, expected)
    by_postgres(work, expected, database)
    # Who is outside and in the most interactions is erased, and one mailbox purged.
    outside = [row["address"] for row in expected["interaction_participant"].values() if not row["is_internal"]]
    person = max(sorted(set(outside)), key=outside.count)
    mailbox = json.loads(pathlib.Path(CONFIG).read_text())["mailboxes"][0]
    rapport("erase", person, "--yes")
    rapport("purge", "--mailbox", mailbox, "--yes")
    expected = stored()
    assert not any(row["address"] == person for row in expected["person"].values())
    for host in (by_airbyte, by_singer, by_dlt):
        host(work, expected)
    by_lake(work, expected, [person])
    by_delta(work, expected)
    # A table that begins now has the same.
    shutil.rmtree(work / "delta")
    by_delta(work, expected)
    by_postgres(work, expected, database)


main()
