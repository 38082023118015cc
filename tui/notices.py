"""What was said to the person at this sitting, to be read again after it went from the screen."""

from collections import deque
from datetime import datetime
from typing import NamedTuple, Protocol, runtime_checkable

MOST = 500
WORDS = {"information": "done", "warning": "not now", "error": "failed"}
"""What a notice of this severity is called where it is listed."""


class Notice(NamedTuple):
    """A sentence, when it was said by the clock here, and how bad it is: a key of `WORDS`."""

    at: datetime
    severity: str
    text: str


class Notices:
    """The newest notices, oldest first."""

    def __init__(self) -> None:
        self.kept: deque[Notice] = deque(maxlen=MOST)

    def note(self, text: str, severity: str) -> None:
        """One more."""
        self.kept.append(Notice(datetime.now().astimezone(), severity, text))


@runtime_checkable
class HasNotices(Protocol):
    """An application that keeps what it said."""

    notices: Notices


def notices_of(app: object) -> Notices:
    """What was said in an application; nothing where it keeps nothing."""
    return app.notices if isinstance(app, HasNotices) else Notices()
