"""How much of a source is taken at most, and how long it is waited for."""

from msgspec import Struct


class Limits(Struct, frozen=True):
    """Bytes on the wire and unpacked, pages, items and redirects are counted over a whole run;
    times are seconds: for a connection, for one read, for the run, and the longest wait that a
    busy server may ask for."""

    wire: int = 100 * 1024 * 1024
    unpacked: int = 100 * 1024 * 1024
    pages: int = 1000
    items: int = 1_000_000
    redirects: int = 5
    connect: float = 10.0
    read: float = 30.0
    total: float = 300.0
    tries: int = 4
    pause: float = 0.5
    longest_pause: float = 30.0
