"""Handing roles over: one ends, another begins, all in one batch."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace
from textual import on

from store import dates
from store.desk import Desk
from store.door import Problems
from store.fields import Field, field_map
from store.kinds import Meeting, Role
from store.text import shorten
from store.verbs import Pair, handover
from tui.counting import SHORT, counted, headed
from tui.screens.question import Question
from tui.widgets.inputs.base import Changed

GOES, COMES = "who_goes", "who_comes"  # these two fields are the question's; the others a role's


class HandoverScreen(Question[bool]):
    """Asks who goes, where several hold it, who comes, and when or at which meeting; dismissed
    with whether it was handed over.

    `roles` are those that may be handed over: those of one member and label go together.
    """

    def __init__(self, desk: Desk, roles: Sequence[Role]) -> None:
        declared = field_map(Role)
        self._parties = _parties(desk, roles)
        names = tuple(self._parties)
        asked = [
            (replace(declared["member"], name=COMES, help="Who holds it from then on"), ""),
            (
                replace(declared["start"], help="The first day of who comes"),
                str(desk.names.today),
            ),
            (replace(declared["start_at"], help="The meeting where it changes hands"), ""),
            (replace(declared["person"], help="Who will sit there"), ""),
        ]
        if len(names) > 1:
            who = Field(
                type="choice", name=GOES, help="Who holds it now", choices=names, required=True
            )
            asked.insert(0, (who, ""))
        super().__init__(desk, "Hand over", _about(desk, roles), asked)
        self._said_day = str(desk.names.today)

    def consequence(self) -> str:
        if len(self._parties) > 1:
            return "Who goes holds it until the day before."
        ((party, roles),) = self._parties.items()
        several = f" All {len(roles)} roles go over." if len(roles) > 1 else ""
        return f"{party} until the day before; who comes holds it from then on.{several}"

    @on(Changed)
    def _meeting_says_the_day(self, event: Changed) -> None:
        """Where nobody has said another day, it is the meeting's."""
        if event.input.field.name != "start_at":
            return
        day = next(row.input for row in self.field_rows if row.field.name == "start")
        if day.words in ("", self._said_day):
            meeting = self.desk.store.get(event.input.words)
            self._said_day = _day_of(meeting) or str(self.desk.names.today)
            day.words = self._said_day

    def change(self, words: Mapping[str, str]) -> tuple[str, list[Pair]]:
        store, names = self.desk.store, self.desk.names
        values = self.read(words)
        party = values.pop(GOES, next(iter(self._parties)))
        values["member"] = values.pop(COMES)
        values["start"] = values["start"] or _day_of(store.get(values["start_at"]))
        if not values["start"]:
            raise Problems({"start": "say on which day, or at a meeting whose day is known"})
        going = self._parties[party]
        known = store.of(Role)
        pairs: list[Pair] = []
        for role in going:
            new = Role(id=store.new_id(), group=role.group, label=role.label, **values)
            pairs += handover(known, role.member, new)
        came = shorten(names.name(values["member"]), 40)
        what = going[0].label if len(going) == 1 else counted(going)
        went = shorten(names.name(going[0].member), 40)
        return f"hand over {what}: {went} to {came}", pairs

    def answer(self) -> bool:
        return True

    def nothing(self) -> bool:
        return False


def _parties(desk: Desk, roles: Sequence[Role]) -> dict[str, list[Role]]:
    """The roles by who holds what: `Italy, co-chair`."""
    found: dict[tuple[str, str], list[Role]] = {}
    for role in roles:
        found.setdefault((role.member, role.label), []).append(role)
    named: dict[str, list[Role]] = {}
    for (member, label), held in found.items():
        name = f"{shorten(desk.names.name(member), 40)}, {label}"
        named[name if name not in named else f"{name} ({member})"] = held
    return named


def _about(desk: Desk, roles: Sequence[Role]) -> str:
    if len(roles) == 1:
        return headed(roles, desk.names)
    groups = dict.fromkeys(role.group for role in roles)
    if len(groups) == 1:
        return shorten(desk.names.name(next(iter(groups))), SHORT)
    return f"roles in {len(groups)} groups"


def _day_of(record: object) -> str:
    """The day a meeting begins on, as far as it is known; "" where it is not."""
    if not isinstance(record, Meeting) or not record.start:
        return ""
    return record.start[:10] if dates.precision(record.start) == "time" else record.start
