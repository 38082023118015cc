"""Keys, looks and safety, as a person meets them."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from store.config import read_config
from store.desk import Desk
from store.door import admit
from store.kinds import KINDS
from store.paths import fixture
from store.rules import received
from tests.tui.journey import Person, sitting
from tui.drafts import Drafts
from tui.keeping import farewell
from tui.notices import MOST, Notices
from tui.screens.choose import letters
from tui.screens.confirm import Confirm
from tui.screens.form import FormScreen
from tui.screens.jump import Jump

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)])
EVERY_SIZE = pytest.mark.parametrize("size", [(40, 15), (80, 24), (120, 40), (200, 60)])

titles = st.dictionaries(st.text("abcxyz", min_size=1), st.text(), max_size=60)


@given(titles, st.sets(st.sampled_from("jkgGabcd")))
def test_every_choice_has_a_letter_of_its_own_while_there_are_any(
    titles: dict[str, str], taken: set[str]
) -> None:
    given_ = letters(titles, taken)
    assert len(set(given_.values())) == len(given_)
    assert not set(given_.values()) & taken
    free = 35 - len(taken & set("abcdefghijklmnopqrstuvwxyz"))
    assert len(given_) == min(len(titles), free)


def test_the_newest_notices_are_kept() -> None:
    notices = Notices()
    for number in range(MOST + 5):
        notices.note(str(number), "information")
    assert [notice.text for notice in notices.kept][0::MOST] == ["5"]
    assert notices.kept[-1].text == str(MOST + 4)


# ---------------------------------------------------------------- keys


async def test_what_cannot_be_done_now_stays_in_sight_and_says_why(desk: Desk) -> None:
    async with sitting(desk, (200, 60), "commitment", "status:delivered") as person:
        bar = {hint.label: hint for hint in person.board.query_one("HintBar").hints}  # type: ignore[attr-defined]
        assert not bar["edit"].dim
        assert bar["move due"].dim
        person.sees("m move due")
        await person.press("m")
        assert person.told[-1] == "This commitment is delivered: reopen it first (c)."


@EVERY_SIZE
async def test_hints_are_whole_and_end_with_help(desk: Desk, size: tuple[int, int]) -> None:
    async with sitting(desk, size, "commitment") as person:
        told = {hint.label for hint in person.board.query_one("HintBar").hints}  # type: ignore[attr-defined]
        words = person.lines[-1].removesuffix("? help").rstrip()
        if words.endswith("…"):
            words = words[:-1].rstrip()
        shown = [hint.split(" ", 1)[1] for hint in words.strip().split("   ")]
        assert shown
        assert set(shown) <= told
        assert person.lines[-1].endswith("? help")


async def test_while_text_is_typed_its_letters_are_not_offered_as_keys(desk: Desk) -> None:
    async with sitting(desk) as person:
        await person.press("/")
        assert person.board.query_one("HintBar").always.key == "f1"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ctrl+d", "Half a page down."),
        ("G", "To the last line."),
        ("/", "Filter the panel with a line of terms."),
        ("hand role", "Hand roles over"),
        ("ctrl+s", "Save, from anywhere in the form."),
    ],
)
async def test_help_finds_by_word_and_by_key(desk: Desk, typed: str, found: str) -> None:
    async with sitting(desk) as person:
        await person.press("?")
        await person.type(typed)
        first = next(n for n, line in enumerate(person.lines) if "── " in line and "(" in line)
        assert found in "".join(person.lines[first : first + 7])


async def test_help_does_what_is_found(desk: Desk) -> None:
    async with sitting(desk) as person:
        await person.press("?")
        await person.type("colours")
        await person.press("enter")
        person.sees("Theme", "high-contrast")


@SIZES
async def test_a_letter_copies_what_it_stands_for(desk: Desk, size: tuple[int, int]) -> None:
    async with sitting(desk, size, "member", "name:morocco") as person:
        await person.press("y")
        person.sees("Copy member “Morocco”", "i  id", "m  Markdown")
        await person.press("i")
        assert person.app.clipboard == "MA"
        assert person.told[-1] == "Copied: id · MA"
        for letter, begin in (
            ("m", "# Morocco\n"),
            ("o", '{"id":"MA"'),
        ):
            await person.press("y", letter)
            assert person.app.clipboard.startswith(begin)


@SIZES
async def test_jumping_leads_to_a_pane_and_to_a_field(desk: Desk, size: tuple[int, int]) -> None:
    async with sitting(desk, size) as person:
        await person.press("ctrl+o")
        assert isinstance(person.app.screen, Jump)
        spot = next(s for s in person.app.screen._spots.values() if s.widget.id == "groups")
        assert spot.letter in person.lines[spot.at.y]
        await person.press(spot.letter)
        assert person.board.current == "group"
        await person.press("n", "ctrl+o", "d")
        assert isinstance(form := person.app.screen, FormScreen)
        assert form.focused is form.field_rows[2].input
        await person.press("ctrl+o", "escape")
        assert person.app.screen is form


# ---------------------------------------------------------------- looks


async def test_a_theme_is_seen_at_once_and_esc_brings_back_what_was(desk: Desk) -> None:
    async with sitting(desk) as person:
        await person.press("T", "j")
        assert person.app.theme == "smallgroup-light"
        await person.press("j", "j")
        assert person.app.theme == "smallgroup-colour-blind"
        await person.press("escape")
        assert person.app.theme == "smallgroup-dark"


async def test_a_theme_that_is_chosen_is_kept_in_the_configuration(
    desk: Desk, tmp_path: Path
) -> None:
    config = tmp_path / "config.toml"
    config.write_text('# mine\nhome = "BE"\n\n[keys]\ncopy = "f5"\n')
    async with sitting(desk._replace(settings=config)) as person:
        await person.press("T", "h")
        await person.until(lambda: "high-contrast" in config.read_text())
        assert config.read_text() == (
            '# mine\nhome = "BE"\ntheme = "high-contrast"\n\n[keys]\ncopy = "f5"\n'
        )
        await person.press("=", "r")
        await person.until(lambda: read_config(config, must_exist=True).density == "roomy")
        assert person.app.has_class("-roomy")


@pytest.mark.parametrize("density", ["compact", "roomy"])
async def test_both_densities_work_where_it_is_narrow(desk: Desk, density: str) -> None:
    mine = desk._replace(config=structs.replace(desk.config, density=density))
    async with sitting(mine, (40, 15), "commitment") as person:
        person.sees("4 Commitments 71", "Host the first", "? help")
        await person.press("n")
        person.sees("Summary")


@pytest.mark.parametrize("size", [(40, 15), (120, 40)])
async def test_in_ascii_nothing_else_is_drawn(desk: Desk, size: tuple[int, int]) -> None:
    """On an empty store all that is seen is the program's own."""
    config = structs.replace(desk.config, ascii=True)
    desk.store.apply("all", desk.store.removal(list(desk.store.everything())))
    async with sitting(desk._replace(config=config), size) as person:
        for keys in (
            (),
            ("enter",),
            ("?",),
            ("escape", "o"),
            ("escape", "T"),
            ("escape", "L"),
            ("tab",),
            ("escape", "S"),
            ("escape", "4", "n"),
            ("ctrl+o",),
            ("escape", "escape", "/"),
            ("escape", ":"),
        ):
            await person.press(*keys)
            drawn = drawn_on(person)
            assert drawn.isascii(), (keys, {c for c in drawn if not c.isascii()})


def drawn_on(person: Person) -> str:
    """What is written to the terminal, after the filters of the lines."""
    app = person.app
    filters = app.get_line_filters()
    text = ""
    for strip in app.screen._compositor.render_strips(app.size):
        segments = list(strip)
        for each in filters:
            segments = each.apply(segments, app.screen.background_colors[1])
        text += "".join(segment.text for segment in segments) + "\n"
    return text


async def test_a_change_of_size_keeps_the_place(desk: Desk) -> None:
    async with sitting(desk, (120, 40), "commitment") as person:
        await person.press("ctrl+d", "ctrl+d", "j")
        place = person.board.panel.cursor_id
        for size in ((40, 15), (200, 60), (80, 24)):
            await person.pilot.resize_terminal(*size)
            await person.settle()
            assert person.board.panel.cursor_id == place
            assert person.board.panel._sees_cursor()
        await person.press("?")
        await person.type("go to")
        await person.press("down", "down")
        await person.pilot.resize_terminal(40, 15)
        await person.settle()
        person.sees("Go to the groups.")


@EVERY_SIZE
async def test_the_three_ways_to_begin_are_seen_at_every_size(
    desk: Desk, size: tuple[int, int]
) -> None:
    desk.store.apply("all", desk.store.removal(list(desk.store.everything())))
    async with sitting(desk._replace(title="Sarn River Basin (made up)"), size) as person:
        person.sees("n  Add the first record", "S  Bring in a feed", "q  Look around first")
        person.sees("--demo", "esc")
        assert "Sarn River Basin (made up)" in person.lines[0]


@pytest.mark.parametrize(
    ("size", "theme"),
    [((40, 15), "dark"), ((40, 15), "ansi-dark"), ((80, 24), "dark"), ((120, 40), "light")],
)
async def test_what_lies_over_it_leaves_in_sight_whose_data_these_are(
    desk: Desk, size: tuple[int, int], theme: str
) -> None:
    config = structs.replace(desk.config, theme=theme)
    made_up = desk._replace(title="Sarn River Basin (made up)", config=config)
    async with sitting(made_up, size) as person:
        for key in ("?", "L", "S", "d"):
            await person.press(key)
            assert "Sarn River Basin (made up)" in person.lines[0]
            await person.press("escape")


# ---------------------------------------------------------------- what was said


@SIZES
async def test_what_was_said_can_be_read_again(desk: Desk, size: tuple[int, int]) -> None:
    async with sitting(desk, size, "commitment", "id:C03") as person:
        await person.press("[")
        await person.press("d", "y")
        await person.until(lambda: person.told[-1] == "Commitment deleted · u undoes")
        await person.press("L")
        person.sees("delete commitment", "What was changed")
        await person.press("tab")
        person.sees("What was said", "not now", "There is nothing to go back to.")
        person.sees("done", "Commitment deleted · u undoes")
        await person.press("L")
        assert person.app.screen is person.board


async def test_a_failure_is_in_the_log_as_one(desk: Desk) -> None:
    async with sitting(desk) as person:
        person.board.fail("The disk is full.")
        await person.press("L", "tab")
        person.sees("failed", "The disk is full.")


# ---------------------------------------------------------------- safety


@SIZES
async def test_the_key_that_asked_is_not_the_one_that_answers(
    desk: Desk, size: tuple[int, int]
) -> None:
    async with sitting(desk, size, "group", "acronym:afg") as person:
        await person.press("d")
        person.sees("With it goes: 5 roles", "No longer pointing at it:", "u) brings")
        await person.press("d", "enter", "space")
        assert isinstance(person.app.screen, Confirm)
        await person.press("escape")
        assert desk.store.get("africa-focus-group") is not None


async def test_a_question_with_words_in_it_is_not_left_by_one_key(desk: Desk) -> None:
    async with sitting(desk, kind="commitment", line="id:C03") as person:
        await person.press("m", "tab")
        await person.type("They asked")
        await person.press("ctrl+q")
        assert person.app.is_running
        assert "not saved" in person.told[-1]
        await person.press("ctrl+q")
        await person.until(lambda: not person.app.is_running)


async def test_leaving_with_a_form_open_keeps_a_draft(desk: Desk) -> None:
    async with sitting(desk, kind="commitment") as person:
        await person.press("n")
        await person.type("Half a promise")
        await person.press("ctrl+q")
        await person.until(lambda: not person.app.is_running)
    (draft,) = Drafts(desk.store.journal.folder).every()
    assert draft.words["summary"] == "Half a promise"
    async with sitting(desk) as person:
        await person.until(lambda: bool(person.told) and "D lists" in person.told[-1])
        await person.press("D")
        person.sees("New commitment", "Half a promise")
        await person.press("enter")
        await person.until(lambda: "Half a promise" in person.seen and "* " in person.seen)
        person.sees_not("There is a draft")


def test_what_was_typed_on_throw_away_data_is_not_said_to_be_kept(desk: Desk) -> None:
    assert farewell(desk) == "What you typed is kept as a draft."
    assert "goes with the throw-away copy" in farewell(desk._replace(title="Sample"))


async def test_names_that_would_break_a_screen_break_none_of_these(desk: Desk) -> None:
    items = msgspec.json.decode(fixture("hostile.json").read_bytes())["items"]
    records = [admit(KINDS[item["kind"]], {**item["data"], "id": item["id"]}) for item in items]
    desk.store.apply("hostile [/oops] {undo}", [(None, record) for record in records], received)
    async with sitting(desk, (80, 24), "commitment", "[/oops]") as person:
        for keys in (("y",), ("s",), ("L",), ("tab",), ("escape", "ctrl+o"), ("escape", "?")):
            await person.press(*keys)
            assert not {"\x1b", "\x00", "\u202e"} & set(person.seen)
