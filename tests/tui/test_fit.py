"""Any text, fitted to any width, takes exactly that many cells and holds nothing harmful."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size

from tests.tui.hostile import HOSTILE
from tui import fit as fit_module
from tui.fit import ASCII_ELLIPSIS, ELLIPSIS, Align, cells, clean, clip, clusters, fit

# Every code point, lone surrogates too, with the awkward ones more often than chance gives.
AWKWARD = st.sampled_from(
    "\u200d\ufe0f\u0301\u20e3👨👩❤♂🔥🏽🇧🇪漢ｱa1 \x1b\n\t\x00\u202e\u200b\U000e0067"
)
TEXTS = st.text(st.one_of(AWKWARD, st.characters(exclude_categories=())), max_size=60)
WIDTHS = st.integers(0, 40)
ALIGNS: st.SearchStrategy[Align] = st.sampled_from(("left", "right"))
ELLIPSES = st.sampled_from((ELLIPSIS, ASCII_ELLIPSIS))


def is_harmful(char: str) -> bool:
    return (
        unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"}
        or unicodedata.bidirectional(char) in {"LRE", "RLE", "LRO", "RLO", "PDF"}
        or unicodedata.bidirectional(char) in {"LRI", "RLI", "FSI", "PDI"}
    )


@given(TEXTS, WIDTHS, ALIGNS, ELLIPSES)
@example("漢字", 3, "left", ELLIPSIS)
@example("👨‍👩‍👧‍👦", 1, "right", ASCII_ELLIPSIS)
@example("e\u0301" * 30, 7, "left", ELLIPSIS)
def test_a_fitted_text_takes_exactly_its_cells(
    text: str, width: int, align: Align, ellipsis: str
) -> None:
    fitted = fit(text, width, align, ellipsis)
    assert cell_len(fitted) == width
    assert sum(cell_len(cluster) for cluster, _ in clusters(fitted)) == width
    assert not any(is_harmful(char) for char in fitted)


@given(TEXTS)
def test_cleaning_keeps_every_place_and_is_done_once(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned) == len(text)
    assert clean(cleaned) == cleaned
    assert not any(is_harmful(char) for char in cleaned)


@given(TEXTS, WIDTHS)
def test_only_what_does_not_fit_is_cut(text: str, width: int) -> None:
    whole = "".join(cluster for cluster, _ in clusters(text))
    clipped = clip(text, width)
    if cell_len(whole) <= width:
        assert clipped == whole
    else:
        assert clipped.endswith(ELLIPSIS[:width])
        assert whole.startswith(clipped.removesuffix(ELLIPSIS))


@given(TEXTS, WIDTHS)
def test_measuring_agrees_with_what_is_drawn_and_stops_at_its_limit(text: str, limit: int) -> None:
    whole = "".join(cluster for cluster, _ in clusters(text))
    assert cells(text, limit) == min(limit, cell_len(whole))


@given(TEXTS)
def test_clusters_add_up_to_the_whole(text: str) -> None:
    parts = list(clusters(text))
    assert sum(size for _, size in parts) == cell_len("".join(part for part, _ in parts))
    assert all(size in {1, 2} for _, size in parts)


@pytest.mark.parametrize(
    ("text", "width", "fitted"),
    [
        ("Belgium", 9, "Belgium  "),
        ("Belgium", 7, "Belgium"),
        ("Belgium", 6, "Belgi…"),
        ("Belgium", 1, "…"),
        ("漢字", 4, "漢字"),
        ("漢字漢", 4, "漢… "),
        ("漢字漢", 5, "漢字…"),
        ("🇧🇪🇮🇹", 3, "🇧🇪…"),
        ("👨‍👩‍👧‍👦 family", 4, "👨‍👩‍👧‍👦 …"),
        ("é\u0301\u0316x", 2, "é\u0301\u0316x"),
        ("a\nb\tc", 5, "a b c"),
        ("Fund [/oops]", 12, "Fund [/oops]"),
        ("a\u200db", 2, "ab"),
        ("漢\u200d♂", 3, "漢♂"),
    ],
)
def test_examples(text: str, width: int, fitted: str) -> None:
    assert fit(text, width) == fitted


def test_in_ascii_the_ellipsis_is_three_dots_or_what_fits_of_them() -> None:
    assert fit("Belgium", 6, ellipsis=ASCII_ELLIPSIS) == "Bel..."
    assert fit("Belgium", 2, ellipsis=ASCII_ELLIPSIS) == ".."


def test_figures_stand_to_the_right() -> None:
    assert fit("84", 5, "right") == "   84"
    assert fit("1234567", 5, "right") == "1234…"


def test_marks_piled_up_do_not_reach_other_lines() -> None:
    assert len(fit(HOSTILE["zalgo"], 10)) < 20


def test_what_is_taken_for_narrow_is_one_cell_wide() -> None:
    assert [char for char in fit_module._NARROW if get_character_cell_size(char) != 1] == []
