"""Dates as mail and the web write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import dates
from store.formats.moments import moment


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Tue, 24 Feb 2026 09:12:44 +0000", "2026-02-24T09:12:44[UTC]"),
        ("Tue, 24 Feb 2026 00:00:00 +0100", "2026-02-24T00:00[Etc/GMT-1]"),
        ("24 Feb 26 23:30 EST", "2026-02-24T23:30[Etc/GMT+5]"),
        ("Thu, 19 Feb 2026 00:00:00 +0530", "2026-02-19"),
        ("Tue, 3 Feb 2026 10:00:00 CET", "2026-02-03"),
        ("Tue, 3 Feb 2026 10:00:00 -0000", "2026-02-03"),
        ("2026-02-20T18:30:02.25Z", "2026-02-20T18:30:02[UTC]"),
        (" 2026-02-20t18:30:02,5-05:00\n", "2026-02-20T18:30:02[Etc/GMT+5]"),
        ("2026-02-20 18:30", "2026-02-20"),
        ("2026-02-20T23:59:60Z", "2026-02-20"),
        ("2026-02-20T10:00:00+99:99", "2026-02-20"),
        ("2026-02-20T10:00:00+15:00", "2026-02-20"),
        ("2026-02", "2026-02"),
        ("2026", "2026"),
    ],
)
def test_a_date_is_told_as_far_as_it_is_known(words: str, told: str) -> None:
    assert moment(words) == told


@pytest.mark.parametrize(
    "words",
    [
        *("", "yesterday", "0000-01-01T00:00:00Z", "Sat, 01 Jan 99999 00:00:00 GMT", "2026-13-01"),
        *("Mon, 31 Feb 2026 10:00:00 GMT", "mardi 3 février 2026", "٢٠٢٦-٠٢-٠٣", "9" * 5000),
        *("[2026-01-01..2026-01-03]", "1 Jan 99999999999999999999 00:00", "\x1b[31m"),
    ],
)
def test_what_cannot_be_read_is_not_invented(words: str) -> None:
    assert moment(words) == ""


@given(
    st.text(max_size=70)
    | st.text("0123456789 :+-TZ,JanFebMonGMT", max_size=40)
    | st.datetimes().map(lambda day: f"{day:%d %b %Y %H:%M:%S} +0130")
)
def test_whatever_comes_a_date_comes_out_or_nothing(words: str) -> None:
    told = moment(words)
    assert told == "" or dates.parse_when(told) == told
