"""What goes wrong is told in a sentence with its exit code, and never with a traceback."""

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.shell import MAIN, TOP, Shell

IMPATIENT = (
    "from store.journal.journal import Journal; Journal.open.__func__.__kwdefaults__['wait'] = 0.1"
)


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


@pytest.mark.parametrize("words", [("list", "groups", "--frobnicate"), ("list", "\x1b[31mx\u202e")])
def test_wrong_usage_writes_nothing_odd_on_the_terminal(
    shell: Shell, words: tuple[str, ...]
) -> None:
    assert not set(shell.refused(*words, code=2)) & {"\x1b", "\u202e"}


def test_an_option_in_the_wrong_place_is_told_where_it_stands(shell: Shell) -> None:
    said = shell.refused("list", "groups", "--demo", code=2)
    assert "--demo stands before the command: smallgroup --demo list" in said
    assert "write not before a term" in shell.refused("list", "groups", "-owner:x", code=2)


def closed(shell: Shell, line: str) -> subprocess.CompletedProcess[str]:
    """Run `smallgroup LINE` by a shell that may close or redirect its streams."""
    command = f"{sys.executable} -c '{MAIN}' --store {shell.store} {line}"
    return subprocess.run(
        ["bash", "-c", command], cwd=TOP, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such device here")
@pytest.mark.parametrize("style", ["table", "plain", "json", "csv"])
def test_a_full_disk_behind_the_output_is_told(shell: Shell, style: str) -> None:
    ran = closed(shell, f"list groups --format {style} > /dev/full")
    assert (ran.returncode, len(ran.stderr.splitlines())) == (1, 1)
    assert "The output cannot be written" in ran.stderr


def test_closed_streams_are_quiet(shell: Shell) -> None:
    for line, code in (("list groups >&-", 0), ("list groups 2>&-", 0), ("show nobody 2>&-", 1)):
        ran = closed(shell, line)
        assert (ran.returncode, ran.stderr) == (code, "")
    assert "no JSON" in closed(shell, "add commitment - <&-").stderr
    closed(shell, "add member --name Atlantis >&-")
    assert len(shell("list", "members", "atlantis", "--json").json) == 1
    assert shell("doctor").code == 0, "nothing was printed into the store's files"


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
        assert f"The configuration {config}" in said
        assert "is wrong: " in said
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


def test_a_file_without_an_end_is_not_read_for_ever(empty: Shell) -> None:
    little = "import store.journal.files as files; files.LARGEST = 1 << 20"
    ran = empty.run("import", "/dev/zero", first=little)
    assert ran.code == 1 and "the most that is read" in ran.err
