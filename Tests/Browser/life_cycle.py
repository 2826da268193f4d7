"""The life cycle, clicked through by keyboard and without scripts: to the scores, and to day 14 without consent."""

import re

from visiting import ADMINISTRATOR, WORK, Visit, expect, first_record, link, wait_for, wait_for_relationships
from widgets import token

ROLES = (WORK / "roles").read_text().split("\n")


def confirm(visit, change, done):
    visit.press(change, "link")
    visit.press("Confirm")
    visit.has(done)


def switch_on(visit):
    """Premium features, enabled, both features on, roles."""
    visit.go("/overview")
    visit.has("Off")
    visit.press("Enable", "link")
    confirm(visit, "Record premium features as installed", "The premium features are recorded as installed.")
    confirm(visit, "Enable relationship intelligence", "Relationship intelligence is enabled.")
    visit.has("Waiting for the consent: 13 days and 23 hours left.")
    visit.press("Choose", "link")
    for role in ROLES:
        visit.tick(re.compile(rf"^\s*{re.escape(role)} \("))
    visit.press("Show what changes")
    visit.has("Mailboxes that lose what only they contributed: 0.")
    visit.press("Confirm")
    visit.has("The security roles are selected.")
    visit.go("/overview")
    expect(visit.text().count("CRM data only") == 2, f"not both features stand on CRM data:\n{visit.text()}")


def with_consent(browser):
    """The seed's way: premium features, enable, both features on, roles, banner, consent, sync, scores."""
    visit = Visit(browser, "new", java_script_enabled=False, locale="en")
    visit.sign_in(link("new"))
    switch_on(visit)
    visit.go("/changes")
    confirm(visit, "Record the consent", "The consent is recorded.")
    visit.go("/overview")
    expect("Waiting for the consent" not in visit.text(), "the banner stays")
    visit.has("CRM and Exchange data")
    wait_for_relationships(visit)
    wait_for(visit, "/changes/disable", r"contributed: [1-9]")
    # How fresh it is, is known to others within seconds.
    wait_for(visit, "/overview", r"(?m)^(ews|graph)\t4\t", seconds=30)
    # The same link once more, and one that there never was.
    other = Visit(browser, "new", java_script_enabled=False, locale="en")
    for used in (link("new"), link("new") + "x"):
        other.page.goto(used)
        other.has("This code was used already, or is too old.")
    other.context.close()
    print("browser: the life cycle by keyboard and without scripts")
    return visit


def set_clock(text):
    """For the product and for all services that it asks."""
    (WORK / "clock").write_text(text + "\n")


def sign_in(browser):
    visit = Visit(browser, "clocked", elsewhere=("https://127.0.0.1:",), java_script_enabled=False, locale="en",
                  ignore_https_errors=True)
    visit.go("/login")
    visit.press("Sign in with Microsoft Entra", "link")
    visit.press(ADMINISTRATOR, "link")
    visit.page.wait_for_url("**/overview")
    return visit


def without_consent(browser):
    """The other way: day 14 comes to a running service; analytics goes on with the CRM's data."""
    visit = sign_in(browser)
    switch_on(visit)
    wait_for_relationships(visit)
    visit.go("/introductions?target=contoso.example")
    shown = first_widget(visit)
    set_clock("+331h")
    late = Visit(browser, "clocked", java_script_enabled=False, locale="en")
    late.go(shown, status=403)
    late.has("The widget's token has expired")
    visit = sign_in(browser)
    visit.has("Waiting for the consent: 0 days and 4 hours left.")
    visit.go("/introductions?target=contoso.example")
    set_clock("+336.05h")
    visit = sign_in(browser)
    visit.has("Who knows whom and the Exchange integration switched off on")
    expect(re.search(r"Relationship analytics\s+CRM data only", visit.text()), f"analytics is off:\n{visit.text()}")
    expect(re.search(r"Who knows whom\s+Off", visit.text()), f"who knows whom is not off:\n{visit.text()}")
    visit.go("/introductions?target=contoso.example", status=403)
    visit.has("switched off by itself")
    wait_for_relationships(visit)
    visit.go("/changes")
    expect(visit.text().count("switched off by itself on") == 2, f"not both parts are off:\n{visit.text()}")
    confirm(visit, "Record the consent", "The consent is recorded.")
    visit.has("It has come since and switches nothing on: enable again.")
    visit.go("/introductions?target=contoso.example", status=403)
    visit.go("/changes")
    confirm(visit, "Enable relationship intelligence", "Relationship intelligence is enabled.")
    visit.go("/introductions?target=contoso.example")
    visit.go("/overview")
    expect(visit.text().count("CRM and Exchange data") == 2, f"not everything is on again:\n{visit.text()}")
    print("browser: day 14 without consent, under one clock")


def first_widget(visit):
    """A widget that shows something now."""
    record = first_record(visit, "contacts")
    path = f"/widgets/health/{record}?token={token('clocked', record, 'http://localhost:8977')}"
    widget = Visit(visit.context.browser, "clocked", java_script_enabled=False, locale="en")
    widget.go(path)
    widget.has("Strength")
    widget.context.close()
    return path
