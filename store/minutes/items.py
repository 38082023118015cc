"""What is recognised in minutes: an item for each line that says more than words, with what is
uncertain about it and why."""

from typing import Literal

from msgspec import Struct, structs

from store.text import fold

Kind = Literal[
    "topic",
    "chair",
    "scribe",
    "present",
    "regrets",
    "resolution",
    "action",
    "commitment",
    "progress",
    "statement",
]
Sort = Literal["who", "owner", "due", "commitment", "act", "long"]

AS_WORDS = ""
"""The answer to a doubt that keeps the words as they are, for no record and no date."""


class Who(Struct, frozen=True):
    """A name as it was written and the id of whom it means; "" where that is not known, and
    `several` has the ids of all that it could mean. `loose`: it is only the start of the name.
    `kept`: a person said that it is to stay words."""

    words: str
    id: str = ""
    several: tuple[str, ...] = ()
    loose: bool = False
    kept: bool = False


class Due(Struct, frozen=True):
    """Until when, as it was written: a date, or the meeting that it is due at; `why` neither."""

    words: str = ""
    date: str = ""
    meeting: str = ""
    why: str = ""


class Doubt(Struct, frozen=True):
    """What has to be answered before anything can be made of an item: the words, and why they do
    not do; `several` has the ids of what they could mean, `kinds` of what kinds that may be."""

    sort: Sort
    words: str
    why: str
    several: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[Sort, str]:
        """What an answer is kept by: the same words are asked for once."""
        return self.sort, fold(self.words)


class Item(Struct, frozen=True, kw_only=True):
    """What a line, and those that go on with it, was recognised as.

    `words` stand after the keyword, as written, in one line. `span` has the columns of the keyword
    in the first line. `who`: whom it names, in their order. `what`: what is to be done, was said,
    resolved or discussed. `less`: those named are taken out again (`Present-`). `count`: how many
    were there, where only that is told. `target`: the commitment that a PROGRESS is about, as
    written; `commitment` its id. `notes`: what was read into it, in sentences.
    """

    kind: Kind
    words: str
    span: tuple[int, int]
    what: str = ""
    who: tuple[Who, ...] = ()
    less: bool = False
    count: int | None = None
    due: Due = Due()
    target: str = ""
    commitment: str = ""
    act: str = ""
    status: str = ""
    score: int | None = None
    doubts: tuple[Doubt, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """The kind and the words, however they are capitalised: what it is known again by."""
        return self.kind, fold(self.words)

    def like(self, **changes: object) -> "Item":
        """The same item but for this."""
        return structs.replace(self, **changes)


class Placed(Struct, frozen=True):
    """An item, the number of its first line, from 0, and how many lines it takes."""

    item: Item
    line: int
    lines: int
