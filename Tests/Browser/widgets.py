"""The three elements on another site: its origin shows them, any other does not, and no other token does."""

import base64
import contextlib
import http.server
import json
import threading
import urllib.error
import urllib.request

from axe_playwright_python.sync_playwright import Axe
from visiting import ADMINISTRATOR, Visit, expect, origin

KINDS = ("health", "introductions", "timeline")


def token(name, record, embedding):
    body = json.dumps({"record": record, "viewer": ADMINISTRATOR, "origin": embedding}).encode()
    credential = base64.b64encode(b"crm:a-secret-of-the-crm-server-0123456789").decode()
    request = urllib.request.Request(origin(name) + "/api/v1/widget-tokens", body, {
        "Content-Type": "application/json", "Authorization": f"Basic {credential}"})
    return json.load(urllib.request.urlopen(request))["token"]


@contextlib.contextmanager
def site(port, page, host="localhost"):
    """Somebody else's page."""

    class Site(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(f"<!DOCTYPE html><html lang=\"en\"><title>CRM</title><body><main>{page}</main>".encode())

        def log_message(self, *arguments):
            pass

    server = http.server.ThreadingHTTPServer((host, port), Site)
    # Browsers open connections that they never ask anything on.
    server.block_on_close = False
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://{host}:{port}"
    finally:
        server.shutdown()
        server.server_close()


def form(record, made):
    elements = "".join(f'<rapport-{kind} record="{record}" token="{made}"></rapport-{kind}>' for kind in KINDS)
    return f'<h1>A form</h1><script type="module" src="{origin("new")}/widgets.js"></script>{elements}'


def widgets(browser, record, other):
    """Each origin with each kind, and each token that is not exactly right."""
    made = token("new", record, "http://localhost:8977")
    for port, shows in ((8977, True), (8978, False)):
        with site(port, form(record, made)) as address:
            visit = Visit(browser, "new", elsewhere=(address,), locale="en")
            page = visit.page
            page.goto(address)
            page.wait_for_function("document.querySelectorAll('iframe').length === 3")
            for kind in KINDS:
                page.locator(f"rapport-{kind} iframe").scroll_into_view_if_needed()
                expect(page.locator(f"rapport-{kind} iframe").get_attribute("sandbox") == "", "no sandbox")
            page.wait_for_timeout(1_000)
            frames = [frame for frame in page.frames if "/widgets/" in frame.url]
            expect((len(frames) == 3) == shows, f"{len(frames)} widgets are shown on port {port}")
            for kind, text in (("health", "Strength"), ("introductions", "Who knows whom"), ("timeline", "60 days")):
                if shows:
                    told = page.frame_locator(f"rapport-{kind} iframe").locator("main").inner_text()
                    expect(text in told, f"the widget of {kind} says: {told}")
            if shows:
                found = Axe().run(page)
                expect(found.violations_count == 0, found.generate_report())
            visit.context.close()
    alone(browser, record, made)
    head, claims, signature = made.split(".")
    tampered = base64.urlsafe_b64encode(base64.urlsafe_b64decode(claims + "==").replace(
        record[-36:].encode(), other[-36:].encode())).rstrip(b"=").decode()
    visit = Visit(browser, "new", locale="en")
    for kind in KINDS:
        for path in (f"{other}?token={made}", f"{other}?token={head}.{tampered}.{signature}",
                     f"{record}?token={head}.{claims}.{signature[:-4]}AAAA", f"{record}?token={head}.{claims}."):
            answer = visit.go(f"/widgets/{kind}/{path}", status=403)
            expect(answer.headers["content-security-policy"].endswith("frame-ancestors 'none'"), "a refusal is framed")
        answer = visit.page.goto(f"{visit.origin}/widgets/{kind}/{record}")
        expect(answer.status == 401, f"a widget without a token answers {answer.status}")
    visit.context.close()
    print("browser: widgets show where they may, and nowhere else")


def alone(browser, record, made):
    """By themselves, in both languages and colour schemes, narrow and wide."""
    for language in ("en", "de"):
        for scheme in ("light", "dark"):
            visit = Visit(browser, "new", locale=language, color_scheme=scheme)
            for kind in KINDS:
                visit.go(f"/widgets/{kind}/{record}?token={made}")
                for width in (240, 640):
                    visit.page.set_viewport_size({"width": width, "height": 400})
                    wide = visit.page.evaluate("document.documentElement.scrollWidth")
                    expect(wide <= width, f"the widget of {kind} is {wide} wide in {width}")
                found = Axe().run(visit.page)
                expect(found.violations_count == 0, f"{kind} {language} {scheme}: {found.generate_report()}")
            visit.context.close()


def preview(browser, state, record):
    """The page of widgets shows each as another site would, in a sandbox."""
    visit = Visit(browser, "new", storage_state=state, locale="en")
    visit.go("/widgets")
    visit.type("Preview for a record, by name or reference", record)
    visit.press("Preview")
    for kind, text in (("health", "Strength"), ("introductions", "Who knows whom"), ("timeline", "60 days")):
        frame = visit.page.frame_locator(f"iframe.{kind}")
        visit.page.locator(f"iframe.{kind}").scroll_into_view_if_needed()
        told = frame.locator("main").inner_text()
        expect(text in told, f"the preview of {kind} says: {told}")
    visit.has(f'<rapport-health record="{record}" token="TOKEN">')
    visit.context.close()
