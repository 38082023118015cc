"""The record that an item comes to, and what it means for the commitment that it reports on.

Nothing is read into it: the words stand as they were written, a status only where it was said, and
whose work it is only where one group met.
"""

from collections.abc import Callable

from msgspec import structs

from store.kinds import CLOSED, Commitment, Statement, Update
from store.minutes.items import Item
from store.minutes.sitting import Sitting
from store.record import Record
from store.verbs import Both, closed, is_open

MADE = ("action", "commitment", "progress", "statement")


def record_of(item: Item, sitting: Sitting, id: str) -> Record:
    """The record with this id that an answered item of the kinds in `MADE` comes to."""
    return _MAKERS[item.kind](item, sitting, id)


def _commitment(item: Item, sitting: Sitting, id: str) -> Commitment:
    return Commitment(
        id=id,
        summary=item.what,
        text=item.words,
        classification="task" if item.kind == "action" else "",
        owners=_ids(item),
        owner_text=", ".join(one.words for one in item.who if one.kept),
        meeting=sitting.meeting.id,
        group=sitting.group,
        due=item.due.date,
        due_at=item.due.meeting,
    )


def _update(item: Item, sitting: Sitting, id: str) -> Update:
    ids, in_words = _ids(item), any(one.kept for one in item.who)
    return Update(
        id=id,
        commitment=item.commitment,
        at=sitting.at,
        act="progress" if item.score is None else "assessment",
        member=ids[0] if ids else "",
        status=item.status,  # type: ignore[arg-type]  # one of the words of the declaration
        score=item.score,
        text=item.words if in_words else item.what,
        meeting=sitting.meeting.id,
    )


def _statement(item: Item, sitting: Sitting, id: str) -> Statement:
    return Statement(
        id=id,
        meeting=sitting.meeting.id,
        act=item.act,  # type: ignore[arg-type]  # the same
        summary=item.what,
        by=_ids(item),
        by_text=", ".join(one.words for one in item.who if one.kept),
        text=item.words,
    )


def _ids(item: Item) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.id for one in item.who if one.id))


def ending(item: Item, commitment: Commitment, sitting: Sitting) -> Both | None:
    """The change by which a commitment is closed that was reported to be delivered, or withdrawn
    and the like; None where it is closed, or one of several owners alone has done his part."""
    if item.status not in CLOSED or not is_open(commitment):
        return None
    if item.who and commitment.owners != _ids(item):
        return None
    _, after = closed(commitment, day=sitting.at, meeting=sitting.meeting.id)
    return commitment, structs.replace(after, status=item.status)


_MAKERS: dict[str, Callable[[Item, Sitting, str], Record]] = {
    "action": _commitment,
    "commitment": _commitment,
    "progress": _update,
    "statement": _statement,
}
