"""What follows from the records: from dates as they are recorded, and by no other rule."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import dates
from store.dates import Answer
from store.insight import FLAG_HELP, FLAGS, STALE_DAYS, Insight
from store.insight.memory import Living
from store.kinds import KINDS, Commitment, Group, Meeting, Member, Role, Update
from store.lately import Lately
from store.record import Record
from store.store import Store
from tests.conftest import TODAY

AFRICA = "africa-focus-group"


class Rows:
    """Records on a shelf."""

    def __init__(self, *records: Record) -> None:
        self.rows: dict[str, dict[str, Record]] = {kind: {} for kind in KINDS}
        self.lately = Lately(KINDS)
        self.put(*records)

    def put(self, *records: Record) -> None:
        for record in records:
            self.rows[record.kind.name][record.id] = record
            self.lately.note(record.kind.name, record.id)

    def take(self, *records: Record) -> None:
        for record in records:
            del self.rows[record.kind.name][record.id]
            self.lately.note(record.kind.name, record.id)

    def records(self, kind: str) -> dict[str, Record]:
        return self.rows[kind]

    def version(self, kind: str) -> int:
        return self.lately.version(kind)

    def changed(self, kind: str, since: int) -> Sequence[str] | None:
        return self.lately.since(kind, since)


def seen_from(shelf: Living, home: str = "", today: date = TODAY) -> Insight:
    return Insight(shelf, lambda: today, lambda: home)


def promise(id: str = "c", **fields: Any) -> Commitment:
    return Commitment(id=id, summary="s", **fields)


# ---------------------------------------------------------------- the real facts


def holders(coalition: Store, day: str) -> dict[str, Answer]:
    found = seen_from(coalition).holders(AFRICA, "co-chair", date.fromisoformat(day))
    return {role.member: answer for role, answer in found}


def test_the_co_chairs_on_2_march_2023(coalition: Store) -> None:
    certainly = dict.fromkeys(("IT", "MA", "NE", "US"), Answer.YES)
    assert holders(coalition, "2023-03-02") == certainly


def test_the_co_chairs_on_15_november_2023(coalition: Store) -> None:
    certainly = dict.fromkeys(("IT", "MA", "SA", "US"), Answer.YES)
    assert holders(coalition, "2023-11-15") == certainly


def test_on_1_september_2023_niger_and_saudi_arabia_are_each_possible(coalition: Store) -> None:
    found = holders(coalition, "2023-09-01")
    assert {member for member, answer in found.items() if answer is Answer.POSSIBLY} == {"NE", "SA"}
    assert {member for member, answer in found.items() if answer is Answer.YES} == {
        "IT",
        "MA",
        "US",
    }


def test_published_counts_stand_beside_dated_accessions(coalition: Store) -> None:
    growth = seen_from(coalition).accession()
    assert len(growth) == 11
    assert [day for day, _, _ in growth] == sorted(day for day, _, _ in growth)
    assert ("2021-12-02", 84, 17) in growth
    assert growth[0][:2] == ("2014-12-03", 60)
    assert all(dated <= published for _, published, dated in growth)


def test_a_meeting_that_has_its_date_in_the_past_was_held(coalition: Store) -> None:
    held = seen_from(coalition).test("meeting", "held")
    meetings = coalition.of(Meeting)
    assert {m.id for m in meetings if not held(m)} == {m.id for m in meetings if not m.start}


def test_every_flag_answers_for_every_real_record(coalition: Store) -> None:
    insight = seen_from(coalition, "BE")
    for kind, flags in FLAGS.items():
        for record in coalition.find(kind):
            assert set(insight.flags(record)) <= set(flags)


# ---------------------------------------------------------------- commitments


@pytest.mark.parametrize(
    ("due", "late_from"),
    [
        ("2026-02-28", "2026-03-01"),
        ("2026-02", "2026-03-01"),
        ("2026", "2027-01-01"),
        ("[2026-02-01..2026-02-28]", "2026-03-01"),
    ],
)
def test_overdue_begins_after_the_last_day(due: str, late_from: str) -> None:
    first = date.fromisoformat(late_from)
    late = promise(due=due)
    assert seen_from(Rows(late), today=first).flags(late)[:2] == ["open", "overdue"]
    the_day_before = date.fromordinal(first.toordinal() - 1)
    assert "overdue" not in seen_from(Rows(late), today=the_day_before).flags(late)


@pytest.mark.parametrize("status", ["delivered", "superseded", "withdrawn", "lapsed"])
def test_what_is_closed_or_standing_is_never_overdue(status: str) -> None:
    insight = seen_from(Rows())
    overdue = insight.test("commitment", "overdue")
    assert not overdue(promise(due="2020", status=status))
    assert not overdue(promise(due="2020", standing=True))
    assert not overdue(promise())
    assert overdue(promise(due="2020", status="no information"))


def test_what_is_due_at_a_meeting_moves_with_it() -> None:
    shelf = Rows(Meeting(id="m", name="Next", start="2026-02-20"))
    insight = seen_from(shelf)
    tied = promise(due_at="m")
    assert insight.due(tied) == "2026-02-20"
    assert "overdue" in insight.flags(tied)
    shelf.put(Meeting(id="m", name="Next", start="2026-03-10"))
    assert "overdue" not in insight.flags(tied)
    assert "soon" in insight.flags(tied)
    assert insight.due(promise(due="2027", due_at="m")) == "2027"
    assert insight.due(promise(due_at="gone")) == ""


@given(st.dates(date(2025, 1, 1), date(2027, 12, 31)).map(str), st.sampled_from((4, 7, 10)))
def test_nothing_is_overdue_and_soon_at_once(day: str, length: int) -> None:
    flags = seen_from(Rows()).flags(promise(due=day[:length]))
    first, last = dates.span(day[:length])
    assert ("overdue" in flags) == (last < TODAY)
    assert ("soon" in flags) == (0 <= (last - TODAY).days <= 14)
    assert first <= last


def test_stale_counts_from_the_latest_that_was_heard() -> None:
    silent, meeting = promise(meeting="m"), Meeting(id="m", name="Past", start="2020-01-01")
    shelf = Rows(silent, meeting)
    insight = seen_from(shelf)
    stale = insight.test("commitment", "stale")
    assert stale(silent)
    oldest = date.fromordinal(TODAY.toordinal() - STALE_DAYS)
    shelf.put(
        Update(id="u", commitment="c", at=str(oldest)), Update(id="v", commitment="c", at="2019")
    )
    assert insight.last_heard(silent) == str(oldest)
    assert not insight.test("commitment", "stale")(silent)
    assert not stale(promise("fresh", created="2026-02-28T10:00:00Z"))
    assert stale(promise("old", created="2025-02-28T10:00:00Z"))
    assert not stale(promise("forever", created="2025-02-28T10:00:00Z", standing=True))


def test_of_what_nothing_is_known_it_is_not_said_that_it_is_stale() -> None:
    assert "stale" not in seen_from(Rows()).flags(promise())


def test_blocked_and_blocking_end_when_what_is_waited_for_is_closed() -> None:
    first, second = promise("first"), promise("second", depends_on=("first",))
    shelf = Rows(first, second)
    insight = seen_from(shelf)
    assert "blocking" in insight.flags(first)
    assert "blocked" in insight.flags(second)
    done = promise("first", status="delivered")
    shelf.put(done)
    assert "blocking" not in insight.flags(done)
    assert "blocked" not in insight.flags(second)


def test_mine_is_what_home_owns_or_a_group_that_it_leads_today() -> None:
    shelf = Rows(
        Role(id="r", member="BE", group="g", label="co-chair", start="2025"),
        Role(id="s", member="BE", group="past", label="co-chair", start="2023", end="2024"),
        Role(id="t", member="BE", group="joined", label="participant", start="2025"),
    )
    insight = seen_from(shelf, "BE")
    mine = insight.test("commitment", "mine")
    owners = ("BE", "g", "past", "joined", "US")
    assert [owner for owner in owners if mine(promise(owners=(owner,)))] == ["BE", "g"]
    assert insight.led_by("BE") == {"g"}
    assert insight.test("group", "mine")(Group(id="g", name="G"))


def test_without_a_home_nothing_is_mine_or_asked() -> None:
    insight = seen_from(Rows())
    for kind in ("commitment", "meeting", "role", "group"):
        nobodys: dict[str, Record] = {
            "commitment": promise(),
            "meeting": Meeting(id="m", name="M"),
            "role": Role(id="r", member="", group="g", label="x"),
            "group": Group(id="g", name="G"),
        }
        assert not {"mine", "asked"} & set(insight.flags(nobodys[kind]))


def test_asked_is_apart_from_mine() -> None:
    insight = seen_from(Rows(), "BE")
    assert insight.flags(promise(asked_by=("BE",))) == ["open", "asked"]


# ---------------------------------------------------------------- meetings, roles, members


@pytest.mark.parametrize(
    ("start", "end", "status", "flags"),
    [
        ("2026-02-28", "", "", ["held"]),
        ("2026-03-01", "", "", ["upcoming"]),
        ("2026-02-27", "2026-03-01", "", ["upcoming"]),
        ("2026-03", "", "", ["upcoming"]),
        ("2026", "", "", []),
        ("2025", "", "", ["held"]),
        ("", "", "", []),
        ("2026-02-28", "", "cancelled", []),
        ("2026-04-01", "", "postponed", []),
        ("2026-03-01T10:00[Europe/Brussels]", "", "", ["upcoming"]),
    ],
)
def test_a_meeting_is_held_or_upcoming_where_that_is_certain(
    start: str, end: str, status: str, flags: list[str]
) -> None:
    meeting = Meeting(id="m", name="M", start=start, end=end, status=status)  # type: ignore[arg-type]
    assert seen_from(Rows()).flags(meeting) == flags


def test_current_is_what_certainly_holds_today() -> None:
    insight = seen_from(Rows())

    def current(start: str, end: str = "") -> bool:
        return insight.test("role", "current")(
            Role(id="r", member="BE", group="g", label="chair", start=start, end=end)
        )

    assert current("2020")
    assert current("2020", "2026-03-01")
    assert not current("2020", "2026-02-28")
    assert not current("2020", "2026")
    assert not current("2026")
    assert not current("2026-03-02")


def test_a_candidate_or_former_member_is_not_current() -> None:
    current: Callable[[Member], bool] = seen_from(Rows()).test("member", "current")
    assert current(Member(id="a", name="A"))
    assert current(Member(id="a", name="A", status="member", joined="2014"))
    assert not current(Member(id="a", name="A", status="candidate"))
    assert not current(Member(id="a", name="A", status="former"))
    assert not current(Member(id="a", name="A", left="2020"))


def test_a_flag_that_a_kind_does_not_have_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        seen_from(Rows()).test("meeting", "overdue")


def test_every_flag_is_explained() -> None:
    assert {flag for flags in FLAGS.values() for flag in flags} == set(FLAG_HELP)
