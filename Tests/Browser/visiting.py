"""What the parts of the test share: where things are, and one person's visit to one console."""

import pathlib
import re
import sys
import time
import urllib.parse

WORK = pathlib.Path(sys.argv[1])
ADMINISTRATOR = (WORK / "administrator").read_text()
# Of what is read anew, the link that the service printed.
LINK = re.compile(r"http://\S+/login\?code=\S+")
# What was asked for by browsers, as method and path; in the end, everything in the table of routes is among it.
ASKED = set()


def origin(name):
    return (WORK / name).read_text().strip().rstrip("/")


def link(name):
    return LINK.findall((WORK / f"{name}.err").read_text())[0]


def expect(truth, what):
    if not truth:
        sys.exit(f"browser: {what}")


class Visit:
    """One person at one console, whose requests all stay there, but where somebody signs in elsewhere."""

    def __init__(self, browser, name, elsewhere=(), **options):
        self.origin = origin(name)
        self.elsewhere = elsewhere
        self.has_scripts = options.get("java_script_enabled", True)
        self.context = browser.new_context(**options)
        self.page = self.context.new_page()
        self.context.on("request", self.check)
        self.context.on("weberror", lambda error: sys.exit(f"browser: a script failed: {error.error}"))
        self.context.on("dialog", lambda dialog: sys.exit(f"browser: something ran that must not: {self.page.url}"))

    def check(self, request):
        expect(request.url.startswith((self.origin, "data:", *self.elsewhere)),
               f"a request to another host: {request.url}")
        if request.url.startswith(self.origin):
            ASKED.add((request.method, urllib.parse.urlsplit(request.url).path))

    def go(self, path, status=200):
        answer = self.page.goto(self.origin + path)
        expect(answer.status == status, f"{path} answers {answer.status}")
        return answer

    def text(self):
        return self.page.inner_text("body")

    def has(self, text):
        expect(text in self.text(), f"{self.page.url} does not say '{text}':\n{self.text()}")

    # MARK: By keyboard alone

    def reach(self, wanted, what):
        expect(wanted.count() > 0, f"{self.page.url} has no {what}")
        self.page.evaluate("document.activeElement.blur()")
        for _ in range(300):
            self.page.keyboard.press("Tab")
            if wanted.evaluate("element => element === document.activeElement"):
                return
        sys.exit(f"browser: {what} on {self.page.url} cannot be reached by keyboard")

    def press(self, name, role="button"):
        self.reach(self.page.get_by_role(role, name=name, exact=True).first, f"{role} '{name}'")
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def type(self, label, text):
        self.reach(self.page.get_by_label(label, exact=True).first, f"field '{label}'")
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def choose(self, label, option):
        """In a list, by typing how the choice begins."""
        field = self.page.get_by_label(label, exact=True).first
        self.reach(field, f"list '{label}'")
        self.page.keyboard.type(option)
        chosen = field.evaluate("element => element.selectedOptions[0].textContent")
        expect(chosen == option, f"'{label}' chooses '{chosen}' and not '{option}'")

    def tick(self, label):
        field = self.page.get_by_role("checkbox", name=label).first
        self.reach(field, f"box '{label}'")
        self.page.keyboard.press("Space")
        expect(field.is_checked(), f"'{label}' is not ticked by the keyboard")

    def sign_in(self, link, address=ADMINISTRATOR):
        self.page.goto(link)
        if self.page.get_by_label("E-mail address").get_attribute("readonly") is None:
            self.type("E-mail address", address)
        self.press("Sign in")


def wait_for(visit, path, pattern, seconds=180):
    """The service reads by itself as soon as it may."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        visit.go(path)
        if re.search(pattern, visit.page.inner_text("main")):
            return
        time.sleep(1)
    sys.exit(f"browser: {path} never says '{pattern}':\n{visit.page.inner_text('main')}")


def wait_for_relationships(visit):
    wait_for(visit, "/relationships?kind=contacts&sort=interactions", r"[1-9]\d* of [1-9]\d* records shown")


def first_record(visit, kind):
    """The reference of the one with the most interactions."""
    visit.go(f"/relationships?kind={kind}&sort=interactions")
    return visit.page.locator("tbody th a").first.get_attribute("href").removeprefix("/relationships/")
