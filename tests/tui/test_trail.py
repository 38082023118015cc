"""Back and forward go along the places that were looked at, as in a browser."""

from tui.trail import Place, Trail


def at(record: str = "", **how: object) -> Place:
    return Place("member", record=record, **how)  # type: ignore[arg-type]


def walked(*ids: str) -> Trail:
    trail = Trail()
    for id_ in ids:
        trail.visit(at(id_))
    return trail


def test_back_and_forward_go_along_what_was_visited() -> None:
    trail = walked("a", "b", "c")
    assert (trail.step(-1), trail.step(-1), trail.depth, trail.ahead) == (at("b"), at("a"), 0, 2)
    assert trail.step(-1) == at("a"), "there is nothing before the first"
    assert (trail.step(1), trail.here) == (at("b"), at("b"))


def test_a_new_way_forgets_what_was_ahead() -> None:
    trail = walked("a", "b", "c")
    trail.step(-1)
    trail.visit(at("d"))
    assert (trail.ahead, trail.step(-1), trail.step(1)) == (0, at("b"), at("d"))


def test_looking_again_at_what_is_shown_is_no_step_but_is_kept_as_it_looks() -> None:
    trail = walked("a", "a")
    trail.visit(at("a", cursor="x", top=7))
    assert (trail.depth, trail.here) == (0, at("a", cursor="x", top=7))


def test_a_filter_a_focus_and_a_panel_are_places_of_their_own() -> None:
    trail = Trail()
    places = [
        Place("member"),
        Place("member", "is:current"),
        Place("member", "is:current", ("a",)),
        Place("group"),
    ]
    for place in places:
        trail.visit(place)
    assert [trail.here, *(trail.step(-1) for _ in range(3))] == places[::-1]


def test_nothing_was_visited_yet() -> None:
    trail = Trail()
    assert (trail.here, trail.depth, trail.ahead, trail.step(-1)) == (None, 0, 0, None)


def test_a_record_that_is_gone_is_passed_over() -> None:
    trail = walked("a", "b", "a", "c")
    trail.forget("a")
    assert (trail.here, trail.depth, trail.step(-1)) == (at("c"), 1, at("b"))
    trail.forget("b")
    trail.forget("c")
    assert (trail.here, trail.depth, trail.ahead) == (None, 0, 0)
    trail.visit(Place("group", scopes=("x",)))
    trail.forget("x")
    assert trail.here is None
