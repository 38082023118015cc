"""The matrix: the last word on each owner's part, and what the words come to."""

from collections.abc import Iterator
from pathlib import Path
from statistics import fmean
from typing import cast, get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.config import Config
from store.demo import fill
from store.desk import Desk, open_desk
from store.kinds import Commitment, Group, Meeting, Member, Role, Status, Update
from store.names import Names
from store.progress import by_owner, last_word
from store.record import Record, Visibility
from store.reports.matrix import Cell, Matrix, matrix, tally, updates_behind, with_updates
from store.reports.matrix.scale import EVERY, STATUSES, legend, mean_text, sign_of
from store.rules import received
from store.store import Store
from store.text import fold
from tests import strategies
from tests.conftest import TODAY
from tests.store.test_insight import Rows, seen_from

ITALY, MOROCCO = Member(id="IT", name="Italy"), Member(id="MA", name="Morocco")
AFG = Group(id="afg", name="Africa Focus Group")
HOST = Commitment(id="host", summary="Host it", owners=("IT", "MA"), due="2023-06")


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Desk]:
    """Two members, a group, and a commitment that both owe."""
    with open_desk(tmp_path / "small", Config()) as opened:
        opened.store.apply("begin", [(None, record) for record in (ITALY, MOROCCO, AFG, HOST)])
        yield opened


def add(desk: Desk, *records: Record) -> None:
    desk.store.apply("add", [(None, record) for record in records], received)


class Kept(Rows):
    """Records on a shelf, as a store offers them."""

    @property
    def names(self) -> Names:
        return Names(self, lambda: TODAY)

    def of(self, kind: type[Record]) -> list[Record]:
        return list(self.records(kind.kind.name).values())


def over(*records: Record) -> Desk:
    """A desk over records that no store would take."""
    kept = Kept(*records)
    return Desk(cast(Store, kept), seen_from(kept), Config())


def update(id: str, member: str = "", at: str = "2023-03-01", **said: object) -> Update:
    return msgspec.convert(
        {"id": id, "commitment": "host", "member": member, "at": at, **said}, Update
    )


def seen(desk: Desk, **how: object) -> dict[str, list[str]]:
    """What the cells say, by owner."""
    found = matrix(desk, desk.store.of(Commitment), **how)  # type: ignore[arg-type]
    return {row.id: [sign_of(cell).word for cell in row.cells] for row in found.rows}


# ---------------------------------------------------------------- whose word it is


def test_the_last_word_of_each_owner_stands(small: Desk) -> None:
    add(
        small,
        update("u1", "IT", "2023-01-05", score=-1, assessor="We"),
        update("u2", "IT", "2023-02-05", score=1, status="delivered", assessor="They"),
        update("u3", "MA", "2023-02", status="at risk"),
    )
    found = matrix(small, [HOST])
    italy, morocco = found.rows
    assert italy.cells == (
        Cell("host", "score", 1, "delivered", "2023-02-05", "They", "u2", updates=2),
    )
    assert morocco.cells == (Cell("host", "status", None, "at risk", "2023-02", "", "u3", 1),)
    assert (italy.tally.mean, italy.tally.assessed, morocco.tally.mean) == (1.0, 1, None)
    assert (found.columns[0].tally.mean, found.columns[0].tally.of) == (1.0, 2)


def test_a_comment_takes_nothing_back(small: Desk) -> None:
    add(small, update("u1", "IT", score=0), update("u2", "IT", "2023-05-01", act="comment"))
    assert seen(small) == {"IT": ["partial"], "MA": ["no update"]}
    (italy, _) = matrix(small, [HOST]).rows
    assert (italy.cells[0].update, italy.cells[0].updates) == ("u1", 2)


def test_what_is_not_known_is_kept_apart(small: Desk) -> None:
    add(
        small,
        update("u1", "IT", status="no information"),
        update("u2", "MA", act="comment", text="A word"),
    )
    assert seen(small) == {"IT": ["no information"], "MA": ["reported"]}
    found = matrix(small, [HOST])
    assert found.tally.mean is None
    assert (found.tally.assessed, found.tally.no_information, found.tally.no_update) == (0, 1, 0)


def test_what_names_nobody_is_said_of_all_that_owe_it(small: Desk) -> None:
    add(small, update("u1", "IT", "2023-01", score=-1), update("u2", at="2023-02", score=0))
    assert seen(small) == {"IT": ["partial"], "MA": ["partial"]}
    add(small, update("u3", "MA", "2023-03", score=1))
    assert seen(small) == {"IT": ["partial"], "MA": ["full"]}


def test_a_member_that_owes_nothing_speaks_for_the_group_that_does(small: Desk) -> None:
    add(
        small,
        Commitment(id="plan", summary="Plan it", owners=("afg", "IT")),
        msgspec.structs.replace(update("u1", "MA", score=1), commitment="plan"),
        update("u2", "XX", score=1),
    )
    assert seen(small) == {"IT": ["no update", "no update"], "MA": ["no update"], "afg": ["full"]}


def test_a_group_stands_for_itself_or_its_members_of_today_for_it(small: Desk) -> None:
    add(
        small,
        Commitment(id="plan", summary="Plan it", owners=("afg",)),
        Role(id="r1", member="MA", group="afg", label="co-chair", start="2022"),
        Role(id="r2", member="IT", group="afg", label="co-chair", start="2019", end="2020"),
        msgspec.structs.replace(update("u1", "MA", score=1), commitment="plan"),
    )
    assert seen(small)["afg"] == ["full"]
    assert seen(small, members=True) == {"IT": ["no update"], "MA": ["no update", "full"]}
    commitment = small.store.get("plan")
    assert isinstance(commitment, Commitment)
    behind = updates_behind(small, commitment, "MA", members=True)
    assert [one.id for one in behind] == ["u1"]


def test_a_group_that_nobody_is_in_stands_for_itself(small: Desk) -> None:
    add(small, Commitment(id="plan", summary="Plan it", owners=("afg",)))
    assert seen(small, members=True)["afg"] == ["no update"]


def test_an_owner_that_is_not_here_has_a_row_by_its_id(small: Desk) -> None:
    add(small, Commitment(id="plan", summary="Plan it", owners=("gone",)))
    row = next(row for row in matrix(small, small.store.of(Commitment)).rows if row.id == "gone")
    assert (row.name, row.kind) == ("gone", "")


def test_what_nobody_among_the_records_owes_has_no_column_and_is_counted(small: Desk) -> None:
    add(small, Commitment(id="all", summary="All of us", owner_text="countries of origin"))
    found = matrix(small, small.store.of(Commitment))
    assert ([column.id for column in found.columns], found.unowned) == (["host"], 1)


# ---------------------------------------------------------------- what leaves


def test_what_is_secret_is_not_told_of_and_counted(small: Desk) -> None:
    open_ = Commitment(id="open", summary="Open", owners=("IT", "afg"), visibility="public")
    hidden = msgspec.structs.replace(open_, id="hidden", visibility="private")
    italy = small.store.get("IT")
    assert italy is not None
    shown = msgspec.structs.replace(italy, visibility="public")
    small.store.apply("show", [(italy, shown)])
    add(
        small,
        open_,
        hidden,
        *(
            msgspec.structs.replace(one, commitment="open")
            for one in (
                update("u1", "IT", "2023-01", score=0, visibility="public"),
                update("u2", "IT", "2023-02", score=1, visibility="private"),
            )
        ),
    )
    found = matrix(small, [open_, hidden], include="public")
    assert [column.id for column in found.columns] == ["open"]
    assert [(row.id, [cell.score for cell in row.cells]) for row in found.rows] == [("IT", [0])]
    assert found.withheld == 3  # a commitment, an update, and the name of a group
    assert matrix(small, [open_, hidden], include="private").withheld == 0


def test_what_a_secret_record_says_is_not_told_by_another(small: Desk) -> None:
    """The day of a meeting, and who holds a role."""
    for name, record in (("IT", ITALY), ("MA", MOROCCO), ("afg", AFG)):
        old = small.store.get(name)
        assert old is not None
        shown = msgspec.structs.replace(old, visibility="public")
        small.store.apply("show", [(old, shown)])
        assert record.visibility == "private"
    add(
        small,
        Meeting(id="secret", name="Secret", start="2024-05-06"),
        plan := Commitment(
            id="plan", summary="Plan", owners=("afg",), due_at="secret", visibility="public"
        ),
        Role(id="r1", member="MA", group="afg", label="co-chair", start="2022"),
    )
    public = matrix(small, [plan], members=True, include="public")
    assert (public.columns[0].due, [row.id for row in public.rows]) == ("", ["afg"])
    assert public.withheld == 2
    whole = matrix(small, [plan], members=True)
    assert (whole.columns[0].due, [row.id for row in whole.rows]) == ("2024-05-06", ["MA"])


# ---------------------------------------------------------------- order, and what it comes to


def test_members_come_by_name_then_groups_and_by_mean_the_best_first(small: Desk) -> None:
    add(
        small,
        Member(id="AX", name="Åland"),
        Commitment(id="plan", summary="Plan it", owners=("afg", "AX", "IT")),
        update("u1", "IT", score=0),
        update("u2", "MA", score=1),
    )
    assert list(seen(small)) == ["AX", "IT", "MA", "afg"]
    assert list(seen(small, order="mean")) == ["MA", "IT", "AX", "afg"]


def test_all_of_which_something_was_heard_stand_by_due_date(small: Desk) -> None:
    soon = Commitment(id="soon", summary="Soon", owners=("IT",), due="2023-01-01")
    add(small, soon, Commitment(id="never", summary="Never", owners=("IT",)))
    assert [c.id for c in with_updates(small)] == ["soon", "host", "never"]
    heard = msgspec.structs.replace(update("u2"), commitment="soon")
    add(small, update("u1"), heard)
    assert [c.id for c in with_updates(small)] == ["soon", "host"]


SAYS = st.sampled_from(["score", "status", "no information", "reported", "no update"])
CELLS = st.lists(
    SAYS.flatmap(
        lambda says: st.builds(
            Cell,
            commitment=st.just("c"),
            says=st.just(says),
            score=st.sampled_from([-1, 0, 1]) if says == "score" else st.none(),
        )
    ),
    max_size=12,
)


@settings(max_examples=30)
@given(CELLS)
def test_a_mean_is_over_those_assessed_and_there_is_none_of_nothing(cells: list[Cell]) -> None:
    found, scores = tally(cells), [cell.score for cell in cells if cell.score is not None]
    assert (found.assessed, found.of) == (len(scores), len(cells))
    assert (found.mean is None) == (not scores)
    if scores:
        assert found.mean == pytest.approx(fmean(scores))
        assert -1 <= (found.mean or 0) <= 1
    others = sum(cell.says in ("status", "reported") for cell in cells)
    assert found.assessed + found.no_information + found.no_update + others == found.of


UPDATES = st.lists(
    st.builds(
        Update,
        id=st.uuids().map(str),
        commitment=st.just("host"),
        at=strategies.whens,
        member=st.sampled_from(["", "IT", "MA", "AX"]),
        status=st.sampled_from(["", "on track", "no information"]),
        score=st.sampled_from([None, -1, 0, 1]),
    ),
    max_size=8,
    unique_by=lambda one: one.id,
)


@settings(max_examples=30)
@given(UPDATES, st.lists(st.sampled_from(["IT", "MA", "afg"]), min_size=1, unique=True))
def test_every_update_tells_of_owners_and_of_no_other(
    updates: list[Update], owners: list[str]
) -> None:
    found = by_owner(updates, owners, lambda id_: id_ == "afg")
    assert set(found) <= set(owners)
    for owner, told in found.items():
        assert len({one.id for one in told}) == len(told)
        for one in told:
            assert one.member in ("", owner) or (owner == "afg" and one.member not in owners)
        last = last_word(told)
        assert last is not None
        assert (last.score is not None or bool(last.status)) or not any(
            one.score is not None or one.status for one in told
        )
    whole = [one for one in updates if not one.member]
    assert all(one in found[owner] for one in whole for owner in owners)


@settings(max_examples=15)
@given(UPDATES.map(lambda many: [one for one in many if one.member]))
def test_the_last_word_is_the_latest_update_of_the_insight(updates: list[Update]) -> None:
    latest = seen_from(Rows(ITALY, MOROCCO, AFG, HOST, *updates)).latest_by_owner(HOST)
    for owner, told in by_owner(updates, ("IT", "MA"), lambda _: False).items():
        assert last_word(told) == latest[owner]


@settings(max_examples=15)
@given(st.lists(strategies.records("commitment", "update", "member", "group"), max_size=12))
def test_whatever_the_records_hold_it_is_counted_once(records: list[Record]) -> None:
    every: list[Visibility] = ["public", "private", "confidential"]
    desk = over(*{record.id: record for record in records}.values())
    commitments = desk.store.of(Commitment)
    before: set[str] = set()
    for include in every:
        found = matrix(desk, commitments, include=include)
        cells = [cell for row in found.rows for cell in row.cells]
        assert found.tally.of == len(cells) == sum(c.tally.of for c in found.columns)
        assert found.tally.assessed == sum(c.tally.assessed for c in found.columns)
        assert sum(row.tally.no_update for row in found.rows) == found.tally.no_update
        assert before <= {column.id for column in found.columns}
        asked = [c.id for c in commitments]
        assert [c.id for c in found.columns] == [
            id_ for id_ in asked if id_ in {c.id for c in found.columns}
        ]
        _check_order(desk, commitments, include)
        before = {column.id for column in found.columns}
        assert msgspec.json.decode(msgspec.json.encode(found), type=Matrix) == found


def _check_order(desk: Desk, commitments: list[Commitment], include: Visibility) -> None:
    """By name, members before groups before those that are not here; by mean, the best first."""
    rows = matrix(desk, commitments, include=include).rows
    named = [(("member", "group", "").index(row.kind), fold(row.name), row.id) for row in rows]
    assert named == sorted(named)
    means = [
        row.tally.mean for row in matrix(desk, commitments, include=include, order="mean").rows
    ]
    known = [mean for mean in means if mean is not None]
    assert means == [*sorted(known, reverse=True), *[None] * (len(means) - len(known))]


# ---------------------------------------------------------------- the signs


def test_every_status_has_a_sign_and_no_two_signs_are_alike() -> None:
    assert set(STATUSES) == set(get_args(Status)) - {""}
    assert len({sign.short for sign in EVERY}) == len(EVERY)


def test_a_legend_has_what_is_there_in_the_order_of_the_scale() -> None:
    cells = [Cell("c", "no update"), Cell("c", "score", 0), Cell("c", "score", 1)]
    assert [sign.word for sign in legend(cells)] == ["full", "partial", "no update"]


@pytest.mark.parametrize(
    ("mean", "told"),
    [(None, ""), (0.0, "0.00"), (-0.001, "0.00"), (1 / 3, "+0.33"), (-1.0, "-1.00")],
)
def test_a_mean_in_words(mean: float | None, told: str) -> None:
    assert mean_text(mean) == told


@pytest.mark.parametrize("body", ["demo", "sample"])
def test_both_bodies(tmp_path: Path, body: str) -> None:
    with open_desk(tmp_path / body, Config()) as desk:
        fill(desk.store, body, TODAY)
        found = matrix(desk, desk.store.of(Commitment))
        assert found.has_updates == (body == "sample")
        assert (found.tally.mean is None) == (body == "demo")
        assert found.unowned == (4 if body == "demo" else 10)
