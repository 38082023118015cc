"""Handing a role over: one role ends, another begins, in one batch."""

from collections.abc import Mapping

from msgspec.structs import replace

from store.desk import Desk
from store.fields import field_map
from store.kinds import Role
from store.text import shorten
from store.verbs import Pair, handover
from tui.screens.question import Question


class HandoverScreen(Question[bool]):
    """Asks who comes and when; dismissed with whether it was handed over."""

    def __init__(self, desk: Desk, role: Role) -> None:
        declared = field_map(Role)
        asked = (
            (replace(declared["member"], help="Who comes"), ""),
            (
                replace(declared["start"], required=True, help="The first day of who comes"),
                str(desk.names.today),
            ),
            (replace(declared["person"], help="Who will sit there"), ""),
        )
        super().__init__(desk, "Hand over", shorten(desk.names.heading(role), 60), asked)
        self._role = role

    def consequence(self) -> str:
        who = shorten(self.desk.names.name(self._role.member), 40)
        return f"{who} is {self._role.label} until the day before; who comes holds it from then on."

    def change(self, words: Mapping[str, str]) -> tuple[str, list[Pair]]:
        store, names = self.desk.store, self.desk.names
        new = Role(
            id=store.new_id(), group=self._role.group, label=self._role.label, **self.read(words)
        )
        pairs = handover(store.of(Role), self._role.member, new)
        went, came = names.name(self._role.member), names.name(new.member)
        return f"hand over {new.label}: {shorten(went, 40)} to {shorten(came, 40)}", pairs

    def answer(self) -> bool:
        return True

    def nothing(self) -> bool:
        return False
