"""The folder that a store lives in: what its files are called, and how a new one begins."""

from __future__ import annotations

from pathlib import Path

from store.errors import Damaged, NotAStore
from store.journal.files import reading, replace_durably, sync_folder, temporary, writing
from store.journal.lines import new_header
from store.journal.lock import locked

JOURNAL = "journal"
SNAPSHOT = "snapshot.json"
LOCK = "lock"
BACKUPS = "backups"
MADE = "backups.json"  # where the user has put copies


def ensure_store(folder: Path, *, create: bool, wait: float) -> None:
    """See that there is a journal in the folder, a new one where `create` allows it.

    NotAStore where the folder holds something else, Damaged where only the journal is missing.
    """
    journal = folder / JOURNAL
    with reading(folder):
        if journal.exists():
            return
        if folder.exists() and not folder.is_dir():
            raise NotAStore(f"{folder} is a file, not the folder of a store; choose another path.")
        held = {path.name for path in folder.iterdir()} if folder.exists() else set()
    if SNAPSHOT in held or BACKUPS in held:
        raise Damaged(
            f"The journal is missing from {folder}, where a store used to be; bring the file "
            f"back from a backup as {journal}."
        )
    if held - {LOCK, temporary(journal).name}:
        raise NotAStore(f"{folder} holds something else; choose an empty folder for the store.")
    if not create:
        raise NotAStore(f"There is no store in {folder}; check the path.")
    with writing(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        sync_folder(folder.parent)
    with locked(folder / LOCK, wait):
        if not journal.exists():
            replace_durably(journal, [new_header()])
