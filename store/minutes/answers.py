"""What was uncertain in an item, answered by a person: nothing is taken that was not said."""

from collections.abc import Mapping

from store import dates
from store.dates import DateError
from store.minutes.items import AS_WORDS, Doubt, Due, Item, Sort, Who
from store.names import Names
from store.text import fold

Answers = Mapping[tuple[Sort, str], str]
"""By the key of a doubt: the id of a record, a date, an act, or `AS_WORDS`."""

STAYS_WORDS: frozenset[Sort] = frozenset(("who", "due"))
"""What may stay words; without the others there is nothing to be made."""

NEAR = 3  # names that are offered for one that is not known
LONGEST = 100  # characters of words that are compared with names


def nearest(doubt: Doubt, names: Names) -> list[str]:
    """The ids of those that could be meant: all that the words could mean, else the likest."""
    if doubt.several:
        return list(doubt.several[: 2 * NEAR])
    if not doubt.kinds or len(doubt.words) > LONGEST:
        return []
    return names.nearest(doubt.words, doubt.kinds, NEAR)


def answered(item: Item, answers: Answers) -> Item:
    """The item with what is answered in its place; the doubts that are left are those that are
    not."""
    if not item.doubts:
        return item
    left: list[Doubt] = []
    for doubt in item.doubts:
        answer = answers.get(doubt.key)
        if answer is None or (answer == AS_WORDS and doubt.sort not in STAYS_WORDS):
            left.append(doubt)
        else:
            item = _with(item, doubt, answer)
    return item.like(doubts=tuple(left))


def _with(item: Item, doubt: Doubt, answer: str) -> Item:
    match doubt.sort:
        case "who":
            return item.like(who=tuple(_known(one, doubt, answer) for one in item.who))
        case "owner":
            return item.like(who=(*item.who, Who("", answer)))
        case "due":
            return item.like(due=_due(item.due, answer))
        case "commitment":
            return item.like(commitment=answer)
        case "act":
            return item.like(act=answer)
        case "long":
            return item


def _known(one: Who, doubt: Doubt, answer: str) -> Who:
    if one.id or one.kept or fold(one.words) != fold(doubt.words):
        return one
    return Who(one.words, answer, kept=answer == AS_WORDS)


def _due(due: Due, answer: str) -> Due:
    try:
        return Due(due.words, date=dates.parse(answer)) if answer else Due(due.words)
    except DateError:
        return Due(due.words, meeting=answer)
