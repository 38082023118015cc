"""How a run and whoever started it speak with each other: questions, answers, progress."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Literal, NamedTuple

from msgspec import Struct

from store.sync.planning.outline import ALL, Left
from store.sync.planning.plan import Plan


class Question(Struct, frozen=True):
    """What is asked before it is done: `alarming` (the whole feed waits) or `missing` (`ids` would
    be removed, the rest goes on). `text` is for a person."""

    source: str
    about: Literal["alarming", "missing"]
    text: str
    ids: tuple[str, ...] = ()


class Talk(NamedTuple):
    """How a run speaks with whoever started it: `progress(bytes, pages, items)`, `cancelled()`,
    which is asked from other threads too, `answer(question)`, and `choose(plan)`: what of it a
    person leaves for later. `again` brings what undo took back. `turn` is held while what was told
    is planned, asked about and applied. By default nobody listens, nobody stops it, every question
    waits, nothing is left, what was taken back stays so and nobody else has a turn."""

    progress: Callable[[int, int, int], None] = lambda _bytes, _pages, _items: None
    cancelled: Callable[[], bool] = lambda: False
    answer: Callable[[Question], bool] = lambda _question: False
    choose: Callable[[Plan], Left] = lambda _plan: ALL
    again: bool = False
    turn: AbstractContextManager[object] = nullcontext()


SILENT = Talk()
NOTHING_NEW = ("not modified", "no change")  # what a run comes to that brought nothing
