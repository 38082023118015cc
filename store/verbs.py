"""What people do to records, as pairs (before, after) for `Store.apply`; nothing here writes."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TypeGuard

from msgspec import structs

from store import dates
from store.fields import FieldError
from store.kinds import CLOSED, Commitment, Meeting, Role
from store.record import Link, Move, Record

Pair = tuple[Record | None, Record | None]
Both = tuple[Commitment, Commitment]
Get = Callable[[str], Record | None]


def is_move(pair: Pair) -> TypeGuard[Both]:
    """Whether a change moves a due date, and does not say so yet."""
    old, new = pair
    if not (isinstance(old, Commitment) and isinstance(new, Commitment)):
        return False
    return old.due not in ("", new.due) and new.moves == old.moves


def edited(old: Record, new: Record, move: Move | None) -> Pair:
    """An edit. Where it changes a due date it is a move, told by `move` (day, by, why); `None`
    marks the correction of a typing error. Where it changes minutes, it is not known who wrote
    them so, and those that were final are a draft of the next version."""
    return moved((old, redrafted(old, new)), move)


def redrafted(old: Record, new: Record) -> Record:
    """The new record, its minutes no longer final where they are not what was made final."""
    if not (isinstance(old, Meeting) and isinstance(new, Meeting)):
        return new
    if new.minutes == old.minutes or not old.minutes_status:
        return new
    number = (old.minutes_version or 1) + (old.minutes_status == "final")
    return structs.replace(
        new, minutes_status="draft", minutes_version=number, minutes_at="", minutes_by=""
    )


def moved(pair: Pair, move: Move | None) -> Pair:
    """The change with its move remembered, where it is one."""
    if move is None or not is_move(pair):
        return pair
    old, new = pair
    told = structs.replace(move, before=old.due, after=new.due)
    return old, structs.replace(new, moves=(*old.moves, told))


def closed(
    commitment: Commitment, *, day: str, meeting: str = "", evidence: Iterable[Link] = ()
) -> Both:
    """Delivered, on this day, as noted at a meeting, shown by these pages."""
    links = tuple(dict.fromkeys((*commitment.evidence, *evidence)))
    return commitment, structs.replace(
        commitment,
        status="delivered",
        closed=day,
        closed_at=meeting or commitment.closed_at,
        evidence=links,
    )


def reopened(commitment: Commitment) -> Pair:
    """Open again, with nothing recorded of where it stands."""
    return commitment, structs.replace(commitment, status="", closed="", closed_at="")


def with_next(pairs: Iterable[Pair], get: Get) -> list[Pair]:
    """The changes, and what follows from them: where a commitment that comes back is closed, the
    next one, unless that is there; `get` gives a record by its id."""
    done = list(pairs)
    closing = [new for _, new in filter(_is_closing, done)]
    if not closing:
        return done
    from store.recurrence import NoNext, next_one  # few changes need it

    new = {after.id for _, after in done if after is not None}
    for one in closing:
        with suppress(NoNext):  # who asks why is told by `next_one`
            after = next_one(one, get)
            if after.id not in new and get(after.id) is None:
                new.add(after.id)
                done.append((None, after))
    return done


def _is_closing(pair: Pair) -> TypeGuard[Both]:
    old, new = pair
    if not (isinstance(old, Commitment) and isinstance(new, Commitment)):
        return False
    return bool(new.rrule) and is_open(old) and not is_open(new)


def is_open(commitment: Commitment) -> bool:
    """Not delivered, superseded, withdrawn or lapsed."""
    return commitment.status not in CLOSED


def handover(roles: Iterable[Role], outgoing: str, new: Role) -> list[Pair]:
    """The outgoing member's role ends the day before the new one starts, at the meeting that the
    new one starts at.

    `FieldError` where that member does not hold the role then.
    """
    first = dates.span(new.start)[0]
    held = [
        role
        for role in roles
        if (role.group, role.label, role.member) == (new.group, new.label, outgoing)
        and dates.held(role.start, role.end, first) is not dates.Answer.NO
    ]
    if not held:
        raise FieldError(
            f"{outgoing} is not {new.label} of {new.group} on {new.start}: nothing to hand over"
        )
    old = max(held, key=lambda role: dates.sort_key(role.start))
    last = dates.shift(new.start, -1) if dates.precision(new.start) == "day" else new.start
    return [(old, structs.replace(old, end=last, end_at=new.start_at or old.end_at)), (None, new)]
