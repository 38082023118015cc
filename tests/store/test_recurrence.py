"""What comes back: the next one, whoever closes the one before and wherever."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import dates, rrule
from store.door import Problems, admit, as_json, typed
from store.formats.feed import read
from store.importing import plan_import
from store.kinds import Commitment, Meeting
from store.record import Move
from store.recurrence import NoNext, following
from store.rrule import RuleError
from store.rules import received
from store.store import Store
from store.verbs import closed, reopened, with_next
from tests.conftest import TODAY
from tests.store.test_insight import promise
from tests.strategies import partial_dates

MONTHLY = "FREQ=MONTHLY"
RULES = st.sampled_from(
    [
        *(MONTHLY, "FREQ=YEARLY", "FREQ=DAILY;INTERVAL=9", "FREQ=WEEKLY;BYDAY=MO,TH"),
        *("FREQ=MONTHLY;BYDAY=-1FR;COUNT=3", "FREQ=YEARLY;UNTIL=20300101", "FREQ=MONTHLY;COUNT=2"),
        *("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=HOURLY", "what a feed says"),
    ]
)


def after(**fields: Any) -> dict[str, str]:
    done = promise("c", **fields)
    told = as_json(following(done, done.due))
    return {name: told[name] for name in ("id", "due", "start", "remind", "rrule") if name in told}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"due": "2026-04-01"}, "2026-05-01"),
        ({"due": "2026-01-31"}, "2026-03-31"),
        ({"due": "2026-04"}, "2026-05"),
        ({"due": "2026-04", "rrule": "FREQ=WEEKLY"}, "2026-05"),
        ({"due": "2026", "rrule": "FREQ=YEARLY;INTERVAL=2"}, "2028"),
        ({"due": "[2026-04-01..2026-04-09]"}, "[2026-05-01..2026-05-09]"),
        ({"due": "2024-02-29", "rrule": "FREQ=YEARLY"}, "2028-02-29"),
        ({"due": "2026-03-27", "rrule": "FREQ=MONTHLY;BYDAY=-1FR"}, "2026-04-24"),
        ({"due": "2026-04-03", "rrule": "FREQ=MONTHLY;BYMONTHDAY=15"}, "2026-04-15"),
        ({"due": "2026-04-01", "rrule": "FREQ=DAILY;BYHOUR=9;INTERVAL=10"}, "2026-04-11"),
    ],
)
def test_the_next_day_that_the_rule_gives(fields: dict[str, str], expected: str) -> None:
    assert after(**{"rrule": MONTHLY, **fields})["due"] == expected


@pytest.mark.parametrize(
    ("due", "rule", "why"),
    [
        ("2026-04-01", "FREQ=MONTHLY;COUNT=1", "the last one"),
        ("2026-04-01", "FREQ=MONTHLY;UNTIL=20260430", "the last one"),
        ("2026-04-01", "FREQ=MONTHLY;UNTIL=20260430T220000Z", "the last one"),
        ("2026-04-01", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "the last one"),
        ("2026-04-01", "FREQ=YEARLY;INTERVAL=9999999", "the last one"),
        ("[1026-04-01..2026-04-01]", MONTHLY, "the last one"),
        ("9999-12-01", MONTHLY, "the last one"),
        ("2026-04-01", "FREQ=SECONDLY", "cannot be followed"),
        ("2026-04-01", "every month, please", "cannot be followed"),
        ("2026-04-01", "FREQ=MONTHLY;BYSETPOS=1" + ",1" * 5000, "cannot be followed"),
        ("", MONTHLY, "no date to count from"),
    ],
)
def test_what_ends_or_cannot_be_followed_does_not_come_back(due: str, rule: str, why: str) -> None:
    with pytest.raises(NoNext, match=why):
        after(due=due, rrule=rule)


def test_a_count_runs_out() -> None:
    ids, done = [], promise("c", due="2026-01-01", rrule="FREQ=MONTHLY;COUNT=3")
    with pytest.raises(NoNext, match="the last one"):
        while True:
            done = following(done, done.due)
            ids.append(done.id)
    assert ids == ["c~2026-02-01", "c~2026-03-01"], "three with the first"


def test_what_was_moved_does_not_move_those_to_come() -> None:
    moves = (Move("2026-04-01", "2026-04-20"), Move("2026-04-20", "2026-05-06"))
    found = after(due="2026-05-06", rrule=MONTHLY, moves=moves, start="2026-03-15")
    assert (found["id"], found["due"], found["start"]) == (
        *("c~2026-05-01", "2026-05-01", "2026-04-14"),
    )
    late = after(due="2026-05-06", rrule=MONTHLY, moves=moves, start="2026-05-04")
    assert late["start"] == "2026-04-29", "as long before, where it was put off with the due date"


def test_start_and_reminder_shift_alike() -> None:
    found = after(due="2026-04-01", start="2026-03-01", remind="2026-03-25", rrule=MONTHLY)
    assert (found["start"], found["remind"]) == ("2026-03-31", "2026-04-24")
    assert after(due="2026-02", start="2026-01", rrule=MONTHLY)["start"] == "2026-02"
    assert after(start="2026-03-05", rrule=MONTHLY) == {
        "id": "c~2026-04-05",
        "start": "2026-04-05",
        "rrule": MONTHLY,
    }


def test_ids_stay_short_enough_and_name_the_series_once() -> None:
    first = following(promise("x" * 255, due="2026-04-01", rrule=MONTHLY), "2026-04-01")
    assert len(first.id) < 60
    second = following(first, first.due)
    assert second.id == first.id.replace("05-01", "06-01")


@settings(max_examples=40)
@given(RULES, partial_dates, partial_dates | st.just(""), partial_dates | st.just(""))
def test_whatever_comes_back_lies_later_and_keeps_its_order(
    rule: str, due: str, start: str, remind: str
) -> None:
    if start and dates.compare(due, "<", start) is dates.Answer.YES:
        start = ""
    done = promise("c", due=due, start=start, remind=remind, rrule=rule, status="delivered")
    try:
        found = following(done, due)
    except NoNext:
        return
    assert found == following(done, due)
    assert dates.span(found.due)[0] > dates.span(due)[1] or dates.precision(due) != "day"
    assert dates.span(found.due)[0] > dates.span(due)[0]
    assert dates.precision(found.due) == dates.precision(due)
    assert not received(Nobody())(found)
    assert (found.status, found.closed, found.moves, found.percent) == ("", "", (), None)
    assert admit(Commitment, as_json(found)) == found, "it is a record like any other"


class Nobody:
    def get(self, id: str) -> None:
        return None


# ---------------------------------------------------------------- closing, in a store


@pytest.fixture
def report(store: Store) -> Commitment:
    """A report that is due every month."""
    made = promise("r", owner_text="the desk", due="2026-04-01", rrule=MONTHLY, notes="as ever")
    store.apply("add", [(None, made)])
    return kept(store, "r")


def kept(store: Store, id: str) -> Commitment:
    found = store.get(id)
    assert isinstance(found, Commitment)
    return found


def open_ones(store: Store) -> list[str]:
    return sorted(c.id for c in store.of(Commitment) if not c.status)


def test_closing_makes_the_next_one_in_the_same_batch(store: Store, report: Commitment) -> None:
    batch = store.apply("close", [closed(report, day="2026-03-30")])
    assert batch is not None
    assert [(change.key, change.before is None) for change in batch.changes] == [
        ("r", False),
        ("r~2026-05-01", True),
    ]
    new = kept(store, "r~2026-05-01")
    assert (new.due, new.notes, new.owner_text, new.closed) == (
        "2026-05-01",
        "as ever",
        "the desk",
        "",
    )
    store.undo()
    assert open_ones(store) == ["r"]
    store.redo()
    assert open_ones(store) == ["r~2026-05-01"]


def test_reopened_and_closed_again_there_is_still_one(store: Store, report: Commitment) -> None:
    store.apply("close", [closed(report, day="2026-03-30")])
    store.apply("reopen", [reopened(kept(store, "r"))])
    assert open_ones(store) == ["r", "r~2026-05-01"]
    store.apply("close", [closed(kept(store, "r"), day="2026-03-31")])
    assert open_ones(store) == ["r~2026-05-01"]
    store.apply("close", [closed(kept(store, "r~2026-05-01"), day="2026-05-01")])
    assert open_ones(store) == ["r~2026-06-01"]


@pytest.mark.parametrize("status", ["delivered", "superseded", "withdrawn", "lapsed"])
def test_every_way_of_closing_does(store: Store, report: Commitment, status: str) -> None:
    new = typed(Commitment, {"status": status}, store.names, report, "")
    store.apply("edit status", [(report, new)])
    assert open_ones(store) == ["r~2026-05-01"]
    again = typed(Commitment, {"closed": "2026-03-04"}, store.names, kept(store, "r"), "")
    store.apply("edit closed", [(kept(store, "r"), again)])
    assert len(store.of(Commitment)) == 2


def test_what_others_closed_makes_nothing_here(store: Store, report: Commitment) -> None:
    store.apply("sync", [closed(report, day="2026-03-30")], received)
    assert len(store.of(Commitment)) == 1


def test_what_is_due_at_a_meeting_counts_from_its_day() -> None:
    meeting = Meeting(id="m", name="M", start="2026-04-08T10:00[Europe/Brussels]")
    done = closed(promise("c", due_at="m", rrule="FREQ=YEARLY"), day="2026-04-08")
    (_, new) = with_next([done], {"m": meeting}.get)[1]
    assert isinstance(new, Commitment)
    assert (new.due, new.due_at) == ("2027-04-08", "")


def test_two_desks_that_close_it_have_one_record(
    store: Store, report: Commitment, tmp_path: Path
) -> None:
    from store.formats.feed import write

    with Store.open(tmp_path / "other", by="another", today=lambda: date(2027, 1, 1)) as other:
        other.apply("import", [(None, report)], received)
        for desk, day in ((store, "2026-03-30"), (other, "2026-04-02")):
            desk.apply("close", [closed(kept(desk, "r"), day=day)])
        theirs = b"".join(write(other.of(Commitment)))
        store.apply("import", plan_import(read(theirs), store), received)
        assert open_ones(store) == ["r~2026-05-01"] and len(store.of(Commitment)) == 2


# ---------------------------------------------------------------- at the door


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("monthly", "FREQ=MONTHLY"),
        (" Quarterly ", "FREQ=MONTHLY;INTERVAL=3"),
        ("freq=weekly;byday=mo,we", "FREQ=WEEKLY;BYDAY=MO,WE"),
        ("RRULE:FREQ=YEARLY;COUNT=5", "FREQ=YEARLY;COUNT=5"),
        ("", ""),
    ],
)
def test_a_rule_is_typed(store: Store, words: str, rule: str) -> None:
    made = typed(Commitment, {"summary": "s", "rrule": words}, store.names, None, "c")
    assert made.rrule == rule


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("every other tuesday", "“every other tuesday” is no recurrence rule"),
        ("FREQ=HOURLY", "HOURLY is more often than daily"),
        ("FREQ=MONTHLY;BYMONTH=13", "“BYMONTH=13” is not understood"),
        ("FREQ=MONTHLY;UNTIL=tomorrow", "“UNTIL=TOMORROW” is not understood"),
        ("FREQ=MONTHLY;COUNT=2;UNTIL=20270101", "not both"),
        ("FREQ=MONTHLY;FREQ=DAILY", "stands there twice"),
        ("FREQ=MONTHLY;EVERY=2", "a recurrence rule has no “EVERY”"),
        ("FREQ=DAILY;BYSETPOS=1", "chooses among the days of another part"),
        ("FREQ=MONTHLY;" + "X" * 3000, "more than 2,000 characters"),
    ],
)
def test_what_is_no_rule_is_refused(store: Store, words: str, why: str) -> None:
    with pytest.raises(Problems) as refused:
        typed(Commitment, {"summary": "s", "rrule": words}, store.names, None, "c")
    assert why in refused.value.by_field["rrule"]
    assert "write one such as monthly" in refused.value.by_field["rrule"]


def test_a_feeds_odd_rule_is_kept_and_closing_works_all_the_same(store: Store) -> None:
    odd = {"id": "c", "summary": "s", "owner_text": "x", "rrule": "FREQ=FORTNIGHTLY"}
    store.apply("sync", [(None, admit(Commitment, odd))], received)
    one = kept(store, "c")
    edited = typed(Commitment, {"desk": "Anna"}, store.names, one, "")
    store.apply("edit", [(one, edited)])
    store.apply("close", [closed(kept(store, "c"), day=str(TODAY))])
    assert kept(store, "c").rrule == "FREQ=FORTNIGHTLY" and len(store.of(Commitment)) == 1


@settings(max_examples=60)
@given(st.text(alphabet="FREQ=MONTHLYDAIBUCKSPO;,0123456789+-", max_size=60))
def test_any_text_is_taken_or_refused_in_a_sentence(text: str) -> None:
    try:
        rule = rrule.typed(text)
    except RuleError as error:
        assert str(error).endswith("FREQ=YEARLY;COUNT=5")
    else:
        assert rrule.typed(rule) == rule
