"""Pulling from sources in a thread, for a screen: what goes on comes as messages, and what is asked
waits for the screen's answer."""

import threading
from collections.abc import Callable, Iterable

from textual.message import Message
from textual.screen import Screen

from store.store import Store
from store.sync.planning.outline import ALL, Left
from store.sync.planning.plan import Plan
from store.sync.report import Report
from store.sync.talk import Question, Talk
from store.sync.together import together

LOOK = 0.05  # seconds between two looks at whether to go on


class Progress(Message):
    """A run goes on: so much has come."""

    def __init__(self, source: str, size: int, items: int) -> None:
        super().__init__()
        self.source, self.size, self.items = source, size, items


class Asked(Message):
    """A run asks something; its thread waits for `answered`."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question, self.yes, self.answered = question, False, threading.Event()


class Planned(Message):
    """A run has a plan, and its thread waits for what is `left` of it; None: do nothing."""

    def __init__(self, source: str, plan: Plan) -> None:
        super().__init__()
        self.source, self.plan = source, plan
        self.left: Left | None = ALL
        self.answered = threading.Event()


class Ran(Message):
    """A run has ended."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self.report = report


class Ended(Message):
    """All that was asked for has been run."""


class Pulling:
    """Runs over some sources at once. `look`: each plan is shown before it is applied."""

    def __init__(self, screen: Screen[None], store: Store, *, look: bool = False) -> None:
        self._screen, self._store, self._look = screen, store, look
        self._stop = threading.Event()

    def begin(self, names: Iterable[str]) -> None:
        """Begin in a thread."""

        def work() -> None:
            try:
                together(self._store, list(names), self._talk, self._ended)
            finally:
                self._screen.post_message(Ended())

        self._screen.run_worker(work, thread=True, group="sync")

    def stop(self) -> None:
        """End all that runs; what is applied stays."""
        self._stop.set()

    def _ended(self, report: Report) -> None:
        self._screen.post_message(Ran(report))

    def _talk(self, name: str) -> Talk:
        turned_down = threading.Event()

        def stopped() -> bool:
            return self._stop.is_set() or turned_down.is_set()

        def progress(wire: int, _pages: int, items: int) -> None:
            self._screen.post_message(Progress(name, wire, items))

        def answer(question: Question) -> bool:
            if self._look and question.about == "missing":
                return False  # the plan shows them, and they wait
            asked = Asked(question)
            self._screen.post_message(asked)
            return _heard(asked.answered, stopped) and asked.yes

        def choose(plan: Plan) -> Left:
            if not (self._look and plan.pairs):
                return ALL
            planned = Planned(name, plan)
            self._screen.post_message(planned)
            if not _heard(planned.answered, stopped) or planned.left is None:
                turned_down.set()
                return ALL
            return planned.left

        return Talk(progress, stopped, answer, choose)


def _heard(answered: threading.Event, stopped: Callable[[], bool]) -> bool:
    """Wait for the answer; whether there was one before it was time to end."""
    while not answered.wait(LOOK):
        if stopped():
            return False
    return True
