"""What a readout says of a meeting."""

import pytest

from store.desk import Desk
from store.kinds import Commitment, Meeting, Member, Statement, Update
from store.record import Link, Record
from store.reports.readout import Readout, readout
from store.reports.render import render
from tests.store.reports.desks import desk_with

NIAMEY = "2023-03-01-niamey-afg"


def of(desk: Desk, id: str = "t") -> Readout:
    meeting = desk.store.get(id)
    assert isinstance(meeting, Meeting)
    return readout(desk, meeting, "confidential")[0]


def held(name: str = "t", /, **fields: object) -> Meeting:
    made = {"id": name, "name": name, "start": "2026-01-10", **fields}
    return Meeting(**made)  # type: ignore[arg-type]


def test_the_africa_focus_group_at_niamey(desk: Desk) -> None:
    told = of(desk, NIAMEY)
    assert told.participants.text == "38 members and observers"
    assert [one.id for one in told.commitments] == ["C42", "C43", "C44", "C45", "C46"]
    assert {one.who.text for one in told.commitments} == {"Africa Focus Group"}
    assert [(one.id, [g.name for g in one.of]) for one in told.next] == [
        ("2023-06-08-riyadh", ["Africa Focus Group"])
    ]
    assert (told.place, told.when) == ("Niamey, Niger", "Wed 1 Mar 2023 to Thu 2 Mar 2023")
    assert len(told.sources) == 1


@pytest.mark.parametrize(
    ("start", "end", "when"),
    [
        ("2026-01-10", "", "Sat 10 Jan 2026"),
        ("2026-01-10", "2026-01-10", "Sat 10 Jan 2026"),
        ("2026-01", "", "January 2026"),
        ("", "", ""),
        (
            "2026-01-10T09:00[Europe/Brussels]",
            "2026-01-10T11:30[Europe/Brussels]",
            "Sat 10 Jan 2026, 09:00 Europe/Brussels to 11:30",
        ),
    ],
)
def test_when_it_was(start: str, end: str, when: str) -> None:
    with desk_with(held(start=start, end=end)) as desk:
        assert of(desk).when == when


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, ""),
        ({"start": "2026-03-01"}, "not over"),
        ({"start": "2026-02-28", "end": "2026-03-02"}, "not over"),
        ({"start": "2026-03"}, "not over"),
        ({"start": "2026-04-01", "status": "cancelled"}, "cancelled"),
        ({"status": "postponed"}, "postponed"),
        ({"start": ""}, ""),
    ],
)
def test_whether_it_took_place(fields: dict[str, str], state: str) -> None:
    with desk_with(held(**fields)) as desk:
        assert of(desk).state == state


def test_what_was_said_stands_by_act_in_the_order_of_the_declaration() -> None:
    said = [
        Statement(id=name, meeting="t", act=act, summary=name, by_text="The chair")  # type: ignore[arg-type]
        for name, act in (("s1", "urged"), ("s2", "welcomed"), ("s3", "urged"), ("s4", "opened"))
    ]
    with desk_with(held(), *said) as desk:
        told = of(desk)
    assert [(act.act, [one.id for one in act.statements]) for act in told.acts] == [
        ("opened", ["s4"]),
        ("welcomed", ["s2"]),
        ("urged", ["s1", "s3"]),
    ]
    assert told.acts[0].statements[0].by.text == "The chair"


@pytest.mark.parametrize(
    ("fields", "when"),
    [
        ({"due": "2026-06-30", "due_at": "next"}, "Tue 30 Jun 2026"),
        ({"due": "2026-06"}, "June 2026"),
        ({"due_at": "next"}, "next (May 2026)"),
        ({"due_at": "some day"}, "some day"),
        ({"standing": True}, "standing"),
        ({}, ""),
    ],
)
def test_by_when_it_was_promised(fields: dict[str, object], when: str) -> None:
    promise = Commitment(id="c", summary="s", meeting="t", owner_text="all", **fields)  # type: ignore[arg-type]
    some_day = held("some day", start="")
    with desk_with(held(), held("next", start="2026-05"), some_day, promise) as desk:
        (told,) = of(desk).commitments
    assert (told.when, told.who.text) == (when, "all")


def test_progress_and_closing_are_those_noted_there() -> None:
    records: list[Record] = [
        held(),
        Member(id="IT", name="Italy"),
        Commitment(id="c", summary="Send it", owners=("IT",)),
        Commitment(
            id="d",
            summary="Done",
            owners=("IT",),
            status="delivered",
            closed="2026-01-09",
            closed_at="t",
            evidence=(Link("https://x.org/d"),),
        ),
        Update(id="u2", commitment="c", at="2026-01-10", meeting="t", member="IT", score=0),
        Update(id="u1", commitment="c", at="2026-01-09", meeting="t", text="Soon."),
        Update(id="u3", commitment="c", at="2026-01-11", text="Elsewhere."),
    ]
    with desk_with(*records) as desk:
        told = of(desk)
    assert [(one.id, one.commitment.name, one.of.text) for one in told.progress] == [
        ("u1", "Send it", ""),
        ("u2", "Send it", "Italy"),
    ]
    (closed,) = told.closed
    assert (closed.id, closed.status, closed.day, len(closed.evidence)) == (
        ("d", "delivered", "2026-01-09", 1)
    )
    assert told.commitments == ()


def following(*others: Meeting, **fields: object) -> list[str]:
    with desk_with(held(**fields), *others) as desk:
        return [one.id for one in of(desk).next]


def test_the_next_meeting_is_that_of_the_series() -> None:
    after = held("after", start="2026-02-01", groups=("g",))
    series = held("series", start="2026-05", previous="t")
    assert following(after, series, groups=("g",)) == ["series"]


def test_a_cancelled_one_is_passed_over_in_the_series() -> None:
    cancelled = held("n1", start="2026-02-01", status="cancelled", previous="t")
    assert following(cancelled, held("n2", start="2026-03-01", previous="n1")) == ["n2"]
    assert following(cancelled) == []


def test_without_a_series_it_is_the_next_of_each_group() -> None:
    both = held("both", start="2026-06-01", groups=("g", "h"))
    off = held("off", start="2026-02-01", groups=("g",), status="postponed")
    vague = held("vague", start="2026", groups=("g",))
    assert following(both, off, vague, groups=("g", "h")) == ["both"]
    assert following(both, held("g1", start="2026-03", groups=("g",)), groups=("g", "h")) == [
        "g1",
        "both",
    ]
    assert following(both, groups=()) == []


def test_a_source_is_told_once_with_the_most_that_is_known_of_it() -> None:
    page, named = Link("https://x.org/a"), Link("https://x.org/a", "A paper", "X", "2026")
    other = Link("https://x.org/b")
    promise = Commitment(id="c", summary="s", meeting="t", links=(named, other))
    with desk_with(held(links=(page,)), promise) as desk:
        assert [one.title for one in of(desk).sources] == ["A paper", ""]


def test_delegations_stand_in_the_order_of_their_names() -> None:
    members = [Member(id=code, name=name) for code, name in (("a", "Italy"), ("b", "Belgium"))]
    with desk_with(held(attendees=("a", "b"), attendees_count=5), *members) as desk:
        told = of(desk).participants
    assert (told.text, told.count) == ("2 delegations: Belgium and Italy", 5)


@pytest.mark.parametrize(
    ("status", "to_the_public"), [("", ""), ("draft", ""), ("final", "Topic: Dams\nAgreed.")]
)
def test_only_minutes_that_are_final_leave(status: str, to_the_public: str) -> None:
    minutes = held(
        minutes="Topic: Dams\nAgreed.",
        minutes_status=status,
        decisions="Agreed.",
        visibility="public",
    )
    with desk_with(minutes) as desk:
        meeting = desk.store.get("t")
        assert isinstance(meeting, Meeting)
        public, internal = (readout(desk, meeting, level)[0] for level in ("public", "private"))
        page = render("readout", "html", internal, desk)
    assert (public.minutes, public.decisions) == (to_the_public, "Agreed.")
    assert public.minutes_are == ("version 1, final" if to_the_public else "")
    assert internal.minutes == "Topic: Dams\nAgreed."
    assert "Topic: Dams<br" in page, "each line stays one"


def test_a_bare_meeting_has_a_bare_readout() -> None:
    with desk_with(held()) as desk:
        told = of(desk)
    assert not (told.acts or told.commitments or told.progress or told.closed or told.next)
