"""`doctor`, `backup` and `purge`: looking after a store."""

from pathlib import Path

import click

from store.errors import StoreError
from store.kinds import KINDS
from store.paths import store_folder
from store.text import clean_line
from tui.cli.changes import agree, id_in_history, tell_removal
from tui.cli.session import Session, pass_session, say
from tui.cli.words import ids_of


@click.command("doctor")
@click.option("--repair", "mend", is_flag=True, help="Mend what can be; a copy is kept first.")
@pass_session
def doctor_(session: Session, /, mend: bool) -> None:
    """Check the configuration, every line of the store, and every record in it."""
    from store.doctor import examine_records

    session.key_map()
    if not session.data:
        _examine_journal(store_folder(session.store), mend)
    with session.desk() as desk:
        findings = list(examine_records(desk.store))
    for finding in findings:
        click.echo(clean_line(finding))
    if findings:
        raise StoreError(
            f"{len(findings)} findings in the records: mend them with smallgroup edit."
        )
    click.echo("The records are sound.")


def _examine_journal(folder: Path, mend: bool) -> None:
    from store.journal.repair import examine, repair

    if not folder.exists():
        raise StoreError(f"There is no store in {folder} yet: any command makes one.")
    report = repair(folder, KINDS) if mend else examine(folder, KINDS)
    click.echo(f"{report.kept} batches of the journal are sound.")
    if report.lost:
        click.echo(f"Damaged lines of the journal: {', '.join(map(str, report.lost))}.")
    for note in report.notes:
        click.echo(clean_line(note))
    if report.recovered:
        click.echo(f"{report.recovered} records are brought back from the snapshot.")
    if report.backup:
        click.echo(f"Mended. The journal as it was: {report.backup}")
    elif report.needed:
        raise StoreError("The store is damaged; run: smallgroup doctor --repair")


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Overwrite the file.")
@pass_session
def backup_(session: Session, /, file: Path, force: bool) -> None:
    """Copy the store, with its whole history, into one FILE.

    To restore, put the file as `journal` into an empty folder and use that as --store.
    """
    from store.journal.backups import back_up

    with session.desk() as desk:
        size = back_up(desk.store.journal, file, overwrite=force)
        say(f"{size:,} bytes in {file}")


@click.command("purge")
@click.argument("id_", metavar="ID", shell_complete=ids_of())
@click.option("--yes", is_flag=True, help="Do not ask.")
@pass_session
def purge_(session: Session, /, id_: str, yes: bool) -> None:
    """Take a record out of the store, its history and its backups, for good.

    One that was deleted is known by its exact id.
    """
    from store.forget import forget, forgetting
    from tui.drafts import Drafts

    with session.desk() as desk:
        meant = id_in_history(desk, id_)
        tell_removal(desk, forgetting(desk.store, meant))
        say("Purging cannot be undone, nor anything that was done before it.")
        agree(yes, "Purge?")
        done = forget(desk.store, meant)
        drafts = Drafts(desk.store.journal.folder)
        for draft in drafts.of(meant):
            drafts.drop(draft.id)
        for sentence in done.unreached:
            say(sentence)
        say(f"{done.gone} purged")
        for name in done.said_by:
            say(
                f"The source {name} may bring that again: ask its publisher to remove it, or do: "
                f"smallgroup source remove {name}"
            )
