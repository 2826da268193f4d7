"""Somebody else's client of the Model Context Protocol at our doors: standard input and output, and HTTP.

    agents.py WORK RAPPORT

As an administrator, and as a user who owns nothing: what is told names its basis and no subject, and what is not the
user's is refused in words.
"""

import asyncio
import json
import pathlib
import ssl
import sys
import urllib.error
import urllib.parse
import urllib.request

import httpx2
from mcp import Client, MCPError, StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client

WORK = pathlib.Path(sys.argv[1])
RAPPORT = sys.argv[2]
ORIGIN = (WORK / "new").read_text().strip().rstrip("/")
ADMINISTRATOR = (WORK / "administrator").read_text()
TOKEN = (WORK / "token").read_text()
TOOLS = {"attention", "relationship", "last_contact", "who_knows", "why"}
MODES = ("auto", "legacy")


def expect(truth, what):
    if not truth:
        sys.exit(f"agents: {what}")


def subjects():
    """Of what the simulated mailboxes hold, as Graph tells them, so that none of them may be told by us."""
    simulator = json.loads((WORK / "simulator").read_text())
    trust = ssl.create_default_context(cafile=simulator["ca"])
    form = urllib.parse.urlencode({"grant_type": "client_credentials", "client_id": simulator["client_id"],
                                   "client_secret": simulator["client_secret"],
                                   "scope": simulator["graph"].split("/v1.0")[0] + "/.default"}).encode()
    token = json.load(urllib.request.urlopen(simulator["token"], form, context=trust))["access_token"]
    found = set()
    for user in (WORK / "users").read_text().split():
        address = f"{simulator['graph'].rstrip('/')}/users/{user}/mailFolders/inbox/messages?$select=subject&$top=50"
        request = urllib.request.Request(address, headers={"Authorization": f"Bearer {token}"})
        answer = json.load(urllib.request.urlopen(request, context=trust))
        found |= {message.get("subject") or "" for message in answer["value"]}
    found = {subject for subject in found if len(subject) > 7}
    expect(len(found) > 5, f"only {len(found)} subjects are known")
    return found


def stdio(address):
    return stdio_client(StdioServerParameters(
        command=RAPPORT, args=["mcp", "--config", str(WORK / "new.json"), "--as", address]))


def http(client):
    return streamable_http_client(ORIGIN + "/mcp", http_client=client)


async def told(client, tool, arguments, is_refused=False):
    result = await client.call_tool(tool, arguments)
    text = "".join(part.text for part in result.content)
    expect(bool(result.is_error) == is_refused, f"{tool} {arguments}: {text[:300]}")
    return text


async def ask_everything(transport, mode, way):
    """Every tool, with what the one before named."""
    async with Client(transport, mode=mode, read_timeout_seconds=60) as client:
        tools = (await client.list_tools()).tools
        expect({tool.name for tool in tools} == TOOLS, f"{way} lists {[tool.name for tool in tools]}")
        expect(all(tool.annotations.read_only_hint for tool in tools), f"{way}: a tool does not say that it only reads")
        answers = []
        first = json.loads(await told(client, "attention", {"limit": 3}))
        expect(first["basis"] in ("exchange", "crm") and first["relationships"], f"{way}: nothing needs attention")
        record = first["relationships"][0]["record"]
        answers.append(json.dumps(first))
        for tool in ("relationship", "last_contact"):
            text = await told(client, tool, {"record": record})
            expect('"basis":' in text, f"{way}: {tool} names no basis")
            answers.append(text)
        text = await told(client, "who_knows", {"target": "contoso.com"})
        expect('"basis":' in text, f"{way}: who_knows names no basis")
        answers.append(text)
        why = json.loads(await told(client, "why", {"address": ADMINISTRATOR}))
        expect(why["mailboxes"][0]["mailbox"] == ADMINISTRATOR and why["mailboxes"][0]["gates"], f"{way} tells no reason")
        await told(client, "relationship", {}, is_refused=True)
        await told(client, "relationship", {"record": "Nobody Whatsoever"}, is_refused=True)
        for tool, arguments in (("erase", {}), ("attention", {"limit": "many"})):
            try:
                await client.call_tool(tool, arguments)
                sys.exit(f"agents: {way}: {tool} {arguments} was answered")
            except MCPError as error:
                expect(error.error.code == -32602, f"{way}: {tool} {arguments} fails with {error}")
        spoken = "\n".join(answers)
        for subject in SUBJECTS:
            expect(subject not in spoken, f"{way} tells a subject")
        return record


async def refuse_others(record):
    """Who owns nothing of it sees nothing of it."""
    other = next(address for address in (WORK / "users").read_text().split() if address != ADMINISTRATOR)
    async with Client(stdio(other), read_timeout_seconds=60) as client:
        shown = json.loads(await told(client, "attention", {"limit": 50}))
        if record not in json.dumps(shown):
            text = await told(client, "relationship", {"record": record}, is_refused=True)
            expect("somebody else" in text, text)
        await told(client, "why", {"address": ADMINISTRATOR}, is_refused=True)


async def refuse_strangers():
    """Without a session, and with another site's page: no word."""
    for headers, status in (({}, 401), ({"Authorization": "Bearer x.y.z"}, 403),
                            ({"Authorization": f"Bearer {TOKEN}", "Origin": "https://attacker.example"}, 403)):
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/list"}).encode()
        request = urllib.request.Request(ORIGIN + "/mcp", body, {"Content-Type": "application/json", **headers})
        try:
            urllib.request.urlopen(request)
            sys.exit(f"agents: {headers} is answered")
        except urllib.error.HTTPError as error:
            expect(error.code == status, f"{headers} gets {error.code}")
    answered = False
    async with httpx2.AsyncClient() as client:
        try:
            async with Client(http(client), read_timeout_seconds=20) as session:
                await session.list_tools()
                answered = True
        except Exception:
            pass
    expect(not answered, "a client without a session is answered")


async def main():
    record = None
    for mode in MODES:
        record = await ask_everything(stdio(ADMINISTRATOR), mode, f"stdio, {mode}")
        async with httpx2.AsyncClient(headers={"Authorization": f"Bearer {TOKEN}"}, timeout=60) as client:
            await ask_everything(http(client), mode, f"HTTP, {mode}")
    await refuse_others(record)
    await refuse_strangers()
    log = (WORK / "new-data" / "access.ndjson").read_text()
    expect("mcp/last_contact" in log and "@" not in log, "the access log lacks an assistant's question, or has an address")
    print("agents: a foreign client lists and calls every tool, by both doors, and is refused what is not its user's")


SUBJECTS = subjects()
asyncio.run(main())
