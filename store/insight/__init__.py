"""What follows from the records and the day: overdue, urgent, blocked, held, carried over.

Nothing here is stored: every answer is a pure function of the records and the day.
"""

from store.insight.commitments import SOON_DAYS, STALE_DAYS
from store.insight.flags import FLAG_HELP, FLAGS, OF_HOME, TENURES
from store.insight.insight import Insight
from store.insight.parts import Completion
from store.insight.rhythm import Cadence
from store.insight.urgency import Term, Urgency
from store.insight.waiting import Step
from store.types import Test

__all__ = (
    "FLAGS",
    "FLAG_HELP",
    "OF_HOME",
    "SOON_DAYS",
    "STALE_DAYS",
    "TENURES",
    "Cadence",
    "Completion",
    "Insight",
    "Step",
    "Term",
    "Test",
    "Urgency",
)
