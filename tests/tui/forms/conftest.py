"""A desk over the Coalition's data, as it is on 1 March 2026."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.config import Config
from store.demo import fill
from store.desk import Desk, open_desk, today
from tui.widgets.inputs import line


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A person who is told sooner what is wrong, so that no test waits for it."""
    monkeypatch.setattr(line, "LONGER", 0.02)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Ana's desk, in a folder of its own."""
    monkeypatch.setenv("SMALLGROUP_TODAY", "2026-03-01")
    with open_desk(tmp_path / "store", Config(home="BE", name="Ana")) as desk:
        fill(desk.store, "demo", today())
        yield desk
