"""What is said when the program itself is wrong: where it happened, and nothing of the records."""

import traceback


def report(error: BaseException) -> str:
    """The kinds of error and the places they passed. No message and no value is in it, for these
    may hold a record's text, and a report is there to be passed on."""
    lines = ["Smallgroup stopped because of a mistake of its own. Nothing that was saved is lost,"]
    lines += ["and what was being typed in a form is offered when that form is opened again.", ""]
    seen: BaseException | None = error
    while seen is not None:
        lines += [
            f"  {frame.filename}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(seen.__traceback__)
        ]
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}")
        seen = seen.__cause__ or seen.__context__
    return "\n".join(lines)
