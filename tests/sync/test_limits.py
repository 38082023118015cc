"""How sizes are written and told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.sync.errors import BadSource
from store.sync.transfer.limits import size_in_words, size_of


@pytest.mark.parametrize(
    "words, size",
    [
        ("20MB", 20_000_000),
        ("20 mb", 20_000_000),
        ("20M", 20_000_000),
        ("1.5 MiB", 1_572_864),
        ("2,5kB", 2_500),
        ("1GB", 1_000_000_000),
        ("200000", 200_000),
        ("12 b", 12),
    ],
)
def test_a_size_is_read_as_people_write_it(words: str, size: int) -> None:
    assert size_of(words) == size


@pytest.mark.parametrize("words", ["", "0", "0MB", "-1", "1e9", "much", "20 apples", "1TB", "٣MB"])
def test_what_is_no_size_is_refused(words: str) -> None:
    with pytest.raises(BadSource, match="write it as 20MB"):
        size_of(words)


@given(st.integers(1, 10**12 - 1))
def test_a_size_that_is_told_is_read_again(size: int) -> None:
    assert size_of(size_in_words(size).replace(",", "").replace("bytes", "b")) == size
