"""A sync from beginning to end: fetch, plan, ask, apply one batch, remember. The cursor and the
validators are saved last, and only when all was applied."""

from msgspec import structs

from store.errors import Stale
from store.formats.source import FormatError, Told
from store.journal.batch import now
from store.rules import received
from store.store import Refused, Store
from store.sync.errors import Cancelled, SyncError
from store.sync.kept.keep import Keep, find_source
from store.sync.kept.memory import settled
from store.sync.kept.news import Taken, short_id, taken
from store.sync.kept.sources import Source
from store.sync.kept.undone import LABEL, ids_of, noticed
from store.sync.pages import fetch
from store.sync.planning.doubles import open_doubles
from store.sync.planning.others import NOTHING, Others
from store.sync.planning.outline import ALL, Left
from store.sync.planning.plan import Plan, plan
from store.sync.planning.standing import Local
from store.sync.planning.terms import Terms
from store.sync.report import Report
from store.sync.talk import SILENT, Question, Talk
from store.sync.transfer.limits import Limits
from store.sync.transfer.tally import Tally
from store.sync.versions.accounts import Accounts, Moved
from store.sync.versions.ledger import Ledger
from store.verbs import Pair

LIMITS = Limits()
TRIES = 5  # how often to plan anew where somebody else keeps writing meanwhile


def run(
    store: Store,
    name: str,
    talk: Talk = SILENT,
    *,
    dry_run: bool = False,
    limits: Limits = LIMITS,
) -> Report:
    """Sync one source. What the source did wrong is told in the report; a `StoreError` is raised
    where there is no such source or the store cannot take the batch."""
    keep = find_source(store.journal.folder, name)
    with keep.held():
        tally = Tally(limits, talk.progress)
        reached, before, others = keep.reached(), keep.waiting(), Others(store, keep)
        before = structs.replace(before, mark=reached.mark or before.mark)
        waiting = tuple(c for c in before.conflicts if not settled(c, store.get(c.id)))
        try:
            fetched = fetch(keep.source(), reached, tally, talk.cancelled, store.names)
            nothing = fetched.told is None
            mark = store.journal.mark
            if nothing and not (talk.again or others.has_moved(name, before)):
                report = Report(
                    name,
                    conflicts=waiting,
                    missing=before.missing,
                    held=before.held,
                    doubles=open_doubles(before.doubles, others.same, store.get),
                    taken_back=ids_of(before.taken_back),
                    waiting=bool(before.missing),
                    question=_lost(name, before.missing).text if before.missing else "",
                )
                reached = structs.replace(reached, mark=mark)
            else:
                reached = structs.replace(reached, mark="")
                told = fetched.told or NOTHING
                with talk.turn:
                    report = _Run(store, keep, talk, others).take(told, dry_run=dry_run)
            report = structs.replace(report, not_modified=nothing)
        except Cancelled as error:
            return Report(name, bytes=tally.wire, error=str(error), stopped="cancelled")
        except (SyncError, FormatError) as error:
            report = Report(name, conflicts=waiting, error=str(error))
        if not dry_run:
            waits = report.waiting or report.left_out
            complete = not (report.error or waits or report.not_modified)
            kept = fetched.reached if complete else reached
            keep.save_reached(
                structs.replace(
                    kept,
                    at=now(),
                    outcome=report.outcome,
                    bytes=tally.wire,
                    items=tally.items,
                    failures=reached.failures + 1 if report.error else 0,
                )
            )
        return structs.replace(report, bytes=tally.wire)


class _Run:
    """One fetched feed on its way into the store."""

    def __init__(self, store: Store, keep: Keep, talk: Talk, others: Others) -> None:
        self._store = store
        self._keep = keep
        self._source: Source = keep.source()
        self._talk = talk
        self._others = others
        self._memory = keep.memory()
        self._accounts = Accounts(store)
        self._ledger: Ledger | None = None
        self._answers: dict[Question, bool] = {}
        self._chosen: tuple[list[Pair], Left] = ([], ALL)

    def take(self, told: Told, *, dry_run: bool) -> Report:
        """Plan and apply; anew where the records have changed in between."""
        for tried in range(1, TRIES + 1):
            self._store.refresh()
            self._ledger = self._accounts.for_sync(told, dry_run=dry_run)
            self._memory = noticed(self._store, self._source.name, self._memory)
            planned = self._plan(told)
            alarm, lost = self._questions(planned)
            if dry_run:
                report = self._report(planned, self._news(told), alarm or lost)
                return structs.replace(report, entries=tuple(planned.entries()))
            if alarm and not self._allowed(alarm):
                return Report(
                    self._source.name,
                    waiting=True,
                    question=alarm.text,
                    conflicts=self._memory.conflicts,
                )
            let_go = lost is not None and self._allowed(lost)
            if let_go:
                planned = self._plan(told, let_go=True)
            if left := self._left(planned):
                planned = self._plan(told, let_go=let_go, left=left)
            _, open_ = self._questions(planned)
            self._check()
            try:
                done = self._apply(planned)
            except (Stale, Refused, Moved):
                if tried == TRIES:
                    raise
                continue
            news = self._news(told)
            if news.inbox != self._keep.inbox():
                self._keep.save_inbox(news.inbox)
            return self._report(done, news, open_)
        raise AssertionError("the last try returns or raises")

    def _apply(self, planned: Plan) -> Plan:
        """One batch, with what of other sources waits for it; then what is to be remembered."""
        with self._others.joining(planned, self._ledger) as (whole, joined):
            with self._accounts.bringing(self._ledger, planned.brought):
                self._store.apply(LABEL + self._source.name, whole.pairs, check=received)
            mark = self._store.journal.passed(whole.memory.mark)  # it need not look through its own
            self._keep.save_memory(structs.replace(whole.memory, mark=mark))
            self._others.save(joined)
        return whole

    def _plan(self, told: Told, *, let_go: bool = False, left: Left = ALL) -> Plan:
        local = Local(self._store.everything(), self._store.referring)
        terms = Terms(
            owned=self._source.owned,
            let_go=let_go,
            left=left,
            again=self._talk.again,
            same=self._others.same,
            elsewhere=self._others.elsewhere,
            check=self._check,
            ledger=self._ledger,
            source=self._source.name,
        )
        return plan(told, self._memory, local, terms)

    def _check(self) -> None:
        if self._talk.cancelled():
            raise Cancelled("Cancelled; nothing was changed.")

    def _left(self, planned: Plan) -> Left:
        """What a person leaves of the plan, asked for anew where it is another one."""
        if planned.pairs != self._chosen[0]:
            self._chosen = (planned.pairs, self._talk.choose(planned))
        return self._chosen[1]

    def _questions(self, planned: Plan) -> tuple[Question | None, Question | None]:
        """What is asked of a plan: whether to believe it, and whether what is gone goes here."""
        name, missing = self._source.name, planned.memory.missing
        alarm = _alarm(name, planned.alarming) if planned.alarming else None
        return alarm, _lost(name, missing) if missing else None

    def _allowed(self, question: Question) -> bool:
        """The answer, asked for once."""
        if question not in self._answers:
            self._answers[question] = self._talk.answer(question)
        return self._answers[question]

    def _news(self, told: Told) -> Taken:
        return taken(self._keep.inbox(), told.news, now(), self._store.get)

    def _report(self, planned: Plan, news: Taken, asked: Question | None) -> Report:
        return Report(
            self._source.name,
            new=tuple(planned.new),
            changed=tuple(planned.changed),
            removed=tuple(planned.removed),
            conflicts=planned.memory.conflicts,
            missing=planned.memory.missing,
            set_aside=tuple(planned.asides),
            held=planned.memory.held,
            doubles=planned.memory.doubles,
            taken_back=ids_of(planned.memory.taken_back),
            news=tuple(short_id(self._source.name, id_) for id_ in news.new),
            left_out=news.left_out,
            waiting=asked is not None,
            question=asked.text if asked else "",
        )


def _alarm(name: str, why: str) -> Question:
    return Question(name, "alarming", f"{name}: {why}. Take that for true?")


def _lost(name: str, ids: tuple[str, ...]) -> Question:
    some = ", ".join(ids[:5]) + (", …" if len(ids) > 5 else "")
    them = "it" if len(ids) == 1 else "them"
    text = f"{name} no longer has {len(ids)} of its records ({some}). Remove {them} here?"
    return Question(name, "missing", text, ids)
