"""Closing commitments as delivered: on which day, noted at which meeting, shown by what."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from store import dates
from store.desk import Desk
from store.fields import field_map
from store.kinds import Commitment, Meeting, Update
from store.types import TYPES
from store.verbs import Pair, closed
from tui.counting import headed
from tui.screens.question import Question


class CloseScreen(Question[bool]):
    """Dismissed with whether they were closed."""

    def __init__(self, desk: Desk, commitments: Sequence[Commitment]) -> None:
        declared = field_map(Commitment)
        asked = (
            (replace(declared["closed"], required=True), str(desk.names.today)),
            (declared["closed_at"], _noted_at(desk, commitments)),
            (
                replace(declared["evidence"], help="Pages that show it, one a line"),
                _shown_by(desk, commitments),
            ),
        )
        super().__init__(desk, "Close as delivered", headed(commitments, desk.names), asked)
        self._commitments = commitments

    def consequence(self) -> str:
        if len(self._commitments) == 1:
            return "It is no longer open, nor overdue; {undo} takes it back."
        every = f"All {len(self._commitments)}"
        return f"{every} are no longer open, nor overdue; {{undo}} takes it back."

    def change(self, words: Mapping[str, str]) -> tuple[str, list[Pair]]:
        values = self.read(words)
        told = {"day": values["closed"], "meeting": values["closed_at"]}
        label = f"close {headed(self._commitments, self.desk.names)}"
        if len(self._commitments) > 1:
            links = values["evidence"]
            return label, [closed(c, evidence=links, **told) for c in self._commitments]
        # what was shown of one was all of it: what is no longer there was taken away
        (one,) = self._commitments
        done = closed(replace(one, evidence=()), evidence=values["evidence"], **told)[1]
        return label, [(one, done)]

    def answer(self) -> bool:
        return True

    def nothing(self) -> bool:
        return False


def _noted_at(desk: Desk, commitments: Sequence[Commitment]) -> str:
    """The latest meeting held by the group that follows them up, else where they were made; ""
    where they differ in that."""
    held = desk.insight.test("meeting", "held")
    past = [meeting for meeting in desk.store.of(Meeting) if held(meeting)]
    found = {_latest(past, commitment.group) or commitment.meeting for commitment in commitments}
    return found.pop() if len(found) == 1 else ""


def _latest(meetings: Sequence[Meeting], group: str) -> str:
    theirs = [meeting for meeting in meetings if group in meeting.groups and meeting.start]
    latest = max(theirs, key=lambda meeting: dates.span(meeting.start)[1], default=None)
    return "" if latest is None else latest.id


def _shown_by(desk: Desk, commitments: Sequence[Commitment]) -> str:
    """The pages that are known to show it already, of it or of its updates; "" for several."""
    if len(commitments) != 1:
        return ""
    (one,) = commitments
    updates = [update for update in desk.store.of(Update) if update.commitment == one.id]
    known = [link for update in updates for link in update.evidence]
    return TYPES["links"].format(tuple(dict.fromkeys([*one.evidence, *known])))
