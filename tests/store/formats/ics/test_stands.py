"""What stands in a calendar of ours, for the programs of others."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Timezone

from store import door
from store.fields import field_map
from store.formats.ics.commitments import STATES
from store.formats.ics.meetings import STANDS
from store.formats.ics.own import zones
from store.formats.ics.own.when import is_rule
from store.kinds import Commitment, Group, Meeting, Member, Statement, Update
from store.record import Record
from tests.store.formats.ics.made import again, reread, unfolded, written

ITALY: Record = Member(id="IT", name='Italy, "the" Republic', visibility="public")
URN = "urn:smallgroup:"


def promise(**fields: Any) -> Commitment:
    return door.admit(Commitment, {"id": "c", "summary": "S", **fields})


def meeting(**fields: Any) -> Meeting:
    return door.admit(Meeting, {"id": "m", "name": "M", **fields})


def lines(record: Record, *beside: Record, **how: bool) -> list[str]:
    """The lines of a record's calendar, and that it reads back as it was."""
    source = written([record], beside, **how)
    assert reread(source) == [record]
    return unfolded(source)


def said(record: Record, *names: str) -> list[str]:
    """The lines of these names."""
    return [line for line in lines(record) if line.replace(";", ":").split(":")[0] in names]


@pytest.mark.parametrize(
    ("fields", "stand"),
    [
        ({"due": "2026-03-08"}, ["DUE;VALUE=DATE:20260308"]),
        ({"due": "0999-01-01"}, ["DUE;VALUE=DATE:09990101"]),
        ({"due": "2026-03"}, ["DESCRIPTION:Due: March 2026", "X-SMALLGROUP-DUE:2026-03"]),
        (
            {"due": "[2026-03-01..2026-04-02]"},
            [
                "DESCRIPTION:Due: between 1 Mar and 2 Apr 2026",
                "X-SMALLGROUP-DUE:[2026-03-01..2026-04-02]",
            ],
        ),
        (
            {"due": "2026-03-08", "start": "2026-03-01", "rrule": "FREQ=MONTHLY;BYMONTHDAY=-1"},
            [
                "DTSTART;VALUE=DATE:20260301",
                "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1",
                "DUE;VALUE=DATE:20260308",
            ],
        ),
        (
            {"due": "2026-03-08", "start": "2026-03-08"},  # DUE is to come after DTSTART
            [
                "DUE;VALUE=DATE:20260308",
                "DESCRIPTION:Start: Sun 8 Mar 2026",
                "X-SMALLGROUP-START:2026-03-08",
            ],
        ),
        (
            {"start": "2026", "rrule": "FREQ=YEARLY"},  # a rule counts from a DTSTART
            [
                "DESCRIPTION:Start: 2026\\nRrule: FREQ=YEARLY",
                "X-SMALLGROUP-START:2026",
                "X-SMALLGROUP-RRULE:FREQ=YEARLY",
            ],
        ),
        (
            {"closed": "2026-03-08", "status": "delivered"},  # COMPLETED has a time
            ["DESCRIPTION:Closed: Sun 8 Mar 2026", "X-SMALLGROUP-CLOSED:2026-03-08"],
        ),
    ],
)
def test_when_a_commitment_is_due(fields: dict[str, str], stand: list[str]) -> None:
    names = ("DTSTART", "DUE", "RRULE", "COMPLETED", "DESCRIPTION")
    ours = [f"X-SMALLGROUP-{name.upper()}" for name in fields if name != "status"]
    assert said(promise(**fields), *names, *ours) == stand


@pytest.mark.parametrize(
    ("start", "end", "stand"),
    [
        ("2023-03-01", "", ["DTSTART;VALUE=DATE:20230301"]),
        ("2023-03-01", "2023-03-02", ["DTSTART;VALUE=DATE:20230301", "DTEND;VALUE=DATE:20230303"]),
        ("2023-03-01", "2023-03", ["DTSTART;VALUE=DATE:20230301"]),
        ("9999-12-31", "9999-12-31", ["DTSTART;VALUE=DATE:99991231"]),
        ("2021-12-02T10:00[UTC]", "", ["DTSTART:20211202T100000Z"]),
        (
            "2021-12-02T10:00[Europe/Brussels]",
            "2021-12-02T10:00:30[Europe/Brussels]",
            [
                "DTSTART;TZID=Europe/Brussels:20211202T100000",
                "DTEND;TZID=Europe/Brussels:20211202T100030",
            ],
        ),
        (
            "2021-12-02T23:00[America/New_York]",
            "2021-12-03T06:30[Europe/Brussels]",
            [
                "DTSTART;TZID=America/New_York:20211202T230000",
                "DTEND;TZID=Europe/Brussels:20211203T063000",
            ],
        ),
        (
            "2021-12-02T23:00[America/New_York]",
            "2021-12-03T04:30[Europe/Brussels]",  # which is earlier
            ["DTSTART;TZID=America/New_York:20211202T230000"],
        ),
        ("2021-12-02T23:00[UTC]", "2021-12-03", ["DTSTART:20211202T230000Z"]),
    ],
)
def test_when_a_meeting_is_held(start: str, end: str, stand: list[str]) -> None:
    found = said(meeting(start=start, end=end), "DTSTART", "DTEND")
    assert found[-len(stand) :] == stand  # before these stand those of VTIMEZONE


@pytest.mark.parametrize("start", ["", "2023", "2023-06", "[2023-06-08..2023-11-14]"])
def test_a_meeting_of_which_the_day_is_not_known_is_a_journal_without_one(start: str) -> None:
    one = meeting(start=start, minutes="Said.", city="Niamey")
    found = lines(one)
    assert "BEGIN:VEVENT" not in found and found.count("BEGIN:VJOURNAL") == 2
    assert not [line for line in found if line.startswith(("DTSTART", "LOCATION"))]
    told = next(line for line in found if line.startswith("DESCRIPTION:"))
    assert told.endswith("City: Niamey")


def test_every_status_has_a_word() -> None:
    assert STATES.keys() == {"", *field_map(Commitment)["status"].choices}
    assert STANDS.keys() == set(field_map(Meeting)["status"].choices)
    words = {
        "": "NEEDS-ACTION",
        "no information": "NEEDS-ACTION",
        "stalled": "IN-PROCESS",
        "delivered": "COMPLETED",
        "lapsed": "CANCELLED",
    }
    for status, word in words.items():
        assert said(promise(status=status), "STATUS") == [f"STATUS:{word}"]


def test_what_stands_together() -> None:
    found = said(
        promise(
            meeting="2023-03-01-niamey",
            parent="a,b",
            depends_on=["d;1", "d2"],
            priority=1,
            percent=0,
            visibility="confidential",
        ),
        *("REFID", "RELATED-TO", "PRIORITY", "PERCENT-COMPLETE", "CLASS"),
    )
    assert found == [
        "PRIORITY:1",
        "PERCENT-COMPLETE:0",
        "REFID:2023-03-01-niamey",
        "RELATED-TO:a\\,b",
        "RELATED-TO;RELTYPE=DEPENDS-ON:d\\;1",
        "RELATED-TO;RELTYPE=DEPENDS-ON:d2",
        "CLASS:CONFIDENTIAL",
    ]
    assert "REFID:m" in said(meeting(start="2026-03-01"), "REFID")


def update(id: str, at: str, **fields: Any) -> Update:
    return door.admit(Update, {"id": id, "commitment": "c", "at": at, **fields})


def test_where_each_owner_stands_is_the_last_that_is_known_of_it() -> None:
    one = promise(owners=["IT", "é,1", "afg", "BE"], asked_by=["IT", "BE"])
    others = (
        ITALY,
        Group(id="afg", name="Africa Focus Group"),
        update("u2", "2026-02-01", member="IT", status="delivered", text="Done;\nseen."),
        update("u1", "2026-01-01", member="IT", status="stalled"),
        update("u3", "2026-01-01", member="é,1", status="withdrawn"),
        update("u4", "2026-01-02", member="afg", act="comment", text="Hm."),
        update("u5", "2026-01-02", member="BE", status="at risk"),
    )
    found = lines(one, *others)
    called = "CN=\"Italy, ^'the^' Republic\";CUTYPE=GROUP"
    assert [line for line in found if line.startswith(("ATTENDEE", "ORGANIZER"))] == [
        f"ORGANIZER;{called}:{URN}IT",
        f"ATTENDEE;{called};PARTSTAT=COMPLETED:{URN}IT",
        f"ATTENDEE;CUTYPE=GROUP;PARTSTAT=DECLINED:{URN}%C3%A9%2C1",
        f"ATTENDEE;CN=Africa Focus Group;CUTYPE=GROUP:{URN}afg",
        f"ATTENDEE;CUTYPE=GROUP;PARTSTAT=IN-PROCESS:{URN}BE",
    ]
    remarks = [line for line in found if line.startswith("COMMENT")]
    assert len(remarks) == 5
    assert remarks[-1] == (
        'COMMENT;X-SMALLGROUP-UPDATE=u2:Sun 1 Feb 2026\\, Italy\\, "the" Republic\\, delivered: '
        "Done\\;\\nseen."
    )


def test_who_came_and_who_sent_regrets() -> None:
    found = said(meeting(start="2026-03-01", attendees=["IT"], regrets=["BE"]), "ATTENDEE")
    assert found == [
        f"ATTENDEE;CUTYPE=GROUP;PARTSTAT=ACCEPTED:{URN}IT",
        f"ATTENDEE;CUTYPE=GROUP;PARTSTAT=DECLINED:{URN}BE",
    ]


def test_other_kinds_are_components_that_others_pass_over() -> None:
    one = Statement(id="s", meeting="m", act="noted", summary="S", about=("a", "b"))
    assert lines(one)[3:] == [
        "BEGIN:X-SMALLGROUP-STATEMENT",
        "UID:s",
        "X-SMALLGROUP-MEETING:m",
        "X-SMALLGROUP-ACT:noted",
        "X-SMALLGROUP-SUMMARY:S",
        'X-SMALLGROUP-ABOUT:["a"\\,"b"]',
        "X-SMALLGROUP-VISIBILITY:private",
        "END:X-SMALLGROUP-STATEMENT",
        "END:VCALENDAR",
    ]


def test_the_minutes_stand_beside_their_meeting_and_come_back_to_it() -> None:
    one = meeting(start="2026-03-01", minutes="A, b;\n\nC \\n", visibility="public")
    found = lines(one)
    assert found[found.index("BEGIN:VJOURNAL") + 1 : -2] == [
        "UID:m/minutes",
        "DTSTAMP:19700101T000000Z",
        "X-SMALLGROUP-KIND:minutes",
        "SUMMARY:Minutes: M",
        "DTSTART;VALUE=DATE:20260301",
        "CLASS:PUBLIC",
        "RELATED-TO:m",
        "DESCRIPTION:A\\, b\\;\\n\\nC \\\\n",
    ]
    alone = written([one]).replace(b"RELATED-TO:m", b"RELATED-TO:n")
    (aside,) = again(alone).asides
    assert aside.reasons == {"VJOURNAL": "their meeting is not in this calendar (line 13)"}


def test_deadlines_are_days_that_take_nobodys_time_and_come_back_as_nothing() -> None:
    at = meeting(start="2026-05-04T09:00[Europe/Brussels]")
    for fields, day in (
        ({"due": "2026-03-08"}, "20260308"),
        ({"due_at": "m"}, "20260504"),
        ({"due": "2026-03"}, ""),
        ({}, ""),
    ):
        found = lines(promise(**fields), at, deadlines=True)
        assert ("BEGIN:VEVENT" in found) == bool(day)
        if day:
            place = found.index("UID:c/deadline")
            assert found[place + 3 : place + 7] == [
                "SUMMARY:Due: S",
                f"DTSTART;VALUE=DATE:{day}",
                "CLASS:PRIVATE",
                "TRANSP:TRANSPARENT",
            ]
    done = lines(promise(due="2026-03-08", status="delivered"), deadlines=True)
    assert "SUMMARY:Due\\, delivered: S" in done


@pytest.mark.parametrize(
    ("zone", "first", "last"),
    [
        ("Europe/Brussels", 2019, 2027),
        ("America/St_Johns", 2006, 2008),  # whose clocks changed a minute after midnight
        ("Africa/Casablanca", 2018, 2026),  # whose winter is one month
        ("Asia/Kathmandu", 1985, 1987),
        ("Europe/Dublin", 2024, 2024),
        ("Pacific/Apia", 2011, 2012),  # where a day was left out
        ("UTC", 2026, 2026),
    ],
)
def test_zones_are_defined_as_they_are(zone: str, first: int, last: int) -> None:
    text = "\r\n".join(zones.definition("Here", zone, first, last))
    definition = Timezone.from_ical(text)
    assert isinstance(definition, Timezone)
    theirs, ours = definition.to_tz(lookup_tzid=False), ZoneInfo(zone)
    moment = datetime(first, 1, 2, tzinfo=UTC)
    while moment.year <= last:
        local = moment.astimezone(ours)
        if local.utcoffset() == local.replace(fold=1 - local.fold).utcoffset():
            there = local.replace(tzinfo=theirs)
            assert there.utcoffset() == local.utcoffset(), local
        moment += timedelta(hours=7)


@pytest.mark.parametrize(
    ("words", "is_one"),
    [
        ("FREQ=YEARLY", True),
        ("FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO,-1FR;UNTIL=20271231", True),
        ("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1;WKST=MO", True),
        ("each spring", False),
        ("FREQ=HOURLY", False),
        ("FREQ=DAILY;COUNT=2;UNTIL=20271231", False),
        ("FREQ=DAILY;COUNT=2;COUNT=3", False),
        ("FREQ=DAILY;BYDAY=XX", False),
        ("FREQ=DAILY\r\nX:1", False),
    ],
)
def test_a_rule_stands_where_every_program_can_follow_it(words: str, is_one: bool) -> None:
    assert is_rule(words) == is_one
