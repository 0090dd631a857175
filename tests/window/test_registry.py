"""Screens are opened by name, and one that is registered is known everywhere."""

import pytest

from game.config.schema.play import VIEWS
from game.paths import PACKAGE
from game.window.registry import all_screens, find_screen
from game.window.screens.board import Board
from game.window.screens.settings import SettingsScreen

FILES = sorted(path.stem for path in (PACKAGE / "window/screens").glob("[!_]*.py"))
DOCS = PACKAGE.parent / "docs" / "window.md"


def test_every_file_of_a_screen_registers_it_under_its_own_name():
    assert sorted(all_screens()) == FILES


def test_a_name_that_is_no_screen_is_not_found():
    with pytest.raises(KeyError):
        find_screen("screens")


def test_lessons_may_name_only_screens_that_there_are():
    assert set(VIEWS) <= set(all_screens())


@pytest.mark.parametrize("name", FILES)
def test_the_page_on_the_window_has_a_row_for_every_screen(name):
    title = find_screen(name).title.removeprefix("the ").removeprefix("a ")
    assert f"| {title} |" in DOCS.read_text("utf-8")


def test_a_screen_that_is_open_is_not_opened_over_itself(usual, tables):
    usual.open("board", tables["later"])
    for name in ("settings", "keys", "settings"):
        usual.open(name)
    usual.back()
    assert isinstance(usual.screen, SettingsScreen)
    usual.back()
    assert isinstance(usual.screen, Board)


def test_a_screen_that_begins_anew_forgets_the_others(usual, tables):
    usual.open("board", tables["later"])
    usual.open("settings")
    usual.open("months", tables["later"])
    usual.back()
    assert usual.screen.name == "question"
