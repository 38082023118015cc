"""The flags of each kind of record, as `is:FLAG` asks for them: what each means, and its test."""

from collections.abc import Callable, Mapping

from store.insight import bodies, commitments
from store.insight.commitments import SOON_DAYS, STALE_DAYS
from store.insight.scene import Scene
from store.types import Test

TESTS: Mapping[str, Mapping[str, Callable[[Scene], Test]]] = {
    "commitment": {
        "open": commitments.opened,
        "closed": commitments.closed,
        "overdue": commitments.overdue,
        "soon": commitments.soon,
        "stale": commitments.stale,
        "next": commitments.due_before_next,
        "blocked": commitments.blocked,
        "blocking": commitments.blocking,
        "standing": commitments.standing,
        "mine": commitments.mine,
        "asked": commitments.asked,
    },
    "meeting": {
        "upcoming": bodies.upcoming,
        "held": bodies.held,
        "mine": bodies.meeting_mine,
    },
    "role": {"current": bodies.role_current, "mine": bodies.role_mine},
    "member": {"current": bodies.member_current},
    "group": {"mine": bodies.group_mine, "quiet": bodies.quiet},
    "statement": {},
    "update": {},
}
FLAGS: Mapping[str, tuple[str, ...]] = {kind: tuple(tests) for kind, tests in TESTS.items()}
FLAG_HELP: Mapping[str, str] = {
    "open": "not delivered, superseded, withdrawn or lapsed",
    "closed": "delivered, superseded, withdrawn or lapsed",
    "overdue": "open, and its due date has passed",
    "soon": f"due within {SOON_DAYS} days",
    "stale": f"nothing was heard of it for {STALE_DAYS} days",
    "next": "due before the next meeting of its group, or missed already",
    "blocked": "waits for another that is open",
    "blocking": "another that is open waits for it",
    "standing": "no end is foreseen",
    "mine": "of your own member, or of a group that it leads",
    "asked": "urged by your own member",
    "upcoming": "not before today, and not called off",
    "held": "over, and not called off",
    "quiet": "longer since it met than it should be, or than it usually is",
    "current": "certainly in force today",
}
OF_HOME = ("mine", "asked")
TENURES: Mapping[str, tuple[str, str]] = {"role": ("start", "end"), "member": ("joined", "left")}
