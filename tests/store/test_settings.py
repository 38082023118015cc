"""One setting is written into the configuration, and nothing else is touched."""

import stat
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.settings import NotWritten, with_setting, write_setting

LINES = st.sampled_from(
    [
        *("# whose desk this is", "", 'theme = "dark"', "ascii = true", "# home = 'FR'"),
        *('name = "Ana"  # signs', "name = 'home = 1'", '[views.late]\ntitle = "Late"'),
        *(
            'home = "FR"  # ours',
            "'home' = 'it'",
            '[views.x]\nhome = "no"',
            'x = """\nhome = "q"\n"""',
        ),
    ]
)


@given(st.lists(LINES, max_size=8), st.text(), st.booleans())
def test_only_this_setting_changes(lines: list[str], value: str, windows: bool) -> None:
    text = ("\r\n" if windows else "\n").join(lines)
    try:
        before = msgspec.toml.decode(text.encode(), type=dict[str, object])
        value.encode()
    except (msgspec.DecodeError, UnicodeEncodeError):
        return
    try:
        after = with_setting(text, "home", value)
    except ValueError:
        assert '"""' in text  # a line that only looks like the setting
        return
    assert msgspec.toml.decode(after.encode(), type=dict[str, object]) == {**before, "home": value}
    assert after.count("# ours") == text.count("# ours")
    for line in lines:
        if "home" not in line:
            assert line in after


def test_a_comment_beside_it_stays() -> None:
    text = '# mine\nhome = "FR"  # ours\n\n[views.x]\ntitle = "X"\n'
    assert with_setting(text, "home", "BE") == text.replace("FR", "BE")


def test_it_stands_before_the_first_table() -> None:
    text = 'theme = "dark"\n\n[views.x]\ntitle = "X"\n'
    assert with_setting(text, "home", "BE") == (
        'theme = "dark"\nhome = "BE"\n\n[views.x]\ntitle = "X"\n'
    )


def test_a_new_file_is_for_the_user_alone(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "config.toml"
    write_setting(path, "home", "BE")
    assert path.read_text() == 'home = "BE"\n'
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_its_mode_and_a_link_to_it_stay(tmp_path: Path) -> None:
    real = tmp_path / "dotfiles.toml"
    real.write_text("ascii = true\n")
    real.chmod(0o640)
    link = tmp_path / "config.toml"
    link.symlink_to(real)
    write_setting(link, "home", "BE")
    assert link.is_symlink()
    assert real.read_text() == 'ascii = true\nhome = "BE"\n'
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


@pytest.mark.parametrize(
    "text", ["home = [1]\n", "home.x = 1\n", "no toml", '"""\nhome = "a"\n"""']
)
def test_what_is_not_understood_is_left_alone(tmp_path: Path, text: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text)
    with pytest.raises(NotWritten, match='add this line to it: home = "BE"'):
        write_setting(path, "home", "BE")
    assert path.read_text() == text
    assert [path] == list(tmp_path.iterdir())


def test_where_it_may_not_be_written_the_line_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(NotWritten, match='home = "BE"'):
        write_setting(tmp_path / "file" / "config.toml", "home", "BE")
