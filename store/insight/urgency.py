"""How urgent a commitment is: a sum, each term of which can be shown, in Taskwarrior's manner."""

from collections.abc import Callable, Mapping
from datetime import date

from msgspec import Struct

from store import dates
from store.kinds import CLOSED, Commitment

NEAR_DAYS = 14
LEAST_NEAR = 0.2  # of the whole, on the first of these days
MOST_SLIPS = 3
TROUBLED = ("at risk", "stalled")
BANDS = ((range(1, 5), "high"), (range(5, 6), "medium"), (range(6, 10), "low"))  # RFC 5545 §3.8.1.9


class Coefficients(Struct, frozen=True, forbid_unknown_fields=True):
    """What each term adds at most: `[urgency]` in the configuration.

    `overdue`: in full from the day after the due date; before it, from 14 days on, growing day by
    day. `next`: due before the group's next meeting. `high`, `medium`, `low`: by priority.
    `troubled`: at risk or stalled. `slipped`: for each time the due date was moved, three at most.
    """

    overdue: float = 12.0
    next: float = 8.0
    blocking: float = 8.0
    high: float = 6.0
    medium: float = 3.9
    low: float = 1.8
    troubled: float = 5.0
    stale: float = 4.0
    slipped: float = 1.0
    blocked: float = -5.0
    not_begun: float = -3.0


DEFAULT = Coefficients()


class Term(Struct, frozen=True):
    """One reason, in words ("moved twice"), and what it adds."""

    name: str
    value: float


class Urgency(Struct, frozen=True):
    """The sum and what it is made of, the largest first as declared; nothing for what is closed."""

    total: float
    terms: tuple[Term, ...]

    def __str__(self) -> str:
        """`overdue 12.0 + blocking 8.0 − blocked 5.0 = 15.0`."""
        if not self.terms:
            return "0.0"
        first, *rest = self.terms
        said = f"{'−' if first.value < 0 else ''}{first.name} {abs(first.value):.1f}"
        for term in rest:
            said += f" {'−' if term.value < 0 else '+'} {term.name} {abs(term.value):.1f}"
        return said if not rest else f"{said} = {self.total:.1f}"


def nearness(last: date, today: date) -> float:
    """How near a due date is by its last possible day, from 0 (more than 14 days ahead) to 1
    (overdue); from 14 days before it grows evenly from 0.2, so that no day counts less than the
    one before."""
    left = (last - today).days
    if left < 0:
        return 1.0
    if left > NEAR_DAYS:
        return 0.0
    return 1.0 - (1.0 - LEAST_NEAR) * (left + 1) / (NEAR_DAYS + 1)


def urgency(
    c: Commitment,
    coefficients: Coefficients,
    today: date,
    due: str,
    holds: Mapping[str, Callable[[Commitment], bool]],
) -> Urgency:
    """The urgency of a commitment that counts as due on `due`; `holds` has the tests behind the
    flags next, blocking, stale and blocked."""
    if c.status in CLOSED:
        return Urgency(0.0, ())
    terms = [
        *_due(c, coefficients, today, due),
        *(
            Term(said, value)
            for flag, said, value in (
                ("next", "due before the next meeting", coefficients.next),
                ("blocking", "blocking", coefficients.blocking),
            )
            if holds[flag](c)
        ),
        *(
            Term(f"{name} priority", getattr(coefficients, name))
            for band, name in BANDS
            if c.priority in band
        ),
        *([Term(c.status, coefficients.troubled)] if c.status in TROUBLED else ()),
        *([Term("stale", coefficients.stale)] if holds["stale"](c) else ()),
        *_slipped(c, coefficients.slipped),
        *([Term("blocked", coefficients.blocked)] if holds["blocked"](c) else ()),
        *([Term("not yet started", coefficients.not_begun)] if _ahead(c, today) else ()),
    ]
    shown = tuple(term for term in terms if term.value)
    return Urgency(sum((term.value for term in shown), 0.0), shown)


def _due(c: Commitment, coefficients: Coefficients, today: date, due: str) -> list[Term]:
    if c.standing or not due:
        return []
    last = dates.span(due)[1]
    if not (near := nearness(last, today)):
        return []
    days = (last - today).days
    said = "overdue" if days < 0 else f"due in {days} days"
    said = {0: "due today", 1: "due tomorrow"}.get(days, said)
    return [Term(said, coefficients.overdue * near)]


def _slipped(c: Commitment, each: float) -> list[Term]:
    if not (times := len(c.moves)):
        return []
    said = {1: "once", 2: "twice"}.get(times, f"{times} times")
    return [Term(f"moved {said}", each * min(times, MOST_SLIPS))]


def _ahead(c: Commitment, today: date) -> bool:
    return bool(c.start) and dates.span(c.start)[0] > today
