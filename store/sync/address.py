"""Where a source is: a file, or a web address that may be asked. No network here."""

import ipaddress
import re
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from store.sync.errors import BadSource, Untrusted
from store.text import clean_line, shorten

PORTS = {"http": 80, "https": 443}


def is_web(url: str) -> bool:
    """Whether this is fetched over HTTP, not read from a file."""
    return url.lower().startswith(("http://", "https://"))


def origin(url: str) -> tuple[str, str, int]:
    """Scheme, host and port: what must be equal for a token to be sent along."""
    parts = _split(url)
    return parts.scheme, (parts.hostname or "").lower(), parts.port or PORTS.get(parts.scheme, 0)


def host(url: str) -> str:
    """The machine's name or number, in small letters."""
    return _split(url).hostname or ""


def is_loopback(url: str) -> bool:
    """Whether the address is this very machine."""
    name = host(url)
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")


def shown(url: str) -> str:
    """The address as it may be shown: without what may be secret in it, or hostile."""
    parts = _split(url)
    port = f":{parts.port}" if parts.port else ""
    return shorten(clean_line(f"{parts.scheme}://{parts.hostname or ''}{port}{parts.path}"), 200)


def check_web(url: str, *, insecure: bool) -> None:
    """`Untrusted` where the address may not be asked, `BadSource` where it is none."""
    parts = _split(url)
    if not parts.hostname or parts.scheme not in PORTS:
        raise BadSource(f"{shown(url)} is no web address; it begins with https://")
    if parts.username or parts.password:
        raise BadSource(
            f"The address {shown(url)} holds a password, which would be stored; give the token "
            "with --token-env, --token-command or --token-file instead."
        )
    if parts.scheme == "http" and not (insecure or is_loopback(url)):
        raise Untrusted(
            f"{shown(url)} is not encrypted; use https, or allow it with --insecure-http."
        )


def file_path(url: str) -> Path:
    """The path of a file source (a path, or a file: URL), made absolute."""
    if "://" not in url and not url.lower().startswith("file:"):
        return Path(url).expanduser().absolute()
    parts = _split(url)
    if parts.scheme != "file" or parts.netloc not in ("", "localhost") or parts.query:
        raise BadSource(f"“{_masked(url)}” is neither a web address nor a file on this machine.")
    return Path(unquote(parts.path)).absolute()


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise BadSource(f"“{_masked(url)}” is no web address: {error}.") from None
    return parts


def _masked(url: str) -> str:
    """What is no address as it may be shown: without what stands where a password or a query
    does."""
    return shorten(clean_line(re.sub(r"//.*@|[?#].*", "…", url, flags=re.DOTALL)), 200)
