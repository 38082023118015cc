"""What is done with the answer of a screen that was opened over another."""

from collections.abc import Callable
from typing import TypeVar

Answer = TypeVar("Answer")


def if_any(use: Callable[[Answer], object]) -> Callable[[Answer | None], None]:
    """What a screen is opened with whose answer is to be used, if it gives one."""

    def answered(answer: Answer | None) -> None:
        if answer is not None:
            use(answer)

    return answered
