"""Clicks through the console in Chromium, part by part.

    browse.py WORK [--screenshots DIRECTORY]
"""

import base64
import os
import pathlib
import sys

from playwright.sync_api import sync_playwright

from foreign import foreign
from hostile import hostile
from life_cycle import with_consent, without_consent
from pages import judge, nothing_forgotten, shoot
from sign_in import entra
from tasks import tasks
from visiting import WORK, Visit, first_record, wait_for, wait_for_relationships
from widgets import preview, widgets


def fuzzed(name, state, record):
    """Beside what it invents, the fuzzer asks for a record that there is, with a session of its own."""
    table, id = record.split("/")
    session = next(cookie["value"] for cookie in state["cookies"] if cookie["name"] == "rapport_session")
    credential = base64.b64encode(b"crm:a-secret-of-the-crm-server-0123456789").decode()
    (WORK / f"{name}.toml").write_text(f"""headers = {{ Authorization = "Bearer {session}" }}

[parameters]
"path.table" = "{table}"
"path.id" = "{id}"
"query.target" = "{record}"

[[operations]]
include-path = "/widget-tokens"
headers = {{ Authorization = "Basic {credential}" }}

# That one parameter must be less than another, no document of OpenAPI can say.
[[operations]]
include-path = "/grades"
checks.positive_data_acceptance.expected-statuses = ["2xx", "400", "401", "403", "404", "409", "5xx"]
""")
    return session


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
                                         args=["--no-sandbox", "--disable-dev-shm-usage"])
    visit = with_consent(browser)
    state = visit.context.storage_state()
    record, opportunity = first_record(visit, "contacts"), first_record(visit, "opportunities")
    if "--screenshots" in sys.argv:
        folder = pathlib.Path(sys.argv[sys.argv.index("--screenshots") + 1])
        shoot(browser, state, record, opportunity, folder)
    judge(browser, state, record, opportunity)
    widgets(browser, record, opportunity)
    preview(browser, state, record)
    foreign(browser, state)
    entra(browser)
    hostile(browser)
    spare = tasks(browser, state)
    without_consent(browser)
    visit.go("/api/v1/openapi.json")
    nothing_forgotten()
    # The consent was withdrawn meanwhile, and recorded again.
    wait_for(visit, "/changes/disable", r"contributed: [1-9]")
    wait_for_relationships(visit)
    (WORK / "token").write_text(fuzzed("new", state, record))
    fuzzed("spare", spare, record)
    browser.close()
