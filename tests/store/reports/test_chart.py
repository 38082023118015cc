"""The chart says its numbers, is no wider than it may be, and stands within its page."""

from hypothesis import given
from hypothesis import strategies as st

from store.reports.chart import WIDEST, Month, bars, picture

few = st.lists(
    st.builds(
        Month,
        month=st.sampled_from(("2025-01", "2025-02", "2025-12", "2026")),
        opened=st.integers(0, 1200),
        closed=st.integers(0, 1200),
    ),
    max_size=40,
)


@given(few, st.booleans())
def test_bars_are_as_long_as_what_they_say(found: list[Month], ascii: bool) -> None:
    drawn = bars(found, "month", ascii)[1:]
    assert len(drawn) == len(found)
    full, nothing = ("#", "-") if ascii else ("█", "·")
    most = max((max(one.opened, one.closed) for one in found), default=0)
    for one, line in zip(found, drawn, strict=True):
        assert len(line) <= 70 and (line.isascii() or not ascii)
        assert [str(n) if n else nothing for n in (one.opened, one.closed)] == [
            word for word in line.split()[1:] if word.isdecimal() or word == nothing
        ]
        if most in (one.opened, one.closed) and most:
            assert full * WIDEST in line


@given(few)
def test_columns_stand_on_the_page(found: list[Month]) -> None:
    page = picture(found)
    assert [one.month for one in page.columns] == found
    for one in page.columns:
        assert one.left > 0 and one.left + 2 * one.width <= page.width + 1
        assert 0 <= one.opened <= page.base and 0 <= one.closed <= page.base
    heights = [number for _, number in page.lines]
    assert heights[0] == 0 and len(heights) <= 7
    assert heights[-1] >= max((max(one.opened, one.closed) for one in found), default=0)


def test_of_many_months_some_are_named_and_each_year_is() -> None:
    found = [Month(f"{2020 + n // 12}-{n % 12 + 1:02}", 1, 0) for n in range(60)]
    columns = picture(found).columns
    assert [one.month.month[:4] for one in columns if one.year] == [*map(str, range(2020, 2025))]
    assert [one.label for one in columns[:12] if one.label] == ["Jan", "Apr", "Jul", "Oct"]
    assert [one.label for one in picture(found[:3]).columns] == ["Jan", "Feb", "Mar"]
