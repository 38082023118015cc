"""Random records of every kind, drawn from the declaration; their text is hostile."""

from functools import cache
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from store.fields import Field, fields
from store.kinds import KINDS
from store.record import Link, Move, Record
from store.text import clean_line, clean_long

# Where each example draws whole records, drawing them is nearly all that a test costs; what it
# draws is new in every run.
DEAR = settings(max_examples=40)

HOSTILE = (
    *("Fund [/oops]", "[@click=app.quit]x[/]", "{curly} %s \\", "=cmd|' /C calc'!A0", "-1+2"),
    *(
        "@SUM(A1)",
        "'quoted",
        '"double", and comma',
        "👩‍👩‍👧‍👦",
        "日本語",
        "مرحبا",
        "<script>",
        "a\u0301\u0302",
    ),
    *("not or (and) is:overdue", "a,b", "sort:due-", "C:\\temp", "x" * 300),
)
lines = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=30)).map(clean_line)
longs = st.one_of(
    lines,
    st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=20)), max_size=4).map("\n".join),
).map(clean_long)
words = lines.filter(bool)
ids = st.one_of(
    st.from_regex(r"[a-z0-9][a-z0-9-]{0,12}", fullmatch=True),
    st.sampled_from(["a b", "../x", "-dash", '"q"', "a,b", "é", "x" * 255]),
)
days = st.dates().map(lambda day: day.isoformat())
partial_dates = st.one_of(
    days,
    days.map(lambda day: day[:7]),
    days.map(lambda day: day[:4]),
    st.tuples(days, days)
    .filter(lambda pair: pair[0] != pair[1])
    .map(lambda pair: "[{}..{}]".format(*sorted(pair))),
)
whens = st.one_of(
    partial_dates,
    st.tuples(days, st.times(), st.sampled_from(["Europe/Brussels", "UTC", "Africa/Niamey"])).map(
        lambda parts: f"{parts[0]}T{parts[1]:%H:%M}[{parts[2]}]"
    ),
)
stamps = st.datetimes().map(lambda moment: moment.isoformat(timespec="milliseconds") + "Z")
# a link is written on one line with bars between its parts
parts_of_links = lines.map(lambda text: text.replace(" | ", " / ").strip("| ")).map(clean_line)
links = st.builds(
    Link,
    url=st.sampled_from(["https://example.org/a?b=1&c=[x]", "http://example.org/é"]),
    title=parts_of_links,
    publisher=parts_of_links,
    published=st.one_of(st.just(""), partial_dates),
)
moves = st.builds(Move, before=partial_dates, after=partial_dates, day=days, by=lines, why=lines)


def values(field: Field) -> SearchStrategy[Any]:
    """Valid values of a field, empty ones where it need not be filled."""
    filled = _filled(field)
    return filled if field.required else st.one_of(st.just(field.default), filled)


def _filled(field: Field) -> SearchStrategy[Any]:
    numbers = st.integers(
        -(10**6) if field.low is None else field.low, 10**6 if field.high is None else field.high
    )
    by_type: dict[str, SearchStrategy[Any]] = {
        "text": words,
        "long": longs.filter(bool),
        "stamp": stamps,
        "date": partial_dates,
        "when": whens,
        "choice": st.sampled_from(field.choices or ("",)),
        "country": st.sampled_from(["BE", "MA", "XK", "ZZ"]),
        "ref": ids,
        "refs": _several(ids),
        "tags": _several(words),
        "links": _several(links),
        "moves": _several(moves),
        "int": numbers,
        "priority": st.integers(0, 9),
        "flag": st.booleans(),
    }
    return by_type[field.type]


def _several(items: SearchStrategy[Any]) -> SearchStrategy[tuple[Any, ...]]:
    return st.lists(items, min_size=1, max_size=3, unique=True).map(tuple)


def records(*kinds: str) -> SearchStrategy[Record]:
    """Records of these kinds (none given: of any), whatever they may hold."""
    return st.sampled_from([KINDS[name] for name in kinds or KINDS]).flatmap(_of)


@cache  # what draws is made once a kind, not once a record
def _of(kind: type[Record]) -> SearchStrategy[Record]:
    parts = {field.name: values(field) for field in fields(kind)}
    extra = st.dictionaries(
        st.sampled_from(["_x", "newer", "[/oops]"]),
        st.one_of(st.integers(-5, 5), st.text(max_size=5), st.lists(st.booleans(), max_size=2)),
        max_size=2,
    )
    return st.builds(kind, id=ids, extra=extra, **parts)
