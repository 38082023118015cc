"""Changing a map by words: the field of a column, what words mean, how days are read."""

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from msgspec import structs

from store.fields import Field, FieldError, field_map
from store.mapping.guessing import key_of
from store.mapping.headers import words_in
from store.mapping.incoming import Incoming
from store.mapping.kept import all_maps, check_name
from store.mapping.maps import ID, SEVERAL, BadMap, Column, Map, Named, Reads, fillable
from store.mapping.reading import Open, is_name
from store.mapping.settling import cells_of, settled
from store.mapping.sheets import Sheet, words_of
from store.names import Names
from store.record import Record
from store.store import Store
from store.text import clean_line, fold, split_list
from store.types import TYPES

MOST_NAMES = 5_000  # records among which the nearest names are looked for


class Meaning(NamedTuple):
    """Words of a table, and what a person says that they mean."""

    words: str
    value: str


def with_column(made: Map, sheet: Sheet, header: str, field: str, names: Names) -> Map:
    """The map with this column filling another field, "" for none. What filled the field before is
    left out where the field takes one. `BadMap` where there is no such column or field."""
    column = _column(made, header)
    name = _field_named(made.record, field)
    known = fillable(made.record)
    one = name == ID or (name and known[name].type not in SEVERAL)
    columns = tuple(
        structs.replace(other, field="")
        if one and other.field == name and other.header != column.header
        else other
        for other in made.columns
    )
    same = column.field == name
    changed = column if same else Column(column.header, name)
    made = structs.replace(made, columns=columns).having(changed)
    made = structs.replace(made, key=key_of(made, sheet)[0])
    return settled(made, sheet, names)


def with_days(made: Map, day_first: bool, header: str = "") -> Map:
    """The map with the days of a column read so; of all columns with days where none is named."""
    reads: Reads = "day first" if day_first else "month first"
    known = fillable(made.record)
    for column in made.used:
        field = known.get(column.field)
        if field and field.type in ("date", "when") and header in ("", column.header):
            made = made.having(structs.replace(column, reads=reads))
    return made


def with_meaning(made: Map, sheet: Sheet, meaning: Meaning, names: Names, header: str = "") -> Map:
    """The map with what words mean, in all columns that hold them or in the one that is named.

    Of a value: as it is typed, nothing for none. Of a name: records, as they are typed; `+member`
    for one that is made; nothing to leave it as words. `FieldError` says why it cannot be.
    """
    words, known = fold(clean_line(meaning.words)), fillable(made.record)
    found = [
        column
        for column in made.used
        if column.field != ID
        and (
            column.header == header
            if header
            else _holds(sheet, column.header, words, is_name(known[column.field]))
        )
    ]
    if not found:
        raise BadMap(f"No column that is taken has “{clean_line(meaning.words)[:60]}” in it.")
    wrong: FieldError | None = None
    done = 0
    for column in found:
        try:
            made = made.having(_meaning(column, known[column.field], words, meaning.value, names))
            done += 1
        except FieldError as error:
            wrong = error
    if not done and wrong is not None:
        raise wrong
    return made


def _meaning(column: Column, field: Field, words: str, value: str, names: Names) -> Column:
    if is_name(field):
        return structs.replace(column, names={**column.names, words: _named(value, field, names)})
    typed = _typed(value, field, names)
    return structs.replace(column, values={**column.values, words: typed})


def renamed(store: Store, coming: Incoming, name: str) -> Incoming:
    """The file under a map of another name."""
    taken = all_maps(store.journal.folder)
    there = taken.get(check_name(name))
    same = there is not None and coming.remembered and coming.name == name
    if there is not None and not same and there.kind != coming.map.kind:
        raise BadMap(f"There is a map {name} of {there.record.kind.plural}: choose another name.")
    return structs.replace(coming, name=name, remembered=name in taken)


def nearest(one: Open, names: Names) -> Sequence[tuple[str, str]]:
    """The records that a name may mean, as (id, name), the likeliest first."""
    if one.sort != "name":
        return ()
    targets = one.targets
    some = sum(1 for _, _ in zip(names.named(targets), range(MOST_NAMES), strict=False))
    if some >= MOST_NAMES:
        return ()
    begun = _beginnings(one.words)
    every = list(islice(names.named(targets), MOST_NAMES))
    if len(every) == MOST_NAMES:
        return ()
    shared = [
        (-common, len(name), id_)
        for id_, name in every
        if (common := len(begun & _beginnings(name)))
    ]
    alike = names.nearest(one.words, targets)
    found = dict.fromkeys((*(id_ for *_, id_ in sorted(shared)[:2]), *alike))
    return [(id_, names.name(id_)) for id_ in list(found)[:3]]


def _beginnings(words: str) -> set[str]:
    """How the longer words begin, by which a name in another language is known: Afri, Grou."""
    return {word[:4] for word in words_in(fold(words)) if len(word) > 3}


def _column(made: Map, header: str) -> Column:
    """The column that is meant by a header, or by its letter where that is given to a sheet."""
    wanted = fold(clean_line(header))
    found = [column for column in made.columns if fold(column.header) == wanted]
    found = found or [c for c in made.columns if fold(c.header).startswith(wanted)]
    if len(found) != 1 or not wanted:
        headers = ", ".join(f"“{column.header}”" for column in made.columns[:20])
        raise BadMap(f"There is no one column “{clean_line(header)[:60]}”: there are {headers}.")
    return found[0]


def _field_named(kind: type[Record], name: str) -> str:
    if name in ("", ID):
        return name
    field = field_map(kind).get(name.lower())
    if field is None or field.name not in fillable(kind):
        raise BadMap(
            f"A {kind.kind.name} has no field “{clean_line(name)[:60]}” to fill: smallgroup kinds "
            f"{kind.kind.name} lists them."
        )
    return field.name


def _holds(sheet: Sheet, header: str, words: str, part: bool) -> bool:
    """Whether a column has these words, of names also within a cell."""
    for cell in cells_of(sheet, header):
        said = fold(words_of(cell))
        if said == words or (part and words in said):
            return True
    return False


def _named(value: str, field: Field, names: Names) -> Named:
    if value.startswith("+"):
        kind = value[1:].strip()
        if kind not in (field.targets or ("member", "group")) or kind not in ("member", "group"):
            raise FieldError(f"“{kind}” cannot be made of a name: write +member or +group")
        return Named(make=kind)
    ids = tuple(names.resolve(word, field.targets) for word in split_list(value))
    if len(ids) > 1 and field.type == "ref":
        raise FieldError(f"{field.name} takes one record, not {len(ids)}")
    return Named(ids=ids)


def _typed(value: str, field: Field, names: Names) -> str:
    """A value as it stands in a map."""
    if not value:
        return ""
    type_ = TYPES[field.type]
    return type_.format(type_.parse(value, field, names))
