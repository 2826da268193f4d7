"""Which faults are planted: the known ones, and for each room a few that the seed decides."""

import json
import os
import re
from fault import Fault
from operators import EITHER, TABLE, escaped
from rooms import rooms
from swift_text import masked

# Attributes and patterns; what people read; what only costs memory or time.
SKIPPED = re.compile(
    r"^\s*(#|@|import |case |//)|\b(precondition|assert|fatalError|description|preconditionFailure)\b"
    r"|\b(reserveCapacity|allocate|deallocate|deinitialize|capacity|block)\b|<<")


def swift_files(root, room):
    for folder, _, names in sorted(os.walk(os.path.join(root, "Sources", room))):
        for name in sorted(names):
            if name.endswith(".swift") and name != "Mutant.swift":
                yield os.path.relpath(os.path.join(folder, name), root)


def candidates(root, room):
    """Every fault of the table in one room."""
    for file in swift_files(root, room):
        with open(os.path.join(root, file), encoding="utf-8") as text:
            content = text.read()
        raw, lines = content.split("\n"), masked(content)
        for number, line in enumerate(lines):
            if SKIPPED.search(line):
                lines[number] = " " * len(line)
        for operator, find in TABLE.items():
            for at, start, end, form in find(lines, raw):
                yield Fault(room, file, at + 1, operator, start, end, raw[at][start:end], form, code=raw[at].strip())


def chosen(root, room, seed, count):
    """`count` faults of a room: one of each operator in turn, and no two on one line."""
    by_operator, taken, result = {}, set(), []
    for fault in candidates(root, room):
        by_operator.setdefault(fault.operator, []).append(fault)
    queues = [sorted(faults, key=lambda fault: fault.rank(seed)) for faults in by_operator.values()]
    queues.sort(key=lambda queue: queue[0].rank(seed))
    while len(result) < count and any(queues):
        for queue in queues:
            while queue:
                fault = queue.pop(0)
                if (fault.file, fault.line) not in taken:
                    taken.add((fault.file, fault.line))
                    result.append(fault)
                    break
            if len(result) == count:
                break
    return result


def known(root, path):
    """The faults that once survived, as exact edits. Files move and the fault with them, so an edit is found by its
    text, which must stand once under Sources (in `file`, if that is named); what is no longer there is an error."""
    with open(path, encoding="utf-8") as text:
        entries = json.load(text)
    for entry in entries:
        places = [place for room in rooms(root) for place in found(root, room, entry)]
        if len(places) != 1:
            raise SystemExit("'%s' stands under Sources %d times, not once. Mend known.json." % (
                entry["before"], len(places)))
        room, file, line, start = places[0]
        is_call = not entry["after"]
        form = "if !Mutant.isActive({id}) {{ {it} }}" if is_call else EITHER.format(after=escaped(entry["after"]))
        yield Fault(room, file, line, "statement" if is_call else "known", start, start + len(entry["before"]),
                    entry["before"], form)


def found(root, room, entry):
    for file in swift_files(root, room):
        if entry.get("file", file) in (file, os.path.basename(file)):
            with open(os.path.join(root, file), encoding="utf-8") as text:
                for number, line in enumerate(text.read().split("\n"), start=1):
                    if entry["before"] in line:
                        yield room, file, number, line.index(entry["before"])
