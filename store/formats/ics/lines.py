"""An iCalendar stream as a tree (RFC 5545 §3.1, §3.4): components, and their content lines.

A line that is plain is taken apart here, any other by `icalendar`, which is loaded for the first of
them. The tree is ours, because one bad line must cost no more than the component that it stands in.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from typing import NamedTuple

from store.formats.source import FormatError, told
from store.text import clean_long

DEEPEST = 8  # components within components; an alarm in an event in a calendar is three
LONGEST = 2_500_000  # characters of a line, unfolded; a long text may have a million, each escaped
_NAME = r"[A-Za-z0-9-]+"
_VALUE = r"[^\s\";:,\\^%](?:[^\t\";:,\\^%]*[^\s\";:,\\^%])?"  # without what is quoted or escaped
_PLAIN = re.compile(rf"({_NAME})((?:;{_NAME}={_VALUE})*):(.*)", re.DOTALL)
_ESCAPED = re.compile(r"\\([\\;,:nN])")
_LISTED = re.compile(r"(?:[^\\,]|\\.|\\$)*", re.DOTALL)
_NONE: Mapping[str, str] = {}


class Unreadable(ValueError):
    """A value that cannot be taken; its text is one sentence for a person."""


class Line(NamedTuple):
    """A content line: its name in capitals, its parameters, its value as it stands, and all of
    it as it came."""

    name: str
    params: Mapping[str, str]
    value: str
    raw: str

    @property
    def text(self) -> str:
        """The value where it is TEXT (§3.3.11)."""
        return unescaped(self.value)

    def param(self, name: str) -> str:
        """A parameter, "" where there is none."""
        value = self.params.get(name, "")
        return value if isinstance(value, str) else ",".join(value)


def unescaped(value: str) -> str:
    """What a TEXT means (§3.3.11)."""
    if "\\" not in value:
        return value
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)


def listed(value: str) -> list[str]:
    """The TEXTs that stand in a value with commas between."""
    found, place = [], 0
    while match := _LISTED.match(value, place):
        found.append(unescaped(match[0]))
        place = match.end() + 1
        if place > len(value):
            break
    return found


def taken_apart(raw: str) -> Line:
    """A content line; `ValueError` where it is none."""
    plain = _PLAIN.fullmatch(raw)
    if plain is None:
        return _looked_at(raw)
    name, said, value = plain.groups()
    params = _NONE
    if said:
        pairs = (part.partition("=") for part in said[1:].split(";"))
        params = {name.upper(): value for name, _, value in pairs}
    return Line(name.upper(), params, value, clean_long(raw))


def _looked_at(raw: str) -> Line:
    from icalendar.parser import Contentline

    line: Callable[[str], Contentline] = Contentline
    name, params, value = line(raw).raw_parts()
    return Line(name.upper(), params, value, clean_long(raw))


class Component:
    """A component: its name in capitals, its lines, and the components in it; `at` is the line that
    it begins on, or the one of it that is wrong. `wrong` are reasons for which it cannot be taken,
    by property."""

    def __init__(self, name: str, at: int = 0) -> None:
        self.name = name
        self.at = at
        self.lines: list[Line] = []
        self.parts: list[Component] = []
        self.wrong: dict[str, str] = {}

    def all(self, name: str) -> list[Line]:
        """The lines of this name."""
        return [line for line in self.lines if line.name == name]

    def first(self, name: str) -> Line | None:
        """The first line of this name."""
        return next((line for line in self.lines if line.name == name), None)

    def value(self, name: str) -> str:
        """The first value of this name as it stands, "" where there is none."""
        line = self.first(name)
        return "" if line is None else line.value.strip()

    def flat(self) -> Iterator[str]:
        """The component as the lines that it came in."""
        yield f"BEGIN:{self.name}"
        yield from self.inside()
        yield f"END:{self.name}"

    def inside(self) -> Iterator[str]:
        """What stands in it, its lines first."""
        for line in self.lines:
            yield line.raw
        for part in self.parts:
            yield from part.flat()


Sink = Callable[[Component], bool]


def read_tree(source: bytes, most: int, sink: Sink = lambda component: False) -> list[Component]:
    """The calendars in a stream of at most so many components; `FormatError` where it is cut short,
    or more than may be. What the `sink` takes of their components is not kept in the tree."""
    tree = _Tree(most, sink)
    for number, raw in _unfolded(source):
        try:
            text = raw.decode()
        except UnicodeDecodeError as error:
            raise FormatError(
                f"This is not UTF-8 text (line {number:,}); save it as UTF-8 and try again."
            ) from error
        if text.strip("\0 \t"):
            tree.take(number, text)
    return tree.calendars()


def _unfolded(source: bytes) -> Iterator[tuple[int, bytes]]:
    """The content lines, each with the number of the line that it begins on. A fold may stand
    within a character (§3.1), so these are bytes."""
    began, pieces = 1, [b""]
    for number, line in enumerate(BytesIO(source.removeprefix(b"\xef\xbb\xbf")), 1):
        ended = line.removesuffix(b"\n").removesuffix(b"\r")
        if ended[:1] in (b" ", b"\t"):
            pieces.append(ended[1:])
            continue
        yield began, b"".join(pieces) if len(pieces) > 1 else pieces[0]
        began, pieces = number, [ended]
    yield began, b"".join(pieces)


class _Tree:
    """The calendars as far as they were read, and the components that are open, outermost first."""

    def __init__(self, most: int, sink: Sink) -> None:
        self._roots: list[Component] = []
        self._open: list[Component] = []
        self._count = 0
        self._most = most
        self._sink = sink

    def take(self, number: int, raw: str) -> None:
        """One content line, which begins on the line of this number."""
        word = raw[:6].upper()
        if word == "BEGIN:":
            self._begin(number, raw[6:])
        elif word.startswith("END:"):
            self._end(raw[4:])
        elif self._open:
            self._hold(number, raw)

    def calendars(self) -> list[Component]:
        """All that was read."""
        if self._open:
            last = self._open[-1]
            raise FormatError(
                f"This calendar is cut short: it ends within a {told(last.name)}, which begins on "
                f"line {last.at:,}, so nothing of it was taken; try again later."
            )
        return [root for root in self._roots if root.name == "VCALENDAR"]

    def _begin(self, number: int, said: str) -> None:
        self._count += 1
        if self._count > self._most:
            raise FormatError(too_many(self._most))
        if len(self._open) == DEEPEST:
            raise FormatError(
                f"This calendar has components more than {DEEPEST} deep within each other (line "
                f"{number:,}), which none has that is meant for people."
            )
        component = Component(clean_long(said).strip().upper()[:80], number)
        (self._open[-1].parts if self._open else self._roots).append(component)
        self._open.append(component)

    def _end(self, said: str) -> None:
        name = clean_long(said).strip().upper()[:80]
        if not any(component.name == name for component in self._open):
            if self._open:
                self._open[-1].wrong["end"] = f"it has an END:{told(name)} that ends nothing"
            return
        while (ended := self._open.pop()).name != name:
            ended.wrong["end"] = f"it does not end before its {told(name)} does"
            self._offer(ended)
        self._offer(ended)

    def _offer(self, ended: Component) -> None:
        """Give what stands in a calendar itself to the sink."""
        if len(self._open) == 1 and self._open[0].name == "VCALENDAR" and self._sink(ended):
            self._open[0].parts.pop()

    def _hold(self, number: int, raw: str) -> None:
        component = self._open[-1]
        if len(raw) > LONGEST:
            component.wrong["line"] = (
                f"a line of it has {len(raw):,} characters: {LONGEST:,} may be"
            )
            component.at = number
            return
        try:
            component.lines.append(taken_apart(raw))
        except ValueError:
            component.wrong["line"] = f"“{told(raw)}” is no content line: NAME:VALUE"
            component.at = number


def too_many(most: int) -> str:
    """The sentence for a calendar with more components than these."""
    return (
        f"This calendar has more than {most:,} components, the most that is taken; ask its "
        "publisher for a smaller one."
    )
