"""What countries and months are called in other languages (Unicode CLDR, as Babel brings it).

Loaded when a name in a table is none that is known here. A word that means one thing in one
language and another in the next is left out.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from store.dates import MONTHS
from store.text import fold

TONGUES = (
    *("en", "fr", "es", "ar", "ru", "zh", "de", "it", "pt", "nl", "pl", "tr", "ja", "ko", "uk"),
    *("cs", "sv", "da", "nb", "fi", "el", "ro", "hu", "bg", "hr", "fa", "id", "sw", "vi", "he"),
)


@cache
def countries() -> Mapping[str, str]:
    """The ISO 3166-1 codes of countries by what they are called, folded."""
    return _certain(_countries())


@cache
def months() -> Mapping[str, str]:
    """The English names of months by what they are called elsewhere, in full and short, folded."""
    return _certain(_months())


@cache
def weekdays() -> frozenset[str]:
    """What the days of the week are called, in full and short, folded."""
    from babel import Locale

    return (
        frozenset(
            plain(name).rstrip(".")
            for tongue in TONGUES
            for told in Locale(tongue).days["format"].values()
            for name in told.values()
        )
        - months().keys()
    )


def _countries() -> Iterator[tuple[str, str]]:
    from babel import Locale
    from iso3166 import countries as standard

    for country in standard:
        for name in (country.name, country.apolitical_name, country.alpha3):
            yield plain(name), country.alpha2
    for tongue in TONGUES:
        for code, name in Locale(tongue).territories.items():
            if len(code) == 2 and code.isalpha():
                yield plain(name), code


def _months() -> Iterator[tuple[str, str]]:
    from babel import Locale

    for tongue in TONGUES:
        told = Locale(tongue).months
        for use in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in told[use][width].items():
                    word = plain(name).rstrip(".")
                    if word.isalpha() and len(word) > 1:
                        yield word, MONTHS[number - 1].lower()


def plain(name: str) -> str:
    """A name as it is compared: folded, with one sort of apostrophe."""
    return fold(name).replace("’", "'").replace("ʼ", "'")


def _certain(pairs: Iterator[tuple[str, str]]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    twice: set[str] = set()
    for word, meaning in pairs:
        if found.setdefault(word, meaning) != meaning:
            twice.add(word)
    return {word: meaning for word, meaning in found.items() if word not in twice}
