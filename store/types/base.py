"""What every type of field does unless it says otherwise, and what makes a value safe."""

from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from store.fields import Context, Field, FieldError
from store.text import clean_line, fold

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
    if not isinstance(raw, str) or not raw or len(raw) > 255:
        raise FieldError(f"{quoted(str(raw)[:80])} is no id: 1 to 255 characters")
    if clean_line(raw) != raw:
        raise FieldError(f"{quoted(raw)} is no id: it holds control characters or stray spaces")
    return raw


def safe_text(raw: Any, limit: int, clean: Callable[[str], str]) -> str:
    if raw is None:
        return ""
    if not isinstance(raw, str):
        raise FieldError(f"{quoted(str(raw)[:80])} is no text")
    if len(raw) > limit:
        raise FieldError(f"{len(raw)} characters are too many: {limit} is the most")
    return clean(raw)


def once(items: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(items))


def starting(text: str, words: Iterable[str]) -> list[str]:
    typed = fold(text.strip())
    return [word for word in words if fold(word).startswith(typed)]


def quoted(text: str) -> str:
    return "“" + clean_line(text)[:80] + "”"
