"""Signing in with an identity provider of another origin, as administrator and as seller, and what is refused."""

from axe_playwright_python.sync_playwright import Axe
from visiting import ADMINISTRATOR, WORK, Visit, expect

SELLER = (WORK / "users").read_text().split()[1]
PROVIDER = "https://127.0.0.1:"


def entra(browser):
    for language, scheme in (("en", "light"), ("de", "dark")):
        visit = Visit(browser, "entra", elsewhere=(PROVIDER,), ignore_https_errors=True, locale=language,
                      color_scheme=scheme, java_script_enabled=language == "de")
        judge(visit, "/login", 200)
        visit.press("Sign in with Microsoft Entra" if language == "en" else "Mit Microsoft Entra anmelden", "link")
        expect("Pick an account" in visit.text(), f"the provider says: {visit.text()}")
        begun = visit.page.url
        with visit.page.expect_response("**/sign-in/return?*") as returned:
            visit.press(ADMINISTRATOR, "link")
        visit.page.wait_for_url("**/overview")
        visit.has(ADMINISTRATOR)
        session = next(cookie for cookie in visit.context.cookies() if cookie["name"] == "rapport_session")
        expect(session["sameSite"] == "Strict" and session["httpOnly"], f"a weak cookie: {session}")
        path = returned.value.url.removeprefix(visit.origin)
        visit.press("Sign out" if language == "en" else "Abmelden")
        visit.page.goto(visit.origin + "/overview")
        expect(visit.page.url.endswith("/login"), "signing out did nothing")
        # The same answer again, the same question again with a new answer, and somebody else's answer.
        judge(visit, path, 403)
        answer = visit.page.goto(begun)
        visit.press(ADMINISTRATOR, "link")
        expect(visit.page.url.startswith(visit.origin + "/sign-in/return") and "rapport_session" not in
               {cookie["name"] for cookie in visit.context.cookies() if cookie["value"]}, "a state is used twice")
        answer = judge(visit, "/sign-in/return?code=x&state=y", 403)
        expect("frame-ancestors 'none'" in answer.headers["content-security-policy"], "a refusal without policy")
        visit.has("not begun in this browser")
        visit.context.close()
    seller(browser)
    print("browser: people sign in with an identity provider, and each answer of it works once")


def judge(visit, path, status):
    answer = visit.go(path, status)
    # It waits for itself, which it cannot where scripts are off.
    if visit.has_scripts:
        found = Axe().run(visit.page)
        expect(found.violations_count == 0, f"{path}:\n{found.generate_report()}")
    return answer


def seller(browser):
    """What somebody sees who administers nothing."""
    visit = Visit(browser, "entra", elsewhere=(PROVIDER,), ignore_https_errors=True, locale="de")
    visit.go("/login")
    visit.press("Mit Microsoft Entra anmelden", "link")
    visit.press(SELLER, "link")
    visit.page.wait_for_url("**/relationships")
    for path, status in (("/relationships", 200), ("/pipeline", 200), ("/introductions", 200), ("/overview", 403),
                         ("/widgets", 403)):
        for width in (320, 1920):
            visit.page.set_viewport_size({"width": width, "height": 900})
            judge(visit, path, status)
    visit.has("Dazu fehlt die Berechtigung")
    visit.context.close()
