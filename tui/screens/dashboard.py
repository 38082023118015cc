"""The dashboard: the board under the keys of the registry.

What an action does stands where it is declared, in `tui/actions/`. Here is what actions share:
asking, filling in, writing in a thread, and telling what came of it.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType

from store.errors import StoreError
from store.journal.batch import Batch
from store.kinds import KINDS
from store.record import Record
from store.verbs import Pair
from tui.actions import ACTIONS, BY_ID
from tui.answers import if_any
from tui.bindings import bound
from tui.keymap import keys_of
from tui.keys import shown
from tui.messages import Done, Failed
from tui.returning import next_told
from tui.screens.attending import Attending
from tui.widgets.detail import Detail
from tui.widgets.header import Header
from tui.widgets.hint_bar import Hint, HintBar

if TYPE_CHECKING:
    from tui.screens.ask import AskScreen
    from tui.since import Came

UNDOES = "{undo} undoes"
READING = 10  # seconds that what is said first stands there


class Dashboard(Attending):
    """What one sits in front of."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound(action.id, f"act('{action.id}')") for action in ACTIONS
    ]

    came: "Came | None" = None
    """What has become of commitments since one was last here, once that was looked for."""

    def on_mount(self) -> None:
        """Whose data it is; where there is none, how to begin."""
        self.query_one(Header).title = self.desk.title
        self.hint()
        if not any(self.desk.store.records(kind) for kind in KINDS):
            from tui.screens.welcome import Welcome

            self.app.push_screen(Welcome(self.desk.config.ascii), if_any(self.act))
        elif self.asks_home:
            self.call_after_refresh(self.action_act, "home")

    def read_on(self) -> None:
        """The first paint is done: now there is time for the rest."""
        super().read_on()
        self.run_worker(self._tell_first, thread=True, group="first")

    def _tell_first(self) -> None:
        """What was typed the last time and not saved is not forgotten; nor what has become of
        commitments meanwhile."""
        from tui.since import since_last
        from tui.unsaved import unsaved

        try:
            waiting = len(unsaved(self.desk))
            self.came = since_last(self.desk, self.last_here)
        except StoreError as error:
            self.fail(str(error))
            return
        lines = [f"{self.came.told} · {{since}} lists them"] if self.came.found else []
        if waiting:
            forms = "1 form was" if waiting == 1 else f"{waiting} forms were"
            lines.append(f"{forms} typed and not saved · {{drafts}} lists what there is")
        if lines:
            self.call_later(partial(self.notify, "\n".join(lines), markup=False, timeout=READING))

    async def action_act(self, id: str) -> None:
        """Do what the registry has under this id, or say why it cannot be done now."""
        action = BY_ID[id]
        if why_not := action.why_not(self.situation):
            self.notify(why_not, severity="warning", markup=False)
        elif (doing := action.do(self)) is not None:
            await doing

    def act(self, id: str) -> None:
        """Do what was chosen elsewhere, as soon as the dashboard is back."""
        self.call_later(self.action_act, id)

    @on(Detail.Acted)
    def _acted(self, event: Detail.Acted) -> None:
        self.act(event.id)

    # ---------------------------------------------------------------- hints

    def hint(self) -> None:
        """The keys that matter most where the focus is."""
        bar = self.query_one(HintBar)
        bar.ascii = self.desk.config.ascii
        bar.always = Hint(self._key("help"), "help")
        if self.filtering:
            ways = (("enter", "keep"), ("esc", "restore"), ("tab", "complete"))
            bar.hints = tuple(Hint(*way) for way in ways)
            return
        situation = self.situation
        place = "detail" if self.reading else "panel"
        some = bool(situation.marked)
        ranked = sorted(
            (a for a in ACTIONS if a.rank > 1), key=lambda a: (some and not a.many, a.rank)
        )
        said = (
            Hint(key, action.says(situation) or action.label, bool(action.why_not(situation)))
            for action in ranked
            if action.fits(situation, place) and (key := self._key(action.id))
        )
        bar.hints = (*self._ways_on(), *said)

    def _key(self, id: str) -> str:
        """The first key of an action that the focused widget does not take for itself; or ""."""
        from textual.keys import key_to_character

        at = self.focused
        for key in keys_of(self.app).keys(id):
            if at is None or not at.check_consume_key(key, key_to_character(key)):
                return shown(key)
        return ""

    def _ways_on(self) -> tuple[Hint, ...]:
        if self.reading:
            return (Hint(self._key("open"), word),) if (word := self.detail.way_on) else ()
        back = self._key("leave")
        if self.panel.marked:
            return (Hint(back, f"clear {len(self.panel.marked)} marked"),)
        if self.scopes:
            return (Hint(back, "widen"),)
        return (Hint(back, "clear filter"),) if self.panel.filter else ()

    # ---------------------------------------------------------------- telling

    def say(self, text: str) -> None:
        """Tell something that needs no answer."""
        self.post_message(Done(text))

    def fail(self, text: str) -> None:
        """Tell what could not be done, and why."""
        self.post_message(Failed(text))

    @on(Done)
    def _done(self, event: Done) -> None:
        self.notify(event.text, markup=False, timeout=4)

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        self.notify(event.text, severity="error", markup=False, timeout=10)
        self.log.error(event.text)

    # ---------------------------------------------------------------- writing

    def write(
        self,
        do: Callable[[], Batch | None],
        told: Callable[[Batch], str],
        then: Callable[[], None] = lambda: None,
    ) -> None:
        """Write in a thread, and tell what came of it: `told` makes the sentence from the batch.
        `then` is done once it is written."""

        def work() -> None:
            try:
                batch = do()
            except StoreError as error:
                self.fail(str(error))
            else:
                self.say(told(batch) if batch else "Nothing to change.")
                self.call_later(then)

        self.run_worker(work, thread=True, group="write")

    def change(self, label: str, pairs: Iterable[Pair], told: str) -> None:
        """Apply these changes as one batch, which uses the marks up; `told` says what was done."""
        store = self.desk.store
        apply = partial(store.apply, label, list(pairs))
        self.write(
            apply,
            lambda batch: f"{told}{next_told(batch, store.get)} · {UNDOES}",
            self.using_marks(),
        )

    def using_marks(self) -> Callable[[], None]:
        """What takes the present marks away, once the verb has been carried out on them."""
        panel, used = self.panel, frozenset() if self.reading else self.panel.marked

        def use() -> None:
            if used:
                panel.unmark_these(used)

        return use

    # ---------------------------------------------------------------- asking

    def fill_in(
        self,
        kind: type[Record],
        base: Record | None = None,
        words: Mapping[str, str] = {},
        resume: bool = False,
    ) -> None:
        """Open the form of a kind, on a record or for a new one that begins with these words, or
        with the newest draft of it."""
        from tui.screens.form import FormScreen

        form = FormScreen(self.desk, kind, base, words, resume)
        what = "added" if base is None else "changed"
        self.app.push_screen(form, lambda id_: self.saved(f"{what}{form.follows}", id_))

    def saved(self, what: str, id: str | None) -> None:
        """Go to the record of this id, and tell `what` was done to it; nothing for no record."""
        record = self.desk.store.get(id) if id else None
        if record is None:
            return
        self.on_store_changed()
        hidden = ""
        if record.kind.panel:
            self.go_to(record.id)
            hidden = "" if self.panel.cursor_id == record.id else " (the filter hides it)"
        self.say(f"{record.kind.name.capitalize()} {what}{hidden} · {UNDOES}")

    def ask(self, question: "AskScreen[bool]", told: str) -> None:
        """Open a question that writes; `told` says what was done when it has, and the marks are
        used up."""
        use_marks = self.using_marks()

        def answered(done: bool | None) -> None:
            if done:
                use_marks()
                self.on_store_changed()
                self.say(f"{told}{question.follows} · {UNDOES}")

        self.app.push_screen(question, answered)

    def choose(
        self, title: str, choices: Mapping[str, tuple[str, str]], use: Callable[[str], None]
    ) -> None:
        """Offer a list (key: what stands in its two columns), and use the key that is chosen."""
        from tui.screens.choose import Choose

        self.app.push_screen(Choose(title, choices, self.desk.config.ascii), if_any(use))
