"""What the measurements share: a simulator, and the processor time of finished programs."""
import contextlib
import json
import os
import pathlib
import resource
import sqlite3
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

HERE = pathlib.Path(__file__).parent
BINARIES = pathlib.Path(os.environ.get("BENCH_BINARIES", "."))
# All programs but the server on one core, as their peers are; the server has the other ones.
CORE = ["taskset", "-c", "1"] if (os.cpu_count() or 1) > 1 else []


@contextlib.contextmanager
def simulator(users, items, seed=5, options=()):
    command = [BINARIES / "exchange-simulator", "--tls", *options]
    if users > 0:
        command += ["--generate", str(users), "--items-per-user", str(items), "--seed", str(seed)]
    if CORE:
        command = ["taskset", "-c", "0", *command]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        server = json.loads(process.stdout.readline())
        # The mailboxes alone: what is measured is read by the other side too.
        path = pathlib.Path(server["config"])
        settings = json.loads(path.read_text())
        settings.pop("dataverse", None)
        path.write_text(json.dumps(settings))
        yield server
    finally:
        process.terminate()
        process.wait()


def requests_so_far(server):
    """By the server's own count, so that no client can flatter itself."""
    url = server["ews"].replace("/EWS/Exchange.asmx", "/statistics")
    context = ssl.create_default_context(cafile=server["ca"])
    with urllib.request.urlopen(url, context=context) as answer:
        return json.load(answer)


class Peak:
    """The most memory that a process ever had resident, looked at while it runs.

    Not the kernel's ru_maxrss: a new process starts that with the size of the Python that made it.
    """

    def __init__(self, pid):
        self.mebibytes = 0
        self.path = pathlib.Path(f"/proc/{pid}/status")
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.watch)
        self.thread.start()

    def watch(self):
        while not self.ended.wait(0.01):
            try:
                lines = self.path.read_text().splitlines()
            except OSError:
                return
            told = next((line.split()[1] for line in lines if line.startswith("VmHWM")), 0)
            self.mebibytes = max(self.mebibytes, int(told) / 1024)

    def stop(self):
        self.ended.set()
        self.thread.join()


class Finished:
    """Of a program that has ended: seconds of processor time and by the clock, peak memory in MiB, and what it said."""

    def __init__(self, command, environment=None, statuses=(0,), cores=CORE):
        begin = time.monotonic()
        process = subprocess.Popen([*cores, *map(str, command)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                   text=True, env={**os.environ, **(environment or {})})
        peak = Peak(process.pid)
        self.output = process.stdout.read()
        peak.stop()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.seconds = time.monotonic() - begin
        self.cpu = used.ru_utime + used.ru_stime
        self.memory = peak.mebibytes
        if process.returncode not in statuses:
            # Not the arguments: what a server announces has a password in it.
            sys.exit(f"bench: {pathlib.Path(command[0]).name} ended with status {process.returncode}")


@contextlib.contextmanager
def installation(server, source, **settings):
    """A command line to `rapport` with an empty data directory and settings of its own."""
    with tempfile.TemporaryDirectory() as directory:
        # Everything is to be stored, however old the simulated mail is.
        environment = {"RAPPORT_DATA_DIRECTORY": directory, "RAPPORT_RETENTION_DAYS": "36600",
                       "RAPPORT_SOURCE": source, **settings}

        def rapport(*arguments, **options):
            command = [BINARIES / "rapport", *arguments, "--config", server["config"]]
            return Finished(command, environment, **options)

        rapport.directory = pathlib.Path(directory)
        yield rapport


def interactions(directory):
    """How many are stored."""
    files = list(directory.glob("**/rapport.sqlite"))
    with sqlite3.connect(f"file:{files[0]}?mode=ro", uri=True) as database:
        return database.execute("SELECT count(*) FROM interaction WHERE deleted = 0").fetchone()[0]


def own_cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
