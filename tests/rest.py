"""Waiting for the dashboard to come to rest, and no longer than that.

Textual's pilot sleeps 20 ms at a time until the whole process does nothing, twice for each key: on
a busy machine that is most of the time that a journey takes. The event loop knows better: there is
nothing to wait for once nothing is ready to run, nothing is to be drawn and no key and no new size
waits. What comes later by itself, from a thread or a timer, is waited for with `until`.
"""

import asyncio
from time import monotonic
from typing import Any

from textual._context import active_app

from tui.typeahead import TypeAheadApp

SHORT = 0.002  # seconds


async def at_rest(min_sleep: float = 0, max_sleep: float = 1) -> None:
    """Wait until all that follows from what was done has happened; `max_sleep` at most."""
    loop: Any = asyncio.get_running_loop()
    end = monotonic() + max(min_sleep, max_sleep)
    await asyncio.sleep(0)
    while monotonic() < end:
        if loop._ready:
            await asyncio.sleep(0)
        elif _to_be_drawn():
            active_app.get().screen._on_timer_update()
            await asyncio.sleep(0)
        elif _waits():
            await asyncio.sleep(SHORT)
        else:
            return


def _to_be_drawn() -> bool:
    app = active_app.get()
    if not app._screen_stack or app._batch_count:
        return False
    screen = app.screen
    return screen.is_mounted and bool(
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
        or screen._callbacks
    )


def _waits() -> bool:
    """Whether a new size or a key has yet to be passed on."""
    app = active_app.get()
    return app._resize_timer is not None or (isinstance(app, TypeAheadApp) and bool(app._waiting))
