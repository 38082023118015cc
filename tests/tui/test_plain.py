"""The ASCII fellows of what frames and points."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.plain import FELLOWS, plain


def test_every_fellow_is_ascii_and_as_wide() -> None:
    for code, fellow in FELLOWS.items():
        assert fellow.isascii()
        assert cell_len(fellow) == cell_len(chr(code)), chr(code)


@given(st.text(st.characters(categories=("L", "N", "Zs"))))
def test_letters_stay_what_they_are(text: str) -> None:
    assert plain(text) == text


def test_a_frame_is_drawn_with_what_is_there() -> None:
    assert plain("╭─ Côte d’Ivoire · … ─╮│▌") == "+- Côte d'Ivoire - . -+||"
