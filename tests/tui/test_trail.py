"""Back and forward go along the records that were looked at, as in a browser."""

from tui.trail import Trail


def walked(*ids: str) -> Trail:
    trail = Trail()
    for id_ in ids:
        trail.visit(id_)
    return trail


def test_back_and_forward_go_along_what_was_visited() -> None:
    trail = walked("a", "b", "c")
    assert (trail.step(-1), trail.step(-1), trail.depth, trail.ahead) == ("b", "a", 0, 2)
    assert trail.step(-1) == "a", "there is nothing before the first"
    assert (trail.step(1), trail.here) == ("b", "b")


def test_a_new_way_forgets_what_was_ahead() -> None:
    trail = walked("a", "b", "c")
    trail.step(-1)
    trail.visit("d")
    assert (trail.ahead, trail.step(-1), trail.step(1)) == (0, "b", "d")


def test_looking_again_at_what_is_shown_is_no_step() -> None:
    assert walked("a", "a", "a").depth == 0


def test_nothing_was_visited_yet() -> None:
    trail = Trail()
    assert (trail.here, trail.depth, trail.ahead) == ("", 0, 0)


def test_a_record_that_is_gone_is_passed_over() -> None:
    trail = walked("a", "b", "a", "c")
    trail.forget("a")
    assert (trail.here, trail.depth, trail.step(-1)) == ("c", 1, "b")
    trail.forget("b")
    trail.forget("c")
    assert (trail.here, trail.depth, trail.ahead) == ("", 0, 0)
