"""An iCalendar stream as a tree (RFC 5545 §3.1, §3.4): components, and their content lines.

Unfolding and the parts of a line are `icalendar`'s. The tree is ours, because one bad line must
cost no more than the component that it stands in.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from icalendar.parser import Contentline, Contentlines, unescape_backslash

from store.formats.source import FormatError, told
from store.text import clean_long

DEEPEST = 8  # components within components; an alarm in an event in a calendar is three
MOST_COMPONENTS = 50_000
LONGEST = 1_200_000  # characters of a line, unfolded; a long text may have a million


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
        text: str = unescape_backslash(self.value)
        return text

    def param(self, name: str) -> str:
        """A parameter, "" where there is none."""
        value = self.params.get(name, "")
        return value if isinstance(value, str) else ",".join(value)


class Component:
    """A component: its name in capitals, its lines, and the components in it. `wrong` are reasons
    for which it cannot be taken, by property."""

    def __init__(self, name: str) -> None:
        self.name = name
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
        for line in self.lines:
            yield line.raw
        for part in self.parts:
            yield from part.flat()
        yield f"END:{self.name}"


def read_tree(text: str) -> list[Component]:
    """The calendars in a stream; `FormatError` where it is cut short, or more than may be."""
    tree = _Tree()
    unfolded: Callable[[str], list[Contentline]] = Contentlines.from_ical
    for raw in unfolded(text):
        if raw.strip("\0 \t"):
            tree.take(raw)
    return tree.calendars()


class _Tree:
    """The calendars as far as they were read, and the components that are open, outermost first."""

    def __init__(self) -> None:
        self._roots: list[Component] = []
        self._open: list[Component] = []
        self._count = 0

    def take(self, raw: Contentline) -> None:
        """One content line."""
        word = raw[:6].upper()
        if word == "BEGIN:":
            self._begin(raw[6:])
        elif word.startswith("END:"):
            self._end(raw[4:])
        elif self._open:
            self._hold(raw)

    def calendars(self) -> list[Component]:
        """All that was read."""
        if self._open:
            raise FormatError(
                f"This calendar is cut short: it ends within a {told(self._open[-1].name)}, so "
                "nothing of it was taken; try again later."
            )
        return [root for root in self._roots if root.name == "VCALENDAR"]

    def _begin(self, said: str) -> None:
        self._count += 1
        if self._count > MOST_COMPONENTS:
            raise FormatError(TOO_MANY)
        if len(self._open) == DEEPEST:
            raise FormatError(
                f"This calendar has components more than {DEEPEST} deep within each other, which "
                "none has that is meant for people."
            )
        component = Component(clean_long(said).strip().upper()[:80])
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

    def _hold(self, raw: Contentline) -> None:
        component = self._open[-1]
        if len(raw) > LONGEST:
            component.wrong["line"] = (
                f"a line of it has {len(raw):,} characters: {LONGEST:,} may be"
            )
            return
        try:
            name, params, value = raw.raw_parts()
        except ValueError:
            component.wrong["line"] = f"“{told(raw)}” is no content line: NAME:VALUE"
            return
        component.lines.append(Line(name.upper(), params, value, clean_long(str(raw))))


TOO_MANY = (
    f"This calendar has more than {MOST_COMPONENTS:,} components, the most that is taken; ask its "
    "publisher for a smaller one."
)
