"""What the keys of the dashboard do to records, and what else they open.

Whoever writes does so in a thread; what came of it comes back as a message.
"""

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.screen import Screen

from store.errors import StoreError
from store.journal.batch import Batch
from store.kinds import KINDS, Commitment, Group, Role, Update
from store.record import Record
from store.text import shorten
from store.verbs import is_open, reopened
from tui.actions import ACTIONS, BY_ID, Action
from tui.messages import Done, Failed
from tui.screens.browsing import Browsing
from tui.widgets.header import Header
from tui.widgets.hint_bar import HintBar

UNDOES = "u undoes"


class Dashboard(Browsing):
    """The board with all the actions of the registry: `do_…` is what the action of that id does."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            ",".join(action.keys), f"act('{action.id}')", action.label, id=action.id, show=False
        )
        for action in ACTIONS
    ]

    def on_mount(self) -> None:
        """Whose data it is; where there is none, how to begin."""
        self.query_one(Header).title = self.desk.title
        self.hint()
        if not any(self.desk.store.records(kind) for kind in KINDS):
            self._welcome()

    def action_act(self, id: str) -> None:
        """Do what the registry has under this id, or say why it cannot be done now."""
        if why_not := BY_ID[id].why_not(self.situation):
            self.notify(why_not, severity="warning", markup=False)
        else:
            getattr(self, f"do_{id.replace('.', '_')}")()

    # ---------------------------------------------------------------- hints

    def hint(self) -> None:
        """The keys that matter most where the focus is."""
        bar = self.query_one(HintBar)
        if self.filtering:
            bar.hints = (("enter", "keep"), ("esc", "restore"), ("tab", "complete"))
            bar.always = ("f1", "help")
            return
        situation = self.situation
        place = "detail" if self.reading else "panel"
        ranked = sorted((a for a in ACTIONS if a.rank > 1), key=lambda action: action.rank)
        here = [a for a in ranked if a.where in ("", place) and not a.why_not(situation)]
        bar.hints = (*self._ways_on(), *((a.key, self._label(a)) for a in here))
        bar.always = (BY_ID["help"].key, BY_ID["help"].label)

    def _ways_on(self) -> tuple[tuple[str, str], ...]:
        if self.reading:
            return (("enter", "follow"),) if self.detail.target else ()
        if self.scopes:
            return (("esc", "widen"),)
        return (("esc", "clear filter"),) if self.panel.filter else ()

    def _label(self, action: Action) -> str:
        record = self.situation.record
        if action.id == "close" and isinstance(record, Commitment) and not is_open(record):
            return "reopen"
        return f"new {self.current}" if action.id == "new" else action.label

    # ---------------------------------------------------------------- writing

    def write(self, do: Callable[[], Batch | None], told: str) -> None:
        """Write in a thread, and tell what came of it; `{label}` in `told` is the batch's."""

        def work() -> None:
            try:
                batch = do()
            except StoreError as error:
                self.post_message(Failed(str(error)))
            else:
                label = shorten(batch.label, 60) if batch else ""
                self.post_message(Done(told.format(label=label) if batch else "Nothing to change."))

        self.run_worker(work, thread=True, group="write")

    @on(Done)
    def _done(self, event: Done) -> None:
        self.notify(event.text, markup=False, timeout=4)

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        self.notify(event.text, severity="error", markup=False, timeout=10)
        self.log.error(event.text)

    def do_undo(self) -> None:
        self.write(self.desk.store.undo, "Done {label} · U brings it back")

    def do_redo(self) -> None:
        self.write(self.desk.store.redo, f"Done {{label}} · {UNDOES}")

    # ---------------------------------------------------------------- records

    def do_new(self) -> None:
        self._form(KINDS[self.current], None, {})

    def do_edit(self) -> None:
        if (record := self.situation.record) is not None:
            self._form(type(record), record, {})

    def do_update(self) -> None:
        if isinstance(record := self.situation.record, Commitment):
            today = str(self.desk.names.today)
            self._form(Update, None, {"commitment": record.id, "at": today})

    def _form(self, kind: type[Record], base: Record | None, words: dict[str, str]) -> None:
        from tui.screens.form import FormScreen

        told = f"{kind.kind.name.capitalize()} {'added' if base is None else 'changed'}"
        form = FormScreen(self.desk, kind, base, words)
        self.app.push_screen(form, partial(self._saved, told))

    def _saved(self, told: str, id: str | None) -> None:
        record = self.desk.store.get(id) if id else None
        if record is None:
            return
        self.on_store_changed()
        hidden = ""
        if record.kind.panel:
            self.go_to(record.id)
            hidden = "" if self.panel.cursor_id == record.id else " (the filter hides it)"
        self.post_message(Done(f"{told}{hidden} · {UNDOES}"))

    def do_delete(self) -> None:
        from tui.screens.confirm import Confirm, consequence

        if (record := self.situation.record) is None:
            return
        pairs = self.desk.store.removal([record.id])
        kind, name = record.kind.name, shorten(self.desk.names.heading(record), 60)
        apply = partial(self.desk.store.apply, f"delete {name}", pairs)

        def answered(yes: bool | None) -> None:
            if yes:
                self.write(apply, f"{kind.capitalize()} deleted · {UNDOES}")

        question = f"Delete the {kind} “{name}”?"
        self.app.push_screen(
            Confirm(question, consequence(record, pairs), "delete", self.desk.config.ascii),
            answered,
        )

    def do_close(self) -> None:
        if not isinstance(record := self.situation.record, Commitment):
            return
        if is_open(record):
            from tui.screens.close import CloseScreen

            self._ask(CloseScreen(self.desk, [record]), "Commitment closed as delivered")
        else:
            label = f"reopen {shorten(record.summary, 60)}"
            apply = partial(self.desk.store.apply, label, [reopened(record)])
            self.write(apply, f"Commitment reopened · {UNDOES}")

    def do_move(self) -> None:
        from tui.screens.move import MoveScreen

        if isinstance(record := self.situation.record, Commitment):
            self._ask(MoveScreen(self.desk, [record]), "Due date moved")

    def do_handover(self) -> None:
        """The role that is pointed at or read; else one of those held in the group today."""
        situation = self.situation
        for chosen in (situation.target, situation.record):
            if isinstance(chosen, Role):
                self._hand_over(chosen)
                return
        if not isinstance(group := situation.record, Group):
            return
        held = self.desk.insight.test("role", "current")
        roles = {r.id: r for r in self.desk.store.of(Role) if r.group == group.id and held(r)}
        if len(roles) == 1:
            self._hand_over(next(iter(roles.values())))
        elif roles:
            names = self.desk.names
            choices = {id_: (names.name(r.member), r.label) for id_, r in roles.items()}
            self._choose(
                "Which role is handed over?", choices, lambda id_: self._hand_over(roles[id_])
            )
        else:
            self.notify("Nobody certainly holds a role in this group today.", markup=False)

    def _hand_over(self, role: Role) -> None:
        from tui.screens.handover import HandoverScreen

        self._ask(HandoverScreen(self.desk, role), "Role handed over")

    def _ask(self, question: Screen[bool], told: str) -> None:
        def answered(done: bool | None) -> None:
            if done:
                self.on_store_changed()
                self.post_message(Done(f"{told} · {UNDOES}"))

        self.app.push_screen(question, answered)

    def do_copy(self) -> None:
        if (record := self.situation.record) is not None:
            self.app.copy_to_clipboard(record.id)
            self.notify(f"Copied the id {record.id}", markup=False, timeout=3)

    # ---------------------------------------------------------------- the program

    def do_views(self) -> None:
        from store.views import all_views

        try:
            views = all_views(self.desk.config.views)
        except StoreError as error:
            self.post_message(Failed(str(error)))
            return
        mine = {name: v for name, v in views.items() if v.kind in self.panels}

        def use(name: str) -> None:
            self.go_to_panel(KINDS[mine[name].kind])
            self.use_filter(mine[name].line)

        choices = {name: (view.title, f"{view.kind}s  {view.line}") for name, view in mine.items()}
        self._choose("Views", choices, use)

    def _choose(
        self, title: str, choices: dict[str, tuple[str, str]], use: Callable[[str], None]
    ) -> None:
        from tui.screens.choose import Choose

        def chosen(key: str | None) -> None:
            if key is not None:
                use(key)

        self.app.push_screen(Choose(title, choices, self.desk.config.ascii), chosen)

    def do_actions(self) -> None:
        from tui.commands import ActionCommands, palette

        self.app.push_screen(palette([ActionCommands], "Find an action"))

    def do_everything(self) -> None:
        from tui.commands import ActionCommands, RecordCommands, palette

        self.app.push_screen(palette([RecordCommands, ActionCommands], "Find anything"))

    def do_help(self) -> None:
        from tui.screens.help import Help

        def chosen(id: str | None) -> None:
            if id is not None:
                self.action_act(id)

        self.app.push_screen(Help(self.desk.config.ascii, self.situation), chosen)

    def do_log(self) -> None:
        from tui.screens.log import Log

        self.app.push_screen(Log(self.desk))

    def do_sync(self) -> None:
        from tui.screens.sync import Sync

        self.app.push_screen(Sync(self.desk))

    def _welcome(self) -> None:
        from tui.screens.welcome import Welcome

        def chosen(id: str | None) -> None:
            if id is not None:
                self.action_act(id)

        self.app.push_screen(Welcome(self.desk.config.ascii), chosen)

    def do_quit(self) -> None:
        self.call_later(self.app.action_quit)
