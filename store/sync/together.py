"""Several sources at once, politely: at most four, each over one connection. What they say is taken
in one at a time, so that each plan is made on what the one before has left."""

from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from queue import Empty, SimpleQueue
from threading import Event, Lock
from typing import cast

from store.errors import Held, StoreError
from store.store import Store
from store.sync.errors import Cancelled
from store.sync.planning.outline import Left
from store.sync.planning.plan import Plan
from store.sync.report import Report
from store.sync.run import LIMITS, run
from store.sync.talk import Question, Talk
from store.sync.transfer.limits import Limits

AT_ONCE = 4
LOOK = 0.05  # seconds between two looks at whether to go on
LONGEST = 0.25  # seconds for which the box is waited at


def together(  # noqa: PLR0913 — what a run takes, and two more
    store: Store,
    names: Iterable[str],
    talk_for: Callable[[str], Talk],
    ended: Callable[[Report], object] = lambda _report: None,
    *,
    dry_run: bool = False,
    limits: Limits = LIMITS,
) -> list[Report]:
    """Sync these sources; their reports, in this order. What goes wrong with one is told in its
    report, and the others go on.

    Every question is asked, and `ended` is told of each report, in the thread that called, one
    after the other; progress is told from others. An interrupt (Ctrl-C) in the thread that called
    ends all the runs at once: what is applied stays, the rest is as it was and its report says so.
    """
    work = _Together(store, talk_for, ended)
    return work.run(list(dict.fromkeys(names)), dry_run=dry_run, limits=limits)


class _Asked:
    """Something to be asked in the thread that called."""

    def __init__(self, ask: Callable[[], object]) -> None:
        self._ask = ask
        self._said: list[object] = []
        self._answered = Event()

    def answer(self) -> None:
        """Ask it, in whatever thread this is."""
        self._said.append(self._ask())
        self._answered.set()

    def wait(self, check: Callable[[], None]) -> object:
        """The answer, once there is one; `check` raises where it is time to end."""
        while not self._answered.wait(LOOK):
            check()
        return self._said[0]


class _Turn:
    """Held by the one run that takes in what it was told; the others wait, and can be ended."""

    def __init__(self, lock: Lock, check: Callable[[], None]) -> None:
        self._lock, self._check = lock, check

    def __enter__(self) -> None:
        while not self._lock.acquire(timeout=LOOK):
            self._check()

    def __exit__(self, *_: object) -> None:
        self._lock.release()


class _Together:
    """Runs in threads of their own, and what they have for the thread that called."""

    def __init__(
        self, store: Store, talk_for: Callable[[str], Talk], ended: Callable[[Report], object]
    ) -> None:
        self._store = store
        self._talk_for = talk_for
        self._ended = ended
        self._stop = Event()
        self._turn = Lock()
        self._inbox: SimpleQueue[_Asked | Future[Report]] = SimpleQueue()

    def run(self, names: list[str], *, dry_run: bool, limits: Limits) -> list[Report]:
        """All of them, to their ends."""
        with ThreadPoolExecutor(AT_ONCE, "sync") as pool:
            try:
                runs = [
                    pool.submit(self._one, name, dry_run=dry_run, limits=limits) for name in names
                ]
                for one in runs:
                    one.add_done_callback(self._inbox.put)
                self._serve(set(runs))
            except BaseException:
                self._stop.set()
                raise
        return [one.result() for one in runs]

    def _serve(self, waiting: set[Future[Report]]) -> None:
        while waiting:
            try:
                came = self._next(waiting)
                if isinstance(came, _Asked):
                    came.answer()
                elif came is not None:
                    waiting.remove(came)
                    self._ended(came.result())
            except KeyboardInterrupt:
                self._stop.set()

    def _next(self, waiting: set[Future[Report]]) -> "_Asked | Future[Report] | None":
        try:
            return self._inbox.get(timeout=LONGEST)
        except Empty:  # an interrupt may have come between the box and us
            return next((one for one in waiting if one.done()), None)

    def _one(self, name: str, *, dry_run: bool, limits: Limits) -> Report:
        talk = self._talk_for(name)

        def cancelled() -> bool:
            return self._stop.is_set() or talk.cancelled()

        def check() -> None:
            if cancelled():
                raise Cancelled("Cancelled; nothing was changed.")

        def answer(question: Question) -> bool:
            asked = _Asked(lambda: talk.answer(question))
            self._inbox.put(asked)
            return bool(asked.wait(check))

        def choose(plan: Plan) -> Left:
            asked = _Asked(lambda: talk.choose(plan))
            self._inbox.put(asked)
            return cast(Left, asked.wait(check))

        watched = talk._replace(
            cancelled=cancelled, answer=answer, choose=choose, turn=_Turn(self._turn, check)
        )
        try:
            return run(self._store, name, watched, dry_run=dry_run, limits=limits)
        except Held as error:
            return Report(name, error=str(error), stopped="held")
        except StoreError as error:
            return Report(name, error=str(error))
