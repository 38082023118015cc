"""The views that come along work on the facts; the user's are checked by name."""

from pathlib import Path

import pytest
from msgspec import structs

from store.config import NamedView
from store.desk import Desk
from store.door import Problems
from store.errors import StoreError
from store.kinds import KINDS, Commitment, Meeting
from store.query import compile_query, parse
from store.query.home import asks_whose_desk
from store.record import Record
from store.views import (
    BUILT_IN,
    FILE,
    LIST_KEYS,
    View,
    all_views,
    meant,
    narrowed,
    offered,
    saved_views,
    with_view,
    write_views,
)
from tui.actions import BY_ID
from tui.actions.sheets import CURSOR, SHEETS


def shown(desk: Desk, view: View) -> list[str]:
    kind = KINDS[view.kind]
    query = compile_query(parse(view.line, kind), kind, desk.names, desk.insight, desk.store)
    return [record.id for record in query.select(desk.store.records(view.kind).values())]


def add(desk: Desk, *records: Record) -> None:
    desk.store.apply("add", [(None, record) for record in records])


@pytest.mark.parametrize("view", BUILT_IN, ids=lambda view: view.name)
def test_each_can_be_read_and_stands_in_its_canonical_form(view: View) -> None:
    assert str(parse(view.line, KINDS[view.kind])) == view.line


def test_they_have_these_titles() -> None:
    assert [view.title for view in BUILT_IN] == [
        *("Overdue", "Due before the next meeting", "This quarter", "Stale", "No owner", "Mine"),
        *("Asked by us", "Current co-chairs", "Upcoming meetings", "Gone quiet"),
    ]


def test_each_shows_what_its_title_says(desk: Desk) -> None:
    add(
        desk,
        Commitment(id="late", summary="s", owners=("BE",), due="2026-02-28"),
        Commitment(id="next", summary="s", owners=("US",), due="2026-03-10", asked_by=("BE",)),
        Commitment(id="done", summary="s", owners=("BE",), due="2026-02-27", status="delivered"),
        Commitment(id="then", summary="s", owners=("US",), due="2026-04-10", group="cifg"),
        Meeting(id="spring", name="Spring meeting", start="2026-04-10", groups=("cifg",)),
    )
    views = {view.name: shown(desk, view) for view in BUILT_IN}
    assert views["overdue"][-1] == "late"
    assert views["next-meeting"][-1] == "then"
    assert views["this-quarter"] == ["late", "next"]
    assert views["mine"] == ["late"]
    assert views["asked-by-us"] == ["next"]
    assert views["no-owner"] == ["C31", "C38", "C62", "C69"]
    assert views["upcoming"] == ["spring"]
    assert "C33" in views["stale"]
    assert not {"late", "next"} & set(views["stale"])
    assert {id_ for id_ in views["co-chairs"] if id_.startswith("africa")} == {
        f"africa-focus-group-co-chair-{member}" for member in ("IT", "MA", "SA", "US")
    }


def test_the_users_own_go_before(desk: Desk) -> None:
    own = NamedView(title="Late and ours", kind="commitments", filter="is:overdue is:mine")
    views = all_views({"overdue": own, "belgian": own})
    belgian = View(
        "belgian", "Late and ours", "commitment", "is:overdue is:mine", origin="configuration"
    )
    assert views["belgian"] == belgian
    assert next(iter(views)) == "overdue", "the user's stand first"
    assert views["overdue"].line == "is:overdue is:mine"
    assert len(views) == len(BUILT_IN) + 1


def test_a_view_that_cannot_be_read_is_named() -> None:
    with pytest.raises(StoreError, match=r"The view “belgian” cannot be read: .*“ownr”"):
        all_views({"belgian": NamedView(title="", kind="commitment", filter="ownr:BE")})
    with pytest.raises(StoreError, match=r"The view “belgian” is of no kind .* commitments"):
        all_views({"belgian": NamedView(title="", kind="promise", filter="")})


def test_a_line_is_offered_for_what_is_typed_of_its_title() -> None:
    assert [o.text for o in offered("asked b", "commitment", BUILT_IN)] == [
        "is:open is:asked sort:due"
    ]
    assert [o.meaning for o in offered("", "role", BUILT_IN)] == ["Current co-chairs"]
    assert offered("is:open", "commitment", BUILT_IN) == []


LATE = NamedView(title="Late and ours", kind="commitment", filter="is:overdue is:mine", key="l")


def test_what_comes_along_has_the_digits_that_are_free() -> None:
    views = all_views({}, {"late": LATE, "two": structs.replace(LATE, title="Two", key="2")})
    keys = {view.key: view.title for view in views.values() if view.key}
    assert (keys["l"], keys["1"], keys["2"], keys["0"]) == (
        *("Late and ours", "Overdue"),
        *("Two", "Gone quiet"),
    )
    assert views["next-meeting"].key == ""


def test_of_two_with_one_key_the_configuration_has_it() -> None:
    views = all_views({"mine-too": LATE}, {"saved": structs.replace(LATE, title="Saved")})
    assert (views["mine-too"].key, views["saved"].key) == ("l", "")
    assert (views["mine-too"].origin, views["saved"].origin) == ("configuration", "saved")
    same = all_views({"late": LATE}, {"late": structs.replace(LATE, filter="is:open")})
    assert same["late"].line == "is:overdue is:mine", "and of two with one name"


@pytest.mark.parametrize("key", ["lo", "é", "/", "n", "j"])
def test_a_key_is_one_letter_that_is_free(key: str) -> None:
    view = structs.replace(LATE, key=key)
    with pytest.raises(StoreError, match="“late” cannot have the key"):
        all_views({"late": view})
    with pytest.raises(Problems) as refused:
        with_view({}, view, all_views({}))
    assert set(refused.value.by_field) == {"key"}


def test_the_keys_that_the_list_needs_are_no_views() -> None:
    (sheet,) = (sheet for sheet in SHEETS if sheet.title == "Among the views")
    keys = [*(key.keys for key in sheet.keys), *(BY_ID[id_].keys for id_ in CURSOR)]
    assert {key for several in keys for key in several if len(key) == 1} == set(LIST_KEYS)


def test_saving_renaming_and_reading_back(tmp_path: Path) -> None:
    assert saved_views(tmp_path) == {}
    write_views(tmp_path, with_view({}, LATE, all_views({})))
    saved = saved_views(tmp_path)
    assert saved == {"late-and-ours": LATE}
    again = structs.replace(LATE, title="Ours, [late]")
    renamed = with_view(saved, again, all_views({}, saved), "late-and-ours")
    assert renamed == {"ours-late": again}
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("title", ["Overdue", "late AND ours", "  ", "***"])
def test_a_name_is_given_once(title: str) -> None:
    saved = {"late-and-ours": LATE}
    view = structs.replace(LATE, title=title, key="")
    with pytest.raises(Problems) as refused:
        with_view(saved, view, all_views({}, saved))
    assert set(refused.value.by_field) == {"name"}


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"a": {"title": 1}}', b"\xff"])
def test_saved_views_that_are_damaged_are_told(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / FILE).write_bytes(damage)
    with pytest.raises(StoreError, match=r"views\.json cannot be read.*mend the file"):
        saved_views(tmp_path)


def test_a_view_is_meant_by_its_name_or_title() -> None:
    assert [meant(words, BUILT_IN) for words in ("CO-CHAIRS", "current co-chairs")] == [
        BUILT_IN[7]
    ] * 2
    assert meant("co", BUILT_IN) is None


def test_a_view_is_narrowed_by_what_is_written_behind_it() -> None:
    view = View("v", "V", "commitment", "is:open or due<2020 sort:due limit:9")
    assert str(narrowed(view, "owner:IT or no:owner sort:summary")) == (
        "(is:open or due<2020) (owners:IT or no:owners) sort:summary limit:9"
    )
    assert narrowed(view, "") == parse(view.line, Commitment)


def test_lines_that_ask_whose_desk_it_is() -> None:
    asking = [view.name for view in BUILT_IN if asks_whose_desk(parse(view.line, KINDS[view.kind]))]
    assert asking == ["mine", "asked-by-us"]
    assert asks_whose_desk(parse("water or not (is:open is:asked)", Commitment))


def test_a_line_that_cannot_be_read_is_not_saved() -> None:
    view = NamedView("Late", "meeting", "is:stale", "")
    with pytest.raises(Problems) as told:
        with_view({}, view, {})
    assert "“stale” is no flag of a meeting" in told.value.by_field["filter"]
