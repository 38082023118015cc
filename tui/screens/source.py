"""A source is added or changed: what it is called, where it is, how it is asked."""

import asyncio
import shlex
from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import structs
from textual.widget import Widget

from store.desk import Desk
from store.door import Problems
from store.fields import Field
from store.sync.adapters import AUTO
from store.sync.errors import BadSource
from store.sync.kept.keep import add_source, change_source
from store.sync.kept.sources import FORMATS, MOST_MINUTES, Source, check_name, command_of
from store.sync.transfer.limits import size_of
from store.text import join_list
from tui.screens.question import Question
from tui.widgets.inputs.row import FieldRow

HOW = "How it is asked"
NAME = Field(type="text", name="name", help="A short name of your own", required=True, main=1)
ASKED = (
    Field(type="text", name="url", help="A web address, or a file", required=True, main=2),
    Field(
        type="choice",
        name="format",
        help="What it speaks; auto finds out",
        choices=FORMATS,
        required=True,
        main=3,
    ),
    Field(
        type="int",
        name="every",
        help="Minutes between two syncs that begin by themselves; empty: never",
        low=0,
        high=MOST_MINUTES,
        main=4,
    ),
    Field(
        type="tags",
        name="owns",
        help="Fields in which it is believed over what is typed here, such as member.region",
        main=5,
    ),
    Field(type="text", name="token_env", help="The variable that holds its token", section=HOW),
    Field(
        type="text",
        name="token_command",
        help="The program that prints its token, with its arguments; no shell sees it",
        section=HOW,
    ),
    Field(
        type="text",
        name="token_file",
        help="The file that holds its token, which only you can read",
        section=HOW,
    ),
    Field(type="text", name="most", help="The most that is taken, such as 20MB", section=HOW),
    Field(type="flag", name="insecure_http", help="Allow http:// without encryption", section=HOW),
)


class SourceForm(Question[str | None]):
    """Dismissed with the name of the source that was added or changed."""

    def __init__(self, desk: Desk, source: Source | None = None) -> None:
        begin = _words(source) if source else {"format": AUTO}
        asked = tuple((field, begin.get(field.name, "")) for field in ASKED)
        title = f"The source {source.name}" if source else "A new source"
        super().__init__(desk, title, "", asked if source else ((NAME, ""), *asked))
        self._source = source
        self._saved = ""

    def consequence(self) -> str:
        return "Records or news from elsewhere. Nothing is asked before it is synced."

    def rows(self) -> Iterable[Widget]:
        return self.arranged([field for field, _ in self._asked], self._made)

    def _made(self, some: Sequence[Field]) -> list[Widget]:
        begin = {field.name: words for field, words in self._asked}
        names, recent = self.desk.names, self.recent
        return [FieldRow(f, names, begin[f.name], begin[f.name], recent) for f in some]

    def typed(self) -> dict[str, str]:
        """What stands in the fields; those that are folded away are as they were."""
        return {**{field.name: words for field, words in self._asked}, **super().typed()}

    async def carry_out(self) -> bool:
        values = self.read(self.typed())
        await asyncio.to_thread(self._keep, values)
        return True

    def _keep(self, values: dict[str, Any]) -> None:
        folder = self.desk.store.journal.folder
        if self._source is None:
            try:
                check_name(values["name"])
            except BadSource as error:
                raise Problems({"name": str(error)}) from error
        values["every"] = values["every"] or 0
        values["most"] = size_of(values["most"]) if values["most"] else 0
        values["token_command"] = command_of(values["token_command"])
        if self._source is None:
            self._saved = add_source(folder, Source(**values)).name
        else:
            self._saved = change_source(folder, structs.replace(self._source, **values)).name

    def answer(self) -> str | None:
        return self._saved

    def nothing(self) -> None:
        return None


def _words(source: Source) -> dict[str, str]:
    """The definition as it is typed."""
    return {
        **{field.name: str(getattr(source, field.name) or "") for field in ASKED},
        "owns": join_list(source.owns),
        "token_command": shlex.join(source.token_command),
        "insecure_http": "yes" if source.insecure_http else "",
    }
