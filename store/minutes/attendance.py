"""Who was at a meeting: the delegations, and what is recorded of each."""

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from msgspec import structs

from store import dates
from store.dates import Answer
from store.kinds import Meeting, Member
from store.minutes.sitting import Records, Sitting
from store.text import fold

State = Literal["present", "regrets", ""]
STATES: tuple[State, ...] = ("present", "regrets", "")

MEMBERS_ALSO = ("", "member")
NONE = 5  # the rank of whoever is not meant


class Delegation(NamedTuple):
    """A member, and whether it was one on the day of the meeting."""

    member: Member
    then: Answer


def delegations(store: Records, meeting: Meeting) -> list[Delegation]:
    """All delegations that may come: those certainly members on the day first, then those that
    possibly were, then the others; by name."""
    day = Sitting(store, meeting).day
    members = (m for m in list(store.records("member").values()) if isinstance(m, Member))
    found = [
        Delegation(m, dates.held(m.joined, m.left, day) if m.status in MEMBERS_ALSO else Answer.NO)
        for m in members
    ]
    return sorted(found, key=lambda one: (-one.then, fold(one.member.name), one.member.id))


def states(meeting: Meeting) -> dict[str, State]:
    """What is recorded of each, by the id of the member; nothing of the others."""
    found: dict[str, State] = dict.fromkeys(meeting.regrets, "regrets")
    found.update(dict.fromkeys(meeting.attendees, "present"))
    return found


def recorded(meeting: Meeting, changed: Mapping[str, State], count: int | None) -> Meeting:
    """The meeting with these changes to what is recorded of some; the others stay as they are."""
    return structs.replace(
        meeting,
        attendees=_those(meeting.attendees, changed, "present"),
        regrets=_those(meeting.regrets, changed, "regrets"),
        attendees_count=count,
    )


def _those(there: Iterable[str], changed: Mapping[str, State], state: State) -> tuple[str, ...]:
    kept = [id_ for id_ in there if changed.get(id_, state) == state]
    new = (id_ for id_, now in changed.items() if now == state)
    return tuple(dict.fromkeys((*kept, *new)))


def best(typed: str, found: Iterable[Member]) -> str:
    """The id of the first whose code is this, whose name begins so, a word of it, or another of its
    names; "" for none."""
    wanted = fold(typed.strip())
    if not wanted:
        return ""
    ranked = ((_rank(wanted, member), at, member.id) for at, member in enumerate(found))
    return min((one for one in ranked if one[0] < NONE), default=(NONE, 0, ""))[2]


def _rank(wanted: str, member: Member) -> int:
    name = fold(member.name)
    if wanted == fold(member.country) or wanted == name:
        return 0
    if name.startswith(wanted):
        return 1
    if f" {wanted}" in name:
        return 2
    if any(fold(other).startswith(wanted) for other in member.other_names):
        return 3
    return 4 if wanted in name else NONE
