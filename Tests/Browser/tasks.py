"""Everything that people come for, by keyboard alone and without scripts; what the page then says is what they wanted."""

import re

from playwright.sync_api import expect as expect_text

from visiting import ADMINISTRATOR, WORK, Visit, expect, link, wait_for

SELLER = (WORK / "users").read_text().split()[1]


def tasks(browser, state):
    """Returns somebody's session at an installation that may be spoilt."""
    visit = Visit(browser, "new", storage_state=state, locale="en", java_script_enabled=False)
    for task in (switches, roles, options, dry_run, look_up, invite, find, introduce, sales, speak_german):
        visit.go("/overview")
        task(visit)
    progress(visit)
    spare = erase_and_sign_out(browser)
    print("browser: every task by keyboard alone and without scripts")
    return spare


def switches(visit):
    """Off says first what it removes; and on again."""
    for off, on, first in (
            ("Switch relationship analytics off", "Switch relationship analytics on", "contributed: 0"),
            ("Switch who knows whom off", "Switch who knows whom on", "contributed: 0"),
            ("Switch the Exchange integration off", "Switch the Exchange integration on", r"contributed: [1-9]"),
            ("Withdraw the consent", "Record the consent", r"contributed: [1-9]")):
        # What the one before removed is read again.
        wait_for(visit, "/changes/disable", r"contributed: [1-9]")
        visit.press("Enable", "link")
        visit.press(off, "link")
        expect(re.search(first, visit.text()), f"'{off}' says first:\n{visit.text()}")
        visit.press("Cancel", "link")
        visit.press(off, "link")
        visit.press("Confirm")
        visit.press(on, "link")
        visit.press("Confirm")
    visit.press("Consent", "link")
    expect(len(re.findall(r"granted\t|withdrawn\t", visit.text())) == 3, f"the consent's history:\n{visit.text()}")


def roles(visit):
    visit.press("Roles", "link")
    before = visit.page.get_by_role("checkbox", checked=True).count()
    visit.tick(re.compile(r"^\s*System Administrator"))
    visit.press("Show what changes")
    visit.press("Cancel", "link")
    visit.press("Roles", "link")
    expect(visit.page.get_by_role("checkbox", checked=True).count() == before, "looking changed the roles")


def options(visit):
    visit.press("Options", "link")
    visit.type("Lowest good score", "99")
    visit.type("Lowest fair score", "98")
    visit.press("Preview")
    expect(re.search(r"poor\t\d+\t([5-9]\d|100) %", visit.text()), f"a preview of grades:\n{visit.text()}")


def dry_run(visit):
    visit.press("Dry run", "link")
    visit.type("Search", SELLER.split("@")[0])
    visit.choose("State", "Admitted")
    visit.press("Apply")
    visit.has("1 of 1 mailboxes shown.")
    visit.press(SELLER, "link")
    visit.has("CRM and Exchange data are used.")
    visit.press("Dry run", "link")
    visit.reach(visit.page.get_by_role("link", name="CSV", exact=True), "CSV")
    with visit.page.expect_download() as download:
        visit.page.keyboard.press("Enter")
    expect(SELLER in open(download.value.path()).read(), "the CSV lacks somebody")
    visit.press("Log", "link")
    visit.has("records, each as it was written.")


def look_up(visit):
    """Access, opt-out and back, erasure of somebody who is not there."""
    visit.press("People", "link")
    visit.type("Address", "somebody@elsewhere.example")
    visit.press("Look up")
    visit.has("Nothing is held about this person.")
    visit.press("Leave out")
    visit.has("The person is left out.")
    visit.type("Address", "Somebody@Elsewhere.example")
    visit.press("Look up")
    visit.press("Take it back")
    visit.has("The person counts again.")
    visit.type("Address", SELLER)
    visit.press("Look up")
    visit.has("The person is a colleague")


def invite(visit):
    """A link for one person, which works once, and shows what this person may see."""
    visit.press("Sign-in links", "link")
    visit.type("E-mail address", SELLER)
    visit.press("Make a link")
    made = visit.page.locator("pre code").inner_text()
    seller = Visit(visit.context.browser, "new", locale="en", java_script_enabled=False)
    seller.sign_in(made, SELLER)
    seller.has("My relationships")
    expect(seller.page.get_by_role("navigation").get_by_role("link").count() == 3, "a seller sees more pages")
    for path in ("/overview", "/changes", "/people", "/log"):
        seller.go(path, status=403)
        seller.has("Only a System Administrator")
    seller.go("/pipeline")
    seller.go("/introductions")
    seller.page.goto(made)
    seller.has("This code was used already, or is too old.")
    seller.context.close()


def find(visit):
    visit.press("My relationships", "link")
    visit.choose("Kind", "Contacts")
    visit.choose("Sorted by", "Interactions")
    visit.press("Apply")
    name = visit.page.locator("tbody th a").first.inner_text()
    visit.type("Search", name)
    visit.press("Apply")
    visit.press(name, "link")
    for heading in ("In short", "Us and them", "Activity of 60 days", "The interactions behind it"):
        visit.has(heading)
    visit.press("Who knows them?", "link")
    visit.has(f"Who knows {name}")
    expect("Subject:" in visit.page.locator("#draft").input_value(), "there is no draft of a request")


def introduce(visit):
    visit.press("Who knows whom", "link")
    visit.type("Contact, lead, address or domain", "nobody@nowhere.example")
    visit.press("Who knows them?")
    visit.has("Nobody who may be named was in touch")


def sales(visit):
    visit.press("Pipeline", "link")
    visit.choose("Sorted by", "Estimated value")
    visit.press("Apply")
    shown = visit.page.locator("tbody tr").count()
    visit.tick("The other way round")
    visit.press("Apply")
    expect(visit.page.locator("tbody tr").count() == shown > 2, "the other way round shows something else")


def speak_german(visit):
    visit.press("Deutsch", "link")
    visit.has("Übersicht")
    visit.press("English", "link")
    visit.has("Overview")


def progress(visit):
    """The script of ours: what the page says changes while it is open, and it asks only where it comes from."""
    visit = Visit(visit.context.browser, "new", storage_state=visit.context.storage_state(), locale="en")
    visit.go("/runs")
    # As if the page were older than what is told next.
    visit.page.evaluate("document.getElementById('progress-items').textContent = 'older'")
    expect_text(visit.page.locator("#progress-items")).not_to_have_text("older", timeout=30_000)
    expect(visit.page.inner_text("#progress-items").isdigit(), "no progress is told while the page is open")
    answer = visit.page.goto(visit.origin + "/relationships")
    expect("script-src" not in answer.headers["content-security-policy"], "another page may run scripts")
    visit.context.close()


def erase_and_sign_out(browser):
    visit = Visit(browser, "spare", locale="en", java_script_enabled=False)
    visit.sign_in(link("spare"))
    visit.press("People", "link")
    visit.type("Address", SELLER)
    visit.press("Look up")
    visit.press("Erase for good")
    visit.has("The person was erased.")
    visit.press("Sign-in links", "link")
    visit.type("E-mail address", ADMINISTRATOR)
    visit.press("Make a link")
    spare = Visit(browser, "spare", locale="en", java_script_enabled=False)
    spare.sign_in(visit.page.locator("pre code").inner_text())
    state = visit.context.storage_state()
    visit.press("Sign out")
    expect(visit.page.url.endswith("/login"), "signing out leads elsewhere")
    old = Visit(browser, "spare", locale="en", storage_state=state)
    old.page.goto(old.origin + "/overview")
    expect(old.page.url.endswith("/login"), "the session lives on")
    return spare.context.storage_state()
