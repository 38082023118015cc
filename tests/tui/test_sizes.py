"""The screens as they look, at every size that must work, letter by letter.

`SMALLGROUP_GOLDENS=write` writes the goldens anew; then look at what changed.
"""

import os
from pathlib import Path

import pytest
from rich.cells import cell_len

from store.desk import Desk
from tests.tui.journey import Person, sitting

GOLDENS = Path(__file__).parent / "goldens"
SIZES = [(40, 15), (80, 24), (120, 40), (200, 60)]
LOOKS = ["dark", "light", "none", "ascii"]


def check(person: Person, name: str) -> None:
    """Compare the screen with its golden."""
    width, height = person.app.size
    assert len(person.lines) == height
    assert max(map(cell_len, person.lines)) <= width
    golden = GOLDENS / f"{name}.txt"
    if os.environ.get("SMALLGROUP_GOLDENS") == "write":
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(person.seen + "\n", encoding="utf-8")
    assert person.seen + "\n" == golden.read_text(encoding="utf-8")


def in_the_look(desk: Desk, look: str, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The desk of somebody who likes it so."""
    from msgspec import structs

    if look == "none":
        monkeypatch.setenv("NO_COLOR", "1")
    config = structs.replace(desk.config, ascii=look == "ascii", theme=look)
    return desk._replace(config=config)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_dashboard(
    desk: Desk, size: tuple[int, int], look: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"{size[0]}x{size[1]}" + ("-ascii" if look == "ascii" else "")
    async with sitting(
        in_the_look(desk, look, monkeypatch), size, "commitment", "is:open"
    ) as person:
        await person.press("j")
        check(person, f"dashboard-{name}")
        await person.press("enter")
        check(person, f"detail-{name}")
        if look == "ascii":
            assert person.app.screen.query("Panel")
            chrome = [line[0] for line in person.lines if line]
            assert all(char.isascii() for char in chrome)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_what_opens_over_it(desk: Desk, size: tuple[int, int]) -> None:
    name = f"{size[0]}x{size[1]}"
    async with sitting(desk, size) as person:
        for key, screen in (
            ("?", "help"),
            ("o", "views"),
            ("d", "delete"),
            ("S", "sync"),
            ("n", "form"),
        ):
            await person.press(key)
            check(person, f"{screen}-{name}")
            await person.press("escape")
        await person.press("/")
        await person.type("is:held ci")
        check(person, f"filter-{name}")
