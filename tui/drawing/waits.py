"""What waits for a person, told in full: two sides beside each other, news with their text."""

from typing import Any

from store.desk import Desk
from store.names import Names
from store.record import Record
from store.sync.kept.memory import RECORD
from store.sync.kept.pending import Double, Held
from store.sync.merge import content
from store.sync.waiting.inbox import Entry
from store.sync.waiting.resolve import Waiting
from tui.drawing.sides import NOTHING, in_words, of_record, put_sides, put_words, titled
from tui.sheet import Part, Sheet
from tui.waiting import Thing
from tui.wrap import wrap

HERE, THERE = "here (ours)", "there (theirs)"


def tell_thing(sheet: Sheet, thing: Thing, desk: Desk) -> None:
    """One thing that waits."""
    match thing:
        case Thing(conflict=Waiting() as conflict):
            _tell_conflict(sheet, conflict, desk.names)
        case Thing(double=Double() as double):
            _tell_double(sheet, double, desk)
        case Thing(held=Held() as held):
            _tell_held(sheet, held, thing.source, desk.names)
        case Thing(news=Entry() as entry):
            _tell_news(sheet, entry)


def _tell_conflict(sheet: Sheet, waiting: Waiting, names: Names) -> None:
    at = waiting.conflict
    whole = at.field == RECORD
    sheet.text(names.name(at.id) if whole else titled(at.kind, at.field), "title", most=3)
    if not whole:
        sheet.text(names.name(at.id), "muted", most=1)
    sheet.blank()

    def told(side: Any) -> str:
        if whole:
            return of_record(at.kind, side or {}, names)
        return in_words(at.kind, at.field, side, names)

    put_sides(sheet, told(at.ours), told(at.theirs), (HERE, THERE))
    sheet.blank()
    if not whole:
        sheet.labelled("Was", 5, Part(told(at.base) or NOTHING, "muted"))
        sheet.blank()
    put_words(sheet, _sentence(waiting))


def _sentence(waiting: Waiting) -> str:
    at, source = waiting.conflict, waiting.source
    if waiting.missing:
        return f"{source} no longer has it. Theirs removes it here too, ours keeps it."
    if at.field != RECORD:
        return f"It differs here and at {source}."
    if at.theirs is None:
        into = f", where {at.replaced_by} took its place" if at.replaced_by else ""
        return f"It was changed here, and is gone at {source}{into}."
    if at.ours is None:
        return f"It is not here, and stands at {source}."
    return f"It differs from what {source} has."


def _tell_double(sheet: Sheet, double: Double, desk: Desk) -> None:
    names = desk.names
    sheet.text(names.name(double.id), "title", most=3)
    put_words(sheet, "Both are on the same day, in the same place, and called nearly the same.")
    sheet.blank()
    one, other = desk.store.get(double.id), desk.store.get(double.other)
    if one is not None and other is not None:
        both = [name for name in content(other) if name in content(one)]
        first, second = (
            of_record(double.kind, _in_order(record, both), names) for record in (other, one)
        )
        put_sides(sheet, first, second, (double.other, double.id))


def _in_order(record: Record, first: list[str]) -> dict[str, Any]:
    """What is merged of a record, these fields before the others."""
    found = content(record)
    return {**{name: found[name] for name in first}, **found}


def _tell_held(sheet: Sheet, held: Held, source: str, names: Names) -> None:
    sheet.text(titled(held.kind, held.field), "title")
    sheet.text(names.name(held.id), "muted", most=2)
    sheet.blank()
    sheet.text(f"From {source}: {held.sentence}.")
    sheet.blank()
    what = "The record" if held.whole else "The reference"
    put_words(sheet, f"{what} comes by itself as soon as that is here.")


def _tell_news(sheet: Sheet, entry: Entry) -> None:
    news = entry.news
    sheet.text(news.title, "title")
    said = [part for part in (news.publisher, _day(news.published)) if part]
    put_words(sheet, " · ".join([*said, f"from {entry.source}", entry.state]))
    if news.start:
        put_words(sheet, f"It tells of a meeting on {_day(news.start)}.", "")
    sheet.blank()
    for line in wrap(news.link, sheet.width) if news.link else ():
        sheet.put([Part(line, "link")])
    sheet.blank()
    if news.text:
        sheet.text(news.text)
    else:
        put_words(sheet, "The source gives no more than the title.")


def _day(published: str) -> str:
    return published[:16].replace("T", " ")
