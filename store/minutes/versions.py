"""Minutes go from draft to final, version by version: who made which, and when.

A draft keeps its number until it is final. Final minutes that are changed are a new draft, under
the next number; only while they stand as they were made final can that be taken back.
"""

from msgspec import structs

from store.errors import StoreError
from store.kinds import Meeting
from store.text import clean_line

DRAFT, FINAL = "draft", "final"


def saved(meeting: Meeting, text: str, *, final: bool, by: str, at: str) -> Meeting:
    """The meeting with this text as its minutes, as a draft unless it is to be `final`; `at` is an
    instant in UTC. The same meeting where nothing changes."""
    same = text == meeting.minutes
    stands = meeting.minutes_status == FINAL if final else meeting.minutes_status or not text
    if same and stands:
        return meeting
    number = meeting.minutes_version or 1
    if meeting.minutes_status == FINAL and not same:
        number += 1
    return structs.replace(
        meeting,
        minutes=text,
        minutes_status=FINAL if final else DRAFT,
        minutes_version=number,
        minutes_at=at,
        minutes_by=by,
    )


def taken_back(meeting: Meeting, *, by: str, at: str) -> Meeting:
    """The meeting with its minutes a draft again, under the same number. `StoreError` where they
    are not final: what was made final before them is history."""
    if meeting.minutes_status != FINAL:
        raise StoreError(f"The minutes of {meeting.id} are not final: nothing can be taken back.")
    return structs.replace(meeting, minutes_status=DRAFT, minutes_at=at, minutes_by=by)


def label(meeting: Meeting) -> str:
    """What a change of the minutes is called in the history."""
    return f"minutes of {clean_line(meeting.name)}: {called(meeting)}"


def called(meeting: Meeting) -> str:
    """Which minutes these are: `version 2, draft`; "" where there are none."""
    if not meeting.minutes_status:
        return ""
    return f"version {meeting.minutes_version or 1}, {meeting.minutes_status}"
