"""From the text of minutes to what saving it would do, seen against the records as they are and
against the minutes as they were saved before."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from types import MappingProxyType
from typing import NamedTuple

from msgspec import structs

from store.fields import fields
from store.kinds import Commitment, Meeting
from store.minutes.answers import Answers, answered
from store.minutes.items import Item, Placed
from store.minutes.making import MADE, ending, record_of
from store.minutes.matching import rewritten
from store.minutes.papers import FIELDS, attendance, decide, is_decided, redecide
from store.minutes.plan import Plan, Row, Sort
from store.minutes.reader import items_of
from store.minutes.sitting import Sitting
from store.minutes.ties import Ties, line_id, marked
from store.minutes.wording import TITLES, told
from store.record import Record
from store.store import Store
from store.undo import STAMPS

LEFT = "It was left out when these minutes were saved, or has been taken out since."
GONE = "Its line is no longer in the minutes."
NOBODY_ASKED: Answers = MappingProxyType({})
NOT_COMPARED = (*STAMPS, "id", "created", "extra", "visibility")


class Line(NamedTuple):
    """An item, answered as far as it is; the number of its line; what it is known by among all
    lines; and whether it had to be asked about."""

    item: Item
    line: int
    id: str
    asked: bool


def plan(store: Store, meeting: Meeting, text: str, answers: Answers = NOBODY_ASKED) -> Plan:
    """What saving this text as the minutes of the meeting would do."""
    return _Planner(store, meeting, answers).plan(text)


class _Planner:
    def __init__(self, store: Store, meeting: Meeting, answers: Answers) -> None:
        self._store, self._meeting, self._answers = store, meeting, answers
        self._sitting = Sitting(store, meeting)
        self._ties = Ties(store, meeting)
        self._so_far = meeting  # as the lines before leave it
        self._names = store.names

    def plan(self, text: str) -> Plan:
        new = self._lines(text)
        # what was typed elsewhere was never taken in, so none of it was left out
        before = self._lines(self._meeting.minutes) if self._meeting.minutes_version else []
        was, now = ({line.id for line in lines} for lines in (before, new))
        fresh = [line for line in new if not self._done(line)]
        gone = [line for line in before if line.id not in now and self._done(line)]
        changed = rewritten(
            [line.item for line in gone],
            [line.item if line.id not in was else _none(line.item) for line in fresh],
        )
        old_of = {fresh[to].id: gone[at] for at, to in changed.items()}
        rows = [row for line in fresh for row in self._rows(line, old_of.get(line.id), was)]
        rows += [self._taken_out(line) for at, line in enumerate(gone) if at not in changed]
        return Plan(self._meeting, text, tuple(rows), len(new) - len(fresh))

    def _lines(self, text: str) -> list[Line]:
        counts: Counter[tuple[str, str]] = Counter()
        return list(self._counted(items_of(text, self._store, self._meeting), counts))

    def _counted(self, items: Iterable[Placed], counts: Counter[tuple[str, str]]) -> Iterator[Line]:
        for item, line in ((placed.item, placed.line) for placed in items):
            id_ = line_id(self._meeting.id, item, counts[item.key])
            counts[item.key] += 1
            yield Line(answered(item, self._answers), line, id_, bool(item.doubts))

    def _done(self, line: Line) -> bool:
        """Whether a line has made what it makes."""
        if line.item.kind == "resolution":
            return is_decided(self._meeting.decisions, line.item.words)
        return self._ties.made(line.id) is not None

    # ---------------------------------------------------------------- a row for a line

    def _rows(self, line: Line, old: Line | None, was: Collection[str]) -> Iterator[Row]:
        """What a line does that has not done it; `old` is the line that it was changed from, `was`
        the lines of the minutes when they were saved."""
        # who saved it so did not want it; what was not known then is wanted once it is answered
        left = line.id in was and (not line.asked or bool(line.item.doubts))
        if line.item.kind in MADE:
            record = self._ties.made(old.id) if old else None
            if old is not None and record is not None:
                yield self._change(line, old, record)
            else:
                yield self._new(line, left)
        elif line.item.kind == "resolution":
            yield self._decision(line, old, left)
        elif line.item.kind in FIELDS and (line.asked or not left):
            yield from self._attendance(line, left)

    def _decision(self, line: Line, old: Line | None, left: bool) -> Row:
        words = line.item.words
        row = _row(line, "decision", f"Decided: {words}")
        if old is not None:
            title = f"{row.title}, in the place of: {old.item.words}"
            return structs.replace(row, title=title, change=redecide(old.item.words, words))
        return _left(structs.replace(row, change=decide(words)), left)

    def _attendance(self, line: Line, left: bool) -> Iterator[Row]:
        """Those who are known are recorded, whoever else is asked for."""
        item = line.item
        known = item.like(who=tuple(w for w in item.who if w.id), doubts=())
        title = f"{TITLES[item.kind]}: "
        change = attendance(known, self._so_far)
        if change is not None and not left:
            self._so_far = change(self._so_far)
            named = _row(line._replace(item=known), "attendance", title + told(known, self._names))
            yield structs.replace(named, change=change)
        if item.doubts:
            who = tuple(w for w in item.who if not (w.id or w.kept))
            asked = item.like(who=who, notes=())
            row = _row(line._replace(item=asked), "attendance", title + told(asked, self._names))
            yield _left(structs.replace(row, key=f"{line.id}-asked"), left)

    def _new(self, line: Line, left: bool) -> Row:
        title = f"{TITLES[line.item.kind]}: {told(line.item, self._names)}"
        row = _left(_row(line, "new", title), left)
        if line.item.doubts:
            return row
        record = self._made(line, self._ties.free_id(line.id))
        return self._with_ending(structs.replace(row, pairs=((None, record),)))

    def _with_ending(self, row: Row) -> Row:
        """A commitment that is reported to be delivered is closed along with it."""
        commitment = self._store.get(row.item.commitment)
        if row.item.kind != "progress" or not isinstance(commitment, Commitment):
            return row
        end = ending(row.item, commitment, self._sitting)
        if end is None:
            return row
        notes = (*row.notes, "The commitment is closed by it.")
        return structs.replace(row, pairs=(*row.pairs, end), notes=notes)

    def _change(self, line: Line, old: Line, record: Record) -> Row:
        """The record as the new line has it. What was changed by hand since stays."""
        title = f"{TITLES[line.item.kind]} changed: {told(line.item, self._names)}"
        row = _row(line, "change", title)
        if line.item.doubts:
            return row
        was, wanted = (self._made(each, record.id) for each in (old, line))
        notes = list(row.notes)
        values: dict[str, object] = {}
        for field in fields(type(record)):
            before, after = (getattr(each, field.name, None) for each in (was, wanted))
            if field.name in NOT_COMPARED or before == after:
                continue
            if getattr(record, field.name) == before:
                values[field.name] = after
            elif getattr(record, field.name) != after:
                notes.append(f"{field.title} was changed by hand since, and stays.")
        new = structs.replace(record, **values, extra=marked(record, line.id))
        return self._with_ending(structs.replace(row, pairs=((record, new),), notes=tuple(notes)))

    def _taken_out(self, line: Line) -> Row:
        """A line is gone: whether what it made is to go too is asked."""
        item = line.item
        row = Row(key=f"gone-{line.id}", sort="gone", line=-1, item=item, title="", wanted=False)
        if item.kind == "resolution":
            title, change = f"Decided no longer: {item.words}", redecide(item.words, "")
            return structs.replace(row, title=title, notes=(GONE,), change=change)
        record = self._ties.made(line.id)
        pairs = self._store.removal([record.id]) if record else []
        kind = record.kind.name if record else ""
        title = f"Delete the {kind} {self._names.heading(record) if record else ''}"
        others = len(pairs) - 1
        along = (f"With it {others} more would be deleted or let go of it.",) if others > 0 else ()
        return structs.replace(row, title=title, notes=(GONE, *along), pairs=tuple(pairs))

    def _made(self, line: Line, id: str) -> Record:
        record = record_of(line.item, self._sitting, id)
        extra = marked(record, line.id)
        return structs.replace(record, extra=extra) if extra else record


def _row(line: Line, sort: Sort, title: str) -> Row:
    return Row(
        key=line.id,
        sort=sort,
        line=line.line,
        item=line.item,
        title=title,
        doubts=line.item.doubts,
        notes=line.item.notes,
    )


def _left(row: Row, left: bool) -> Row:
    """The row, and that it is not wanted where it was left before."""
    return structs.replace(row, wanted=False, notes=(*row.notes, LEFT)) if left else row


def _none(item: Item) -> Item:
    """An item that nothing was changed to."""
    return item.like(words="", commitment="-")
