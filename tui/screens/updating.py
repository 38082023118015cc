"""The same update on several commitments: what was heard of all of them at once."""

from collections.abc import Mapping, Sequence

from store.desk import Desk
from store.fields import field_map, fields
from store.kinds import Commitment, Update
from store.verbs import Pair
from tui.counting import named
from tui.screens.question import Question

EACH_ITS_OWN = ("commitment", "member")  # said by the commitment, or of one owner alone


class UpdateScreen(Question[bool]):
    """Dismissed with whether the updates were added."""

    def __init__(self, desk: Desk, commitments: Sequence[Commitment]) -> None:
        first = sorted((f for f in fields(Update) if f.main), key=lambda field: field.main)
        asked = [field for field in first if field.name not in EACH_ITS_OWN]
        begin = {"at": str(desk.names.today)}
        super().__init__(
            desk,
            "Add an update",
            named(commitments, desk.names),
            [(f, begin.get(f.name, "")) for f in (*asked, field_map(Update)["meeting"])],
        )
        self._commitments = commitments

    def consequence(self) -> str:
        return f"Each of the {len(self._commitments)} gets it; {{undo}} takes all of them back."

    def change(self, words: Mapping[str, str]) -> tuple[str, list[Pair]]:
        values, store = self.read(words), self.desk.store
        made = [Update(id=store.new_id(), commitment=c.id, **values) for c in self._commitments]
        label = f"add an update to {named(self._commitments, self.desk.names)}"
        return label, [(None, update) for update in made]

    def answer(self) -> bool:
        return True

    def nothing(self) -> bool:
        return False
