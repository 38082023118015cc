"""The token that a source wants, from a variable or a command; it is never kept nor shown."""

import os
import re
import shlex
import subprocess

from store.sync.errors import Denied
from store.sync.sources import Source

USABLE = re.compile(r"[\x21-\x7e]{1,8192}")
WAIT = 30.0  # seconds for the command


def token_of(source: Source) -> str:
    """The token, "" where none is wanted; `Denied` where it cannot be had."""
    if source.token_env:
        token = os.environ.get(source.token_env, "").strip()
        where = f"the variable {source.token_env}"
    elif source.token_command:
        token = _said_by(source.token_command)
        where = f"the token command of {source.name}"
    else:
        return ""
    if not USABLE.fullmatch(token):
        raise Denied(
            f"There is no usable token in {where}: it must be one word; set it and try again."
        )
    return token


def _said_by(command: str) -> str:
    try:
        ran = subprocess.run(
            shlex.split(command),
            capture_output=True,
            timeout=WAIT,
            check=True,
            stdin=subprocess.DEVNULL,
        )
        return ran.stdout.decode("ascii").strip()
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        what = type(error).__name__
        raise Denied(f"The token command failed ({what}); run it by hand to see why.") from None
