"""When the program itself is wrong it says where, and nothing of what was recorded."""

from pathlib import Path

import pytest
from msgspec import structs

from store.desk import Desk
from store.errors import Damaged
from store.kinds import Commitment
from tui.app import SmallgroupApp
from tui.crash import report


def fail(secret: str) -> None:
    try:
        raise KeyError(secret)
    except KeyError as error:
        raise ValueError(f"no such {secret}") from error


def test_a_report_names_places_and_kinds_of_error_only() -> None:
    with pytest.raises(ValueError, match="no such") as failed:
        fail("what the minister said")
    told = report(failed.value)
    assert "builtins.ValueError" in told
    assert "builtins.KeyError" in told
    assert f"{Path(__file__).name}:" in told
    assert "in fail" in told
    assert "minister" not in told


class Styled(SmallgroupApp):
    """The dashboard; a class that is declared elsewhere looks for its styles there."""

    CSS_PATH = str(Path(__file__).parents[2] / "tui" / "styles" / "app.tcss")


class Breaking(Styled):
    """A dashboard with a mistake in it."""

    def on_ready(self) -> None:
        record = structs.replace(self.desk.store.of(Commitment)[0], summary="The secret words")
        raise RuntimeError(record.summary)


def test_the_dashboard_ends_with_the_report(desk: Desk, capfd: pytest.CaptureFixture[str]) -> None:
    app = Breaking(desk)
    app.run(headless=True)
    told = capfd.readouterr().err
    assert app.return_code == 1
    assert "Smallgroup stopped" in told
    assert "in on_ready" in told
    assert "secret" not in told


class Unlucky(Styled):
    """A dashboard on records of which it turns out late that they cannot be had."""

    def on_ready(self) -> None:
        self.read()

    def read(self) -> None:
        raise Damaged("The table is not what was written.")


class UnluckyBehind(Unlucky):
    """It turns out in a thread."""

    def on_ready(self) -> None:
        self.run_worker(self.read, thread=True)


@pytest.mark.parametrize("kind", [Unlucky, UnluckyBehind])
def test_records_that_turn_out_damaged_are_no_mistake_of_the_program(
    desk: Desk, kind: type[Unlucky], capfd: pytest.CaptureFixture[str]
) -> None:
    lost = kind(desk).run(headless=True)
    assert isinstance(lost, Damaged)
    assert "Smallgroup stopped" not in capfd.readouterr().err
