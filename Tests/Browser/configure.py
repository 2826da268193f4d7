"""Configurations from those that the simulators wrote: an installation for each thing that is tried.

    configure.py SIMULATOR WORK            new, entra, hostile and spare
    configure.py SIMULATOR WORK clocked    the one whose clock is moved, nothing decided yet
"""

import csv
import json
import os
import pathlib
import ssl
import sys
import urllib.parse
import urllib.request

from corpus import HOSTILE

announced = json.loads(pathlib.Path(sys.argv[1]).read_text())
work = pathlib.Path(sys.argv[2])
folder = pathlib.Path(announced["config"]).parent
trust = ssl.create_default_context(cafile=announced["ca"])


def absolute(value):
    """Relative paths were relative to the simulator's folder."""
    if isinstance(value, dict):
        return {key: absolute(inner) for key, inner in value.items()}
    if isinstance(value, str) and value and not value.startswith("/") and (folder / value).exists():
        return str(folder / value)
    return value


config = absolute(json.loads(pathlib.Path(announced["config"]).read_text()))
life_cycle = config.pop("lifeCycle", {})
config["retentionDays"] = 36600
clients = work / "clients"
clients.write_text("crm a-secret-of-the-crm-server-0123456789 http://localhost:8977\n")
os.chmod(clients, 0o600)
# The fuzzer is one visitor, and asks faster than people.
config["console"] = {"requestsPerMinute": 1_000_000, "clientsFile": str(clients)}
sign_in = {"clientID": config["application"]["clientID"], "secretFile": config["application"]["secretFile"]}


def write(name, **settings):
    (work / f"{name}.json").write_text(json.dumps({**config, "dataDirectory": str(work / f"{name}-data"), **settings}))


def console(**settings):
    return {**config["console"], **settings}


def contacts():
    """Of the simulated CRM, as it tells them: address and company of each."""
    form = urllib.parse.urlencode({
        "grant_type": "client_credentials", "client_id": announced["client_id"],
        "client_secret": announced["client_secret"],
        "scope": announced["dataverse"].split("/api/")[0] + "/.default"}).encode()
    token = json.load(urllib.request.urlopen(announced["token"], form, context=trust))["access_token"]
    address = announced["dataverse"].rstrip("/") + "/contacts?$select=emailaddress1&$filter=statecode%20eq%200"
    request = urllib.request.Request(address, headers={"Authorization": f"Bearer {token}"})
    rows = json.load(urllib.request.urlopen(request, context=trust))["value"]
    return [row["emailaddress1"] for row in rows if row.get("emailaddress1")]


def hostile_records(users):
    """Everything that has a name bears one of the corpus, and people have the addresses of those who wrote."""
    names = list(HOSTILE)
    known = contacts()
    rows = [{"type": "user", "id": f"user {at}", "name": names[at % len(names)], "addresses": [address]}
            for at, address in enumerate(users)]
    for at, name in enumerate(names):
        rows.append({"type": "account", "id": f"a{at}", "name": name, "owner": users[0]})
        for copy in range(at, len(known), len(names)):
            rows.append({"type": "lead" if copy >= 5 * len(names) else "contact", "id": f"c{copy}",
                         "name": f"{name} {copy}" if copy != at else name, "firstName": name, "jobTitle": name,
                         "addresses": [known[copy]], "account": f"a{at}", "owner": users[0]})
        rows.append({"type": "opportunity", "id": f"o{at}", "name": name, "account": f"a{at}", "contact": f"c{at}",
                     "stage": name, "value": "12.50", "currency": "EUR", "closeDate": "2027-01-15", "owner": users[0]})
    return "".join(json.dumps(row) + "\n" for row in rows)


def hostile_directory(text):
    """Security roles and groups with names of the corpus."""
    directory = json.loads(text)
    for at, user in enumerate(directory["users"]):
        user["roles"] = list(user.get("roles") or []) + list(HOSTILE)[at::4]
        user["groups"] = list(HOSTILE)[at::5]
    return json.dumps(directory)


if sys.argv[3:] == ["clocked"]:
    write("clocked", console=console(origin="http://127.0.0.1:8981"), signIn=sign_in)
    sys.exit()

directory = pathlib.Path(config["directory"])
if directory.suffix == ".json":
    users = json.loads(directory.read_text())["users"]
else:
    users = list(csv.DictReader(directory.read_text().splitlines()))
addresses = [user["email"] for user in users if user.get("kind", "user") == "user"]
administrator = life_cycle.get("administrator", addresses[0])

write("new")
write("spare", lifeCycle=life_cycle)
# Where people sign in with the simulator's identity provider; browsers come back to a fixed address.
write("entra", lifeCycle=life_cycle, console=console(origin="http://127.0.0.1:8979"), signIn=sign_in)
(work / "hostile.ndjson").write_text(hostile_records(addresses))
(work / "hostile-users.json").write_text(hostile_directory(directory.read_text()))
write("hostile", lifeCycle=life_cycle, records=str(work / "hostile.ndjson"), dataverse={},
      directory=str(work / "hostile-users.json"))
(work / "administrator").write_text(administrator)
(work / "roles").write_text("\n".join(life_cycle.get("roles", ["Salesperson"])))
(work / "users").write_text("\n".join(addresses))
