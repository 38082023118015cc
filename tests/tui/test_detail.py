"""The detail pane: what is folded, followed, opened, and what a record went through."""

import webbrowser

import pytest
from msgspec import structs

from store.desk import Desk
from store.kinds import Commitment, Statement
from store.record import Link, Move
from tests.tui.journey import Person, sitting
from tui.pages import may_open, open_page
from tui.sheet import Fold

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)])
TEXT = "We **will** host it, see [the paper](https://example.org/paper):\n\n- in spring\n- or later"


def told(desk: Desk) -> Commitment:
    """A commitment of which there is much to tell."""
    found = desk.store.get("C03")
    assert isinstance(found, Commitment)
    new = structs.replace(
        found,
        notes=TEXT,
        due="2026-06-05",
        moves=(
            Move("2026-03-03", "2026-04-03", "2026-02-01", "desk", "The hall was not free"),
            Move("2026-04-03", "2026-05-03", "2026-03-01", "desk", "Nor was it then"),
            Move("2026-05-03", "2026-06-05", "2026-04-01", "", ""),
        ),
        evidence=(Link("https://example.org/shown"), Link("ftp://example.org/no")),
    )
    desk.store.apply("tell more of it", [(found, new)])
    return new


async def read(person: Person, id: str) -> None:
    person.board.read(id)
    await person.settle()


async def go_to(person: Person, word: str) -> None:
    """Go down until the cursor stands in a line with this word."""
    for _ in range(60):
        lines = [line for line in person.lines if "▌" in line and word in line]
        if lines:
            return
        await person.press("j")
    raise AssertionError(f"{word} is nowhere in\n{person.seen}")


@SIZES
async def test_markdown_is_rendered_and_its_links_open(
    desk: Desk, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def browser(url: str) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr("tui.pages.open_page", browser)
    told(desk)
    async with sitting(desk, size) as person:
        await read(person, "C03")
        await go_to(person, "the paper")
        person.sees("We will host it, see the paper:", "enter open page")
        await person.press("enter")
        await person.until(lambda: opened == ["https://example.org/paper"])
        await person.until(lambda: bool(person.told))
        assert person.told[-1] == "Opened in the browser"


async def test_where_there_is_no_browser_the_address_is_copied(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.pages.open_page", lambda url: False)
    told(desk)
    async with sitting(desk) as person:
        await read(person, "C03")
        await go_to(person, "example.org/shown")
        await person.press("enter")
        await person.until(lambda: person.app.clipboard == "https://example.org/shown")
        assert "copied" in person.told[-1]


@SIZES
async def test_a_list_folds_and_stays_folded_on_the_next_record(
    desk: Desk, size: tuple[int, int]
) -> None:
    async with sitting(desk, size, "meeting", "id:2021-12-02-brussels") as person:
        await person.press("enter")
        await go_to(person, "Commitments made here 9")
        person.sees("Run civilian capacity-building", "enter fold")
        await person.press("left")
        person.sees("▸ Commitments made here 9", "enter unfold")
        person.sees_not("Run civilian capacity-building")
        await read(person, "2023-03-01-niamey-afg")
        assert Fold("Commitments made here", False) in person.board.detail._sheet.targets
        await person.press("[")
        await go_to(person, "Commitments made here 9")
        await person.press("enter")
        person.sees("▾ Commitments made here 9")


@SIZES
async def test_what_it_went_through_is_read_when_it_is_unfolded(
    desk: Desk, size: tuple[int, int]
) -> None:
    told(desk)
    async with sitting(desk, size) as person:
        await read(person, "C03")
        await go_to(person, "History")
        person.sees("History · 1 change")
        person.sees_not("tell more of it")
        await person.press("right")
        await person.until(lambda: "tell more of it" in person.seen)
        person.sees("Due: 2014-12-15 → 2026-06-05", "Notes written", "recorded")
        changed = structs.replace(told(desk), summary="Host it")
        desk.store.apply("shorten it", [(desk.store.get("C03"), changed)])
        await person.until(lambda: "shorten it" in person.seen)


async def test_moves_are_told_with_their_reasons(desk: Desk) -> None:
    told(desk)
    async with sitting(desk, (120, 40)) as person:
        await read(person, "C03")
        person.sees("Due moved 3 times · 94 days in all", "2026-04-03 → 2026-05-03")
        person.sees("Nor was it then", "by desk", "on Sun 1 Mar 2026")


async def test_statements_stand_under_what_was_done_by_saying_them(desk: Desk) -> None:
    at = "2021-12-02-brussels"
    said = (
        Statement(id="s0", meeting=at, act="urged", summary="Word 0"),
        Statement(id="s1", meeting=at, act="noted", summary="Word 1"),
        Statement(id="s2", meeting=at, act="urged", summary="Word 2"),
    )
    desk.store.apply("say", [(None, one) for one in said])
    async with sitting(desk, (120, 40), "meeting", "id:2021-12-02-brussels") as person:
        await person.press("enter")
        sheet = person.board.detail._sheet
        text = "\n".join("".join(part.text for part in line) for line in sheet.lines)
        assert text.index("Noted") < text.index("Word 1") < text.index("Urged")
        assert text.index("Urged") < text.index("Word 0") < text.index("Word 2")
        assert "Urged 3" in text  # with one that was said there


async def test_a_place_is_found_again(desk: Desk) -> None:
    async with sitting(desk, (80, 24), "group", "id:africa-focus-group") as person:
        await person.press("enter", *"jjjjjjjj")
        detail = person.board.detail
        place, seen = detail.place, person.seen
        assert place.top > 0
        await read(person, "C03")
        await read(person, "africa-focus-group")
        detail.place = place
        await person.settle()
        assert detail.place == place
        assert person.seen == seen


async def test_a_panel_that_is_out_of_sight_does_not_take_the_focus(desk: Desk) -> None:
    async with sitting(desk) as person:
        await read(person, "C03")
        person.board.panels["member"].focus()
        await person.settle()
        assert person.board.shown == "C03"
        assert person.board.detail.has_focus


@pytest.mark.parametrize(
    ("url", "may"),
    [
        ("https://example.org/a?b=[x]", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("https://", False),
        ("http://[oops", False),
    ],
)
def test_only_addresses_of_the_web_are_opened(url: str, may: bool) -> None:
    assert may_open(url) is may


def test_a_browser_that_would_take_the_terminal_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webbrowser, "get", lambda: webbrowser.GenericBrowser("/usr/bin/w3m"))
    assert not open_page("https://example.org")

    def none() -> None:
        raise webbrowser.Error("could not locate runnable browser")

    monkeypatch.setattr(webbrowser, "get", none)
    assert not open_page("https://example.org")
