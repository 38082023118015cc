"""Moving due dates, and why: a move is remembered, the correction of a typing error is not."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from store import dates
from store.desk import Desk
from store.door import Problems
from store.fields import Field, field_map
from store.kinds import Commitment
from store.record import Move
from store.verbs import Pair, edited, is_move
from tui.counting import headed
from tui.screens.question import Question

WHY = Field(type="text", name="why", help="Why it moves")
CORRECTION = Field(
    type="flag", name="correction", help="Only a typing error: it never was due on the other day"
)
UNSAID = "say why it moves, or mark it as a correction"


class MoveScreen(Question[bool]):
    """Asks for the new date; dismissed with whether it was moved."""

    def __init__(self, desk: Desk, commitments: Sequence[Commitment]) -> None:
        due = replace(field_map(Commitment)["due"], required=True)
        days = {commitment.due for commitment in commitments}
        begin = days.pop() if len(days) == 1 else ""
        asked = ((due, begin), (WHY, ""), (CORRECTION, ""))
        super().__init__(desk, "Move the due date", headed(commitments, desk.names), asked)
        self._commitments = commitments

    def consequence(self) -> str:
        if len(self._commitments) > 1:
            return f"All {len(self._commitments)} are due then; each remembers its move."
        due = self._commitments[0].due
        if not due:
            return "It has no due date yet."
        moves = len(self._commitments[0].moves)
        before = f", moved {moves} {'time' if moves == 1 else 'times'} before" if moves else ""
        return f"Due {dates.spell(due)}{before}."

    def change(self, words: Mapping[str, str]) -> tuple[str, list[Pair]]:
        values = self.read(words)
        due = values["due"]
        move = _move(self.desk, values)
        moves = any(old.due not in ("", due) for old in self._commitments)
        if moves and move is not None and not move.why:
            raise Problems({"why": UNSAID})
        pairs = [edited(old, replace(old, due=due), move) for old in self._commitments]
        return f"move the due date of {headed(self._commitments, self.desk.names)} to {due}", pairs

    def answer(self) -> bool:
        return True

    def nothing(self) -> bool:
        return False


class WhyScreen(Question[tuple[Move | None] | None]):
    """Asks why a form moves a due date; dismissed with the move, `(None,)` for a correction, and
    `None` to go back to the form."""

    def __init__(self, desk: Desk, pairs: Sequence[Pair]) -> None:
        super().__init__(desk, "The due date moves", "", ((WHY, ""), (CORRECTION, "")))
        moved = [pair for pair in pairs if is_move(pair)]
        self._days = [(dates.spell(old.due), dates.spell(new.due)) for old, new in moved]
        self._move: tuple[Move | None] | None = None

    def consequence(self) -> str:
        if len(self._days) > 1:
            return f"Of {len(self._days)} commitments; each remembers its move."
        return "; ".join(f"From {before} to {after or 'no date'}." for before, after in self._days)

    async def carry_out(self) -> bool:
        values = self.read(self.typed())
        move = _move(self.desk, values)
        if move is not None and not move.why:
            raise Problems({"why": UNSAID})
        self._move = (move,)
        return True

    def answer(self) -> tuple[Move | None] | None:
        return self._move

    def nothing(self) -> None:
        return None


def _move(desk: Desk, values: Mapping[str, str]) -> Move | None:
    if values["correction"]:
        return None
    return Move(day=str(desk.names.today), by=desk.store.by, why=values["why"])
