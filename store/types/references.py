"""The ids of other records, one or several."""

from collections.abc import Collection
from itertools import chain
from typing import Any

from store.fields import Context, Field
from store.text import fold, join_list
from store.types.base import LINE_LIMIT, LIST_LIMIT, Test, Type, bad_ids, decode_id, once, safe_text
from store.types.lists import List


class Ref(Type):
    """The id of another record."""

    expects = "a record's id or name"

    def parse(self, text: str, field: Field, context: Context) -> str:
        return context.resolve(text.strip(), field.targets) if text.strip() else ""

    def show(self, value: Any, context: Context) -> str:
        return context.name(value)

    def decode(self, raw: Any, field: Field) -> str:
        text = safe_text(raw, LINE_LIMIT, str)
        return decode_id(text) if text else ""

    def altered(self, values: Collection[Any], field: Field) -> set[Any]:
        return bad_ids(set(values) - {self.empty})

    def test(self, op: str, words: tuple[str, ...], field: Field, context: Context) -> Test:
        return self.among(frozenset(context.resolve(word, field.targets) for word in words))

    def among(self, ids: frozenset[str]) -> Test:
        """Whether the value points at one of these records."""
        return ids.__contains__

    def sort(self, value: Any, field: Field, context: Context) -> Any:
        return fold(context.name(value)) if value else "\U0010ffff"

    def suggest(self, text: str, field: Field, context: Context) -> list[tuple[str, str]]:
        typed = fold(text.strip())
        named = [(id_, name, fold(name)) for id_, name in context.named(field.targets)]
        first: list[tuple[str, str]] = []
        inside: list[tuple[str, str]] = []
        for id_, name, folded in named:
            if folded.startswith(typed) or fold(id_).startswith(typed):
                first.append((id_, name))
            elif typed in folded:
                inside.append((id_, name))
        return first + inside


class Refs(List):
    """The ids of other records."""

    expects = "records' ids or names"

    def parse(self, text: str, field: Field, context: Context) -> tuple[str, ...]:
        return once(context.resolve(item, field.targets) for item in self.split(text))

    def format(self, value: Any) -> str:
        return join_list(value)

    def show(self, value: Any, context: Context) -> str:
        return ", ".join(context.name(item) for item in value)

    def decode(self, raw: Any, field: Field) -> tuple[str, ...]:
        return once(decode_id(item) for item in self.items(raw, field))

    def altered(self, values: Collection[Any], field: Field) -> set[Any]:
        wrong = bad_ids(set(chain.from_iterable(values)))
        return {
            ids
            for ids in values
            if not wrong.isdisjoint(ids)
            or (len(ids) > 1 and (len(set(ids)) != len(ids) or len(ids) > LIST_LIMIT))
        }

    def test(self, op: str, words: tuple[str, ...], field: Field, context: Context) -> Test:
        return self.among(frozenset(context.resolve(word, field.targets) for word in words))

    def among(self, ids: frozenset[str]) -> Test:
        """Whether the value points at one of these records."""
        apart = ids.isdisjoint
        return lambda value: not apart(value)

    def sort(self, value: Any, field: Field, context: Context) -> Any:
        return [fold(context.name(item)) for item in value] or ["\U0010ffff"]

    suggest = Ref.suggest
