"""`smallgroup due`: a prompt, a job or a mail learns what asks for attention."""

import json
from email import message_from_string
from email.policy import default

import pytest

from tests.cli.shell import Shell


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """A desk with what is late, what is due soon, later, and to be reminded of."""
    shell = Shell(tmp_path_factory.mktemp("due") / "store")
    shell.add("member", "--name", "Italy", "--country", "IT", "--visibility", "public")
    shell.add("member", "--name", "Morocco", "--country", "MA")
    shell.add("group", "--name", "Focus Group")
    shell.add("role", "--member", "IT", "--group", "Focus Group", "--label", "chair")
    late = ("--owner-text", "all", "--due", "2026-01-01")
    for words in (
        ("--summary", "Send the terms", "--owner", "MA", "--due", "2026-02-01"),
        ("--summary", "Pay the share", "--owner", "Focus Group", "--due", "2026-03-10"),
        ("--summary", "Host the next one", "--owner", "MA", "--due", "2026-05-01"),
        ("--summary", "Ask how it goes", "--owner", "MA", "--remind", "2026-03-01"),
        ("--summary", "Within the month", "--owner-text", "all", "--due", "2026-03"),
        (*late, "--summary", "Secret and late", "--visibility", "confidential"),
        (*late, "--summary", "Done", "--status", "delivered"),
    ):
        shell.add("commitment", *words)
    return shell


def test_what_is_late_comes_first_and_then_what_is_near(desk: Shell) -> None:
    ran = desk.run("due")
    assert ran.code == 3
    told = [line.split()[0] for line in ran.lines]
    assert told == ["overdue", "overdue", "due", "reminder"]
    assert "Secret and late" in ran.lines[0] and "Pay the share" in ran.lines[2]
    assert "Host the next one" not in ran.out and "Within the month" not in ran.out


def test_a_month_is_due_once_it_is_certainly_over_by_then(desk: Shell) -> None:
    assert "Within the month" in desk.run("due", "--within", "eom").out
    assert "Host the next one" in desk.run("due", "--within", "3m").out


def test_a_member_is_asked_for_what_it_owes_and_the_groups_that_it_leads(desk: Shell) -> None:
    assert "Pay the share" in desk.run("due", "--for", "italy").out
    assert [row["summary"] for row in desk.run("due", "--for", "MA", "--json").json] == [
        "Send the terms",
        "Ask how it goes",
    ]


def test_json_is_the_record_and_why_it_is_told(desk: Shell) -> None:
    first = desk.run("due", "--for", "MA", "--json").json[0]
    assert first["due"] == "2026-02-01" and first["kind"] == "commitment"
    assert (first["_state"], first["_when"], first["_told"]) == (
        "overdue",
        "2026-02-01",
        "4 weeks late",
    )


def test_the_mail_can_be_read_by_a_mail_program_and_keeps_what_is_confidential(desk: Shell) -> None:
    ran = desk.run("due", "--format", "mail", "--to", "desk@example.org")
    mail = message_from_string(ran.out, policy=default)
    assert ran.code == 3
    assert (mail["To"], mail["Subject"]) == (
        "desk@example.org",
        "1 overdue, 1 due by Sun 15 Mar 2026, 1 to remember",
    )
    text = mail.get_content()
    assert "- Send the terms (" in text and "Secret" not in text
    assert "1 withheld" in ran.err


def test_where_nothing_is_due_the_prompt_stays_as_it_is(desk: Shell, empty: Shell) -> None:
    quiet = desk.run("due", "--quiet")
    assert (quiet.code, quiet.out) == (3, "")
    assert (empty.run("due").code, empty.run("due", "--format", "mail").out) == (0, "")
    assert empty.run("due", "--json").json == []


def test_what_cannot_be_meant_is_wrong_usage(desk: Shell) -> None:
    assert "past already" in desk.refused("due", "--within", "yesterday", code=2)
    assert "not a date" in desk.refused("due", "--within", "soonish", code=2)
    assert "--format mail" in desk.refused("due", "--to", "x@example.org", code=2)
    assert "no member" in desk.refused("due", "--for", "Atlantis")


def test_no_word_of_a_record_becomes_a_header(empty: Shell) -> None:
    words = {"summary": "late\r\nBcc: all@example.org \u202e", "due": "2026-01-01"}
    item = json.dumps({**words, "owner_text": "all"})
    empty("add", "commitment", "-", stdin=item)
    ran = empty.run("due", "--format", "mail", "--to", "a@example.org\nBcc: b@example.org")
    mail = message_from_string(ran.out, policy=default)
    assert mail["Bcc"] is None and "Bcc: all@example.org" in mail.get_content()
