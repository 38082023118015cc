"""Until when something is to be done: the phrase at the end of a promise, read by the one parser
of due phrases, or the meeting that it is due at."""

import re

from store import dates
from store.dates import DateError
from store.minutes.items import Due
from store.minutes.sitting import Sitting
from store.phrases import LONGEST, NoPhrase, resolve
from store.text import shorten

TRIED = 3  # places in a line where such a phrase may begin, the last ones first
MEETING = ("meeting",)

_BEGINS = re.compile(
    r"[\s,;(–—-]+(?P<how>by|before|until|till|within|no later than|not later than|due(?: by| on)?)"
    r"\s+(?:the\s+(?=end|start))?",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[,;()]|\s[–—-]\s|\.\s")
_NEXT = re.compile(r"(?:the|its|their|our)?\s*next\s+(.{1,60})", re.IGNORECASE)


def until(words: str, sitting: Sitting) -> tuple[str, Due]:
    """The words without the phrase, and what it means; an empty `Due` where there is none.

    Phrases such as "next friday" are meant from the day of the meeting. What is made like a date
    but is none, or could be two, is told in `why` and stays in the words.
    """
    for match in list(_BEGINS.finditer(words))[: -TRIED - 1 : -1]:
        tail = words[match.end() :]
        ends = (cut.start() for cut in _ENDS.finditer(tail[: LONGEST + 1]))
        for end in (len(tail), *ends):
            phrase = tail[:end].strip(" .!")
            if not phrase or len(phrase) > LONGEST:
                continue
            due = _meant(match["how"].lower(), phrase, sitting)
            if due is not None:
                left = (words[: match.start()] + tail[end:].rstrip(" )")).strip(" ,;")
                return (words if due.why else left), due
    return words, Due()


def _meant(how: str, phrase: str, sitting: Sitting) -> Due | None:
    said = f"{how} {phrase}"
    try:
        date = resolve(f"in {phrase}" if how == "within" else phrase, sitting.day)
    except NoPhrase:
        return _meeting(said, phrase, sitting)
    except DateError as error:
        return Due(said, why=str(error))
    return Due(said, date=_day_before(date) if how == "before" else date)


def _day_before(date: str) -> str:
    try:
        return str(dates.add_days(dates.span(date)[0], -1))
    except DateError:
        return date  # the calendar begins there


def _meeting(said: str, phrase: str, sitting: Sitting) -> Due | None:
    if match := _NEXT.fullmatch(phrase):
        if found := sitting.next(match[1]):
            return Due(said, meeting=found)
        why = f"no later meeting is recorded for “{shorten(phrase, 60)}”"
        return Due(said, why=why)
    bare = re.sub(r"(?i)^the\s+", "", phrase)
    found = bare if sitting.names.record(bare, MEETING) else sitting.names.exactly(bare, MEETING)
    return Due(said, meeting=found) if found and found != sitting.meeting.id else None
