"""Lists: of words, of links, of moved due dates."""

from typing import Any

import msgspec

from store import dates
from store.fields import Context, Field, FieldError
from store.record import Link, Move
from store.text import clean_line, fold, join_list, split_list
from store.types.base import LINE_LIMIT, LIST_LIMIT, Test, Type, once, quoted, safe_text
from store.types.times import dated


class List(Type):
    """What lists have in common: commas between the items, and never the same item twice."""

    empty: Any = ()

    def items(self, raw: Any, field: Field) -> list[Any]:
        """The items of a JSON array; a single value stands for a list of one."""
        if raw is None or raw == "":
            return []
        found = list(raw) if isinstance(raw, list | tuple) else [raw]
        if len(found) > LIST_LIMIT:
            raise FieldError(f"{len(found)} items are too many: {LIST_LIMIT} is the most")
        return found

    def encode(self, value: Any) -> list[Any]:
        return [msgspec.to_builtins(item) for item in value]

    def split(self, text: str) -> tuple[str, ...]:
        """The items of a typed list."""
        try:
            return split_list(text)
        except ValueError as error:
            raise FieldError(str(error)) from error


class Tags(List):
    """Short words."""

    expects = "words with commas between"

    def parse(self, text: str, field: Field, context: Context) -> tuple[str, ...]:
        return self.decode(self.split(text), field)

    def format(self, value: Any) -> str:
        return join_list(value)

    def show(self, value: Any, context: Context) -> str:
        return ", ".join(value)

    def decode(self, raw: Any, field: Field) -> tuple[str, ...]:
        words = (safe_text(item, LINE_LIMIT, clean_line) for item in self.items(raw, field))
        return once(word for word in words if word)

    def test(self, op: str, words: tuple[str, ...], field: Field, context: Context) -> Test:
        wanted = {fold(word) for word in words}
        return lambda value: any(fold(item) in wanted for item in value)

    def sort(self, value: Any, field: Field, context: Context) -> Any:
        return [fold(item) for item in value]


class _Objects(List):
    """A list of small typed objects, typed as JSON where words will not do."""

    item: type[Any]

    def parse(self, text: str, field: Field, context: Context) -> tuple[Any, ...]:
        if not text.strip():
            return ()
        try:
            raw = msgspec.json.decode(text)
        except msgspec.DecodeError as error:
            raise FieldError(f"this is no JSON list: {error}") from error
        return self.decode(raw, field)

    def format(self, value: Any) -> str:
        return msgspec.json.encode(value).decode() if value else ""

    def decode(self, raw: Any, field: Field) -> tuple[Any, ...]:
        return once(self.one(item, field) for item in self.items(raw, field))

    def one(self, raw: Any, field: Field) -> Any:
        """One item, made safe."""
        if not isinstance(raw, dict):
            raise FieldError(f"{quoted(str(raw))} is no object with {self.item.__struct_fields__}")
        safe = {key: clean_line(v) if isinstance(v, str) else v for key, v in raw.items()}
        try:
            return msgspec.convert(safe, type=self.item)
        except msgspec.ValidationError as error:
            raise FieldError(str(error)) from error

    def test(self, op: str, words: tuple[str, ...], field: Field, context: Context) -> Test:
        wanted = tuple(fold(word) for word in words)
        return lambda value: any(w in fold(self.show(value, context)) for w in wanted)

    def sort(self, value: Any, field: Field, context: Context) -> Any:
        return len(value)


class Links(_Objects):
    """Web addresses, one a line: `url | title | publisher | published`; only http and https."""

    item = Link
    expects = "one a line: address | title | publisher | date"

    def parse(self, text: str, field: Field, context: Context) -> tuple[Any, ...]:
        names = Link.__struct_fields__
        lines = [line for line in text.split("\n") if line.strip()]
        parts = [[part.strip() for part in line.split(" | ", len(names) - 1)] for line in lines]
        return self.decode([dict(zip(names, line, strict=False)) for line in parts], field)

    def format(self, value: Any) -> str:
        lines = (" | ".join(getattr(link, n) for n in Link.__struct_fields__) for link in value)
        return "\n".join(line.rstrip("| ") for line in lines)

    def show(self, value: Any, context: Context) -> str:
        return "\n".join(f"{link.title} {link.url}".strip() for link in value)

    def one(self, raw: Any, field: Field) -> Any:
        link = super().one({"url": raw} if isinstance(raw, str) else raw, field)
        parts = {name: getattr(link, name).replace(" | ", " / ") for name in link.__struct_fields__}
        url = parts["url"].strip("| ")
        if not url.lower().startswith(("http://", "https://")) or " " in url:
            raise FieldError(f"{quoted(url)} is no web address: it begins with https://")
        if parts["published"]:
            parts["published"] = dated(dates.parse, parts["published"])
        return Link(**{name: part.strip("| ") for name, part in {**parts, "url": url}.items()})


class Moves(_Objects):
    """Each time a due date was moved."""

    item = Move
    expects = "moves"

    def show(self, value: Any, context: Context) -> str:
        return "\n".join(
            f"{m.day} {m.before or '–'} → {m.after or '–'} {m.why} ({m.by})" for m in value
        )

    def one(self, raw: Any, field: Field) -> Any:
        move = super().one(raw, field)
        for day in (move.before, move.after, move.day):
            if day:
                dated(dates.parse, day)
        return move
