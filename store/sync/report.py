"""What came of a run, to be told in words or as JSON."""

from typing import Literal

from msgspec import Struct

from store.formats.source import Aside
from store.sync.kept.memory import Conflict
from store.sync.kept.pending import Double, Held
from store.sync.planning.outline import Entry

NOTHING_NEW = ("not modified", "no change")  # what a run comes to that brought nothing


class Report(Struct, frozen=True):
    """What came of a run: ids, what waits, and what went wrong ("" where nothing did).

    `conflicts` and `missing` are all that wait from this source. `waiting` says that a question
    was not answered with yes, and `question` which. `held` are references to what is not here yet,
    `doubles` meetings that may be one, `taken_back` the records of which undo took back what the
    source would have otherwise. `news` are those that came into the inbox, by the ids they have
    there, and `left_out` is for how many there was no room. `bytes` are those on the wire.
    `entries` are the records field by field, where the run was dry. `stopped` says that it is no
    fault of the source: a person ended the run, or another process has the store.
    """

    source: str
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    missing: tuple[str, ...] = ()
    set_aside: tuple[Aside, ...] = ()
    held: tuple[Held, ...] = ()
    doubles: tuple[Double, ...] = ()
    taken_back: tuple[str, ...] = ()
    news: tuple[str, ...] = ()
    left_out: int = 0
    bytes: int = 0
    not_modified: bool = False
    waiting: bool = False
    question: str = ""
    error: str = ""
    entries: tuple[Entry, ...] = ()
    stopped: Literal["", "cancelled", "held"] = ""

    @property
    def done(self) -> bool:
        """Nothing failed and nothing waits for a person."""
        waits = self.waiting or self.conflicts or self.doubles or self.left_out
        return not (self.error or waits or self.set_aside)

    @property
    def outcome(self) -> str:
        """All this in a few words."""
        if self.error:
            return self.error
        counts = {
            "new": len(self.new),
            "changed": len(self.changed),
            "removed": len(self.removed),
            "conflict" if len(self.conflicts) == 1 else "conflicts": len(self.conflicts),
            "missing": len(self.missing),
            "set aside": sum(aside.times for aside in self.set_aside),
            "held": len({one.id for one in self.held}),
            "perhaps the same": len(self.doubles),
            "taken back here": len(self.taken_back),
            "news": len(self.news),
        }
        some = [f"{count} {what}" for what, count in counts.items() if count]
        some += [f"{self.left_out} left out of a full inbox"] * bool(self.left_out)
        some += ["waits for an answer"] * self.waiting
        nothing = NOTHING_NEW[0] if self.not_modified else NOTHING_NEW[1]
        return ", ".join([nothing] * self.not_modified + some) or nothing
