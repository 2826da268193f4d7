"""Two configurations from the one that the simulator wrote: nothing decided yet, and day 14 gone by without consent."""

import csv
import datetime
import json
import os
import pathlib
import sys

announced = json.loads(pathlib.Path(sys.argv[1]).read_text())
work = pathlib.Path(sys.argv[2])
config = json.loads(pathlib.Path(announced["config"]).read_text())
folder = pathlib.Path(announced["config"]).parent


def absolute(value):
    """Relative paths were relative to the simulator's folder."""
    if isinstance(value, dict):
        return {key: absolute(inner) for key, inner in value.items()}
    if isinstance(value, str) and (folder / value).exists() and not value.startswith("/") and value:
        return str(folder / value)
    return value


config = absolute(config)
life_cycle = config.pop("lifeCycle", {})
directory = pathlib.Path(config["directory"])
if directory.suffix == ".json":
    users = json.loads(directory.read_text())["users"]
    addresses = [user["email"] for user in users if user.get("kind", "user") == "user"]
else:
    rows = list(csv.DictReader(directory.read_text().splitlines()))
    addresses = [row["email"] for row in rows if row.get("kind", "user") == "user"]

clients = work / "clients"
clients.write_text("crm a-secret-of-the-crm-server-0123456789 http://localhost:8977\n")
os.chmod(clients, 0o600)
# The fuzzer is one visitor, and asks faster than people.
config["console"] = {"clientsFile": str(clients), "requestsPerMinute": 1_000_000}
config["retentionDays"] = 36600

new = dict(config, dataDirectory=str(work / "new-data"))
(work / "new.json").write_text(json.dumps(new))

then = (datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=15)).strftime("%Y-%m-%dT%H:%M:%SZ")
late = dict(config, dataDirectory=str(work / "late-data"), lifeCycle={
    "premiumFeatures": then, "enabled": then, "roles": life_cycle.get("roles", ["Salesperson"]),
    "administrator": life_cycle.get("administrator", addresses[0]),
})
(work / "late.json").write_text(json.dumps(late))
# Where people sign in with the simulator's identity provider; browsers come back to a fixed address.
entra = dict(config, dataDirectory=str(work / "entra-data"), lifeCycle=life_cycle,
             console=dict(config["console"], origin="http://127.0.0.1:8979"),
             signIn={"clientID": config["application"]["clientID"], "secretFile": config["application"]["secretFile"]})
(work / "entra.json").write_text(json.dumps(entra))
(work / "administrator").write_text(life_cycle.get("administrator", addresses[0]))
(work / "roles").write_text("\n".join(life_cycle.get("roles", ["Salesperson"])))
(work / "users").write_text("\n".join(addresses))
