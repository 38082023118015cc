"""Writing records into a file: which, and how secret what leaves may be."""

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path

from store.desk import Desk
from store.door import Problems
from store.fields import Field
from store.formats import by_ending
from store.formats.visible import LEVELS, withhold
from store.journal.files import put_file
from store.record import Record
from tui.counting import counted
from tui.screens.question import Question

FILE = Field(
    type="text", name="file", required=True, help="The file to write: a table in .csv, else .json"
)
INCLUDE = Field(type="choice", name="include", choices=LEVELS, help="How secret what leaves may be")
OVERWRITE = Field(type="flag", name="overwrite", help="Where there is such a file, replace it")


class ExportScreen(Question[str | None]):
    """Dismissed with what was written, in a sentence."""

    def __init__(self, desk: Desk, records: Sequence[Record]) -> None:
        self._kind = type(records[0])
        name = f"{self._kind.kind.plural}.csv"
        asked = ((FILE, name), (INCLUDE, LEVELS[0]), (OVERWRITE, ""))
        super().__init__(desk, "Export", counted(records), asked)
        self._records = records
        self._told: str | None = None

    def consequence(self) -> str:
        kept = len(self._records) - len(withhold(self._records, LEVELS[0])[0])
        if not kept:
            return ""
        stay = "is not public, and stays" if kept == 1 else "are not public, and stay"
        return f"{kept} of these {stay} here unless you include more."

    async def carry_out(self) -> bool:
        self._told = await asyncio.to_thread(self._write, self.typed())
        return True

    def answer(self) -> str | None:
        return self._told

    def nothing(self) -> None:
        return None

    def _write(self, words: Mapping[str, str]) -> str:
        """Write the file; what was written. `StoreError` where the disk refuses."""
        values = self.read(words)
        path = Path(values["file"]).expanduser()
        if path.exists() and not values["overwrite"]:
            raise Problems({"file": "there is such a file: take another name, or overwrite it"})
        form = by_ending(path.name)
        leaving, withheld = withhold(self._records, values["include"] or LEVELS[0])
        title = self.desk.title or "Smallgroup"
        put_file(path, form.write(leaving, title=title, kind=self._kind))
        held = f", {withheld} withheld" if withheld else ""
        return f"{counted(leaving) if leaving else 'Nothing'} written to {path}{held}"
