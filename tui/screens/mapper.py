"""Changing the map of a table: the field of a column, what words mean, the kind, and importing."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from store.errors import StoreError
from store.fields import FieldError
from store.kinds import KINDS
from store.mapping import (
    ID,
    Because,
    Column,
    Incoming,
    Map,
    Open,
    Table,
    all_maps,
    fillable,
    guessed,
    incoming,
)
from store.mapping.editing import Meaning, nearest, with_column, with_days, with_meaning
from store.mapping.reading import is_name
from store.mapping.sheets import Cells, words_of
from store.record import Record
from store.text import shorten
from tui.answers import if_any
from tui.bindings import bound
from tui.mapped import Word
from tui.screens.choose import Choose
from tui.screens.helping import help_over
from tui.screens.mapping import MapScreen
from tui.screens.meaning import ApplyScreen, MeaningScreen
from tui.widgets.table import VirtualTable

OUT, WORDS, ELSE, MAKE = "", "words", "else", "+"
ROWS = 15  # of a table that may hold its headers
WIDE = 60  # characters of a row that is shown to be chosen


class Mapper(MapScreen):
    """The map as one works on it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("map.apply", "apply"),
        bound("map.choose", "choose"),
        bound("map.leave", "leave_it"),
        bound("map.words", "all_words"),
        bound("map.again", "again"),
        bound("map.kind", "kind"),
        bound("map.sheet", "sheet"),
        bound("map.head", "head"),
        bound("map.other", "other_map"),
    ]

    # ---------------------------------------------------------------- one line

    @on(VirtualTable.Selected)
    def action_choose(self) -> None:
        """Choose the field of the column, or settle what the words mean; a heading folds."""
        match self.here.of if self.here else None:
            case Column() as column:
                self._choose_field(column)
            case Open(sort="order") as one:
                self._choose_order(one.header)
            case Open(header=header, words=words) | Word(header=header, words=words):
                self._settle(header, words)
            case None:
                self.table.action_select()
            case _:
                self.refuse("There is nothing here to choose: it comes of what is above.")

    def _choose_field(self, column: Column) -> None:
        known = fillable(self.coming.map.record)
        choices = {name: (field.title, field.help) for name, field in known.items()}
        first = {
            OUT: ("Leave it out", ""),
            ID: ("Known again by", "It tells a row from the others"),
        }
        self._ask(
            f"What does “{shorten(column.header, 40)}” fill?",
            {**first, **choices},
            lambda name: self._with_field(column.header, name),
            column.field,
        )

    def _with_field(self, header: str, name: str) -> None:
        coming = self.coming
        because = {header: Because(1.0, "it was chosen here")}

        def make() -> Incoming:
            made = with_column(coming.map, coming.sheet, header, name, self.desk.names)
            return coming.under(made, because)

        self.in_a_thread(make)

    def _choose_order(self, header: str) -> None:
        ways = {"day": ("Day first", "03/04/2026 is 3 April"), "month": ("Month first", "4 March")}
        self._ask(
            f"How are the days in “{shorten(header, 40)}” read?",
            ways,
            lambda way: self._use(with_days(self.coming.map, way == "day", header)),
        )

    def _settle(self, header: str, words: str) -> None:
        field = self.mapped.field_of(header)
        if field is None:
            return
        asked = (
            f"Who is “{shorten(words, 40)}”?" if is_name(field) else f"“{shorten(words, 40)}” is"
        )
        if is_name(field):
            one = Open(header, field.name, "name", words, "", "", 1, field.targets)
            near = {id_: (name, id_) for id_, name in nearest(one, self.desk.names)}
            kinds = [kind for kind in ("member", "group") if kind in field.targets]
            ways = {
                **near,
                ELSE: ("Somebody else", "find them by their name; several too"),
                **{MAKE + k: (f"A new {k}", "it is made with this name") for k in kinds},
                WORDS: ("Nobody here", "the words stay words"),
            }
            self._ask(asked, ways, lambda way: self._named(header, words, way))
        elif field.choices:
            ways = {choice: (choice, "") for choice in field.choices}
            ways[OUT] = ("Nothing", "the field stays empty")
            self._ask(asked, ways, lambda way: self._means(header, words, way))
        else:
            self._type(header, words)

    def _named(self, header: str, words: str, way: str) -> None:
        if way == ELSE:
            self._type(header, words)
        else:
            self._means(header, words, "" if way == WORDS else way)

    def _type(self, header: str, words: str) -> None:
        if (field := self.mapped.field_of(header)) is not None:
            screen = MeaningScreen(self.desk, field, words)
            self.app.push_screen(screen, if_any(partial(self._means, header, words)))

    def _means(self, header: str, words: str, value: str) -> None:
        coming = self.coming
        try:
            made = with_meaning(
                coming.map, coming.sheet, Meaning(words, value), self.desk.names, header
            )
        except (StoreError, FieldError) as error:
            self.refuse(str(error))
        else:
            self._use(made)

    def action_leave_it(self) -> None:
        """Leave the column out; let a name stay words, or a value be nothing."""
        match self.here.of if self.here else None:
            case Column(header=header):
                self._with_field(header, OUT)
                self.table.action_cursor_down()
            case Open(sort="name" | "value", header=header, words=words):
                self._means(header, words, "")
            case _:
                self.refuse("This is for columns, and for what is to be settled.")

    def action_all_words(self) -> None:
        """Let all names that are to be settled stay words, and the values be nothing."""
        made = self.coming.map
        for one in self.out.open if self.out else ():
            if one.sort != "order":
                meaning = Meaning(one.words, "")
                made = with_meaning(made, self.coming.sheet, meaning, self.desk.names, one.header)
        self._use(made)

    def action_again(self) -> None:
        """Take the table's word over what was changed here since, or no longer."""
        self.again = not self.again
        self.use(self.coming)

    # ---------------------------------------------------------------- the whole of it

    def action_kind(self) -> None:
        """Choose what the rows are."""
        kinds = {name: (kind.kind.plural.capitalize(), "") for name, kind in KINDS.items()}
        self._ask(
            "What are the rows?",
            kinds,
            lambda name: self._guess(kind=KINDS[name], head=self.coming.sheet.head),
            self.coming.map.kind,
        )

    def action_sheet(self) -> None:
        """Choose another sheet of the workbook."""
        if len(self.coming.tables) < 2:
            self.refuse("There is only one table in this file.")
            return
        sheets = {
            str(n): (table.title or f"Sheet {n + 1}", f"{len(table.rows):,} rows")
            for n, table in enumerate(self.coming.tables)
        }
        self._ask("Which sheet?", sheets, lambda n: self._guess(table=self.coming.tables[int(n)]))

    def action_head(self) -> None:
        """Choose the row that has the headers."""
        rows = self._table.rows[:ROWS]
        told = {str(n): (f"Row {n}", _row(row)) for n, row in enumerate(rows, 1) if any(row)}
        self._ask(
            "Which row has the headers?",
            {**told, "0": ("None", "the columns have no headers")},
            lambda n: self._guess(kind=self.coming.map.record, head=int(n)),
            str(self.coming.sheet.head),
        )

    def action_other_map(self) -> None:
        """Take a map that is remembered, or guess anew."""
        try:
            maps = all_maps(self.desk.store.journal.folder)
        except StoreError as error:
            self.refuse(str(error))
            return
        told = {name: (name, f"{made.record.kind.plural}") for name, made in maps.items()}

        def take(name: str) -> None:
            if not name:
                self._guess()
                return
            store, now = self.desk.store, self.coming
            self.in_a_thread(lambda: incoming(store, now.file, now.tables, name=name))

        self._ask("Which map?", {**told, "": ("Guess anew", "from the table alone")}, take)

    @property
    def _table(self) -> Table:
        """The sheet that is seen."""
        title = self.coming.sheet.title
        return next(t for t in self.coming.tables if t.title == title)

    def _guess(
        self,
        *,
        kind: type[Record] | None = None,
        table: Table | None = None,
        head: int | None = None,
    ) -> None:
        """Guess the map anew, of what is chosen."""
        now, names = self.coming, self.desk.names
        of = table or self._table
        name = now.name

        def make() -> Incoming:
            return guessed(names, now.file, now.tables, [of], name, kind=kind, head=head)

        self.in_a_thread(make)

    # ---------------------------------------------------------------- bringing it in

    def action_apply(self) -> None:
        """Import it as one change, under a map that is remembered by its name."""
        if self.out is None:
            self.refuse("The rows are still being read: wait a moment.")
            return
        screen = ApplyScreen(self.desk, self.coming, self.out)
        self.app.push_screen(screen, if_any(self.dismiss))

    def action_help(self) -> None:
        """What the keys do; what is chosen there is not done meanwhile."""
        help_over(self, self.desk, lambda _: self.refuse("Import it, or close it, first."))

    def _use(self, made: Map) -> None:
        if self.is_busy:
            self.refuse("The table is still being read: wait a moment.")
        else:
            self.use(self.coming.under(made))

    def _ask(
        self,
        title: str,
        choices: Mapping[str, tuple[str, str]],
        use: Callable[[str], None],
        current: str = "",
    ) -> None:
        self.app.push_screen(
            Choose(title, choices, self.desk.config.ascii, current=current), if_any(use)
        )


def _row(row: Cells) -> str:
    """A row as it is shown to be chosen."""
    return shorten(" · ".join(filter(None, (words_of(cell) for cell in row[:12]))), WIDE)
