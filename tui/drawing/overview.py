"""The overview as a sheet: figures, bars, columns, a line of steps, each a door to its list."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from store import dates
from store.kinds import Group
from store.names import Names
from store.overview import Overview, Pulse, Tally
from tui.counting import several, times
from tui.drawing.axis import Axis
from tui.drawing.blocks import across, beside, column, figures
from tui.drawing.steps import drawn_steps
from tui.fit import cells, fit
from tui.sheet import Door, Fold, Part, Sheet

NARROW, BROAD = 60, 150  # below the one all stands in one column, from the other on in three
LOW = 18  # lines below which there are no big figures
GAP = 3
EDGE = " "  # where the cursor shows
FEWEST, LABEL = 5, 8
SHORTER = {"delivered": "delivered", "group": "gone quiet", "groups": "gone quiet"}
MEMBERS, GROUPS = "Owed by members", "With the groups"


class Look(NamedTuple):
    """What all the pictures need to know: names, whether to keep to ASCII, and which of the long
    lists are shown whole."""

    names: Names
    ascii: bool
    whole: Collection[str] = ()


def draw(seen: Overview, look: Look, width: int, height: int) -> Sheet:
    """All of it, laid out for a view of this size."""
    sheet = Sheet(width, look.ascii)
    _figures(sheet, seen, big=width >= NARROW and height >= LOW)
    sheet.blank()
    if width < NARROW:
        for part in (
            _bars(MEMBERS, seen.owners, look, width, FEWEST),
            _bars(GROUPS, seen.groups, look, width, FEWEST),
            _pulse(seen, look, width, 2),
            _growth(seen, look, width, 4),
        ):
            beside(sheet, [part], 0)
            sheet.blank()
        return sheet
    longest = max(len(seen.owners), len(seen.groups))
    room = height - len(sheet.lines)
    broad = width >= BROAD
    bars = max(FEWEST, min(longest, room - (10 if room < 24 else 13)))
    below = room - bars - 5  # without its heading, its ruler and the blank line above
    columns = _split(width, 3 if broad else 2)
    top = [
        _bars(MEMBERS, seen.owners, look, columns[0], bars),
        _bars(GROUPS, seen.groups, look, columns[1], bars),
    ]
    if broad:
        beside(sheet, [*top, _growth(seen, look, columns[2], min(14, max(4, bars - 2)))], GAP)
        sheet.blank()
        beside(sheet, [_pulse(seen, look, width, min(10, max(2, (below - 3) // 2)))], 0)
    else:
        beside(sheet, top, GAP)
        sheet.blank()
        each = min(8, max(2, below // 2))
        low = [
            _pulse(seen, look, columns[0], each),
            _growth(seen, look, columns[1], max(2, 2 * each - 1)),
        ]
        beside(sheet, low, GAP)
    return sheet


def _split(width: int, into: int) -> list[int]:
    each = (width - GAP * (into - 1)) // into
    return [each] * (into - 1) + [width - (each + GAP) * (into - 1)]


def _door(tally: Tally, says: str) -> Door:
    return Door(tally.kind, tally.line, says)


# ---------------------------------------------------------------- figures


def _figures(sheet: Sheet, seen: Overview, big: bool) -> None:
    year = seen.delivered.line[-4:]
    told = [
        (seen.open, "open", "strong"),
        (seen.overdue, "overdue", "late"),
        (seen.soon, "due soon", "soon"),
        (seen.delivered, f"delivered in {year}", "good"),
        (seen.quiet, f"{'group' if seen.quiet.count == 1 else 'groups'} gone quiet", "soon"),
    ]
    if not big:
        size = max(len(str(tally.count)) for tally, _, _ in told)
        for tally, label, tone in told:
            shown = Part(f"{tally.count:>{size}}", tone if tally.count else "muted")
            parts = [Part(EDGE), shown, Part(f" {label}")]
            sheet.line(*parts, target=_door(tally, f"{tally.count} {label}"))
        return
    tiles = []
    for (tally, label, tone), width in zip(told, _split(sheet.width, len(told)), strict=True):
        tile = Sheet(width, sheet.ascii)
        item = tile.item(_door(tally, f"{tally.count} {label}"))
        lines = [str(tally.count)] if sheet.ascii else figures(tally.count)
        for line in lines:
            tile.put(
                [Part(EDGE), Part(fit(line, width - 1), tone if tally.count else "muted")], item
            )
        short = label if cells(label, width) < width else SHORTER.get(label.split()[0], label)
        tile.put([Part(EDGE), Part(fit(short, width - 1), "muted")], item)
        tiles.append(tile)
    beside(sheet, tiles, GAP)


# ---------------------------------------------------------------- bars


def _bars(title: str, tallies: Sequence[Tally], look: Look, width: int, most: int) -> Sheet:
    sheet = Sheet(width, look.ascii)
    sheet.heading(title)
    if not tallies:
        sheet.text("Nothing is open.", "muted")
        return sheet
    shown = tallies if title in look.whole or len(tallies) <= most else tallies[: most - 1]
    names = [look.names.name(tally.id) if tally.id else "no owner" for tally in shown]
    short = [_short(look.names, tally.id) or name for tally, name in zip(shown, names, strict=True)]
    longest = max(tally.count for tally in tallies)
    size = len(str(longest))
    late = max((len(_late(tally)) for tally in shown), default=0)
    room = width - len(EDGE) - size - 2 - late
    named = min(max(cells(name, room) for name in names), max(8, room * 11 // 20))
    room -= named + 1
    for tally, name, acronym in zip(shown, names, short, strict=True):
        fitting = name if cells(name, named + 1) <= named else acronym
        overdue = across(tally.overdue / longest * room, look.ascii)
        overdue = overdue.replace("#", "!") if look.ascii else "▓" * len(overdue)
        whole = across(max(tally.count / longest * room, len(overdue)), look.ascii)
        rest = whole[len(overdue) :]
        line = [
            Part(EDGE),
            Part(fit(fitting, named) + " ", "" if tally.id else "muted"),
            Part(overdue, "late"),
            Part(rest, "fill"),
            Part(" " * (room - len(overdue) - len(rest))),
            Part(f" {tally.count:>{size}} ", "strong"),
            Part(f"{_late(tally):{late}}", "late"),
        ]
        sheet.line(*line, target=_door(tally, f"{name}: {tally.count} open{_and_late(tally)}"))
    if len(shown) < len(tallies):
        left = len(tallies) - len(shown)
        sheet.line(Part(EDGE), Part(f"and {left} more", "link"), target=Fold(title, False))
    return sheet


def _short(names: Names, id: str) -> str:
    record = names.record(id)
    return record.acronym if isinstance(record, Group) else ""


def _late(tally: Tally) -> str:
    return f"{tally.overdue} late" if tally.overdue else ""


def _and_late(tally: Tally) -> str:
    return f", {tally.overdue} of these overdue" if tally.overdue else ""


# ---------------------------------------------------------------- opened and closed


def _pulse(seen: Overview, look: Look, width: int, height: int) -> Sheet:
    sheet = Sheet(width, look.ascii)
    sheet.heading("Opened and closed per month")
    room = width - LABEL
    months = seen.months[-room:]
    if not months:
        sheet.text("No month is known in which anything was opened.", "muted")
        return sheet
    each = min(4, room // len(months))
    most = max(pulse.opened.count for pulse in months), max(pulse.closed.count for pulse in months)
    upper = _share(most, 2 * height)
    unit = max(most[0] / upper, most[1] / (2 * height - upper))  # what a line stands for, in both
    _columns(sheet, "opened", months, unit, (each, upper))
    _columns(sheet, "closed", months, unit, (each, 2 * height - upper))
    sheet.line(Part(" " * LABEL), Part(_years(months, each), "muted"))
    if seen.undated:
        sheet.text(f"{seen.undated} more in a month not known", "muted")
    return sheet


def _share(most: tuple[int, int], lines: int) -> int:
    """How many of the lines the upper of two pictures gets, so that both are as tall as can be."""
    wanted = round(most[0] / max(1, sum(most)) * lines)
    return min(max(1, wanted), lines - 1)


def _columns(
    sheet: Sheet, word: str, months: Sequence[Pulse], unit: float, size: tuple[int, int]
) -> None:
    each, height = size
    drawn = []
    for pulse in months:
        tally: Tally = getattr(pulse, word)
        says = f"{dates.spell(pulse.month)}: {tally.count} {word}"
        drawn.append(
            (
                sheet.item(_door(tally, says)),
                tally,
                column(tally.count, unit * height, height, sheet.ascii),
            )
        )
    nothing = "_" if sheet.ascii else "·"
    tone = "fill" if word == "opened" else "good"
    for row in range(height):
        last = row == height - 1
        line = [Part(fit(word, LABEL) if last else " " * LABEL, "muted")]
        for item, tally, chars in drawn:
            char = chars[row] if tally.count or not last else nothing
            text = char * max(1, each - 1) + " " * (each > 1)
            line.append(Part(text, tone if tally.count else "rule", item))
        sheet.put(line)


def _years(months: Sequence[Pulse], each: int) -> str:
    line = ""
    for at, pulse in enumerate(months):
        start = at * each
        wanted = at == 0 or pulse.month.endswith("-01")
        fits = len(line) < start or not line
        if wanted and fits and start + 4 <= len(months) * each:
            line += " " * (start - len(line)) + pulse.month[:4]
    return line


# ---------------------------------------------------------------- members


def _growth(seen: Overview, look: Look, width: int, height: int) -> Sheet:
    sheet = Sheet(width, look.ascii)
    sheet.heading("Members over time")
    points = [(dates.span(point.day)[0], point) for point in seen.growth]
    if not points:
        sheet.text("No membership was published, and no day of joining is known.", "muted")
        return sheet
    published = [(day, p.published) for day, p in points if p.published is not None]
    dated = [(day, p.dated.count) for day, p in points]
    most = max(value for _, value in (*published, *dated))
    size = len(str(most))
    begins = (published or dated)[0][0].replace(month=1, day=1)
    axis = Axis(begins, points[-1][0], width - size - 1)
    for row, line in enumerate(drawn_steps(published, dated, axis, height, look.ascii)):
        label = str(most) if row == 0 else "0" if row == height - 1 else ""
        parts = [Part(f"{label:>{size}} ", "muted")]
        for char, tone in line:
            if parts[-1].tone == tone and len(parts) > 1:
                parts[-1] = parts[-1]._replace(text=parts[-1].text + char)
            else:
                parts.append(Part(char, tone))
        sheet.put(parts)
    sheet.line(Part(" " * (size + 1)), Part(axis.ruler(), "muted"))
    _legend(sheet, seen, published[-1][1] if published else 0)
    return sheet


def _legend(sheet: Sheet, seen: Overview, last: int) -> None:
    line, area = ("-", ":") if sheet.ascii else ("─", "█")
    if (count := seen.published.count) > 0:
        said = f"published {times(count)}, {last} last"
        parts = [Part(EDGE), Part(f"{line} ", "line"), Part(said)]
        says = f"{several(count, 'meeting')} at which a membership was published"
        sheet.line(*parts, target=_door(seen.published, says))
    dated = seen.growth[-1].dated
    parts = [Part(EDGE), Part(f"{area} ", "area"), Part(f"{dated.count} with a date of joining")]
    sheet.line(*parts, target=_door(dated, f"{dated.count} members whose day of joining is known"))
