"""The seven kinds of record, each declared once.

Tables, forms, filters, options, JSON, CSV, the feed and its schema, and the field tables in the
documentation are all drawn from what stands here. Names are the field's standard terms: Popolo
(people, bodies, roles, speeches), iCalendar RFC 5545 (VEVENT, VTODO), EDTF for partial dates.
"""

from typing import Annotated, Literal

from store import fields as f
from store.record import About, Link, Move, Record

Status = Literal[
    "",
    "proposed",
    "agreed",
    "on track",
    "at risk",
    "stalled",
    "awaiting confirmation",
    "no information",
    "delivered",
    "superseded",
    "withdrawn",
    "lapsed",
]


class Member(Record, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A state or organisation that belongs to the body (Popolo organization; vCard KIND:org)."""

    kind = About(
        name="member",
        plural="members",
        heading=("name",),
        order="name",
        panel=2,
        spans=(("joined", "left"),),
    )

    name: Annotated[str, f.text("What it is called", required=True, main=1, column=1)]
    other_names: Annotated[tuple[str, ...], f.tags("What else it is called")] = ()
    classification: Annotated[
        Literal["", "state", "organisation"], f.choice("State or organisation", column=6, width=12)
    ] = ""
    country: Annotated[str, f.country("Its country code", main=2, column=2, width=7)] = ""
    region: Annotated[
        str,
        f.text(
            "Part of the world",
            main=3,
            column=3,
            width=13,
            suggestions=(
                "Africa",
                "Americas",
                "Asia-Pacific",
                "Europe",
                "Middle East",
                "Organisations",
            ),
        ),
    ] = ""
    joined: Annotated[
        str, f.date("The day it joined, as far as it is known", main=4, column=4, width=11)
    ] = ""
    ordinal: Annotated[int | None, f.number("The 84th member: 84", low=1, column=5, width=7)] = None
    joined_at: Annotated[str, f.ref("meeting", about="The meeting that welcomed it")] = ""
    left: Annotated[str, f.date("The last day of its membership")] = ""
    status: Annotated[
        Literal["", "member", "observer", "candidate", "suspended", "former"],
        f.choice("Where it stands", main=5, column=7, width=9),
    ] = ""
    contact: Annotated[str, f.text("Post and mailbox, never a biography")] = ""


class Group(Record, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A body within the body (Popolo organization with parent_id)."""

    kind = About(
        name="group",
        plural="groups",
        heading=("name",),
        order="name",
        panel=3,
        spans=(("founded", "dissolved"),),
        chains=("parent",),
    )

    name: Annotated[str, f.text("What it is called", required=True, main=1, column=1)]
    acronym: Annotated[str, f.text("Its short name", main=2, column=2, width=8)] = ""
    other_names: Annotated[tuple[str, ...], f.tags("What else it is called")] = ()
    classification: Annotated[
        str,
        f.text(
            "What sort of group",
            main=3,
            column=3,
            width=16,
            suggestions=(
                "coalition",
                "plenary",
                "small group",
                "steering committee",
                "working group",
                "focus group",
                "task force",
            ),
        ),
    ] = ""
    parent: Annotated[str, f.ref("group", about="The group that it belongs to", main=4)] = ""
    mandate: Annotated[str, f.long("What it is for", main=5)] = ""
    founded: Annotated[str, f.date("When it was set up", column=4, width=11)] = ""
    founded_at: Annotated[str, f.ref("meeting", about="The meeting that set it up")] = ""
    dissolved: Annotated[str, f.date("When it ended")] = ""
    status: Annotated[
        Literal["", "proposed", "active", "dormant", "concluded"],
        f.choice("Where it stands", column=5, width=9),
    ] = ""
    cadence_days: Annotated[int | None, f.number("How often it should meet, in days", low=1)] = None


class Role(Record, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A tenure: who held what in a group, from when to when (Popolo membership)."""

    kind = About(
        name="role",
        plural="roles",
        heading=("member", "label", "group"),
        order="start-",
        spans=(("start", "end"),),
    )

    member: Annotated[
        str, f.ref("member", about="Who holds it", required=True, main=1, column=1, width=18)
    ]
    group: Annotated[
        str, f.ref("group", about="In which group", required=True, main=2, column=2, width=22)
    ]
    label: Annotated[
        str,
        f.text(
            "As what",
            required=True,
            main=3,
            column=3,
            width=12,
            suggestions=(
                "co-chair",
                "co-lead",
                "chair",
                "vice-chair",
                "participant",
                "observer",
                "rapporteur",
            ),
        ),
    ]
    person: Annotated[str, f.text("Who sits there", column=6, width=16)] = ""
    start: Annotated[str, f.date("The first day", main=4, column=4, width=11)] = ""
    end: Annotated[str, f.date("The last day", main=5, column=5, width=11)] = ""
    start_at: Annotated[str, f.ref("meeting", about="The meeting it began at")] = ""
    end_at: Annotated[str, f.ref("meeting", about="The meeting it ended at")] = ""


class Meeting(Record, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A meeting (VEVENT; OCD event). "Held" is computed from its dates, never recorded."""

    kind = About(
        name="meeting",
        plural="meetings",
        heading=("name",),
        order="start-",
        panel=1,
        spans=(("start", "end"),),
        chains=("previous",),
    )

    name: Annotated[str, f.text("What it is called", required=True, main=1, column=1)]
    number: Annotated[str, f.text("As in 11th ministerial")] = ""
    classification: Annotated[
        str,
        f.text(
            "What sort of meeting",
            column=5,
            width=14,
            suggestions=(
                "ministerial",
                "political directors",
                "plenary",
                "working group",
                "conference",
                "regional",
                "briefing",
            ),
        ),
    ] = ""
    groups: Annotated[
        tuple[str, ...], f.refs("group", about="The groups that met", main=3, column=4, width=18)
    ] = ()
    start: Annotated[str, f.when("When it begins", main=2, column=2, width=11, distance=True)] = ""
    end: Annotated[str, f.when("When it ends")] = ""
    city: Annotated[str, f.text("Where", main=4, column=3, width=12)] = ""
    country: Annotated[str, f.country("In which country", column=6, width=7)] = ""
    venue: Annotated[str, f.text("The house and room")] = ""
    hosts: Annotated[tuple[str, ...], f.refs("member", about="Who invites", main=5)] = ()
    mode: Annotated[Literal["", "in person", "online", "hybrid"], f.choice("How people meet")] = ""
    status: Annotated[
        Literal["", "tentative", "confirmed", "postponed", "cancelled"],
        f.choice("How certain it is", column=7, width=9),
    ] = ""
    attendees: Annotated[
        tuple[str, ...], f.refs("member", about="Who came", section="Attendance")
    ] = ()
    attendees_count: Annotated[
        int | None, f.number("How many came, where only that is known", low=0, section="Attendance")
    ] = None
    regrets: Annotated[
        tuple[str, ...], f.refs("member", about="Who sent regrets", section="Attendance")
    ] = ()
    members_count: Annotated[
        int | None, f.number("The body's membership as published then", low=0, section="Attendance")
    ] = None
    agenda: Annotated[str, f.long("What is to be talked about", section="Papers")] = ""
    minutes: Annotated[str, f.long("What was said", section="Papers")] = ""
    decisions: Annotated[str, f.long("What was decided", section="Papers")] = ""
    minutes_status: Annotated[
        Literal["", "draft", "final"], f.choice("Whether they may still change", section="Papers")
    ] = ""
    minutes_version: Annotated[
        int | None, f.number("Which version of the minutes it is", low=1, section="Papers")
    ] = None
    minutes_at: Annotated[str, f.stamp("When that version was written", section="Papers")] = ""
    minutes_by: Annotated[str, f.text("Who wrote that version", section="Papers")] = ""
    previous: Annotated[str, f.ref("meeting", about="The meeting before it in its series")] = ""


class Statement(Record, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What was said and binds nobody to act (Popolo speech)."""

    kind = About(name="statement", plural="statements", heading=("act", "summary"), order="meeting")

    meeting: Annotated[
        str, f.ref("meeting", about="Where it was said", required=True, main=1, column=4, width=20)
    ]
    act: Annotated[
        Literal[
            "opened",
            "welcomed",
            "announced",
            "noted",
            "supported",
            "applauded",
            "urged",
            "condemned",
            "thanked",
            "affirmed",
        ],
        f.choice("What was done by saying it", required=True, main=2, column=2, width=10),
    ]
    summary: Annotated[str, f.text("In our words", required=True, main=3, column=1)]
    by: Annotated[
        tuple[str, ...], f.refs("member", "group", about="Who said it", main=4, column=3, width=14)
    ] = ()
    by_text: Annotated[str, f.text("Who spoke")] = ""
    about: Annotated[tuple[str, ...], f.refs(about="What it was about")] = ()
    about_text: Annotated[str, f.text("What it was about, in words")] = ""
    text: Annotated[str, f.long("The words as spoken", main=5)] = ""
    locator: Annotated[str, f.text("Where in the paper, as para 14")] = ""


class Commitment(Record, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A promise made at the table (VTODO). "Overdue" is computed, never a status."""

    kind = About(
        name="commitment",
        plural="commitments",
        heading=("summary",),
        order="due",
        panel=4,
        spans=(("start", "due"),),
        chains=("parent", "depends_on"),
        doers="owners",
    )

    summary: Annotated[
        str, f.text("What was promised, in our words", required=True, main=1, column=1)
    ]
    text: Annotated[str, f.long("The words as spoken or published", section="Words")] = ""
    locator: Annotated[str, f.text("Where in the paper, as para 14", section="Words")] = ""
    classification: Annotated[
        Literal["", "pledge", "establishment", "decision", "task", "request", "intent"],
        f.choice("What sort of promise", column=6, width=13),
    ] = ""
    owners: Annotated[
        tuple[str, ...], f.refs("member", "group", about="Who owes it", main=2, column=3, width=20)
    ] = ()
    owner_text: Annotated[str, f.text("Who owes it, where it is no one record")] = ""
    asked_by: Annotated[tuple[str, ...], f.refs("member", "group", about="Who urged it")] = ()
    partners: Annotated[str, f.text("With or for whom")] = ""
    meeting: Annotated[
        str, f.ref("meeting", about="Where it was made", main=4, column=5, width=18)
    ] = ""
    group: Annotated[str, f.ref("group", about="Who follows it up")] = ""
    desk: Annotated[str, f.text("Who chases it here", section="Follow-up")] = ""
    remind: Annotated[str, f.date("When to be reminded", distance=True, section="Follow-up")] = ""
    due: Annotated[str, f.date("When it is due", main=3, column=2, width=11, distance=True)] = ""
    due_at: Annotated[
        str,
        f.ref("meeting", about="The meeting it is due at; it moves with it", section="Follow-up"),
    ] = ""
    moves: Annotated[
        tuple[Move, ...], f.moves("Each time the due date was moved", section="Follow-up")
    ] = ()
    start: Annotated[str, f.date("Hidden from agendas before this day", section="Follow-up")] = ""
    standing: Annotated[bool, f.flag("No end is foreseen: never overdue, never stale")] = False
    status: Annotated[Status, f.choice("Where it stands", main=5, column=4, width=15)] = ""
    priority: Annotated[
        int, f.priority("1 highest, 9 lowest, 0 none", column=7, width=8, section="Follow-up")
    ] = 0
    percent: Annotated[
        int | None, f.number("How much is done", low=0, high=100, section="Follow-up")
    ] = None
    closed: Annotated[str, f.date("When it was closed", section="Follow-up")] = ""
    closed_at: Annotated[
        str, f.ref("meeting", about="The meeting that noted it", section="Follow-up")
    ] = ""
    parent: Annotated[str, f.ref("commitment", about="The commitment it is part of")] = ""
    weight: Annotated[int | None, f.number("Its share in the parent", low=0)] = None
    depends_on: Annotated[
        tuple[str, ...], f.refs("commitment", about="What must be done before it")
    ] = ()
    rrule: Annotated[
        str,
        f.text(
            "How it comes back, as monthly or FREQ=WEEKLY;INTERVAL=2 (RFC 5545 §3.8.5.3)",
            grammar="rrule",
            suggestions=("weekly", "monthly", "quarterly", "yearly"),
        ),
    ] = ""
    evidence: Annotated[tuple[Link, ...], f.links("Pages that show it", section="Words")] = ()


class Update(Record, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What is known of a commitment's progress on a day (VTODO COMMENT); append-only in use."""

    kind = About(name="update", plural="updates", heading=("act", "at"), order="at-")

    commitment: Annotated[
        str, f.ref("commitment", about="Of what", required=True, main=1, column=4, width=24)
    ]
    at: Annotated[str, f.when("When it was so", required=True, main=2, column=2, width=11)]
    act: Annotated[
        Literal["", "progress", "reaffirmed", "evidence", "assessment", "comment"],
        f.choice("What sort of update", column=5, width=10),
    ] = ""
    member: Annotated[
        str, f.ref("member", about="Progress of which owner", main=4, column=6, width=16)
    ] = ""
    status: Annotated[Status, f.choice("Where it stands", main=3, column=3, width=15)] = ""
    score: Annotated[
        int | None, f.number("-1 none, 0 partial, +1 full", low=-1, high=1, section="Assessment")
    ] = None
    assessor: Annotated[str, f.text("Who scored it", section="Assessment")] = ""
    text: Annotated[str, f.long("What happened", main=5, column=1)] = ""
    meeting: Annotated[str, f.ref("meeting", about="Where it was reported")] = ""
    evidence: Annotated[tuple[Link, ...], f.links("Pages that show it")] = ()


KINDS: dict[str, type[Record]] = {
    kind.kind.name: kind for kind in (Member, Group, Role, Meeting, Statement, Commitment, Update)
}
CLOSED: frozenset[str] = frozenset(("delivered", "superseded", "withdrawn", "lapsed"))
