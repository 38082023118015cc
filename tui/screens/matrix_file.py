"""Writing the matrix into a file: in which form, and how secret what leaves may be."""

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path

from store.desk import Desk
from store.door import Problems
from store.fields import Field
from store.formats.visible import LEVELS
from store.journal.files import put_file
from store.record import Visibility
from store.reports.matrix import Matrix
from store.reports.matrix.forms import ENDINGS, form_of, written
from tui.screens.export import INCLUDE, OVERWRITE
from tui.screens.question import Question

FILE = Field(
    type="text",
    name="file",
    required=True,
    help="The file to write: .xlsx or .csv, .html to print, .md or .json",
)


class MatrixFileScreen(Question[str | None]):
    """Asks where the matrix goes that `make` makes of what may leave; dismissed with what was
    written, in a sentence."""

    def __init__(self, desk: Desk, about: str, make: Callable[[Visibility], Matrix]) -> None:
        asked = ((FILE, "matrix.xlsx"), (INCLUDE, LEVELS[0]), (OVERWRITE, ""))
        super().__init__(desk, "Export the matrix", about, asked)
        self._make = make
        self._told: str | None = None

    async def carry_out(self) -> bool:
        self._told = await asyncio.to_thread(self._write, self.typed())
        return True

    def answer(self) -> str | None:
        return self._told

    def nothing(self) -> None:
        return None

    def _write(self, words: Mapping[str, str]) -> str:
        """Write the file; what was written. `StoreError` where it cannot be."""
        values = self.read(words)
        path = Path(values["file"]).expanduser()
        if path.suffix.lower() not in ENDINGS:
            raise Problems({"file": f"the name must end in one of {', '.join(ENDINGS)}"})
        if path.exists() and not values["overwrite"]:
            raise Problems({"file": "there is such a file: take another name, or overwrite it"})
        found = self._make(values["include"] or LEVELS[0])
        put_file(path, [b"".join(written(found, form_of(path.name), self.desk))])
        held = f", {found.withheld} withheld" if found.withheld else ""
        return f"The matrix is written to {path}{held}"
