"""Reading minutes again and again while they are written: only what changed is read anew."""

from collections.abc import Iterable, Iterator, Sequence

from store.kinds import Meeting
from store.minutes.items import Item, Placed
from store.minutes.lines import pieces
from store.minutes.reading import read
from store.minutes.sitting import Records, Sitting

Read = tuple[int, Item | None]  # how many lines a piece takes, and what it is


class Reader:
    """Holds what the lines of some minutes were recognised as."""

    def __init__(self, store: Records, meeting: Meeting) -> None:
        self._store, self._meeting = store, meeting
        self._sitting = Sitting(store, meeting)
        self._lines: list[str] = []
        self._read: list[Read] = []
        self.anew = 0
        """How many pieces the last call of `take` had to read."""

    @property
    def items(self) -> Iterator[Placed]:
        """What is recognised, in its order."""
        line = 0
        for lines, item in self._read:
            if item is not None:
                yield Placed(item, line, lines)
            line += lines

    def forget(self) -> None:
        """The records have changed: everything is to be read again."""
        self._sitting = Sitting(self._store, self._meeting)
        self._lines, self._read = [], []

    def take(self, lines: Sequence[str]) -> None:
        """These are the lines now."""
        old = self._lines
        same = _alike(old, lines)
        self.anew = 0
        if same == len(old) == len(lines):
            return
        back = _alike(old[same:][::-1], lines[same:][::-1])
        kept, first = self._before(same)
        left, last = self._after(len(old) - back, len(old))
        middle = lines[first : len(lines) - last]
        self._lines = list(lines)
        self._read = [*kept, *self._pieces(middle), *left]

    def _pieces(self, lines: Sequence[str]) -> Iterator[Read]:
        for piece in pieces(lines):
            self.anew += 1
            yield len(piece.lines), read(piece, self._sitting)

    def _before(self, same: int) -> tuple[list[Read], int]:
        """The pieces that end before the first line that changed, and the lines they take. Whether
        another piece begins behind them hangs on the line behind them too."""
        lines = 0
        for at, (size, _) in enumerate(self._read):
            if lines + size >= same:
                return self._read[:at], lines
            lines += size
        return list(self._read), lines

    def _after(self, start: int, end: int) -> tuple[list[Read], int]:
        """The pieces that begin behind the first line that is as it was, and the lines they take:
        whether they begin there hangs on the line before."""
        lines = 0
        for at in range(len(self._read) - 1, -1, -1):
            if end - lines - self._read[at][0] <= start:
                return self._read[at + 1 :], lines
            lines += self._read[at][0]
        return list(self._read), lines


def items_of(text: str, store: Records, meeting: Meeting) -> list[Placed]:
    """What is recognised in these minutes of a meeting."""
    reader = Reader(store, meeting)
    reader.take(text.split("\n"))
    return list(reader.items)


def _alike(old: Iterable[str], new: Iterable[str]) -> int:
    """How many lines are the same at the beginning."""
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count
