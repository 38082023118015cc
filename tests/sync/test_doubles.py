"""Meetings that may be one: which are proposed, and what a person's word on them does."""

import pytest
from msgspec import structs

from store.errors import StoreError
from store.kinds import Commitment, Meeting
from store.store import Store
from store.sync.errors import Cancelled
from store.sync.kept.keep import add_source, forget
from store.sync.kept.same import Same, read_same
from store.sync.kept.sources import Source
from store.sync.planning.doubles import alike, doubles
from store.sync.report import Report
from store.sync.run import run
from store.sync.waiting.one_or_two import make_one, make_two
from store.sync.waiting.resolve import conflicts, resolve, undecided
from tests.sync.made_up import feed
from tests.sync.server import Server, in_turn, send

ONE = """
11th Ministerial Meeting of the Global Coalition Against Daesh | Eleventh Coalition Ministerial
Ministerial Meeting of the Global Coalition | Global Coalition Ministerial Meeting
Coalition Small Group Ministerial | Small Group Ministerial Meeting
Political Directors Meeting | Meeting of Political Directors
Political Directors' Meeting | Small Group Political Directors Meeting
Africa Focus Group | Africa Focus Group meeting
Africa Focus Group Plenary | Plenary of the Africa Focus Group
Stabilisation Working Group | Stabilization Working Group
Working Group on Stabilisation | Stabilisation Working Group (WG)
Counter-Finance Working Group (CIFG) | Counter ISIS Finance Group
IETF 122 | IETF 122 Bangkok
IETF 122 Meeting | IETF-122
W3C TPAC 2025 | TPAC 2025
Board meeting | Meeting of the Board
CERN Council Week - June Session | Council Week, June
Réunion des directeurs politiques | Reunion des directeurs politiques
Foreign Terrorist Fighters Working Group | FTF Working Group: Foreign Terrorist Fighters
27th Session of the Steering Committee | Steering Committee, 27th session
Communications Working Group Meeting, London | Communications Working Group
Plenary session | Plenary
Conference on the Reconstruction of Iraq | International Conference for Reconstruction of Iraq
D-ISIS Ministerial | D-ISIS Ministerial 2023
"""
TWO = """
Stabilisation Working Group | Communications Working Group
Africa Focus Group | Asia Focus Group
Africa Focus Group | Africa Focus Group reception
Plenary session 1 | Plenary session 2
Working Group 1 | Working Group 2
Ministerial Meeting | Political Directors Meeting
Ministerial Meeting | Senior Officials Meeting
Steering Committee | Programme Committee
Board meeting | Staff meeting
IETF 122 | IETF 123
Foreign Terrorist Fighters Working Group | Stabilisation Working Group
Opening session | Closing session
Morning session | Afternoon session
Finance Committee | Council
Press briefing | Press conference
Welcome dinner | Welcome reception
Bilateral with Italy | Bilateral with Malta
Bilateral meeting: Niger | Bilateral meeting: Nigeria
HTTP Working Group | HTML Working Group
QUIC WG | TLS WG
CSS Working Group | SVG Working Group
Accessibility Guidelines Working Group | Web Authentication Working Group
Small Group Ministerial | Small Group Political Directors
Ministerial | Ministerial side event: stabilisation
Council Week - March Session | Council Week - June Session
"""


def pairs(lines: str) -> list[tuple[str, str]]:
    split = (line.partition(" | ") for line in lines.strip().splitlines())
    return [(one, other) for one, _, other in split]


def test_names_of_one_meeting_are_told_from_names_of_two() -> None:
    found = [pair for pair in pairs(ONE) if alike(*pair)]
    wrong = [pair for pair in pairs(TWO) if alike(*pair)]
    assert (len(found), len(pairs(ONE))) == (19, 22)
    assert wrong == [("Africa Focus Group", "Africa Focus Group reception")]
    assert all(alike(other, one) for one, other in found)


AFG = Meeting(id="a", name="Africa Focus Group", start="2026-03-01", city="Niamey")


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (Meeting(id="b", name="Africa Focus Group Meeting", start="2026-03-01", city="NIAMEY"), 1),
        (
            Meeting(
                id="b",
                name="Africa Focus Group",
                start="2026-03-01T09:00[Africa/Niamey]",
                venue="Palais des Congrès, Niamey",
            ),
            1,
        ),
        (Meeting(id="b", name="Africa Focus Group", start="2026-03-02", city="Niamey"), 0),
        (Meeting(id="b", name="Africa Focus Group", start="2026-03", city="Niamey"), 0),
        (Meeting(id="b", name="Africa Focus Group", start="2026-03-01", city="Rome"), 0),
        (Meeting(id="b", name="Africa Focus Group", start="2026-03-01"), 0),
        (Meeting(id="b", name="Ministerial", start="2026-03-01", city="Niamey"), 0),
    ],
)
def test_a_double_has_the_day_the_place_and_nearly_the_name(other: Meeting, same: int) -> None:
    assert len(doubles([AFG], [AFG, other], {"a"})) == same
    assert doubles([AFG], [AFG, other], {"a", "b"}) == []


# ------------------------------------------------------------------ a person's word


def meeting(id: str, name: str, **data: str) -> dict[str, object]:
    facts = {"name": name, "start": "2026-03-01", "city": "Niamey", **data}
    return {"id": id, "kind": "meeting", "data": facts}


HERE = meeting("afg1", "Africa Focus Group", mode="hybrid")
THERE = meeting("e77", "Africa Focus Group Meeting", venue="Palais des Congrès")
TOOK = {
    "id": "c",
    "kind": "commitment",
    "data": {"summary": "Pay", "owner_text": "All", "meeting": "e77"},
}


@pytest.fixture
def both(store: Store, server: Server) -> Store:
    """A store with the same meeting from the sources `one` and `two`; the second one then changes
    its status, and later the commitment taken at it."""
    then = {**THERE, "data": {**THERE["data"], "status": "confirmed"}}  # type: ignore[dict-item]
    later = {**TOOK, "data": {**TOOK["data"], "summary": "Pay more"}}  # type: ignore[dict-item]
    answers = (feed(THERE, TOOK), feed(then, TOOK), feed(then, later))
    for name, route in (
        ("one", send(feed(HERE))),
        ("two", in_turn(*(send(body) for body in answers))),
    ):
        add_source(store.journal.folder, Source(name, server.at(f"/{name}", route)))
    run(store, "one")
    return store


def took_place(store: Store) -> Meeting:
    found = store.get("afg1")
    assert isinstance(found, Meeting)
    return found


def made_at(store: Store) -> str:
    found = store.get("c")
    assert isinstance(found, Commitment)
    return found.meeting


def proposed(report: Report) -> list[tuple[str, str]]:
    return [(two.id, two.other) for two in report.doubles]


def test_the_same_meeting_of_two_sources_is_proposed_and_not_merged(both: Store) -> None:
    report = run(both, "two")
    assert (proposed(report), report.done) == ([("e77", "afg1")], False)
    assert set(both.records("meeting")) == {"afg1", "e77"}
    assert [two.other for _, two in undecided(both).doubles] == ["afg1"]
    assert proposed(run(both, "two")) == [("e77", "afg1")]


def test_a_yes_makes_them_one_that_both_sources_update(both: Store) -> None:
    run(both, "two")
    assert make_one(both, "e77", "afg1") == ("afg1", 1)
    assert set(both.records("meeting")) == {"afg1"}
    assert (took_place(both).name, took_place(both).mode) == ("Africa Focus Group", "hybrid")
    assert (took_place(both).venue, made_at(both)) == ("Palais des Congrès", "afg1")
    assert [(w.source, w.conflict.id, w.conflict.field) for w in conflicts(both)] == [
        ("two", "afg1", "name")
    ]
    resolve(both, "afg1", "name", "ours")
    assert undecided(both).doubles == []
    report = run(both, "two")
    assert (report.changed, report.new, report.doubles) == (("afg1",), (), ())
    assert took_place(both).status == "confirmed"
    report = run(both, "two")
    assert (report.changed, report.conflicts) == (("c",), ())
    assert made_at(both) == "afg1"
    assert run(both, "one").outcome == run(both, "two").outcome == "no change"


def test_a_yes_that_is_taken_back_breaks_nothing_and_can_be_given_again(both: Store) -> None:
    run(both, "two")
    make_one(both, "e77", "afg1")
    both.undo()
    assert set(both.records("meeting")) == {"afg1", "e77"}
    assert (conflicts(both), made_at(both)) == ([], "e77")
    report = run(both, "two")
    assert (report.changed, proposed(report)) == (("e77",), [("e77", "afg1")])
    assert run(both, "one").outcome == "no change"
    assert make_one(both, "e77", "afg1", "theirs") == ("afg1", 0)
    assert (took_place(both).name, conflicts(both)) == ("Africa Focus Group Meeting", [])
    report = run(both, "two")
    assert (report.changed, report.doubles, report.conflicts) == (("c",), (), ())
    both.undo()
    both.undo()
    both.redo()
    assert set(both.records("meeting")) == {"afg1"}
    assert run(both, "two").conflicts == ()


def test_a_no_is_remembered_and_a_yes_may_follow(both: Store) -> None:
    run(both, "two")
    make_two(both, "afg1", "e77")
    assert undecided(both).doubles == []
    assert run(both, "two").doubles == ()
    assert make_one(both, "e77", "afg1", "ours") == ("afg1", 0)
    assert set(both.records("meeting")) == {"afg1"}


def test_what_one_source_ends_the_other_still_has(both: Store, server: Server) -> None:
    run(both, "two")
    make_one(both, "e77", "afg1", "ours")
    server.at("/two", send(feed(TOOK)))
    report = run(both, "two")
    assert (report.missing, report.removed, report.conflicts) == ((), (), ())
    assert took_place(both).name == "Africa Focus Group"
    assert run(both, "one").outcome == "no change"


def test_only_two_records_of_one_kind_can_be_one(both: Store) -> None:
    run(both, "two")
    both.apply("add", [(None, Meeting(id=id_, name=id_)) for id_ in ("x", "y")])
    for one, other, why in (
        ("e77", "c", "a commitment"),
        ("e77", "e77", "not two records"),
        ("e77", "gone", "not two records"),
        ("x", "y", "came from a source"),
    ):
        with pytest.raises(StoreError, match=why):
            make_one(both, one, other)
    with pytest.raises(StoreError, match="no record gone"):
        make_two(both, "e77", "gone")
    assert make_one(both, "x", "e77", "ours") == ("x", 0)


def test_what_is_purged_is_forgotten_of_doubles_too(both: Store) -> None:
    run(both, "two")
    make_two(both, "afg1", "e77")
    sources = both.journal.folder / "sources"
    assert read_same(sources).distinct == (("afg1", "e77"),)
    forget(both.journal.folder, "e77")
    assert read_same(sources) == Same()
    assert undecided(both).doubles == []


def test_comparing_meetings_can_be_ended_and_stops_in_the_middle_of_long_names() -> None:
    looked = 0

    def check() -> None:
        nonlocal looked
        looked += 1
        if looked == 3:
            raise Cancelled("enough")

    told = [structs.replace(AFG, id=f"t{n}") for n in range(3)]
    here = [structs.replace(AFG, id=f"h{n}") for n in range(3)]
    with pytest.raises(Cancelled):
        doubles(told, here, (), check)
    words = " ".join(f"w{n}x" for n in range(30))
    assert alike(words, words + " and much that nobody reads to its end")
