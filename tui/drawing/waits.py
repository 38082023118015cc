"""What waits for a person, told in full: a conflict side by side, news with their text."""

from typing import Any

from store.names import Names
from store.sync.inbox import Entry
from store.sync.memory import RECORD
from store.sync.resolve import Waiting
from tui.drawing.sides import in_words, of_record, put_sides, put_words, titled
from tui.sheet import Part, Sheet
from tui.waiting import Thing
from tui.wrap import wrap

HERE, THERE = "here (ours)", "there (theirs)"


def tell_thing(sheet: Sheet, thing: Thing, names: Names) -> None:
    """One thing that waits."""
    if thing.conflict is not None:
        _tell_conflict(sheet, thing.conflict, names)
    elif thing.news is not None:
        _tell_news(sheet, thing.news)


def _tell_conflict(sheet: Sheet, waiting: Waiting, names: Names) -> None:
    at = waiting.conflict
    whole = at.field == RECORD
    sheet.text(names.name(at.id) if whole else titled(at.kind, at.field), "title", most=3)
    if not whole:
        sheet.text(names.name(at.id), "muted", most=1)
    put_words(sheet, _sentence(waiting))
    sheet.blank()
    if whole:
        was, ours, theirs = (of_record(at.kind, side or {}, names) for side in _sides(waiting))
    else:
        was, ours, theirs = (in_words(at.kind, at.field, side, names) for side in _sides(waiting))
    put_sides(sheet, ours, theirs, (HERE, THERE))
    if not whole:
        sheet.blank()
        sheet.labelled("Was", 5, Part(was or "nothing", "muted"))


def _sides(waiting: Waiting) -> tuple[Any, Any, Any]:
    at = waiting.conflict
    return at.base, at.ours, at.theirs


def _sentence(waiting: Waiting) -> str:
    at, source = waiting.conflict, waiting.source
    if waiting.missing:
        return f"{source} no longer has it. Theirs removes it here too, ours keeps it."
    if at.field != RECORD:
        return f"It was changed here, and at {source} too."
    if at.theirs is None:
        into = f", where {at.replaced_by} took its place" if at.replaced_by else ""
        return f"It was changed here and is gone at {source}{into}."
    if at.ours is None:
        return f"It was deleted here, and changed at {source}."
    return f"It differs from what {source} has."


def _tell_news(sheet: Sheet, entry: Entry) -> None:
    news = entry.news
    sheet.text(news.title, "title")
    said = [part for part in (news.publisher, news.published[:16].replace("T", " ")) if part]
    put_words(sheet, " · ".join([*said, f"from {entry.source}", entry.state]))
    if news.start:
        put_words(sheet, f"Tells of a meeting on {news.start[:16].replace('T', ' ')}", "")
    sheet.blank()
    if news.link:
        for line in wrap(news.link, sheet.width):
            sheet.put([Part(line, "link")])
        sheet.blank()
    if news.text:
        sheet.text(news.text)
    else:
        put_words(sheet, "The source gives no more than the title.")
