"""What waits for a person, and their word on it."""

from collections.abc import Iterable
from contextlib import ExitStack
from typing import Any, Literal, NamedTuple

from msgspec import Struct, structs

from store import door
from store.errors import StoreError
from store.fields import FieldError, field_map
from store.journal.batch import same
from store.kinds import KINDS
from store.record import Record
from store.removal import removal
from store.rules import received
from store.store import Store
from store.sync.kept.keep import SOURCES, Keep, all_sources
from store.sync.kept.memory import RECORD, Conflict, Memory, settled
from store.sync.kept.pending import Double, Held
from store.sync.kept.same import Same, aliases, led, pair, read_same
from store.sync.kept.undone import DECIDED
from store.sync.merge import content
from store.sync.planning.doubles import open_doubles
from store.sync.planning.held import lacking, without
from store.sync.planning.leaving import move_references
from store.sync.planning.standing import Local, Standing
from store.sync.versions.accounts import Accounts
from store.types import TYPES
from store.verbs import Pair


class Value(Struct, frozen=True):
    """What a field is to hold, in a person's words."""

    words: str


Choice = Literal["ours", "theirs"] | Value


class Waiting(NamedTuple):
    """A conflict with the source it is with. What went missing from a snapshot waits too, as a
    record that was deleted there."""

    source: str
    conflict: Conflict
    missing: bool = False


def conflicts(store: Store) -> list[Waiting]:
    """All that waits, with what each record holds now."""
    store.refresh()
    return [waiting for keep in all_sources(store.journal.folder) for waiting in _of(store, keep)]


class Undecided(NamedTuple):
    """What waits besides conflicts: meetings that may be one, for a person's word; and references
    to what is not here, for that to come. Each with its source."""

    doubles: list[tuple[str, Double]]
    held: list[tuple[str, Held]]


def undecided(store: Store) -> Undecided:
    """What waits besides conflicts."""
    store.refresh()
    keeps, said = all_sources(store.journal.folder), _read_same(store)
    known = [(keep.name, keep.waiting()) for keep in keeps]
    doubles = {
        pair(two.id, two.other): (name, two)
        for name, memory in known
        for two in open_doubles(memory.doubles, said, store.get)
    }
    return Undecided(
        list(doubles.values()),
        [(name, one) for name, memory in known for one in memory.held],
    )


def resolve(store: Store, id: str, field: str | None, choice: Choice) -> bool:
    """A person's word on a record's conflicts (or on that of one field, "" for the whole record):
    one batch, and they no longer wait. `StoreError` where nothing waits or the word does not fit.
    Whether records changed, and so whether there is something to undo.
    """
    meant = _meant(conflicts(store), id, field)
    with ExitStack() as stack:
        keeps = {w.source: Keep(store.journal.folder, w.source) for w in meant}
        for name in sorted(keeps):
            stack.enter_context(keeps[name].held())
        if _meant(conflicts(store), id, field) != meant:
            raise StoreError(
                f"What waits of {_named(id, field)} has changed just now; look again: smallgroup "
                "conflicts"
            )
        pairs, held = _decided(store, meant, choice)
        batch = store.apply(f"{DECIDED}{_named(id, field)}", pairs, check=received)
        Accounts(store).decide(w.conflict for w in meant)
        names = _places(store)
        for keep in keeps.values():
            settle = [w.conflict for w in meant if w.source == keep.name]
            memory = keep.memory()
            known = aliases(names, memory.seen.keys())
            here = _without(memory.renamed(known), settle)
            kept = structs.replace(here, held=(*here.held, *held))
            keep.save_memory(kept.renamed({v: k for k, v in known.items()}))
    return batch is not None


def _of(store: Store, keep: Keep) -> Iterable[Waiting]:
    memory, said = keep.waiting(), _read_same(store).same
    places = _places(store)
    dormant = {into for gone, into in said.items() if store.get(gone) is not None}
    whole = keep.memory() if memory.missing or dormant else memory
    for conflict in memory.conflicts:
        here = store.get(conflict.id)
        aside = conflict.id in places or (conflict.id in dormant and conflict.id not in whole.seen)
        if not aside and not settled(conflict, here):
            yield Waiting(keep.name, structs.replace(conflict, ours=_ours(here, conflict.field)))
    for id_ in memory.missing:
        here, seen = store.get(places.get(id_, id_)), whole.seen.get(id_)
        if here is not None and seen is not None:
            lost = Conflict(here.id, seen.kind, base=seen.data, ours=content(here))
            yield Waiting(keep.name, lost, missing=True)


def _read_same(store: Store) -> Same:
    return read_same(store.journal.folder / SOURCES)


def _places(store: Store) -> dict[str, str]:
    """What stands in place of records that were said to be others."""
    said = _read_same(store).same
    return led(said, {one for one in (*said, *said.values()) if store.get(one)})


def _ours(here: Record | None, field: str) -> Any:
    if here is None:
        return None
    return content(here) if field == RECORD else content(here).get(field)


def _meant(waiting: list[Waiting], id: str, field: str | None) -> list[Waiting]:
    meant = [w for w in waiting if w.conflict.id == id and field in (None, w.conflict.field)]
    if not meant:
        raise StoreError(
            f"Nothing waits for a decision on {_named(id, field)}; see: smallgroup conflicts"
        )
    return meant


def _decided(store: Store, meant: list[Waiting], choice: Choice) -> tuple[list[Pair], list[Held]]:
    """What is to be changed, and what of it waits for records that are not here."""
    if choice == "ours":
        return [], []
    by_field = {w.conflict.field: w.conflict for w in meant}
    if isinstance(choice, Value):
        return _valued(store, list(by_field.values()), choice), []
    for w in meant:
        if not same(w.conflict.theirs, by_field[w.conflict.field].theirs):
            raise StoreError(
                f"Several sources differ on {_named(w.conflict.id, w.conflict.field)}; choose "
                "ours, or give the value."
            )
    return _theirs(store, by_field)


def _theirs(store: Store, by_field: dict[str, Conflict]) -> tuple[list[Pair], list[Held]]:
    some = next(iter(by_field.values()))
    here = store.get(some.id)
    if RECORD not in by_field:
        return _set(here, some.id, {name: c.theirs for name, c in by_field.items()}), []
    whole = by_field[RECORD]
    if whole.theirs is None:
        return _removal(store, whole), []
    theirs = door.admit(KINDS[whole.kind], {**whole.theirs, "id": whole.id})
    said, held = without(theirs, content(theirs), here, None, lacking(theirs, here, store.get))
    if waits := [one.sentence for one in held if one.whole]:
        raise StoreError(f"{whole.id} {' and '.join(waits)}: add that first, or choose ours.")
    return [(here, door.admit(type(theirs), {**said, "id": whole.id}))], held


def _valued(store: Store, found: list[Conflict], value: Value) -> list[Pair]:
    if len(found) != 1 or found[0].field == RECORD:
        raise StoreError(f"A value is for one field; name the field of {found[0].id}.")
    conflict = found[0]
    field = field_map(KINDS[conflict.kind]).get(conflict.field)
    if field is None:
        raise StoreError(f"{conflict.field} is unknown here; choose ours or theirs.")
    kind = TYPES[field.type]
    try:
        parsed = kind.parse(value.words, field, store.names)
    except FieldError as error:
        raise StoreError(f"{conflict.field}: {error}.") from error
    encoded = None if field.is_empty(parsed) else kind.encode(parsed)
    return _set(store.get(conflict.id), conflict.id, {conflict.field: encoded})


def _set(here: Record | None, id: str, values: dict[str, Any]) -> list[Pair]:
    if here is None:
        raise StoreError(f"{id} was deleted here; undo that first, or choose ours.")
    data = {**door.data(here), **values}
    filled = {name: value for name, value in data.items() if value is not None}
    try:
        return [(here, door.admit(type(here), {**filled, "id": id}))]
    except door.Problems as problems:
        raise StoreError(f"{id}: {problems}.") from problems


def _removal(store: Store, conflict: Conflict) -> list[Pair]:
    standing = Standing(Local(store.everything(), store.referring))
    survivor = store.get(conflict.replaced_by)
    if survivor is not None and survivor.kind.name == conflict.kind:
        move_references({conflict.id: survivor.id}, standing, {})
    for old, new in removal([conflict.id], standing.records, standing.referring):
        if old is not None:
            standing.put(old.id, new)
    return list(standing.pairs())


def _without(memory: Memory, settle: list[Conflict]) -> Memory:
    """The memory without what was decided. A record that the source no longer has and that stays
    is ours from now on."""
    done = {(conflict.id, conflict.field) for conflict in settle}
    ours_now = {c.id for c in settle if c.field == RECORD and c.theirs is None}
    return structs.replace(
        memory,
        seen={id_: seen for id_, seen in memory.seen.items() if id_ not in ours_now},
        conflicts=tuple(c for c in memory.conflicts if (c.id, c.field) not in done),
        missing=tuple(id_ for id_ in memory.missing if id_ not in ours_now),
    )


def _named(id: str, field: str | None) -> str:
    return f"{id} {field}" if field else id
