"""What goes wrong is told in a sentence with its exit code, and never with a traceback."""

import fcntl
import os
from pathlib import Path

import pytest

from tests.cli.shell import Shell

IMPATIENT = "from store.journal import Journal; Journal.open.__func__.__kwdefaults__['wait'] = 0.1"


def test_a_store_that_another_process_holds_is_exit_4(shell: Shell) -> None:
    with (shell.store / "lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.truncate()
        lock.write(str(os.getpid()))
        lock.flush()
        ran = shell.run("edit", "C32", "--desk", "Anna", first=IMPATIENT)
        assert shell("show", "C32").code == 0, "readers do not wait"
    assert ran.code == 4 and f"held by another process (pid {os.getpid()})" in ran.err
    shell("edit", "C32", "--desk", "Anna")


@pytest.mark.parametrize("words", [("list", "groups"), ("undo",), ("doctor",), ("show", "IT")])
def test_a_folder_that_is_something_else_is_refused(
    empty: Shell, words: tuple[str, ...], tmp_path: Path
) -> None:
    empty.store.mkdir()
    (empty.store / "letter.txt").write_text("Dear colleague")
    said = empty.refused(*words)
    assert len(said.splitlines()) == 1 and str(empty.store) in said
    assert [path.name for path in empty.store.iterdir()] == ["letter.txt"]


def test_a_file_in_the_stores_place_is_refused(empty: Shell) -> None:
    empty.store.write_text("Dear colleague")
    assert "is a file" in empty.refused("list", "groups")


def test_a_store_of_a_newer_version_is_refused(shell: Shell) -> None:
    from zlib import crc32

    journal = shell.store / "journal"
    header, rest = journal.read_bytes().split(b"\n", 1)
    newer = header[9:].replace(b'"version":1', b'"version":99')
    assert newer != header[9:]
    journal.write_bytes(b"%08x %b\n%b" % (crc32(newer), newer, rest))
    assert "newer" in shell.refused("list", "groups")


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_store_without_permission_is_refused(shell: Shell) -> None:
    (shell.store / "journal").chmod(0)
    assert "cannot be read" in shell.refused("list", "groups")


def test_an_unreadable_store_is_refused(shell: Shell) -> None:
    (shell.store / "journal").unlink()
    (shell.store / "journal").mkdir()
    assert "cannot be read (Is a directory)" in shell.refused("list", "groups")


def test_a_damaged_line_is_told_with_the_way_to_mend_it(shell: Shell) -> None:
    shell("edit", "C32", "--desk", "Anna")
    journal = shell.store / "journal"
    journal.write_bytes(journal.read_bytes().replace(b'"Anna"', b'"Hans"'))
    said = shell.refused("history")
    assert "Line 3 of" in said and "smallgroup doctor --repair" in said


@pytest.mark.parametrize(
    "words",
    [
        ("frobnicate",),
        ("list",),
        ("list", "widgets"),
        ("list", "groups", "--format", "sculpture"),
        ("list", "groups", "--frobnicate"),
        ("add",),
        ("add", "widget"),
        ("show",),
        ("close",),
        ("completion", "tcsh"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_exit_2(shell: Shell, words: tuple[str, ...]) -> None:
    assert "Usage: smallgroup" in shell.refused(*words, code=2)


def test_the_dashboard_needs_a_terminal(shell: Shell) -> None:
    assert "needs a terminal" in shell.refused()
    assert "needs a terminal" in shell.refused("commitments", "is:overdue")
    assert "character" in shell.refused("commitments", "is:nonsense")


def test_a_wrong_configuration_is_told(shell: Shell, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    assert "There is no configuration" in shell.refused("--config", str(config), "list", "groups")
    for wrong in ("home = 3", "hoem = 'BE'", "home =", b"\xff"):
        config.write_bytes(wrong if isinstance(wrong, bytes) else wrong.encode())
        said = shell.refused("--config", str(config), "list", "groups")
        assert f"The configuration {config} is wrong" in said
    config.write_text("home = 'Atlantis'")
    said = shell.refused("--config", str(config), "list", "commitments", "is:mine")
    assert "home is not usable" in said


def test_a_wrong_day_is_told(shell: Shell) -> None:
    ran = shell.run("list", "groups", SMALLGROUP_TODAY="someday")
    assert ran.code == 1 and "SMALLGROUP_TODAY is 'someday'" in ran.err


def test_demo_and_sample_leave_the_users_own_store_alone(empty: Shell) -> None:
    assert len(empty("--demo", "list", "commitments", "--json").json) > 60
    assert len(empty("--sample", "list", "commitments", "--json").json) == 300
    empty("--demo", "delete", "IT", "--yes")
    assert not empty.store.exists()
