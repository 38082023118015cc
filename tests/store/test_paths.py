"""Where the store and the configuration are looked for."""

import sys
from pathlib import Path

import platformdirs
import pytest

from store.paths import config_file, fixture, store_folder


def test_what_is_chosen_comes_before_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMALLGROUP_STORE", "~/named")
    assert store_folder("~/chosen") == Path.home() / "chosen"
    assert store_folder(None) == Path.home() / "named"
    assert config_file("mine.toml") == Path("mine.toml")


@pytest.mark.parametrize("home", ["", "/srv/elsewhere"])
def test_the_folders_are_those_that_platformdirs_names(
    home: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SMALLGROUP_STORE")
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, home)
    assert store_folder(None) == platformdirs.user_data_path("smallgroup")
    assert config_file(None) == platformdirs.user_config_path("smallgroup") / "config.toml"


def test_elsewhere_platformdirs_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SMALLGROUP_STORE")
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(platformdirs, "user_data_path", lambda app: Path("/Library") / app)
    assert store_folder(None) == Path("/Library/smallgroup")


def test_the_data_that_travels_along_is_found() -> None:
    assert fixture("coalition/feed.json").is_file()
