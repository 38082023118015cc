"""Opening a page on the web in the user's browser, where there is one with a window of its own."""

import os
import webbrowser
from urllib.parse import urlsplit

# They would take the terminal that the dashboard is in.
IN_TERMINAL = frozenset(("lynx", "w3m", "links", "elinks", "www-browser", "browsh"))


def may_open(url: str) -> bool:
    """Whether this is an address of the web."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and bool(parts.netloc)


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
