"""A source is added or changed: what it is called, where it is, how it is asked."""

import asyncio
import shlex
from typing import Any

from msgspec import structs

from store.desk import Desk
from store.fields import Field
from store.sync.adapters import ADAPTERS, AUTO
from store.sync.keep import add_source, change_source
from store.sync.limits import size_of
from store.sync.sources import FORMATS, MOST_MINUTES, Source, command_of
from store.text import join_list
from tui.screens.question import Question

NAME = Field(type="text", name="name", help="A short name of your own", required=True)
ASKED = (
    Field(type="text", name="url", help="A web address, or a file", required=True),
    Field(
        type="choice",
        name="format",
        help="What it speaks; auto finds out",
        choices=FORMATS,
        required=True,
    ),
    Field(type="tags", name="owns", help="Fields in which it is believed, such as member.region"),
    Field(
        type="int",
        name="every",
        help="Minutes between two syncs that begin by themselves; empty: never",
        low=0,
        high=MOST_MINUTES,
    ),
    Field(type="text", name="token_env", help="The variable that holds its token"),
    Field(type="text", name="token_command", help="The program that prints its token, no shell"),
    Field(
        type="text", name="token_file", help="The file that holds its token, yours alone to read"
    ),
    Field(type="text", name="most", help="The most that is taken of it, such as 20MB"),
    Field(type="flag", name="insecure_http", help="Allow http:// without encryption"),
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
        formats = ", ".join(adapter.about for adapter in ADAPTERS.values())
        return f"Records from elsewhere: {formats}. Nothing is asked before you sync it."

    async def carry_out(self) -> bool:
        values = self.read(self.typed())
        await asyncio.to_thread(self._keep, values)
        return True

    def _keep(self, values: dict[str, Any]) -> None:
        folder = self.desk.store.journal.folder
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
