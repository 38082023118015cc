"""The flags of each kind of record, as `is:FLAG` asks for them, and what each means."""

from collections.abc import Callable, Mapping
from typing import Any

Test = Callable[[Any], bool]

SOON_DAYS = 14
STALE_DAYS = 60
LEADING = frozenset(("chair", "co-chair", "co-lead", "lead", "vice-chair"))

FLAGS: Mapping[str, tuple[str, ...]] = {
    "commitment": (
        *("open", "closed", "overdue", "soon", "stale"),
        *("next", "blocked", "blocking", "standing", "mine", "asked"),
    ),
    "meeting": ("upcoming", "held", "mine"),
    "role": ("current", "mine"),
    "member": ("current",),
    "group": ("mine", "quiet"),
    "statement": (),
    "update": (),
}
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
