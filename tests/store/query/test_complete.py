"""What is offered at the cursor."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.desk import Desk
from store.kinds import KINDS, Role
from store.query import QueryError, parse
from store.query.complete import MOST, Completion, complete

Offers = Callable[..., list[str]]


@pytest.fixture
def offers(desk: Desk) -> Offers:
    """The texts offered for a line in which | is the cursor."""

    def offers(line: str, kind: str = "commitment") -> list[str]:
        before, _, after = line.partition("|")
        found = complete(before + after, len(before), KINDS[kind], desk.names)
        return [completion.text for completion in found]

    return offers


@pytest.fixture
def taken(desk: Desk) -> Callable[[str, str], str]:
    """The line after taking the offer that begins with `choice`."""

    def taken(line: str, choice: str) -> str:
        before, _, after = line.partition("|")
        found = complete(before + after, len(before), KINDS["commitment"], desk.names)
        return accepted(before + after, next(c for c in found if c.text.startswith(choice)))

    return taken


def accepted(line: str, completion: Completion) -> str:
    return line[: completion.start] + completion.text + line[completion.end :]


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("ow|", ["owners:", "owner_text:"]),
        ("owner-t|", ["owner_text:"]),
        ("is:open sta|", ["start:", "standing:", "status:"]),
        ("due|", ["due:", "due<=", "due>=", "due<", "due>"]),
        ("owner|", ["owner:", "owner.", "owners:"]),
        ("owner.reg|", ["owner.region:"]),
        ("meeting.hosts.reg|", ["meeting.hosts.region:"]),
        ("is:ov|", ["overdue"]),
        ("is:open,ov|", ["overdue"]),
        ("overd|", ["is:overdue"]),
        ("owner:mor|", ["MA"]),
        ("-owner:mor|", ["MA"]),
        ('owner:IT,"saudi ar|', ["SA"]),
        ("status:on|", ['"on track"']),
        ("priority:h|", ["high"]),
        ("owner.region:Mid|", ['"Middle East"']),
        ("meeting.country:belg|", ["BE"]),
        ("due<end|", ['"end of month"']),
        ("due.before:+|", ["+2w"]),
        ("sort:due|", ["due", "due-", "due_at"]),
        ("has:ev|", ["evidence"]),
        ("id:C3|", ["C30", "C31", "C32"]),
        ("(ow|", ["owners:"]),
        ("not ow|", ["owners:"]),
    ],
)
def test_offered_first(offers: Offers, line: str, first: list[str]) -> None:
    assert offers(line)[: len(first)] == first


def test_an_empty_line_offers_flags_fields_and_modifiers(offers: Offers) -> None:
    found = offers("|")
    assert found[0] == "is:open"
    assert {"is:overdue", "due:", "owners:", "has:"} <= set(found)
    assert "or " not in found
    assert "or " in offers("fund or|")


def test_modifiers_are_offered_once_and_only_at_the_top(offers: Offers) -> None:
    assert "limit:" in offers("limi|")
    assert "limit:" not in offers("limit:3 limi|")
    assert "sort:" in offers("sort:due sor|")
    assert "limit:" not in offers("(limi|")
    assert "limit:" not in offers("not limi|")
    assert "on:" not in offers("o|")
    assert "on:" in offers("o|", "role")


def test_what_is_offered_has_a_meaning(desk: Desk) -> None:
    found = complete("owner:", 6, KINDS["commitment"], desk.names)
    assert Completion(6, 6, "IT", "Italy") in found
    begun = complete("", 0, KINDS["commitment"], desk.names)
    assert begun
    for completion in begun:
        assert completion.meaning


def test_nothing_is_offered_inside_quoted_words(offers: Offers) -> None:
    assert offers('"ow|') == []


def test_taking_one_replaces_the_whole_word_under_the_cursor(
    taken: Callable[[str, str], str],
) -> None:
    assert taken("is:open ow|n:IT", "owners") == "is:open owners:IT"
    assert taken("owner:It|aly due<+2w", "IT") == "owner:IT due<+2w"
    assert taken('owner:"It|aly" x', "IT") == "owner:IT x"
    assert taken("status:on| x", '"on') == 'status:"on track" x'


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(list(KINDS.values())),
    st.text()
    | st.lists(st.sampled_from(("ow", "owner:", "is:", '"', "(", "-", ",", ".", " ", "due<"))).map(
        "".join
    ),
    st.integers(-1, 20),
)
def test_whatever_stands_there_few_are_offered_around_the_cursor(
    desk: Desk, kind: type, line: str, cursor: int
) -> None:
    at = min(max(cursor, 0), len(line))
    found = complete(line, cursor, kind, desk.names)
    assert len(found) <= MOST
    assert all(0 <= c.start <= at <= c.end <= len(line) for c in found)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.sampled_from(list(KINDS.values())), st.data())
def test_taking_offers_leads_to_lines_that_can_be_read(
    desk: Desk, kind: type, data: st.DataObject
) -> None:
    line = ""
    for _ in range(data.draw(st.integers(1, 5))):
        found = complete(line, len(line), kind, desk.names)
        if not found:
            break
        line = accepted(line, data.draw(st.sampled_from(found)))
        if readable(line, kind) and data.draw(st.booleans()):
            line += " "
    if not readable(line, kind):
        with pytest.raises(QueryError) as told:
            parse(line, kind)
        assert told.value.end >= len(line.rstrip()), line


def readable(line: str, kind: type) -> bool:
    try:
        parse(line, kind)
    except QueryError:
        return False
    return True


def test_or_is_offered_after_a_condition_and_not_after_a_modifier_alone(desk: Desk) -> None:
    def offers_or(line: str) -> bool:
        return any(offer.text == "or " for offer in complete(line, len(line), Role, desk.names))

    assert offers_or("is:current ")
    assert offers_or("is:current on:today ")
    assert not offers_or("on:today ")
    assert not offers_or("is:current or ")
