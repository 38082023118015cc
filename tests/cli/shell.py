"""Running the command line as a user's shell does: a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from store.store import Store
from tests.conftest import TODAY

TOP = Path(__file__).parents[2]
MAIN = "from tui.cli import main; main()"


class Ran(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, read as JSON."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        """What it printed, line by line."""
        return self.out.splitlines()


class Shell(NamedTuple):
    """A shell in which one store is the user's."""

    store: Path

    @property
    def journal(self) -> bytes:
        """All that ever happened to the store, to see that nothing has."""
        return (self.store / "journal").read_bytes()

    @contextmanager
    def opened(self) -> Iterator[Store]:
        """The store itself, for what a test only prepares."""
        with Store.open(self.store, by="somebody else", today=lambda: TODAY) as store:
            yield store

    def run(self, *words: str, stdin: str = "", first: str = "", **env: str) -> Ran:
        """Run `smallgroup WORDS`; `first` is Python that the process runs before."""
        ran = subprocess.run(
            [sys.executable, "-c", f"{first}\n{MAIN}", *words],
            cwd=TOP,
            input=stdin.encode(),
            env={**os.environ, "SMALLGROUP_STORE": str(self.store), **env},
            capture_output=True,
            timeout=60,
            check=False,
        )
        return Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode())

    def __call__(self, *words: str, stdin: str = "") -> Ran:
        """Run a command that must succeed."""
        ran = self.run(*words, stdin=stdin)
        assert ran.code == 0, ran.err
        return ran

    def refused(self, *words: str, code: int = 1, stdin: str = "") -> str:
        """Run a command that must be refused with this exit code; what it said about it."""
        ran = self.run(*words, stdin=stdin)
        assert (ran.code, "Traceback" in ran.err) == (code, False), ran
        return ran.err

    def add(self, kind: str, *words: str) -> str:
        """Add a record; its id."""
        return self("add", kind, *words).out.strip()

    def shown(self, id: str) -> dict[str, Any]:
        """A record as `show --json` has it."""
        found: dict[str, Any] = self("show", id, "--json").json
        return found
