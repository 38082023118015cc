"""Which records may leave: what is private stays here unless it is asked for."""

from collections.abc import Iterable

from store.record import Record, Visibility

LEVELS: tuple[Visibility, ...] = ("public", "private", "confidential")


def withhold(records: Iterable[Record], include: Visibility) -> tuple[list[Record], int]:
    """The records that are no more secret than `include`, and how many others there are."""
    allowed = LEVELS[: LEVELS.index(include) + 1]
    everything = list(records)
    leaving = [record for record in everything if record.visibility in allowed]
    return leaving, len(everything) - len(leaving)
