"""Our calendars opened in real programs: khal shows the events, and todoman the to-dos."""

import json
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from store.formats import feed
from store.kinds import Commitment, Meeting
from store.record import Record
from store.verbs import is_open
from tests.store.formats.ics.made import FIXTURES, written

KHAL = """
[calendars]
[[ours]]
path = {folder}/events
[locale]
local_timezone = Europe/Brussels
default_timezone = Europe/Brussels
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {folder}/khal.db
"""
TODOMAN = """
path = "{folder}/lists/*"
date_format = "%Y-%m-%d"
cache_path = "{folder}/todoman.db"
"""
EVENT = "{start-long}|{end-long}|{title}|{location}|{status}"


class Desk(NamedTuple):
    """Somebody's calendar programs, in a folder of their own."""

    folder: Path

    def khal(self, *words: str) -> str:
        """Run khal."""
        return self._run("khal", "-c", str(self.folder / "khal.conf"), *words)

    def todos(self, *words: str) -> list[dict[str, Any]]:
        """What todoman lists."""
        config = str(self.folder / "todoman.py")
        found: list[dict[str, Any]] = json.loads(
            self._run("todo", "--config", config, "--porcelain", "list", *words)
        )
        return found

    def _run(self, program: str, *words: str) -> str:
        ran = subprocess.run(
            [str(Path(sys.executable).parent / program), *words],
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(self.folder),
                "LC_ALL": "C.UTF-8",
                "TZ": "UTC",
            },
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        assert ran.stderr == ""
        return ran.stdout


CALL = Meeting(
    id="call",
    name="Call; on “water”, \\n",
    start="2023-03-01T21:30[America/New_York]",
    end="2023-03-01T23:00[America/New_York]",
)


@pytest.fixture(scope="module")
def facts() -> list[Record]:
    """The Coalition's facts, and a meeting of some hours."""
    return [*feed.read((FIXTURES.parents[1] / "coalition/feed.json").read_bytes()).records, CALL]


@pytest.fixture(scope="module")
def theirs(facts: list[Record], tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """All that in khal and in todoman."""
    folder = tmp_path_factory.mktemp("programs")
    for name in ("events", "lists/ours"):
        (folder / name).mkdir(parents=True)
    (folder / "khal.conf").write_text(KHAL.format(folder=folder))
    (folder / "todoman.py").write_text(TODOMAN.format(folder=folder))
    source = written(facts, deadlines=True)
    (folder / "all.ics").write_bytes(source)
    found = Desk(folder)
    found.khal("import", "--batch", "-a", "ours", "all.ics")
    head, tail = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n", b"END:VCALENDAR\r\n"
    for number, todo in enumerate(re.findall(rb"BEGIN:VTODO\r\n.*?END:VTODO\r\n", source, re.S)):
        (folder / f"lists/ours/{number}.ics").write_bytes(head + todo + tail)
    return found


def test_khal_shows_meetings_on_their_days_and_at_the_time_that_it_is_here(theirs: Desk) -> None:
    listed = theirs.khal("list", "--format", EVENT, "2023-03-01", "3d").splitlines()
    niamey = "2023-03-01|2023-03-02|Africa Focus Group plenary, Niamey|Niamey, NE|"
    call = "2023-03-02 03:30|2023-03-02 05:00|Call; on “water”, \\n||"
    assert listed[0].endswith("2023-03-01") and listed[1] == niamey
    assert listed[2].endswith("2023-03-02") and set(listed[3:]) == {niamey, call}


def test_khal_shows_deadlines_as_days(theirs: Desk) -> None:
    listed = theirs.khal("list", "--format", "{start-long}|{end-long}|{title}", "2014-12-15", "1d")
    (due,) = (line for line in listed.splitlines() if "Due" in line)
    assert due.startswith("2014-12-15|2014-12-15|Due: Host the first meeting of the Global")


def test_todoman_lists_what_is_owed(theirs: Desk, facts: list[Record]) -> None:
    held = {record.summary: record for record in facts if isinstance(record, Commitment)}
    todos = {todo["summary"]: todo for todo in theirs.todos("--status", "ANY")}
    assert todos.keys() == held.keys()
    for summary, todo in todos.items():
        promise = held[summary]
        assert todo["completed"] == (not is_open(promise))
        due = promise.due if len(promise.due) == 10 else None
        midnight = due and datetime.fromisoformat(due).replace(tzinfo=UTC).timestamp()
        assert todo["due"] == midnight, (promise, todo)
