"""Calendars beside a parser of others (the package `icalendar`).

    python3 calendars.py COUNT COMMAND...

The command reads lists of events as lines of JSON and answers with one calendar each. Events have texts in many scripts, with everything that
means something in the format; every property is read back and compared. That no line is longer than 75 octets is looked at here.
"""

import json
import random
import subprocess
import sys
from datetime import date, datetime, timedelta, timezone

from icalendar import Calendar

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
PIECES = ["Rapat", "會議", "การประชุม", "اجلاس", "élections", "a, b; c", "back\\slash", "\\n", "\\,", ":", '"quoted"', "line\nbreak",
          "https://here.example/a?b=c,d", "👩🏽‍💻", "BEGIN:VEVENT", "END:VCALENDAR", "  two  spaces ", "ZWJ\u200d", "x" * 90, "語" * 40]
SECOND = 1_000_000


def words(most):
    return " ".join(random.choice(PIECES) for _ in range(random.randint(1, most)))


def event(number):
    made = {
        "uid": f"event-{number}@here.example",
        "stamp": random.randint(1_600_000_000, 2_000_000_000) * SECOND,
        "sequence": random.randint(0, 99),
        "summary": words(6).replace("\n", " "),
        "description": words(12) if random.random() < 0.7 else "",
        "location": words(3).replace("\n", " ") if random.random() < 0.5 else "",
        "url": f"https://here.example/meetings/{number}?a=b,c;d",
        "cancelled": random.random() < 0.2,
        "free": random.random() < 0.5,
    }
    if random.random() < 0.5:
        made["begins"] = random.randint(1_600_000_000, 2_000_000_000) * SECOND
        made["ends"] = made["begins"] + random.choice([0, 60, 5_400, 9 * 86_400]) * SECOND
    else:
        first = date(2026, 1, 1) + timedelta(days=random.randint(0, 3_000))
        made["first"], made["last"] = first.isoformat(), (first + timedelta(days=random.randint(0, 40))).isoformat()
    return made


def moment(microseconds):
    return EPOCH + timedelta(microseconds=microseconds)


def differences(made, read):
    """What a parser of others reads differently."""
    wrong = []

    def same(what, expected, found):
        if expected != found:
            wrong.append((what, expected, found))

    same("uid", made["uid"], str(read["UID"]))
    same("stamp", moment(made["stamp"]), read["DTSTAMP"].dt)
    same("sequence", made["sequence"], int(read["SEQUENCE"]))
    for name in ("summary", "description", "location", "url"):
        found = read.get(name.upper())
        same(name, made[name], "" if found is None else str(found))
    same("status", "CANCELLED" if made["cancelled"] else "CONFIRMED", str(read["STATUS"]))
    same("busy", "TRANSPARENT" if made["free"] or made["cancelled"] else "OPAQUE", str(read["TRANSP"]))
    if "begins" in made:
        same("begins", moment(made["begins"]), read["DTSTART"].dt)
        if made["ends"] > made["begins"]:
            same("ends", moment(made["ends"]), read["DTEND"].dt)
        else:
            same("ends", None, read.get("DTEND"))
    else:
        same("first", date.fromisoformat(made["first"]), read["DTSTART"].dt)
        same("after the last", date.fromisoformat(made["last"]) + timedelta(days=1), read["DTEND"].dt)
    return wrong


def main():
    count, command = int(sys.argv[1]), sys.argv[2:]
    random.seed(5545)
    lists, number = [], 0
    while number < count:
        size = min(random.randint(0, 20), count - number)
        lists.append([event(number + place) for place in range(size)])
        number += size
    asked = "".join(json.dumps(one) + "\n" for one in lists)
    answered = subprocess.run(command, input=asked.encode(), stdout=subprocess.PIPE, check=True).stdout.decode().splitlines()
    assert len(answered) == len(lists), (len(answered), len(lists))
    compared = differing = long_lines = lost = 0
    for made, text in zip(lists, answered):
        text = json.loads(text)
        assert text.endswith("\r\n")
        long_lines += sum(len(line.encode()) > 75 for line in text.split("\r\n"))
        calendar = Calendar.from_ical(text)
        read = {str(one["UID"]): one for one in calendar.walk("VEVENT")}
        lost += abs(len(read) - len(made)) + len(calendar.errors)
        for one in made:
            compared += 1
            wrong = differences(one, read[one["uid"]]) if one["uid"] in read else ["lost"]
            if wrong:
                differing += 1
                print(wrong[:3], file=sys.stderr)
    print(json.dumps({"compared": compared, "differing": differing, "long_lines": long_lines, "lost": lost}))


main()
