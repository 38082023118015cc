"""What a piece of minutes says, by its keyword: who is to do what by when, who said what, who was
there. It takes any text, and asks where it does not know."""

import re
from collections.abc import Callable
from functools import cache
from itertools import islice

from store.fields import field_map
from store.kinds import Commitment, Statement
from store.minutes import people
from store.minutes.items import Doubt, Item, Kind, Who
from store.minutes.lines import Head, Piece
from store.minutes.sitting import Sitting
from store.minutes.until import until
from store.text import clean_line, fold, shorten
from store.types.base import LINE_LIMIT

TRIED = 5  # places where "to" may part those who act from what they do

_ACTS = re.compile(
    r"\s+(?:(?:are|is|has|have|agree[sd]?|commit(?:s|ted)?|pledge[sd]?|promise[sd]?|undertakes?"
    r"|undertook|offer(?:s|ed)?)\s+)?(?:to|will|shall|should|must)\s+",
    re.IGNORECASE,
)
_PARTED = re.compile(r"\s*:\s+|\s+[-–—]+\s+")
_BOUND = r"(?:\s*[:;,.–—-]+(?:\s+|$)|$)"
_SCORE = re.compile(r"([+−-]1|0)(?:\s*[:;,.–—]+\s*|\s+[-–—]+\s+|$)")


def read(piece: Piece, sitting: Sitting) -> Item | None:
    """What the piece was recognised as; None for mere text, and for a keyword with nothing said."""
    head = piece.head
    if head is None:
        return None
    words = clean_line(piece.words).removesuffix("**").strip()
    if not words and head.kind in ("present", "regrets") and head.nick:
        words = clean_line(head.nick)
    if not words:
        return None
    item = Item(kind=head.kind, words=words, span=(head.start, head.end), what=words)
    if len(words) > LINE_LIMIT:
        why = f"{len(words):,} characters are too many: {LINE_LIMIT:,} is the most"
        return item.like(doubts=(Doubt("long", shorten(words, 60), why),))
    return _READERS[head.kind](item, head, sitting)


def _plain(item: Item, _head: Head, _sitting: Sitting) -> Item:
    return item


def _named(item: Item, _head: Head, sitting: Sitting) -> Item:
    """Who was in the chair, or wrote: told, and nothing is made of it, so nobody is asked."""
    return item.like(who=people.whom(item.words, sitting, people.ANY))


def _listed(item: Item, head: Head, sitting: Sitting) -> Item:
    """Who was there, or could not be; or only how many were."""
    if item.kind == "present" and re.fullmatch(r"[0-9]{1,6}", item.words):
        return item.like(count=int(item.words))
    who = people.whom(item.words, sitting, people.MEMBERS)
    return item.like(
        who=who,
        less=head.sign in ("-", "−"),
        doubts=people.doubts(who, people.MEMBERS),
        notes=people.notes(who, sitting),
    )


def _promised(item: Item, _head: Head, sitting: Sitting) -> Item:
    """Who is to do what by when."""
    who, what = _who_acts(item.words, sitting)
    what, due = until(what, sitting)
    doubts = list(people.doubts(who, people.ANY))
    if not who:
        doubts.append(Doubt("owner", item.words, "it does not say who is to do it", (), people.ANY))
    if due.why:
        doubts.append(Doubt("due", due.words, due.why))
    return item.like(
        who=who,
        what=_capital(what),
        due=due,
        doubts=tuple(doubts),
        notes=people.notes(who, sitting),
    )


def _who_acts(words: str, sitting: Sitting) -> tuple[tuple[Who, ...], str]:
    """Those who are to act, and what they are to do: the first way to part the two by which all
    are called exactly so, else the last by which all are known (`Global Coalition to Defeat Daesh
    to …`), else the first there is."""
    parted = [(m.start(), m.end()) for m in islice(_ACTS.finditer(words), TRIED)]
    if match := _PARTED.search(words):
        parted.append(match.span())
    known: tuple[tuple[Who, ...], str] | None = None
    first: tuple[tuple[Who, ...], str] | None = None
    for start, end in parted:
        who, what = people.whom(words[:start], sitting, people.ANY), words[end:].strip()
        if not who or not what:
            continue
        if all(one.id and not one.loose for one in who):
            return who, what
        if all(one.id for one in who):
            known = who, what
        first = first or (who, what)
    return known or first or ((), words)


def _reported(item: Item, head: Head, sitting: Sitting) -> Item | None:
    """How a commitment stands: `C12: on track; the terms are drafted`, of one owner alone
    `C12 (Italy): delivered`. `Progress was made: …` is a sentence."""
    words = item.words.removeprefix(":").strip()
    target, colon, said = words.partition(": ")
    if not colon:
        target, said = (words[:-1], "") if words.endswith(":") else (words, "")
    target = target.strip()
    commitment, who, several = _commitment(target, sitting)
    doubts: tuple[Doubt, ...] = ()
    if not commitment and not head.shouted and " " in target:
        return None
    if not commitment:
        why = (
            f"“{shorten(target, 60)}” could be one of {len(several)} commitments"
            if several
            else f"there is no commitment “{shorten(target, 60)}”"
        )
        doubts = (Doubt("commitment", target, why, several, ("commitment",)),)
    status, score, rest, notes = _standing(said)
    return item.like(
        what=rest,
        who=who,
        target=target,
        commitment=commitment,
        status=status,
        score=score,
        doubts=(*doubts, *people.doubts(who, people.MEMBERS)),
        notes=(*people.notes(who, sitting), *notes),
    )


def _commitment(target: str, sitting: Sitting) -> tuple[str, tuple[Who, ...], tuple[str, ...]]:
    """The commitment that is meant, the owner that may stand behind it, and what else it could
    be."""
    kinds = ("commitment",)
    ids, _ = sitting.names.meant(target, kinds) if target else (frozenset[str](), False)
    if len(ids) == 1:
        return next(iter(ids)), (), ()
    if match := re.fullmatch(r"(\S+)\s+(?:\((.+)\)|(.+))", target):
        meant, exact = sitting.names.meant(match[1], kinds)
        who = people.whom(match[2] or match[3], sitting, people.MEMBERS)
        if len(meant) == 1 and exact and len(who) == 1 and (match[2] or who[0].id):
            return next(iter(meant)), who, ()
    return "", (), tuple(sorted(ids))


def _standing(said: str) -> tuple[str, int | None, str, tuple[str, ...]]:
    """The status or score that a report begins with, the rest, and what was read into it."""
    if match := _SCORE.match(said):
        return "", int(match[1].replace("−", "-")), said[match.end() :].strip(), ()
    match = _statuses().match(said)
    if match is None:
        return "", None, said, ()
    status = fold(match[1]).replace("-", " ")
    rest = said[match.end() :].strip()
    if match[2] is None:
        return status, None, rest, ()
    return status, None, said, (f"“{match[1]}” is read as its status.",)


@cache
def _statuses() -> re.Pattern[str]:
    words = sorted(field_map(Commitment)["status"].choices, key=len, reverse=True)
    either = "|".join(re.escape(word).replace(r"\ ", "[ -]") for word in words)
    return re.compile(rf"({either})(?:{_BOUND}|(\s+))", re.IGNORECASE)


def _said(item: Item, _head: Head, sitting: Sitting) -> Item:
    """Who did what by saying it: `Belgium welcomed the new members`."""
    acts = _acts()
    for match in re.finditer(r"[^\W\d_]+", item.words):
        if act := acts.get(fold(match[0])):
            break
    else:
        known = ", ".join(field_map(Statement)["act"].choices)
        return item.like(doubts=(Doubt("act", item.words, f"it does not say which act: {known}"),))
    before, after = item.words[: match.start()].strip(" ,:"), item.words[match.end() :].strip(" ,:")
    before = re.sub(r"\s+(?:has|have|also|strongly|warmly)$", "", before, flags=re.IGNORECASE)
    who = people.whom(before, sitting, people.ANY)
    return item.like(
        act=act,
        who=who,
        what=_capital(after) or item.words,
        doubts=people.doubts(who, people.ANY),
        notes=people.notes(who, sitting),
    )


@cache
def _acts() -> dict[str, str]:
    """The acts by each word for them: `welcomed`, `welcomes`, `welcome`."""
    found: dict[str, str] = {}
    for act in field_map(Statement)["act"].choices:
        for stem in (act.removesuffix("ed"), act.removesuffix("d")):
            if len(stem) > len("not"):  # "not" is no form of "noted"
                found.update({stem: act, f"{stem}s": act})
        found[act] = act
    return found


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


_READERS: dict[Kind, Callable[[Item, Head, Sitting], Item | None]] = {
    "topic": _plain,
    "resolution": _plain,
    "chair": _named,
    "scribe": _named,
    "present": _listed,
    "regrets": _listed,
    "action": _promised,
    "commitment": _promised,
    "progress": _reported,
    "statement": _said,
}
