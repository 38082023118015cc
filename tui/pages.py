"""Opening a page on the web in the user's browser, where there is one with a window of its own."""

import os
import webbrowser
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from textual.screen import Screen

# They would take the terminal that the dashboard is in.
IN_TERMINAL = frozenset(("lynx", "w3m", "links", "elinks", "www-browser", "browsh"))


def may_open(url: str) -> bool:
    """Whether this is an address of the web."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and bool(parts.netloc)


def visit(screen: "Screen[Any]", url: str) -> None:
    """Open a page in the browser, in a thread; where there is none, copy its address. The screen is
    told what came of it."""
    from tui.messages import Done, Failed

    app = screen.app
    if not may_open(url):
        app.copy_to_clipboard(url)
        screen.post_message(Failed("Only http and https addresses are opened; copied instead."))
        return

    def work() -> None:
        if open_page(url):
            screen.post_message(Done("Opened in the browser"))
        else:
            app.call_from_thread(app.copy_to_clipboard, url)
            screen.post_message(Done("No browser to open it with here: its address is copied"))

    screen.run_worker(work, thread=True, group="page")


def open_page(url: str) -> bool:
    """Open the page; False where there is no browser for it. It takes time: call it in a thread."""
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    name = os.path.basename(str(getattr(browser, "name", "")))  # noqa: PTH119 - a command's name
    if name in IN_TERMINAL:
        return False
    try:
        return browser.open(url)
    except (webbrowser.Error, OSError):
        return False
