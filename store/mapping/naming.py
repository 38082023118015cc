"""Names in cells: several in one, taken apart with care, and the record that each one means.

"Italy, Morocco and the Netherlands" are three; "Bosnia and Herzegovina" is one, because somebody is
called so. A name is taken only where it is certain: what merely begins like one, or looks like it,
is asked about.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from store.fields import Field
from store.mapping.maps import Named
from store.mapping.tongues import countries, plain
from store.mapping.words import AND, ARTICLES
from store.names import Names
from store.text import clean_line, fold

MOST_PIECES = 40  # of one cell, between which names are looked for
LONGEST_NAME = 5  # pieces that one name is made of

_STRONG = re.compile(r"[\n;|•·\u2028]+|(?<!\w)[-–*](?=\s)|\s{3,}")
_WEAK = re.compile(
    rf"(\s*,\s*(?:(?:{'|'.join(map(re.escape, AND))})\s+)?|\s*/\s*"
    rf"|\s+(?:{'|'.join(map(re.escape, AND))})\s+)",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")


class Found(NamedTuple):
    """A name in a cell, and the ids of the records that it means; none where it means nobody."""

    words: str
    ids: tuple[str, ...] = ()


class Finder:
    """Finds the records of some kinds by the names in cells; it remembers what it found.

    `own` are words of the table itself: what it calls its rows, by their folded words. `make` gives
    the id of a record of this kind that is to be made with this name.
    """

    def __init__(
        self,
        field: Field,
        names: Names,
        settled: Mapping[str, Named] = {},
        own: Mapping[str, str] = {},
        make: Callable[[str, str], str] = lambda kind, words: "",
    ) -> None:
        self._targets = field.targets
        self._names, self._settled, self._own, self._make = names, settled, own, make
        self._ids: dict[str, tuple[str, ...] | None] = {}

    def split(self, cell: str) -> list[Found]:
        """The names in a cell, each once, in their order."""
        found: dict[object, Found] = {}
        for part in _STRONG.split(cell):
            words = clean_line(part).strip(" ,.;")
            if words:
                for one in self._in(words):
                    found.setdefault(one.ids or fold(one.words), one)
        return list(found.values())

    def one(self, cell: str) -> Found:
        """The cell as one name."""
        words = clean_line(cell).strip(" ,;")
        return Found(words, self.ids_of(words) or ())

    def _in(self, words: str) -> Iterator[Found]:
        """The names in a line: of pieces that stand together the longest that is one, from left to
        right. What is none is kept together where only an "and" divides it."""
        whole = self.ids_of(words)
        if whole is not None:
            yield Found(words, whole)
            return
        pieces = _WEAK.split(words)[: 2 * MOST_PIECES - 1]
        rest = ""
        at = 0
        while at < len(pieces):
            for upto in range(min(at + 2 * LONGEST_NAME - 1, len(pieces)), at, -1):
                joined = "".join(pieces[at:upto]).strip() if (upto - at) % 2 else ""
                ids = self.ids_of(joined) if joined else None
                if ids is not None:
                    if rest := _without_and(rest):
                        yield Found(rest)
                    rest = ""
                    yield Found(joined, ids)
                    at = upto
                    break
            else:
                rest = (rest + pieces[at]).strip()
                at += 1
            if at < len(pieces):
                divides, at = pieces[at], at + 1
                if rest and re.search(r"[,/]", divides):
                    yield Found(rest)
                    rest = ""
                elif rest:
                    rest += divides
        if rest := _without_and(rest):
            yield Found(rest)

    def ids_of(self, words: str) -> tuple[str, ...] | None:
        """The ids of the records that the words certainly mean; none where they were settled to
        mean nobody, None where nothing is known of them."""
        wanted = fold(words)
        if wanted not in self._ids:
            self._ids[wanted] = self._look_up(words, wanted)
        return self._ids[wanted]

    def _look_up(self, words: str, wanted: str) -> tuple[str, ...] | None:
        settled = self._settled.get(wanted)
        if settled is not None and settled.make:
            known = self._certainly(words, (settled.make,))
            return (known or self._make(settled.make, words),)
        if settled is not None and all(self._names.record(id_) for id_ in settled.ids):
            return settled.ids
        if wanted in self._own:
            return (self._own[wanted],)
        for variant in _variants(words):
            if id_ := self._certain(variant):
                return (id_,)
        return None

    def _certain(self, words: str) -> str:
        if len(words) <= 2 and not words.isupper():
            return ""  # "no" and "it" are words before they are codes
        if id_ := self._certainly(words, self._targets):
            return id_
        if self._targets and "member" not in self._targets:
            return ""
        code = country_of(words)  # Czechia, Viet Nam, Pays-Bas
        return self._certainly(code, ("member",)) if code else ""

    def _certainly(self, words: str, targets: tuple[str, ...]) -> str:
        """The one record that is called exactly so, "" where there is none or are several."""
        ids, exact = self._names.meant(clean_line(words), targets)
        return next(iter(ids)) if exact and len(ids) == 1 else ""


def country_of(words: str) -> str:
    """The code of the country that is called so, by the standard or in some language; ""."""
    return countries().get(plain(clean_line(words)), "")


def _variants(words: str) -> Iterator[str]:
    """The words, and what is left of them without an article and what stands in brackets."""
    yield words
    bare = _BRACKETS.sub(" ", words).strip()
    for each in dict.fromkeys((words, bare)):
        article = next((a for a in ARTICLES if fold(each).startswith(a)), "")
        if bare and (article or each != words):
            yield each[len(article) :].strip()


def _without_and(words: str) -> str:
    """The words without an "and" at either end."""
    words = words.strip(" ,/")
    pattern = "|".join(map(re.escape, AND))
    return re.sub(rf"^(?:{pattern})\s+|\s+(?:{pattern})$", "", words, flags=re.IGNORECASE).strip()
