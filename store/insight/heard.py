"""What was heard of commitments: their updates."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from store import dates
from store.insight.scene import Scene
from store.kinds import Commitment, Update


class Heard:
    """The updates of each commitment, and the last day that one of them may be of."""

    def __init__(self) -> None:
        self.updates: defaultdict[str, list[Update]] = defaultdict(list)
        self.latest: dict[str, str] = {}

    def add(self, update: Update) -> None:
        """An update is there."""
        self.updates[update.commitment].append(update)
        day = last_day(update.at)
        if day > self.latest.get(update.commitment, ""):
            self.latest[update.commitment] = day

    def drop(self, update: Update) -> None:
        """An update is there no longer."""
        rest = [other for other in self.updates[update.commitment] if other is not update]
        self.updates[update.commitment] = rest
        self.latest.pop(update.commitment, None)
        if day := max((last_day(other.at) for other in rest), default=""):
            self.latest[update.commitment] = day


def last_heard(scene: Scene, commitment: Commitment, heard: Heard) -> str:
    """The last day something was heard of it: its latest update, else its meeting, else the day it
    was recorded. An ISO day; "" where none of these is known."""
    return (
        heard.latest.get(commitment.id)
        or last_day(scene.start_of(commitment.meeting))
        or commitment.created[:10]
    )


def latest_by_owner(updates: list[Update]) -> Mapping[str, Update]:
    """The latest of these updates for each member they are of; "" for those of the whole.

    One that says where it stands (status, score) goes before a mere word; of one day, the one that
    was recorded last.
    """
    return {update.member: update for update in sorted(updates, key=_rank)}


def last_day(value: str) -> str:
    """The last day that a date may be; "" for none."""
    return dates.span(value)[1].isoformat() if value else ""


def _rank(update: Update) -> tuple[Any, ...]:
    tells = bool(update.status) or update.score is not None
    first, last = dates.span(update.at) if update.at else (None, None)
    days = (str(last or ""), str(first or ""))
    return tells, *days, update.at[11:16], update.created, update.id
