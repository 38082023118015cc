"""Any query about commitments, as a tree in canonical form."""

from hypothesis import strategies as st

from store.insight import FLAGS
from store.query.syntax import (
    Comparison,
    Filled,
    Flagged,
    Not,
    Query,
    Sort,
    Term,
    Value,
    Word,
    all_of,
    any_of,
)

FIELDS = ("summary", "owners", "due", "priority", "tags", "standing", "id", "status")
PATHS = (*((name,) for name in FIELDS), ("owners", "region"), ("meeting", "hosts", "name"))
ORDERED = (("due",), ("priority",), ("created",), ("meeting", "start"))

texts = st.text() | st.text(alphabet='ab -"\\(),:<>?é\n\t', max_size=8)
values = st.lists(texts.map(Value), min_size=1, max_size=3).map(tuple)
paths = st.sampled_from(PATHS)

leaves: st.SearchStrategy[Term] = st.one_of(
    texts.filter(bool).map(Word),
    st.sampled_from(("and", "OR", "Not", "-", "-a", "due:x", ":", "<b", "10:30")).map(Word),
    st.builds(Comparison, paths, st.just(":"), values),
    st.builds(
        Comparison, st.sampled_from(ORDERED), st.sampled_from(("<", "<=", ">", ">=")), values
    ),
    st.builds(Filled, st.lists(paths, min_size=1, max_size=2).map(tuple), st.booleans()),
    st.lists(st.sampled_from(FLAGS["commitment"]), min_size=1, max_size=2).map(tuple).map(Flagged),
)


def _grown(terms: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
    several = st.lists(terms, min_size=2, max_size=4)
    return st.one_of(
        terms.map(Not), several.map(all_of).filter(bool), several.map(any_of).filter(bool)
    )


terms = st.recursive(leaves, _grown, max_leaves=12)
queries = st.builds(
    Query,
    where=st.none() | terms,
    by=st.sampled_from(("", "status", "owners")),
    sorts=st.lists(st.builds(Sort, st.sampled_from(FIELDS), st.booleans()), max_size=3).map(tuple),
    limit=st.sampled_from((0, 1, 20)),
)
