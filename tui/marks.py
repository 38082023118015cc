"""Where a record stands, as a symbol and a word: never by colour alone."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from store import dates
from store.desk import Desk
from store.kinds import CLOSED, Commitment, Meeting, Role
from store.record import Record


class Mark(NamedTuple):
    """A symbol, its ASCII fellow, and its tone; `over`: nothing more is awaited of such a record,
    and its row stands back."""

    symbol: str
    ascii: str
    style: str
    over: bool = False


MARKS: dict[str, Mark] = {
    "overdue": Mark("!", "!", "late"),
    "soon": Mark("◔", "~", "soon"),
    "blocked": Mark("■", "#", "soon"),
    "not recorded": Mark("–", "-", "muted"),
    "proposed": Mark("○", "o", ""),
    "agreed": Mark("○", "o", ""),
    "on track": Mark("●", "@", "good"),
    "at risk": Mark("▲", "^", "soon"),
    "stalled": Mark("■", "#", "late"),
    "awaiting confirmation": Mark("◌", "o", ""),
    "no information": Mark("?", "?", "muted"),
    "delivered": Mark("✓", "+", "good", over=True),
    "superseded": Mark("×", "x", "muted", over=True),
    "withdrawn": Mark("×", "x", "muted", over=True),
    "lapsed": Mark("×", "x", "muted", over=True),
    "upcoming": Mark("›", ">", "strong"),
    "held": Mark("‹", "<", "muted"),
    "cancelled": Mark("×", "x", "late", over=True),
    "postponed": Mark("◔", "~", "soon"),
    "current": Mark("●", "@", "good"),
    "member": Mark("●", "@", ""),
    "observer": Mark("◌", "o", ""),
    "candidate": Mark("○", "o", ""),
    "suspended": Mark("■", "#", "late"),
    "former": Mark("‹", "<", "muted", over=True),
    "active": Mark("●", "@", "good"),
    "dormant": Mark("◔", "~", "soon"),
    "concluded": Mark("‹", "<", "muted", over=True),
    "tentative": Mark("○", "o", ""),
    "confirmed": Mark("●", "@", "good"),
    "perhaps current": Mark("?", "?", "soon"),
    "ended": Mark("‹", "<", "muted"),
}

PLAIN = Mark(" ", " ", "")


def standing(desk: Desk) -> Callable[[Record], str]:
    """A function that gives the word for where a record stands today, "" where there is none.

    It answers for the records as they are now: make it anew when they have changed.
    """
    insight = desk.insight
    urgent = [(flag, insight.test("commitment", flag)) for flag in ("overdue", "blocked", "soon")]
    held, upcoming = insight.test("meeting", "held"), insight.test("meeting", "upcoming")
    today = insight.today

    def word(record: Record) -> str:
        if isinstance(record, Commitment):
            if record.status in CLOSED:
                return record.status
            pressing = next((flag for flag, test in urgent if test(record)), "")
            return pressing or record.status or "not recorded"
        if isinstance(record, Meeting):
            if record.status in ("cancelled", "postponed"):
                return record.status
            return "held" if held(record) else "upcoming" if upcoming(record) else record.status
        if isinstance(record, Role):
            return _held(record, today)
        status: str = getattr(record, "status", "")
        return status

    return word


def marked(word: str, ascii: bool) -> str:
    """The word with its symbol before it."""
    if not word:
        return ""
    mark = MARKS.get(word, PLAIN)
    return f"{mark.ascii if ascii else mark.symbol} {word}"


def style_of(word: str) -> str:
    """How the word is styled: late, soon, good, muted, strong, or ""."""
    return MARKS.get(word, PLAIN).style


def is_over(word: str) -> bool:
    """Whether nothing more is awaited of a record that stands so."""
    return MARKS.get(word, PLAIN).over


def _held(role: Role, today: date) -> str:
    """What is certain of a tenure today; "" for one that has yet to begin."""
    answer = dates.held(role.start, role.end, today)
    if answer is dates.Answer.YES:
        return "current"
    if answer is dates.Answer.POSSIBLY:
        return "perhaps current"
    return "ended" if role.end and dates.span(role.end)[1] < today else ""
