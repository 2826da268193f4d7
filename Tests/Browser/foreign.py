"""What another site does with somebody who is signed in: frames, forms and scripts that ask in his name."""

from visiting import Visit, expect, origin
from widgets import site

ATTACKS = """
<h1>A prize</h1>
<iframe title="framed" src="{origin}/overview"></iframe>
<form id="form" method="post" action="{origin}{action}"><input type="hidden" name="mailboxes" value="0">
<input type="hidden" name="csrf" value="guessed"><button>Win</button></form>
"""


def foreign(browser, state):
    """From another host, and from another port of the same one, to which browsers send the strictest cookies."""
    for host in ("localhost", "127.0.0.1"):
        for action in ("/changes/disable", "/people/erase", "/logout"):
            with site(8978, ATTACKS.format(origin=origin("new"), action=action), host) as address:
                visit = Visit(browser, "new", elsewhere=(address,), storage_state=state, locale="en")
                page = visit.page
                page.goto(address)
                page.wait_for_timeout(300)
                framed = [frame.url for frame in page.frames[1:]]
                expect(not any(url.startswith(visit.origin) for url in framed), f"{framed} is framed by {address}")
                asked = page.evaluate(
                    """async origin => { try {
                        const answer = await fetch(origin + "/api/v1/me", {credentials: "include"});
                        return await answer.text();
                    } catch { return "blocked"; } }""", visit.origin)
                expect(asked == "blocked", f"a script of {address} reads: {asked}")
                with page.expect_navigation() as navigation:
                    page.evaluate("document.getElementById('form').submit()")
                answer = navigation.value
                expect(answer.status in (401, 403), f"{action} from {address} answers {answer.status}")
                expect("frame-ancestors 'none'" in answer.headers["content-security-policy"], "a refusal without policy")
                visit.context.close()
    visit = Visit(browser, "new", storage_state=state, locale="en")
    visit.go("/overview")
    visit.has("CRM and Exchange data")
    visit.context.close()
    print("browser: other sites frame, read and change nothing")
