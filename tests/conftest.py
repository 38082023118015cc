"""What every test may use: a day that stands still, and stores to work on."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from store.config import Config
from store.demo import fill
from store.desk import Desk, open_desk
from store.store import Store
from tests.sync.server import Server, serving

TODAY = date(2026, 3, 1)

# The machine may be busy: a property is judged by what it says, not by how long it takes.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")


@pytest.fixture(scope="session", autouse=True)
def _compiled_once() -> Iterator[None]:
    """What is started keeps its compiled modules, as it does at a user's: compiling them anew each
    time is a third of what a command costs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        yield


@pytest.fixture(autouse=True)
def _the_day(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It is 1 March 2026, and nobody's own store or configuration is touched."""
    monkeypatch.setenv("SMALLGROUP_TODAY", TODAY.isoformat())
    monkeypatch.setenv("SMALLGROUP_STORE", str(tmp_path / "own-store"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "own-config"))
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with Store.open(tmp_path / "store", by="desk", today=lambda: TODAY) as opened:
        yield opened


@pytest.fixture
def coalition(store: Store) -> Store:
    """A store with the Coalition's facts."""
    fill(store, "demo", TODAY)
    return store


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk over the Coalition's facts; it is Belgium's."""
    with open_desk(tmp_path / "desk", Config(home="BE", name="desk")) as opened:
        fill(opened.store, "demo", TODAY)
        yield opened


@pytest.fixture
def server() -> Iterator[Server]:
    """A server on loopback, to sync from."""
    with serving() as running:
        yield running
