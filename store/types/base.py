"""What every type of field does unless it says otherwise, and what makes a value safe."""

from collections.abc import Callable, Collection, Iterable
from typing import Any

import msgspec

from store.fields import Context, Field, FieldError
from store.text import clean_line, fold

LONGEST_ID = 255  # characters
LINE_LIMIT = 10_000  # characters of one line
LONG_LIMIT = 1_000_000  # characters of a long text
LIST_LIMIT = 10_000  # items of a list

Test = Callable[[Any], bool]


class Memo(dict[Any, bool]):
    """A test that remembers its answer for each distinct value; `memo.__getitem__` is the test."""

    def __init__(self, test: Test) -> None:
        super().__init__()
        self.test = test

    def __missing__(self, value: Any) -> bool:
        answer = self[value] = self.test(value)
        return answer


class Type:
    """One line of text, and what every other type does unless it says otherwise."""

    empty: Any = ""
    operators: tuple[str, ...] = (":",)
    expects = "words"

    def parse(self, text: str, field: Field, context: Context) -> Any:
        """The value that a person's words stand for; `FieldError` where they stand for none."""
        return self.decode(text, field)

    def format(self, value: Any) -> str:
        """The words that `parse` reads back as this very value."""
        return str(value)

    def show(self, value: Any, context: Context) -> str:
        """What a person reads."""
        return self.format(value)

    def decode(self, raw: Any, field: Field) -> Any:
        """A JSON value from outside as a safe value; `FieldError` where it does not fit."""
        return safe_text(raw, LINE_LIMIT, clean_line)

    def encode(self, value: Any) -> Any:
        """The value as JSON holds it."""
        return msgspec.to_builtins(value)

    def altered(self, values: Collection[Any], field: Field) -> set[Any]:
        """Those of these values, of the type that a record holds, that `decode` would refuse or
        not leave as they are. Many are looked at together where that is quicker."""
        return {value for value in values if not self._stays(value, field)}

    def _stays(self, value: Any, field: Field) -> bool:
        try:
            return bool(self.decode(self.encode(value), field) == value)
        except FieldError:
            return False

    def test(self, op: str, words: tuple[str, ...], field: Field, context: Context) -> Test:
        """Whether a value stands in relation `op` (`: < <= > >=`) to any of the typed words."""
        wanted = tuple(fold(word) for word in words)
        return lambda value: any(word in fold(value) for word in wanted)

    def sort(self, value: Any, field: Field, context: Context) -> Any:
        """A key that orders values as a person expects."""
        return fold(value)

    def suggest(self, text: str, field: Field, context: Context) -> list[tuple[str, str]]:
        """Ways to complete what is being typed, as (what to type, what it means)."""
        return [(word, "") for word in starting(text, field.suggestions or field.choices)]


def decode_id(raw: Any) -> str:
    """An id: an opaque string of 1 to 255 characters, none of them a control character."""
    if not isinstance(raw, str) or not 0 < len(raw) <= LONGEST_ID:
        raise FieldError(f"{quoted(str(raw)[:80])} is no id: 1 to 255 characters")
    if clean_line(raw) != raw:
        raise FieldError(f"{quoted(raw)} is no id: it holds control characters or stray spaces")
    return raw


def bad_ids(ids: Collection[str]) -> set[str]:
    """Those that `decode_id` refuses."""
    if are_plain(ids, LONGEST_ID) and "" not in ids:
        return set()
    return {id_ for id_ in ids if not 0 < len(id_) <= LONGEST_ID or clean_line(id_) != id_}


def safe_text(raw: Any, limit: int, clean: Callable[[str], str]) -> str:
    if raw is None:
        return ""
    if not isinstance(raw, str):
        raise FieldError(f"{quoted(str(raw)[:80])} is no text")
    if len(raw) > limit:
        raise FieldError(f"{len(raw)} characters are too many: {limit} is the most")
    return clean(raw)


def are_plain(lines: Collection[str], limit: int) -> bool:
    """Whether `safe_text` leaves all these lines as they are: a yes is sure, and quick because
    they are looked through as one."""
    whole = "|".join(lines)
    return (
        whole.isprintable()
        and not any(gap in whole for gap in (" |", "| ", "  "))
        and whole == whole.strip()
        and max(map(len, lines), default=0) <= limit
    )


def once(items: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(items))


def starting(text: str, words: Iterable[str]) -> list[str]:
    typed = fold(text.strip())
    return [word for word in words if fold(word).startswith(typed)]


def quoted(text: str) -> str:
    return "“" + clean_line(text)[:80] + "”"
