"""How a line of minutes may go on: the keyword that was begun, or the name."""

import re

from store.kinds import Group, Member
from store.minutes.lines import LISTING, OFFERED, head_of
from store.minutes.people import ANY, MEMBERS
from store.names import Names
from store.text import fold

LONGEST = 120  # characters at the end of a line that are looked at
SHORTEST = 2  # letters of a keyword or a name, from which on it is completed

_BETWEEN = re.compile(r"[,;:&+]")
_AND = re.compile(r".*\band\s+", re.IGNORECASE)
_THE = re.compile(r"^the\s+", re.IGNORECASE)
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
    whole = _BETWEEN.split(said[-LONGEST:])[-1].lstrip()
    kinds = MEMBERS if head.kind in LISTING else ANY
    for begun in dict.fromkeys((whole, _THE.sub("", whole), _THE.sub("", _AND.sub("", whole)))):
        if rest := _rest(begun, _called(begun, kinds, names)):
            return rest
    return ""


def _called(begun: str, kinds: tuple[str, ...], names: Names) -> list[str]:
    """The names that begin so, the shortest first; none where it is a name already."""
    ids, exact = names.meant(begun, kinds) if len(begun) >= SHORTEST else (frozenset[str](), True)
    found = [] if exact else [names.record(id_) for id_ in ids]
    called = [record.name for record in found if isinstance(record, Member | Group)]
    return sorted(called, key=lambda name: (len(name), name))


def _rest(begun: str, whole: tuple[str, ...] | list[str]) -> str:
    if len(begun) < SHORTEST:
        return ""
    wanted = fold(begun)
    found = next((w for w in whole if len(w) > len(begun) and fold(w).startswith(wanted)), "")
    return found[len(begun) :] if len(fold(found)) == len(found) else ""
