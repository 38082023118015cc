"""The tables of the dashboard: arranged, sorted, folded and marked, and left as they were found."""

import pytest
from msgspec import structs
from textual.events import MouseMove

from store.desk import Desk
from store.fields import field_map
from store.kinds import KINDS, Commitment
from store.query.syntax import Sort
from store.record import Record
from tests.tui.journey import Person, sitting
from tests.tui.test_hostile import harmless, hostile_desk
from tui.cells import KEPT, Teller
from tui.choice import Choice, chosen, columns
from tui.marks import MARKS, marked, standing
from tui.state import read_state, write_state
from tui.widgets.columns import Column

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)])
__all__ = ["hostile_desk"]


def titles(person: Person) -> list[str]:
    """The columns that are seen in the current panel, with what is said of their order."""
    panel = person.board.panel
    seen = panel.widths
    return [column.head for column in panel.columns if column.key in seen]


def listed(person: Person) -> list[str]:
    return [row for row in person.board.panel.rows if isinstance(row, str)]


async def filtered(person: Person, line: str) -> None:
    await person.press("/")
    await person.type(line)
    await person.press("enter")


def commitments(desk: Desk, ids: list[str]) -> list[Commitment]:
    found = [desk.store.get(id_) for id_ in ids]
    return [record for record in found if isinstance(record, Commitment)]


# Columns


@SIZES
async def test_columns_are_chosen_moved_and_sized_and_stay_so_after_a_restart(
    desk: Desk, size: tuple[int, int]
) -> None:
    async with sitting(desk, size, "commitment") as person:
        assert titles(person)[:4] == ["Summary", "Due ▲", "Owners", "Status"]
        await person.press("C")
        person.sees("Columns of the commitments", "When it is due", "auto")
        await person.press("space")
        assert "always there" in person.told[-1]
        await person.press("j", "space")  # due is hidden, the cursor goes on to owners
        assert titles(person)[:3] == ["Summary", "Owners", "Status"], "it is shown at once"
        await person.press("j", "K", ">", ">", "shift+up")  # status, two steps to the front
        await person.press("enter")
        assert titles(person)[:2] == ["Status", "Summary"]
        wide = person.board.panel.widths["status"]
        await person.press("q")
        await person.until(lambda: not person.app.is_running)
    async with sitting(desk, size, "commitment") as person:
        assert titles(person)[:2] == ["Status", "Summary"]
        assert person.board.panel.widths["status"] == wide
        await person.press("C", "r", "enter")
        assert titles(person)[:4] == ["Summary", "Due ▲", "Owners", "Status"]


async def test_leaving_the_sheet_leaves_the_columns_as_they_were(desk: Desk) -> None:
    async with sitting(desk, kind="member") as person:
        before = titles(person)
        await person.press("C", "j", "space", "space", "<", "escape")
        assert titles(person) == before


def test_any_declared_field_can_be_a_column() -> None:
    for kind in KINDS.values():
        declared = [name for name in ("notes", "tags") if name in field_map(kind)]
        found = [field.name for field in chosen(kind, Choice(("notes", "extra", "tags")))]
        assert found == [kind.kind.heading[0], *declared], "no field, no column"


@pytest.mark.parametrize("kind", [k for k in KINDS.values() if k.kind.panel])
def test_a_title_is_never_cut_whatever_it_is_sorted_by(kind: type[Record]) -> None:
    for field in chosen(kind):
        for width in (36, 76, 116, 196):
            made = columns(kind, width, Choice(), (Sort("id"), Sort(field.name, True)))
            (sorted_by,) = (column for column in made if column.mark)
            assert sorted_by.head == f"{field.title} ▼2"
            assert min(sorted_by.width or 99, sorted_by.min_width) >= min(
                len(sorted_by.head), sorted_by.min_width
            )
            assert (sorted_by.width or 99) >= len(sorted_by.head)


async def test_columns_that_find_no_room_are_scrolled_to_under_the_name(desk: Desk) -> None:
    async with sitting(desk, kind="commitment") as person:
        await person.press("right", "right", "right")
        assert titles(person)[0] == "Summary"
        assert titles(person)[-1] == "Priority"
        assert "Due ▲" not in titles(person)
        await person.press("left", "left", "left")
        assert titles(person)[1] == "Due ▲"


# Order


@SIZES
async def test_the_order_is_chosen_by_several_fields_and_stands_in_the_filter_line(
    desk: Desk, size: tuple[int, int]
) -> None:
    async with sitting(desk, size, "commitment", "is:open") as person:
        await person.press("s")
        person.sees("Sort the commitments by", "▲ upward")
        await person.press("space", "j", "j", "space", "J")  # due turned, then owners
        person.sees("1 ▼ downward", "2 ▲ upward")
        await person.press("enter")
        person.sees("is:open sort:due- sort:owners")
        assert titles(person)[1:3] == ["Due ▼1", "Owners ▲2"]
        dues = [c.due for c in commitments(desk, listed(person)) if c.due]
        assert dues == sorted(dues, reverse=True)
        await person.press("s", "K", "j", "K", "enter")
        person.sees("is:open sort:owners sort:due-")
        await person.press("s", "r", "enter")
        assert person.board.panel.filter == "is:open"


async def test_one_field_is_sorted_by_with_two_keys_and_turned_with_two_more(desk: Desk) -> None:
    async with sitting(desk, kind="member") as person:
        await person.press("s", "j", "enter")
        assert person.board.panel.filter == "sort:country"
        await person.press("s", "enter")
        assert person.board.panel.filter == "sort:country-"
        await person.press("s", "j", "escape")
        assert person.board.panel.filter == "sort:country-"


async def test_titles_are_clicked_to_sort_turn_and_add(desk: Desk) -> None:
    async with sitting(desk, kind="commitment", line="is:open") as person:
        here = person.board.panel.cursor_id

        async def click(key: str, **held: bool) -> None:
            panel = person.board.panel
            x = next(
                placed.x for placed in panel._layout(panel.text_width) if placed.column.key == key
            )
            await person.pilot.click(f"#{panel.id}", offset=(x + 5, 1), **held)
            await person.settle()

        await click("owners")
        assert person.board.panel.filter == "is:open sort:owners"
        await click("owners")
        assert person.board.panel.filter == "is:open sort:owners-"
        await click("due", shift=True)
        await click("due", control=True)
        assert person.board.panel.filter == "is:open sort:owners- sort:due-"
        assert titles(person)[1:3] == ["Due ▼2", "Owners ▼1"]
        assert person.board.panel.cursor_id == here
        await click("due")
        assert person.board.panel.filter == "is:open sort:due"


# Headings


@SIZES
async def test_groups_fold_by_key_and_stay_folded_after_a_restart(
    desk: Desk, size: tuple[int, int]
) -> None:
    async with sitting(desk, size, "commitment", "is:open by:status") as person:
        person.sees("▾ none (70)")
        await person.press("left")
        assert person.board.panel.heading is not None
        await person.press("c")
        assert "no commitment under the cursor" in person.told[-1]
        assert person.lines[-1].split()[3:5] == ["enter", "fold"]
        await person.press("enter")
        person.sees("▸ none (70)")
        assert listed(person) == []
        await person.press("q")
        await person.until(lambda: not person.app.is_running)
    async with sitting(desk, size, "commitment", "is:open by:status") as person:
        person.sees("▸ none (70)")
        await person.press("Z")
        person.sees("▾ none (70)")
        await person.press("Z", "space")
        assert len(listed(person)) == 70
        person.board.go_to("C03")
        await person.settle()
        assert person.board.panel.cursor_id == "C03"


async def test_a_panel_that_was_folded_away_is_found_scrolled_as_it_was_left(desk: Desk) -> None:
    async with sitting(desk, kind="commitment") as person:
        await person.press("ctrl+d", "ctrl+d", "ctrl+d", "k", "k")
        panel = person.board.panel
        before = panel.scroll_offset.y, panel.cursor_id
        assert before[0] > 0
        await person.press("1", "z", "2", "z", "4")
        assert (panel.scroll_offset.y, panel.cursor_id) == before


async def test_without_headings_the_key_says_how_there_would_be_some(desk: Desk) -> None:
    async with sitting(desk) as person:
        await person.press("Z")
        assert "by:status" in person.told[-1]


# Marks


@SIZES
async def test_three_are_marked_and_delivered_in_one_step_that_one_undo_takes_back(
    desk: Desk, size: tuple[int, int]
) -> None:
    async with sitting(desk, size, "commitment", "is:open") as person:
        await person.press("space", "space", "space")
        chosen_ids = sorted(person.board.panel.marked)
        person.sees("3 marked", "esc clear 3 marked   e edit   c close   m move due")
        await person.press("c")
        person.sees("3 commitments", "All 3 are no longer open")
        await person.press("ctrl+s")
        await person.until(lambda: "67 of 71" in person.seen)
        assert person.told[-1] == "3 commitments delivered · u undoes"
        assert {c.status for c in commitments(desk, chosen_ids)} == {"delivered"}
        assert not person.board.panel.marked, "they are used up"
        await person.press("u")
        await person.until(lambda: "70 of 71" in person.seen)
        assert "delivered" not in {c.status for c in commitments(desk, chosen_ids)}


async def test_updates_moves_and_deletion_act_on_all_that_are_marked(desk: Desk) -> None:
    async with sitting(desk, kind="commitment", line="is:open owner:africa-focus-group") as person:
        every = sorted(listed(person))
        count = len(every)
        assert count > 1
        await person.press("*", "a")
        person.sees(f"Each of the {count} gets it")
        await person.press("tab", "tab")
        await person.type("Heard of all")
        await person.press("ctrl+s")
        await person.until(lambda: len(desk.store.records("update")) >= count)
        added = [u for u in desk.store.find("update") if getattr(u, "text", "") == "Heard of all"]
        assert sorted(getattr(update, "commitment", "") for update in added) == every
        assert not person.board.panel.marked
        await person.press("*", "d")
        person.sees(f"Delete {count} commitments?", f"{count} updates")
        await person.press("y")
        await person.until(lambda: not listed(person))
        assert person.told[-1] == f"{count} commitments deleted · u undoes"
        await person.press("u")
        await person.until(lambda: len(listed(person)) == count)


async def test_what_is_marked_stays_so_behind_a_filter_and_over_a_restart(desk: Desk) -> None:
    async with sitting(desk, kind="commitment") as person:
        await person.press("j", "v", "j", "j", "v")
        person.sees("4 Commitments 71  3 marked")
        await filtered(person, "owner:italy")
        person.sees("3 marked (3 hidden)")
        await person.press("q")
        await person.until(lambda: not person.app.is_running)
    async with sitting(desk) as person:
        person.sees("3 marked (3 hidden)")
        await person.press("I")
        shown_now = len(listed(person))
        person.sees(f"{3 + shown_now} marked (3 hidden)")
        await person.press("escape")
        person.sees_not("marked")
        person.sees("owner:italy")


async def test_escape_gives_up_the_range_first_then_the_marks(desk: Desk) -> None:
    async with sitting(desk, kind="commitment") as person:
        await person.press("space", "v", "j", "j")
        person.sees("4 marked")
        await person.press("escape")
        person.sees("1 marked")
        await person.press("escape")
        person.sees_not("marked")


async def test_the_mark_of_a_record_that_is_gone_is_gone(desk: Desk) -> None:
    async with sitting(desk, kind="commitment") as person:
        person.board.panel.marked = frozenset({"C03", "C04"})
        desk.store.apply("go", desk.store.removal(["C03"]))
        await person.until(lambda: person.board.panel.marked == {"C04"})


async def test_while_a_record_is_read_marks_are_left_alone(desk: Desk) -> None:
    async with sitting(desk, kind="commitment") as person:
        await person.press("enter", "space")
        assert "esc leaves the detail" in person.told[-1]
        assert not person.board.panel.marked


# What cells say


def said(desk: Desk, id: str, key: str, full: bool = False) -> str:
    record = desk.store.get(id)
    assert record is not None
    cell = Teller(desk).of(record.kind.name)
    return cell(id, Column(key, key, full=full)).text


def test_a_due_date_is_told_by_how_far_off_it_is_while_it_is_awaited(desk: Desk) -> None:
    (c03,) = commitments(desk, ["C03"])
    for due, words, full in (
        ("2026-03-10", "in 9 days", "2026-03-10 · in 9 days"),
        ("2026-02-08", "3 weeks late", "2026-02-08 · 3 weeks late"),
        ("2026-03-01", "today", "2026-03-01 · today"),
        ("2026-06", "in June", "in June"),
        ("2026", "within 2026", "within 2026"),
        ("2025", "2025", "2025"),
        ("2015-05", "10 years late", "2015-05 · 10 years late"),
    ):
        changed = structs.replace(c03, due=due)
        desk.store.apply("due", [(desk.store.get("C03"), changed)])
        assert said(desk, "C03", "due") == words
        assert said(desk, "C03", "due", full=True) == full
    closed = structs.replace(changed, due="2026-02-08", status="delivered", closed="2026-02-01")
    desk.store.apply("close", [(desk.store.get("C03"), closed)])
    assert said(desk, "C03", "due") == "2026-02-08", "nothing more is awaited"


def test_a_meeting_is_told_so_until_it_is_over(desk: Desk) -> None:
    assert said(desk, "2021-12-02-brussels", "start") == "2021-12-02"


def test_every_word_for_where_a_record_stands_has_a_symbol_of_its_own_tone(desk: Desk) -> None:
    for kind in KINDS.values():
        status = next((f for f in (kind.__struct_fields__) if f == "status"), None)
        words = (
            []
            if status is None
            else [w for f in chosen(kind) if f.name == "status" for w in f.choices]
        )
        for word in words:
            assert word in MARKS, f"{word} of a {kind.kind.name} would be told by the word alone"
            assert marked(word, True).isascii()
            assert marked(word, False).endswith(f" {word}")
    tell = standing(desk)
    told = {tell(record) for kind in KINDS for record in desk.store.find(kind)} - {""}
    assert told <= set(MARKS)


def test_what_is_over_stands_back_but_its_status_keeps_its_tone(desk: Desk) -> None:
    (c03,) = commitments(desk, ["C03"])
    closed = structs.replace(c03, status="delivered", closed="2026-02-01")
    desk.store.apply("close", [(c03, closed)])
    cell = Teller(desk).of("commitment")
    assert cell("C03", Column("summary", "")).tone == "muted"
    assert cell("C03", Column("status", "")).tone == "good"
    assert cell("C04", Column("summary", "")).tone == ""


async def test_a_pointer_that_rests_on_a_cell_is_told_all_of_it(desk: Desk) -> None:
    async with sitting(desk, kind="commitment", line="id:C03") as person:
        panel = person.board.panel
        await person.pilot._post_mouse_events([MouseMove], f"#{panel.id}", offset=(8, 2))
        summary = commitments(desk, ["C03"])[0].summary
        assert str(panel.tooltip) == summary
        due = next(p.x for p in panel._layout(panel.text_width) if p.column.key == "due")
        await person.pilot._post_mouse_events([MouseMove], f"#{panel.id}", offset=(due + 5, 2))
        assert str(panel.tooltip) == "Mon 15 Dec 2014"


# The hostile, the plain, and what is damaged


async def test_every_field_of_the_hostile_is_a_column_sorted_grouped_and_marked(
    hostile_desk: Desk,
) -> None:
    async with sitting(hostile_desk, (200, 60), "commitment") as person:
        panel = person.board.panel
        every = [field.name for field in chosen(panel.kind)]
        for name in (
            f.name for f in chosen(panel.kind, Choice(tuple(panel.kind.__struct_fields__)))
        ):
            panel.choose(Choice((*every[:1], name)))
            await person.pilot.pause()
            harmless(person)
        await filtered(person, "by:tags sort:owners")
        assert panel.grouped and not panel.listing.trouble
        await person.press("*", "Z", "s")
        assert panel.marked
        harmless(person)
        await person.press("escape", "C")
        harmless(person)


async def test_in_ascii_the_order_the_folds_and_the_ways_on_are_told_as_well(desk: Desk) -> None:
    plain = desk._replace(config=structs.replace(desk.config, ascii=True))
    async with sitting(plain, kind="commitment", line="by:status sort:due-,owner") as person:
        person.sees("Due v1", "Owners ^2", "v none", " > Summary")
        await person.press("Z", "s")
        assert all(line.isascii() for line in person.lines)


async def test_columns_of_another_version_are_passed_over(desk: Desk) -> None:
    async with sitting(desk) as person:
        state = person.board.state
    panel = structs.replace(state.panels["meeting"], columns=("mood", "city"), widths={"mood": 5})
    write_state(
        desk.store.journal.folder,
        structs.replace(state, panels={**state.panels, "meeting": panel}),
    )
    async with sitting(desk) as person:
        assert titles(person) == ["Name", "City"]
    assert read_state(desk.store.journal.folder)[1] == ""


def test_no_more_cells_are_remembered_than_are_of_use(desk: Desk) -> None:
    teller = Teller(desk)
    cell = teller.of("commitment")
    records = list(desk.store.records("commitment"))
    for number in range(200):
        for row_id in records:
            cell(row_id, Column("summary", "", full=number % 2 == 0))
    assert len(teller._told) <= KEPT
