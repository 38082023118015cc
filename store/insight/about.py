"""What follows from the records about one of them, as JSON values."""

from typing import Any

from msgspec import to_builtins

from store.insight.insight import Insight
from store.kinds import Commitment, Group, Meeting
from store.moves import slip
from store.record import Record


def about(insight: Insight, record: Record) -> dict[str, Any]:
    """Urgency, chains, parts and slips of a commitment; what is carried over to a meeting; how
    often a group meets. What there is none of is left out."""
    found: dict[str, Any] = {}
    if isinstance(record, Commitment):
        parts = insight.completion(record)
        found = {
            "urgency": insight.urgency(record),
            "completion": parts if parts.n else None,
            "waits_for": insight.waits_for(record),
            "holds_up": insight.holds_up(record),
            "slips": slip(record.moves)._asdict() if record.moves else None,
        }
    elif isinstance(record, Meeting):
        found = {"carry_over": [c.id for c in insight.carry_over(record)]}
    elif isinstance(record, Group):
        found = {"cadence": insight.cadence(record)}
    return {name: to_builtins(value) for name, value in found.items() if value not in (None, [])}
