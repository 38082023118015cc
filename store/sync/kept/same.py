"""Which records of the sources are one, and which are not: what a person said of doubles.

It stands beside the sources, `sources/same.json`, as `{"same": {gone: stays}, "distinct": [[id,
id]]}`, and holds for all of them. A yes counts only as long as the record that went is not here:
where undo brings it back, each is itself again, and redo makes them one again.
"""

from collections.abc import Collection, Container, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct, field, structs

from store.formats.source import Told
from store.journal.files import read_sound, replace_durably
from store.record import Record

SAME = "same.json"


class Same(Struct, frozen=True):
    """`same`: what went into what. `distinct`: pairs of ids, each in order."""

    same: dict[str, str] = field(default_factory=dict)
    distinct: tuple[tuple[str, str], ...] = ()

    def with_one(self, gone: str, stays: str) -> "Same":
        """They are one."""
        same = {id_: into for id_, into in self.same.items() if id_ != stays}
        rest = tuple(some for some in self.distinct if some != pair(gone, stays))
        return Same({**same, gone: stays}, rest)

    def with_two(self, one: str, other: str) -> "Same":
        """They are two."""
        return structs.replace(
            self, distinct=tuple(dict.fromkeys((*self.distinct, pair(one, other))))
        )

    def unsaid(self, one: str, other: str) -> "Same":
        """It was not said that they are two."""
        kept = tuple(some for some in self.distinct if some != pair(one, other))
        return structs.replace(self, distinct=kept)

    def without(self, id: str) -> "Same":
        """Nothing of this record."""
        same = {gone: into for gone, into in self.same.items() if id not in (gone, into)}
        return Same(same, tuple(some for some in self.distinct if id not in some))


def pair(one: str, other: str) -> tuple[str, str]:
    """The two in order."""
    return (one, other) if one <= other else (other, one)


def led(same: Mapping[str, str], here: Container[str]) -> dict[str, str]:
    """For each record that went into another the one that is here in its place."""
    found: dict[str, str] = {}
    for gone in same:
        at, passed = gone, set[str]()
        while at not in here and at in same and at not in passed:
            passed.add(at)
            at = same[at]
        if at != gone and at in here:
            found[gone] = at
    return found


def aliases(led: Mapping[str, str], said: Collection[str]) -> dict[str, str]:
    """The ids of a source that stand for others here: those that it says, where it does not say
    the other too, and says no third that is the same."""
    found: dict[str, str] = {}
    for gone, stays in led.items():
        if gone in said and stays not in said and stays not in found.values():
            found[gone] = stays
    return found


def renamed(feed: Told, names: Mapping[str, str]) -> Told:
    """What was told, with these ids as they are here."""
    if not names:
        return feed

    def here(record: Record) -> Record:
        return structs.replace(record, id=names[record.id]) if record.id in names else record

    stones = [structs.replace(s, id=names.get(s.id, s.id)) for s in feed.tombstones]
    asides = [structs.replace(a, id=names.get(a.id, a.id)) for a in feed.asides]
    records = [here(record) for record in feed.records]
    quiet = [(id_, id_ + "\0") for gone, id_ in names.items() if not feed.speaks_of(gone)]
    unsaid = (*feed.unsaid, *(span for span in quiet if feed.speaks_of(span[0])))
    return structs.replace(
        feed, records=records, tombstones=stones, asides=asides, unsaid=tuple(sorted(unsaid))
    )


def read_same(sources: Path) -> Same:
    """What was said so far; `sources` is the folder of all sources."""
    path = sources / SAME
    if not path.exists():
        return Same()
    how = "remove it: what it says of doubles will be asked again."
    return read_sound(path, _decode, how)


_decode = msgspec.json.Decoder(Same).decode


def save_same(sources: Path, same: Same) -> None:
    """Keep it."""
    replace_durably(sources / SAME, [msgspec.json.encode(same)])
