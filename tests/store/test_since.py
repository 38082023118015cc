"""What came since one was last here, and nothing of what one knew then."""

import time
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from store.desk import Desk
from store.due import asking, owing
from store.insight import Insight
from store.journal.batch import now
from store.kinds import Commitment, Meeting
from store.record import Move
from store.since import since
from store.store import Store
from store.verbs import edited
from tests.conftest import TODAY

LAST = TODAY - timedelta(days=10)


def at(store: Store, today: date = TODAY) -> Insight:
    return Insight(store, lambda: today)


def put(store: Store, *records: Commitment | Meeting) -> None:
    store.apply("put", [(None, record) for record in records])


def test_what_became_due_since_is_told_and_what_was_late_before_is_not(store: Store) -> None:
    days = {"long ago": -40, "that day": -10, "since": -9, "today": 0, "tomorrow": 1}
    put(store, *(_due(id_, TODAY + timedelta(by)) for id_, by in days.items()))
    found = since(store, at(store), LAST, now())
    assert [c.id for c in found.due] == ["since", "today"]


def test_a_due_date_that_somebody_moves_is_told_and_a_corrected_one_is_not(store: Store) -> None:
    put(store, _due("moved", TODAY), _due("corrected", TODAY), _due("before", TODAY))
    _move(store, "before", Move(day=str(LAST), by="x", why="y"))
    left = _a_moment_later()
    _move(store, "moved", Move(day=str(TODAY), by="x", why="y"))
    _move(store, "corrected", None)
    assert [c.id for c in since(store, at(store), LAST, left).moved] == ["moved"]


def test_what_is_due_at_a_meeting_moves_with_it(store: Store) -> None:
    meeting = Meeting(id="m", name="M", start="2026-05-01")
    put(store, meeting, Commitment(id="c", summary="c", owner_text="all", due_at="m"))
    left = _a_moment_later()
    later = Meeting(id="m", name="M", start="2026-06-01")
    store.apply("move", [(store.get("m"), later)])
    assert [c.id for c in since(store, at(store), LAST, left).moved] == ["c"]


def test_what_went_stale_since_is_told_once(store: Store) -> None:
    heard = TODAY - timedelta(days=65)
    put(store, Meeting(id="m", name="M", start=str(heard)))
    put(store, Commitment(id="c", summary="c", owner_text="all", meeting="m"))
    assert [c.id for c in since(store, at(store), LAST, now()).stale] == ["c"]
    assert not since(store, at(store), TODAY, now())


@given(st.integers(-80, 80), st.integers(0, 60), st.integers(0, 60))
def test_two_absences_tell_together_what_one_long_one_tells(by: int, first: int, then: int) -> None:
    class Shelf:
        def records(self, kind: str) -> dict[str, Commitment]:
            return {"c": _due("c", TODAY + timedelta(by))} if kind == "commitment" else {}

        def version(self, kind: str) -> int:
            return 0

        def of(self, _: type[Commitment]) -> list[Commitment]:
            return list(self.records("commitment").values())

        def history(self) -> list[object]:
            return []

    shelf: Store = Shelf()  # type: ignore[assignment]
    start, middle = TODAY - timedelta(first + then), TODAY - timedelta(then)
    whole = since(shelf, at(shelf), start, "").due
    parts = (
        *since(shelf, at(shelf, middle), start, "").due,
        *since(shelf, at(shelf), middle, "").due,
    )
    assert whole == parts


def test_the_desk_asks_for_what_home_owes(desk: Desk) -> None:
    everybody = asking(desk.store, desk.insight, TODAY)
    ours = asking(desk.store, desk.insight, TODAY, owing(desk.insight, "MA"))
    assert [a.commitment.id for a in ours] == ["C03"]
    assert {a.commitment.id for a in ours} < {a.commitment.id for a in everybody}


def _a_moment_later() -> str:
    """What was written before was written before it, and what comes comes after."""
    time.sleep(0.005)
    left = now()
    time.sleep(0.005)
    return left


def _due(id: str, day: date) -> Commitment:
    return Commitment(id=id, summary=id, owner_text="all", due=str(day))


def _move(store: Store, id: str, move: Move | None) -> None:
    old = store.records("commitment")[id]
    assert isinstance(old, Commitment)
    new = Commitment(id=id, summary=id, owner_text="all", due=str(TODAY + timedelta(days=30)))
    store.apply("move", [edited(old, new, move)])
