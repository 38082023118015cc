"""A table as it was made by people: titles above the headers, headers in two rows, empty rows and
columns, sums at the end. What is left is headers and rows of cells, each with its place."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import pairwise

from msgspec import Struct

from store.fields import fields
from store.formats.cells import Cell, column_name
from store.formats.rows import EXTRA, FIXED
from store.kinds import KINDS
from store.mapping.headers import known_header
from store.mapping.words import TOTALS
from store.text import clean_line, fold, shorten

Cells = Sequence[Cell]

LOOKED_AT = 40  # rows among which the headers are looked for
MOST_COLUMNS = 300  # that anything is made of
LONGEST_HEADER = 200  # characters
SELF_SAID = 0.7  # of headers that are known, from which on they need no others above them
SHORT = 60  # characters of what may be a header


class Head(Struct, frozen=True):
    """A column: its place in the rows, counted from 0, and its header, which no other one has."""

    at: int
    header: str

    @property
    def letter(self) -> str:
        """What a spreadsheet calls it."""
        return column_name(self.at)


class Sheet(Struct, frozen=True):
    """A table understood: `head` is the number of the row with the headers (of the lower one where
    two rows hold them), 0 where there is none. `rows` are those below with their numbers, as a
    spreadsheet counts them; `passed` the numbers of those that are sums. `dropped` is how many
    columns were too many."""

    title: str
    head: int
    heads: tuple[Head, ...]
    rows: list[tuple[int, Cells]]
    passed: tuple[int, ...] = ()
    dropped: int = 0

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers, from left to right."""
        return tuple(head.header for head in self.heads)

    def at(self, header: str) -> int:
        """The place of a column in the rows; -1 where the table has none of this header."""
        return next((head.at for head in self.heads if head.header == header), -1)


def words_of(cell: Cell) -> str:
    """A cell as one safe line of words."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return clean_line(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes") if cell.time() != cell.time().min else _day(cell)
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 2**53 else str(cell)
    return str(cell)


def _day(cell: datetime) -> str:
    return cell.date().isoformat()


def is_ours(rows: Sequence[Cells]) -> bool:
    """Whether a table is one that we wrote: its first row has `id`, and a field of ours besides."""
    first = {cell.strip().lstrip("'") for cell in rows[0] if isinstance(cell, str)} if rows else ()
    own = {field.name for kind in KINDS.values() for field in fields(kind)}
    return "id" in first and any(name in first for name in (*FIXED[1:], EXTRA, *own))


def sheet_of(
    title: str, rows: Sequence[Cells], head: int | None = None, like: Iterable[str] = ()
) -> Sheet:
    """The table understood. `head` is the number of the row with the headers (0: none has them);
    left out, it is found, and where some row has the headers `like` these it is that one."""
    if head is None:
        head = _like(rows, like) or _found(rows)
    width = max((len(row) for row in rows), default=0)
    below = [(number, row) for number, row in enumerate(rows, 1) if number > head]
    upper = _upper(rows, head)
    if not upper and head and (lower := _lower(rows, head)):
        upper, head, below = rows[head - 1], lower, below[1:]
    heading = rows[head - 1] if 0 < head <= len(rows) else ()
    used = _used(heading, upper, below, width)
    heads = tuple(_heads(used[:MOST_COLUMNS], heading, upper))
    filled = [(number, row) for number, row in below if any(_is_filled(cell) for cell in row)]
    sums = tuple(number for number, row in filled if _is_total(row))
    kept = [(number, row) for number, row in filled if number not in sums] if sums else filled
    return Sheet(title, head, heads, kept, sums, len(used) - len(heads))


def _is_filled(cell: Cell) -> bool:
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


def _is_total(row: Cells) -> bool:
    """The first words of a row of sums, of which nothing else but numbers is told."""
    some = [cell for cell in row if _is_filled(cell)]
    first = fold(words_of(some[0])).rstrip(" :.") if some else ""
    rest = all(isinstance(cell, int | float) or _is_number(words_of(cell)) for cell in some[1:])
    return rest and first in TOTALS and len(some) < max(3, len(row))


def _is_number(words: str) -> bool:
    return words.replace(",", "").replace(".", "").replace("%", "").replace(" ", "").isdecimal()


def _used(
    heading: Cells, upper: Cells, below: Sequence[tuple[int, Cells]], width: int
) -> list[int]:
    """The places of the columns that have a header, or anything in them."""
    found = {at for row in (heading, upper) for at, cell in enumerate(row) if _is_filled(cell)}
    for _, row in below:
        if len(found) == width:
            break
        found.update(at for at, cell in enumerate(row) if cell is not None and _is_filled(cell))
    return sorted(found)


def _heads(used: Iterable[int], heading: Cells, upper: Cells) -> Iterable[Head]:
    """The headers, each once: the second of two is told by a number."""
    over = _spread(upper)
    taken: dict[str, int] = {}
    for at in used:
        own, above = _header(heading, at), over.get(at, "")
        words = ": ".join(dict.fromkeys(filter(None, (above, own))))
        words = shorten(words, LONGEST_HEADER) or f"Column {column_name(at)}"
        taken[words] = times = taken.get(words, 0) + 1
        while times > 1 and (again := f"{words} ({times})") in taken:
            times += 1
        if times > 1:
            taken[again] = 1
        yield Head(at, again if times > 1 else words)


def _header(row: Cells, at: int) -> str:
    return words_of(row[at])[:LONGEST_HEADER] if at < len(row) else ""


def _spread(upper: Cells) -> dict[int, str]:
    """What an upper row of headers says of each column: its words reach over the empty cells."""
    found: dict[int, str] = {}
    here = ""
    for at, _ in enumerate(upper):
        here = _header(upper, at) or here
        found[at] = here
    return found


# ---------------------------------------------------------------- where the headers are


def _like(rows: Sequence[Cells], headers: Iterable[str]) -> int:
    """The row that has these headers, or nearly all of them; 0 where none has."""
    wanted = {fold(header.rpartition(": ")[2]) for header in headers}
    if not wanted:
        return 0
    for number, row in enumerate(rows[:LOOKED_AT], 1):
        there = {fold(words_of(cell)) for cell in row}
        if len(wanted & there) >= max(1, 0.8 * len(wanted)):
            return number
    return 0


def _found(rows: Sequence[Cells]) -> int:
    """The row that looks most like headers; 0 where the table seems to have none."""
    some = [(n, row) for n, row in enumerate(rows[:LOOKED_AT], 1) if any(map(_is_filled, row))]
    if not some:
        return 0
    widest = max(sum(map(_is_filled, row)) for _, row in some)
    best, number = max((_likeness(row, widest), -n) for n, row in some)
    number = -number
    if best <= 0:
        return 0
    row = rows[number - 1]
    if any(isinstance(cell, str) and known_header(words_of(cell)) for cell in row):
        return number
    return number if _differs(row, rows[number : number + LOOKED_AT]) else 0


def _likeness(row: Cells, widest: int) -> float:
    """How much a row looks like headers: short words, each once, that are known to head columns."""
    words = [words_of(cell) for cell in row if _is_filled(cell)]
    texts = [cell for cell in row if isinstance(cell, str) and cell.strip()]
    score = 0.0
    for cell in texts[:MOST_COLUMNS]:
        text = words_of(cell)
        numbers = _is_number(text.replace("/", ""))
        if numbers or "://" in text or len(text) > LONGEST_HEADER:
            score -= 1
        else:
            score += 2.0 * known_header(text) + (0.5 if len(text) <= SHORT else 0.1)
    score -= len(words) - len(texts)  # numbers and days head nothing
    score -= 0.5 * (len(words) - len({fold(word) for word in words}))
    filled = len(words) / widest
    return score * filled if filled >= 0.4 or widest == 1 else score * filled - 2


def _differs(row: Cells, below: Sequence[Cells]) -> bool:
    """Whether a row that has no known header is yet of another sort than what stands below it."""
    if not all(isinstance(cell, str) for cell in row if _is_filled(cell)):
        return False
    told: list[bool] = []
    for at, cell in enumerate(row[:MOST_COLUMNS]):
        if not _is_filled(cell):
            continue
        under = [other[at] for other in below if at < len(other) and _is_filled(other[at])]
        head = words_of(cell)
        if not under or head in {words_of(other) for other in under}:
            continue
        typed = all(not isinstance(other, str) or _is_number(words_of(other)) for other in under)
        longer = sum(len(words_of(other)) for other in under) / len(under) > 1.5 * len(head)
        told.append(typed or longer)
    return bool(told) and sum(told) * 2 > len(told)


def _upper(rows: Sequence[Cells], head: int) -> Cells:
    """The row above the headers, where it heads several of the columns together."""
    if head < 2:
        return ()
    above, row = rows[head - 2], rows[head - 1]
    return above if _heads_groups(above, row) else ()


def _lower(rows: Sequence[Cells], head: int) -> int:
    """The row below, where it divides some of the headers; 0 where it does not."""
    if head >= len(rows) - 1:
        return 0
    return head + 1 if _heads_groups(rows[head - 1], rows[head]) else 0


def _heads_groups(above: Cells, row: Cells) -> bool:
    """Whether `above` has the headers of groups of columns and `row` those of the columns: below
    one of the upper words stand several, and every empty place above one is headed."""
    tops = [at for at, cell in enumerate(above) if _is_filled(cell)]
    low = [at for at, cell in enumerate(row) if _is_filled(cell)]
    if len(tops) < 2 or not low or low[-1] < tops[0]:
        return False
    words = (*above, *row)
    if not all(isinstance(c, str) and len(words_of(c)) <= SHORT for c in words if _is_filled(c)):
        return False
    own = {fold(words_of(row[at])) for at in low}
    if len(own) == len(low) and sum(map(known_header, own)) >= SELF_SAID * len(low):
        return False  # these say all by themselves; what is above them are titles
    bounds = [*tops, max(low[-1], tops[-1]) + 1]
    divided = 0
    for start, end in pairwise(bounds):
        under = [at for at in low if start <= at < end]
        gaps = end - start > 1
        if gaps and len(under) > 1:
            divided += 1
        elif under and not gaps and _is_filled(above[start]):
            return False  # a header right above another: these are two rows of their own
    return divided > 0
