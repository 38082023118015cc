"""Command-line arguments and options drawn from the declaration of the kinds."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import click

from store.desk import Desk
from store.fields import Field, fields
from store.kinds import KINDS, Record
from store.types import TYPES

UNTYPED = ("moves", "stamp")  # what the store or the program itself writes
SEPARATORS = {"refs": ", ", "tags": ", ", "links": "\n"}


class KindParam(click.ParamType[type[Record]]):
    """A kind of record, in singular or plural."""

    name = "kind"

    def convert(self, value: Any, param: Any, ctx: Any) -> type[Record]:
        for kind in KINDS.values():
            if value in (kind, kind.kind.name, kind.kind.plural):
                return kind
        known = ", ".join(kind.kind.plural for kind in KINDS.values())
        return self.fail(f"“{value}” is no kind of record: {known}", param, ctx)

    def shell_complete(self, ctx: Any, param: Any, incomplete: str) -> list[Any]:
        from click.shell_completion import CompletionItem

        plurals = [kind.kind.plural for kind in KINDS.values()]
        return [CompletionItem(word) for word in plurals if word.startswith(incomplete)]


def typed_fields(kinds: Iterable[type[Record]]) -> dict[str, Field]:
    """The fields of these kinds that a person may set, by name."""
    return {
        field.name: field
        for kind in kinds
        for field in fields(kind)
        if field.type not in UNTYPED and field.name != "sequence"
    }


def field_options(
    kinds: Iterable[type[Record]],
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A decorator that adds an option for every field that a person may set."""
    found = typed_fields(kinds).values()

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for field in reversed(list(found)):
            function = _option(field)(function)
        return function

    return decorate


def _option(field: Field) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    several = field.type in SEPARATORS
    singular = field.name[:-1] if several and field.name.endswith("s") else ""
    names = [field.option, *(["--" + singular.replace("_", "-")] if singular else [])]
    about = field.help + (f" ({', '.join(field.choices)})" if field.choices else "")
    metavar = TYPES[field.type].expects.split(" or ")[0].removeprefix("a ").upper()
    return click.option(
        *names,
        f"field_{field.name}",
        multiple=True,
        metavar=metavar.replace(" ", "_"),
        help=about + ("; may be repeated" if several else ""),
    )


def typed_words(
    options: Mapping[str, tuple[str, ...]], kinds: Iterable[type[Record]]
) -> dict[str, str]:
    """The words given for each field, lists joined; a usage error where one value is one too
    many."""
    words: dict[str, str] = {}
    for name, field in typed_fields(kinds).items():
        given = options[f"field_{name}"]
        if len(given) > 1 and field.type not in SEPARATORS:
            raise click.UsageError(f"{field.option} takes one value, not {len(given)}")
        if given:
            words[name] = SEPARATORS.get(field.type, "").join(given)
    return words


def records_meant(desk: Desk, ids: Iterable[str]) -> list[Record]:
    """The records that these ids, codes or names mean, each once."""
    found = dict.fromkeys(desk.names.resolve(word) for word in ids)
    records = (desk.store.get(id_) for id_ in found)
    return [record for record in records if record is not None]
