"""How urgent a commitment is: a sum, each term of which can be shown, in Taskwarrior's manner."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from msgspec import Struct

from store import dates
from store.insight import commitments
from store.insight.scene import Scene
from store.kinds import CLOSED, Commitment
from store.types.base import Memo
from store.types.numbers import Priority
from store.weights import Weights

NEAR_DAYS = commitments.SOON_DAYS
LEAST_NEAR = 0.2  # of the whole, on the first of these days
MOST_MOVES = 3
TROUBLED = ("at risk", "stalled")


class Term(Struct, frozen=True):
    """One reason in words ("moved twice"), what it adds, and which of the `[urgency]` settings it
    goes by ("slipped")."""

    name: str
    value: float
    setting: str


class Urgency(Struct, frozen=True):
    """The sum and what it is made of. Of what is closed it is 0, and made of nothing."""

    total: float
    terms: tuple[Term, ...]

    def __str__(self) -> str:
        """`overdue 12.0 + stale 4.0 - blocked 5.0 = 11.0`."""
        if not self.terms:
            return "0.0"
        (name, value), *rest = ((term.name, term.value) for term in self.terms)
        said = f"{name} {_number(value)}"
        for name, value in rest:
            said += f" {'-' if value < 0 else '+'} {name} {_number(abs(value))}"
        return f"{said} = {_number(self.total)}" if rest else said


class _Rule(NamedTuple):
    """What a commitment gets for one reason, 0 where it has none, and that reason in words."""

    setting: str
    value: Callable[[Commitment], float]
    says: Callable[[Commitment], str]


Score = Callable[[Commitment], float]


def nearness(last: date, today: date) -> float:
    """How near a due date is by its last possible day, from 0 (more than 14 days ahead) to 1
    (overdue): from 14 days before it grows evenly from 0.2, so that no day counts less than the
    one before."""
    left = (last - today).days
    if left < 0:
        return 1.0
    if left > NEAR_DAYS:
        return 0.0
    return 1.0 - (1.0 - LEAST_NEAR) * (left + 1) / (NEAR_DAYS + 1)


class Scale:
    """Weighs commitments, for the records and the day as they stand."""

    def __init__(self, scene: Scene, weights: Weights) -> None:
        self._rules = [rule for rule in _rules(scene, weights) if getattr(weights, rule.setting)]
        self._values = [rule.value for rule in self._rules]

    def urgency(self, c: Commitment) -> Urgency:
        """The sum with its terms."""
        if c.status in CLOSED:
            return Urgency(0.0, ())
        terms = ((rule, rule.value(c)) for rule in self._rules)
        found = tuple(Term(rule.says(c), value, rule.setting) for rule, value in terms if value)
        return Urgency(self._sum([term.value for term in found]), found)

    def total(self, c: Commitment) -> float | None:
        """The sum alone; None for what is closed, which is neither urgent nor not."""
        return None if c.status in CLOSED else self._sum([value(c) for value in self._values])

    def _sum(self, values: list[float]) -> float:
        return round(sum(values), 2) + 0.0  # never minus nought


def _rules(scene: Scene, weights: Weights) -> list[_Rule]:
    near = _Near(scene, weights.overdue)
    today = scene.today
    not_begun = Memo(lambda start: start != "" and dates.span(start)[0] > today)
    flags = {
        "next": (commitments.due_before_next, "due before the next meeting"),
        "blocking": (commitments.blocking, "blocking"),
        "stale": (commitments.stale, "stale"),
        "blocked": (commitments.blocked, "blocked"),
    }
    flagged = {
        name: _flagged(name, make(scene), getattr(weights, name), says)
        for name, (make, says) in flags.items()
    }
    return [
        _Rule("overdue", near.value, near.says),
        flagged["next"],
        flagged["blocking"],
        *(
            _Rule(word, _within(band, getattr(weights, word)), _always(f"{word} priority"))
            for word, _, band in Priority.words
        ),
        _Rule(
            "troubled",
            lambda c: weights.troubled if c.status in TROUBLED else 0.0,
            lambda c: c.status,
        ),
        flagged["stale"],
        _Rule(
            "slipped",
            lambda c: weights.slipped * min(len(c.moves), MOST_MOVES) if c.moves else 0.0,
            _moved,
        ),
        flagged["blocked"],
        _Rule(
            "not_begun",
            lambda c: weights.not_begun if not_begun[c.start] else 0.0,
            _always("not yet started"),
        ),
    ]


class _Near:
    """What a due date adds, to the tenth, worked out once for each date."""

    def __init__(self, scene: Scene, weight: float) -> None:
        self._scene = scene
        self._today = scene.today
        self._weight = weight
        self._known: dict[str, float] = {"": 0.0}

    def value(self, c: Commitment) -> float:
        """0 for what has no end, or none that is near."""
        due = c.due or (self._scene.due(c) if c.due_at else "")
        if c.standing:
            return 0.0
        known = self._known.get(due)
        if known is None:
            share = nearness(dates.span(due)[1], self._today)
            known = self._known[due] = round(self._weight * share, 1) if share < 1 else self._weight
        return known

    def says(self, c: Commitment) -> str:
        """How near it is."""
        left = (dates.span(self._scene.due(c))[1] - self._today).days
        if left < 0:
            return "overdue"
        return {0: "due today", 1: "due tomorrow"}.get(left, f"due in {left} days")


def _flagged(name: str, holds: Callable[[Commitment], bool], weight: float, says: str) -> _Rule:
    return _Rule(name, lambda c: weight if holds(c) else 0.0, _always(says))


def _within(band: range, weight: float) -> Score:
    return lambda c: weight if c.priority in band else 0.0


def _always(words: str) -> Callable[[Commitment], str]:
    return lambda c: words


def _moved(c: Commitment) -> str:
    times = len(c.moves)
    return f"moved {({1: 'once', 2: 'twice'}).get(times, f'{times} times')}"


def _number(value: float) -> str:
    """With one decimal, and a second where it has one."""
    return f"{value:.2f}".removesuffix("0")
