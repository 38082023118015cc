"""The everyday words fit the declaration, and say one thing each."""

from store.kinds import KINDS
from store.mapping.headers import meant_by, phrases, plain
from store.mapping.maps import ID, fillable
from store.mapping.tongues import countries, months
from store.mapping.words import CHOICES, HEADERS, OTHER
from store.text import fold
from store.types import TYPES


def test_every_field_and_choice_is_declared() -> None:
    names = {name for kind in KINDS.values() for name in fillable(kind)}
    for key in HEADERS:
        kind, _, name = key.rpartition(".")
        assert key == ID or (name in fillable(KINDS[kind]) if kind else name in names), key
    for key, choices in CHOICES.items():
        kind, _, name = key.rpartition(".")
        kinds = [KINDS[kind]] if kind else list(KINDS.values())
        for each in kinds:
            assert choices.keys() <= {*fillable(each)[name].choices}, key
    assert OTHER.keys() <= TYPES.keys()


def test_words_are_folded_as_they_are_compared_and_mean_one_thing() -> None:
    for some in HEADERS.values():
        assert all(plain(word) == word or not plain(word) for word in some), some
    for choices in (*CHOICES.values(), *OTHER.values()):
        every = [word for words in choices.values() for word in words]
        assert len(set(every)) == len(every)
        assert all(fold(word) == word for word in every), every


def test_every_field_is_meant_by_its_own_name() -> None:
    for kind in KINDS.values():
        for name, field in fillable(kind).items():
            found = meant_by(field.title, kind)
            assert found[name].score == 1.0, (kind, name)
            assert plain(name) in phrases(kind)


def test_countries_and_months_are_known_by_what_others_call_them() -> None:
    assert {countries()[word] for word in ("pays-bas", "niederlande", "paises bajos")} == {"NL"}
    assert countries()["cote d'ivoire"] == "CI"
    assert {months()[word] for word in ("aout", "agosto", "august")} == {"august"}
