"""The signs of the matrix: what a cell says as a symbol, a letter or two, and a word."""

from collections.abc import Iterable
from typing import NamedTuple

from store.reports.matrix.cells import Cell


class Sign(NamedTuple):
    """A symbol, the letters behind it, and the word that both stand for."""

    symbol: str
    letters: str
    word: str

    @property
    def short(self) -> str:
        """The symbol and the letters: `● F`."""
        return f"{self.symbol} {self.letters}".rstrip()


SCORES = {
    1: Sign("●", "F", "full"),
    0: Sign("◐", "P", "partial"),
    -1: Sign("○", "N", "none"),
}
STATUSES = {
    sign.word: sign
    for sign in (
        Sign("✓", "de", "delivered"),
        Sign("→", "on", "on track"),
        Sign("◌", "aw", "awaiting confirmation"),
        Sign("▲", "ri", "at risk"),
        Sign("■", "st", "stalled"),
        Sign("–", "ag", "agreed"),
        Sign("–", "pr", "proposed"),
        Sign("×", "su", "superseded"),
        Sign("×", "wi", "withdrawn"),
        Sign("×", "la", "lapsed"),
        Sign("?", "ni", "no information"),
    )
}
REPORTED = Sign("“", "re", "reported")
NO_UPDATE = Sign("·", "", "no update")

MEANINGS = {
    "full": "full, +1",
    "partial": "partial or in progress, 0",
    "none": "none, -1",
    "no information": "a finding, which counts in no mean",
    "reported": "something was reported, not how it stands",
    "no update": "no update is recorded",
}
"""What a word means, where it does not say so itself."""

EVERY = (*SCORES.values(), *STATUSES.values(), REPORTED, NO_UPDATE)


def sign_of(cell: Cell) -> Sign:
    """The sign of what a cell says."""
    if cell.score is not None:
        return SCORES[cell.score]
    if cell.status:
        return STATUSES[cell.status]
    return NO_UPDATE if cell.says == "no update" else REPORTED


def legend(cells: Iterable[Cell]) -> list[Sign]:
    """The signs that these cells have, in the order of the scale."""
    used = set(map(sign_of, cells))
    return [sign for sign in EVERY if sign in used]


def mean_text(mean: float | None, places: int = 2) -> str:
    """`+0.33`, `0.00`, `-1.00`; "" for no mean."""
    if mean is None:
        return ""
    rounded = round(mean, places) or 0.0
    sign = "+" if rounded > 0 else "-" if rounded < 0 else ""
    return f"{sign}{abs(rounded):.{places}f}"
