"""How a field is declared, and how the fields of a kind are read off its declaration.

What a *type* of field can do (parse, format, compare, suggest, encode) stands in `types.py`.
"""

from collections.abc import Iterable
from functools import cache
from typing import Annotated, Any, Protocol, TypedDict, Unpack, get_args, get_origin, get_type_hints

from msgspec import Meta, Struct


class How(TypedDict, total=False):
    """What a declaration may say of a field besides its type and its help line."""

    required: bool
    main: int
    column: int
    width: int
    distance: bool
    section: str
    suggestions: tuple[str, ...]
    low: int
    high: int
    also: str
    grammar: str


class Field(Struct, frozen=True, kw_only=True):
    """One field of a kind.

    `main`: its place among the few that a form shows first (0: folded away).
    `column`: its place among the columns of a table (0: not shown unless asked for); the higher
    the number, the sooner it is dropped when the table is narrow. `width`: characters the column
    wants (0: as much as is left). `distance`: while it lies ahead or is missed, a table tells how
    far off the date is. `section`: the folded group of the form that it stands in.
    `targets`: the kinds a reference may point at; empty: any kind. `also`: a second name that
    people may type (`owner` for `owners`). `low`, `high`: bounds of a number. `grammar`: what a
    text that is typed must be besides ("rrule"); what others sent is kept as it is.
    """

    type: str
    help: str
    name: str = ""
    required: bool = False
    main: int = 0
    column: int = 0
    width: int = 0
    distance: bool = False
    section: str = "More"
    choices: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None
    also: str = ""
    grammar: str = ""
    default: Any = ""

    @property
    def title(self) -> str:
        """What a person reads: `due_at` → `Due at`."""
        return self.name.replace("_", " ").capitalize()

    @property
    def option(self) -> str:
        """The command-line option: `owner_text` → `--owner-text`."""
        return "--" + self.name.replace("_", "-")

    def is_empty(self, value: object) -> bool:
        """Nothing is recorded here: no word, no item, no number, an unset flag."""
        nothing = value is None or value is False or value in ("", ())
        return nothing or (value == 0 and self.default == 0)


class FieldError(ValueError):
    """A value that a field does not take; `str()` is one sentence for a person."""


class Context(Protocol):
    """What a field must know of the world outside its record: the day, and other records."""

    @property
    def today(self) -> Any:
        """The `datetime.date` that phrases such as "next friday" start from."""

    def resolve(self, text: str, targets: tuple[str, ...]) -> str:
        """The id of the one record meant by `text`; `FieldError` for none or several."""

    def name(self, id: str) -> str:
        """What a person calls the record with this id; the id itself where it is not here."""

    def named(self, targets: tuple[str, ...]) -> Iterable[tuple[str, str]]:
        """Every record of these kinds as (id, name), for completion."""


def _declare(
    type_name: str,
    about: str,
    how: How,
    schema: dict[str, Any] | None = None,
    targets: tuple[str, ...] = (),
) -> Meta:
    field = Field(type=type_name, help=about, targets=targets, **how)
    return Meta(description=about, extra={"field": field}, extra_json_schema=schema)


EDTF = (
    r"^(\d{4}(-\d{2}(-\d{2})?)?|\[\d{4}-\d{2}-\d{2}\.\.\d{4}-\d{2}-\d{2}\])$"  # ISO 8601-2, subset
)
WHEN = EDTF[:-2] + r"|\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?\[[A-Za-z0-9_+/-]+\])$"  # RFC 9557


def text(about: str, **how: Unpack[How]) -> Meta:
    """One line."""
    return _declare("text", about, how)


def long(about: str, **how: Unpack[How]) -> Meta:
    """Markdown, many lines."""
    return _declare("long", about, how)


def date(about: str, **how: Unpack[How]) -> Meta:
    """A day, month or year, or a day between two (EDTF)."""
    return _declare("date", about, how, {"pattern": EDTF})


def when(about: str, **how: Unpack[How]) -> Meta:
    """A date, or a date-time with an IANA zone."""
    return _declare("when", about, how, {"pattern": WHEN})


def choice(about: str, **how: Unpack[How]) -> Meta:
    """One of the words of the annotated Literal."""
    return _declare("choice", about, how)


def country(about: str, **how: Unpack[How]) -> Meta:
    """ISO 3166-1 alpha-2."""
    return _declare("country", about, how, {"pattern": "^[A-Z]{2}$"})


def ref(*targets: str, about: str, **how: Unpack[How]) -> Meta:
    """The id of another record."""
    return _declare("ref", about, how, {"maxLength": 255}, targets)


def refs(*targets: str, about: str, **how: Unpack[How]) -> Meta:
    """The ids of other records."""
    return _declare("refs", about, how, None, targets)


def tags(about: str, **how: Unpack[How]) -> Meta:
    """Short words."""
    return _declare("tags", about, how)


def links(about: str, **how: Unpack[How]) -> Meta:
    """Web addresses with title, publisher and date."""
    return _declare("links", about, how)


def moves(about: str, **how: Unpack[How]) -> Meta:
    """Each time a due date was moved."""
    return _declare("moves", about, how)


def number(about: str, **how: Unpack[How]) -> Meta:
    """A whole number."""
    bounds = {"minimum": how.get("low"), "maximum": how.get("high")}
    return _declare("int", about, how, {k: v for k, v in bounds.items() if v is not None})


def priority(about: str, **how: Unpack[How]) -> Meta:
    """0 to 9 as in iCalendar (RFC 5545 §3.8.1.9)."""
    return _declare("priority", about, {**how, "low": 0, "high": 9}, {"minimum": 0, "maximum": 9})


def flag(about: str, **how: Unpack[How]) -> Meta:
    """Yes or no."""
    return _declare("flag", about, how)


def stamp(about: str, **how: Unpack[How]) -> Meta:
    """An instant in UTC that the store sets."""
    return _declare("stamp", about, how)


@cache
def fields(kind: type[Struct]) -> tuple[Field, ...]:
    """The declared fields of a kind: its own first, then what every record has."""
    hints = get_type_hints(kind, include_extras=True)
    names, values = kind.__struct_fields__, kind.__struct_defaults__
    defaults = dict(zip(names[::-1], values[::-1], strict=False))
    inherited = getattr(kind.__base__, "__struct_fields__", ())
    own = [n for n in kind.__struct_fields__ if n not in inherited]
    rest = [n for n in kind.__struct_fields__ if n in inherited]
    declared = ((name, _declared(hints[name])) for name in (*own, *rest))
    return tuple(
        _complete(name, hints[name], field, defaults.get(name, ""))
        for name, field in declared
        if field is not None
    )


@cache
def typed_fields(kind: type[Struct]) -> dict[str, Field]:
    """The fields of a kind that a person may set, by name."""
    by_itself = ("moves", "stamp")  # what the store or the program itself writes
    return {f.name: f for f in fields(kind) if f.type not in by_itself and f.name != "sequence"}


@cache
def reference_fields(kind: type[Struct]) -> tuple[Field, ...]:
    """The fields of a kind that point at other records."""
    return tuple(field for field in fields(kind) if field.type in ("ref", "refs"))


@cache
def field_map(kind: type[Struct]) -> dict[str, Field]:
    """The fields of a kind by every name a person may type (`owners`, `owner`, `owner-text`)."""
    by_name: dict[str, Field] = {}
    for field in fields(kind):
        for name in (field.name, field.also, singular(field)):
            if name:
                by_name.setdefault(name, field)
                by_name.setdefault(name.replace("_", "-"), field)
    return by_name


def singular(field: Field) -> str:
    """What one item of a list field is called: `owners` → `owner`; "" where that is no name."""
    plural = field.type in ("refs", "tags", "links") and field.name.endswith("s")
    return field.name[:-1] if plural else ""


def _declared(hint: Any) -> Field | None:
    if get_origin(hint) is not Annotated:
        return None
    for meta in get_args(hint)[1:]:
        field = (meta.extra or {}).get("field") if isinstance(meta, Meta) else None
        if isinstance(field, Field):
            return field
    return None


def _complete(name: str, hint: Any, field: Field, default: Any) -> Field:
    words = _literals(get_args(hint)[0]) if field.type == "choice" else field.choices
    as_dict = {n: getattr(field, n) for n in field.__struct_fields__}
    return Field(**{**as_dict, "name": name, "choices": words, "default": default})


def _literals(annotation: Any) -> tuple[str, ...]:
    args = get_args(annotation)
    if args and all(isinstance(a, str) for a in args):
        return tuple(a for a in args if a)
    return tuple(word for part in args for word in _literals(part))
