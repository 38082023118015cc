"""What saving minutes would make, before it is made: questions first, then row by row, each of
which can be left."""

from collections.abc import Callable, Collection, Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from store.desk import Desk
from store.minutes.answers import STAYS_WORDS, nearest
from store.minutes.items import AS_WORDS, Doubt, Sort
from store.minutes.plan import Plan, Row
from store.minutes.planning import plan
from store.minutes.versions import called, saved
from store.record import Record
from store.text import shorten
from store.verbs import Pair
from tui.bindings import bound
from tui.counting import several
from tui.drawing.minutes import tell_doubts
from tui.drawing.sides import in_words, put_listed, put_words, titled
from tui.screens.helping import help_over
from tui.screens.walk import Walk
from tui.sheet import Sheet
from tui.widgets.columns import Cell, Column
from tui.widgets.inputs.base import sentence
from tui.widgets.table import VirtualTable

Chosen = tuple[Plan, Collection[str]]
ASKED = "asked "  # what the id of a question's row begins with
STATES = {
    "new": ("+ new", "good"),
    "change": ("~ change", "soon"),
    "gone": ("- line gone", "late"),
    "decision": ("+ decision", "good"),
    "attendance": ("+ attendance", "good"),
}


class CapturingScreen(Walk[Chosen]):
    """Dismissed with the plan as it was answered and the keys of the rows that are taken, or with
    None to go back to the text; what was answered stays in `answers`."""

    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("what", "What would be made", None, 16, 0, fixed=True),
        Column("state", "How", 12, 10, 1),
        Column("line", "Line", 5, 4, 2, align="right"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        bound("capture.make", "make"),
        bound("capture.tick", "tick"),
        bound("capture.all", "tick_all"),
        bound("capture.answer", "answer"),
        bound("capture.words", "words"),
    ]

    def __init__(
        self, desk: Desk, found: Plan, final: bool, answers: dict[tuple[Sort, str], str]
    ) -> None:
        super().__init__(desk)
        self._plan, self._final, self._answers = found, final, answers
        self._rows: dict[str, Row] = {}
        self._asked: dict[str, Doubt] = {}
        self._said: dict[str, bool] = {}  # what was taken or left by hand
        self._warned = False

    def on_mount(self) -> None:
        """The cursor begins on the first question."""
        super().on_mount()
        self._renew()

    def heading(self) -> str:
        return f"Minutes · {self.desk.names.heading(self._plan.meeting)}"

    def says(self) -> str:
        new = saved(self._plan.meeting, self._plan.text, final=self._final, by="", at="")
        taken = sum(map(self._taken, self._plan.rows))
        open_ = len(self._open)
        asks = f"{several(open_, 'question')} open" if open_ else ""
        known = f"{self._plan.known} there already" if self._plan.known else ""
        counted = f"{taken} of {len(self._plan.rows)} taken"
        version = called(new).capitalize()
        return " · ".join(filter(None, (version, counted, asks, known)))

    def way_out(self) -> str:
        return "back to the text"

    def hints(self) -> Sequence[tuple[str, str]]:
        doubt, row = self._doubt, self._row
        asks = doubt is not None or (row is not None and bool(row.doubts))
        words = doubt is not None and doubt.sort in STAYS_WORDS
        tick = "leave" if row is not None and self._taken(row) else "take"
        return (
            ("{capture.make}", "make final" if self._final else "make"),
            *((("{capture.answer}", "answer"),) if asks else ()),
            *((("{capture.words}", "as words"),) if words else ()),
            *((("{capture.tick}", tick),) if row is not None and not row.doubts else ()),
            ("{capture.all}", "all"),
            ("{walk.other}", "scroll below" if not self.has_class("-beside") else "scroll beside"),
        )

    # ---------------------------------------------------------------- what is there

    @property
    def _open(self) -> list[Doubt]:
        """The questions that are not answered."""
        return [doubt for doubt in self._asked.values() if doubt.key not in self._answers]

    @property
    def _doubt(self) -> Doubt | None:
        """The question under the cursor."""
        return self._asked.get(self.table.cursor_id or "")

    @property
    def _row(self) -> Row | None:
        """The row under the cursor."""
        return self._rows.get(self.table.cursor_id or "")

    def _taken(self, row: Row) -> bool:
        return self._said.get(row.key, row.wanted) and not row.doubts

    def _renew(self, row: str | None = None) -> None:
        self._rows = {r.key: r for r in self._plan.rows}
        for doubt in self._plan.doubts:
            self._asked.setdefault(ASKED + " ".join(doubt.key), doubt)
        self.table.set_rows([*self._asked, *self._rows])
        if row is not None:
            self.table.cursor_id = row
        self.table.invalidate()
        self.tell()

    # ---------------------------------------------------------------- what is told

    def cell(self, row: str, column: Column) -> Cell:
        if (doubt := self._asked.get(row)) is not None:
            return self._asked_cell(doubt, column)
        found = self._rows[row]
        taken = self._taken(found)
        match column.key:
            case "state":
                word, tone = ("? asks", "soon") if found.doubts else STATES[found.sort]
                return Cell(word, tone if taken or found.doubts else "muted")
            case "line":
                return Cell(str(found.line + 1) if found.line >= 0 else "", "muted")
            case _:
                box = "[?] " if found.doubts else "[x] " if taken else "[ ] "
                return Cell(box + found.title, "" if taken else "muted")

    def _asked_cell(self, doubt: Doubt, column: Column) -> Cell:
        answer = self._answers.get(doubt.key)
        if column.key == "state":
            return Cell("? question", "soon") if answer is None else Cell("answered", "muted")
        if column.key == "line":
            return Cell("")
        said = f"“{shorten(doubt.words, 60)}”"
        if answer is None:
            why = doubt.why if said in doubt.why else f"{said}: {doubt.why}"
            return Cell(sentence(why), "strong")
        return Cell(f"{said} {self._answered(answer)}", "muted")

    def _answered(self, answer: str) -> str:
        return "stays words" if answer == AS_WORDS else f"is {self.desk.names.name(answer)}"

    def told(self, sheet: Sheet, row: str) -> None:
        names = self.desk.names
        if (doubt := self._asked.get(row)) is not None:
            sheet.text(f"“{doubt.words}”", "title", most=3)
            put_words(sheet, f"? {doubt.why}", "soon")
            near = nearest(doubt, names)
            if near:
                put_words(sheet, f"Perhaps {', '.join(map(names.name, near))}.")
            answer = self._answers.get(doubt.key)
            if answer is not None:
                put_words(sheet, f"It {self._answered(answer)}.", "")
            return
        found = self._rows[row]
        sheet.text(found.title, "title", most=4)
        tell_doubts(sheet, found.item, names)
        for note in found.notes:
            put_words(sheet, note, "soon")
        sheet.blank()
        for pair in found.pairs:
            _tell_pair(sheet, pair, self.desk)

    # ---------------------------------------------------------------- keys

    def action_help(self) -> None:
        """What the keys do."""
        help_over(self, self.desk, self._stay)

    def _stay(self, _: str) -> None:
        self._warn("Make what is taken, or go back to the text, first.")

    def _warn(self, text: str) -> None:
        self.notify(text, severity="warning", markup=False)

    @on(VirtualTable.Selected)
    def action_answer(self) -> None:
        """Answer the question under the cursor, or the first of the row's."""
        from tui.screens.answering import ask

        row, doubt = self._row, self._doubt
        if doubt is None and row is not None and row.doubts:
            doubt = row.doubts[0]
        if doubt is None:
            self._warn("Nothing is asked here; {capture.tick} takes it or leaves it.")
        elif doubt.sort == "long":
            self._warn(f"It {doubt.why}: it stays text.")
        else:
            ask(self, self.desk, doubt, self._answering(doubt))

    def action_words(self) -> None:
        """Keep the words of the question under the cursor."""
        doubt = self._doubt
        if doubt is None or doubt.sort not in STAYS_WORDS:
            self._warn("Only a name or a date can stay words.")
        else:
            self._answering(doubt)(AS_WORDS)

    def _answering(self, doubt: Doubt) -> Callable[[str], None]:
        def use(answer: str) -> None:
            self._answers[doubt.key] = answer
            before = self._plan
            self._plan = plan(self.desk.store, before.meeting, before.text, self._answers)
            following = [key for key, one in self._asked.items() if one.key not in self._answers]
            self._renew(following[0] if following else None)

        return use

    def action_tick(self) -> None:
        """Leave what is under the cursor, or take it, and go down."""
        row = self._row
        if row is None or row.doubts:
            self._warn("It asks first: {capture.answer} answers.")
            return
        self._said[row.key] = not self._taken(row)
        self.table.invalidate()
        self.table.action_cursor_down()
        self.tell()

    def action_tick_all(self) -> None:
        """Leave everything, or take everything that is not gone."""
        rows = [row for row in self._plan.rows if row.sort != "gone" and not row.doubts]
        every = all(map(self._taken, rows))
        self._said.update({row.key: not every for row in rows})
        self.table.invalidate()
        self.tell()

    def action_make(self) -> None:
        """Make what is taken; what still asks is left out, which is said first."""
        if self._open and not self._warned:
            self._warned = True
            self._warn(
                f"{several(len(self._open), 'question')} open: what asks is left out. "
                "{capture.make} again saves it so."
            )
            return
        self.dismiss((self._plan, {row.key for row in self._plan.rows if self._taken(row)}))


def _tell_pair(sheet: Sheet, pair: Pair, desk: Desk) -> None:
    """A record that would be made, changed or deleted, field by field."""
    old, new = pair
    one = new or old
    if one is None:
        return
    kind = one.kind.name
    if old is not None and new is None:
        put_words(sheet, f"- {kind} {one.id}: {desk.names.heading(one)}", "late")
        return
    put_words(sheet, f"{'+' if old is None else '~'} {kind} {one.id}", "good")
    put_listed(sheet, _changes(kind, old, one, desk))


def _changes(kind: str, old: Record | None, new: Record, desk: Desk) -> Sequence[tuple[str, str]]:
    from store.door import data

    before, after = ({} if each is None else data(each) for each in (old, new))
    names = [name for name in after if name in _fields(new) and after[name] != before.get(name)]
    return [(titled(kind, name), in_words(kind, name, after[name], desk.names)) for name in names]


def _fields(record: Record) -> Collection[str]:
    from store.fields import typed_fields

    return typed_fields(type(record))
