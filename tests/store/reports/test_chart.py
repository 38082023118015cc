"""The chart says its numbers, is no wider than it may be, and stands within its page."""

from xml.etree import ElementTree

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
    page = ElementTree.fromstring(picture(found))
    wide, tall = (float(number) for number in page.attrib["viewBox"].split()[2:])
    drawn = [one.attrib for one in page.findall("rect")][:-2]  # the last two are the key
    counts = [count for one in found for count in (one.opened, one.closed) if count]
    assert len(drawn) == len(counts)
    heights = [float(one["height"]) for one in drawn]
    for one, count, height in zip(drawn, counts, heights, strict=True):
        assert float(one["x"]) > 0 and float(one["x"]) + float(one["width"]) <= wide
        assert float(one["y"]) >= 0 and float(one["y"]) + height < tall
        assert abs(height * max(counts) - count * max(heights)) < max(counts)
    numbers = [int(one.text or "") for one in page.findall("text[@class='number']")]
    assert numbers[0] == 0 and len(numbers) <= 7
    assert numbers[-1] >= max(counts, default=0)


def labels(found: list[Month], name: str) -> list[str | None]:
    return [
        one.text for one in ElementTree.fromstring(picture(found)).findall(f"text[@class='{name}']")
    ]


def test_of_many_months_some_are_named_and_each_year_is() -> None:
    found = [Month(f"{2020 + n // 12}-{n % 12 + 1:02}", 1, 0) for n in range(60)]
    assert labels(found, "year") == [*map(str, range(2020, 2025))]
    assert labels(found, "label") == 5 * ["Jan", "Apr", "Jul", "Oct"]
    assert labels(found[:3], "label") == ["Jan", "Feb", "Mar"]
    assert labels([Month("2024", 1, 0), Month("2025", 0, 0)], "label") == ["2024", "2025"]
