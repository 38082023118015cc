"""What became of commitments since one was last here, in words."""

from typing import NamedTuple

from store.dates import span, spell
from store.desk import Desk
from store.distance import distance
from store.insight import STALE_DAYS
from store.since import Since, since
from tui.state import Left


class Came(NamedTuple):
    """What was found, the day it is since, and the sentence that counts it."""

    found: Since
    day: str
    told: str


def since_last(desk: Desk, left: Left) -> Came:
    """What became of them since; nothing where one was never here, or leaves it unknown when."""
    if not (left.day and left.at):
        return Came(Since(), "", "")
    found = since(desk.store, desk.insight, span(left.day)[0], left.at)
    counts = (
        (len(found.due), "became due"),
        (len(found.moved), "moved"),
        (len(found.stale), "went stale"),
    )
    told = ", ".join(f"{count} {what}" for count, what in counts if count)
    return Came(found, left.day, f"Since {spell(left.day)}: {told}")


def lines_of(desk: Desk, found: Since) -> dict[str, tuple[str, str]]:
    """Each commitment by its id: what it is, and what became of it."""
    insight, today = desk.insight, desk.names.today
    told = [(c, f"due {distance(insight.due(c), today)}") for c in found.due]
    told += [(c, f"moved to {insight.due(c) or 'no date'}") for c in found.moved]
    told += [(c, f"nothing heard for {STALE_DAYS} days") for c in found.stale]
    words: dict[str, list[str]] = {}
    for commitment, what in told:
        words.setdefault(commitment.id, []).append(what)
    headings = {c.id: desk.names.heading(c) for c, _ in told}
    return {id_: (headings[id_], "; ".join(some)) for id_, some in words.items()}
