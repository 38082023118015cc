"""Closing, moving and handing over."""

from msgspec.structs import replace

from store.desk import Desk
from store.kinds import Commitment, Meeting, Role, Update
from store.record import Link
from tests.tui.forms.journey import NOTHING, journey
from tui.screens.close import CloseScreen
from tui.screens.handover import HandoverScreen
from tui.screens.move import MoveScreen


def commitment(desk: Desk, id: str) -> Commitment:
    found = desk.store.get(id)
    assert isinstance(found, Commitment)
    return found


def open_ones(desk: Desk, count: int) -> list[Commitment]:
    is_open = desk.insight.test("commitment", "open")
    return [c for c in desk.store.of(Commitment) if is_open(c)][:count]


async def test_closing_asks_day_meeting_and_evidence(desk: Desk) -> None:
    (one,) = open_ones(desk, 1)
    async with journey(CloseScreen(desk, [one])) as form:
        assert form.row("closed").words == "2026-03-01"
        await form.press("ctrl+u")
        await form.type("yesterday")
        await form.press("enter", "enter")
        assert form.at == "evidence"
        form.row("evidence").input.words = "https://example.org/done | It is done"
        await form.press("ctrl+s")
        assert form.answer is True

    after = commitment(desk, one.id)
    assert (after.status, after.closed) == ("delivered", "2026-02-28")
    assert after.evidence[-1] == Link("https://example.org/done", "It is done")


async def test_the_latest_held_meeting_of_its_group_is_offered(desk: Desk) -> None:
    (one,) = open_ones(desk, 1)
    followed = replace(one, group="africa-focus-group")
    held, later = (
        Meeting(id=f"m{day}", name=f"On {day}", start=day, groups=("africa-focus-group",))
        for day in ("2026-02-01", "2026-04-01")
    )
    desk.store.apply("try", [(one, followed), (None, held), (None, later)])
    async with journey(CloseScreen(desk, [commitment(desk, one.id)])) as form:
        assert form.row("closed_at").words == "m2026-02-01"


async def test_several_are_closed_in_one_batch(desk: Desk) -> None:
    several = open_ones(desk, 3)
    async with journey(CloseScreen(desk, several)) as form:
        assert "3 commitments" in form.seen
        await form.press("ctrl+s")
        assert form.answer is True

    assert {commitment(desk, c.id).status for c in several} == {"delivered"}
    desk.store.undo()
    assert [commitment(desk, c.id).status for c in several] == [c.status for c in several]


async def test_escape_closes_nothing(desk: Desk) -> None:
    (one,) = open_ones(desk, 1)
    async with journey(CloseScreen(desk, [one])) as form:
        await form.press("escape")
        assert form.answer is False
    assert commitment(desk, one.id) == one


async def test_moving_echoes_the_day_and_remembers_why(desk: Desk) -> None:
    (one,) = open_ones(desk, 1)
    desk.store.apply("date it", [(one, replace(one, due="2026-03-15"))])
    async with journey(MoveScreen(desk, [commitment(desk, one.id)])) as form:
        await form.press("ctrl+u")
        await form.type("eoq")
        assert "Tue 31 Mar 2026" in form.seen
        await form.press("ctrl+s")
        assert form.problem("why").startswith("Say why it moves")
        await form.type("The host asked")
        await form.press("ctrl+s")
        assert form.answer is True

    after = commitment(desk, one.id)
    assert after.due == "2026-03-31"
    assert (after.moves[-1].before, after.moves[-1].why) == ("2026-03-15", "The host asked")


async def test_a_correction_is_no_move(desk: Desk) -> None:
    (one,) = open_ones(desk, 1)
    desk.store.apply("date it", [(one, replace(one, due="2026-03-15", moves=()))])
    async with journey(MoveScreen(desk, [commitment(desk, one.id)])) as form:
        await form.fill("due", "2026-03-16")
        await form.go("correction")
        await form.press("space", "enter")
        assert form.answer is True

    after = commitment(desk, one.id)
    assert (after.due, after.moves) == ("2026-03-16", ())


async def test_an_ambiguous_day_is_not_moved_to(desk: Desk) -> None:
    async with journey(MoveScreen(desk, open_ones(desk, 2))) as form:
        await form.fill("due", "03/04/2026")
        await form.press("ctrl+s")
        assert "2026-04-03" in form.problem("due")
        assert form.answer is NOTHING


async def test_a_role_is_handed_over(desk: Desk) -> None:
    role = next(
        role
        for role in desk.store.of(Role)
        if (role.group, role.member, role.end) == ("africa-focus-group", "IT", "")
    )
    async with journey(HandoverScreen(desk, [role])) as form:
        assert "Italy" in form.said("consequence")
        await form.type("belgi")
        await form.press("enter")
        await form.press("ctrl+u")
        await form.type("2026-04-01")
        await form.press("ctrl+s")
        assert form.answer is True

    roles = desk.store.of(Role)
    (came,) = [r for r in roles if (r.group, r.member) == (role.group, "BE")]
    (went,) = [r for r in roles if r.id == role.id]
    assert (came.label, came.start, went.end) == (role.label, "2026-04-01", "2026-03-31")


async def test_a_role_that_is_not_held_then_is_not_handed_over(desk: Desk) -> None:
    role = next(role for role in desk.store.of(Role) if role.start and role.start > "2000")
    async with journey(HandoverScreen(desk, [role])) as form:
        await form.fill("who_comes", "Belgium")
        await form.fill("start", "1990-01-01")
        await form.press("ctrl+s")
        assert "nothing to hand over" in form.said("trouble")
        assert form.row("who_comes").words == "BE"


def held(desk: Desk, *, group: str = "", member: str = "") -> list[Role]:
    current = desk.insight.test("role", "current")
    roles = desk.store.of(Role)
    return [r for r in roles if current(r) and group in ("", r.group) and member in ("", r.member)]


async def test_who_goes_is_asked_where_several_hold_it(desk: Desk) -> None:
    roles = held(desk, group="africa-focus-group")
    italy = next(role for role in roles if role.member == "IT")
    async with journey(HandoverScreen(desk, roles)) as form:
        assert form.at == "who_goes"
        await form.press("ctrl+s")
        assert form.problem("who_goes")
        await form.type("ita")
        form.row("who_comes").input.words = "BE"
        await form.press("ctrl+s")
        assert form.answer is True
    (came,) = [r for r in held(desk, group="africa-focus-group") if r.member == "BE"]
    went = desk.store.get(italy.id)
    assert isinstance(went, Role)
    assert (came.start, went.end) == ("2026-03-01", "2026-02-28")


async def test_a_role_changes_hands_at_a_meeting_on_its_day(desk: Desk) -> None:
    (role,) = [r for r in held(desk, group="africa-focus-group") if r.member == "IT"]
    meeting = Meeting(id="m1", name="Spring", start="2026-05-04T10:00[Europe/Rome]")
    desk.store.apply("try", [(None, meeting)])
    async with journey(HandoverScreen(desk, [role])) as form:
        form.row("who_comes").input.words = "BE"
        await form.go("start_at")
        await form.type("spring")
        await form.press("enter")
        assert form.row("start").words == "2026-05-04"
        await form.press("ctrl+s")
        assert form.answer is True
    (came,) = [r for r in desk.store.of(Role) if r.member == "BE" and r.start_at == "m1"]
    went = desk.store.get(role.id)
    assert isinstance(went, Role)
    assert (came.start, went.end, went.end_at) == ("2026-05-04", "2026-05-03", "m1")


async def test_all_roles_of_a_member_go_over_in_one_batch(desk: Desk) -> None:
    also = Role(id="r2", member="IT", group="small-group", label="co-chair", start="2025")
    desk.store.apply("try", [(None, also)])
    roles = [role for role in held(desk, member="IT") if role.label == "co-chair"]
    assert len(roles) == 2
    before = len(list(desk.store.history()))
    async with journey(HandoverScreen(desk, roles)) as form:
        assert "All 2 roles go over" in form.said("consequence")
        form.row("who_comes").input.words = "NO"
        await form.press("ctrl+s")
        assert form.answer is True
    came = [r for r in desk.store.of(Role) if r.member == "NO" and r.start == "2026-03-01"]
    assert {r.group for r in came} == {r.group for r in roles}
    assert len(list(desk.store.history())) == before + 1


async def test_what_shows_it_already_is_there_and_may_be_taken_away(desk: Desk) -> None:
    (one,) = open_ones(desk, 1)
    shown = replace(one, evidence=(Link("https://a.example"),))
    update = Update(
        id="u1", commitment=one.id, at="2026-02-01", evidence=(Link("https://b.example"),)
    )
    desk.store.apply("show", [(one, shown), (None, update)])
    async with journey(CloseScreen(desk, [commitment(desk, one.id)])) as form:
        assert form.row("evidence").words == "https://a.example\nhttps://b.example"
        form.row("evidence").input.words = "https://b.example"
        await form.press("ctrl+s")
    assert commitment(desk, one.id).evidence == (Link("https://b.example"),)
