"""Every page, in both languages and colour schemes, from 320 to 1920 pixels, with scripts and without: judged by axe-core,
looked through for raw keys, gone through with the Tab key, and photographed.
"""

import pathlib
import re

from axe_playwright_python.sync_playwright import Axe
from visiting import ASKED, WORK, Visit, expect

CONSOLE = pathlib.Path(__file__).parents[2] / "Sources/Console"
WIDTHS = (320, 480, 768, 1100, 1920)
JUDGED = (320, 1920)
# Targets of 24 pixels are not among what axe-core judges by itself.
RULES = {"rules": {"target-size": {"enabled": True}}}
KEYS = set(re.findall(r"(?m)^(\w[\w.-]*\.[\w.-]+) =", (CONSOLE / "Resources/en.words").read_text()))
FOCUSABLE = "a[href], button, input:not([type=hidden]), select, textarea, [tabindex='0']"


def pages(record, opportunity):
    """Address and status of every page, by the name of its picture."""
    other = (WORK / "users").read_text().split()[1]
    return {
        "login": ("/login", 200), "login-used": ("/login?code=used", 200), "overview": ("/overview", 200),
        "changes": ("/changes", 200), "change": ("/changes/disable", 200),
        "change-roles": ("/changes/roles?role=Salesperson", 200), "change-consent": ("/changes/consent-grant", 200),
        "consent": ("/consent", 200), "roles": ("/roles", 200), "options": ("/options?good=70&fair=40", 200),
        "eligibility": ("/eligibility", 200), "why": (f"/why?user={other}", 200), "runs": ("/runs", 200),
        "log": ("/log", 200), "people": ("/people", 200), "invitations": ("/invitations", 200),
        "widgets": (f"/widgets?record={record}", 200), "widgets-empty": ("/widgets?record=nobody-at-all", 200),
        "relationships": ("/relationships", 200), "relationships-empty": ("/relationships?q=nobody-at-all", 200),
        "relationship": (f"/relationships/{record}", 200), "opportunity": (f"/relationships/{opportunity}", 200),
        "introductions": (f"/introductions?target={record}", 200), "introductions-search": ("/introductions", 200),
        "pipeline": ("/pipeline", 200), "not-found": ("/nothing", 404), "refused": ("/relationships?kind=people", 400),
        "sign-in-refused": ("/sign-in/return?code=x&state=y", 404),
    }


def judge(browser, state, record, opportunity):
    every = pages(record, opportunity)
    for language in ("en", "de"):
        plain = Visit(browser, "new", storage_state=state, locale=language, java_script_enabled=False)
        for scheme in ("light", "dark"):
            visit = Visit(browser, "new", storage_state=state, locale=language, color_scheme=scheme)
            for path, status in every.values():
                look(visit, path, status, language, f"{language} {scheme}")
                if scheme == "light":
                    tab_through(visit)
                    same(visit, plain, path, status)
            visit.context.close()
        plain.context.close()
    print(f"browser: {len(every)} pages in two languages and two schemes, no violation, the same without scripts, "
          "every link by keyboard")


def look(visit, path, status, language, how):
    """At one page in every width."""
    visit.page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    visit.go(path, status)
    expect(visit.page.get_attribute("html", "lang") == language, f"{path} is not in {language}")
    raw = KEYS & set(re.findall(r"[\w.-]+", visit.text()))
    expect(not raw, f"{path} {how} shows keys: {raw}")
    for width in WIDTHS:
        visit.page.set_viewport_size({"width": width, "height": 900})
        wide = visit.page.evaluate("document.documentElement.scrollWidth")
        expect(wide <= width, f"{path} {how} is {wide} wide in {width}")
        if width in JUDGED:
            found = Axe().run(visit.page, options=RULES)
            expect(found.violations_count == 0, f"{path} {how}, {width}:\n{found.generate_report()}")


def same(visit, plain, path, status):
    """Without scripts it is the same page; axe-core itself cannot run there."""
    visit.go(path, status)
    plain.go(path, status)
    bodies = [re.sub(r"token=[\w.-]+|\d+", "", each.page.evaluate("document.body.outerHTML")) for each in (visit, plain)]
    expect(bodies[0] == bodies[1], f"{path} is another page without scripts")


def focused(page):
    """Which element has the focus, and whether that can be seen."""
    return page.evaluate("""() => { const element = document.activeElement, style = getComputedStyle(element);
        return [element.tagName === "IFRAME" ? "frame" : element.dataset.at ?? "",
            style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1]; }""")


def tab_through(visit):
    """Everything that can be used is reached by the Tab key alone, in the page's order, and shows that it is."""
    page = visit.page
    page.evaluate(f"""() => {{ document.activeElement.blur();
        [...document.querySelectorAll("{FOCUSABLE}")].filter(element => element.checkVisibility())
            .forEach((element, at) => element.dataset.at = at); }}""")
    wanted = page.evaluate("document.querySelectorAll('[data-at]').length")
    reached = []
    for _ in range(wanted * 2 + 20):
        page.keyboard.press("Tab")
        at, marked = focused(page)
        for _ in range(10):
            if at not in ("", "frame"):
                break
            page.wait_for_timeout(30)  # Out of another site's frame, which has it until then, it comes a moment later.
            at, marked = focused(page)
        # What is in a widget is tabbed through where it is a page; behind the last one is the browser's own.
        if at in ("", "frame"):
            continue
        if at == "0" and reached:
            break
        expect(marked, f"{page.url}: nobody sees that element {at} has the focus")
        if at not in reached:
            reached.append(at)
    expect(reached == [str(at) for at in range(wanted)], f"{page.url}: by Tab {reached} of {wanted} are reached")


def shoot(browser, state, record, opportunity, folder):
    """A picture of every page in English and light, and some in German and dark."""
    every = pages(record, opportunity)
    german = ["changes", "overview", "relationship", "widgets"]
    for language, scheme, wanted in (("en", "light", list(every)), ("de", "dark", german)):
        visit = Visit(browser, "new", storage_state=state, locale=language, color_scheme=scheme,
                      viewport={"width": 1100, "height": 760})
        stranger = Visit(browser, "new", locale=language, viewport={"width": 1100, "height": 760})
        for name in wanted:
            shown = stranger if name.startswith("login") else visit
            shown.go(*every[name])
            shown.page.wait_for_timeout(300)  # For widgets in it.
            shown.page.screenshot(path=folder / f"{name}{'-de-dark' if language == 'de' else ''}.png")
        visit.context.close()
        stranger.context.close()


def routes():
    """Everything that the table of routes has for browsers, as method and pattern; read from its text."""
    text = "\n".join(path.read_text() for path in sorted(CONSOLE.rglob("*.swift")))
    for name, value in re.findall(r'static let (\w+Path) = "([^"]+)"', text):
        text = text.replace(f"WebConsole.{name}", f'"{value}"')
    found = re.findall(r'\.(page|form|widget|asset|events)\("(/[^"]*)"', text)
    expect(len(found) > 30, f"only {len(found)} routes are found in the table")
    return {("POST" if kind == "form" else "GET", re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path)))
            for kind, path in found}


def nothing_forgotten():
    """Every route of the table was asked for by a browser."""
    missing = [f"{method} {pattern}" for method, pattern in sorted(routes())
               if not any(method == asked and re.fullmatch(pattern, path) for asked, path in ASKED)]
    expect(not missing, f"no browser asked for {missing}")
    print(f"browser: all {len(routes())} routes of the table were asked for")
