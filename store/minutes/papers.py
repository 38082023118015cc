"""What lines of the minutes do to the meeting itself: who was there, and what was decided."""

import re
from collections.abc import Callable, Iterable

from msgspec import structs

from store.kinds import Meeting
from store.minutes.items import Item
from store.text import fold

Change = Callable[[Meeting], Meeting]

FIELDS = {"present": ("attendees", "regrets"), "regrets": ("regrets", "attendees")}
_BULLET = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)])?\s*")


def attendance(item: Item, meeting: Meeting) -> Change | None:
    """What a line of who was there, or not, changes; None where it is recorded already. Whoever was
    there has sent no regrets, and the other way round."""
    if item.count is not None:
        count = item.count
        same = meeting.attendees_count == count
        return None if same else lambda m: structs.replace(m, attendees_count=count)
    ids = tuple(dict.fromkeys(one.id for one in item.who if one.id))
    field, other = FIELDS[item.kind]

    def change(m: Meeting) -> Meeting:
        there: tuple[str, ...] = getattr(m, field)
        if item.less:
            return structs.replace(m, **{field: _less(there, ids)})
        also = (*there, *_less(ids, there))
        return structs.replace(m, **{field: also, other: _less(getattr(m, other), ids)})

    return None if change(meeting) == meeting else change


def is_decided(decisions: str, words: str) -> bool:
    """Whether the decisions have a line that says this."""
    return fold(words) in _lines(decisions)


def decide(words: str) -> Change:
    """Append a line to the decisions, once."""

    def change(meeting: Meeting) -> Meeting:
        if is_decided(meeting.decisions, words):
            return meeting
        before = meeting.decisions.rstrip("\n")
        listed = before.rpartition("\n")[2].startswith("- ")
        gap = "" if not before else "\n" if listed else "\n\n"
        return structs.replace(meeting, decisions=f"{before}{gap}- {words}")

    return change


def redecide(old: str, new: str) -> Change:
    """Put a line of the decisions in the place of another; "" takes it out."""

    def change(meeting: Meeting) -> Meeting:
        lines = meeting.decisions.split("\n")
        found = [at for at, line in enumerate(lines) if _said(line) == fold(old)]
        if not found:
            return decide(new)(meeting) if new else meeting
        at = found[0]
        start = _BULLET.match(lines[at])
        lines[at : at + 1] = [f"{start[0] if start else ''}{new}"] if new else []
        return structs.replace(meeting, decisions="\n".join(lines).strip("\n"))

    return change


def _lines(decisions: str) -> set[str]:
    return {_said(line) for line in decisions.split("\n")}


def _said(line: str) -> str:
    return fold(_BULLET.sub("", line, count=1).strip())


def _less(ids: Iterable[str], gone: Iterable[str]) -> tuple[str, ...]:
    without = set(gone)
    return tuple(id_ for id_ in ids if id_ not in without)
