"""The plan of a sync, before it is applied: a tree to walk, in which anything can be left."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from store.desk import Desk
from store.kinds import KINDS
from store.sync.kept.memory import RECORD, Conflict
from store.sync.planning.outline import Left
from store.sync.planning.plan import Plan
from tui.bindings import bound
from tui.counting import several
from tui.drawing.sides import in_words, of_record, put_listed, put_sides, put_words, titled
from tui.planned import SIGNS, TONES, Branch, Place, Planned, branches_of
from tui.screens.helping import help_over
from tui.screens.walk import Walk
from tui.sheet import Sheet
from tui.widgets.columns import Cell, Column
from tui.widgets.table import VirtualTable

BOXES = {"all": "[x] ", "some": "[~] ", "none": "[ ] ", "": ""}
HERE, THERE = "here", "there"


class PlanScreen(Walk[Left]):
    """Dismissed with what is left of the plan, or with None where nothing is to be done."""

    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("what", "What would change", None, 16, 0, fixed=True),
        Column("state", "How", 17, 6, 1),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        bound("plan.apply", "apply"),
        bound("plan.tick", "tick"),
        bound("plan.all", "tick_all"),
        bound("plan.open", "open"),
        bound("plan.fold", "fold(True)"),
        bound("plan.unfold", "fold(False)"),
        bound("plan.fold_all", "fold_all"),
    ]

    def __init__(self, desk: Desk, source: str, plan: Plan) -> None:
        super().__init__(desk)
        self._source, self._alarming = source, plan.alarming
        self.tree_ = Planned(branches_of(plan, desk.names))

    def on_mount(self) -> None:
        """All kinds are open, the records folded."""
        super().on_mount()
        self._renew()

    def heading(self) -> str:
        return f"What {self._source} brings"

    def says(self) -> str:
        taken, every = self.tree_.taken
        if not every:
            return "Nothing of it would change anything here."
        fields = sum(RECORD not in names for names in self.tree_.left.parts.values())
        some = f", {fields} in part" if fields else ""
        rest = " · the rest waits" if some or taken < every else ""
        return f"{taken} of {several(every, 'record')} taken{some}{rest}"

    def way_out(self) -> str:
        return "change nothing"

    def hints(self) -> Sequence[tuple[str, str]]:
        row = self.table.cursor_id
        tick = {"all": "leave", "": ""}.get(self.tree_.ticked(row) if row else "", "take")
        fold = self.tree_.folds(row) if row else ""
        return (
            ("{plan.apply}", "apply"),
            *((("{plan.tick}", tick),) if tick else ()),
            *((("{plan.open}", fold),) if fold else ()),
            ("{plan.all}", "all"),
            ("{walk.other}", "scroll below" if not self.has_class("-beside") else "scroll beside"),
        )

    # ---------------------------------------------------------------- what is told

    def cell(self, row: str, column: Column) -> Cell:
        place = self.tree_.places[row]
        if column.key == "state":
            return self._how(place)
        fold = {"fold": "v " if self.table.ascii else "▾ ", "unfold": "> "}.get(
            self.tree_.folds(row), "  "
        )
        if fold == "> " and not self.table.ascii:
            fold = "▸ "
        start = "  " * place.depth + fold + BOXES[self.tree_.ticked(row)]
        tone = "muted" if self.tree_.ticked(row) == "none" else ""
        return Cell(start + self._called(place), tone or ("strong" if not place.depth else ""))

    def _how(self, place: Place) -> Cell:
        state = place.state
        if state is None:
            counts = self.tree_.counts(place.kind)
            return Cell(" ".join(f"{SIGNS[s]}{n}" for s, n in counts.items()), "muted")
        return Cell(f"{SIGNS[state]} {state}", TONES.get(state, ""))

    def _called(self, place: Place) -> str:
        if place.branch is None:
            kind = KINDS.get(place.kind)
            return kind.kind.plural.capitalize() if kind else place.kind
        if place.detail is not None:
            return titled(place.kind, place.detail.field)
        entry = place.branch.entry
        names = self.desk.names
        if entry is not None:
            return names.heading(entry.record)
        return place.branch.title or names.name(place.branch.id)

    def told(self, sheet: Sheet, row: str) -> None:
        place = self.tree_.places[row]
        names = self.desk.names
        sheet.text(self._called(place), "title", most=4)
        if place.branch is None:
            counts = self.tree_.counts(place.kind)
            put_listed(sheet, ((f"{SIGNS[s]} {s}", str(n)) for s, n in counts.items()))
        elif place.detail is not None:
            at = place.detail
            was, ours, theirs = (
                in_words(place.kind, at.field, value, names)
                for value in (
                    (at.base, at.ours, at.theirs)
                    if isinstance(at, Conflict)
                    else (at.was, at.ours, at.theirs)
                )
            )
            sheet.text(self._called(Place(place.kind, place.branch)), "muted", most=1)
            self._put_state(sheet, place)
            sheet.blank()
            if was not in (ours, ""):
                put_listed(sheet, [("Was", was)], "muted")
                sheet.blank()
            put_sides(sheet, ours, theirs, (HERE, THERE))
        else:
            self._tell_record(sheet, place, place.branch)

    def _put_state(self, sheet: Sheet, place: Place) -> None:
        state = place.state
        if state == "conflict":
            put_words(sheet, "! Both sides changed it: it stays as it is here, and waits.", "late")
        elif state == "missing":
            put_words(sheet, "? The source no longer has it: it stays, and waits for you.", "soon")

    def _tell_record(self, sheet: Sheet, place: Place, branch: Branch) -> None:
        names = self.desk.names
        put_words(sheet, f"{SIGNS[branch.state]} {branch.state} · {branch.id}")
        self._put_state(sheet, place)
        sheet.blank()
        if branch.why:
            put_words(sheet, branch.why, "")
        for whole in (c for c in branch.conflicts if c.field == RECORD):
            ours, theirs = (
                of_record(branch.kind, side or {}, names) for side in (whole.ours, whole.theirs)
            )
            put_sides(sheet, ours, theirs, (HERE, THERE))
        if branch.entry is None:
            return
        details = branch.entry.details()
        if branch.state != "changed":
            side = "ours" if branch.state == "removed" else "theirs"
            put_listed(
                sheet,
                (
                    (
                        titled(branch.kind, d.field),
                        in_words(branch.kind, d.field, getattr(d, side), names),
                    )
                    for d in details
                ),
            )
            return
        for detail in details:
            sheet.heading(titled(branch.kind, detail.field))
            ours, theirs = (
                in_words(branch.kind, detail.field, v, names) for v in (detail.ours, detail.theirs)
            )
            put_sides(sheet, ours, theirs, (HERE, THERE))

    # ---------------------------------------------------------------- keys

    def action_help(self) -> None:
        """What the keys do."""
        help_over(self, self.desk, self._stay)

    def _stay(self, _: str) -> None:
        """The sync waits for an answer, which is not to be given by the way."""
        self.notify("Apply the plan, or close it, first.", severity="warning", markup=False)

    def _renew(self, row: str | None = None) -> None:
        self.table.set_rows(self.tree_.rows())
        if row is not None:
            self.table.cursor_id = row
        self.tell()

    @on(VirtualTable.Selected)
    def action_open(self) -> None:
        """Fold or unfold what is under the cursor."""
        if (row := self.table.cursor_id) is not None and (way := self.tree_.folds(row)):
            self._renew(self.tree_.fold(row, way == "fold"))

    def action_fold(self, away: bool) -> None:
        """Fold what the cursor stands on or under, or unfold it."""
        if (row := self.table.cursor_id) is not None:
            self._renew(self.tree_.fold(row, away))

    def action_fold_all(self) -> None:
        """Fold all records, or unfold them."""
        row = self.table.cursor_id
        self.tree_.fold_all()
        if row is not None and row not in self.tree_.rows():
            row = self.tree_.above(row)
        self._renew(row)

    def action_tick(self) -> None:
        """Leave what is under the cursor, or take it, and go down."""
        row = self.table.cursor_id
        if row is None:
            return
        if not self.tree_.ticked(row):
            self.notify("There is nothing here to take or to leave.", severity="warning")
            return
        self.tree_.toggle(row)
        self.table.invalidate()
        if self.tree_.places[row].depth:
            self.table.action_cursor_down()
        self.tell()

    def action_tick_all(self) -> None:
        """Leave everything, or take everything."""
        self.tree_.toggle_all()
        self.table.invalidate()
        self.tell()

    def action_apply(self) -> None:
        """Apply what is taken."""
        self.dismiss(self.tree_.left)
