"""A store's folder that other users may look into."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def folder() -> Iterator[Path]:
    parent = Path(tempfile.mkdtemp(prefix="smallgroup-"))
    parent.chmod(0o755)
    yield parent / "store"
    shutil.rmtree(parent)
