"""Templates: ours and the user's own, which may do nothing but set what they are given."""

from pathlib import Path

import pytest
from msgspec import Struct

from store.desk import Desk
from store.errors import StoreError
from store.reports.apart import Limits, fill_apart
from store.reports.brief import brief
from store.reports.library import Source, gathered
from store.reports.render import render
from store.reports.words import Form


class Slip(Struct, frozen=True):
    """A small paper."""

    title: str
    items: list[str] = []  # a name that a dict has a method of
    note: str | None = None


SLIP = Slip("# [x](javascript:1) | *a* <b>", ["one", "<i>two</i>"])


def put(desk: Desk, tmp_path: Path, text: str, name: str = "slip.md.j2") -> Desk:
    """A desk whose user has this template."""
    folder = tmp_path / "conf" / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return desk._replace(settings=folder.parent / "config.toml")


def wrong(desk: Desk, tmp_path: Path, text: str) -> str:
    """What is said of this template, after its path."""
    mine = put(desk, tmp_path, text)
    with pytest.raises(StoreError) as told:
        render("slip", "md", SLIP, mine)
    path = str(tmp_path / "conf" / "templates" / "slip.md.j2")
    said = str(told.value)
    assert said.startswith(f"The template {path}"), said
    return said.removeprefix(f"The template {path}")


def test_words_are_made_safe_for_the_form(desk: Desk, tmp_path: Path) -> None:
    text = "{{ title }}\n\n\n\n{% for item in items %}\n- {{ item }}\n{% endfor %}\n{{ note }}"
    mine = put(desk, tmp_path, text)
    assert render("slip", "md", SLIP, mine) == (
        "\\# \\[x\\](javascript:1) \\| \\*a\\* \\<b>\n\n- one\n- \\<i>two\\</i>\n"
    )
    put(desk, tmp_path, "<p>{{ title }}</p>{{ items|join(', ') }}", "slip.html.j2")
    told = render("slip", "html", SLIP, mine)
    assert told == "<p># [x](javascript:1) | *a* &lt;b&gt;</p>one, &lt;i&gt;two&lt;/i&gt;"


def test_what_a_macro_made_is_not_escaped_again(desk: Desk, tmp_path: Path) -> None:
    text = "{% macro put(x) %}**{{ x }}**{% endmacro %}{{ put(title) }}"
    assert render("slip", "md", SLIP, put(desk, tmp_path, text)).startswith("**\\# \\[x\\](")


def test_a_paper_of_the_users_own_on_our_paper(desk: Desk, tmp_path: Path) -> None:
    text = (
        "{% set heading = title %}{% set running = title %}{% set foot = '' %}"
        "{% extends 'default/paper.html.j2' %}{% block body %}<h1>{{ title }}</h1>{% endblock %}"
    )
    told = render("slip", "html", SLIP, put(desk, tmp_path, text, "slip.html.j2"))
    assert told.startswith("<!DOCTYPE html>") and "<h1># [x](javascript:1) | *a* &lt;b&gt;" in told
    head = told.partition("<body>")[0]
    assert "[x](javascript:1)" not in head.partition("<style>")[2]


def test_a_sheet_of_the_users_own_serves_our_papers(desk: Desk, tmp_path: Path) -> None:
    text = (
        "{% extends 'default/paper.html.j2' %}{% block letterhead %}<p>Ministry</p>{% endblock %}"
    )
    mine = put(desk, tmp_path, text, "paper.html.j2")
    told = render("brief", "html", brief(desk, "2023-03-01-niamey-afg"), mine)
    assert told.index("<p>Ministry</p>") < told.index("<h1>Africa Focus Group plenary, Niamey</h1>")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a\n{% if %}", ", line 2: Expected an expression"),
        ("a\nb\n{{ titel }}", ", line 3: 'titel' is undefined"),
        ("{{ title.__class__ }}", ", line 1: access to attribute '__class__' of 'str' object is"),
        ("{{ title['__class__']['__mro__'] }}", ", line 1: "),
        ("{{ ''['for' ~ 'mat'].__globals__ }}", ", line 1: "),
        ("{{ self.__init__.__globals__ }}", ", line 1: "),
        ("x\n{% for n in range(100000000) %}{% endfor %}", ", line 2: a range has at most 10,000"),
        ("{{ items.append('x') }}", ", line 1: "),
        ("{% include 'other.j2' %}", ", line 1: there is no template “other.j2”"),
        ("{{ title|safe }}", ", line 1: No filter named 'safe'"),
        ("{{ 1 / 0 }}", ", line 1: division by zero"),
        ("{{ 1 + title }}", ", line 1: unsupported operand"),
        ("{% include 'slip.md.j2' %}", ", line 1: maximum recursion depth exceeded"),
    ],
)
def test_a_wrong_template_is_told_with_its_line(
    desk: Desk, tmp_path: Path, text: str, said: str
) -> None:
    assert wrong(desk, tmp_path, text).startswith(said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}"
            "{% endfor %}{% endfor %}{% endfor %}",
            "takes longer than 1 s",
        ),
        ("{{ 'x' * 10 ** 12 }}", "takes more memory than there is for it"),
        ("{{ 'x' * (2 * 1024 * 1024) }}", "is longer than 1 MB"),
    ],
)
def test_a_template_takes_so_much_and_no_more(text: str, said: str) -> None:
    limits = Limits(cpu=1, wall=20, memory=256 * 1024 * 1024, output=1024 * 1024)
    sources = {"x.md.j2": Source("x.md.j2", "/there/x.md.j2", text)}
    with pytest.raises(StoreError, match=said) as told:
        fill_apart("x.md.j2", "md", {}, sources, limits)
    assert "/there/x.md.j2" in str(told.value)


def test_files_that_are_none_are_told(desk: Desk, tmp_path: Path) -> None:
    mine = put(desk, tmp_path, "x")
    (tmp_path / "conf" / "templates" / "slip.md.j2").write_bytes(b"a\n\xff")
    with pytest.raises(StoreError, match="line 2, is not UTF-8"):
        gathered(mine.settings)


@pytest.mark.parametrize("form", ["md", "html"])
def test_without_any_of_the_users_ours_are_there(desk: Desk, form: Form) -> None:
    sources, mine = gathered(desk.settings)
    assert not mine
    assert sources["paper.html.j2"] == sources["default/paper.html.j2"]
