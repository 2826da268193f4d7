"""PowerPlatform-Dataverse-Client and dataverse-api from PyPI, unmodified, read the CRM, and find what was generated."""
import json
import os
import subprocess
import sys
import urllib.parse

import requests

from simulator import check, endpoint

server = endpoint(sys.argv[1])
os.environ["REQUESTS_CA_BUNDLE"] = server["ca"]
os.environ["NO_PROXY"] = "*"
parts = urllib.parse.urlsplit(server["dataverse"])
origin = f"{parts.scheme}://{parts.netloc}"

from azure.identity import ClientSecretCredential  # noqa: E402
from dataverse_api import DataverseClient as OtherClient  # noqa: E402
from PowerPlatform.Dataverse.client import DataverseClient  # noqa: E402

credential = ClientSecretCredential(
    server["tenant"], server["client_id"], server["client_secret"], authority=origin, disable_instance_discovery=True,
    connection_verify=server["ca"],
)
session = requests.Session()
session.trust_env = False
session.verify = server["ca"]
session.headers["Authorization"] = f"Bearer {credential.get_token(f'{origin}/.default').token}"

tables = ["account", "contact", "lead", "opportunity", "systemuser", "team", "connection", "email", "appointment", "phonecall"]
call = f"{server['dataverse']}/RetrieveTotalRecordCount(EntityNames={json.dumps(tables)})"
answer = session.get(call).json()["EntityRecordCountCollection"]
generated = dict(zip(answer["Keys"], answer["Values"]))
check(all(generated[name] > 0 for name in tables), f"the service counts {sum(generated.values())} rows")

with DataverseClient(origin, credential) as client:
    for name in tables:
        rows = [row for page in client.records.list_pages(name, page_size=7) for row in page]
        check(len(rows) == generated[name], f"PowerPlatform-Dataverse-Client lists all {len(rows)} of {name}")
    opened = client.records.list("opportunity", select=["name", "estimatedvalue"], filter="statecode eq 0")
    check(0 < len(opened) < generated["opportunity"], "PowerPlatform-Dataverse-Client reads those sales that are open")
    row = client.records.retrieve("opportunity", opened[0]["opportunityid"])
    check(row["name"] == opened[0]["name"], "PowerPlatform-Dataverse-Client reads one by itself")
    check(client.tables.get("contact") is not None, "PowerPlatform-Dataverse-Client reads a table's definition")
    check(len(list(client.records.list("contact", top=3))) == 3, "PowerPlatform-Dataverse-Client reads the first three")

other = OtherClient(session=session, environment_url=origin + "/")
for name in tables:
    rows = other.entity(name).read(page_size=11)
    check(len(rows) == generated[name], f"dataverse-api lists all {len(rows)} of {name}")
valued = other.entity("opportunity").read(select=["name", "estimatedvalue_base"], filter="statecode eq 0", top=2)
check(len(valued) == 2 and all(row["estimatedvalue_base"] > 0 for row in valued), "dataverse-api reads what sales are worth")

# What Rapport keeps is the same: all rows but the users of programs, and no drafts or cancelled activities.
status = subprocess.run([sys.argv[2], "status", "--config", server["config"], "--output", "json"], capture_output=True, text=True)
rows = json.loads(status.stdout)["stored"]["rows"]
for name in ["account", "contact", "lead", "opportunity", "team"]:
    check(rows.get(name) == generated[name], f"rapport keeps all {generated[name]} of {name}")
