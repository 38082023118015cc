"""A template that the user changed, filled in a process of its own: whatever it does there, it does
for some seconds and in some memory, and this process goes on."""

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from store.errors import StoreError
from store.reports.library import Source
from store.reports.words import Form

MIB = 1024 * 1024
START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from store.reports.apart import main; main()"
)
PASSED_ON = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PYTHONTZPATH")


class Limits(Struct, frozen=True):
    """What a template may take: seconds of processor time and of the clock, bytes of memory and of
    what comes of it."""

    cpu: int = 10
    wall: float = 30.0
    memory: int = 512 * MIB
    output: int = 16 * MIB


class Task(Struct, frozen=True):
    """What is to be filled with what."""

    name: str
    form: Form
    data: dict[str, Any]
    sources: dict[str, Source]
    limits: Limits


class Done(Struct, frozen=True):
    """The text, or the sentence that says why there is none."""

    text: str = ""
    wrong: str = ""


def fill_apart(
    name: str,
    form: Form,
    data: dict[str, Any],
    sources: Mapping[str, Source],
    limits: Limits = Limits(),  # noqa: B008 — frozen
) -> str:
    """As `setting.fill`; `StoreError` also where the template takes more than it may."""
    path = sources[name].path
    task = msgspec.json.encode(Task(name, form, data, dict(sources), limits))
    try:
        ran = subprocess.run(
            _command(),
            input=task,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={word: os.environ[word] for word in PASSED_ON if word in os.environ},
            timeout=limits.wall,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise StoreError(_too_long(path, limits.wall)) from None
    if ran.returncode == -signal.SIGXCPU:
        raise StoreError(_too_long(path, limits.cpu))
    try:
        done = msgspec.json.decode(ran.stdout, type=Done)
    except msgspec.MsgspecError:
        raise StoreError(f"The template {path}: the process that fills it broke off.") from None
    if done.wrong:
        raise StoreError(done.wrong)
    return done.text


def _command() -> list[str]:
    """An interpreter that looks nowhere but where this one does: isolated, and without `site`."""
    if not sys.executable:
        raise StoreError("Your template is filled by a Python of its own, and there is none here.")
    home = str(Path(__file__).parents[2])
    paths = [home, *(path for path in sys.path if path != home and Path(path).is_absolute())]
    return [sys.executable, "-I", "-S", "-c", START, json.dumps(paths)]


def _too_long(path: str, seconds: float) -> str:
    return (
        f"The template {path} takes longer than {seconds:g} s: look for a loop that goes on and on."
    )


def main() -> None:
    """In that process: fill the template that stdin tells of, and say what came of it."""
    task = msgspec.json.decode(sys.stdin.buffer.read(), type=Task)
    _hold_to(task.limits)
    sys.stdout.buffer.write(msgspec.json.encode(_done(task)))


def _done(task: Task) -> Done:
    from store.reports.setting import WrongTemplate, fill

    path = task.sources[task.name].path
    try:
        text = fill(task.name, task.form, task.data, task.sources)
    except WrongTemplate as error:
        return Done(wrong=str(error))
    except MemoryError:
        text = ""
        return Done(wrong=f"The template {path} takes more memory than there is for it.")
    if len(text) > task.limits.output:
        most = task.limits.output // MIB
        return Done(wrong=f"What the template {path} makes is longer than {most} MB.")
    return Done(text)


def _hold_to(limits: Limits) -> None:
    for what, most in (
        (resource.RLIMIT_CPU, limits.cpu),
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        within = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(what, (within, hard))
        except (ValueError, OSError):
            continue  # macOS takes no limit of memory; the others still hold
