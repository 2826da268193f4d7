"""Reading: what an item of a first sync takes beside peers, what a round without news takes, memory and disk."""
import datetime
import json
import os
import statistics
import sys
import tempfile

from measuring import HERE, Finished, installation, interactions, requests_so_far, simulator

ROUNDS = int(os.environ.get("BENCH_ROUNDS", 5))
ITEMS = int(os.environ.get("BENCH_ITEMS", 40_000))
PEERS = {"ews": ("exchangelib", 2_000, 100), "graph": ("orjson", 20_000, 3)}
FAR_ITEMS = int(os.environ.get("BENCH_FAR_ITEMS", 20_000))
MAILBOXES = int(os.environ.get("BENCH_MAILBOXES", 40))


def backfill(table):
    """Ours with everything that a process does, against the peer's reading alone; both on one core, by turns."""
    with simulator(1, ITEMS) as server:
        for source, (peer, most, goal) in PEERS.items():
            ours, theirs, peaks, size = [], [], [], 0
            for _ in range(ROUNDS):
                with installation(server, source) as rapport:
                    run = rapport("sync", "--output", "json")
                    items = json.loads(run.output)["items"]
                    ours.append(run.cpu / items * 1e6)
                    peaks.append(run.memory)
                    size = sum(file.stat().st_size for file in rapport.directory.glob("**/rapport.sqlite*")) / items
                told = json.loads(Finished([sys.executable, HERE / "peers.py", peer, json.dumps(server), most]).output)
                if told["items"] == 0:
                    sys.exit(f"bench: {peer} read nothing")
                theirs.append(told["cpu"] / told["items"] * 1e6)
            ratio = statistics.median(b / a for a, b in zip(ours, theirs))
            spread = f"{min(ours):.0f}–{max(ours):.0f}, {peer} {statistics.median(theirs):.0f}"
            table.add(f"{source} first sync, µs of processor an item", statistics.median(ours), None, note=spread)
            table.add(f"{source} first sync against {peer}, one core each", ratio, goal, unit="×")
            table.add(f"{source} peak memory", statistics.median(peaks), 40 + 54 * items / 2**20, unit="MiB", less=True,
                      note=f"{items:,} items")
            table.add(f"{source} bytes an item on disk", size, 150, less=True)


def quiet(table):
    """Requests by the server's count: a client that counts its own might flatter itself."""
    goals = {"ews": 1.1, "graph": 2}
    with simulator(MAILBOXES, 200, seed=6) as server:
        for source, goal in goals.items():
            # An archive may be on another server, and takes a request of its own.
            with installation(server, source, RAPPORT_EWS_ARCHIVE="false") as rapport:
                for _ in range(3):
                    rapport("sync")
                before = requests_so_far(server)
                run = rapport("sync")
                after = requests_so_far(server)
                begin = rapport("status")
            told = {name: after[name] - before[name] for name in after}
            count = len(json.loads(open(server["config"]).read())["mailboxes"])
            outer = told[source] / count
            if outer == 0:
                sys.exit("bench: a round without requests is none")
            note = f"and {told['graphInBatches'] / count:.1f} in batches" if source == "graph" else "archives apart"
            table.add(f"{source} round without news, requests a mailbox", outer, goal, less=True, note=note)
            table.add(f"{source} round without news, ms of processor a mailbox",
                      max(0, run.cpu - begin.cpu) / count * 1e3, 1, less=True, note="without the process's start")


def latency(table):
    """A first sync where every answer takes 150 ms: waiting is all that it costs, so that requests have to overlap."""
    delay, at_once = 0.15, 4
    faults = ["--faults", f":delay={delay * 1e3:.0f}#1x9999999", "--graph-faults", f"delay={delay * 1e3:.0f}#1x9999999"]
    with simulator(8, FAR_ITEMS, seed=8, options=faults) as server:
        for source in PEERS:
            with installation(server, source) as rapport:
                before = requests_so_far(server)[source]
                run = rapport("sync", "--output", "json")
                asked = requests_so_far(server)[source] - before
            count = len(json.loads(open(server["config"]).read())["mailboxes"])
            least = asked * delay / (count * at_once)
            table.add(f"{source} first sync at 150 ms, of what {at_once} requests a mailbox allow", least / run.seconds, 0.9,
                      unit="×", note=f"{json.loads(run.output)['items']:,} items, {count} mailboxes")


def calendar(table):
    """A calendar of many series in which nothing changed."""
    day = datetime.date.today() - datetime.timedelta(days=500)
    people = [{"address": f"{name}@contoso.example", "name": name, "password": name} for name in ("ann", "ben")]
    people.append({"address": "svc@contoso.example", "name": "svc", "password": "svc", "mayImpersonate": True})
    meetings = [{"uid": f"{number:064X}", "subject": f"series {number}", "organizer": "ann@contoso.example",
                 "timeZone": "Europe/Berlin", "attendees": [{"address": "ben@contoso.example", "response": "Accept"}],
                 "start": f"{day}T{8 + number:02}:00", "end": f"{day}T{8 + number:02}:30",
                 "recurrence": {"pattern": "daily"}} for number in range(8)]
    tenant = {"domains": ["contoso.example"], "now": f"{datetime.date.today()}T12:00:00Z", "users": people,
              "folders": [], "messages": [], "meetings": meetings}
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(tenant, file)
        file.flush()
        with simulator(0, 0, options=["--tenant", file.name]) as server:
            for source, goal in [("ews", 2), ("graph", 2)]:
                with installation(server, source, RAPPORT_EWS_ARCHIVE="false") as rapport:
                    for _ in range(3):
                        rapport("sync")
                    before = requests_so_far(server)[source]
                    rapport("sync")
                    asked = requests_so_far(server)[source] - before
                    stored = interactions(rapport.directory)
                count = len(json.loads(open(server["config"]).read())["mailboxes"])
                table.add(f"{source} busy calendar without news, requests a mailbox", asked / count, goal, less=True,
                          note=f"{stored:,} occurrences")
