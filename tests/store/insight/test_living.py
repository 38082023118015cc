"""What is kept up as records change is what would be worked out anew, and costs no pass."""

from collections.abc import Iterable, Iterator
from datetime import date
from random import Random
from typing import Any

import pytest

from store.insight import Insight
from store.insight.memory import Memory
from store.kinds import KINDS, Commitment, Group, Meeting, Update
from store.lately import MOST, Lately
from store.overview import overview
from store.record import Move, Record
from store.store import Store
from tests.conftest import TODAY
from tests.store.test_insight import Rows, promise

DAYS = ["", "2025-11-02", "2026-02", "2026-02-20", "2026-03-04", "2026-04-01"]
MOVES = ((), (Move("2025", "2026"),))


def any_record(random: Random) -> Record:
    """A record of the few that there are, with something else in it."""
    one, some = random.choice, random.sample
    match random.randrange(6):
        case 0:
            groups = tuple(some("gh", random.randrange(3)))
            status: Any = one(["", "", "cancelled"])
            return Meeting(id=one("mno"), name="M", start=one(DAYS), groups=groups, status=status)
        case 1:
            word: Any = one(["", "stalled"])
            at, member = one(DAYS[1:]), one(["", "BE"])
            return Update(id=one("uvw"), commitment=one("abcd"), at=at, member=member, status=word)
        case 2:
            return Group(id=one("gh"), name="G", parent=one(["", "h"]))
        case _:
            return any_commitment(random)


def any_commitment(random: Random) -> Commitment:
    """One of four commitments."""
    one, some = random.choice, random.sample
    return Commitment(
        id=one("abcd"),
        summary="s",
        owners=tuple(some(["BE", "MA", "g"], random.randrange(3))),
        group=one(["", "g", "h"]),
        meeting=one(["", "m", "n"]),
        due=one(DAYS),
        due_at=one(["", "m", "n"]),
        status=one(["", "", "at risk", "delivered"]),
        closed=one(DAYS),
        parent=one(["", "a", "b"]),
        percent=one([None, 0, 40]),
        depends_on=tuple(some("abcd", random.randrange(3))),
        standing=one([False, False, True]),
        priority=random.randrange(10),
        start=one(["", "2026-02", "2026-05-01"]),
        moves=one(MOVES),
    )


def all_answers(insight: Insight, shelf: Rows | Store) -> list[object]:
    """Everything that is told of every record."""
    told: list[object] = [overview(shelf, insight)]
    for kind in KINDS:
        for record in sorted(shelf.records(kind).values(), key=lambda record: record.id):
            told.append((record.id, insight.flags(record)))
            if isinstance(record, Commitment):
                told += [insight.urgency(record), insight.completion(record)]
                told += [insight.waits_for(record), insight.holds_up(record)]
                told += [insight.last_heard(record), insight.latest_by_owner(record)]
            elif isinstance(record, Meeting):
                told.append([c.id for c in insight.carry_over(record)])
            elif isinstance(record, Group):
                told.append(insight.cadence(record))
    return told


@pytest.mark.parametrize("seed", range(12))
def test_kept_up_is_worked_out_anew(seed: int) -> None:
    random = Random(seed)
    shelf = Rows()
    living = Insight(shelf, lambda: TODAY, lambda: "BE")
    for _ in range(25):
        for _ in range(random.randrange(1, 4)):
            record = any_record(random)
            shelf.put(record)
            if random.random() < 0.2:
                shelf.take(record)
        fresh = Insight(shelf, lambda: TODAY, lambda: "BE")
        assert all_answers(living, shelf) == all_answers(fresh, shelf)


class Looked(dict[str, Record]):
    """Rows that count how often all of them are gone through."""

    passes = 0

    def values(self) -> Any:
        self.passes += 1
        return super().values()

    def __iter__(self) -> Iterator[str]:
        self.passes += 1
        return super().__iter__()


def test_an_edit_costs_no_pass_over_the_rest() -> None:
    shelf = Rows()
    rows = {kind: Looked() for kind in ("commitment", "update", "meeting")}
    shelf.rows.update(rows)
    shelf.put(Meeting(id="m", name="M", start="2026-03-09", groups=("g",)))
    shelf.put(*(promise(f"c{n}", due="2026-02-03", meeting="m") for n in range(50)))
    shelf.put(*(Update(id=f"u{n}", commitment=f"c{n}", at="2026-02-03") for n in range(50)))
    insight = Insight(shelf, lambda: TODAY)

    def ask() -> int:
        for table in rows.values():
            table.passes = 0
        for record in map(promise, ("c1", "c3", "c4")):
            insight.flags(record)
            insight.urgency(record)
            insight.completion(record)
            insight.last_heard(record)
        insight.carry_over(Meeting(id="n", name="N", start="2026-03-02", groups=("g",)))
        overview(shelf, insight)
        return rows["commitment"].passes + rows["update"].passes

    assert ask() == 2, "once each, to begin with"
    shelf.put(promise("c3", status="delivered", closed="2026-03-01", depends_on=("c4",)))
    assert ask() == 0
    shelf.put(Update(id="u9", commitment="c1", at="2026-03-01"))
    shelf.take(shelf.rows["update"]["u3"])
    assert ask() == 0
    shelf.put(Meeting(id="m", name="M", start="2026-02-09", groups=("g",)))
    assert ask() == 0
    shelf.put(promise("c3", depends_on=("c4",)))
    assert "blocking" in insight.flags(shelf.rows["commitment"]["c4"])


def test_only_what_changed_is_told_to_what_is_gathered() -> None:
    told: list[tuple[str, str]] = []

    class Gathered:
        def add(self, records: Iterable[Record]) -> None:
            told.extend(("+", record.id) for record in records)

        def drop(self, records: Iterable[Record]) -> None:
            told.extend(("-", record.id) for record in records)

    shelf = Rows(promise("a"), promise("b"), promise("c"))
    memory = Memory(shelf)
    memory.of(Commitment, Gathered)
    assert sorted(told) == [("+", "a"), ("+", "b"), ("+", "c")]
    told.clear()
    shelf.put(promise("b", due="2026"))
    shelf.put(promise("d"))
    shelf.take(shelf.rows["commitment"]["a"])
    memory.of(Commitment, Gathered)
    assert told == [("-", "b"), ("+", "b"), ("+", "d"), ("-", "a")]


def test_what_is_not_remembered_any_more_is_read_again() -> None:
    lately = Lately(["commitment"])
    first = lately.version("commitment")
    lately.note("commitment", "a")
    lately.note("nothing", "a")
    assert lately.since("commitment", first) == ["a"]
    assert lately.since("commitment", lately.version("commitment")) == []
    lately.all_anew()
    assert lately.since("commitment", first) is None
    assert lately.version("commitment") > first


def test_more_changes_than_are_remembered() -> None:
    lately = Lately(["member"])
    versions = []
    for n in range(MOST + 2):
        versions.append(lately.version("member"))
        lately.note("member", str(n))
    assert versions == sorted(set(versions))
    assert lately.since("member", versions[0]) is None
    assert lately.since("member", versions[-1]) == [str(MOST + 1)]


def test_the_store_says_what_changed(coalition: Store) -> None:
    insight = Insight(coalition, lambda: date(2023, 2, 20))
    before = all_answers(insight, coalition)
    version = coalition.version("commitment")
    old = coalition.of(Commitment)[3]
    closed = Commitment(**{name: getattr(old, name) for name in ("id", "summary", "owners")})
    coalition.apply("edit", [(old, closed)])
    assert coalition.changed("commitment", version) == [old.id]
    assert coalition.changed("member", coalition.version("member")) == []
    after = all_answers(insight, coalition)
    assert after != before
    assert after == all_answers(Insight(coalition, lambda: date(2023, 2, 20)), coalition)
    coalition.undo()
    assert [a for a in all_answers(insight, coalition) if a not in before] == []
