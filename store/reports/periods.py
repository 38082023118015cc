"""What a period is: a year, a quarter, a month, any two days, or the time since a meeting."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from store import dates, phrases
from store.dates import Answer, DateError
from store.desk import Desk
from store.fields import FieldError
from store.insight.rhythm import is_held
from store.kinds import Meeting

SINCE = "since"
LATEST = 5  # meetings that are suggested
MOST_WORDS = 3  # of a phrase, as "start of june"
EXAMPLES = "write a period such as 2025, 2025-Q1, 2025-06, 2025-01..2025-06 or since MEETING"


class Period(Struct, frozen=True, kw_only=True):
    """From its first day to its last. `earliest` lies before the first where it is not known to
    the day when it begins. `until` is the last day that has come. `text` writes it; `meeting` is
    the id of the one that it begins with, if any."""

    text: str
    earliest: date
    first: date
    last: date
    until: date
    meeting: str = ""

    def holds(self, value: str) -> Answer:
        """Does this date, which may be known in part, lie in it? NO for no date."""
        if not value:
            return Answer.NO
        first, last = dates.span(value)
        if self.first <= first and last <= self.until:
            return Answer.YES
        return Answer.POSSIBLY if self.earliest <= last and first <= self.until else Answer.NO

    def is_after(self, value: str) -> Answer:
        """Has it begun when the day of this date is over?"""
        if not value:
            return Answer.NO
        first, last = dates.span(value)
        if last < self.earliest:
            return Answer.YES
        return Answer.POSSIBLY if first < self.first else Answer.NO

    def is_before(self, value: str) -> Answer:
        """Is it over, as far as it has come, when the day of this date begins?"""
        if not value:
            return Answer.NO
        first, last = dates.span(value)
        if first > self.until:
            return Answer.YES
        return Answer.POSSIBLY if last > self.until else Answer.NO


def read_period(words: Sequence[str], desk: Desk) -> tuple[Period, tuple[str, ...]]:
    """The period that the first of these words write, and the words that are left: a filter.

    `FieldError` where they write none, or one that has not begun.
    """
    if not words:
        raise FieldError(f"there is no period: {EXAMPLES}")
    if words[0].casefold() == SINCE:
        if len(words) < 2:
            raise FieldError(f"since which meeting? {EXAMPLES}")
        return _since(words[1], desk), tuple(words[2:])
    for count in range(min(MOST_WORDS, len(words)), 1, -1):
        try:
            return _written(" ".join(words[:count]), desk), tuple(words[count:])
        except DateError:
            continue
    try:
        return _written(words[0], desk), tuple(words[1:])
    except DateError as error:
        raise FieldError(f"{dates.quoted(words[0])} is no period: {EXAMPLES} ({error})") from error


def words_of(text: str) -> list[str]:
    """A period written in one line, as `read_period` takes it: all that follows `since` is the name
    of a meeting."""
    head, _, rest = text.strip().partition(" ")
    if head.casefold() == SINCE and rest:
        return [head, rest.strip().strip('"')]
    return text.split()


def suggested(desk: Desk, meeting: Meeting | None = None) -> dict[str, str]:
    """Periods worth a look today, as they are written, each with what it means: since this meeting,
    where one is given and held; the time around; since the latest meetings."""
    today = desk.names.today
    held = [m for m in desk.store.of(Meeting) if is_held(m, today) and m.start]
    held.sort(key=lambda m: (dates.span(m.start)[1], m.id), reverse=True)
    found: dict[str, str] = {}
    if meeting is not None and meeting in held:
        found[_since_text(meeting)] = f"Since {meeting.name}"
    for phrase in ("this quarter", "last quarter", "this year", "last year", "this month"):
        try:
            found[_short(dates.span(phrases.resolve(phrase, today)))] = phrase.capitalize()
        except DateError:  # the year 1 has none before it
            continue
    for latest in held[:LATEST]:
        found.setdefault(_since_text(latest), f"Since {latest.name}")
    return found


def _since_text(meeting: Meeting) -> str:
    id_ = meeting.id
    return f'{SINCE} "{id_}"' if " " in id_ else f"{SINCE} {id_}"


def _written(text: str, desk: Desk) -> Period:
    """`DateError` where it is none."""
    today = desk.names.today
    begins, dots, ends = ("", "", "") if text.startswith("[") else text.partition("..")
    if not dots:
        first, last = dates.span(phrases.resolve(text, today))
        return _period(_short((first, last)), (first, first), last, today)
    if not begins:
        raise DateError("a period needs a first day")
    first = dates.span(phrases.resolve(begins, today))[0]
    last = dates.span(phrases.resolve(ends, today))[1] if ends else today
    return _period(f"{first}..{last}", (first, first), last, today)


def _since(words: str, desk: Desk) -> Period:
    meeting = desk.store.get(desk.names.resolve(words, ("meeting",)))
    if not isinstance(meeting, Meeting) or not meeting.start:
        raise FieldError(f"it is not known when {words} was: {EXAMPLES}")
    today = desk.names.today
    return _period(_since_text(meeting), dates.span(meeting.start), today, today, meeting.id)


def _period(
    text: str, begins: tuple[date, date], last: date, today: date, meeting: str = ""
) -> Period:
    earliest, first = begins
    if earliest > today:
        raise FieldError(f"{text} begins on {earliest}, which is not yet: {EXAMPLES}")
    if first > last and not meeting:
        raise FieldError(f"{text} ends before it begins: write the earlier day first")
    return Period(
        text=text,
        earliest=earliest,
        first=first,
        last=max(first, last),
        until=min(today, max(first, last)),
        meeting=meeting,
    )


def _short(span: tuple[date, date]) -> str:
    """`2025`, `2025-Q1`, `2025-06` or `2025-06-08`, where it is one of these, else both days."""
    first, last = span
    day = str(first)
    year = day[:4]
    for text in (day, day[:7], year):
        if dates.span(text) == span:
            return text
    quarter = (first.month + 2) // 3
    begins = date(first.year, 3 * quarter - 2, 1)
    if first == begins and last == dates.add_days(dates.add_months(begins, 3), -1):
        return f"{year}-Q{quarter}"
    return f"{first}..{last}"
