"""How much each reason adds to the urgency of a commitment: the table `[urgency]` of the
configuration."""

from typing import Annotated

from msgspec import Meta, Struct

Weight = Annotated[float, Meta(ge=-1000, le=1000)]


class Weights(Struct, frozen=True, forbid_unknown_fields=True):
    """What each reason adds at most; 0 leaves it out.

    `overdue`: in full from the day after the due date; before it, from 14 days on, more each day.
    `next`: due before the group's next meeting. `high`, `medium`, `low`: by priority. `troubled`:
    at risk or stalled. `slipped`: each time the due date was moved, up to three. `not_begun`: its
    start lies ahead.
    """

    overdue: Weight = 12.0
    next: Weight = 8.0
    blocking: Weight = 8.0
    high: Weight = 6.0
    medium: Weight = 3.9
    low: Weight = 1.8
    troubled: Weight = 5.0
    stale: Weight = 4.0
    slipped: Weight = 1.0
    blocked: Weight = -5.0
    not_begun: Weight = -3.0


USUAL = Weights()
