"""How a line of minutes may go on: the keyword that was begun, or the name."""

import re

from store.kinds import Group, Member
from store.minutes.lines import LISTING, OFFERED, head_of
from store.minutes.people import ANY, MEMBERS
from store.names import Names
from store.text import fold

SHORTEST = 2  # letters of a keyword or a name, from which on it is completed

_LAST = re.compile(r"(?:^|[,;:&+]|\band\b)\s*(?:the\s+)?([^\s,;:&+][^,;:&+]*)$", re.IGNORECASE)
_ACTED = re.compile(r"\s(?:to|will|shall|should|must)\s", re.IGNORECASE)
NAMED = (*LISTING, "chair", "scribe", "action", "commitment", "statement")


def completion(line: str, names: Names) -> str:
    """What is missing of the keyword or the name that a line ends with; "" for nothing."""
    head = head_of(line)
    if head is None:
        return _rest(line.lstrip("-* "), OFFERED) if len(line) <= 40 else ""
    said = line[head.end :]
    if head.kind not in NAMED or _ACTED.search(said):
        return ""
    match = _LAST.search(said[-120:])
    begun = match[1] if match else ""
    if len(begun) < SHORTEST:
        return ""
    ids, exact = names.meant(begun, MEMBERS if head.kind in LISTING else ANY)
    if exact and len(begun) > SHORTEST:
        return ""
    called = [
        record.name
        for record in map(names.record, ids)
        if isinstance(record, Member | Group) and not exact
    ]
    return _rest(begun, sorted(called, key=lambda name: (len(name), name)))


def _rest(begun: str, whole: tuple[str, ...] | list[str]) -> str:
    if len(begun) < SHORTEST:
        return ""
    wanted = fold(begun)
    found = next((w for w in whole if len(w) > len(begun) and fold(w).startswith(wanted)), "")
    return found[len(begun) :] if len(fold(found)) == len(found) else ""
