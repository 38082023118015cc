"""The job: find what was promised, by whom, and go on from there, by keyboard alone."""

from datetime import date
from pathlib import Path

import pytest
from msgspec import structs

from store.config import Config
from store.demo import fill
from store.desk import Desk, open_desk, today
from store.kinds import Commitment
from store.store import Store
from tests.tui.journey import Person, sitting
from tui.screens.confirm import Confirm
from tui.screens.welcome import Welcome

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)])


def got(desk: Desk, id: str) -> Commitment:
    found = desk.store.get(id)
    assert isinstance(found, Commitment)
    return found


async def find_brussels(person: Person) -> None:
    """Filter the meetings down to the one of December 2021 and open it."""
    await person.press("1", "/")
    await person.type("2021-12-02-brussels")
    await person.press("enter", "enter")


@SIZES
async def test_the_brussels_meeting_tells_who_owes_what(desk: Desk, size: tuple[int, int]) -> None:
    async with sitting(desk, size) as person:
        person.sees("1 Meetings 61", "Small Group meeting, Riyadh")
        await find_brussels(person)
        person.sees("Political directors of the Small Group", "Thu 2 Dec 2021", "Belgium")
        person.sees("Commitments made here 9", "Run civilian capacity-building")
        await person.press("ctrl+d")
        person.sees("Africa Focus Group · intent")


async def test_a_reference_leads_to_the_co_chairs_and_back_again(desk: Desk) -> None:
    async with sitting(desk, (120, 40)) as person:
        await person.press("3", "/")
        await person.type("africa focus")
        await person.press("enter", "enter")
        person.sees("Africa Focus Group", "co-chair", "since 2021-12-02")
        await person.press(*"jjjj")
        person.sees("Roles over time", "░░░░██", "since between 3 Mar and 15 Nov 2023")
        await person.press("enter")
        person.sees("Saudi Arabia co-chair Africa Focus Group", "Basis of the dates")
        await person.press("[")
        person.sees("Bring civilian counter-terrorism help")


async def test_a_commitment_is_added_edited_undone_and_brought_back(desk: Desk) -> None:
    async with sitting(desk) as person:
        await person.press("4", "n")
        await person.type("Host the next meeting")
        await person.press("tab")
        await person.type("moroc")
        await person.until(lambda: "Morocco  MA" in person.seen)
        await person.press("tab")
        await person.type("end of next month")
        person.sees("Thu 30 Apr 2026")
        await person.press("ctrl+s")
        await person.until(lambda: len(desk.store.records("commitment")) == 72)
        (added,) = (c for c in desk.store.of(Commitment) if c.summary == "Host the next meeting")
        assert (added.owners, added.due) == (("MA",), "2026-04-30")
        await person.until(lambda: person.board.panel.cursor_id == added.id)
        person.sees("4 Commitments 72")
        assert person.told[-1] == "Commitment added · u undoes"
        await person.press("e")
        await person.type(" in Rabat")
        await person.press("ctrl+s")
        await person.until(lambda: got(desk, added.id).summary.endswith("in Rabat"))
        await person.press("u")
        await person.until(lambda: got(desk, added.id).summary == "Host the next meeting")
        await person.press("u")
        await person.until(lambda: desk.store.get(added.id) is None)
        person.sees("4 Commitments 71")
        await person.press("U")
        await person.until(lambda: desk.store.get(added.id) is not None)


async def test_the_fifteen_of_the_africa_focus_group_and_one_more(desk: Desk) -> None:
    async with sitting(desk) as person:
        await person.press("4", "/")
        await person.type("is:open owner:africa-focus-group")
        await person.press("enter")
        person.sees("4 Commitments 15 of 71", "is:open owner:africa-focus-group")
        given = structs.replace(got(desk, "C35"), owners=("africa-focus-group",))
        desk.store.apply("give", [(got(desk, "C35"), given)])
        await person.until(lambda: "4 Commitments 16 of 71" in person.seen)
        await person.press("escape")
        person.sees("4 Commitments 71")


async def test_quitting_and_starting_again_finds_everything_as_it_was(desk: Desk) -> None:
    async with sitting(desk) as person:
        await person.press("4", "/")
        await person.type("is:open owner:italy")
        await person.press("enter", "j")
        kept = person.board.panel.cursor_id
        await person.press("q")
        await person.until(lambda: not person.app.is_running)
    async with sitting(desk) as person:
        person.sees("is:open owner:italy")
        assert person.board.current == "commitment"
        assert person.board.panel.cursor_id == kept


async def test_it_opens_at_a_kind_with_a_filter(desk: Desk) -> None:
    async with sitting(desk, kind="commitment", line="is:overdue sort:due") as person:
        person.sees("4 Commitments 5 of 71", "! overdue")


async def test_what_another_process_adds_is_there_within_half_a_second(desk: Desk) -> None:
    async with sitting(desk) as person:
        await person.press("4", "G")
        kept = person.board.panel.cursor_id
        folder = desk.store.journal.folder
        with Store.open(folder, by="somebody else", today=lambda: date(2026, 3, 1)) as other:
            new = Commitment(id="a0", summary="Theirs", owners=("IT",), due="2014-01-01")
            other.apply("add", [(None, new)])
        await person.until(lambda: "4 Commitments 72" in person.seen)
        assert person.board.panel.cursor_id == kept


async def test_f_narrows_the_other_panels_and_escape_widens(desk: Desk) -> None:
    async with sitting(desk, (120, 40)) as person:
        await person.press("3", "/")
        await person.type("africa-focus-group")
        await person.press("enter", "f")
        person.sees("1 Meetings 9 of 61", "2 Members 5 of 88", "Focus: Africa Focus Group")
        await person.press("escape")
        person.sees("1 Meetings 61")


async def test_deleting_tells_what_goes_and_another_key_agrees(desk: Desk) -> None:
    async with sitting(desk) as person:
        await person.press("2", "/")
        await person.type("name:morocco")
        await person.press("enter", "d")
        assert isinstance(person.app.screen, Confirm)
        person.sees(
            "Delete the member “Morocco”?",
            "With it goes: 1 role",
            "No longer pointing at it: 4 meetings",
        )
        await person.press("d")
        assert desk.store.get("MA") is not None
        await person.press("y")
        await person.until(lambda: desk.store.get("MA") is None)
        await person.press("u")
        await person.until(lambda: desk.store.get("MA") is not None)
        assert got(desk, "C03").owners == ("MA",)


async def test_closing_and_moving_ask_and_are_told(desk: Desk) -> None:
    async with sitting(desk) as person:
        await person.press("4", "/")
        await person.type("id:C03")
        await person.press("enter", "m")
        await person.press("ctrl+a", "ctrl+k")
        await person.type("+2w")
        await person.press("tab")
        await person.type("They asked")
        await person.press("ctrl+s")
        await person.until(lambda: got(desk, "C03").due == "2026-03-15")
        await person.until(lambda: "in 14 days" in person.seen)  # in its row, too
        (move,) = got(desk, "C03").moves
        assert (move.before, move.after, move.why) == ("2014-12-15", "2026-03-15", "They asked")
        await person.press("c")
        person.sees("2026-03-01")
        await person.press("ctrl+s")
        await person.until(lambda: got(desk, "C03").status == "delivered")
        await person.press("c")
        await person.until(lambda: got(desk, "C03").status == "")


async def test_undo_says_what_it_took_back_and_the_cursor_goes_there(desk: Desk) -> None:
    async with sitting(desk, (80, 24), "commitment") as person:
        gone = person.board.panel.cursor_id
        await person.press("d", "y")
        await person.until(lambda: len(desk.store.records("commitment")) == 70)
        await person.press("G", "u")
        await person.until(lambda: person.board.panel.cursor_id == gone)
        assert person.told[-1].startswith("Taken back: delete commitment “Host the first meeting")
        assert person.told[-1].endswith("… · U brings it again")
        await person.press("U")
        await person.until(lambda: len(desk.store.records("commitment")) == 70)
        await person.settle()
        assert person.told[-1].startswith("Done again: delete commitment “Host")


async def test_a_key_that_cannot_be_used_now_says_why(desk: Desk) -> None:
    async with sitting(desk) as person:
        await person.press("2", "c")
        assert "commitment" in person.told[-1].lower()
        await person.press("[")
        assert "back" in person.told[-1].lower()


async def test_the_key_that_ends_other_programs_says_what_ends_this_one(desk: Desk) -> None:
    async with sitting(desk) as person:
        await person.press("ctrl+c")
        assert person.told[-1].startswith("ctrl+q leaves")
        assert person.app.is_running


async def test_a_filter_that_is_wrong_is_told_under_the_word(desk: Desk) -> None:
    async with sitting(desk) as person:
        await person.press("4", "/")
        await person.type("is:open colour:blue")
        person.sees("colour")
        assert "no field" in person.seen or "no such field" in person.seen, person.seen
        await person.press("escape")
        person.sees("4 Commitments 71")


async def test_help_finds_a_key_and_does_it(desk: Desk) -> None:
    async with sitting(desk) as person:
        await person.press("?")
        await person.type("go to the groups")
        await person.press("enter")
        await person.until(lambda: person.board.current == "group")


async def test_the_palette_finds_a_record_whatever_its_kind(desk: Desk) -> None:
    async with sitting(desk) as person:
        await person.press("ctrl+p")
        await person.type("morocco")
        await person.until(lambda: "Morocco  member" in person.seen)
        await person.press("enter")
        await person.until(lambda: person.board.current == "member")
        assert person.board.panel.cursor_id == "MA"


async def test_a_view_is_chosen_by_name(desk: Desk) -> None:
    async with sitting(desk) as person:
        await person.press("o", "enter")
        person.sees("is:overdue sort:due", "4 Commitments 5 of 71")


async def test_an_empty_store_says_the_four_ways_to_begin(store: Store, desk: Desk) -> None:
    async with sitting(desk._replace(store=store, config=Config())) as person:
        assert isinstance(person.app.screen, Welcome)
        person.sees("four ways to begin", "n", "S", "p", "smallgroup --demo")
        await person.press("n")
        person.sees("New meeting")


async def test_the_palette_lists_what_cannot_be_done_with_the_reason(desk: Desk) -> None:
    async with sitting(desk) as person:
        await person.press("2", ":")
        await person.type("close the")
        await person.until(lambda: "Close: Close the commitment" in person.seen)
        await person.until(lambda: "Only commitments" in person.seen)


async def test_a_role_says_only_what_is_certain_of_today(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMALLGROUP_TODAY", "2023-09-01")
    async with sitting(desk, (120, 40)) as person:
        for holder, standing in (("NE", "perhaps current"), ("IT", "current")):
            person.board.go_to(f"africa-focus-group-co-chair-{holder}")
            await person.settle()
            person.sees(f"role · {'?' if holder == 'NE' else '●'} {standing}")


async def test_a_home_that_is_not_a_member_is_told_where_it_is_asked_for(tmp_path: Path) -> None:
    with open_desk(tmp_path / "desk", Config(home="Atlantis", name="desk")) as desk:
        fill(desk.store, "demo", today())
        async with sitting(desk, (120, 40), "meeting") as person:
            await person.press("enter")
            person.sees("Small Group meeting, Riyadh", "held")
            await person.press("escape", "/")
            await person.type("is:mine")
            await person.press("enter")
            person.sees("there is no member “Atlantis”")
