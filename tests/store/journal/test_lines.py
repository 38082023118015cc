"""Lines with checksums, read forwards and backwards."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.journal import lines
from store.journal.lines import frame, number_of, scan, scan_back, unframe

payloads = st.lists(st.binary(max_size=40).map(lambda data: data.replace(b"\n", b"")), max_size=12)


@given(st.binary())
def test_a_framed_payload_comes_back(payload: bytes) -> None:
    assert unframe(frame(payload)[:-1]) == payload


@given(st.binary(max_size=30), st.data())
def test_one_changed_byte_is_noticed(payload: bytes, data: st.DataObject) -> None:
    line = bytearray(frame(payload)[:-1])
    at = data.draw(st.integers(0, len(line) - 1))
    line[at] ^= data.draw(st.integers(1, 255))
    assert unframe(bytes(line)) is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(payloads, st.integers(1, 30), st.booleans())
def test_reading_back_is_reading_forward_reversed(
    tmp_path: Path, payloads: list[bytes], chunk: int, cut: bool
) -> None:
    path = tmp_path / "file"
    content = b"".join(map(frame, payloads))
    path.write_bytes(content[:-1] if cut else content)
    with path.open("rb") as file, pytest.MonkeyPatch.context() as patch:
        patch.setattr(lines, "CHUNK", chunk)
        forward = list(scan(file.fileno(), 0, os.fstat(file.fileno()).st_size))
        stop = forward[-1].end if forward else 0
        backward = list(scan_back(file.fileno(), 0, stop))
    assert [unframe(line.data) for line in forward] == payloads
    assert [line[:3] for line in reversed(backward)] == [line[:3] for line in forward]
    assert stop == len(content)


def test_lines_are_numbered_from_one(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(frame(b"one") + frame(b"two"))
    with path.open("rb") as file:
        assert number_of(file.fileno(), len(frame(b"one"))) == 2
