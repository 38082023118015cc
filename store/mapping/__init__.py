"""A stranger's table as records: which column is which field, and what its words mean.

Nothing here reads a file or writes a record: a table of cells and a map go in, and pairs of records
before and after come out, with what could not be taken, cell by cell.
"""

from store.mapping.guessing import Because
from store.mapping.incoming import Incoming, Table, bring_in, guessed, incoming, outcome_of
from store.mapping.kept import all_maps, find_map, keep_map, name_for, remove_map
from store.mapping.maps import ID, BadMap, Column, Map, Named, checked, fillable
from store.mapping.outcome import Differs, Outcome, Row, SetAside
from store.mapping.reading import Open
from store.mapping.sheets import Sheet, is_ours, sheet_of

__all__ = [
    "ID",
    "BadMap",
    "Because",
    "Column",
    "Differs",
    "Incoming",
    "Map",
    "Named",
    "Open",
    "Outcome",
    "Row",
    "SetAside",
    "Sheet",
    "Table",
    "all_maps",
    "bring_in",
    "checked",
    "fillable",
    "find_map",
    "guessed",
    "incoming",
    "is_ours",
    "keep_map",
    "name_for",
    "outcome_of",
    "remove_map",
    "sheet_of",
]
