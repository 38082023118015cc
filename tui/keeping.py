"""Leaving without losing what is being typed."""

from collections.abc import Iterable
from typing import Protocol, runtime_checkable

from store.desk import Desk


@runtime_checkable
class Keeps(Protocol):
    """A screen in which something is typed."""

    async def keep(self) -> str:
        """Keep it for the next time, and say so; "" where nothing was typed. `StoreError` where it
        cannot be kept."""


def farewell(desk: Desk) -> str:
    """What becomes of what was typed when the program is left."""
    return (
        f"What you typed {'goes with the throw-away copy' if desk.title else 'is kept as a draft'}."
    )


async def keep_all(screens: Iterable[object]) -> str:
    """Have all these screens keep what is typed in them; what is to be said of it."""
    said = [await screen.keep() for screen in screens if isinstance(screen, Keeps)]
    return " ".join(filter(None, dict.fromkeys(said)))
