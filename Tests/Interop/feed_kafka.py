"""Delivers the feed to brokers of Kafka through kcat, while they refuse requests and come and go, and reads it back.

usage: feed_kafka.py BIN_DIRECTORY CONFIG VENVS MOCK

CONFIG is a configuration whose store has data. MOCK is the program of kafka_mock.c.
"""
import json
import pathlib
import socket
import subprocess
import sys
import time

BIN, CONFIG, VENVS, MOCK = pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3]), sys.argv[4]

PARSE = """
import json, sys
from cloudevents.core.formats.json import JSONFormat
for line in sys.stdin.buffer:
    event = JSONFormat().read(None, line)
    print(json.dumps([event.get_id(), event.get_extension("partitionkey"), event.get_extension("sequence")]))
"""


def rapport(*arguments, status=0):
    done = subprocess.run([BIN / "rapport", *arguments, "--config", CONFIG], capture_output=True, text=True)
    assert done.returncode == status, f"rapport {arguments} ended with {done.returncode}: {done.stderr}"
    return done


class Brokers:
    def __init__(self):
        self.process = subprocess.Popen([MOCK], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.place = self.process.stdout.readline().strip()

    def tell(self, *words):
        for word in words:
            self.process.stdin.write(word + "\n")
            self.process.stdin.flush()
            assert self.process.stdout.readline() == "done\n"


def deliver(place, *options, name="kafka", status=0):
    command = (f"kcat -E -P -b {place} -t rapport -K '\\t' -X enable.idempotence=true -X max.in.flight=1 "
               "-X message.timeout.ms=10000 -X api.version.request.timeout.ms=5000 || exit 69")
    return rapport("feed", name, "--format", "keyed-cloudevents", "--stored", "--into", command, *options, status=status)


def produced(place):
    """Key, partition and event of each message, in the order of their partitions and offsets."""
    out = subprocess.run(["kcat", "-C", "-b", place, "-t", "rapport", "-e", "-q", "-f", "%p\\t%o\\t%k\\t%s\\n"], check=True,
                         capture_output=True, text=True, timeout=120).stdout
    rows = [line.split("\t", 3) for line in out.splitlines()]
    return sorted(((int(p), int(o), key, event) for p, o, key, event in rows))


def events(lines):
    done = subprocess.run([VENVS / "events" / "bin" / "python", "-c", PARSE], input="".join(line + "\n" for line in lines),
                          text=True, capture_output=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def main():
    wanted = events(rapport("export", "--stream", "all", "--format", "cloudevents", "--stored").stdout.splitlines())
    assert len(wanted) > 1000, "too few to show anything"
    brokers = Brokers()
    command = [BIN / "rapport", "feed", "kafka", "--format", "keyed-cloudevents", "--stored", "--config", CONFIG, "--into",
               # Slow enough that what goes wrong goes wrong meanwhile.
               "while IFS= read -r line; do printf '%s\\n' \"$line\"; done | "
               f"kcat -E -P -b {brokers.place} -t rapport -K '\\t' -X enable.idempotence=true -X max.in.flight=1 -X message.timeout.ms=60000 "
               "-X linger.ms=5 -X reconnect.backoff.max.ms=200"]
    brokers.tell("fail")
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    disturbances = 0
    while running.poll() is None and disturbances < 6:
        broker = disturbances % 3 + 1
        brokers.tell("fail", f"down {broker}")
        time.sleep(0.3)
        brokers.tell(f"up {broker}")
        time.sleep(1)
        disturbances += 1
    talk = running.communicate(timeout=120)[1]
    assert running.returncode == 0, talk
    messages = produced(brokers.place)
    found = events([event for _, _, _, event in messages])
    again = len(found) - len({one[0] for one in found})
    assert set(map(tuple, found)) == set(map(tuple, wanted)), f"{len(found) - again} events, not {len(wanted)}"
    last, partitions = {}, {}
    for (partition, _, key, _), (_, named, sequence) in zip(messages, found):
        assert key == named and partitions.setdefault(key, partition) == partition, "a key is in two partitions"
        assert last.get(key, "") <= sequence, "a key's order is lost"
        last[key] = sequence
    assert len(set(partitions.values())) == 4
    print(f"kafka: {len(found)} events in 4 partitions, in the order of their keys and {again} of them twice, "
          f"through {disturbances} disturbances of the brokers", flush=True)
    assert deliver(brokers.place).stderr == "" and len(produced(brokers.place)) == len(found)

    # Nobody listens, and somebody who never answers: both are named in time, and the position stays.
    silent = socket.create_server(("127.0.0.1", 0))
    for place in ("127.0.0.1:1", f"127.0.0.1:{silent.getsockname()[1]}"):
        began = time.monotonic()
        failed = deliver(place, name="other", status=69)
        assert place in failed.stderr, failed.stderr
        assert time.monotonic() - began < 14, "it took too long"
        names = [one["consumer"] for one in json.loads(rapport("feed", "list", "--output", "json").stdout)]
        assert "kafka" in names and "other" not in names, names
    print("interop: what brokers confirmed is there, and only that moves a position", flush=True)
    brokers.process.stdin.close()
    brokers.process.wait(timeout=20)


main()
