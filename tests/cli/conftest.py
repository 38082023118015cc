"""Shells over an empty store and over the Coalition's facts."""

import shutil
from pathlib import Path

import pytest

from store.demo import fill
from store.store import Store
from tests.cli.shell import Shell
from tests.conftest import TODAY


@pytest.fixture(scope="session")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the Coalition's facts, to be copied."""
    folder = tmp_path_factory.mktemp("facts") / "store"
    with Store.open(folder, by="somebody else", today=lambda: TODAY) as store:
        fill(store, "demo", TODAY)
    return folder


@pytest.fixture
def shell(facts: Path, tmp_path: Path) -> Shell:
    """A shell over the Coalition's facts."""
    shutil.copytree(facts, tmp_path / "mine")
    return Shell(tmp_path / "mine")


@pytest.fixture
def empty(tmp_path: Path) -> Shell:
    """A shell over a store that does not exist yet."""
    return Shell(tmp_path / "new")
