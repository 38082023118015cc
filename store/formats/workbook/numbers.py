"""Which numbers of a workbook are dates, and of which day (ECMA-376 part 1 §18.8.30, §18.17.4).

A day is a number: 1 is 1 January 1900, or 0 is 1 January 1904 where the workbook says so. For the
sake of a program of 1983 there is a 29 February 1900, which is no day.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import partial

from store.formats.source import told
from store.formats.workbook.archive import Archive
from store.formats.workbook.parts import Beginnings, parse

_DAY = 86_400  # seconds
_BEYOND = 2_958_466  # 1 January 10000
Native = str | int | float | bool | date | datetime | None

_BUILT_IN = {**dict.fromkeys((14, 15, 16, 17, 22), "d"), **dict.fromkeys((18, 19, 20, 21), "h")}
_BUILT_IN |= {**dict.fromkeys((45, 47), "h"), 46: "[h]"}
_EAST_ASIAN = {**dict.fromkeys((*range(27, 32), 36, *range(50, 59)), "d"), 32: "h", 33: "h"}
_NO_CODE = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)


class Shown(Enum):
    """As what a number is shown."""

    NUMBER = 0
    DAY = 1
    MONTH = 2
    YEAR = 3
    CLOCK = 4
    ELAPSED = 5


def shown_as(code: str) -> Shown:
    """As what a number format shows a number: `yyyy\\-mm\\-dd`, `mmm yyyy`, `[h]:mm`, `0.00`."""
    bare = _NO_CODE.sub("", code.partition(";")[0]).lower()
    if _ELAPSED.search(bare):
        return Shown.ELAPSED
    letters = set(bare.replace("am/pm", "h").replace("a/p", "h").replace("general", ""))
    if "d" in letters or ("y" in letters and letters & set("hs")):
        return Shown.DAY
    if "y" in letters:
        return Shown.MONTH if "m" in letters else Shown.YEAR
    return Shown.CLOCK if letters & set("hs") else Shown.NUMBER


def styles(archive: Archive, names: Iterable[str]) -> list[Shown]:
    """As what each style of cells shows a number, in the order that cells name them."""
    codes = {n: shown_as(code) for n, code in {**_BUILT_IN, **_EAST_ASIAN}.items()}
    found: list[Shown] = []
    inside = ""

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        match tag:
            case "cellXfs" | "cellStyleXfs":
                inside = tag
            case "numFmt":
                codes[_whole(attributes.get("numFmtId"))] = shown_as(
                    attributes.get("formatCode", "")
                )
            case "xf" if inside == "cellXfs":
                found.append(codes.get(_whole(attributes.get("numFmtId")), Shown.NUMBER))

    for name in names:
        parse(archive.chunks(name), partial(told, name), Beginnings(start))
    return found


def number(raw: str) -> int | float:
    """The number that is written so; `ValueError` where none is."""
    value = int(raw) if raw.isdecimal() and len(raw) < 16 else float(raw)
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value


def dated(value: int | float, shown: Shown, first: date) -> Native:
    """What a number stands for where it is shown as a date or a time; itself where it is none.

    `first` is day 0. A day of which only the month or year is shown is a word as the records have
    it (`2023-06`), where it is the first; a time of day and a duration are words too (`10:30`,
    `26:00`). A moment is rounded to a second.
    """
    if shown is Shown.NUMBER or not 0 <= value < _BEYOND:
        return value
    if shown is Shown.ELAPSED or (shown is Shown.CLOCK and value < 1):
        return _clock(round(value * _DAY))
    if first.year == 1899:
        if int(value) in (0, 60):
            return value
        value += value < 60
    try:
        moment = datetime.combine(first, time()) + timedelta(seconds=round(value * _DAY))
    except OverflowError:
        return value
    return _as_shown(moment, shown)


def _as_shown(moment: datetime, shown: Shown) -> Native:
    if moment.time() != time():
        return moment
    if shown is Shown.YEAR and (moment.month, moment.day) == (1, 1):
        return f"{moment.year:04}"
    if shown is Shown.MONTH and moment.day == 1:
        return f"{moment.year:04}-{moment.month:02}"
    return moment.date()


def _clock(seconds: int) -> str:
    minutes, left = divmod(seconds, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}" + (f":{left:02}" if left else "")


def _whole(raw: str | None) -> int:
    return int(raw) if raw and raw.isdecimal() and len(raw) < 10 else -1
