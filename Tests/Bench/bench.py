"""Prints ratios measured in one run. Absolute figures depend on the machine and are shown only beside them."""
import contextlib
import itertools
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "Interop"))
from simulator import account, mail_folders, mailboxes  # noqa: E402

BINARIES = pathlib.Path(sys.argv[1])
ROUNDS = 3
SPEED_ITEMS = int(os.environ.get("BENCH_ITEMS", 60_000))
PEER_ITEMS = 2_000
MEMORY_ITEMS = [1_000, int(os.environ.get("BENCH_MEMORY_ITEMS", 1_000_000))]
FIELDS = [
    "message_id", "in_reply_to", "references", "conversation_index", "datetime_sent", "datetime_received",
    "author", "sender", "to_recipients", "cc_recipients", "bcc_recipients", "sensitivity", "is_draft", "item_class",
]


@contextlib.contextmanager
def simulator(items):
    command = [BINARIES / "exchange-simulator", "--generate", "1", "--items-per-user", str(items), "--seed", "5"]
    process = subprocess.Popen([*command, "--tls", "--gzip", "off"], stdout=subprocess.PIPE, text=True)
    try:
        server = json.loads(process.stdout.readline())
        # The mailbox alone: what is measured is read by the other side too.
        path = pathlib.Path(server["config"])
        settings = json.loads(path.read_text())
        settings.pop("dataverse", None)
        path.write_text(json.dumps(settings))
        yield server
    finally:
        process.terminate()
        process.wait()


def run(command, **options):
    """Seconds, peak resident memory in MiB, and output of one finished process."""
    begin = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, **options)
    peak = 0
    # Not the kernel's ru_maxrss: a new process starts that with the size of the Python that made it.
    while process.poll() is None:
        peak = max(peak, high_water(process.pid))
        time.sleep(0.005)
    seconds = time.monotonic() - begin
    if process.returncode != 0:
        sys.exit(f"bench: {command[0]} ended with status {process.returncode}")
    return seconds, peak / 1024, process.stdout.read()


def high_water(pid):
    """The most memory that a process ever had resident, in KiB; 0 once it has ended."""
    try:
        status = pathlib.Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return int(next((line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")), 0))


def rapport(server, source="ews"):
    """A first sync into an empty data directory: seconds, MiB, items."""
    with tempfile.TemporaryDirectory() as directory:
        # Everything is to be stored, however old the simulated mail is.
        environment = {**os.environ, "RAPPORT_DATA_DIRECTORY": directory, "RAPPORT_RETENTION_DAYS": "36600",
                       "RAPPORT_SOURCE": source}
        command = [BINARIES / "rapport", "sync", "--config", server["config"], "--output", "json"]
        seconds, memory, output = run(command, env=environment, stderr=subprocess.DEVNULL)
        return seconds, memory, json.loads(output)["items"]


def exchangelib(server):
    """The same reading, ids first and then the same properties, with nothing kept: seconds, items."""
    box = account(server, mailboxes(server)[0])
    begin, count = time.monotonic(), 0
    for folder in mail_folders(box.msg_folder_root):
        # Lists no more than it reads: the time of ids that nobody fetches would not be its own.
        listed = folder.sync_items(only_fields=["id"], max_changes_returned=512)
        ids = [item for kind, item in itertools.islice(listed, PEER_ITEMS - count) if kind == "create"]
        count += sum(1 for _ in box.fetch(ids, only_fields=FIELDS, chunk_size=100))
        if count >= PEER_ITEMS:
            break
    return time.monotonic() - begin, count


def speed():
    ours, theirs = [], []
    with simulator(SPEED_ITEMS) as server:
        for _ in range(ROUNDS):
            seconds, _, items = rapport(server)
            ours.append(items / seconds)
            seconds, items = exchangelib(server)
            theirs.append(items / seconds)
    ratio = statistics.median(a / b for a, b in zip(ours, theirs))
    print(f"speed   rapport {statistics.median(ours):,.0f} items/s (read, normalized, stored; TLS)")
    print(f"        exchangelib {statistics.median(theirs):,.0f} items/s (read, nothing kept; TLS)")
    print(f"        ratio {ratio:.1f}x (median of {ROUNDS} interleaved rounds; aim 100x)")


def memory():
    peaks = {"ews": [], "graph": []}
    for items in MEMORY_ITEMS:
        with simulator(items) as server:
            for source, measured in peaks.items():
                seconds, peak, found = rapport(server, source)
                measured.append(peak)
                print(f"memory  {source:<5} {found:>9,} items of one mailbox: peak {peak:.1f} MiB, {seconds:.1f} s")
    times = MEMORY_ITEMS[1] // MEMORY_ITEMS[0]
    for source, (small, large) in peaks.items():
        print(f"        {source:<5} ratio {large / small:.2f}x the memory for {times:,}x the items")


if __name__ == "__main__":
    print(f"machine {os.cpu_count()} processors; free disk {shutil.disk_usage('.').free >> 30} GiB")
    speed()
    memory()
