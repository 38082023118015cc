"""A server to sync from."""

from collections.abc import Iterator

import pytest

from tests.sync.server import Server, serving


@pytest.fixture
def server() -> Iterator[Server]:
    """A server on loopback, for one test."""
    with serving() as running:
        yield running
