"""Who was at a meeting: the delegations one below the other, a key for each."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from typing import ClassVar

from msgspec.structs import replace
from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input, Static

from store import dates
from store.dates import Answer
from store.desk import Desk
from store.errors import StoreError
from store.fields import FieldError, field_map
from store.kinds import Meeting
from store.minutes.attendance import STATES, State, best, delegations, recorded, states
from store.types import TYPES
from store.types.base import Type
from tui.answers import if_any
from tui.bindings import bound, moving
from tui.fit import clean, clip
from tui.keymap import keys_of
from tui.screens.drafted import Drafted
from tui.screens.helping import help_over
from tui.screens.question import Question
from tui.widgets.columns import Cell, Column
from tui.widgets.header import Header
from tui.widgets.hint_bar import Hint, HintBar
from tui.widgets.rows import Heading
from tui.widgets.table import VirtualTable

COLUMNS = (
    Column("state", "", 11, 11, 0, fixed=True),
    Column("name", "Delegation", None, 14, 0),
    Column("country", "Code", 4, 4, 2),
    Column("region", "Region", 14, 8, 3),
)
WORDS: dict[State, str] = {"present": "[+] present", "regrets": "[-] regrets", "": "[ ]"}
TONES: dict[State, str] = {"present": "good", "regrets": "soon", "": "muted"}
GROUPS = {
    Answer.YES: "Members on the day",
    Answer.POSSIBLY: "Perhaps members on the day",
    Answer.NO: "Others",
}
COUNT = "attendees_count"


class CountScreen(Question[tuple[int | None] | None]):
    """Asks how many came; dismissed with that, or with `None` to leave it."""

    def __init__(self, desk: Desk, meeting: Meeting, count: int | None) -> None:
        field = field_map(Meeting)[COUNT]
        begin = "" if count is None else str(count)
        about = desk.names.heading(meeting)
        super().__init__(desk, "How many came?", about, ((field, begin),))
        self._count: tuple[int | None] | None = None

    async def carry_out(self) -> bool:
        self._count = (self.read(self.typed())[COUNT],)
        return True

    def answer(self) -> tuple[int | None] | None:
        return self._count

    def nothing(self) -> None:
        return None


class AttendanceScreen(Drafted[str]):
    """Dismissed with what was recorded, in a sentence, or with `None`."""

    PLACE = "attendance"
    BINDINGS: ClassVar[list[BindingType]] = [
        bound("attendance.save", "save", priority=True),
        bound("attendance.present", "set('present')"),
        bound("attendance.regrets", "set('regrets')"),
        bound("attendance.absent", "set('')"),
        bound("attendance.turn", "turn"),
        bound("attendance.rest", "rest"),
        bound("attendance.find", "find"),
        bound("attendance.count", "count"),
        bound("attendance.close", "leave"),
        bound("attendance.take_draft", "take_draft", priority=True),
        bound("attendance.drop_draft", "drop_draft", priority=True),
        bound("jump", "app.jump"),
        bound("help", "help"),
        *moving(),
    ]

    def __init__(self, desk: Desk, meeting: Meeting, resume: bool = False) -> None:
        super().__init__(desk, meeting, resume)
        self.changed: dict[str, State] = {}
        self._count = meeting.attendees_count
        self.table = VirtualTable(COLUMNS, self._cell, id="present")
        self.table.ascii = desk.config.ascii
        self.table.empty = Content("No members are recorded yet: add them on the dashboard.")

    def compose(self) -> ComposeResult:
        yield Header()
        yield self.table
        yield Input(id="find", placeholder="The start of a name; enter: it was there")
        yield Static(id="says")
        yield HintBar()

    def on_mount(self) -> None:
        """What is recorded stands there; the cursor is on the first delegation."""
        header = self.query_one(Header)
        header.heading = f"Who was there · {self.desk.names.heading(self.base)}"
        header.day = dates.spell(self.base.start) if self.base.start else ""
        self.query_one(HintBar).ascii = self.desk.config.ascii
        self.follow()
        self.table.focus()

    def on_resize(self) -> None:
        """The line below is cut anew."""
        self.tell()

    # ---------------------------------------------------------------- what is listed

    def follow(self) -> None:
        """The delegations under their headings, with what is recorded of each by now."""
        current = self.desk.store.get(self.base.id)
        if isinstance(current, Meeting):
            self.base = current
        found = delegations(self.desk.store, self.base)
        self._members = {one.member.id: one.member for one in found}
        self._certain = [one.member.id for one in found if one.then is Answer.YES]
        rows: list[str | Heading] = []
        for answer, title in GROUPS.items():
            ids = [one.member.id for one in found if one.then is answer]
            rows += [Heading(title, len(ids)), *ids] if ids else []
        self.table.set_rows(rows)
        self.tell()

    def state_of(self, member: str) -> State:
        """What is recorded of a member, or will be."""
        return self.changed.get(member, states(self.base).get(member, ""))

    def _cell(self, row: str, column: Column) -> Cell:
        member, state = self._members[row], self.state_of(row)
        match column.key:
            case "state":
                return Cell(WORDS[state], TONES[state])
            case "name":
                return Cell(member.name, "strong" if state else "")
            case name:
                return Cell(getattr(member, name), "muted")

    def tell(self) -> None:
        told = keys_of(self.app).told
        offer = told(self.offer)
        counted = Counter({**states(self.base), **self.changed}.values())
        others = len(self._members) - counted["present"] - counted["regrets"]
        count = "" if self._count is None else f"{self._count} counted in all"
        if self._count is not None and counted["present"] > self._count:
            count = f"only {self._count} counted in all"
        said = (f"{counted['present']} present", f"{counted['regrets']} regrets")
        rest = f"{others} absent or not recorded"
        line = " · ".join(filter(None, (offer, *said, count, rest)))
        width = max(1, self.app.size.width - 2)
        self.query_one("#says", Static).update(Content(clip(clean(line), width)))
        bar = self.query_one(HintBar)
        hints = (
            (("enter", "present"), ("up down", "other"), ("{attendance.close}", "back"))
            if self.finding
            else (
                ("{attendance.present}", "present"),
                ("{attendance.regrets}", "regrets"),
                ("{attendance.absent}", "absent"),
                ("{attendance.find}", "find"),
                ("{attendance.save}", "save"),
                ("{attendance.count}", "count"),
                ("{attendance.rest}", "all others"),
                ("{attendance.close}", "close"),
            )
        )
        bar.hints = tuple(Hint(told(key), label) for key, label in hints)
        bar.always = Hint("f1" if self.finding else told("{help}"), "help")

    # ---------------------------------------------------------------- recording

    def record(self, member: str, state: State) -> None:
        """This is what is to be recorded of a member."""
        self.changed[member] = state
        if states(self.base).get(member, "") == state:
            del self.changed[member]
        self.table.refresh_rows([member])
        self.tell()

    def action_set(self, state: State) -> None:
        """Record it of the one under the cursor, and go on to the next."""
        if (member := self.table.cursor_id) is not None:
            self.record(member, state)
            self.table.action_cursor_down()

    def action_turn(self) -> None:
        """Present, regrets, absent in turn."""
        if (member := self.table.cursor_id) is not None:
            at = STATES.index(self.state_of(member))
            self.record(member, STATES[(at + 1) % len(STATES)])

    def action_rest(self) -> None:
        """All others that were members were there; where all were, none."""
        unsaid = [member for member in self._certain if not self.state_of(member)]
        there = [member for member in self._certain if self.state_of(member) == "present"]
        for member in unsaid or there:
            self.record(member, "present" if unsaid else "")

    def action_count(self) -> None:
        """Record only how many came."""

        def counted(answer: tuple[int | None]) -> None:
            (self._count,) = answer
            self.tell()

        self.app.push_screen(CountScreen(self.desk, self.base, self._count), if_any(counted))

    # ---------------------------------------------------------------- finding

    @property
    def finding(self) -> bool:
        """Whether the start of a name is being typed."""
        return self.has_class("-finding")

    def action_find(self) -> None:
        """Type the start of a name."""
        self.add_class("-finding")
        self.query_one(Input).focus()
        self.tell()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        listed = (self._members[row] for row in self.table.rows if isinstance(row, str))
        if found := best(event.value, listed):
            self.table.cursor_id = found

    @on(Input.Submitted)
    def _present(self, event: Input.Submitted) -> None:
        """It was there; the next one can be typed."""
        if not event.value.strip():
            self._end_finding()
            return
        member = self.table.cursor_id
        if member is None or not best(event.value, [self._members[member]]):
            self.warn(f"Nobody is called “{clean(event.value.strip())}”.")
            return
        self.record(member, "present")
        event.input.value = ""

    def _end_finding(self) -> None:
        self.query_one(Input).value = ""
        self.remove_class("-finding")
        self.table.focus()
        self.tell()

    # ---------------------------------------------------------------- drafts

    def unsaved(self) -> dict[str, str]:
        """What is not saved, as the fields of the meeting are typed; nothing where all is."""
        new = recorded(self.base, self.changed, self._count)
        names = ("attendees", "regrets", COUNT)
        if all(getattr(new, name) == getattr(self.base, name) for name in names):
            return {}
        return {
            name: "" if (value := getattr(new, name)) in ((), None) else _type(name).format(value)
            for name in names
        }

    def take(self, words: Mapping[str, str]) -> None:
        """Go on with what was recorded before and not saved."""
        values = {}
        for name, said in words.items():
            try:
                values[name] = _type(name).parse(said, field_map(Meeting)[name], self.desk.names)
            except FieldError as error:  # a member is gone meanwhile
                self.warn(str(error))
        then = states(replace(self.base, **values))
        every = {**states(self.base), **then}
        self.changed = {}
        for member in every:
            self.record(member, then.get(member, ""))
        self._count = values.get(COUNT, self._count)
        self.table.invalidate()
        self.tell()

    # ---------------------------------------------------------------- keys

    def action_move(self, way: str) -> None:
        """Move the cursor of the list."""
        getattr(self.table, f"action_{way}")()

    def action_help(self) -> None:
        """What the keys do."""
        help_over(self, self.desk, lambda _: self.warn("Save or close this first."))

    @work(group="save", exclusive=True)
    async def action_save(self) -> None:
        """Save it as one change of the meeting as it stands."""
        store = self.desk.store
        meeting = store.get(self.base.id)
        if not isinstance(meeting, Meeting):
            self.warn("Somebody else has deleted this meeting meanwhile.")
            return
        count = meeting.attendees_count if self._count == self.base.attendees_count else self._count
        new = recorded(meeting, self.changed, count)
        label = f"attendance of {self.desk.names.heading(meeting)}"
        try:
            await asyncio.to_thread(store.apply, label, [(meeting, new)])
            await self._drafting.keep({})
        except StoreError as error:
            self.warn(str(error))
            return
        said = f"{len(new.attendees)} present, {len(new.regrets)} regrets"
        self.dismiss(f"Recorded: {said} · {{undo}} undoes")

    async def action_leave(self) -> None:
        """Out of the line that is typed; else close, and keep what is not saved as a draft."""
        if self.finding:
            self._end_finding()
            return
        await self.close()


def _type(name: str) -> Type:
    """The type of a field of meetings."""
    return TYPES[field_map(Meeting)[name].type]
