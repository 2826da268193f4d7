"""Names and words of strangers in every field that they can get into: nothing runs, and people can read them."""

import urllib.parse

from corpus import HOSTILE
from visiting import Visit, expect, first_record, link, wait_for_relationships

# Every page with a form that takes text; the fields are found on it.
FORMS = ["/login", "/relationships", "/pipeline", "/introductions", "/eligibility", "/options", "/people", "/invitations",
         "/widgets"]
PAGES = ["/overview", "/changes", "/roles", "/eligibility", "/runs", "/log", "/consent", "/invitations",
         "/relationships?kind=accounts", "/relationships?kind=contacts", "/relationships?kind=leads",
         "/relationships?kind=opportunities", "/pipeline"]
TAKEN = "input:not([type=hidden]):not([type=checkbox]), textarea:not([readonly])"
# Whatever of ours a name could have ended early or added to.
MARKUP = """() => ({
    scripts: document.querySelectorAll("script:not([src='/static/progress.js'])").length,
    images: document.querySelectorAll("img, object, embed, base, iframe:not([sandbox=''])").length,
    handlers: [...document.querySelectorAll("*")].filter(element =>
        [...element.attributes].some(attribute => attribute.name.startsWith("on"))).length,
    links: [...document.querySelectorAll("[href],[src],[action]")].filter(element =>
        /^(javascript|data|https?:\\/\\/evil)/i.test(element.getAttribute("href") ?? element.getAttribute("src")
            ?? element.getAttribute("action") ?? "")).length,
    titles: document.querySelectorAll("head > title").length,
    mains: document.querySelectorAll("body > main").length,
})"""


def harmless(visit, what):
    found = visit.page.evaluate(MARKUP)
    expect(found == {"scripts": 0, "images": 0, "handlers": 0, "links": 0, "titles": 1, "mains": 1},
           f"{what}: {visit.page.url} has {found}")


def hostile(browser):
    visit = Visit(browser, "hostile", locale="en", viewport={"width": 1100, "height": 720})
    visit.sign_in(link("hostile"))
    wait_for_relationships(visit)
    for scripts in (True, False):
        state = visit.context.storage_state()
        again = Visit(browser, "hostile", locale="de", storage_state=state, java_script_enabled=scripts)
        shown(again)
        again.context.close()
    typed(visit)
    visit.context.close()
    print(f"browser: {len(HOSTILE)} hostile names in every row and field, nothing runs and all can be read")


def shown(visit):
    """What the CRM and the directory hold."""
    read = ""
    for path in PAGES:
        visit.go(path)
        harmless(visit, "names")
        read += visit.text()
    for kind in ("accounts", "contacts", "leads", "opportunities"):
        visit.go(f"/relationships?kind={kind}&sort=name&limit=1000")
        links = visit.page.locator("tbody th a")
        paths = [links.nth(at).get_attribute("href") for at in range(min(links.count(), len(HOSTILE) + 4))]
        for path in paths:
            visit.go(path)
            harmless(visit, "names")
            expect(visit.page.title().endswith(" – Rapport"), f"{path} is called {visit.page.title()}")
    record = first_record(visit, "contacts")
    for path in (f"/relationships/{record}", f"/introductions?target={record}", f"/widgets?record={record}"):
        visit.go(path)
        harmless(visit, "names")
        read += visit.text()
    for name, readable in HOSTILE.items():
        expect(readable in read, f"nobody can read {name!r}")


def typed(visit):
    """What somebody puts into forms, or another site into links to pages with forms."""
    for path in FORMS:
        visit.go(path)
        forms = visit.page.locator("main form").count()
        for at in range(forms):
            for name in HOSTILE:
                visit.go(path)
                form = visit.page.locator("main form").nth(at)
                # What the browser would not let people type, a link can have.
                form.evaluate("form => { form.noValidate = true; "
                              "form.querySelectorAll('input').forEach(input => { "
                              "if (['number', 'email'].includes(input.type)) input.type = 'text'; }); }")
                fields = form.locator(TAKEN)
                for field in range(fields.count()):
                    fields.nth(field).fill(name.replace("\r\n", " "))
                with visit.page.expect_navigation():
                    form.locator("button[type=submit]").click()
                harmless(visit, f"{name!r} in the form of {path}")
    for name in HOSTILE:
        for path in ("/relationships?q=", "/introductions?target=", "/eligibility?q=", "/widgets?record=", "/why?user=",
                     "/overview?done=", "/login?code=", "/changes/roles?role=", "/relationships?cursor=", "/nothing/"):
            visit.page.goto(visit.origin + path + urllib.parse.quote(name, safe=""))
            if visit.page.locator("main").count():
                harmless(visit, f"{name!r} in a link to {path}")
