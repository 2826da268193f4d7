"""Serving: a hundred people who look once a second each while everything is read for the first time, and what the reading
takes beside reading alone.
"""
import contextlib
import http.client
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

from measuring import BINARIES, CORE, simulator

READERS = 100
ROUNDS = int(os.environ.get("BENCH_ROUNDS", 5))
MAILBOXES = int(os.environ.get("BENCH_MAILBOXES", 40)) // 4
ITEMS = int(os.environ.get("BENCH_ITEMS", 40_000)) // 10
LOOKED_AT = ["/api/v1/attention?limit=20", "/api/v1/scores?kind=contacts&limit=50", "/relationships", "/pipeline",
             "/api/v1/me"]


class Service:
    """`rapport serve` before the consent: it reads the CRM, and mailboxes as soon as the consent is recorded."""

    def __init__(self, server, directory):
        settings = json.loads(open(server["config"]).read())
        life = settings["lifeCycle"]
        self.administrator = life["administrator"]
        del life["consent"], life["consentBy"]
        settings |= {"dataDirectory": directory + "/data", "retentionDays": 36600, "dataverse": {"url": server["dataverse"]},
                     "console": {"requestsPerMinute": 1_000_000}}
        with open(directory + "/rapport.json", "w") as file:
            json.dump(settings, file)
        self.mailboxes = set(settings["mailboxes"])
        command = [*CORE, BINARIES / "rapport", "serve", "--config", directory + "/rapport.json", "--listen", "127.0.0.1:0"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.host = urllib.parse.urlsplit(self.process.stdout.readline().strip()).netloc
        self.reads = []
        self.code = None
        self.lines = threading.Thread(target=self.follow, daemon=True)
        self.lines.start()

    def follow(self):
        """When each mailbox was read, by the service's own log."""
        for line in self.process.stderr:
            found = re.search(r"/login\?code=(\S+)", line)
            if found:
                self.code = found[1]
            if '"message":"read"' in line and "(CRM)" not in line:
                told = json.loads(line)
                ended = time.monotonic()
                self.reads.append((ended - told["took_ms"] / 1000, ended))

    def until(self, truth, seconds=600):
        end = time.monotonic() + seconds
        while not truth():
            if time.monotonic() > end or self.process.poll() is not None:
                sys.exit("bench: the service does not come to an end")
            time.sleep(0.05)

    def ask(self, method, path, body=None, token=None):
        connection = http.client.HTTPConnection(self.host, timeout=60)
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
        connection.request(method, path, json.dumps(body) if body else None, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()

    def session(self):
        self.until(lambda: self.code)
        status, body = self.ask("POST", "/api/v1/sessions", {"code": self.code, "address": self.administrator})
        if status != 201:
            sys.exit(f"bench: nobody can sign in: {status}")
        return json.loads(body)["token"]


class Readers:
    """Each on a connection that stays, a request a second; the first ones at instants spread over one second."""

    def __init__(self, service, token):
        self.failures, self.seconds = [], []
        self.ended = threading.Event()
        self.threads = [threading.Thread(target=self.read, args=(service.host, token, at), daemon=True)
                        for at in range(READERS)]
        for thread in self.threads:
            thread.start()

    def read(self, host, token, place):
        connection = http.client.HTTPConnection(host, timeout=60)
        due = time.monotonic() + place / READERS
        # Pages want the cookie, programs the token.
        headers = {"Authorization": f"Bearer {token}", "Cookie": f"rapport_session={token}"}
        number = place
        while not self.ended.wait(max(0, due - time.monotonic())):
            begin = time.monotonic()
            try:
                connection.request("GET", LOOKED_AT[number % len(LOOKED_AT)], headers=headers)
                answer = connection.getresponse()
                answer.read()
                if answer.status != 200:
                    self.failures.append(answer.status)
            except (OSError, http.client.HTTPException) as error:
                self.failures.append(repr(error))
                connection.close()
            self.seconds.append(time.monotonic() - begin)
            due, number = due + 1, number + 1

    def stop(self):
        self.ended.set()
        for thread in self.threads:
            thread.join()


@contextlib.contextmanager
def service(server):
    with tempfile.TemporaryDirectory() as directory:
        running = Service(server, directory)
        try:
            yield running
        finally:
            running.process.terminate()
            running.process.wait()


def sync(server, is_read):
    """Seconds from the first mailbox's beginning to the last one's end, and the readers, if there were any."""
    with service(server) as running:
        token = running.session()
        running.until(lambda: running.ask("GET", "/api/v1/scores?limit=1", token=token)[0] == 200)
        readers = Readers(running, token) if is_read else None
        if readers:
            time.sleep(2)
        status, body = running.ask("POST", "/api/v1/changes", {"change": "consent-grant"}, token)
        if status != 200:
            sys.exit(f"bench: the consent is not recorded: {status}")
        running.until(lambda: len(running.reads) >= len(running.mailboxes))
        if readers:
            readers.stop()
        reads = running.reads[:len(running.mailboxes)]
        return max(end for _, end in reads) - min(begin for begin, _ in reads), readers


def serving(table):
    with simulator(MAILBOXES, ITEMS) as server:
        alone, beside, failures, seconds = [], [], [], []
        for _ in range(ROUNDS):
            alone.append(sync(server, False)[0])
            took, readers = sync(server, True)
            beside.append(took)
            failures += readers.failures
            seconds += readers.seconds
        ratio = statistics.median(b / a for a, b in zip(alone, beside))
        note = f"{min(alone):.1f}–{max(alone):.1f} s alone, {min(beside):.1f}–{max(beside):.1f} s beside"
        table.add(f"first sync beside {READERS} readers, against alone", ratio, 1.1, unit="×", less=True, note=note)
        table.add(f"failed of {len(seconds):,} requests of {READERS} readers", len(failures), 0, less=True,
                  note=", ".join(sorted({str(failure) for failure in failures}))[:60])
        told = statistics.quantiles(seconds, n=100)
        table.add(f"ms that a reader waits, 95 of 100", told[94] * 1e3, None, note=f"half {told[49] * 1e3:.0f} ms")
