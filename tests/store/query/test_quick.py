"""A line that makes a record, read as the filter line is."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.door import Problems
from store.fields import typed_fields
from store.kinds import KINDS, Commitment, Meeting, Member, Role, Update
from store.names import Names
from store.query.quick import Quick, complete, made, naming, read, value
from store.query.syntax import QueryError, print_value, quote
from store.store import Store

LINE = "commitment Morocco to host the next meeting due:eoq group:afg"


@pytest.fixture
def names(coalition: Store) -> Names:
    return coalition.names


def said(line: str, names: Names, kind: type = Meeting) -> dict[str, str]:
    return read(line, kind, names).words


def test_the_line_of_the_issue(coalition: Store, names: Names) -> None:
    record = made(read(LINE, Meeting, names), names, coalition, "new")
    assert isinstance(record, Commitment)
    assert record.summary == "Morocco to host the next meeting"
    assert (record.owners, record.group, record.due) == (
        ("MA",),
        "africa-focus-group",
        "2026-03-31",
    )


def test_what_is_read_off_the_words_says_so(names: Names) -> None:
    parts = {part.field.name: part for part in read(LINE, Meeting, names).parts}
    assert parts["owners"].read_off
    assert not parts["due"].read_off
    assert value(parts["owners"], names) == "Morocco"
    assert value(parts["due"], names) == "2026-03-31"


@pytest.mark.parametrize(
    ("words", "owners"),
    [
        ("Italy, Niger and the Small Group will meet", "IT, NE, small-group"),
        ("AFG should report", "africa-focus-group"),
        ("Ital to host", None),  # no guess from the start of a name
        ("Send the terms to Rome", None),
        ("Atlantis to pay", None),
        ("Italy and Atlantis to pay", None),
    ],
)
def test_who_acts_is_only_read_where_it_is_called_exactly_so(
    names: Names, words: str, owners: str | None
) -> None:
    assert said(words, names, Commitment).get("owners") == owners


def test_who_is_said_to_owe_it_is_not_read_off_the_words(names: Names) -> None:
    assert said("Italy to pay owner:MA", names, Commitment)["owners"] == "MA"
    assert "owners" not in said("Italy to pay owner-text:donors", names, Commitment)


def test_the_kind_is_the_first_word_or_the_one_that_is_given(names: Names) -> None:
    assert read("members Atlantis", Meeting, names).kind is Member
    assert read("Plenary in Rome", Meeting, names).kind is Meeting
    assert read('"member" states meet', Meeting, names).words == {"name": "member states meet"}


def test_plain_words_are_what_names_the_record() -> None:
    found = {name: getattr(naming(kind), "name", "") for name, kind in KINDS.items()}
    assert found == {
        **{"member": "name", "group": "name", "meeting": "name", "commitment": "summary"},
        **{"role": "label", "statement": "summary", "update": "text"},
    }


def test_words_keep_their_signs_and_addresses(names: Names) -> None:
    line = 'See https://example.org/a(b) - "due:now" Note: (perhaps)'
    assert said(line, names) == {"name": "See https://example.org/a(b) - due:now Note: (perhaps)"}


def test_lists_take_several_values(names: Names) -> None:
    line = "Plenary groups:afg,small-group groups:cifg tags:a,b host:IT"
    assert said(line, names)["groups"] == "afg, small-group, cifg"
    assert said(line, names)["tags"] == "a, b"
    links = said("x links:https://a.example links:https://b.example", names)["links"]
    assert links == "https://a.example\nhttps://b.example"


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("do it deu:eoq", "deu"),
        ("do it due:", "due:"),
        ("do it due<eoq", "<"),
        ("do it due:eoq due:eow", "due:eow"),
        ('do it "now', '"now'),
        ('do it desk:"Ana', '"Ana'),
        ("do it moves:x", "moves"),
        ("do it sequence:3", "sequence"),
        ("do it summary:that", "do it"),
    ],
)
def test_a_mistake_names_its_place(names: Names, line: str, place: str) -> None:
    with pytest.raises(QueryError) as caught:
        read(line, Commitment, names)
    assert line[caught.value.start : caught.value.end] == place


def test_a_bad_value_is_found_in_the_line(coalition: Store, names: Names) -> None:
    line = "Italy to do it due:nxt"
    quick = read(line, Commitment, names)
    with pytest.raises(Problems) as caught:
        made(quick, names, coalition, "new")
    (field,) = caught.value.by_field
    start, end = quick.place(field, line)
    assert line[start:end] == "due:nxt"


def test_a_rule_is_told_before_it_is_saved(coalition: Store, names: Names) -> None:
    line = "Do it"
    quick = read(line, Commitment, names)
    with pytest.raises(Problems, match="somebody must owe it"):
        made(quick, names, coalition, "new")
    assert quick.place("owners", line) == (len(line), len(line))


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)


@given(WORDS, st.sampled_from(list(KINDS.values())))
def test_any_line_is_read_or_refused_within_it(line: str, kind: type) -> None:
    try:
        quick = read(line, kind, EMPTY)
    except QueryError as error:
        assert 0 <= error.start <= error.end <= len(line)
    else:
        assert set(quick.words) <= set(typed_fields(quick.kind))
        for part in quick.parts:
            assert 0 <= part.start <= part.end <= len(line)


@given(
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Z")), min_size=1, max_size=20),
    st.lists(st.sampled_from(["desk", "due", "partners", "text", "locator"]), unique=True),
    WORDS.filter(str.strip),
)
def test_what_is_written_for_a_field_is_what_it_says(
    words: str, fields: list[str], written: str
) -> None:
    line = " ".join([quote(words), *(f"{name}:{print_value(written)}" for name in fields)])
    quick = read(line, Commitment, EMPTY)
    assert quick.words == {"summary": words, **dict.fromkeys(fields, written)}


@given(WORDS, st.integers(0, 40))
def test_completion_never_fails_and_goes_on_to_be_read(line: str, cursor: int) -> None:
    for offer in complete(line, cursor, Meeting, EMPTY):
        assert 0 <= offer.start <= offer.end <= len(line)


class Nothing:
    """A shelf with nothing on it."""

    def records(self, kind: str) -> dict[str, Update]:
        return {}

    def version(self, kind: str) -> int:
        return 0


EMPTY = Names(Nothing(), lambda: date(2026, 3, 1))


def offered(line: str, names: Names) -> list[str]:
    return [offer.text for offer in complete(line, len(line), Meeting, names)]


def test_kinds_fields_and_values_are_offered(names: Names) -> None:
    assert offered("comm", names)[0] == "commitment "
    assert "due:" in offered("commitment x d", names)
    assert "due:" not in offered("commitment x due:eoq d", names)
    assert "IT" in offered("commitment x owner:ita", names)
    assert '"on track"' in offered("commitment x status:on", names)
    assert offered('commitment "d', names) == []
    assert offered("commitment ", names) == []


def test_a_role_in_one_line(coalition: Store, names: Names) -> None:
    record = made(read("role observer member:BE group:afg", Meeting, names), names, coalition, "r")
    assert isinstance(record, Role)
    assert (record.label, record.member, record.group) == ("observer", "BE", "africa-focus-group")
    assert isinstance(read("x", Meeting, names), Quick)
