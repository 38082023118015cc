"""Quick add: a line, what is understood of it, and a record."""

from store.desk import Desk
from store.kinds import Commitment, Meeting
from store.query.quick import Quick
from store.verbs import Pair
from tests.tui.forms.journey import NOTHING, Journey, journey
from tui.screens.quick import QuickAdd, QuickLine


def line(form: Journey) -> QuickLine:
    return form.screen.query_one(QuickLine)


async def put(form: Journey, text: str) -> None:
    """Have this on the line, as if it was typed."""
    line(form).value = text
    await form.settle()


async def test_it_shows_what_it_understood_and_saves_it(desk: Desk) -> None:
    async with journey(QuickAdd(desk, Meeting)) as form:
        await form.type("commitment Morocco to host due:eoq")
        await put(form, "commitment Morocco to host the next meeting due:eoq group:afg")
        assert "New commitment" in form.seen
        assert "Morocco  read off the words" in form.seen
        assert "2026-03-31  Tue 31 Mar 2026" in form.seen
        assert "Africa Focus Group" in form.seen
        await form.press("enter")
        saved = desk.store.get(str(form.answer))

    assert isinstance(saved, Commitment)
    assert (saved.owners, saved.due, saved.group) == (("MA",), "2026-03-31", "africa-focus-group")
    assert len(list(desk.store.history())) == 2


async def test_a_mistake_stands_under_its_place_and_is_not_saved(desk: Desk) -> None:
    async with journey(QuickAdd(desk, Commitment)) as form:
        await put(form, "Italy to do it deu:eoq")
        lines = form.seen.splitlines()
        above = next(n for n, text in enumerate(lines) if "deu:eoq" in text)
        assert lines[above + 1].index("^^^") == lines[above].index("deu:")
        assert "has no deu" in " ".join(lines[above + 1 : above + 3])
        await form.press("enter")
        assert form.answer is NOTHING

        await put(form, "Do it")
        assert "somebody must owe it" in form.seen.lower()


async def test_words_that_belong_together_are_said_to_need_quotes(desk: Desk) -> None:
    async with journey(QuickAdd(desk, Meeting)) as form:
        await put(form, "Next thing start:next friday city:Rome")
        assert 'several words stand in quotes: start:"next friday"' in form.seen
        await put(form, "Next thing start:soonish city:Rome")
        assert "“soonish” is not a date" in form.seen


async def test_tab_takes_what_is_offered(desk: Desk) -> None:
    async with journey(QuickAdd(desk, Commitment)) as form:
        await form.type("Do it own")
        await form.press("tab")
        assert line(form).value == "Do it owners:"
        await form.type("ita")
        await form.press("tab")
        assert line(form).value == "Do it owners:IT "
        await form.type("x")
        assert form.at == "line"


async def test_the_whole_form_goes_on_with_it(desk: Desk) -> None:
    async with journey(QuickAdd(desk, Commitment)) as form:
        await put(form, "meeting Plenary start:2026-05")
        await form.press("ctrl+y")
        assert isinstance(form.answer, Quick)
        assert form.answer.kind is Meeting
        assert form.answer.words == {"name": "Plenary", "start": "2026-05"}


async def test_the_line_that_was_left_is_there_again(desk: Desk) -> None:
    async with journey(QuickAdd(desk, Commitment)) as form:
        await put(form, "Italy to do it")
        await form.press("escape")
        assert form.answer is None
        await form.open(QuickAdd(desk, Commitment))
        assert line(form).value == "Italy to do it"
        await form.press("enter")
        assert desk.store.get(str(form.answer)) is not None
        await form.open(QuickAdd(desk, Commitment))
        assert line(form).value == ""


async def test_at_every_size_and_in_ascii(desk: Desk) -> None:
    from msgspec.structs import replace

    plain = desk._replace(config=replace(desk.config, ascii=True))
    for size in ((40, 15), (80, 24), (200, 60)):
        async with journey(QuickAdd(plain, Commitment), size) as form:
            await put(form, "Italy to report deu:x " + "and so on " * 20)
            assert "has no" in form.seen
            await put(form, "Italy to report owner:IT due:eoq")
            assert "Owners" in form.seen
            assert "enter save" in form.seen
            assert form.seen.isascii()


async def test_hostile_words_are_only_words(desk: Desk) -> None:
    pair: Pair = (None, Meeting(id="hostile", name="[/oops] \u202e\x1b[31m" + "x" * 500))
    desk.store.apply("try", [pair])
    async with journey(QuickAdd(desk, Commitment)) as form:
        await put(form, "[/b] owner:IT meeting:hostile tags:[red]")
        assert "[/b]" in form.seen
        assert "[red]" in form.seen
        assert "\x1b" not in form.seen
