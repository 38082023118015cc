"""Records in words: one by its name, several by their number."""

from collections import Counter
from collections.abc import Iterable, Sequence

from store.kinds import KINDS
from store.names import Names
from store.record import Record
from store.text import shorten

SHORT = 60  # characters of a name, or of other words of a record, within a sentence


def counted(records: Iterable[Record]) -> str:
    """`Commitment` for one, `3 commitments` for several, `2 meetings, 1 role` for a mixture."""
    kinds = Counter(record.kind.name for record in records)
    if kinds.total() == 1:
        return next(iter(kinds)).capitalize()
    return in_numbers(kinds)


def named(records: Sequence[Record], names: Names) -> str:
    """`commitment “Host the next meeting”` for one, `3 commitments` for several."""
    if len(records) == 1:
        return f"{records[0].kind.name} “{headed(records, names)}”"
    return counted(records)


def headed(records: Sequence[Record], names: Names) -> str:
    """`Host the next meeting` for one, `3 commitments` for several."""
    return shorten(names.heading(records[0]), SHORT) if len(records) == 1 else counted(records)


def times(number: int) -> str:
    """`once`, `2 times`."""
    return "once" if number == 1 else f"{number} times"


def several(number: int, word: str) -> str:
    """`1 day`, `2 days`, for a word that takes an s."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def in_numbers(kinds: Counter[str]) -> str:
    """`3 roles, 1 update`; kinds of which there are none go unsaid."""
    return ", ".join(
        f"{n} {name if n == 1 else KINDS[name].kind.plural}" for name, n in kinds.items() if n > 0
    )
