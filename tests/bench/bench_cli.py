"""What the command line promises about speed: whole processes against Debian's taskwarrior.

    python -m tests.bench.bench_cli [--records 10000] [--rounds 15]

`smallgroup add` against `task add`, and `list` with a word against `task` filtering for the same
word, with as many commitments in the store as there are tasks. Skipped where there is no `task`.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec

from store.kinds import Commitment, Group, Meeting, Member
from store.record import Record
from store.store import Store
from tests.bench.timing import Row, medians, show

TOP = Path(__file__).parents[2]
SMALLGROUP = [sys.executable, "-c", "from tui.cli import main; main()"]
TASK = ["task", "rc.confirmation=no", "rc.verbose=nothing"]
WORD = "anniversary"  # in one of a hundred
COUNTRIES = ("BE", "FR", "IT", "MA", "NE", "SA", "US")


def summary(number: int) -> str:
    """What the commitment, and the task, with this number is about."""
    about = WORD if number % 100 == 0 else "progress"
    return f"Report on {about} under number {number} before they meet again"


def commitment(number: int) -> Commitment:
    """A commitment of about 500 bytes."""
    return Commitment(
        id=f"C{number:05}",
        summary=summary(number),
        text="The members undertake to share what they have learnt before they meet again. " * 2,
        classification="pledge",
        owners=(COUNTRIES[number % 7], "africa"),
        meeting="brussels",
        group="africa",
        due=f"2026-{number % 12 + 1:02}",
        status="on track",
        priority=number % 9,
        tags=("border security",),
    )


def fill_store(folder: Path, records: int) -> None:
    """A store with so many commitments."""
    around: list[Record] = [
        Member(id=code, name=f"Country {code}", country=code) for code in COUNTRIES
    ]
    around += [
        Group(id="africa", name="Africa Focus Group", acronym="AFG"),
        Meeting(id="brussels", name="Small Group, Brussels", start="2021-12-02"),
    ]
    with Store.open(folder, by="bench", today=date.today) as store:
        store.apply("fill", [(None, record) for record in around])
        store.apply("fill", [(None, commitment(number)) for number in range(records)])


def fill_tasks(folder: Path, records: int) -> dict[str, str]:
    """A taskwarrior with as many tasks; the environment in which it is the user's."""
    folder.mkdir()
    (folder / "taskrc").write_text(f"data.location={folder}\n")
    env = {**os.environ, "TASKRC": str(folder / "taskrc"), "TASKDATA": str(folder)}
    tasks = (
        {
            "description": summary(number),
            "project": "africa",
            "due": f"2026{number % 12 + 1:02}28T120000Z",
            "tags": ["border", COUNTRIES[number % 7]],
            "status": "pending",
            "entry": "20260301T120000Z",
        }
        for number in range(records)
    )
    lines = b"\n".join(msgspec.json.encode(task) for task in tasks)
    subprocess.run([*TASK, "import", "-"], env=env, input=lines, capture_output=True, check=True)
    return env


def process(words: list[str], env: dict[str, str]) -> Callable[[], bytes]:
    """A whole process; what it prints is checked to be something."""

    def run() -> bytes:
        return subprocess.run(words, env=env, cwd=TOP, capture_output=True, check=True).stdout

    return run


def main() -> int:
    """Run the bench."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    if not shutil.which(TASK[0]):
        sys.stdout.write("Skipped: taskwarrior is not installed.\n")
        return 0
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        fill_store(folder / "store", options.records)
        theirs = fill_tasks(folder / "tasks", options.records)
        ours = {**os.environ, "SMALLGROUP_STORE": str(folder / "store"), "XDG_CONFIG_HOME": name}
        ours.pop("PYTHONDONTWRITEBYTECODE", None)  # a user has compiled modules
        new = ["Send the terms", "--owner", "MA", "--due", "+2w"]
        contenders = {
            "add": process([*SMALLGROUP, "add", "commitment", "--summary", *new], ours),
            "task add": process([*TASK, "add", "Send the terms", "project:MA", "due:2w"], theirs),
            "list": process([*SMALLGROUP, "list", "commitments", WORD], ours),
            "task list": process([*TASK, f"description.contains:{WORD}", "list"], theirs),
        }
        for contender in contenders.values():
            contender()
        took = medians(contenders, options.rounds)
        many = f"with {options.records:,} commitments"
        return show(
            [
                Row(f"add {many}, against task add", took["add"], took["task add"], 1),
                Row(f"list WORD {many}, against task", took["list"], took["task list"], 1),
            ]
        )


if __name__ == "__main__":
    sys.exit(main())
