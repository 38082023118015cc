"""Lines, long text, choices, countries, and yes or no."""

from collections.abc import Collection
from typing import Any

from store.fields import Context, Field, FieldError
from store.text import clean_line, clean_long, fold
from store.types.base import (
    LINE_LIMIT,
    LONG_LIMIT,
    Test,
    Type,
    are_plain,
    quoted,
    safe_text,
    starting,
)


class Line(Type):
    """One line of text."""

    def altered(self, values: Collection[Any], field: Field) -> set[Any]:
        return set() if are_plain(values, LINE_LIMIT) else super().altered(values, field)


class Long(Type):
    """Markdown."""

    expects = "text"

    def decode(self, raw: Any, field: Field) -> str:
        return safe_text(raw, LONG_LIMIT, clean_long)

    def altered(self, values: Collection[Any], field: Field) -> set[Any]:
        odd = [text for text in values if not text.isprintable() or len(text) > LONG_LIMIT]
        return super().altered(odd, field)


class Choice(Type):
    """One of a few words; `on-track` and `On track` are `on track`."""

    expects = "one of its words"

    def decode(self, raw: Any, field: Field) -> str:
        text = safe_text(raw, LINE_LIMIT, clean_line)
        if not text:
            return ""
        found = _by_word(field.choices).get(_word(text))
        if found is None:
            raise FieldError(f"{quoted(text)} is none of: {', '.join(field.choices)}")
        return found

    def test(self, op: str, words: tuple[str, ...], field: Field, context: Context) -> Test:
        return frozenset(self.decode(word, field) for word in words).__contains__

    def sort(self, value: Any, field: Field, context: Context) -> Any:
        return field.choices.index(value) if value in field.choices else len(field.choices)


class Country(Type):
    """ISO 3166-1 alpha-2; a name is taken too, and codes the standard leaves to its users."""

    expects = "a country's name or code"

    def parse(self, text: str, field: Field, context: Context) -> str:
        if len(text.strip()) > 2:
            found = _country_codes().get(fold(clean_line(text)))
            if found is None:
                raise FieldError(f"{quoted(text)} is no country known here: write its code, as BE")
            return found
        return self.decode(text.strip().upper(), field)

    def decode(self, raw: Any, field: Field) -> str:
        code = safe_text(raw, LINE_LIMIT, clean_line)
        if code and code not in _country_names() and not _left_to_users(code):
            raise FieldError(
                f"{quoted(code)} is no ISO 3166 country code: write two letters, as BE"
            )
        return code

    def test(self, op: str, words: tuple[str, ...], field: Field, context: Context) -> Test:
        return frozenset(self.parse(word, field, context) for word in words).__contains__

    def suggest(self, text: str, field: Field, context: Context) -> list[tuple[str, str]]:
        typed = fold(text)
        names = _country_names().items()
        return [(c, n) for c, n in names if fold(n).startswith(typed) or fold(c) == typed]


class Flag(Type):
    """Yes or no."""

    empty: Any = False
    expects = "yes or no"
    yes, no = ("yes", "true", "1", "on"), ("no", "false", "0", "off", "")

    def format(self, value: Any) -> str:
        return "yes" if value else "no"

    def show(self, value: Any, context: Context) -> str:
        return "yes" if value else ""

    def decode(self, raw: Any, field: Field) -> bool:
        if raw is None or isinstance(raw, bool):
            return bool(raw)
        word = fold(str(raw)[:20].strip())
        if word not in self.yes + self.no:
            raise FieldError(f"{quoted(str(raw))} is neither yes nor no")
        return word in self.yes

    def test(self, op: str, words: tuple[str, ...], field: Field, context: Context) -> Test:
        return frozenset(self.decode(word, field) for word in words).__contains__

    def sort(self, value: Any, field: Field, context: Context) -> Any:
        return not value

    def suggest(self, text: str, field: Field, context: Context) -> list[tuple[str, str]]:
        return [(word, "") for word in starting(text, ("yes", "no"))]


def country_name(code: str) -> str:
    """The country's name in ISO 3166; the code itself where the standard leaves it to its users."""
    return _country_names().get(code, code)


def _word(text: str) -> str:
    return fold(text).replace("-", " ").replace("_", " ")


def _by_word(choices: tuple[str, ...]) -> dict[str, str]:
    return {_word(choice): choice for choice in choices}


def _country_names() -> dict[str, str]:
    from iso3166 import countries_by_alpha2

    return {code: country.name for code, country in countries_by_alpha2.items()}


def _country_codes() -> dict[str, str]:
    from iso3166 import countries

    return {fold(name): c.alpha2 for c in countries for name in (c.name, c.apolitical_name)}


def _left_to_users(code: str) -> bool:
    letters = len(code) == 2 and code.isascii() and code.isalpha() and code.isupper()
    return letters and (
        code in ("AA", "ZZ") or code[0] == "X" or (code[0] == "Q" and code[1] > "L")
    )
