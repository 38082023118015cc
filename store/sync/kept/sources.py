"""Sources: what they are called, where they are, how they are asked. A token itself is never kept.

Each has a folder beside the journal, `sources/NAME/`, with `source.json` (this definition and how
far it was read; written last) and `base.json` (what it said last). They stand outside the journal
on purpose. A crash between the batch and these files does no harm, because merging the same feed
again finds both sides the same; and undoing a sync leaves them, so that the next one does not
silently bring back what was undone.
"""

import re
import shlex
from datetime import date
from pathlib import Path

from msgspec import Struct, structs

from store.fields import field_map
from store.kinds import KINDS
from store.sync.adapters import ADAPTERS, AUTO
from store.sync.address import check_web, file_path, is_web
from store.sync.errors import BadSource
from store.sync.kept.tokenfile import read_token_file

NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
FORMATS = (AUTO, *ADAPTERS)
MOST_MINUTES = 7 * 24 * 60  # between two syncs that begin by themselves


class Source(Struct, frozen=True, omit_defaults=True):
    """A source's definition. `url` is a web address or the absolute path of a file; `owns` are the
    fields, as `member.region`, in which the source is believed over what was typed here.

    `token_command` is a program and its arguments, which no shell sees; `token_file` is the
    absolute path of a file that only the user can read. `most` is how many bytes are taken (0: as
    many as the format has by default). `every` is how many minutes lie between two syncs that
    begin by themselves (0: none does).
    """

    name: str
    url: str
    format: str = AUTO
    token_env: str = ""
    token_command: tuple[str, ...] = ()
    token_file: str = ""
    owns: tuple[str, ...] = ()
    insecure_http: bool = False
    most: int = 0
    every: int = 0

    @property
    def owned(self) -> list[tuple[str, str]]:
        """What it owns as (kind, field)."""
        return [(kind, name) for kind, _, name in (owned.partition(".") for owned in self.owns)]


class Reached(Struct, frozen=True, omit_defaults=True):
    """How far a source was read: what to ask with next time, when that was (UTC), the outcome in a
    few words, the format that it was found to speak, and the last day on which what it said stands
    even where it has not changed ("": always). `bytes` came over the wire the last time and held so
    many `items`; `failures` is how often it failed since it last went well. `mark` is how far the
    journal was looked through for what undo took back, where the memory does not say so itself.
    `static` says that the source names what changed since when by itself, so that nobody need ask.
    """

    etag: str = ""
    last_modified: str = ""
    cursor: str = ""
    at: str = ""
    outcome: str = ""
    format: str = ""
    until: str = ""
    bytes: int = 0
    items: int = 0
    failures: int = 0
    mark: str = ""
    static: bool = False

    def on(self, today: date) -> "Reached":
        """What to ask with on this day: for all of it where what it said no longer stands."""
        if not self.until or today.isoformat() <= self.until:
            return self
        return structs.replace(self, etag="", last_modified="")


def checked(source: Source) -> Source:
    """The definition as it is kept; `BadSource` or `Untrusted` where it cannot be."""
    check_name(source.name)
    if source.format not in FORMATS:
        raise BadSource(
            f"The format “{source.format}” cannot be synced; choose {', '.join(FORMATS)}."
        )
    if sum(map(bool, (source.token_env, source.token_command, source.token_file))) > 1:
        raise BadSource("A token comes from a variable, a command or a file: choose one of them.")
    if source.token_env and not VARIABLE.fullmatch(source.token_env):
        raise BadSource(f"“{source.token_env}” is no environment variable's name.")
    if not all(map(_is_text, (source.token_file, *source.token_command))):
        raise BadSource("A path or a command must be text in UTF-8, to be kept; rename the file.")
    url = source.url.strip()
    if not url or not url.isprintable():
        raise BadSource("The address is empty or holds characters that no address has.")
    if is_web(url):
        check_web(url, insecure=source.insecure_http)
    else:
        path = file_path(url)
        if not path.is_file():
            raise BadSource(f"There is no file {path}; check the path.")
        url = str(path)
    if not 0 <= source.every <= MOST_MINUTES:
        raise BadSource(
            f"“{source.every}” is no number of minutes between two syncs: choose 1 to "
            f"{MOST_MINUTES:,}, or 0 for none that begins by itself."
        )
    return structs.replace(
        source,
        url=url,
        token_file=_token_file(source.token_file),
        owns=tuple(dict.fromkeys(_owned(name) for name in source.owns)),
    )


def command_of(words: str) -> tuple[str, ...]:
    """A command line as a program and its arguments, as a shell would split it."""
    try:
        return tuple(shlex.split(words))
    except ValueError as error:
        raise BadSource(f"The command cannot be read ({error}); check its quotes.") from error


def check_name(name: str) -> None:
    """`BadSource` where a source cannot be called so."""
    if not NAME.fullmatch(name):
        raise BadSource(
            f"“{name[:70]}” cannot name a source: use up to 64 small letters, digits, dots, dashes "
            "and underscores, beginning with a letter or digit."
        )


def _is_text(words: str) -> bool:
    """Whether it can be written down: what a shell hands over may be any bytes."""
    return not any("\ud800" <= letter <= "\udfff" for letter in words)


def _token_file(path: str) -> str:
    if not path:
        return ""
    whole = Path(path).expanduser().absolute()
    read_token_file(whole)
    return str(whole)


def _owned(words: str) -> str:
    kind_word, _, name = words.partition(".")
    kinds = (k for k in KINDS.values() if kind_word in (k.kind.name, k.kind.plural))
    for kind in kinds:
        field = field_map(kind).get(name)
        if field is not None:
            return f"{kind.kind.name}.{field.name}"
    raise BadSource(f"“{words[:70]}” is no field of a kind; write it as member.region.")
