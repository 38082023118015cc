"""Command-line arguments and options drawn from the declaration of the kinds."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, get_args

import click

from store.desk import Desk
from store.fields import Field, FieldError, field_map, singular, typed_fields
from store.kinds import KINDS
from store.record import Record, Visibility

Completer = Callable[[click.Context, click.Parameter, str], list[Any]]

METAVARS = {
    **{"long": "TEXT", "date": "DATE", "when": "DATE", "choice": "WORD", "country": "COUNTRY"},
    **{"ref": "RECORD", "refs": "RECORD", "tags": "WORD", "links": "URL", "int": "NUMBER"},
    **{"priority": "0-9", "flag": "yes|no"},
}
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


class KindOrViewParam(KindParam):
    """A kind of record, or the name or title of a view."""

    name = "kind or view"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        from store.views import View, meant
        from tui.cli.session import session_of

        if isinstance(value, View) or any(
            value in (kind, kind.kind.name, kind.kind.plural) for kind in KINDS.values()
        ):
            return value if isinstance(value, View) else super().convert(value, param, ctx)
        view = meant(value, session_of(ctx).views().values())
        if view is not None:
            return view
        known = ", ".join(kind.kind.plural for kind in KINDS.values())
        hint = "smallgroup views lists the views"
        return self.fail(
            f"“{value}” is no kind of record ({known}) and no view; {hint}", param, ctx
        )

    def shell_complete(self, ctx: Any, param: Any, incomplete: str) -> list[Any]:
        from tui.cli.completing import view_items

        return [*super().shell_complete(ctx, param, incomplete), *view_items(ctx, incomplete)]


def ids_of(*kinds: str) -> Completer:
    """Completes the ids of records of these kinds; of any, if none is named."""

    def completer(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        from tui.cli.completing import record_items

        return record_items(ctx, kinds, incomplete)

    return completer


def news_of(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
    """Completes the ids of news that wait."""
    from tui.cli.completing import news_items

    return news_items(ctx, incomplete)


def source_of(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
    """Completes the names of sources."""
    from tui.cli.completing import source_items

    return source_items(ctx, incomplete)


def map_of(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
    """Completes the names of maps of tables."""
    from tui.cli.completing import map_items

    return map_items(ctx, incomplete)


def values_of(same: Sequence[Field]) -> Completer:
    """Completes what may stand in a field, which is the same in several kinds."""

    def completer(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        from tui.cli.completing import value_items

        return value_items(ctx, same, incomplete)

    return completer


def filters(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
    """Completes a filter."""
    from tui.cli.completing import filter_items

    return filter_items(ctx, incomplete)


def periods(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
    """Completes a period, and a filter of commitments after it."""
    from tui.cli.completing import period_items

    return period_items(ctx, incomplete)


def filters_of(kind: type[Record]) -> Completer:
    """Completes a filter of this kind."""

    def completer(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        from tui.cli.completing import filter_items

        return filter_items(ctx, incomplete, kind)

    return completer


def including(default: Visibility) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A decorator that adds the option which says how secret what leaves may be."""
    return click.option(
        "--include",
        type=click.Choice(get_args(Visibility)),
        default=default,
        show_default=True,
        help="How secret what leaves may be.",
    )


def field_options(
    kinds: Iterable[type[Record]],
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A decorator that adds an option for every field that a person may set in these kinds."""
    found: dict[str, list[Field]] = {}
    for kind in kinds:
        for field in typed_fields(kind).values():
            found.setdefault(field.name, []).append(field)

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for same in reversed(found.values()):
            function = _option(same, taken=found)(function)
        return function

    return decorate


def _option(
    same: list[Field], taken: Collection[str]
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option for the fields of this one name, in one or several kinds. `taken` are the names
    of fields, which another's second name does not take away."""
    field = same[0]
    others = (field.also, singular(field))
    about = field.help
    if len({each.choices for each in same}) > 1:
        about += " (smallgroup kinds KIND says the words)"
    elif field.choices:
        about += f" ({', '.join(field.choices)})"
    return click.option(
        field.option,
        *(f"--{name.replace('_', '-')}" for name in others if name and name not in taken),
        f"field_{field.name}",
        multiple=True,
        shell_complete=values_of(same),
        metavar=METAVARS.get(field.type, "WORDS"),
        help=about + ("; may be repeated" if field.type in SEPARATORS else ""),
    )


def given(options: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """What was written for each field's option, where something was."""
    return {name.removeprefix("field_"): words for name, words in options.items() if words}


def typed_words(written: Mapping[str, tuple[str, ...]], kind: type[Record]) -> dict[str, str]:
    """What was `given` as words for the fields of a kind, lists joined; a usage error where one
    value is one too many, a `FieldError` where the kind has no such field."""
    every: dict[str, tuple[str, ...]] = {}
    mine, by_name = typed_fields(kind), field_map(kind)
    for name, words in written.items():
        field = by_name.get(name)
        if field is None or field.name not in mine:
            raise FieldError(f"a {kind.kind.name} has no {name}")
        every[field.name] = every.get(field.name, ()) + words
    for name, words in every.items():
        if len(words) > 1 and mine[name].type not in SEPARATORS:
            raise click.UsageError(f"{mine[name].option} takes one value, not {len(words)}")
    return {name: SEPARATORS.get(mine[name].type, "").join(w) for name, w in every.items()}


def records_meant(desk: Desk, ids: Iterable[str]) -> list[Record]:
    """The records that these ids, codes or names mean, each once."""
    found = dict.fromkeys(desk.names.resolve(word) for word in ids)
    records = (desk.store.get(id_) for id_ in found)
    return [record for record in records if record is not None]
