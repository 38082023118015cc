"""Filter lines asked of the Coalition's facts, on 1 March 2026, from Belgium's desk."""

from collections.abc import Callable

import pytest

from store.desk import Desk
from store.kinds import KINDS
from store.query import Compiled, compile_query, parse

Ask = Callable[[str, str], list[str]]
Compile = Callable[[str, str], Compiled]


@pytest.fixture
def compiled(desk: Desk) -> Compile:
    """Compile a line for a kind."""

    def compiled(kind: str, line: str) -> Compiled:
        query = parse(line, KINDS[kind])
        return compile_query(query, KINDS[kind], desk.names, desk.insight, desk.store)

    return compiled


@pytest.fixture
def ask(desk: Desk, compiled: Compile) -> Ask:
    """The ids that a line selects, in order."""

    def ask(kind: str, line: str) -> list[str]:
        found = compiled(kind, line).select(desk.store.records(kind).values())
        return [record.id for record in found]

    return ask
