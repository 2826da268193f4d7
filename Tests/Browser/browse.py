"""Clicks through the life cycle in Chromium, with scripts off and by keyboard, and judges every page with axe-core.

    browse.py WORK [--screenshots DIRECTORY]
"""

import base64
import http.server
import json
import os
import pathlib
import re
import sys
import threading
import time
import urllib.request

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

WORK = pathlib.Path(sys.argv[1])
SHOTS = pathlib.Path(sys.argv[sys.argv.index("--screenshots") + 1]) if "--screenshots" in sys.argv else None
ADMINISTRATOR = (WORK / "administrator").read_text()
WIDTHS = (320, 768, 1920)
PAGES = ["/overview", "/changes", "/changes/disable", "/roles", "/options", "/eligibility", "/runs", "/log", "/people",
         "/consent", "/invitations", "/widgets", "/relationships", "/introductions", "/pipeline"]
# Of what is read anew, the link that the service printed.
LINK = re.compile(r"http://\S+/login\?code=\S+")


def origin(name):
    return (WORK / name).read_text().strip().rstrip("/")


def expect(truth, what):
    if not truth:
        sys.exit(f"browser: {what}")


class Visit:
    """One person at one console, whose requests all stay there."""

    def __init__(self, browser, name, **options):
        self.origin = origin(name)
        self.context = browser.new_context(**options)
        self.page = self.context.new_page()
        self.page.on("request", self.check)
        self.page.on("pageerror", lambda error: sys.exit(f"browser: a script failed: {error}"))
        self.page.on("dialog", lambda dialog: sys.exit("browser: something ran that must not"))

    def check(self, request):
        expect(request.url.startswith((self.origin, "data:")), f"a request to another host: {request.url}")

    def go(self, path):
        answer = self.page.goto(self.origin + path)
        expect(answer.status == 200, f"{path} answers {answer.status}")

    def has(self, text):
        expect(text in self.page.inner_text("body"), f"{self.page.url} does not say '{text}':\n{self.page.inner_text('body')}")

    def press(self, name, role="button"):
        """Reaches something by the Tab key alone, and uses it."""
        wanted = self.page.get_by_role(role, name=name, exact=True).first
        expect(wanted.count() > 0 or wanted.is_visible(), f"{self.page.url} has no {role} '{name}'")
        self.page.locator("body").press("Home")
        for _ in range(200):
            self.page.keyboard.press("Tab")
            if wanted.evaluate("element => element === document.activeElement"):
                with self.page.expect_navigation():
                    self.page.keyboard.press("Enter")
                return
        sys.exit(f"browser: '{name}' on {self.page.url} cannot be reached by keyboard")

    def sign_in(self, link):
        self.page.goto(link)
        self.page.fill("#address", ADMINISTRATOR)
        self.press("Sign in")


def link(name):
    return LINK.findall((WORK / f"{name}.err").read_text())[0]


def wait_for(visit, path, pattern):
    """The service reads by itself as soon as it may."""
    for _ in range(90):
        visit.go(path)
        if re.search(pattern, visit.page.inner_text("main")):
            return
        time.sleep(2)
    sys.exit(f"browser: {path} never says '{pattern}':\n{visit.page.inner_text('main')}")


def wait_for_relationships(visit):
    wait_for(visit, "/relationships?kind=contacts&sort=interactions", r"[1-9]\d* of [1-9]\d* records shown")


def life_cycle(visit):
    """The seed's way: premium features, enable, both features on, roles, banner, consent, sync, scores."""
    visit.sign_in(link("new"))
    visit.has("Off")
    visit.go("/changes")
    visit.press("Record premium features as installed", "link")
    visit.press("Confirm")
    visit.has("The premium features are recorded as installed.")
    visit.go("/changes/enable")
    visit.press("Confirm")
    visit.has("Relationship intelligence is enabled.")
    visit.has("Waiting for the consent: 13 days and 23 hours left.")
    visit.go("/roles")
    for role in (WORK / "roles").read_text().split("\n"):
        visit.page.get_by_role("checkbox", name=re.compile(rf"^\s*{re.escape(role)} \(")).check()
    visit.press("Show what changes")
    visit.has("Mailboxes that lose what only they contributed: 0.")
    visit.press("Confirm")
    visit.go("/overview")
    visit.has("CRM data only")
    visit.go("/changes/consent-grant")
    visit.press("Confirm")
    visit.has("The consent is recorded.")
    visit.go("/overview")
    visit.has("CRM and Exchange data")
    wait_for_relationships(visit)
    wait_for(visit, "/changes/disable", r"contributed: [1-9]")


def day_fourteen(visit):
    """The other way: no consent until day 14; analytics goes on with the CRM's data."""
    visit.sign_in(link("late"))
    visit.go("/overview")
    visit.has("Who knows whom and the Exchange integration switched off on")
    visit.has("CRM data only")
    wait_for_relationships(visit)
    answer = visit.page.goto(visit.origin + "/introductions?target=contoso.com")
    expect(answer.status == 403, "who knows whom answers although it is off")


def judge(browser, state, record):
    """axe-core on every page in both languages and colour schemes, and no page wider than its window."""
    pages = ["/login"] + PAGES + [f"/relationships/{record}", f"/introductions?target={record}",
                                  f"/widgets?record={record}"]
    for language in ("en", "de"):
        for scheme in ("light", "dark"):
            visit = Visit(browser, "new", storage_state=state, locale=language, color_scheme=scheme)
            for path in pages:
                for width in WIDTHS:
                    visit.page.set_viewport_size({"width": width, "height": 900})
                    if width == WIDTHS[0]:
                        visit.go(path)
                    wide = visit.page.evaluate("document.documentElement.scrollWidth")
                    expect(wide <= width, f"{path} is {wide} wide in {width}")
                found = Axe().run(visit.page)
                expect(found.violations_count == 0, f"{path} {language} {scheme}:\n{found.generate_report()}")
            shoot(visit, language, scheme, record)
            visit.context.close()
    print(f"browser: {len(pages)} pages in two languages and two schemes, no violation")


def shoot(visit, language, scheme, record):
    if SHOTS is None:
        return
    wanted = {("en", "light"): [("/relationships", "relationships"), (f"/relationships/{record}", "relationship")],
              ("de", "light"): [("/changes", "changes-de"), (f"/widgets?record={record}", "widgets-de")], ("de", "dark"): [("/overview", "overview-de-dark")]}
    visit.page.set_viewport_size({"width": 1100, "height": 720})
    for path, name in wanted.get((language, scheme), []):
        visit.go(path)
        visit.page.screenshot(path=SHOTS / f"{name}.png")


def token(record, embedding):
    body = json.dumps({"record": record, "viewer": ADMINISTRATOR, "origin": embedding}).encode()
    credential = base64.b64encode(b"crm:a-secret-of-the-crm-server-0123456789").decode()
    request = urllib.request.Request(origin("new") + "/api/v1/widget-tokens", body, {
        "Content-Type": "application/json", "Authorization": f"Basic {credential}"})
    return json.load(urllib.request.urlopen(request))["token"]


def widgets(browser, record):
    """Another site with the three elements: its origin shows them, any other does not."""
    made = token(record, "http://localhost:8977")

    class Site(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            page = f"""<!DOCTYPE html><html lang="en"><title>CRM</title><body><main><h1>A form</h1>
                <script type="module" src="{origin('new')}/widgets.js"></script>
                <rapport-health record="{record}" token="{made}"></rapport-health>
                <rapport-introductions record="{record}" token="{made}"></rapport-introductions>
                <rapport-timeline record="{record}" token="{made}"></rapport-timeline></main>"""
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *arguments):
            pass

    for port, shows in ((8977, True), (8978, False)):
        server = http.server.ThreadingHTTPServer(("localhost", port), Site)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page = browser.new_context().new_page()
        page.goto(f"http://localhost:{port}/")
        page.wait_for_function("document.querySelectorAll('iframe').length === 3")
        page.wait_for_timeout(1500)
        frames = [frame for frame in page.frames if "/widgets/" in frame.url]
        expect((len(frames) == 3) == shows, f"{len(frames)} widgets are shown on port {port}")
        if shows:
            expect(page.locator("iframe").first.get_attribute("sandbox") == "", "no sandbox")
            text = page.frame_locator("rapport-health iframe").locator("main").inner_text()
            expect("Strength" in text, f"the health widget says: {text}")
            found = Axe().run(page)
            expect(found.violations_count == 0, found.generate_report())
        server.shutdown()
    for kind in ("health", "introductions", "timeline"):
        page = browser.new_context().new_page()
        page.goto(f"{origin('new')}/widgets/{kind}/{record}?token={made}")
        found = Axe().run(page)
        expect(found.violations_count == 0, f"{kind}: {found.generate_report()}")
    print("browser: widgets show where they may, and nowhere else")


def progress(browser, state):
    """The script of ours: what the page says changes while it is open, and it asks only where it comes from."""
    visit = Visit(browser, "new", storage_state=state, locale="en")
    wait_for(visit, "/runs", "everything due is read")
    # As if the page were older than what is told next.
    visit.page.evaluate("document.getElementById('progress-items').textContent = 'older'")
    for _ in range(60):
        if visit.page.inner_text("#progress-items") != "older":
            break
        visit.page.wait_for_timeout(500)
    expect(visit.page.inner_text("#progress-items").isdigit(), "no progress is told while the page is open")
    answer = visit.page.goto(visit.origin + "/relationships")
    expect("script-src" not in answer.headers["content-security-policy"], "another page may run scripts")
    visit.context.close()
    print("browser: progress is told while the page is open")


def people(browser, state):
    """Access and opt-out, and back, by keyboard and without scripts."""
    visit = Visit(browser, "new", storage_state=state, locale="en", java_script_enabled=False)
    visit.go("/people")
    visit.page.fill("#address", "somebody@elsewhere.example")
    visit.press("Look up")
    visit.has("Nothing is held about this person.")
    visit.press("Leave out")
    visit.has("The person is left out.")
    visit.page.fill("#address", "Somebody@Elsewhere.example")
    visit.press("Look up")
    visit.press("Take it back")
    visit.has("The person counts again.")
    visit.context.close()


def preview(browser, state, record):
    """The page of widgets shows one as another site would, in a sandbox."""
    visit = Visit(browser, "new", storage_state=state, locale="en")
    visit.go(f"/widgets?record={record}")
    text = visit.page.frame_locator("iframe.health").locator("main").inner_text()
    expect("Strength" in text, f"the preview says: {text}")
    visit.has(f'<rapport-health record="{record}" token="TOKEN">')
    visit.context.close()


def entra(browser):
    """Signing in with an identity provider of another origin, and what it refuses."""
    context = browser.new_context(ignore_https_errors=True, java_script_enabled=False, locale="en")
    page = context.new_page()
    page.goto(origin("entra") + "/login")
    page.get_by_role("link", name="Sign in with Microsoft Entra").click()
    expect("Pick an account" in page.inner_text("body"), f"the provider says: {page.inner_text('body')}")
    page.get_by_role("link", name=ADMINISTRATOR, exact=True).click()
    page.wait_for_url("**/overview")
    expect(ADMINISTRATOR in page.inner_text("header"), "nobody is signed in")
    session = next(cookie for cookie in context.cookies() if cookie["name"] == "rapport_session")
    expect(session["sameSite"] == "Strict" and session["httpOnly"], f"a weak cookie: {session}")
    page.get_by_role("button", name="Sign out").click()
    page.goto(origin("entra") + "/overview")
    expect(page.url.endswith("/login"), "signing out did nothing")
    # Somebody else's answer, sent to this browser.
    answer = page.goto(origin("entra") + "/sign-in/return?code=x&state=y")
    expect(answer.status == 403 and "not begun in this browser" in page.inner_text("body"), "a foreign answer is taken")
    context.close()
    print("browser: people sign in with an identity provider")


def bearer(visit):
    """For the fuzzer: a session of its own, with a link that only this service's log has."""
    cookie = next(cookie for cookie in visit.context.cookies() if cookie["name"] == "rapport_session")
    (WORK / "token").write_text(cookie["value"])


def fuzzed(record):
    """Beside what it invents, the fuzzer asks for a record that there is, and for what the API has for it."""
    table, id = record.split("/")
    (WORK / "schemathesis.toml").write_text(f"""[parameters]
"path.table" = "{table}"
"path.id" = "{id}"
"query.target" = "{record}"
""")


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
                                         args=["--no-sandbox", "--disable-dev-shm-usage"])
    visit = Visit(browser, "new", java_script_enabled=False, locale="en")
    life_cycle(visit)
    print("browser: the life cycle by keyboard and without scripts")
    visit.go("/relationships?kind=contacts&sort=interactions")
    record = visit.page.locator("tbody th a").first.get_attribute("href").removeprefix("/relationships/")
    judge(browser, visit.context.storage_state(), record)
    widgets(browser, record)
    progress(browser, visit.context.storage_state())
    people(browser, visit.context.storage_state())
    preview(browser, visit.context.storage_state(), record)
    entra(browser)
    bearer(visit)
    fuzzed(record)
    day_fourteen(Visit(browser, "late", java_script_enabled=False, locale="en"))
    print("browser: day 14 without consent")
    browser.close()
