"""The tests behind the flags of meetings, members, groups and roles, and who holds what."""

from datetime import date
from typing import TypeVar, cast

from store import dates
from store.dates import Answer
from store.insight.rhythm import Met, is_held, is_quiet, is_upcoming
from store.insight.scene import Scene
from store.kinds import Meeting, Member, Role
from store.names import Shelf
from store.record import Record
from store.types import Test

R = TypeVar("R", bound=Record)

LEADING = frozenset(("chair", "co-chair", "co-lead", "lead", "vice-chair"))
"""What those who lead a group are called."""


def held(scene: Scene) -> Test:
    today = scene.today
    return lambda m: is_held(m, today)


def upcoming(scene: Scene) -> Test:
    today = scene.today
    return lambda m: is_upcoming(m, today)


def meeting_mine(scene: Scene) -> Test:
    home = scene.home
    return lambda m: bool(home) and (home in m.hosts or home in m.attendees)


def role_current(scene: Scene) -> Test:
    today = scene.today
    return lambda role: dates.held(role.start, role.end, today) is Answer.YES


def role_mine(scene: Scene) -> Test:
    home = scene.home
    return lambda role: bool(home) and role.member == home


def member_current(scene: Scene) -> Test:
    today = scene.today
    return lambda m: (
        m.status in ("", "member") and dates.held(m.joined, m.left, today) is Answer.YES
    )


def group_mine(scene: Scene) -> Test:
    ours = led_by(scene, scene.home) if scene.home else frozenset()
    return lambda group: group.id in ours


def quiet(scene: Scene) -> Test:
    today = scene.today
    met = scene.memory.of(Meeting, Met, today).days
    return lambda group: is_quiet(group, met, today)


def led_by(scene: Scene, member: str) -> frozenset[str]:
    """The groups that a member certainly leads today."""
    now = role_current(scene)
    return frozenset(
        role.group
        for role in every(scene.shelf, Role)
        if role.member == member and role.label in LEADING and now(role)
    )


def holders(scene: Scene, group: str, label: str, day: date) -> list[tuple[Role, Answer]]:
    """Who held a role in a group on a day, certainly or possibly."""
    roles = (r for r in every(scene.shelf, Role) if (r.group, r.label) == (group, label))
    answers = ((role, dates.held(role.start, role.end, day)) for role in roles)
    return [(role, answer) for role, answer in answers if answer is not Answer.NO]


def accession(shelf: Shelf) -> list[tuple[str, int, int]]:
    """The body's growth, published and dated: for each meeting at which a membership was
    published (its day, the published number, how many members' own accession dates certainly
    lie on or before that day)."""
    counted = [m for m in every(shelf, Meeting) if m.members_count is not None and m.start]
    return [
        (meeting.start, meeting.members_count or 0, joined_by(shelf, meeting.start))
        for meeting in sorted(counted, key=lambda m: dates.sort_key(m.start))
    ]


def joined_by(shelf: Shelf, day: str) -> int:
    """How many members had certainly joined by then, going by their own dates."""
    joined = (member.joined for member in every(shelf, Member) if member.joined)
    return sum(dates.compare(own, "<=", day) is Answer.YES for own in joined)


def every(shelf: Shelf, kind: type[R]) -> list[R]:
    """The records of a kind as they stand."""
    return cast(list[R], list(shelf.records(kind.kind.name).values()))
