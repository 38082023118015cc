"""A file on this machine: its folders and files are offered as one types."""

from pathlib import Path

from store.fields import Field
from store.names import Names
from tui.recent import Recent
from tui.widgets.inputs.line import Line
from tui.widgets.inputs.offers import MOST, Offer
from tui.widgets.inputs.row import FieldRow


class PathLine(Line):
    """The path of a file. A folder that is taken is gone on in."""

    eager = True
    several = True

    def look_up(self, typed: str) -> list[Offer]:
        begun = typed.rpartition("/")[2]
        return [Offer(name, "") for name in names(typed) if name != begun][:MOST]

    def close_offers(self) -> None:
        """Offer nothing any more, until something else is typed."""
        self._hide()

    def put(self, offer: Offer) -> None:
        before, slash, _ = self.words.rpartition("/")
        self.write(f"{before}{slash}{offer.words}")


class FileRow(FieldRow):
    """A field that is filled in with a path."""

    def __init__(
        self, field: Field, context: Names, initial: str, words: str, recent: Recent
    ) -> None:
        super().__init__(field, context, initial, words, recent)
        self.input = self.line = PathLine(field, context)


def names(typed: str) -> list[str]:
    """What the files and folders are called that a typed path may go on to, folders with a slash;
    what is hidden only where that is typed. None where the folder cannot be read."""
    before, slash, begun = typed.rpartition("/")
    folder = Path(before + slash).expanduser() if slash else Path()
    try:
        found = sorted(folder.iterdir(), key=lambda path: (path.name.casefold(), path.name))
        return [
            path.name + "/" * path.is_dir()
            for path in found
            if path.name.casefold().startswith(begun.casefold())
            and (begun.startswith(".") or not path.name.startswith("."))
        ]
    except (OSError, RuntimeError):  # it cannot be read; there is no such user
        return []
