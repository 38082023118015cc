"""What every command shares: the global options, the open desk, and how errors are told."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from store.config import Config, read_config
from store.desk import Desk, open_desk, open_throwaway
from store.door import Problems
from store.errors import Held, StoreError
from store.fields import FieldError
from store.names import Ambiguous
from store.paths import config_file, store_folder
from store.store import Refused
from store.text import clean_long

if TYPE_CHECKING:
    from store.views import View
    from tui.keymap import KeyMap

DONE, REFUSED, PARTLY, HELD, INTERRUPTED = 0, 1, 3, 4, 130
NAME, COMPLETING = "smallgroup", "_SMALLGROUP_COMPLETE"


class Session(NamedTuple):
    """The global options: `data` is `demo`, `sample` or "" for one's own store."""

    store: str | None
    config_path: str | None
    data: str

    def config(self) -> Config:
        """The user's configuration."""
        return read_config(self.settings, must_exist=bool(self.config_path))

    @property
    def settings(self) -> Path:
        """The file of the user's configuration."""
        return config_file(self.config_path)

    def key_map(self) -> "KeyMap":
        """The keys in force on the dashboard; all that the configuration says of it is checked."""
        from tui.preferences import checked

        return checked(self.config(), self.settings)

    def views(self) -> "dict[str, View]":
        """The named views: those that come along, and the user's."""
        from store.views import all_views, saved_views

        saved = {} if self.data else saved_views(store_folder(self.store))
        return all_views(self.config().views, saved)

    @contextmanager
    def desk(self, *, create: bool = True) -> Iterator[Desk]:
        """The desk to work at; with `create` a new store where there is none."""
        config = self.config()
        opened = (
            open_throwaway(self.data, config)
            if self.data
            else open_desk(store_folder(self.store), config, create=create)
        )
        with opened as desk:
            yield desk._replace(settings=self.settings)


pass_session = click.make_pass_decorator(Session)


def session_of(ctx: click.Context) -> Session:
    """The session of a command that may only be looked at, to complete it."""
    chosen = ctx.find_root().params
    return ctx.find_object(Session) or Session(
        chosen.get("store"), chosen.get("config_path"), chosen.get("data") or ""
    )


def say(text: str = "") -> None:
    """Talk, on stderr."""
    click.echo(clean_long(text), err=True)


def tell_withheld(count: int, include: str) -> None:
    """Say how many records do not leave, being more secret than asked for."""
    if count:
        say(f"{count} withheld, being more than {include}: --include lets them out.")


def told(command: click.Command) -> int:
    """Run a command; its exit code, after what went wrong was told in a sentence."""
    _open_streams()
    try:
        code = _ended(command)
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_output()
        return DONE
    except OSError as error:  # the store tells its own; what has no name is what we print to
        _drop_output()
        what = error.filename or "The output"
        say(f"{NAME}: {what} cannot be written ({error.strerror}): check where it goes.")
        return REFUSED
    return code


def _open_streams() -> None:
    """What the shell has closed (`>&-`) is read as empty and written to nowhere."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            nowhere = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 — for good
            setattr(sys, name, nowhere)


def _drop_output() -> None:
    """Let what is still to be printed go nowhere, so that the end of the process is quiet."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _ended(command: click.Command) -> int:
    try:
        code = _run(command)
    except click.exceptions.Exit as done:
        code = done.exit_code
    except click.ClickException as error:
        _tell_misuse(error)
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        say("Stopped.")
        code = INTERRUPTED
    except (StoreError, ValueError) as error:
        code = _refused(error)
    return code if isinstance(code, int) else DONE


def _tell_misuse(error: click.ClickException) -> None:
    """What click says of it, made safe for the terminal, with what it cannot know."""
    from io import StringIO

    told = StringIO()
    error.show(told)
    say(told.getvalue().rstrip())
    if isinstance(error, click.NoSuchOption) and error.ctx is not None:
        name, words = error.option_name, error.ctx.command_path.split()[1:]
        everywhere = {o for param in error.ctx.find_root().command.params for o in param.opts}
        if words and name in everywhere:
            say(f"{name} stands before the command: {NAME} {name} {' '.join(words)}")
        elif "filter_line" in {param.name for param in error.ctx.command.params}:
            say("In a filter, write not before a term, and no dash.")


def _run(command: click.Command) -> object:
    if COMPLETING in os.environ:
        return command.main(prog_name=NAME, complete_var=COMPLETING, standalone_mode=False)
    # what `main` does, less its own idea of a closed pipe (exit 1)
    with command.make_context(NAME, sys.argv[1:]) as context:
        return command.invoke(context)


def _refused(error: Exception) -> int:
    say(f"{NAME}: " + "\n".join(_lines(error)))
    return HELD if isinstance(error, Held) else REFUSED


def _lines(error: Exception) -> list[str]:
    if isinstance(error, Problems):
        return [f"{name}: {why}" for name, why in error.by_field.items()]
    if isinstance(error, Refused):
        problems = error.problems.items()
        return [f"{id_}: {name}: {why}" for id_, by in problems for name, why in by.items()]
    if isinstance(error, Ambiguous):
        found = error.found
        return [str(error), *(f"  {id_}  {kind}  {name}" for id_, kind, name in found)]
    from store.query import QueryError

    if isinstance(error, StoreError | FieldError | QueryError):
        return [str(error)]
    raise error
