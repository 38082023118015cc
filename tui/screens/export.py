"""Writing records into a file: which, and how secret what leaves may be."""

import asyncio
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from store.desk import Desk
from store.door import Problems
from store.fields import Field
from store.formats import FORMATS, by_ending
from store.formats.visible import LEVELS, names_within, others, withhold
from store.journal.files import put_file
from store.kinds import Commitment
from store.record import Record
from tui.counting import counted
from tui.screens.question import Question

ENDINGS = " ".join(form.endings[0] for form in FORMATS.values())
FILE = Field(type="text", name="file", required=True, help=f"Its ending says how: {ENDINGS}")
INCLUDE = Field(type="choice", name="include", choices=LEVELS, help="How secret what leaves may be")
OVERWRITE = Field(type="flag", name="overwrite", help="Where there is such a file, replace it")
DEADLINES = Field(
    type="flag",
    name="deadlines",
    help="In a calendar, each due date is an event of that day as well",
)


class ExportScreen(Question[str | None]):
    """Dismissed with what was written, in a sentence."""

    def __init__(self, desk: Desk, records: Sequence[Record]) -> None:
        self._kind = type(records[0])
        name = f"{self._kind.kind.plural}.csv"
        asked = [(FILE, name), (INCLUDE, LEVELS[0]), (OVERWRITE, "")]
        if self._kind is Commitment:
            asked.append((DEADLINES, ""))
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
        if (form := by_ending(path.name)) is None:
            raise Problems({"file": f"no format has this ending: take one of {ENDINGS}"})
        include = values["include"] or LEVELS[0]
        deadlines = values.get(DEADLINES.name, False)
        if deadlines and DEADLINES.name not in form.writes:
            raise Problems({DEADLINES.name: "only a calendar has them: name a file in .ics"})
        leaving, withheld = withhold(self._records, include)
        title = self.desk.title or "Smallgroup"
        more = {
            "beside": partial(others, self.desk.store, include),
            DEADLINES.name: deadlines,
            "names": names_within(self.desk.store, include),
        }
        put_file(path, form.write(leaving, title=title, kind=self._kind, **more))
        held = f", {withheld} withheld" if withheld else ""
        return f"{counted(leaving) if leaving else 'Nothing'} written to {path}{held}"
