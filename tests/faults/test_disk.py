"""A disk that is full or fails: a clear error, and all is as before."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.errors import Full, StoreError
from store.journal.journal import Journal
from tests.faults import children
from tests.store.journal.made_up import TYPES, batch, create


def test_a_limit_on_file_size(folder: Path) -> None:
    code, said = children.run("fill", folder)
    assert code == 0
    assert said.count("There is no room to write") == 2
    journal = Journal.open(folder, TYPES)
    assert list(journal.table("promise")) == ["C1", "C2", "C3"]
    journal.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "none", str(disk)]
    try:
        mounted = subprocess.run(mount, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no mount command")
    if mounted.returncode:
        pytest.skip(f"no tmpfs can be mounted here: {mounted.stderr.strip()}")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk(small_disk: Path) -> None:
    code, said = children.run("fill_disk", small_disk / "store")
    assert code == 0
    assert said.count("No space left on device") == 3


def fail_fsync(patch: pytest.MonkeyPatch, times: int) -> None:
    """Let the next calls fail as they do where the disk is broken."""
    fsync, left = os.fsync, [times]

    def failing(fd: int) -> None:
        left[0] -= 1
        if left[0] >= 0:
            raise OSError(errno.EIO, "Input/output error")
        fsync(fd)

    patch.setattr(os, "fsync", failing)


def test_a_disk_that_fails_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Journal.open(folder, TYPES)
    journal.commit(batch(create("C1")))
    before = (folder / "journal").read_bytes()
    with monkeypatch.context() as patch, pytest.raises(StoreError, match="Input/output error"):
        fail_fsync(patch, 1)
        journal.commit(batch(create("C2")))
    assert (folder / "journal").read_bytes() == before
    assert list(journal.table("promise")) == ["C1"]
    journal.commit(batch(create("C3")))
    assert list(journal.table("promise")) == ["C1", "C3"]
    journal.close()


def test_after_a_failure_that_cannot_be_taken_back_nothing_more_is_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = Journal.open(folder, TYPES)
    with monkeypatch.context() as patch, pytest.raises(StoreError):
        fail_fsync(patch, 2)
        journal.commit(batch(create("C2")))
    with pytest.raises(StoreError, match="close the program, check the disk"):
        journal.commit(batch(create("C3")))
    journal.close()


def test_who_read_a_line_that_was_taken_back_forgets_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal, reader = Journal.open(folder, TYPES), Journal.open(folder, TYPES)
    journal.commit(batch(create("C1")))
    fsync, calls = os.fsync, []

    def read_then_fail(fd: int) -> None:
        calls.append(fd)
        if len(calls) > 1:
            return fsync(fd)
        reader.refresh()
        journal.refresh()
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch, pytest.raises(Full):
        patch.setattr(os, "fsync", read_then_fail)
        journal.commit(batch(create("C2")))
    assert list(reader.table("promise")) == ["C1", "C2"]
    assert list(journal.table("promise")) == ["C1"]
    journal.commit(batch(create("C3", due="longer than the line before it was")))
    reader.refresh()
    assert list(reader.table("promise")) == ["C1", "C3"]
    journal.close()
    reader.close()
