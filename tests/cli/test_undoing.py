"""`undo`, `redo` and `history`: what was done, by whom, and taking back one's own."""

from tests.cli.shell import Shell


def labels(shell: Shell, *words: str) -> list[str]:
    return [batch["label"] for batch in shell("history", "--json", *words).json]


def test_undo_takes_back_the_newest_and_redo_brings_it_back(shell: Shell) -> None:
    shell("edit", "C32", "--desk", "Anna")
    shell("edit", "C32", "--desk", "Bert")
    assert shell("undo").err.strip() == "undo: edit desk (1 record)"
    assert shell.shown("C32")["desk"] == "Anna"
    shell("redo")
    assert shell.shown("C32")["desk"] == "Bert"


def test_several_are_undone_and_redone_at_once(shell: Shell) -> None:
    for name in ("Anna", "Bert", "Cem"):
        shell("edit", "C32", "--desk", name)
    assert shell("undo", "3").err.count("undo: edit desk") == 3
    assert "desk" not in shell.shown("C32")
    shell("redo", "2")
    assert shell.shown("C32")["desk"] == "Bert"


def test_what_another_did_is_not_undone(shell: Shell) -> None:
    assert "nothing of yours to undo" in shell.refused("undo")
    assert "nothing of yours to redo" in shell.refused("redo")
    shell.refused("undo", "0", code=2)


def test_undo_is_refused_where_a_field_has_changed_since(shell: Shell) -> None:
    config = shell.store.parent / "other.toml"
    config.write_text('name = "Other"')
    shell("edit", "C32", "--desk", "Anna")
    shell("--config", str(config), "edit", "C32", "--desk", "Bert")
    assert "desk" in shell.refused("undo") and shell.shown("C32")["desk"] == "Bert"


def test_history_has_who_when_what_before_and_after(shell: Shell) -> None:
    shell("edit", "C32", "--desk", "Anna")
    shell("edit", "C32", "--desk", "Bert")
    newest, older, *_ = shell("history", "C32", "--json").json
    assert (newest["label"], newest["at"] > older["at"]) == ("edit desk", True)
    (change,) = newest["changes"]
    assert (change["kind"], change["id"]) == ("commitment", "C32")
    assert (change["before"]["desk"], change["after"]["desk"]) == ("Anna", "Bert")
    assert "  Desk: Anna → Bert" in [line[2:] for line in shell("history", "C32").lines]


def test_history_of_one_record_leaves_out_the_others(shell: Shell) -> None:
    shell("edit", "C33", "--desk", "Anna")
    assert labels(shell, "C32") == ["open demo data"]
    assert labels(shell) == ["edit desk", "open demo data"]
    assert labels(shell, "--limit", "1") == ["edit desk"]
    (batch,) = shell("history", "C32", "--json").json
    assert {change["id"] for change in batch["changes"]} == {"C32"}


def test_a_deleted_record_has_a_history_under_its_id(shell: Shell) -> None:
    shell("delete", "C32", "--yes")
    assert labels(shell, "C32") == ["delete", "open demo data"]
    assert "commitment C32 deleted" in shell("history", "C32").out


def test_an_undone_batch_names_what_it_undoes(shell: Shell) -> None:
    shell("edit", "C32", "--desk", "Anna")
    shell("undo")
    undone, edited, _ = shell("history", "--json").json
    assert undone["undoes"] == edited["id"]


def test_the_history_of_an_empty_store_is_empty(empty: Shell) -> None:
    assert empty("history", "--json").json == []
