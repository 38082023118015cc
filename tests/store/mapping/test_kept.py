"""Maps are remembered by name, and offered when such a table comes again."""

import stat
from pathlib import Path

import pytest

from store.errors import StoreError
from store.forget import forget
from store.formats.cells import Table
from store.mapping import (
    BadMap,
    Column,
    Map,
    Named,
    all_maps,
    bring_in,
    find_map,
    incoming,
    keep_map,
    name_for,
    outcome_of,
    remove_map,
)
from store.mapping.kept import read_said
from store.store import Store
from tests.store.mapping.tables import HEADS, ROWS, coming_of, imported

ONE = Map("commitment", (Column("Action", "summary"), Column("Who", "owners")), ("Action",))


def test_a_map_is_kept_for_its_user_alone_and_comes_back_as_it_was(tmp_path: Path) -> None:
    assert all_maps(tmp_path) == {}
    keep_map(tmp_path, "tracker", ONE)
    assert all_maps(tmp_path) == {"tracker": ONE}
    assert find_map(tmp_path, "tracker") == ONE
    path = tmp_path / "maps" / "tracker.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    remove_map(tmp_path, "tracker")
    assert all_maps(tmp_path) == {} and not path.exists()
    with pytest.raises(BadMap, match="no map “tracker”"):
        find_map(tmp_path, "tracker")


@pytest.mark.parametrize("name", ["", "../x", "A", "x" * 41, "a b", "é", "-x"])
def test_what_is_no_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadMap, match="is no name"):
        keep_map(tmp_path, name, ONE)


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"{",
        b"\xff",
        b'{"kind": "widget"}',
        b'{"kind": "commitment", "more": 1}',
        b'{"kind": "commitment", "columns": [{"header": "A", "field": "nonsense"}]}',
        b'{"kind": "commitment", "key": ["gone"]}',
        b'{"kind": "member", "columns": [{"header": "A", "field": "name"}, '
        b'{"header": "B", "field": "name"}]}',
        b'{"kind": "commitment", "columns": [{"header": "A", "field": "status", '
        b'"values": {"x": "nonsense"}}]}',
    ],
)
def test_a_damaged_map_is_refused_with_a_sentence(tmp_path: Path, written: bytes) -> None:
    keep_map(tmp_path, "tracker", ONE)
    (tmp_path / "maps" / "tracker.json").write_bytes(written)
    with pytest.raises(BadMap, match=r"tracker\.json cannot be read .*smallgroup maps remove"):
        all_maps(tmp_path)


def test_a_damaged_memory_is_refused_with_a_sentence(coalition: Store) -> None:
    imported(coalition, *ROWS)
    folder = coalition.journal.folder
    assert len(read_said(folder, "tracker")) == 3
    (folder / "maps" / "tracker.said").write_bytes(b"[")
    with pytest.raises(StoreError, match="remove the file"):
        coming = coming_of(coalition, *ROWS)
        outcome_of(coalition, coming)


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("Suivi des actions 2026-03.csv", "suivi-des-actions"),
        ("tracker_v3 FINAL.xlsx", "tracker"),
        ("2026.csv", "2026"),
        ("联合国.xlsx", "table"),
        ("x" * 99 + ".csv", "x" * 36),
    ],
)
def test_a_map_is_called_like_its_file_without_the_date(file: str, name: str) -> None:
    assert name_for(file, ()) == name
    assert name_for(file, {name}) == f"{name}-2"


def test_such_a_table_is_known_again_and_its_new_columns_with_it(coalition: Store) -> None:
    imported(coalition, *ROWS)
    heads = [*HEADS[:4], "Priority"]  # the comments went, and something came
    rows = [heads, *([*row[:4], "High"] for row in ROWS)]
    coming = incoming(coalition, "another name.csv", [Table("", [["A title"], *rows])])
    assert (coming.name, coming.remembered) == ("tracker", True)
    assert (coming.lost, coming.fresh) == (("Comments",), ("Priority",))
    out = outcome_of(coalition, coming)
    assert {row.fields for row in out.rows} == {("priority",)}
    other = incoming(coalition, "x.csv", [Table("", [["Country", "Region"], ["Italy", "Europe"]])])
    assert not other.remembered


def test_a_file_with_none_of_the_columns_is_refused(coalition: Store) -> None:
    imported(coalition, *ROWS)
    with pytest.raises(BadMap, match="none of the columns"):
        incoming(coalition, "x.csv", [Table("", [["Land"], ["Italy"]])], name="tracker")
    with pytest.raises(BadMap, match="nothing in"):
        incoming(coalition, "x.csv", [Table("", [[], [None]])])


def test_what_is_purged_is_forgotten_here_too(coalition: Store) -> None:
    coming = coming_of(coalition, *ROWS)
    made = coming.map.having(Column("Responsible", "owners", names={"rome": Named(ids=("IT",))}))
    bring_in(coalition, coming.under(made), outcome_of(coalition, coming))
    folder = coalition.journal.folder
    id_ = next(iter(read_said(folder, "tracker")))
    forget(coalition, id_)
    assert id_ not in read_said(folder, "tracker")
    forget(coalition, "IT")
    column = find_map(folder, "tracker").column("Responsible")
    assert column is not None and not column.names
