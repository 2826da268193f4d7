"""The store by itself, and what commands make of what it holds."""
import json
import os
import statistics
import tempfile

from measuring import BINARIES, Finished, installation, interactions, simulator

STORED = int(os.environ.get("BENCH_STORED", 200_000))
COPIES = int(os.environ.get("BENCH_COPIES", 200_000))


def store(table):
    runs = [json.loads(Finished([BINARIES / "store-bench", "--copies", COPIES]).output) for _ in range(3)]
    table.add("store, µs of processor a copy", statistics.median(run["copy_us"] for run in runs), 4, less=True)
    small, large = (json.loads(Finished([BINARIES / "store-bench", "--copies", "0", "--mailboxes", str(count)]).output)
                    for count in (COPIES // 400, COPIES // 40))
    table.add("round without news in the store, µs a mailbox", large["round_us"], None)
    table.add("  against one of a tenth of the mailboxes", large["round_us"] / small["round_us"], 1.2, unit="×",
              less=True)


def commands(table):
    """Of as many stored interactions as can be made in reasonable time; figures a million where they grow with it."""
    with simulator(4, STORED // 4, seed=7) as server, installation(server, "ews") as rapport:
        rapport("sync")
        stored = interactions(rapport.directory)
        start = rapport("config", "show")
        scores = rapport("scores", "contacts", "--output", "ndjson", statuses=(0, 3))
        table.add("scores, s of processor a million interactions", (scores.cpu - start.cpu) / stored * 1e6, 1, less=True,
                  note=f"{stored:,} stored")
        table.add("scores, bytes of memory an interaction", (scores.memory - start.memory) * 2**20 / stored, 80, less=True)
        status = min(rapport("status").seconds for _ in range(5))
        table.add("status, ms by the clock", status * 1e3, 50, less=True, note=f"{stored:,} stored")


def eligibility(table):
    users = int(os.environ.get("BENCH_USERS", 100_000))
    with simulator(1, 10) as server, installation(server, "ews") as rapport, tempfile.TemporaryDirectory() as work:
        settings = json.loads(open(server["config"]).read())
        one = json.loads(open(settings["directory"]).read())
        row = next(user for user in one["users"] if user.get("roles"))
        # Whoever consented has to be known.
        one["users"] += [many(row, number) for number in range(users)]
        settings["directory"] = f"{work}/users.json"
        settings["mailboxes"] = [user["email"] for user in one["users"]]
        for path, content in [(settings["directory"], one), (f"{work}/rapport.json", settings)]:
            with open(path, "w") as file:
                json.dump(content, file)
        command = [BINARIES / "rapport", "eligibility", "--config", f"{work}/rapport.json", "--output", "ndjson"]
        environment = {"RAPPORT_DATA_DIRECTORY": str(rapport.directory)}
        run = Finished(command, environment, statuses=(0, 3))
        table.add("eligibility, s of processor", run.cpu, 2, less=True, note=f"{users:,} mailboxes")
        table.add("eligibility, memory", run.memory, 100, unit="MiB", less=True)


def many(row, number):
    """Another user of the same kind."""
    user = dict(row)
    user["email"] = f"u{number}@{row['email'].split('@')[1]}"
    return user
