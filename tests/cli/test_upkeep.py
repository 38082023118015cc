"""`doctor`, `backup` and `purge`: looking after a store."""

import json
from pathlib import Path

from tests.cli.shell import Shell


def test_the_doctor_finds_a_sound_store_sound(shell: Shell) -> None:
    assert shell("doctor").out == "1 batches of the journal are sound.\nThe records are sound.\n"
    assert shell("--demo", "doctor").out == "The records are sound.\n"


def test_the_doctor_finds_no_store(empty: Shell) -> None:
    assert "There is no store in" in empty.refused("doctor")
    assert not empty.store.exists()


def test_the_doctor_mends_a_damaged_line_and_keeps_a_copy(shell: Shell) -> None:
    shell("edit", "C32", "--desk", "Anna")
    shell("edit", "C33", "--desk", "Bert")
    journal = shell.store / "journal"
    damaged = journal.read_bytes().replace(b'"Anna"', b'"Hans"')
    journal.write_bytes(damaged)
    ran = shell.run("doctor")
    assert ran.code == 1 and "Damaged lines of the journal: 3." in ran.out
    assert "run: smallgroup doctor --repair" in ran.err and journal.read_bytes() == damaged
    mended = shell("doctor", "--repair")
    assert "Mended. The journal as it was: " in mended.out
    (copy,) = (shell.store / "backups").iterdir()
    assert copy.read_bytes() == damaged and str(copy) in mended.out
    assert shell.shown("C33")["desk"] == "Bert"
    assert "sound" in shell("doctor").out


def test_the_doctor_finds_what_is_wrong_with_a_record(shell: Shell) -> None:
    tamper = (
        "from store.journal.journal import Journal; from store.kinds import KINDS; "
        "from store.journal.batch import Change, new_batch; import sys; from pathlib import Path; "
        f"j = Journal.open(Path({str(shell.store)!r}), KINDS); "
        "j.commit(new_batch('t', [Change('commitment', 'C32', {}, {'due': 'soonish'})])); j.close()"
    )
    ran = shell.run("doctor", first=tamper)
    assert ran.code == 1 and "1 findings in the records" in ran.err
    assert "commitment C32: due: " in ran.out


def test_a_backup_can_be_put_in_the_place_of_a_store(shell: Shell, tmp_path: Path) -> None:
    shell("edit", "C32", "--desk", "Anna")
    file = tmp_path / "backup"
    assert f"bytes in {file}" in shell("backup", str(file)).err
    assert "exists already" in shell.refused("backup", str(file))
    shell("backup", str(file), "--force")
    (tmp_path / "again").mkdir()
    (tmp_path / "again" / "journal").write_bytes(file.read_bytes())
    again = Shell(tmp_path / "again")
    assert again.shown("C32") == shell.shown("C32")
    assert again("history").out == shell("history").out
    again("undo")


def test_a_purge_asks_and_then_leaves_nothing(shell: Shell, tmp_path: Path) -> None:
    secret = {"id": "C900", "summary": "Vanishing words", "owners": ["MA"]}
    shell("add", "commitment", "-", stdin=json.dumps(secret))
    shell("edit", "C32", "--depends-on", "C900")
    kept, lost = tmp_path / "kept", tmp_path / "lost"
    for file in (kept, lost):
        shell("backup", str(file))
    lost.rename(tmp_path / "elsewhere")
    said = shell.refused("purge", "C900")
    assert "commitment C32 lets go of it" in said and "add --yes" in said
    ran = shell("purge", "C900", "--yes")
    assert "1 purged" in ran.err and f"The backup {lost} was not purged" in ran.err
    files = [kept, *shell.store.rglob("*")]
    assert not [f for f in files if f.is_file() and b"anishing" in f.read_bytes()]
    assert "depends_on" not in shell.shown("C32")
    assert "purged" in shell.refused("undo")
    assert "purged" in shell("history").out
