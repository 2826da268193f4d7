"""Rapport's feed as a dlt source: rows are merged by their keys, and what is deleted goes.

    import dlt, rapport_source
    dlt.pipeline("rapport", destination="duckdb").run(rapport_source.rapport("rapport.json"))

The position is kept in dlt's own state, so that it goes with what was loaded.
"""
import json
import subprocess

import dlt

KEYS = {
    "interaction": "interaction_id",
    "interaction_participant": "participant_id",
    "person": "address_id",
    "record": "record_id",
    "relationship": "relationship_id",
    "introduction": "introduction_id",
}


@dlt.source
def rapport(config="rapport.json", program="rapport", streams=tuple(KEYS), options=()):
    """One resource for each stream of Documentation/feed.md; options are more of those of `rapport export`."""
    for name in streams:
        yield dlt.resource(
            rows,
            name=name,
            primary_key=KEYS[name],
            write_disposition="merge",
            columns={"deleted": {"hard_delete": True, "data_type": "bool"}},
        )(config, program, name, options)


def rows(config, program, name, options):
    """What changed in a stream since the last load."""
    state = dlt.current.resource_state()
    command = [program, "export", "--config", config, "--stream", name, *options]
    if state:
        command += ["--after", str(state["sequence"]), "--epoch", state["epoch"]]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        for line in process.stdout:
            row = json.loads(line)
            state.update(sequence=row["sequence"], epoch=row["store_epoch"])
            yield {**row, "deleted": row["op"] == "delete"}
    if process.returncode != 0:
        raise RuntimeError(f"rapport export ended with status {process.returncode}")
