"""Setting data in a template: what a template may do, and how it is told what is wrong with it."""

import re
import traceback
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from jinja2 import (
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from store.dates import spell
from store.errors import StoreError
from store.marked import escaped
from store.reports.chart import Month, picture
from store.reports.library import DEFAULTS, Source
from store.reports.prose import prose
from store.reports.words import FORMS, Form, code, css_text, link, spell_day
from store.text import clean_line

UNWANTED = ("safe", "random")  # the first would let a record's text through as it is
LONGEST = 10_000  # a range in a template
WRONG = (  # what a template may come to that does not fit what it was given
    TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


class WrongTemplate(StoreError):
    """A template cannot be used; the sentence names its file and the line."""


class Environment(ImmutableSandboxedEnvironment):
    """Templates see data (text, numbers, lists, and what has names) and nothing behind it."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What is called so in the data, before what Python calls so."""
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


def fill(name: str, form: Form, data: Mapping[str, Any], sources: Mapping[str, Source]) -> str:
    """The template of this name, filled with the data. `WrongTemplate` where it is wrong."""
    paths = {source.path for source in sources.values()}
    try:
        text = _environment(form, *sources.items()).get_template(name).render(data)
    except WRONG as error:
        raise WrongTemplate(_sentence(error, paths, sources[name].path)) from error
    return _tidy(text) if form == "md" else text


@lru_cache(maxsize=2 * len(FORMS))
def _environment(form: Form, *named: tuple[str, Source]) -> Environment:
    """What sets in this form from these templates; to compile them takes longer than to fill."""
    sources = dict(named)
    environment = Environment(
        loader=FunctionLoader(_loader(sources)),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        finalize=_words_for(form),
        cache_size=len(sources),
    )
    for unwanted in UNWANTED:
        del environment.filters[unwanted]
    environment.filters |= {
        "spell": spell,
        "day": spell_day,
        "css": lambda text: Markup(css_text(text)),
        "link": lambda of: Markup(link(of, form)),
        "prose": lambda text: Markup(prose(text, form)),
        "code": lambda lines: Markup(code(lines, form)),
        "picture": _picture,
    }
    environment.globals = {"range": _range, "namespace": environment.globals["namespace"]}
    return environment


def _picture(rows: list[Mapping[str, Any]]) -> Markup:
    found = [Month(str(row["month"]), int(row["opened"]), int(row["closed"])) for row in rows]
    return Markup(picture(found))


def _loader(
    sources: Mapping[str, Source],
) -> Callable[[str], tuple[str, str, Callable[[], bool]] | None]:
    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        source = sources.get(name)
        return None if source is None else (source.text, source.path, lambda: True)

    return load


def _words_for(form: Form) -> Callable[[Any], Any]:
    """What becomes of each value that a template puts down: words, unless it made them itself. A
    space at either end stays, since a template may have put it there."""

    def put(value: Any) -> Any:
        if value is None:
            return ""
        if not isinstance(value, str) or isinstance(value, Markup):
            return value
        said = escaped(value) if form == "md" else clean_line(value)
        spaced = f"{' ' * value[:1].isspace()}{said}{' ' * value[-1:].isspace()}"
        return Markup(spaced) if form == "md" else spaced

    return put


def _range(*bounds: int) -> range:
    numbers = range(*bounds)
    if len(numbers) > LONGEST:
        raise ValueError(f"a range has at most {LONGEST:,} numbers")
    return numbers


def _tidy(text: str) -> str:
    """Markdown without the lines that a template's own lines left: never two empty ones together,
    none at either end."""
    lines = (line.rstrip(" \t") for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def _sentence(error: Exception, paths: set[str], path: str) -> str:
    line, what = 0, str(error)
    if isinstance(error, TemplateSyntaxError):
        path, line, what = error.filename or path, error.lineno, error.message or ""
    else:
        for frame in traceback.extract_tb(error.__traceback__):
            if frame.filename in paths:
                path, line = frame.filename, frame.lineno or 0
    if isinstance(error, TemplateNotFound):
        what = f"there is no template “{error.name}”; {DEFAULTS}NAME is one that came along"
    at = f", line {line}" if line else ""
    told = clean_line(what).rstrip(".") or type(error).__name__
    return f"The template {path}{at}: {told}."
