"""Which words of two texts differ: told by brackets, without losing or adding a word."""

from hypothesis import example, given
from hypothesis import strategies as st

from tests.tui.hostile import HOSTILE
from tui.drawing.differing import MOST, Words, differing, in_lines
from tui.drawing.sides import put_sides
from tui.fit import cells
from tui.sheet import Sheet

WORDS = st.lists(st.sampled_from(["the", "terms", "of", "reference", "all", "\n", "[x]"]))
TEXTS = st.one_of(WORDS.map(" ".join), st.text(), st.sampled_from(list(HOSTILE.values())))


def told(words: Words) -> str:
    return "".join(part.text for line in in_lines(words, 1000, "t") for part in line)


@given(TEXTS, TEXTS)
def test_no_word_is_lost_on_either_side_and_both_share_what_is_not_marked(
    ours: str, theirs: str
) -> None:
    sides = differing(ours, theirs)
    for words, text in zip(sides, (ours, theirs), strict=True):
        assert [w for w, _ in words if w != "\n"] == text.split()
    one, other = ([word for word, differs in side if not differs] for side in sides)
    assert one == other


@given(TEXTS)
def test_texts_that_are_the_same_have_no_mark(text: str) -> None:
    assert not any(differs for side in differing(text, text) for _, differs in side)


def test_the_words_that_differ_stand_in_brackets_one_pair_for_each_run() -> None:
    ours, theirs = differing("Send it to all members by June", "Send it to the chair by June")
    assert told(ours) == "Send it to [all members] by June"
    assert told(theirs) == "Send it to [the chair] by June"
    _, theirs = differing("one\ntwo", "one\n\ntwo three")
    lines = ["".join(part.text for part in line) for line in in_lines(theirs, 80, "t")]
    assert (lines[0], lines[-1]) == ("one", "two [three]")


def test_a_very_long_text_is_compared_at_its_ends_and_at_once() -> None:
    long = [f"w{n}" for n in range(20 * MOST)]
    ours, theirs = differing(" ".join([*long, "end"]), " ".join(["begin", *reversed(long), "end"]))
    assert not ours[-1][1] and not theirs[-1][1]
    assert theirs[0] == ("begin", True)


@given(TEXTS, TEXTS, st.integers(16, 130), st.booleans())
@example("long " * 300, "漢" * 500, 60, False)
def test_both_sides_fit_whatever_stands_in_them(
    ours: str, theirs: str, width: int, ascii: bool
) -> None:
    sheet = Sheet(width, ascii)
    put_sides(sheet, ours, theirs, ("here", "there"))
    for line in sheet.lines:
        assert sum(cells(part.text, 1000) for part in line) <= width
