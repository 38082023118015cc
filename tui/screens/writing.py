"""Writing a paper into a file: Markdown or HTML, by the ending of its name."""

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path

from store.desk import Desk
from store.door import Problems
from store.fields import Field
from store.journal.files import put_file
from store.reports.words import Form
from tui.screens.export import OVERWRITE
from tui.screens.question import Question

FILE = Field(
    type="text",
    name="file",
    required=True,
    help="The file to write: HTML in .html, to print or to open in a word processor; else Markdown",
)


class WritingScreen(Question[str | None]):
    """Dismissed with what was written, in a sentence."""

    def __init__(self, desk: Desk, title: str, make: Callable[[Form], str], name: str) -> None:
        super().__init__(desk, "Write", title, ((FILE, name), (OVERWRITE, "")))
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
        """Write the file; what was written. `StoreError` where the disk refuses."""
        values = self.read(words)
        path = Path(values["file"]).expanduser()
        if path.exists() and not values["overwrite"]:
            raise Problems({"file": "there is such a file: take another name, or overwrite it"})
        form: Form = "html" if path.suffix.lower() in (".html", ".htm") else "md"
        put_file(path, [self._make(form).encode()])
        return f"Written to {path}"
