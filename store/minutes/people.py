"""Who is named: lists of members and groups as people write them, found by the one resolver."""

import re

from store.minutes.items import Doubt, Who
from store.minutes.sitting import Sitting
from store.text import shorten

MEMBERS, ANY = ("member",), ("member", "group")
LONGEST_NAME = 4  # pieces between commas and "and" that may be one name
SHORTEST_START = 3  # letters of the start of a name that are taken for it, and of "it" or "us"

_BETWEEN = re.compile(r"(\s*,\s*(?:and\s+)?|\s*;\s*|\s+and\s+|\s*&\s*|\s*\+\s*)", re.IGNORECASE)
_THE = re.compile(r"the\s+", re.IGNORECASE)
_ASIDE = re.compile(r"([^()]*)\(([^()]*)\)\s*")


def whom(words: str, sitting: Sitting, targets: tuple[str, ...]) -> tuple[Who, ...]:
    """Those named, in their order. What stands between commas and "and" is a name; several such
    pieces are one where a record is called so (`Bosnia and Herzegovina`)."""
    parts = _BETWEEN.split(words.strip(" .,;:"))
    names, between = parts[::2], [*parts[1::2], ""]
    found: list[Who] = []
    at = 0
    while at < len(names):
        for size in range(min(LONGEST_NAME, len(names) - at), 0, -1):
            pairs = zip(names[at : at + size], [*between[at : at + size - 1], ""], strict=True)
            called = "".join(name + gap for name, gap in pairs).strip()
            one = (_called if size == 1 else _exactly)(called, sitting, targets)
            if size == 1 or (one.id and not one.loose):
                break
        if one.words:
            found.append(one)
        at += size
    return tuple(found)


def doubts(who: tuple[Who, ...], targets: tuple[str, ...]) -> tuple[Doubt, ...]:
    """A doubt for each who is not known."""
    return tuple(
        Doubt("who", one.words, _why(one, targets), one.several, targets)
        for one in who
        if not (one.id or one.kept)
    )


def notes(who: tuple[Who, ...], sitting: Sitting) -> tuple[str, ...]:
    """A sentence for each that is taken for somebody by the start of the name."""
    name = sitting.names.name
    return tuple(f"“{one.words}” is taken for {name(one.id)}." for one in who if one.loose)


def _called(words: str, sitting: Sitting, targets: tuple[str, ...]) -> Who:
    """Whom this name means; a person may stand with it, as in `Anna (Italy)`."""
    one = _exactly(words, sitting, targets)
    aside = None if one.id else _ASIDE.fullmatch(words)
    for part in (aside[1].strip(), aside[2].strip()) if aside else ():
        within = _exactly(part, sitting, targets)
        if within.id:
            return Who(words, within.id, loose=within.loose)
    return one


def _exactly(words: str, sitting: Sitting, targets: tuple[str, ...]) -> Who:
    several: tuple[str, ...] = ()
    for called in dict.fromkeys((words, _THE.sub("", words, count=1))):
        if not called:
            continue
        ids, exact = sitting.names.meant(called, targets)
        short = len(called) < SHORTEST_START
        if len(ids) == 1 and (not short or (exact and called.isupper())):
            return Who(words, next(iter(ids)), loose=not exact)
        if exact or not short:
            several = several or tuple(sorted(ids))
    return Who(words, several=several)


def _why(one: Who, targets: tuple[str, ...]) -> str:
    said = f"“{shorten(one.words, 60)}”"
    if len(one.several) == 1:
        return f"{said} may be a word, or a code that is written in capitals"
    if one.several:
        return f"{said} could be one of {len(one.several)}"
    return f"no {' or '.join(targets)} is called {said}"
