"""Works out every score, day, colleague and introduction of a generated organisation anew, and compares.

Written from Documentation/kpis.md, health.md, introductions.md and interactions.md alone; it shares no code with the
program. It reads what anybody can read: the export, and the tables of the CRM.

usage: scoring_oracle.py RAPPORT SIMULATOR [SEED ...]
"""

import collections
import datetime
import email.utils
import json
import os
import pathlib
import shutil
import ssl
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request

DAY, YEAR = 86_400_000_000, 365 * 86_400_000_000
FADING = [1000000, 793701, 629961, 500000, 396850, 314980, 250000, 198425, 157490, 125000, 99213, 78745]
X = 96 * sum(FADING)
F = 7
MAIL, MEETING, CALL = "email", "meeting", "phone_call"
ROLES_HEARD = {MAIL: (1, 2, 3), MEETING: (5, 6, 7), CALL: (1, 2)}


def left(age, span):
    return FADING[age // span] if 0 <= age < span * len(FADING) else 0


class Interaction:
    def __init__(self, record):
        self.id, self.kind, self.at = record["interaction_id"], record["kind"], record["occurred_at_us"]
        self.tie = int(self.id[:16], 16) >> 1
        self.ours = record["direction"] == "outbound"
        self.direction = record["direction"]
        self.scored = (not (record["is_automated"] or record["is_bulk"] or record["is_private"])
                       and record["direction"] != "internal")
        self.crowd = record["internal_count"] + record["external_count"]
        self.inside = record["internal_count"]
        self.reply, self.conversation = record["is_reply"], record["conversation_id"]
        self.exchange = record["in_exchange"]
        self.length = record["duration_s"] or 0
        self.duration = 0 if record["is_all_day"] else record["duration_s"] or 0
        self.regarding = record["regarding_id"] and (record["regarding_type"], record["regarding_id"])
        self.truncated = record["truncated"]
        self.parts = []
        self.addressed, self.copied = set(), set()

    def quarters(self):
        """Of introductions."""
        return 4 if self.crowd <= 4 else 2 if self.crowd <= 10 else 1 if self.crowd <= 30 else 0

    def thinned(self, value):
        """By the crowd, for health."""
        n = self.crowd
        return 4 * value if n <= 4 else value * 4 * (40 - n) // (9 * n) if n < 40 else 0

    def asks_us(self):
        ours = {part.role for part in self.parts if part.inside}
        return 3 not in ours or bool(ours & {2, 4})

    def is_crowd(self):
        if self.kind != MAIL:
            return self.crowd > 22
        return self.crowd - len(self.copied - self.addressed) > 10

    def heard(self, part):
        """Whether a part is one that counts; a colleague's blind copy of a mail from outside is."""
        if part.role in ROLES_HEARD[self.kind]:
            return True
        return part.inside and part.role == 4 and self.kind == MAIL and self.direction == "inbound"


Part = collections.namedtuple("Part", "role person inside accepts")


class Organisation:
    def __init__(self, rows, interactions, participants):
        self.rows = rows
        self.merged = {ref: row["merged"] for ref, row in rows.items() if row["merged"]}
        self.records = sorted(ref for ref, row in rows.items()
                              if ref[0] in ("account", "contact", "lead", "opportunity") and not row["merged"])
        self.persons = collections.defaultdict(list)
        for ref in sorted(rows):
            self.persons[self.master(ref)] += rows[ref]["addresses"] + ["CRM:%s/%s" % ref]
        self.shown, self.names = {}, {}
        for table in ("systemuser", "contact", "lead"):
            for ref in sorted(ref for ref in rows if ref[0] == table):
                own = [person for person in self.persons[ref] if person not in self.shown]
                for person in own:
                    self.shown[person] = own[0]
                if rows[ref]["name"]:
                    for person in self.persons[ref]:
                        self.names.setdefault(person, rows[ref]["name"])
        self.interactions = {record["interaction_id"]: Interaction(record) for record in interactions}
        invited = collections.Counter()
        for part in participants:
            item = self.interactions[part["interaction_id"]]
            if part["is_internal"] and part["role"] in (5, 6, 7):
                invited[item.id] += 1
            (item.copied if part["role"] == 3 else item.addressed).add(part["address"])
            if part["response"] == "declined":
                continue
            item.parts.append(Part(part["role"], self.person(part), part["is_internal"], part["response"] != "none"))
        for item in self.interactions.values():
            ours = [part for part in item.parts if part.inside and part.role in (5, 6, 7)]
            if item.kind == MEETING and invited[item.id] and not ours and not item.truncated:
                item.scored = False
            item.joined = any(part.inside and part.role in (5, 6, 7) and part.accepts for part in item.parts)
            if item.regarding:
                item.regarding = self.master(item.regarding)

    def master(self, ref):
        for _ in range(8):
            if ref not in self.merged:
                break
            ref = self.merged[ref]
        return ref

    def person(self, part):
        """The row that the CRM says it was, where the address is not that row's; else the address."""
        ref = part["crm_id"] and self.master((part["crm_type"], part["crm_id"]))
        if ref and ref in self.persons and part["address"] not in self.persons[ref]:
            return "CRM:%s/%s" % ref
        return part["address"]

    def show(self, person):
        return self.shown.get(person, person)

    def name(self, person):
        return self.names.get(person, person)

    def people(self, ref):
        return self.persons.get(self.master(ref), []) if ref else []

    def circle(self, ref):
        """Whom a record listens to, with whether meetings count; the colleagues who count, None for any."""
        row, table = self.rows[ref], ref[0]
        heard = list(self.persons[ref])
        mails_only, team = [], None
        if table == "account":
            heard += self.people(row["contact"])
            for other in self.records:
                if other[0] == "contact" and self.rows[other]["parent"] \
                        and self.master(self.rows[other]["parent"]) == ref:
                    heard += self.persons[other]
        elif table in ("lead", "opportunity"):
            heard += self.people(row["contact"])
            for other in row["connections"]:
                if other[0] in ("account", "contact", "lead"):
                    heard += self.people(other)
            if table == "opportunity":
                for customer in (row["parent"], row["customer"]):
                    if customer and customer[0] == "account":
                        account = self.rows.get(self.master(customer))
                        mails_only += self.people(customer) + self.people(account and account["contact"])
                    elif customer:
                        heard += self.people(customer)
            team = self.team(row)
        interests = {person: False for person in mails_only}
        interests.update({person: True for person in heard})
        return interests, team

    def buyers(self, ref):
        """The accounts that buy what a sale is about."""
        if ref[0] != "opportunity":
            return []
        row = self.rows[ref]
        found = {self.master(other) for other in (row["parent"], row["customer"]) if other and other[0] == "account"}
        return sorted(other for other in found if other in self.rows)

    def team(self, row):
        owner = row["owner"]
        if not owner:
            return None
        owners = self.rows[owner]["connections"] if owner[0] == "team" and owner in self.rows else []
        if owner[0] == "systemuser":
            owners = [owner]
        if not owners:
            return None
        own = set()
        for colleague in owners + [other for other in row["connections"] if other[0] in ("systemuser", "team")]:
            own.update(self.people(colleague))
            if colleague[0] == "team" and colleague in self.rows:
                for member in self.rows[colleague]["connections"]:
                    own.update(self.people(member))
        return own

    def stakes(self, ref):
        """The open opportunities that depend on a record: value and day of closing of each."""
        found = []
        for sale in self.records:
            row = self.rows[sale]
            if sale[0] != "opportunity" or not row["active"]:
                continue
            others = [row["parent"], row["customer"], row["contact"]]
            others += [other for other in row["connections"] if other[0] in ("account", "contact", "lead")]
            if ref == sale or ref in [self.master(other) for other in others if other]:
                found.append((row["value"], row["closes"]))
        return found


class Counted:
    """An interaction as it counts for one record."""

    def __init__(self, item, heard, beside=False):
        self.item, self.at, self.kind = item, item.at, item.kind
        self.beside = beside
        direct = any(part.role in (1, 2, 5, 7) for part in heard)
        began = any(part.role in (1, 7) for part in heard)
        met = any(part.role in (5, 6, 7) and part.accepts for part in heard)
        if heard is EVERYBODY:
            direct = began = met = True
        if item.kind == MEETING:
            self.ours = item.ours or item.joined
            self.theirs = met or (not item.ours and began)
        else:
            self.ours, self.theirs = item.ours, not item.ours and began
            if item.kind == CALL and item.length > 0:
                self.ours, self.theirs = True, direct
        self.direct = direct
        base = {MAIL: 1, CALL: 2, MEETING: 3}[item.kind]
        self.worth = item.thinned(6 * base * (4 if direct else 1))
        self.nearness = min(self.worth, 96)
        self.contact = self.worth > 0 and not item.is_crowd()
        # Ahead of the clock, something that both sides have.
        self.agreed = self.contact and (item.kind == CALL or (item.kind == MEETING and self.theirs))


EVERYBODY = ()


def counted(organisation, ref):
    interests, team = organisation.circle(ref)
    for item in organisation.interactions.values():
        if not item.scored:
            continue
        outside = [part for part in item.parts if not part.inside and part.role in ROLES_HEARD[item.kind]]
        about = item.regarding == ref
        listened = [part for part in outside if part.person in interests
                    and (item.kind != MEETING or interests[part.person])]
        is_team = team is None or any(part.inside and part.person in team for part in item.parts)
        if about:
            yield Counted(item, outside or EVERYBODY) if says_anything(outside) else Counted(item, EVERYBODY)
        elif listened and is_team:
            yield Counted(item, listened)
        elif listened:
            yield Counted(item, listened, beside=True)


def says_anything(outside):
    """Whether somebody is more than copied."""
    return any(part.role in (1, 2, 5, 7) or (part.role == 6 and part.accepts) for part in outside)


def rhythm(contacts, now):
    known = [one for one in contacts if one.at <= now and one.worth > 0]
    word = max((one.at for one in known if one.ours and one.contact), default=None)
    year = [one for one in known if now - one.at < YEAR]
    year = [one for one in year if one.theirs] or year
    days = sorted({(now - one.at) // DAY for one in year})
    answered = {(now - one.at) // DAY for one in year
                if not one.theirs or one.item.reply or word is None or one.at <= word}
    real = [(older - newer, newer in answered) for newer, older in zip(days, days[1:])]
    most = max([F] + [gap for gap, is_answered in real if is_answered])
    gaps = sorted(gap if is_answered else min(gap, most) for gap, is_answered in real)
    if len(gaps) > 6 or sum(gaps[:-1]) >= 14:
        gaps[-1] = min(gaps[-1], 4 * gaps[-2])
    spans = collections.Counter({F: 60 - 6 * min(len(gaps), 10)})
    for gap in gaps:
        spans[gap] += gap
    whole, so_far = sum(spans.values()), 0
    for gap in sorted(spans):
        so_far += spans[gap]
        if 2 * so_far >= whole and spans[gap]:
            alike = len(gaps) == 2 and sum(gaps) >= 120 and 2 * gaps[1] <= 3 * gaps[0]
            few = len(gaps) < 3 and not alike
            return min(max(gap, 3), 182), gap, not few and (gap != F or any(one == F for one, _ in real)), few


def answers(contacts, now):
    """Conversations: (asked, answered, seconds) by us and by them; and each answer with its time."""
    began = collections.defaultdict(lambda: [None, None])
    for one in contacts:
        item = one.item
        if item.kind == MAIL and item.exchange and item.conversation and 0 <= now - item.at < YEAR:
            side = 0 if item.ours else 1
            first = began[item.conversation][side]
            began[item.conversation][side] = item.at if first is None else min(first, item.at)
    by_us, by_them, each = [0, 0, 0], [0, 0, 0], []
    ours = {conversation for conversation, (out, _) in began.items() if out is not None}
    for out, back in began.values():
        ours_first = back is None or (out is not None and out <= back)
        side = by_them if ours_first else by_us
        side[0] += 1
        if out is not None and back is not None:
            seconds = max(out, back) // 1_000_000 - min(out, back) // 1_000_000
            side[1] += 1
            side[2] += seconds
            each.append((max(out, back), seconds))
    return by_us, by_them, each, ours


def share(points, value, half):
    value = min(value, 100 * X)
    return points * 1_000_000 * value // (value + half)


def is_series(mails, ours, was_ever_ours, written, reached):
    """All mails of one sender that ask us: whether those that are no replies come evenly.

    written is when he wrote, as known now, and reached when something of ours reached him.
    """
    replies = sum(one.item.reply for one in mails)
    plain = [one for one in mails if not one.item.reply]
    if len(plain) < 4:
        return False
    times = sorted(one.at for one in plain)
    span = (times[-1] - times[0]) // 1_000_000
    if span < 84 * 86_400:
        return False
    longest = max(later - earlier for earlier, later in zip(times, times[1:])) // 1_000_000 * (len(times) - 1)
    def was_answered(at):
        later = min((time for time in written if time > at), default=None)
        return any(at < time and (later is None or time <= later) for time in reached)

    touched = sum(one.item.conversation in ours or was_answered(one.at) for one in plain)
    if len(plain) > 12 and longest <= 3 * span and 10 * (replies + touched) <= len(plain):
        return True
    return not was_ever_ours and not replies and 2 * longest <= 3 * span


def waiting(organisation, contacts, clock, told, ours, now):
    """Those of the mails of theirs up to the clock that wait, and the calls that reached nobody."""
    asked = [one for one in contacts if one.at <= now and one.kind == MAIL and one.theirs and one.contact
             and one.item.asks_us()]
    senders, written = collections.defaultdict(list), collections.defaultdict(set)
    for one in asked:
        names = [organisation.show(part.person).encode() for part in one.item.parts
                 if part.role == 1 and not part.inside]
        written[min(names, default=None)].add(one.at)
        if one.at <= clock:
            senders[min(names, default=None)].append(one)
    reached = collections.defaultdict(list)
    for one in contacts:
        if one.at <= now and one.contact and one.ours:
            for part in one.item.parts:
                if not part.inside and one.item.heard(part):
                    reached[organisation.show(part.person).encode()].append(one.at)
    found = []
    for sender, mails in senders.items():
        series, begun = is_series(mails, ours, told is not None, written[sender], reached.get(sender, [])), set()
        for one in sorted(mails, key=lambda one: (one.at, not one.item.reply)):
            if told is not None and one.at <= told:
                continue
            is_first = one.item.conversation not in begun
            begun.add(one.item.conversation)
            if one.item.reply and is_first or series and not one.item.reply:
                continue
            found.append(one.at)
    calls = [one.at for one in contacts if one.kind == CALL and one.theirs and not one.ours and one.contact
             and one.at <= clock and (told is None or one.at > told)]
    return found, calls


class Measure:
    """What is known at one clock."""

    def __init__(self, organisation, contacts, clock, now, E, U, answered, in_touch, planned=None, companies=()):
        span = E * DAY
        past = [one for one in contacts if one.at <= clock and not one.beside]
        worth = [one for one in past if one.worth > 0]
        self.last = max((one.at for one in past), default=None)
        in_year = sum(clock - one.at < YEAR for one in past)
        self.state = ("no activities" if self.last is None else "dormant" if clock - self.last > 730 * DAY
                      else "not enough" if in_year < 3 else None)
        touching = [one for one in past if one.contact]
        ours = max((one.at for one in touching if one.ours), default=None)
        theirs = max((one.at for one in touching if one.theirs), default=None)
        lately = max((one.at for one in worth if one.theirs), default=None)
        self.ours, self.theirs, self.direct = ours, theirs, any(one.direct for one in touching)
        self.two_way = ours is not None and theirs is not None
        # With whomever of us.
        saying = [one for one in contacts if one.contact]
        said = [one for one in saying if one.at <= clock]
        heard = [one.at for one in said if one.theirs] or [one.at for one in said if one.ours]
        buying = [one for one in companies if one.contact]
        if not heard:
            passed = [one for one in buying if one.at <= clock]
            heard = [one.at for one in passed if one.theirs] or [one.at for one in passed if one.ours]
        self.silent = (clock - max(heard)) // DAY if heard else None
        self.company_ahead = any(one.at > clock and one.kind != MAIL for one in buying)
        self.known_beside = any(one.beside and clock - one.at < YEAR for one in said)
        told = max((one.at for one in said if one.ours), default=None)
        ahead = [one for one in saying if one.at > clock and one.kind != MAIL]
        if clock < now:  # looked back to: nobody knew of a call
            talking = [one for one in ahead if one.kind == MEETING and one.ours and one.theirs]
        else:
            talking = [one for one in ahead if one.ours or one.kind == CALL]
        talks = any(one.at - clock <= 7 * DAY for one in talking)
        mails, calls = ([], []) if talks else waiting(organisation, contacts, clock, told, in_touch, now)
        self.calls, mails = len(calls), mails + calls
        self.waits, self.first, self.latest = len(mails), min(mails, default=0), max(mails, default=0)
        self.waited = clock // 1_000_000 - self.first // 1_000_000 if mails else 0
        self.unheard = sum(one.kind == MAIL and one.ours and one.direct and (theirs is None or one.at > theirs)
                           for one in touching)
        self.ahead = min((one.at for one in ahead), default=None)

        def near(at):
            return at is not None and at - clock <= max(2 * span, 30 * DAY)

        plans = [one for one in ahead if one.agreed]
        self.planned = near(min((one.at for one in plans), default=None))
        self.own_plan = near(min((one.at for one in plans if not one.beside), default=None)) if planned is None else planned

        counting = [one for one in worth
                    if not (one.ours and not one.theirs and lately is not None and one.at > lately + span)]
        faded = [(one, one.worth * left(clock - one.at, span)) for one in counting]
        V = sum(value for _, value in faded)
        m = min(sum(value for one, value in faded if one.ours), sum(value for one, value in faded if one.theirs), 100 * X)
        year = [one for one in worth if clock - one.at < YEAR]
        c, C = sorted((sum(one.ours for one in year), sum(one.theirs for one in year)))
        m = m * min(4 * c * c, C) // C if C else 0
        a = sum(value for one, value in faded if (one.kind != MAIL and one.ours and one.theirs)
                or (one.item.reply and one.ours != one.theirs))
        for at, seconds in answered:
            if at <= clock:
                a += (16 if seconds <= 86_400 else 8 if seconds <= 259_200 else 0) * 6 * left(clock - at, span)

        def recency(one):
            silence, length = (clock - one.at) // 1_000_000, E * 86_400
            return 30_000_000 * min(max(3 * length - silence, 0), 2 * length) // (2 * length) * one.nearness // 96

        sides = [max((recency(one) for one in counting if side(one)), default=0)
                 for side in (lambda one: one.ours, lambda one: one.theirs)]
        both = min(sides) * min(4 * c * c, C) // C if C else 0
        recent = max(both, max(sides) // 4) + (10_000_000 if self.own_plan else 0)
        total = (share(25, min(V, X // 4 + 4 * m), X // 2) + min(recent, 30_000_000) + share(25, m, X // 4)
                 + share(20, min(a, 2 * m), X // 4))
        late = min(10_000_000 * self.waits, 30_000_000) * min(max(self.waited - U, 0), 5 * U) // (5 * U)
        self.score = (total - min(late, total)) // 1_000_000


def distance(closes, now):
    """Days until a sale closes, or those beyond a month since it should have."""
    if closes is None:
        return None
    days = closes - now // DAY
    return days if days >= 0 else max(-days - 30, 0)


def importance(organisation, ref, strength, people, now, usual):
    points = 20 + (10 if ref[0] == "opportunity" else 0) + 6 * 80 * strength // 600
    points += 6 * 3 * (min(max(people, 1), 6) - 1) // 6
    stakes = organisation.stakes(ref)
    value = min(sum(min(max(value, 0), 10 ** 13) for value, _ in stakes if value is not None), 10 ** 13)
    if usual and value:
        points += 6 * 40 * value // (6 * (value + usual))
    near = min((distance(day, now) for _, day in stakes if day is not None), default=90)
    if near < 90:
        points += 6 * 20 * (90 - near) // 540
    return points if points <= 60 else 60 + 40 * (points - 60) // (points - 20)


def score(organisation, ref, now, usual):
    contacts = list(counted(organisation, ref))
    own = [one for one in contacts if not one.beside]
    year = [one for one in own if 0 <= now - one.at < YEAR]
    row = {"record": "%s/%s" % ref, "scoring_version": 7}

    def count(kind, ours, reply=None):
        return sum(one.kind == kind and one.item.ours == ours and (reply is None or one.item.reply) for one in year)

    row["emails_sent"], row["emails_received"] = count(MAIL, True), count(MAIL, False)
    row["replies_sent"], row["replies_received"] = count(MAIL, True, 1), count(MAIL, False, 1)
    row["meetings_sent"], row["meetings_received"] = count(MEETING, True), count(MEETING, False)
    row["calls_made"], row["calls_received"] = count(CALL, True), count(CALL, False)
    emails = row["emails_sent"] + row["emails_received"]
    row["emails_sent_percent"] = row["emails_sent"] * 100 // emails if emails else None
    team = customer = 0
    for one in year:
        item = one.item
        if item.kind != MAIL:
            team, customer = team + item.duration * item.inside, customer + item.duration
        elif item.ours:
            team, customer = team + 300 + 150 * max(item.inside - 1, 0), customer + 150
        else:
            team, customer = team + 150 * item.inside, customer + 300
    row["team_seconds"], row["customer_seconds"] = team, customer
    by_us, by_them, answered, in_touch = answers(own, now)
    for key, (asked, replied, seconds), other in (("us", by_us, "them"), ("them", by_them, "us")):
        row["asked_by_" + other], row["answered_by_" + key] = asked, replied
        row["answer_percent_by_" + key] = replied * 100 // asked if asked else None
        row["first_answer_seconds_by_" + key] = seconds // replied if replied else None
    E, gap, usual_rhythm, rare = rhythm(own, now)
    U = min(max(by_us[2] // by_us[1], 86_400), 604_800) if by_us[1] else 172_800
    row["interval_days"] = E
    weeks = [collections.Counter() for _ in range(9)]
    days = [collections.Counter() for _ in range(60)]
    for one in own:
        if 0 <= now - one.at < 60 * DAY:
            side = {MAIL: ("emails_sent", "emails_received"), MEETING: ("meetings",) * 2, CALL: ("calls",) * 2}
            weeks[(now - one.at) // (7 * DAY)][side[one.kind][0 if one.item.ours else 1]] += 1
            side[CALL] = ("calls_made", "calls_received")
            days[(now - one.at) // DAY][side[one.kind][0 if one.item.ours else 1]] += 1
    row["weeks"] = [{key: week[key] for key in ("emails_sent", "emails_received", "meetings", "calls")}
                    for week in weeks]
    keys = ("emails_sent", "emails_received", "meetings", "calls_made", "calls_received")
    detail = {"days": [{"days_ago": ago, **{key: day[key] for key in keys}} for ago, day in enumerate(days) if day]}

    add_people(organisation, ref, row, detail, own, year, now)
    built = [(one, one.worth * left(now - one.at, 60 * DAY)) for one in own]
    m = min(sum(v for one, v in built if one.ours), sum(v for one, v in built if one.theirs))
    row["strength"] = 100 * m // (m + 768_000_000)
    companies = [one for account in organisation.buyers(ref) for one in counted(organisation, account)]
    present = Measure(organisation, contacts, now, now, E, U, answered, in_touch, companies=companies)
    former = Measure(organisation, contacts, now - 14 * DAY, now, E, U, answered, in_touch, present.own_plan)
    row["waiting"] = present.waits
    row["basis"] = "exchange" if any(one.item.exchange for one in own) else "crm"
    active = organisation.rows[ref]["active"]
    points = present.score if active and present.state is None else None
    row["health"] = points
    row["state"] = ("closed" if not active else present.state or
                    ("good" if points >= 60 else "fair" if points >= 40 else "poor"))
    change = None if points is None or former.state else points - former.score
    row["reason"] = None
    row["trend"] = ("closed" if not active else "not enough" if change is None else
                    "improving" if change >= 5 else "declining" if change <= -5 else "steady")
    row["importance"] = importance(organisation, ref, row["strength"], row["people_outside"], now, usual) if active else 0
    attention = needs(organisation, ref, row, usual_rhythm, rare, present, former, change, U, E, now) if active else (0, None)
    if attention[1]:
        row["reason"] = words(attention[1], organisation.rows[ref]["closes"], row, gap, usual_rhythm, present, former, E, now)
    return row, detail, attention


def days_of(number):
    return "1 day" if number == 1 else "%d days" % number


def ago(number):
    return "less than a day ago" if number == 0 else days_of(number) + " ago"


def extent(present):
    """How somebody was in contact."""
    if present.ours is not None and present.theirs is not None:
        return "last heard from them " + ago(present.silent)
    if present.ours is None and present.theirs is None:
        return "hardly any contact"
    if not present.direct:
        return "only in copy"
    return "only %s were in contact" % ("we" if present.theirs is None else "they")


def words(reason, closes, row, gap, usual_rhythm, present, former, E, now):
    if reason == "waiting":
        asked = [(verb, count) for verb, count in (("wrote", present.waits - present.calls), ("called", present.calls)) if count]
        times = " and ".join("%s %s" % (verb, "once" if count == 1 else "%d times" % count) for verb, count in asked)
        return "they %s, last %s, no answer" % (times, ago((now - present.latest) // DAY))
    if reason == "silent":
        if usual_rhythm:
            return "usual rhythm %s, silent for %d" % (days_of(gap), present.silent)
        return "silent for %s, expected every %s" % (days_of(present.silent), "day" if gap == 1 else days_of(gap))
    if reason == "declining":
        return "health fell from %d to %d, %s" % (former.score, row["health"], extent(present))
    if reason == "unheard":
        known = "%d times since we last heard from them, no answer" if present.theirs else "%d times and never heard from them"
        return "we wrote " + known % present.unheard
    if reason == "poor":
        return "%s, health is %d of 100" % (extent(present), row["health"])
    parts, today = [], now // DAY
    near = closes is not None and distance(closes, now) < 60
    if closes is not None:
        day, this = (datetime.date(1970, 1, 1) + datetime.timedelta(days=number) for number in (closes, today))
        year = " %d" % day.year if day.year != this.year else ""
        parts.append("%s %d %s%s" % ("was to close on" if closes < today else "closes on", day.day, day.strftime("%B"), year))
    is_later = near and present.ahead is not None
    about = " about it" if present.ahead is None and present.company_ahead else ""
    parts.append("no meeting planned before it closes" if is_later else "no meeting%s planned" % about)
    if present.silent is None and present.ahead is None and not present.company_ahead:
        parts.append("nobody involved yet")
    if near and row["people_outside"] == 1:
        parts.append("only one known contact involved")
    if present.silent is not None and present.silent > E:
        parts.append("silent for " + days_of(present.silent))
    return ", ".join(parts)


def needs(organisation, ref, row, usual_rhythm, rare, present, former, change, U, E, now):
    """Points, and the reason: of the causes in their order the greatest, or else of what they look like."""
    matter, causes, symptoms = row["importance"], [(0, None)], [(0, None)]
    if present.waits and present.waited >= U:
        n = present.waits
        risk = min(30 + 10 * n + 10 * min(present.waited // U, 4), 100)
        points = risk * min(max(matter, min(35 + 10 * n, 75)) + (matter - 20) // 4, 100) // 100
        patience, since = (15 + 30 * min(n, 4)) * 86_400, (now - present.latest) // 1_000_000
        if since > 30 * 86_400:
            points = points * max(patience - since, 0) // (patience - 30 * 86_400)
        causes.append((points, "waiting"))
    closes = closing(organisation.rows[ref]["closes"], row, present, E, now) if ref[0] == "opportunity" else 0
    causes.append((closes, "closing"))
    if present.two_way and not present.planned and present.silent > E:
        points = (70 if usual_rhythm else 35) * min(present.silent - E, 2 * E, 90) // min(2 * E, 90) * matter // 100
        if rare:
            points = points * min(max(270 - present.silent, 0), 180) // 180
        causes.append((points, "closing" if closes else "silent"))
    if row["state"] == "poor" and present.unheard >= 3:
        causes.append((30 * matter // 100, "unheard"))
    if row["trend"] == "declining" and not present.planned:
        symptoms.append((min(-2 * change, 60) * matter // 100, "declining"))
    if row["state"] == "poor" and not present.planned:
        symptoms.append(((100 - row["health"]) // 5 * matter // 100, "poor"))
    cause, symptom = (max(found, key=lambda pair: pair[0]) for found in (causes, symptoms))
    return max(cause[0], symptom[0]), cause[1] if cause[0] else symptom[1]


def closing(closes, row, present, E, now):
    matter, today = row["importance"], now // DAY
    untouched = present.silent is None and present.ahead is None and not present.company_ahead
    points = 30 * matter // 100 if untouched else 0
    if closes is None or distance(closes, now) >= 60:
        return points
    if present.ahead is not None and (closes < today or present.ahead // DAY <= max(closes, today + 7)):
        return points
    risk = 60 + (20 if present.silent is None or present.silent > E else 0)
    if row["people_outside"] == 1 or (row["people_outside"] == 0 and not present.known_beside):
        risk += 20
    return max(points, (60 - distance(closes, now)) * risk // 60 * matter // 100)


def add_people(organisation, ref, row, detail, own, year, now):
    interests, _ = organisation.circle(ref)
    show, name = organisation.show, organisation.name
    reached, reaching, sides = {}, {}, (set(), set())
    shares = {}
    for one in year:
        item, mine, seen_out, seen_in = one.item, {}, set(), set()
        for part in item.parts:
            if not item.heard(part):
                continue
            person = show(part.person)
            if part.inside:
                mine[person] = mine.get(person, False) or part.role == 1
                if item.kind == MEETING or (item.ours and part.role == 1):
                    seen_in.add(person)
                if one.worth > 0:
                    sides[1].add(person)
            else:
                listened = part.person in interests
                if one.worth > 0 and (listened or item.regarding == ref):
                    sides[0].add(person)
                if listened and (item.kind == MEETING or (item.ours and part.role != 1)):
                    seen_out.add(person)
        for table, people in ((reached, seen_out), (reaching, seen_in)):
            for person in people:
                counts = table.setdefault(person, collections.Counter())
                counts[item.kind] += 1
                counts["last"] = max(counts["last"], item.at)
        for person, wrote in mine.items():
            counts = shares.setdefault(person, collections.Counter())
            counts["last"] = max(counts["last"], item.at)
            if item.kind == MAIL:
                counts["sent"] += wrote
                counts["received"] += not wrote and not item.ours
                counts["seconds"] += 300 if wrote else 150
            else:
                counts[item.kind] += 1
                counts["seconds"] += item.duration
    row["people_outside"], row["people_inside"] = len(sides[0]), len(sides[1])
    for key, table in (("most_contacted", reached), ("most_contacted_by", reaching)):
        order = sorted(table, key=lambda p: (-sum(table[p][k] for k in (MAIL, MEETING, CALL)), -table[p]["last"],
                                             p.encode()))
        row[key] = [{"name": name(p), "emails": table[p][MAIL], "meetings": table[p][MEETING],
                     "calls": table[p][CALL]} for p in order[:3]]

    def total(counts):
        return counts["sent"] + counts["received"] + counts[MEETING] + counts[CALL]

    order = sorted(shares, key=lambda p: (-total(shares[p]), -shares[p]["last"], p.encode()))
    detail["colleagues"] = [{"name": name(p), "emails_sent": shares[p]["sent"], "emails_received": shares[p]["received"],
                             "meetings": shares[p][MEETING], "calls": shares[p][CALL],
                             "seconds": shares[p]["seconds"], "last_at": instant(shares[p]["last"])} for p in order]
    past = [one.item for one in own if one.at <= now]
    coming = [one.item for one in own if one.at > now and one.kind != MAIL]
    row["last"] = row["next"] = None
    if past:
        item = max(past, key=lambda item: (item.at, item.tie))
        row["last"] = moment(item)
        by, others = [], []
        began, to = (1, 7), (2, 5)
        for part in sorted(item.parts, key=lambda part: 0 if part.role in began else 1 if part.role in to else 2):
            if item.heard(part):
                person = show(part.person)
                if part.inside and person not in by and (item.kind != MAIL or not item.ours or part.role == 1):
                    by.append(person)
                if not part.inside and person not in others and (item.regarding == ref or part.person in interests):
                    others.append(person)
        row["last"].update({"by": [name(p) for p in by[:3]], "with": [name(p) for p in others[:3]]})
    if coming:
        row["next"] = moment(min(coming, key=lambda item: (item.at, item.tie)))


def instant(at):
    whole = datetime.datetime.fromtimestamp(at // 1_000_000, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S")
    fraction = ("%06d" % (at % 1_000_000)).rstrip("0")
    return whole + ("." + fraction if fraction else "") + "Z"


def moment(item):
    return {"at": instant(item.at), "kind": item.kind, "direction": item.direction}


def told(organisation, scores):
    """Points and reasons of each record in lists, where a relationship is told once."""
    needs = {ref: attention for ref, (_, _, attention) in scores.items()}
    people = {ref: set(organisation.circle(ref)[0]) for ref in scores}
    points = {ref: needs[ref][0] for ref in needs}
    rank = {"opportunity": 0, "lead": 1, "account": 2}

    def listening(ref, others):
        return [other for other in others if people[ref] & people[other]]

    contacts = [ref for ref in scores if ref[0] == "contact" and points[ref] > 0]
    others = [ref for ref in scores if ref[0] != "contact" and points[ref] > 0]
    hidden = set()
    for ref in others:
        telling = [contact for contact in listening(ref, contacts)
                   if needs[contact][1] in ("waiting", needs[ref][1]) or points[contact] >= points[ref]]
        at_once = len(telling) > 1 and all(needs[contact][1] == needs[ref][1] and points[contact] <= points[ref]
                                           for contact in telling)
        if needs[ref][1] != "closing" and telling and not at_once:
            hidden.add(ref)
    speaking = []
    for ref in sorted(set(others) - hidden, key=lambda ref: (-points[ref], rank[ref[0]], ref)):
        if needs[ref][1] != "closing" and any(points[other] >= points[ref] for other in listening(ref, speaking)):
            hidden.add(ref)
            if needs[ref][1] != "waiting":
                speaking.append(ref)
        else:
            speaking.append(ref)
    twins = []
    for ref in sorted(contacts, key=lambda ref: (-points[ref], ref)):
        waits = needs[ref][1] == "waiting"
        is_told = any(points[other] >= points[ref] for other in listening(ref, speaking)
                      if not waits or needs[other][1] == "waiting")
        if is_told or listening(ref, twins):
            hidden.add(ref)
        else:
            twins.append(ref)
    return {ref: (0, None) if ref in hidden else needs[ref] for ref in scores}


def introducers(organisation, persons, nameable, now):
    """Up to five colleagues who know one of the persons."""
    pairs = {}
    for item in organisation.interactions.values():
        worth = {MAIL: 1, CALL: 2, MEETING: 3}[item.kind] * item.quarters() * left(now - item.at, 30 * DAY)
        if not item.scored or worth == 0:
            continue
        reached = {MAIL: (2, 3), CALL: (2,)}.get(item.kind, ())
        may_be_list = any(part.inside and part.role in reached and organisation.show(part.person) not in nameable
                          for part in item.parts)
        ways = {}
        for us in item.parts:
            colleague = organisation.show(us.person)
            if not us.inside or colleague not in nameable:
                continue
            for them in item.parts:
                if them.inside or them.person not in persons:
                    continue
                if item.kind == MEETING:
                    if us.role in (5, 6, 7) and them.role in (5, 6, 7):
                        ways.setdefault(colleague, set()).update(("out", "in"))
                elif item.kind == CALL and item.length > 0:
                    if sorted((us.role, them.role)) == [1, 2]:
                        ways.setdefault(colleague, set()).update(("out", "in"))
                elif us.role == 1 and them.role in reached:
                    ways.setdefault(colleague, set()).add("out")
                elif them.role == 1 and (us.role in reached or (us.role == 4 and item.kind == MAIL and not may_be_list
                                                                and item.direction == "inbound")):
                    ways.setdefault(colleague, set()).add("in")
        for colleague, both in ways.items():
            pair = pairs.setdefault(colleague, {"worth": 0, "ways": set(), "items": []})
            pair["worth"] += worth
            pair["ways"] |= both
            pair["items"].append(item)
    found = []
    for colleague, pair in pairs.items():
        two_way, strength = len(pair["ways"]) == 2, 100 * pair["worth"] // (pair["worth"] + 32_000_000)
        last = max(pair["items"], key=lambda item: (item.at, item.tie))
        band = "unknown" if not two_way else "strong" if strength >= 60 else "good" if strength >= 30 else "weak"
        counts = collections.Counter(item.kind for item in pair["items"])
        found.append(((not two_way, -strength, -last.at, colleague.encode()), {
            "name": organisation.name(colleague), "two_way": two_way, "strength": strength, "band": band,
            "emails": counts[MAIL], "meetings": counts[MEETING], "calls": counts[CALL], "last": moment(last)}))
    return [row for _, row in sorted(found, key=lambda pair: pair[0])[:5]]


# What there is to read.

class CRM:
    def __init__(self, server):
        self.base = server["dataverse"]
        self.context = ssl.create_default_context(cafile=server["ca"])
        form = urllib.parse.urlencode({
            "grant_type": "client_credentials", "client_id": server["client_id"],
            "client_secret": server["client_secret"],
            "scope": self.base.split("/api/")[0] + "/.default"}).encode()
        self.token = json.load(urllib.request.urlopen(server["token"], form, context=self.context))["access_token"]

    def rows(self, path):
        url = "%s/%s" % (self.base, path)
        while url:
            request = urllib.request.Request(url, headers={"Authorization": "Bearer " + self.token,
                                                           "Accept": "application/json",
                                                           "Prefer": 'odata.include-annotations="*"'})
            page = json.load(urllib.request.urlopen(request, context=self.context))
            yield from page["value"]
            url = page.get("@odata.nextLink")


TABLES = {"accounts": ("account", "name"), "contacts": ("contact", "fullname"), "leads": ("lead", "fullname"),
          "opportunities": ("opportunity", "name"), "systemusers": ("systemuser", "fullname"),
          "teams": ("team", "name")}
MAIL_COLUMNS = ["emailaddress1", "emailaddress2", "emailaddress3"]


def crm_rows(crm):
    rows = {}
    for entity_set, (table, name) in TABLES.items():
        for row in crm.rows(entity_set):
            if row.get("applicationid"):
                continue

            def reference(column, to=None):
                value = row.get("_%s_value" % column)
                kind = to or row.get("_%s_value@Microsoft.Dynamics.CRM.lookuplogicalname" % column)
                return (kind, value.lower()) if value and kind else None

            columns = ["internalemailaddress", "domainname"] if table == "systemuser" else MAIL_COLUMNS
            addresses = [spelling(row[column]) for column in columns if row.get(column)]
            account, customer = reference("parentaccountid", "account"), reference("customerid")
            rows[(table, row[table + "id"].lower() if table != "systemuser" else row["systemuserid"].lower())] = {
                "name": row.get(name), "addresses": list(dict.fromkeys(addresses)) if table != "opportunity" else [],
                "parent": {"contact": reference("parentcustomerid"), "opportunity": account or customer}.get(
                    table, account),
                "customer": customer if account and customer != account else None,  # a second one
                "contact": reference({"account": "primarycontactid"}.get(table, "parentcontactid"), "contact"),
                "owner": reference("ownerid"),
                "active": not row.get("isdisabled") if table == "systemuser" else row.get("statecode", 0) == 0,
                "merged": reference("masterid", table) if row.get("merged") else None,
                "value": hundredths(row), "closes": close_day(row), "connections": []}
    connect(crm, rows)
    return rows


def connect(crm, rows):
    """Who has a say in a sale or works on it, and who is in a team; each once, in the order of their texts."""
    found = collections.defaultdict(set)
    for row in crm.rows("connections"):
        ends = []
        for column in ("record1id", "record2id"):
            table = row.get("_%s_value@Microsoft.Dynamics.CRM.lookuplogicalname" % column)
            ends.append((table, (row.get("_%s_value" % column) or "").lower()))
        for sale, other in (ends, ends[::-1]):
            if row.get("statecode") != 1 and sale[0] in ("opportunity", "lead") \
                    and other[0] not in ("opportunity", "queue", None) and (sale[0] == "opportunity" or other[0] != "lead"):
                found[sale].add(other)
                break
    for row in crm.rows("teams?$select=name&$expand=teammembership_association($select=systemuserid)"):
        found[("team", row["teamid"].lower())].update(
            ("systemuser", member["systemuserid"].lower()) for member in row.get("teammembership_association", []))
    for ref, others in found.items():
        if ref in rows:
            rows[ref]["connections"] = sorted(others)


def spelling(text):
    """Of the forms that interactions.md names, those that a CRM's columns have."""
    for prefix in ("mailto:", "smtp:"):
        text = text[len(prefix):] if text.lower().startswith(prefix) else text
    return email.utils.parseaddr(text)[1].strip(" .'\"").lower()


def hundredths(row):
    value = row.get("estimatedvalue_base", row.get("estimatedvalue"))
    return None if value is None else round(value * 100)


def close_day(row):
    text = row.get("estimatedclosedate")
    return text and (datetime.date.fromisoformat(text[:10]) - datetime.date(1970, 1, 1)).days


def difference(expected, got, path=""):
    """Every field of what was expected that says something else."""
    if isinstance(expected, dict):
        if not isinstance(got, dict):
            return ["%s: %r, not %r" % (path, got, expected)]
        return [text for key in expected for text in difference(expected[key], got.get(key), path + "." + key)]
    if isinstance(expected, list):
        if not isinstance(got, list) or len(got) != len(expected):
            return ["%s: %r, not %r" % (path, got, expected)]
        return [text for index, pair in enumerate(zip(expected, got)) for text in difference(*pair, "%s[%d]" % (path, index))]
    return [] if expected == got else ["%s: %r, not %r" % (path, got, expected)]


def fields(value):
    if isinstance(value, dict):
        return sum(fields(one) for one in value.values())
    return sum(fields(one) for one in value) if isinstance(value, list) else 1


class Run:
    def __init__(self, rapport, simulator, seed):
        self.rapport, self.seed = rapport, seed
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="rapport-oracle-"))
        self.simulator = subprocess.Popen(
            [simulator, "--tls", "--generate", "6", "--items-per-user", "200", "--seed", str(seed),
             "--until-stdin-closes"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.server = json.loads(self.simulator.stdout.readline())

    def close(self):
        self.simulator.stdin.close()
        self.simulator.wait()
        shutil.rmtree(self.directory)

    def configure(self):
        server = self.server
        with open(server["config"]) as file:
            settings = json.load(file)
        secret = self.directory / "secret"
        secret.write_text(server["client_secret"])
        secret.chmod(0o600)
        settings["application"] = {
            "tenantID": server["tenant"], "clientID": server["client_id"], "secretFile": str(secret),
            "login": server["token"].split("/" + server["tenant"])[0], "caFile": server["ca"]}
        settings["dataverse"] = {"url": server["dataverse"].split("/api/")[0]}
        self.config = self.directory / "rapport.json"
        self.config.write_text(json.dumps(settings))
        self.mailboxes = [address.lower() for address in settings["mailboxes"]]

    def read(self, *arguments):
        run = subprocess.run([self.rapport, *arguments, "--config", str(self.config)], capture_output=True, text=True)
        if run.returncode not in (0, 2):
            sys.exit("rapport %s: %s" % (" ".join(arguments), run.stderr))
        return [json.loads(line) for line in run.stdout.splitlines()] if "sync" not in arguments else []

    def compare(self):
        self.configure()
        self.read("sync")
        interactions = [row for row in self.read("export", "--stream", "interaction") if row["op"] == "upsert"]
        present = {row["interaction_id"] for row in interactions}
        participants = [row for row in self.read("export", "--stream", "interaction_participant")
                        if row["interaction_id"] in present]
        organisation = Organisation(crm_rows(CRM(self.server)), interactions, participants)
        latest = max(row["occurred_at_us"] for row in interactions if row["direction"] != "internal")
        clock = min(latest, int(datetime.datetime.now().timestamp() * 1_000_000)) // 1_000_000 * 1_000_000
        at = ("--at", instant(clock), "--output", "ndjson")
        values = sorted(row["value"] for ref, row in organisation.rows.items()
                        if ref[0] == "opportunity" and row["active"] and row["value"])
        usual = values[(len(values) - 1) // 2] if values else None
        scores = {ref: score(organisation, ref, clock, usual) for ref in organisation.records}
        listed = {row["record"]: row for row in self.read("scores", *at)}
        attentions, wrong, count = told(organisation, scores), [], 0
        for ref, (row, _, _) in scores.items():
            row["attention"], reason = attentions[ref]
            if reason is None:
                row["reason"] = None
            got = listed.pop(row["record"], {})
            wrong += ["%s%s" % (row["record"], text) for text in difference(row, got)]
            count += fields(row)
        wrong += ["%s: not expected" % record for record in listed]
        busiest = sorted(scores, key=lambda ref: -scores[ref][0]["people_inside"])
        for ref in busiest[:8]:
            detail = self.read("health", "%s/%s" % ref, *at)[0]
            wrong += ["%s %s" % (ref[1], text) for text in difference(scores[ref][1], detail)]
            count += fields(scores[ref][1])
        nameable = {organisation.show(address) for address in self.mailboxes}
        for ref in [ref for ref in busiest if ref[0] in ("contact", "lead")][:12]:
            expected = introducers(organisation, set(organisation.circle(ref)[0]), nameable, clock)
            wrong += ["%s introducers%s" % (ref[1], text)
                      for text in difference(expected, self.read("introductions", "%s/%s" % ref, *at))]
            count += fields(expected)
        return wrong, count


def main():
    seeds = [int(seed) for seed in sys.argv[3:]] or [3, 14, 159]
    for seed in seeds:
        run = Run(sys.argv[1], sys.argv[2], seed)
        try:
            wrong, count = run.compare()
        finally:
            run.close()
        if wrong:
            sys.exit("interop: FAILED: seed %d: %d of %d fields differ:\n%s" % (seed, len(wrong), count, "\n".join(wrong[:25])))
        print("interop: the reimplementation from the documents says the same in %d fields, seed %d" % (count, seed))


if __name__ == "__main__":
    main()
