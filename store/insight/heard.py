"""What was heard of commitments: their updates."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from store import dates
from store.insight.scene import Scene
from store.kinds import Commitment, Update

DAY = len("2026-03-01")


class Heard:
    """The updates of each commitment, and the last day that one of them may be of."""

    def __init__(self) -> None:
        self.updates: defaultdict[str, list[Update]] = defaultdict(list)
        self.latest: dict[str, str] = {}

    def add(self, updates: Iterable[Update]) -> None:
        """These updates are there."""
        of, latest = self.updates, self.latest
        for update in updates:
            id_, day = update.commitment, last_day(update.at)
            of[id_].append(update)
            if day > latest.get(id_, ""):
                latest[id_] = day

    def drop(self, updates: Iterable[Update]) -> None:
        """These updates are there no longer."""
        for update in updates:
            id_ = update.commitment
            rest = self.updates[id_] = [one for one in self.updates[id_] if one is not update]
            self.latest.pop(id_, None)
            if day := max((last_day(one.at) for one in rest), default=""):
                self.latest[id_] = day


def hearing(scene: Scene) -> Callable[[Commitment], str]:
    """Gives the last day something was heard of a commitment: its latest update, else its meeting,
    else the day it was recorded. An ISO day; "" where none of these is known."""
    latest = scene.memory.of(Update, Heard).latest
    met: dict[str, str] = {"": ""}

    def heard(c: Commitment) -> str:
        if day := latest.get(c.id):
            return day
        if c.meeting not in met:
            met[c.meeting] = last_day(scene.start_of(c.meeting))
        return met[c.meeting] or c.created[:DAY]

    return heard


def latest_by_owner(updates: list[Update]) -> Mapping[str, Update]:
    """The latest of these updates for each member they are of; "" for those of the whole.

    One that says where it stands (status, score) goes before a mere word; of one day, the one that
    was recorded last.
    """
    return {update.member: update for update in sorted(updates, key=_rank)}


def last_day(value: str) -> str:
    """The last day that a date may be; "" for none."""
    if not value or len(value) == DAY:
        return value
    return dates.span(value)[1].isoformat()


def _rank(update: Update) -> tuple[Any, ...]:
    tells = bool(update.status) or update.score is not None
    first, last = dates.span(update.at) if update.at else (None, None)
    days = (str(last or ""), str(first or ""))
    return tells, *days, update.at[11:16], update.created, update.id
