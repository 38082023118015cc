"""Lines that ask whose desk this is, and what is said where that is not known."""

from store.insight import OF_HOME
from store.query.syntax import And, Flagged, Not, Or, Query, Term

UNSAID = "Whose desk this is was not said."


def asks_whose_desk(query: Query) -> bool:
    """Whether what the query finds depends on it."""
    return query.where is not None and not _flags_in(query.where).isdisjoint(OF_HOME)


def _flags_in(term: Term) -> set[str]:
    match term:
        case Flagged(flags):
            return set(flags)
        case Not(inner):
            return _flags_in(inner)
        case And(terms) | Or(terms):
            return set().union(*map(_flags_in, terms))
        case _:
            return set()
