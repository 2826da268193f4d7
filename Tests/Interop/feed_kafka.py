"""Delivers the feed to brokers of Kafka through kcat, while they refuse requests and come and go, and reads it back.

usage: feed_kafka.py BIN_DIRECTORY CONFIG VENVS MOCK

CONFIG is a configuration whose store has data, of which a person is erased. MOCK is the program of kafka_mock.c. What
the brokers did and what the producer suffered is counted: a delivery that nothing disturbed shows nothing, and fails.
"""
import collections
import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import time

BIN, CONFIG, VENVS, MOCK = pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3]), sys.argv[4]
PORTIONS = 6

PARSE = """
import json, sys
from cloudevents.core.formats.json import JSONFormat
for line in sys.stdin.buffer:
    event = JSONFormat().read(None, line)
    data = event.get_data()
    data = json.loads(data) if isinstance(data, (str, bytes)) else data
    print(json.dumps([event.get_id(), event.get_subject(), event.get_extension("partitionkey"),
                      event.get_extension("sequence"), event.get_type(), data]))
"""

# Hands its lines on in portions, each when it is told to.
PACE = """
import sys
lines = sys.stdin.buffer.readlines()
size = -(-len(lines) // {0})
with open(sys.argv[1]) as turns, open(sys.argv[2], "w", buffering=1) as ready:
    for start in range(0, len(lines), size):
        print("ready", file=ready)
        if not turns.readline(): break
        sys.stdout.buffer.writelines(lines[start : start + size])
        sys.stdout.buffer.flush()
"""

Event = collections.namedtuple("Event", "id subject partitionkey sequence type data")


def rapport(*arguments, status=0):
    done = subprocess.run([BIN / "rapport", *arguments, "--config", CONFIG], capture_output=True, text=True)
    assert done.returncode == status, f"rapport {arguments} ended with {done.returncode}: {done.stderr}"
    return done


class Brokers:
    def __init__(self):
        self.process = subprocess.Popen([MOCK], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.place = self.process.stdout.readline().strip()

    def tell(self, word):
        self.process.stdin.write(word + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    def left(self):
        return int(self.tell("left"))

    def end(self):
        self.process.stdin.close()
        self.process.wait(timeout=20)


class Disturbances:
    """What happened while a delivery was under way, by the brokers' word and by the producer's."""

    def __init__(self):
        self.refused = 0
        # By broker, when it was gone.
        self.absences = []
        self.talk = ""

    def missing(self):
        """What should have happened and did not."""
        missing = []
        if self.refused < 6:
            missing.append(f"the brokers refused {self.refused} requests of the delivery, not 6")
        for broker in (1, 2, 3):
            if not any(gone < when < back for number, gone, back in self.absences if number == broker
                       for when in self.losses(broker)):
                missing.append(f"the producer lost no connection to broker {broker} while that was gone")
        return missing

    def losses(self, broker):
        """When the producer lost a connection that was up."""
        pattern = rf"^%\d\|(\d+\.\d+)\|FAIL\|.*/{broker}: .*\(after \d+ms in state UP"
        return [float(when) for when in re.findall(pattern, self.talk, re.M)]


KCAT = ("kcat -E -P -b {place} -t rapport -K '\\t' -X enable.idempotence=true -X max.in.flight=1 "
        "-X message.timeout.ms={timeout} -X api.version.request.timeout.ms=5000")


def deliver(place, *options, name="kafka", status=0):
    command = KCAT.format(place=place, timeout=10000) + " || exit 69"
    return rapport("feed", name, "--format", "keyed-cloudevents", "--stored", "--into", command, *options, status=status)


def disturbed_delivery(brokers, name, is_calm=False):
    """A delivery in portions; while each goes out, requests are refused, and one broker after the other is gone."""
    found = Disturbances()
    with tempfile.TemporaryDirectory() as work:
        turns, ready = work + "/turns", work + "/ready"
        os.mkfifo(turns)
        os.mkfifo(ready)
        pathlib.Path(work + "/pace.py").write_text(PACE.format(PORTIONS))
        command = (f"{sys.executable} {work}/pace.py {turns} {ready} | " + KCAT.format(place=brokers.place, timeout=60000)
                   + " -X linger.ms=5 -X reconnect.backoff.max.ms=200")
        running = subprocess.Popen(
            [BIN / "rapport", "feed", name, "--format", "keyed-cloudevents", "--stored", "--config", CONFIG, "--into", command],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        with open(turns, "w", buffering=1) as turn, open(ready) as portions:
            for number, _ in enumerate(portions):
                if is_calm:
                    print("go", file=turn)
                    continue
                broker, before = number % 3 + 1, brokers.left()
                brokers.tell("fail")
                gone = time.time()
                brokers.tell(f"down {broker}")
                print("go", file=turn)
                time.sleep(0.5)
                brokers.tell(f"up {broker}")
                # A lost connection is noticed at once, and told a little later.
                found.absences.append((broker, gone - 0.01, time.time() + 0.2))
                for _ in range(100):
                    if brokers.left() == 0:
                        break
                    time.sleep(0.1)
                found.refused += before + 6 - brokers.left()
        found.talk = running.communicate(timeout=120)[1]
    assert running.returncode == 0, found.talk
    return found


def produced(place):
    """Partition and event of each message, in the order of their partitions and offsets."""
    out = subprocess.run(["kcat", "-C", "-b", place, "-t", "rapport", "-e", "-q", "-f", "%p\\t%o\\t%k\\t%s\\n"], check=True,
                         capture_output=True, text=True, timeout=120).stdout
    rows = sorted((int(p), int(o), key, event) for p, o, key, event in (line.split("\t", 3) for line in out.splitlines()))
    found = []
    for (partition, _, key, _), event in zip(rows, events([event for *_, event in rows])):
        assert key == event.partitionkey, "a message has another key than its event"
        found.append((partition, event))
    return found


def events(lines):
    done = subprocess.run([VENVS / "events" / "bin" / "python", "-c", PARSE], input="".join(line + "\n" for line in lines),
                          text=True, capture_output=True, check=True)
    return [Event(*json.loads(line)) for line in done.stdout.splitlines()]


def check_order(found):
    """All of an interaction, and all that goes the way of a conversation, is in one partition and in the order in which
    it was told. Few are where another conversation is, in which a first copy was."""
    conversations = {event.subject: event.data["conversation_id"] for _, event in found
                     if event.type == "rapport.interaction.upsert" and event.data["conversation_id"]}
    participants = {event.subject: event.data["interaction_id"] for _, event in found
                    if event.type == "rapport.interaction_participant.upsert"}
    where, last, members, apart = {}, {}, collections.defaultdict(set), set()
    for partition, event in found:
        interaction = participants.get(event.subject, event.subject)
        groups, conversation = [event.subject, interaction, event.partitionkey], conversations.get(interaction)
        if conversation and event.partitionkey == conversation[:16]:
            groups.append(conversation)
            members[conversation].add(interaction)
        elif conversation:
            apart.add(interaction)
        for group in groups:
            assert where.setdefault(group, partition) == partition, "what belongs together is in two partitions"
            assert last.get(group, "") <= event.sequence, "an order is lost"
            last[group] = event.sequence
    assert len(apart) < len(conversations) / 5, f"{len(apart)} of {len(conversations)} are not with their conversation"
    return sum(1 for some in members.values() if len(some) > 1), len(apart)


def held(found):
    """What somebody has who takes each partition in its order, and the partitions in any: the last one first here."""
    tables = {}
    for _, event in sorted(found, key=lambda one: -one[0]):
        if event.type.endswith(".delete"):
            tables.pop(event.subject, None)
        else:
            tables[event.subject] = event.data
    return tables


def stored():
    lines = rapport("export", "--stream", "all", "--stored").stdout.splitlines()
    return {row[next(iter(row))]: row for row in map(json.loads, lines)}


def main():
    wanted = events(rapport("export", "--stream", "all", "--format", "cloudevents", "--stored").stdout.splitlines())
    assert len(wanted) > 1000, "too few to show anything"
    calm = Brokers()
    missing = disturbed_delivery(calm, "calm", is_calm=True).missing()
    assert len(missing) == 4, f"a delivery that nothing disturbed is taken for one that was: {missing}"
    calm.end()

    brokers = Brokers()
    disturbances = disturbed_delivery(brokers, "kafka")
    missing = disturbances.missing()
    assert not missing, "; ".join(missing) + "\n" + disturbances.talk
    found = produced(brokers.place)
    told = {(event.id, event.partitionkey, event.sequence) for _, event in found}
    assert told == {(event.id, event.partitionkey, event.sequence) for event in wanted}, f"{len(told)} events, not {len(wanted)}"
    several, apart = check_order(found)
    assert several > 5, "too few conversations to show anything"
    assert len({partition for partition, _ in found}) == 4
    assert held(found) == stored()
    print(f"kafka: {len(told)} events in 4 partitions, in the order of their keys and of {several} conversations with more than "
          f"one mail ({apart} mails apart), {len(found) - len(told)} of them twice, through {disturbances.refused} refused requests and "
          f"{len(disturbances.absences)} absences of brokers", flush=True)
    assert deliver(brokers.place).stderr == "" and len(produced(brokers.place)) == len(found)

    # A delivery that fails, and whose process dies: what was confirmed is there, and comes again as the same events.
    other = Brokers()
    kcat = KCAT.format(place=other.place, timeout=10000)
    for command, status in ((f"head -n 1000 | {kcat}; exit 1", 74), (f"head -n 1500 | {kcat}; kill -9 $PPID", -9)):
        rapport("feed", "again", "--format", "keyed-cloudevents", "--stored", "--into", command, status=status)
    parts = len(produced(other.place))
    assert parts == 2500, f"{parts} events of deliveries that failed"
    deliver(other.place, name="again")
    repeated = produced(other.place)
    # Beside deletions of before, which whoever has a part of a first delivery is told too.
    rows = [event for _, event in repeated if not event.type.endswith(".delete")]
    assert len(rows) == parts + len(wanted), f"{len(rows)} rows, not {parts} and {len(wanted)}"
    assert {event.id for event in rows} == {event.id for event in wanted} and held(repeated) == stored()
    other.end()
    print(f"kafka: {parts} events of deliveries that failed came again under the same names", flush=True)

    # What is erased is told where it was told before, and after it.
    outside = [event.data["address"] for event in wanted if event.type == "rapport.interaction_participant.upsert"
               and not event.data["is_internal"]]
    person = max(sorted(set(outside)), key=outside.count)
    rapport("erase", person, "--yes")
    disturbances = disturbed_delivery(brokers, "kafka")
    assert not disturbances.missing(), disturbances.missing()
    found = produced(brokers.place)
    check_order(found)
    deletions = sum(event.type.endswith(".delete") for _, event in found)
    assert deletions > 20 and held(found) == stored(), "an erasure did not arrive"
    assert person not in json.dumps(list(held(found).values()))
    print(f"kafka: an erasure arrived as {deletions} deletions, each behind what it deletes", flush=True)

    # Nobody listens, and somebody who never answers: both are named in time, and the position stays.
    silent = socket.create_server(("127.0.0.1", 0))
    for place in ("127.0.0.1:1", f"127.0.0.1:{silent.getsockname()[1]}"):
        began = time.monotonic()
        failed = deliver(place, name="other", status=69)
        assert place in failed.stderr, failed.stderr
        assert time.monotonic() - began < 14, "it took too long"
        delivered = {one["consumer"]: one.get("delivered_at") for one in json.loads(rapport("feed", "list", "--output", "json").stdout)}
        assert delivered["kafka"] and delivered["other"] is None, delivered
    print("interop: what brokers confirmed is there, and only that moves a position", flush=True)
    brokers.end()


main()
