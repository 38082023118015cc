"""What asks for attention: commitments that are overdue, that are due by a day, and those that
somebody wanted to be reminded of."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Literal

from msgspec import Struct

from store import dates
from store.insight import Insight
from store.kinds import CLOSED, Commitment
from store.names import Shelf

State = Literal["overdue", "due", "reminder"]
STATES: tuple[State, ...] = ("overdue", "due", "reminder")


class Asking(Struct, frozen=True):
    """A commitment that asks for attention, and why; `when` is the date that it does so for: the
    due date that counts, or the day of the reminder."""

    commitment: Commitment
    state: State
    when: str


def asking(
    shelf: Shelf, insight: Insight, until: date, owners: Collection[str] = ()
) -> list[Asking]:
    """What asks for attention today, if it is certainly due by the day `until` or if the day of its
    reminder has come: the overdue first, each by its date. `owners`: only what one of these owes,
    by id; none: everybody's.

    What is not to be thought of before a later day is left out until it is overdue.
    """
    found = list(_asking(shelf, insight, until, frozenset(owners)))
    return sorted(
        found, key=lambda a: (STATES.index(a.state), dates.sort_key(a.when), a.commitment.id)
    )


def owing(insight: Insight, member: str) -> frozenset[str]:
    """Those for whom a member answers: itself, and the groups that it leads today."""
    return insight.led_by(member) | {member}


def _asking(
    shelf: Shelf, insight: Insight, until: date, owners: frozenset[str]
) -> Iterator[Asking]:
    today, late = insight.today, insight.test("commitment", "overdue")
    for c in list(shelf.records("commitment").values()):
        if not isinstance(c, Commitment) or c.status in CLOSED:
            continue
        if owners and owners.isdisjoint(c.owners):
            continue
        due = "" if c.standing else insight.due(c)
        if late(c):
            yield Asking(c, "overdue", due)
        elif c.start and dates.span(c.start)[0] > today:
            continue
        elif due and dates.span(due)[1] <= until:
            yield Asking(c, "due", due)
        elif c.remind and dates.span(c.remind)[0] <= today:
            yield Asking(c, "reminder", c.remind)
