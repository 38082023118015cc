"""The tests behind the flags of commitments, each made for the records and the day."""

from datetime import date, timedelta

from store import dates
from store.insight.bodies import led_by
from store.insight.heard import hearing
from store.insight.rhythm import Coming
from store.insight.scene import Scene
from store.insight.waiting import Waiting
from store.kinds import CLOSED, Commitment, Meeting
from store.types import Test
from store.types.base import Memo

SOON_DAYS = 14
STALE_DAYS = 60


def is_open(c: Commitment) -> bool:
    """Not delivered, superseded, withdrawn or lapsed."""
    return c.status not in CLOSED


def pending(c: Commitment) -> bool:
    """Open, and an end of it is foreseen."""
    return c.status not in CLOSED and not c.standing


def opened(scene: Scene) -> Test:
    return is_open


def closed(scene: Scene) -> Test:
    return lambda c: c.status in CLOSED


def standing(scene: Scene) -> Test:
    return lambda c: c.standing


def overdue(scene: Scene) -> Test:
    today = scene.today
    late = Memo(lambda due: bool(due) and dates.span(due)[1] < today)
    start_of = scene.start_of

    def test(c: Commitment) -> bool:
        if c.due:
            return late[c.due] and c.status not in CLOSED and not c.standing
        return bool(c.due_at) and pending(c) and late[start_of(c.due_at)]

    return test


def soon(scene: Scene) -> Test:
    today, limit = scene.today, scene.today + timedelta(days=SOON_DAYS)
    near = Memo(lambda due: bool(due) and today <= dates.span(due)[1] <= limit)
    return lambda c: pending(c) and near[scene.due(c)]


def stale(scene: Scene) -> Test:
    oldest = (scene.today - timedelta(days=STALE_DAYS)).isoformat()
    heard = hearing(scene)
    return lambda c: c.status not in CLOSED and not c.standing and "" < heard(c) < oldest


def due_before_next(scene: Scene) -> Test:
    """Due on or before the day that the next meeting of its group begins on; where it names no
    group, of one of those that met where it was made. What should be done by then and was
    missed already counts too."""
    coming = scene.memory.of(Meeting, Coming, scene.today).next
    meetings, due_of = scene.meetings, scene.due
    last = _Spans()

    def test(c: Commitment) -> bool:
        if c.status in CLOSED or c.standing or not (due := c.due or due_of(c)):
            return False
        if c.group:
            return c.group in coming and last[due] <= coming[c.group][0]
        made = meetings.get(c.meeting)
        groups = made.groups if made is not None else ()
        return any(g in coming and last[due] <= coming[g][0] for g in groups)

    return test


def blocked(scene: Scene) -> Test:
    commitments = scene.commitments
    return lambda c: (
        bool(c.depends_on)
        and is_open(c)
        and any((d := commitments.get(id_)) is not None and is_open(d) for id_ in c.depends_on)
    )


def blocking(scene: Scene) -> Test:
    waited_for = scene.memory.of(Commitment, Waiting).open
    return lambda c: c.id in waited_for and is_open(c)


def mine(scene: Scene) -> Test:
    home = scene.home
    ours = frozenset((home, *led_by(scene, home))) if home else frozenset()
    return lambda c: not ours.isdisjoint(c.owners)


def asked(scene: Scene) -> Test:
    home = scene.home
    return lambda c: bool(home) and home in c.asked_by


class _Spans(dict[str, date]):
    """The last day of each date, worked out once."""

    def __missing__(self, value: str) -> date:
        last = self[value] = dates.span(value)[1]
        return last
