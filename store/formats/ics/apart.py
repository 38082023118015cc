"""Reading a calendar in a process of its own: what its bytes can do there is bounded, and it is
ended when it is late or no longer wanted."""

import json
import os
import re
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec

from store.formats.ics.limits import LIMITS, Limits
from store.formats.ics.lines import too_many
from store.formats.ics.said import Failed, Said
from store.formats.source import FormatError

LOOK = 0.05  # seconds between two looks at whether to go on
STEP = 256 * 1024
START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from store.formats.ics.child import main; main(sys.argv[2:])"
)
PASSED_ON = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PYTHONTZPATH")
_BEGIN = re.compile(rb"BEGIN:", re.IGNORECASE)


def read(source: bytes, today: date, check: Callable[[], None], limits: Limits = LIMITS) -> Said:
    """What a calendar says; `FormatError` where it is none, or takes more than it may. `check`
    raises where it is time to end."""
    _look_over(source, limits)
    child = subprocess.Popen(
        _command(limits, today),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in PASSED_ON if name in os.environ},
        bufsize=0,
    )
    with child:
        try:
            said = _talk(child, source, check, limits)
            code = child.wait(timeout=limits.wall)
        except subprocess.TimeoutExpired:
            raise FormatError(_late(limits)) from None
        finally:
            child.kill()
    if code:
        raise FormatError(_ended(code, limits))
    return _understood(said)


def _look_over(source: bytes, limits: Limits) -> None:
    """A quick look, before anything is read."""
    if len(source) > limits.input:
        raise FormatError(
            f"This calendar has {len(source):,} bytes, and no more than {limits.input:,} are "
            "taken; ask its publisher for a smaller one."
        )
    if sum(1 for _ in _BEGIN.finditer(source)) > limits.components:
        raise FormatError(too_many(limits.components))


def _command(limits: Limits, today: date) -> list[str]:
    """An interpreter that looks nowhere but where this one does: isolated, and without `site`."""
    if not sys.executable:
        raise FormatError("A calendar is read by a Python of its own, and there is none here.")
    home = str(Path(__file__).parents[3])
    paths = [home, *(path for path in sys.path if path != home and Path(path).is_absolute())]
    words = [json.dumps(paths), msgspec.json.encode(limits).decode(), today.isoformat()]
    return [sys.executable, "-I", "-S", "-c", START, *words]


def _talk(
    child: "subprocess.Popen[bytes]", source: bytes, check: Callable[[], None], limits: Limits
) -> bytes:
    """Give the child its bytes, and take what it says until it has no more to say."""
    assert child.stdin is not None and child.stdout is not None
    end = time.monotonic() + limits.wall
    left, said = memoryview(source), bytearray()
    for pipe in (child.stdin, child.stdout):
        os.set_blocking(pipe.fileno(), False)
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdin, selectors.EVENT_WRITE)
        selector.register(child.stdout, selectors.EVENT_READ)
        while selector.get_map():
            check()
            if time.monotonic() > end:
                raise FormatError(_late(limits))
            for key, _ in selector.select(LOOK):
                if key.fileobj is child.stdin:
                    left = left[_written(child.stdin.fileno(), left) :]
                    if not left:
                        selector.unregister(child.stdin)
                        child.stdin.close()
                    continue
                piece = os.read(child.stdout.fileno(), STEP)
                said += piece
                if not piece:
                    selector.unregister(child.stdout)
                if len(said) > limits.output + STEP:
                    raise FormatError(BROKEN)
    return bytes(said)


def _written(pipe: int, left: memoryview) -> int:
    """How many bytes went; all of them where the child takes no more."""
    try:
        return os.write(pipe, left[:STEP])
    except BrokenPipeError:
        return len(left)


def _understood(said: bytes) -> Said:
    try:
        answer = msgspec.json.decode(said, type=Said | Failed)
    except msgspec.MsgspecError:
        raise FormatError(BROKEN) from None
    if isinstance(answer, Failed):
        raise FormatError(answer.why)
    return answer


def _ended(code: int, limits: Limits) -> str:
    if code == -signal.SIGXCPU:
        return (
            f"This calendar takes more than {limits.cpu} s of computing to read; ask its publisher "
            "for a smaller or simpler one."
        )
    return BROKEN


def _late(limits: Limits) -> str:
    return (
        f"This calendar took longer than {limits.wall:g} s to read; try again later, or ask its "
        "publisher for a smaller one."
    )


BROKEN = (
    "This calendar could not be read: the process that reads it broke off. Nothing was changed; "
    "tell whoever publishes it."
)
