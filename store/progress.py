"""Whose progress an update tells of, and which of several is the last word."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from store import dates
from store.kinds import Update


def by_owner(
    updates: Iterable[Update], owners: Sequence[str], is_group: Callable[[str], bool]
) -> dict[str, list[Update]]:
    """The updates of one commitment under the owners that they tell of, the newest first.

    One that names an owner tells of that owner alone. One that names nobody tells of the whole
    commitment, and so of every owner. One that names a member who does not owe it speaks for the
    groups that do; where none does, it tells of no owner.
    """
    found: defaultdict[str, list[Update]] = defaultdict(list)
    groups = [owner for owner in owners if is_group(owner)]
    for update in sorted(updates, key=_age, reverse=True):
        if not update.member:
            told: Sequence[str] = owners
        elif update.member in owners:
            told = (update.member,)
        else:
            told = groups
        for owner in told:
            found[owner].append(update)
    return dict(found)


def last_word(updates: Sequence[Update]) -> Update | None:
    """Of an owner's updates, the newest first, the one that tells how things stand: the first with
    a score or a status, for a comment takes nothing back that was found before it; where there is
    none, the newest. None for no updates."""
    saying = (update for update in updates if update.score is not None or update.status)
    return next(saying, updates[0] if updates else None)


def _age(update: Update) -> tuple[Any, ...]:
    """By the last day that it may be of, the hour, and as they were recorded."""
    return *dates.span(update.at)[::-1], update.at[11:16], update.created, update.id
