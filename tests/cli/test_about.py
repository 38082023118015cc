"""`kinds`, `schema`, `views`, `keys`, `completion`, `--help`: what there is."""

import jsonschema  # type: ignore[import-untyped]
import pytest

from store.config import Config, NamedView
from store.desk import open_desk
from store.kinds import KINDS
from store.query import compile_query, parse
from store.views import write_views
from tests.cli.shell import Shell
from tui.cli.root import MODULE_OF


def test_kinds_lists_all_and_the_fields_of_one(empty: Shell) -> None:
    assert [line.split()[0] for line in empty("kinds").lines] == list(KINDS)
    assert [kind["name"] for kind in empty("kinds", "--json").json] == list(KINDS)
    lines = empty("kinds", "commitments").lines
    assert any(line.startswith("* summary") for line in lines)
    assert any(line.startswith("  due ") for line in lines)
    status = next(
        f for f in empty("kinds", "commitment", "--json").json["fields"] if f["name"] == "status"
    )
    assert "on track" in status["choices"]
    assert not empty.store.exists(), "asking what there is makes no store"


def test_the_schema_is_a_valid_one(empty: Shell) -> None:
    schema = empty("schema").json
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_views_are_filters_that_list_takes(shell: Shell) -> None:
    views = shell("views", "--json").json
    assert {"name", "title", "kind", "filter", "key", "origin"} == set(views[0])
    with open_desk(shell.store, Config()) as desk:
        for view in views:
            kind = KINDS[view["kind"]]
            line = parse(view["filter"], kind)
            asked = compile_query(line, kind, desk.names, desk.insight, desk.store)
            found = asked.select(desk.store.records(view["kind"]).values())
            listed = shell("list", view["name"], "--json").json
            assert [record["id"] for record in listed] == [record.id for record in found]
    assert len(shell("views").lines) == len(views)


def test_a_view_is_listed_by_its_title_and_narrowed(shell: Shell) -> None:
    everybody = shell("list", "Current co-chairs", "--json").json
    italian = shell("list", "co-chairs", "member:italy", "--json").json
    assert {role["kind"] for role in everybody} == {"role"}
    assert {r["member"] for r in everybody} == {"IT", "MA", "SA", "US"}
    assert [r["member"] for r in italian] == ["IT"]
    ran = shell.run("list", "overdu")
    assert (ran.code, ran.out) == (2, "")
    assert "smallgroup views" in ran.err


def test_without_a_home_it_is_said_that_nothing_is_mine(shell: Shell) -> None:
    ran = shell.run("list", "mine", "--json")
    assert (ran.code, ran.json) == (0, [])
    assert "Whose desk this is was not said" in ran.err


def test_what_was_saved_on_the_dashboard_is_a_view_here(shell: Shell) -> None:
    own = NamedView("Ours, late", "commitment", "is:overdue owner:SA", "l")
    write_views(shell.store, {"ours-late": own})
    assert "(saved)" in shell("views").lines[0]
    assert (
        shell("list", "Ours, late", "--json").json
        == shell("list", "commitments", "is:overdue owner:SA", "--json").json
    )


def test_keys_are_listed_with_what_they_do(empty: Shell) -> None:
    keys = empty("keys", "--json").json
    assert {"n", "e", "d", "u", "slash"} & {key for action in keys for key in action["keys"]}
    assert len(empty("keys").lines) >= len(keys)


@pytest.mark.parametrize("shell_name", ["bash", "zsh", "fish"])
def test_completion_gives_a_script(empty: Shell, shell_name: str) -> None:
    assert "_SMALLGROUP_COMPLETE" in empty("completion", shell_name).out


def completed(shell: Shell, words: str, style: str = "zsh") -> list[str]:
    """What the shell offers for the last of these words."""
    at = str(len(words.split(" ")) - 1)
    env = {"COMP_WORDS": words, "COMP_CWORD": at, "_SMALLGROUP_COMPLETE": f"{style}_complete"}
    ran = shell.run(**env)
    assert (ran.code, ran.err) == (0, "")
    if style == "bash":
        return [line.partition(",")[2] for line in ran.lines]
    return [value.replace("\\:", ":") for value in ran.lines[1::3]]


def test_completion_knows_commands_and_kinds(empty: Shell) -> None:
    assert completed(empty, "smallgroup hi") == ["history"]
    assert completed(empty, "smallgroup list comm") == ["commitments"]
    assert not empty.store.exists(), "completing makes no store"


def test_completion_knows_the_records(shell: Shell) -> None:
    assert completed(shell, "smallgroup show Moro")[0] == "MA"
    assert completed(shell, "smallgroup close C3")[:2] == ["C30", "C31"]
    assert completed(shell, "smallgroup --demo delete bur") == ["BF"]
    words = "smallgroup add commitment --owner"
    assert "IT" in completed(shell, f"{words} ital")
    assert completed(shell, "smallgroup edit C32 --status on") == ["on-track"]
    assert completed(shell, "smallgroup show zzz") == []


def test_completion_knows_the_filter_line(shell: Shell) -> None:
    line = "smallgroup list commitments"
    assert "is:overdue" in completed(shell, f"{line} is:over")
    assert "owner:IT" in completed(shell, f"{line} is:open owner:ital")
    assert "owners:" in completed(shell, f"{line} own")
    assert completed(shell, "smallgroup export --kind roles label:co-ch") == ["label:co-chair"]


def test_completion_puts_together_what_bash_takes_apart(shell: Shell) -> None:
    line = "smallgroup list commitments is : open owner"
    assert "IT" in completed(shell, f"{line} : ital", "bash")
    assert "IT" in completed(shell, f"{line} :", "bash")


def test_completion_of_a_store_that_cannot_be_read_is_quiet(empty: Shell) -> None:
    empty.store.write_text("Dear colleague")
    assert completed(empty, "smallgroup show Moro") == []
    assert completed(empty, "smallgroup list commitments owner:it") == []


@pytest.mark.parametrize("name", MODULE_OF)
def test_every_command_has_help(empty: Shell, name: str) -> None:
    out = empty(name, "--help").out
    assert out.startswith(f"Usage: smallgroup {name}") and len(out.splitlines()) > 3


def test_help_lists_every_command(empty: Shell) -> None:
    out = empty("--help").out
    assert all(f"  {name} " in out for name in MODULE_OF)


def test_the_version_is_said(empty: Shell) -> None:
    assert empty("--version").out.startswith("smallgroup, version ")
