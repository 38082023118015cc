"""The shape of the house, checked: what may stand where, and what may know whom."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]
CODE = sorted([*TOP.glob("store/**/*.py"), *TOP.glob("tui/**/*.py")])
AT_THE_TOP = {
    "pyproject.toml",
    "README.md",
    "requirements.lock",
    "tui",
    "store",
    "tests",
    "fixtures",
}


def tracked() -> list[str]:
    """What git has of the tree; nothing where there is no checkout."""
    listed = subprocess.run(
        ["git", "ls-files"], cwd=TOP, capture_output=True, text=True, check=False
    )
    return listed.stdout.splitlines()


def test_nothing_else_stands_at_the_top() -> None:
    top = {name.split("/")[0] for name in tracked()}
    assert {name for name in top if not name.startswith(".")} <= AT_THE_TOP


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(TOP)))
def test_a_file_is_small_and_says_what_it_is_for(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400, "split it by idea"
    assert text.startswith('"""'), "it begins with what it is for"


@pytest.mark.parametrize("package", ["store", "tui", "store/journal"])
def test_every_module_has_its_place_in_the_drawing(package: str) -> None:
    drawing = (TOP / "README.md").read_text("utf-8").split("## How it is built")[1]
    said = set(re.findall(r"\w+", drawing.split("```")[1]))
    modules = {path.stem for path in TOP.glob(f"{package}/*.py")} - {"__init__"}
    assert modules <= said, f"it says nothing of {sorted(modules - said)}"


def modules_after(code: str) -> set[str]:
    """The names of all modules that a fresh interpreter has loaded after running `code`."""
    ran = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint(*sys.modules)"],
        cwd=TOP,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(ran.stdout.split())


STORE = [
    str(path.relative_to(TOP).with_suffix("")).replace("/", ".").removesuffix(".__init__")
    for path in CODE
    if path.is_relative_to(TOP / "store")
]


def test_the_store_knows_no_screen() -> None:
    """But for the files that ask the network: httpx has a command line of its own, for which it
    loads rich wherever that is installed."""
    ours = [
        name
        for name in STORE
        if name not in ("store.sync.transfer.fetch", "store.sync.transfer.client")
    ]
    loaded = modules_after("\n".join(f"import {name}" for name in ours))
    assert "httpx" not in loaded
    assert {name.split(".")[0] for name in loaded}.isdisjoint({"textual", "rich", "tui"})


def test_reading_and_writing_records_needs_neither_screen_nor_network() -> None:
    loaded = modules_after("import store.desk, store.query.compile, store.insight")
    assert loaded.isdisjoint({"textual", "rich", "httpx", "tinydb", "platformdirs", "iso3166"})


def test_the_registry_of_actions_loads_no_screen() -> None:
    assert {name.split(".")[0] for name in modules_after("import tui.actions")}.isdisjoint(
        {"textual", "rich"}
    )
