"""The minutes of a meeting, written where what is recognised in them stands beside the text."""

import os
from bisect import bisect_right
from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widgets import Static

from store.dates import spell
from store.desk import Desk
from store.fields import field_map
from store.kinds import Meeting
from store.minutes.completing import completion
from store.minutes.items import Placed, Sort
from store.minutes.reader import Reader
from store.minutes.versions import FINAL, called
from store.text import clean_long
from store.types import TYPES
from tui.bindings import bound, moving
from tui.drawing.minutes import COLUMNS, cell_of, tell_item
from tui.fit import clean, clip
from tui.keymap import keys_of
from tui.screens.drafted import Drafted
from tui.screens.helping import help_over
from tui.sheet import Sheet
from tui.widgets.capture import Capture
from tui.widgets.columns import Cell, Column
from tui.widgets.header import Header
from tui.widgets.hint_bar import Hint, HintBar
from tui.widgets.picture import Picture
from tui.widgets.table import VirtualTable

BESIDE = 100  # cells from which on what is recognised stands beside the text
LOW = 20  # lines of a screen below which only one of the two is seen
EMPTY = "What is recognised stands here: ACTION: A, B to … by …"


class MinutesScreen(Drafted[None]):
    """Written and saved as often as one likes."""

    PLACE = "minutes"
    BINDINGS: ClassVar[list[BindingType]] = [
        bound("minutes.save", "save(False)", priority=True),
        bound("minutes.final", "save(True)", priority=True),
        bound("minutes.close", "leave"),
        bound("minutes.other", "other", priority=True),
        bound("minutes.next", "next", priority=True),
        bound("minutes.report", "report", priority=True),
        bound("minutes.editor", "editor", priority=True),
        bound("minutes.take_draft", "take_draft", priority=True),
        bound("minutes.drop_draft", "drop_draft", priority=True),
        bound("jump", "app.jump"),
        bound("help", "help"),
        *moving(),
    ]

    def __init__(self, desk: Desk, meeting: Meeting, resume: bool = False) -> None:
        super().__init__(desk, meeting, resume)
        self._reader = Reader(desk.store, meeting)
        self._placed: list[Placed] = []
        self._starts: list[int] = []
        ascii_ = desk.config.ascii
        self.editor = Capture(self._at, self._complete, ascii_, id="text")
        self.table = VirtualTable(COLUMNS, self._cell, id="found")
        self.table.ascii = ascii_
        self.table.empty = Content(EMPTY)
        self.told = Picture(ascii_, id="told")
        self.answers: dict[tuple[Sort, str], str] = {}

    def compose(self) -> ComposeResult:
        yield Header()
        yield Static(id="says")
        with Container(id="minutes"):
            yield self.editor
            with Vertical(id="side"):
                yield self.table
                yield self.told
        yield HintBar()

    def on_mount(self) -> None:
        """What was saved stands there, and what was not is offered."""
        header = self.query_one(Header)
        header.heading = f"Minutes · {self.desk.names.heading(self.base)}"
        header.day = spell(self.base.start) if self.base.start else ""
        self.told.can_focus = False
        self.told.show(self._told)
        with self.prevent(Capture.Changed):
            self.editor.load_text(self.base.minutes)
        self.editor.move_cursor(self.editor.document.end)
        self._lay_out()
        self._read()
        self.editor.focus()

    def on_resize(self) -> None:
        """Beside each other where there is room, one alone where there is none."""
        self._lay_out()
        self.tell()

    def _lay_out(self) -> None:
        width, height = self.app.size
        self.set_class(width >= BESIDE, "-beside")
        self.set_class(height < LOW, "-low")

    # ---------------------------------------------------------------- what is recognised

    def follow(self) -> None:
        """Other names are known now, and perhaps the meeting is on another day."""
        meeting = self.desk.store.get(self.base.id)
        if isinstance(meeting, Meeting) and meeting.minutes == self.base.minutes:
            self.base = meeting
            self._reader = Reader(self.desk.store, meeting)
        self._reader.forget()
        self._read()

    @on(Capture.Changed)
    def _read(self) -> None:
        """Read what was changed, and show it."""
        self._reader.take(self.editor.document.lines)
        self._placed = list(self._reader.items)
        self._starts = [placed.line for placed in self._placed]
        self.editor.remark()
        self.table.set_rows([str(line) for line in self._starts])
        self.tell()

    def _at(self, line: int) -> Placed | None:
        """What the line of this number belongs to."""
        at = bisect_right(self._starts, line) - 1
        placed = self._placed[at] if at >= 0 else None
        return placed if placed and line < placed.line + placed.lines else None

    def _complete(self, line: str) -> str:
        return completion(line, self.desk.names)

    def _cell(self, row: str, column: Column) -> Cell:
        placed = self._at(int(row))
        return cell_of(placed, column, self.desk.names) if placed else Cell("")

    def _told(self, width: int, height: int) -> Sheet:
        sheet = Sheet(width, self.desk.config.ascii)
        placed = self._at(self.editor.cursor_location[0])
        if placed is not None:
            tell_item(sheet, placed, self.desk.names, height)
        return sheet

    @on(Capture.SelectionChanged)
    def _followed(self) -> None:
        """The list goes along with the cursor of the text."""
        at = bisect_right(self._starts, self.editor.cursor_location[0]) - 1
        if at >= 0 and self.focused is not self.table:
            self.table.cursor_id = str(self._starts[at])
        self.told.remake()

    @on(VirtualTable.Highlighted)
    def _pointed(self, event: VirtualTable.Highlighted) -> None:
        if self.focused is self.table and event.row_id is not None:
            self.editor.move_cursor((int(event.row_id), 0), center=True)

    @on(VirtualTable.Selected)
    def _chosen(self) -> None:
        self._show_side(False)

    # ---------------------------------------------------------------- telling

    def tell(self) -> None:
        """What is known of the minutes, and the keys."""
        self.told.remake()
        asks = sum(bool(placed.item.doubts) for placed in self._placed)
        offer = keys_of(self.app).told(self.offer)
        known = f"{len(self._placed)} recognised" if self._placed else ""
        question = f"{asks} {'asks' if asks == 1 else 'ask'}" if asks else ""
        said = " · ".join(filter(None, (offer, self._stands, question, known)))
        width = max(1, self.app.size.width - 2)
        self.query_one("#says", Static).update(Content(clip(clean(said), width)))
        self._hint(bool(asks))

    @property
    def _stands(self) -> str:
        """Which version is written, and what becomes of it."""
        stands = called(self.base)
        if not self._differs:
            return stands or ("no version yet" if self.base.minutes else "nothing written yet")
        if self.base.minutes_status == FINAL:
            return f"{stands}; saving makes version {(self.base.minutes_version or 1) + 1}, a draft"
        return f"{stands}, changed since" if stands else "not saved yet"

    def _hint(self, asks: bool) -> None:
        told = keys_of(self.app).told
        bar = self.query_one(HintBar)
        bar.ascii = self.desk.config.ascii
        way = "text" if self.focused is self.table else "recognised"
        hints = [("{minutes.save}", "save"), ("{minutes.close}", "close")]
        hints += [("{minutes.next}", "next question")] if asks else []
        hints += [("tab", "complete")] if self.editor.suggestion else []
        hints += [
            ("{minutes.other}", way),
            ("{minutes.final}", "back to draft" if self._is_final else "final"),
            ("{minutes.report}", "report on"),
            ("{minutes.editor}", "$EDITOR"),
        ]
        bar.hints = tuple(Hint(told(key), label) for key, label in hints)
        bar.always = Hint("f1", "help")

    @property
    def _is_final(self) -> bool:
        """Whether what stands there is what was made final."""
        return self.base.minutes_status == FINAL and not self._differs

    @property
    def _differs(self) -> bool:
        """Whether something else is typed than what is saved, but for lines left empty at the end:
        a quick answer, for every key asks it."""
        return self.editor.text.rstrip("\n") != self.base.minutes.rstrip("\n")

    @on(Capture.TooLong)
    def _refused(self) -> None:
        self.warn("That is more than minutes can hold: a million characters.")

    # ---------------------------------------------------------------- drafts

    def unsaved(self) -> dict[str, str]:
        """The text, where it is not what stands in the record."""
        text, base = self.editor.text, self.base.minutes
        safe = "" if text == base else clean_long(text)
        return {} if base in (text, safe) else {"minutes": safe}

    def take(self, words: Mapping[str, str]) -> None:
        """Go on with this text."""
        self.editor.load_text(words["minutes"])
        self.editor.move_cursor(self.editor.document.end)

    def take_theirs(self, meeting: Meeting) -> None:
        """The minutes as somebody else left them; what was typed here is offered as a draft."""
        self.base = meeting
        self.begin_draft()
        self.editor.load_text(meeting.minutes)

    # ---------------------------------------------------------------- keys

    def action_move(self, way: str) -> None:
        """Move the cursor of the list."""
        getattr(self.table, f"action_{way}")()

    def action_other(self) -> None:
        """From the text to what is recognised, and back."""
        self._show_side(self.focused is not self.table)

    def _show_side(self, side: bool) -> None:
        self.set_class(side, "-side")
        (self.table if side else self.editor).focus()
        self.call_after_refresh(self.tell)

    def action_next(self) -> None:
        """To the next line that asks, round and round."""
        here = self.editor.cursor_location[0]
        asking = [placed.line for placed in self._placed if placed.item.doubts]
        if not asking:
            self.warn("No line asks for anything.")
            return
        line = next((line for line in asking if line > here), asking[0])
        self.editor.move_cursor((line, len(self.editor.document.get_line(line))), center=True)
        self._show_side(False)

    def action_report(self) -> None:
        """Choose an open commitment, the matters arising first, and begin a line on it."""
        from tui.screens.answering import report_on

        report_on(self, self.desk, self.base, lambda id_: self.editor.put([f"PROGRESS {id_}: "]))

    def action_editor(self) -> None:
        """Write them in the user's own editor."""
        from tui.editor import EditorFailed, edit

        try:
            left = edit(self.app, self.editor.text, os.environ)
        except EditorFailed as error:
            self.warn(str(error))
        else:
            self.editor.load_text(clean_long(left))

    def action_help(self) -> None:
        """What the keys do; what is chosen there is done on the dashboard, so the minutes stay."""
        help_over(self, self.desk, lambda _: self.warn("Close the minutes first."))

    def action_save(self, final: bool) -> None:
        """Show what would be made, and save; or make the minutes final, or a draft again."""
        from tui.screens.minuting import Saving

        if self.saving:
            return
        if final and self._is_final:
            Saving(self, final).take_back()
        else:
            Saving(self, final).begin()

    def checked(self) -> str:
        """The text as it would be saved. `FieldError` where it cannot be."""
        field = field_map(Meeting)["minutes"]
        text: str = TYPES[field.type].parse(self.editor.text, field, self.desk.names)
        return text

    async def saved(self, meeting: Meeting) -> None:
        """It stands so now; what was typed meanwhile stays a draft."""
        self.base = meeting
        await self.keep_words()
        self.tell()

    async def action_leave(self) -> None:
        """Close, and keep what was typed as a draft."""
        if self.saving:
            return
        if self.focused is self.table:
            self._show_side(False)
            return
        await self.close()
