"""Working hours beside an implementation of their own on Python's zoneinfo.

    python3 clock.py COUNT COMMAND...

The command reads questions as lines of JSON and answers in the same order. The calendars here have other zones, hours, holidays and
exceptions each time; moments lie near changes of the clocks as often as elsewhere. What is counted here is found by walking over
the seconds at which the offset of a zone changes, not by the arithmetic of any library of dates.
"""

import json
import random
import subprocess
import sys
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

ZONES = """Asia/Taipei Asia/Kolkata Asia/Kathmandu Asia/Yangon Asia/Tehran Asia/Kabul Asia/Karachi Asia/Jakarta Asia/Manila
Asia/Bangkok Asia/Colombo Australia/Lord_Howe Australia/Adelaide Australia/Eucla Pacific/Chatham Pacific/Apia Pacific/Marquesas
Europe/Dublin Europe/Berlin Europe/London America/New_York America/Los_Angeles America/St_Johns America/Caracas Africa/Casablanca
Africa/Cairo Atlantic/Azores America/Havana Asia/Pyongyang UTC""".split()
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
# Later rules may be changed by law between two editions of the database.
FIRST, LAST = datetime(2005, 1, 1, tzinfo=timezone.utc), datetime(2023, 1, 1, tzinfo=timezone.utc)
SECOND = 1_000_000


def seconds(moment):
    return int((moment - EPOCH).total_seconds())


def offset(zone, at):
    return int((EPOCH + timedelta(seconds=at)).astimezone(zone).utcoffset().total_seconds())


def changes(zone):
    """Every second between the two ends at which the offset of a zone becomes another one."""
    found, step = [], 6 * 3600
    at, end = seconds(FIRST) - 900 * 86400, seconds(LAST) + 900 * 86400
    known = offset(zone, at)
    while at < end:
        then = offset(zone, at + step)
        if then != known:
            low, high = at, at + step
            while high - low > 1:
                middle = (low + high) // 2
                if offset(zone, middle) == known:
                    low = middle
                else:
                    high = middle
            found.append(high)
            at, known = high, offset(zone, high)
        else:
            at += step
    return found


class Wall:
    """The wall clock of a zone: pieces of one offset each."""

    def __init__(self, name):
        self.zone = ZoneInfo(name)
        edges = changes(self.zone)
        starts = [seconds(FIRST) - 900 * 86400, *edges]
        ends = [*edges, seconds(LAST) + 900 * 86400]
        self.pieces = [(a, b, offset(self.zone, a)) for a, b in zip(starts, ends)]
        self.edges = edges

    def first(self, day, minute):
        """The first second at which this wall has come to a minute of a day: of a minute that is shown twice the first time, of one
        that is skipped the change itself."""
        wall = (day - date(1970, 1, 1)).days * 86400 + minute * 60
        for begins, ends, shift in self.pieces:
            if wall - shift < ends:
                return max(wall - shift, begins)
        raise ValueError("beyond the years that are looked at")

    def day(self, at):
        for begins, ends, shift in self.pieces:
            if begins <= at < ends:
                return date(1970, 1, 1) + timedelta(days=(at + shift) // 86400)
        raise ValueError("beyond the years that are looked at")


def hours(calendar, day):
    text = day.isoformat()
    if text in calendar["exceptions"]:
        return calendar["exceptions"][text]
    if text in calendar["holidays"]:
        return []
    return calendar["weekly"][day.weekday()]


def spans(calendar, wall, at):
    day = wall.day(at)
    while True:
        for one in hours(calendar, day):
            begins, ends = wall.first(day, one["from"]), wall.first(day, one["until"])
            begins = max(begins, at)
            if begins < ends:
                yield begins, ends
        day += timedelta(days=1)


def elapsed(calendar, wall, begins, ends):
    total = 0
    for a, b in spans(calendar, wall, begins):
        if a >= ends:
            return total
        total += min(b, ends) - a
    return total


def due(calendar, wall, begins, work):
    for a, b in spans(calendar, wall, begins):
        if b - a >= work:
            return a + work
        work -= b - a
    return None


def is_open(calendar, wall, at):
    day = wall.day(at)
    return any(wall.first(day, one["from"]) <= at < wall.first(day, one["until"]) for one in hours(calendar, day))


def some_hours(dice):
    kind = dice.randrange(5)
    if kind == 0:
        return [{"from": 0, "until": 1440}]
    if kind == 1:
        return [{"from": 60, "until": 150}, {"from": 150, "until": 1380}]
    begins = dice.randrange(0, 900, 15)
    return [{"from": begins, "until": begins + dice.randrange(15, 525, 15)}]


def question(dice, walls):
    name = dice.choice(ZONES)
    wall = walls[name]
    if wall.edges and dice.random() < 0.5:
        near = [edge for edge in wall.edges if seconds(FIRST) < edge < seconds(LAST)] or [seconds(FIRST) + 86400]
        begins = dice.choice(near) + dice.randrange(-3 * 86400, 3 * 86400)
    else:
        begins = dice.randrange(seconds(FIRST), seconds(LAST))
    day = wall.day(begins)
    near = lambda: (day + timedelta(days=dice.randrange(0, 12))).isoformat()
    weekly = [some_hours(dice) if dice.random() < 0.8 else [] for _ in range(7)]
    weekly[dice.randrange(7)] = some_hours(dice)
    calendar = {
        "zone": name,
        "weekly": weekly,
        "holidays": {near(): "A holiday" for _ in range(dice.randrange(4))},
        "exceptions": {near(): some_hours(dice) if dice.random() < 0.5 else [] for _ in range(dice.randrange(3))},
    }
    return calendar, begins, begins + dice.randrange(0, 20 * 86400), dice.randrange(60, 20 * 3600)


def main():
    count, command = int(sys.argv[1]), sys.argv[2:]
    dice = random.Random(20_061)
    walls = {name: Wall(name) for name in ZONES}
    asked = [question(dice, walls) for _ in range(count)]
    lines = "".join(
        json.dumps({"calendar": c, "from": a * SECOND, "until": b * SECOND, "work": w * SECOND}) + "\n" for c, a, b, w in asked
    )
    answered = subprocess.run(command, input=lines, capture_output=True, text=True, check=True).stdout.splitlines()
    assert len(answered) == count, f"{len(answered)} answers to {count} questions"
    found = {"compared": count, "elapsed": 0, "due": 0, "open": 0, "day": 0, "near_a_change": 0, "not_whole_hours": 0}
    for (calendar, begins, ends, work), line in zip(asked, answered):
        wall, told = walls[calendar["zone"]], json.loads(line)
        own = {
            "elapsed": elapsed(calendar, wall, begins, ends) * SECOND,
            "due": due(calendar, wall, begins, work) * SECOND,
            "open": is_open(calendar, wall, begins),
            "day": wall.day(begins).isoformat(),
        }
        for name, value in own.items():
            if told[name] != value:
                found[name] += 1
                print(f"{name}: {told[name]} and here {value}: {calendar} {begins} {ends} {work}", file=sys.stderr)
        found["near_a_change"] += any(begins - 86400 * 3 <= edge <= ends for edge in wall.edges)
        found["not_whole_hours"] += offset(wall.zone, begins) % 3600 != 0
    print(json.dumps(found))


main()
