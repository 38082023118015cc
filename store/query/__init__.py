"""The filter line: parse, print, complete, evaluate."""

from store.query.compile import compile_query
from store.query.parse import parse
from store.query.selection import Compiled
from store.query.syntax import Query, QueryError, print_query

__all__ = ["Compiled", "Query", "QueryError", "compile_query", "parse", "print_query"]
