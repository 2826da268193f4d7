"""What the tests say to a fault."""

import json
import os
import signal
import subprocess
import threading
import time


class Judge:
    def __init__(self, workshop, program):
        self.workshop = workshop
        self.program = program
        self.proving = threading.Lock()
        self.seconds = {}
        if os.path.exists(workshop.proven):
            with open(workshop.proven, encoding="utf-8") as text:
                self.seconds = json.load(text)

    def run(self, tests, identity, limit):
        """How the tests end, after how many seconds: `passed`, `failed`, `crashed`, `hung` or `no tests`."""
        command = self.workshop.command(self.program, "--testing-library", "swift-testing", "--filter", tests[0],
                                        *(["--skip", tests[1]] if tests[1] else []))
        start = time.monotonic()
        process = subprocess.Popen(command, cwd=self.workshop.folder, env=dict(os.environ, MUTANT=str(identity)),
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                   start_new_session=True)
        clock = threading.Timer(limit, end, [process])
        clock.start()
        try:
            # The first test that notices is enough.
            noticed = any(b" recorded an issue" in line for line in process.stdout)
            if noticed:
                end(process)
            status = process.wait()
        finally:
            clock.cancel()
            end(process)
            process.stdout.close()
            process.wait()
        seconds = time.monotonic() - start
        if noticed:
            return "failed", seconds
        verdict = {0: "passed", 1: "failed", 69: "no tests"}.get(status, "hung" if seconds >= limit else "crashed")
        return verdict, seconds

    def prove(self, tests):
        """How long the tests take without a fault, which they have to pass; tried once for each copy."""
        with self.proving:
            if tests[0] not in self.seconds:
                for _ in range(2):
                    verdict, seconds = self.run(tests, 0, 1_800)
                    if verdict == "passed":
                        break
                else:
                    raise SystemExit("Without any fault, the tests %s: %s." % (tests[0], verdict))
                self.seconds[tests[0]] = seconds
                print("%6.1f s   %s" % (seconds, tests[0]), flush=True)
                with open(self.workshop.proven, "w", encoding="utf-8") as text:
                    json.dump(self.seconds, text)
            return self.seconds[tests[0]]

    def judge(self, fault, judges):
        """Sets the verdict: that of the first of the judges who notices, or `survived`."""
        for number, tests in enumerate(judges):
            verdict, _ = self.run(tests, fault.identity, max(120, 10 * self.prove(tests)))
            if verdict != "passed":
                fault.verdict = verdict
                fault.is_late = number > 0
                return
        fault.verdict = "survived"


def end(process):
    """Ends it with all that it started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
