"""Where a source may lead us, one redirect after the other, and where its token may go.

A server can send whoever asks it anywhere. It may not make us speak to what only we can reach:
this machine, the network that we are in.
"""

import ipaddress
from urllib.parse import urljoin

from store.sync.address import check_web, host, is_loopback, origin, shown
from store.sync.errors import BadSource, Untrusted


class Hops:
    """The rules for one source at the address `home`."""

    def __init__(self, home: str, *, insecure: bool) -> None:
        self._home = home
        self._insecure = insecure
        self._public: bool | None = None  # whether what answered first is out on the internet

    def check_first(self, url: str) -> None:
        """`Untrusted` or `BadSource` where this address, which no server named, may not be
        asked."""
        check_web(url, insecure=self._insecure)

    def leads(self, here: str, location: str) -> str:
        """The address that `here` sends us to; `Untrusted` where it may not."""
        try:
            there = urljoin(here, location)
            scheme = origin(there)[0]
        except (ValueError, BadSource):
            raise Untrusted(
                f"{shown(here)} leads to what is no web address; tell whoever runs it."
            ) from None
        if scheme not in ("http", "https"):
            why = "which is no web address"
        elif scheme == "http" and not self._may_be_plain(here, there):
            why = "which is not encrypted"
        elif _is_inside(host(there)) and not (self._public is False or _is_inside(host(here))):
            why = "which is not out on the internet as it is itself"
        else:
            check_web(there, insecure=True)
            return there
        raise Untrusted(
            f"{shown(here)} leads to {shown(there)}, {why}, and is not followed; check the address."
        )

    def met(self, url: str, peer: str) -> None:
        """A connection for `url` was made to the machine with this address; `Untrusted` where a
        name out on the internet turns out to mean one that is not."""
        outside = _is_public(peer)
        if self._public is None:
            self._public = outside
        elif self._public and not outside:
            raise Untrusted(
                f"{shown(url)} is at {peer}, which is not out on the internet as the source is, "
                "and was not asked; tell whoever publishes it."
            )

    def sent_by_proxy(self, url: str) -> None:
        """A proxy is asked for `url`. What answers first through one counts as out on the
        internet, which is what proxies are for, unless its address says that it is not."""
        if self._public is None:
            self._public = not _is_inside(host(url))

    def takes_token(self, url: str) -> bool:
        """Whether the token may go there: to its own origin and nowhere else."""
        return origin(url) == origin(self._home)

    def _may_be_plain(self, here: str, there: str) -> bool:
        return origin(here)[0] == "http" and (
            is_loopback(there) or (self._insecure and host(there) == host(self._home))
        )


def _is_inside(name: str) -> bool:
    """Whether a host says by itself that it is not out on the internet."""
    try:
        return not _is_public(name)
    except ValueError:
        return name == "localhost" or name.endswith((".localhost", ".local", ".internal"))


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    within = getattr(found, "ipv4_mapped", None)
    return (within or found).is_global
