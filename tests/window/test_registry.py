"""Screens are opened by name, and one that is registered is known everywhere."""

import pytest
from pygame import Rect

from game.config.schema.play import VIEWS
from game.paths import PACKAGE
from game.seat.new_game import Setup
from game.window import keymap
from game.window.registry import SCREENS, all_screens, find_screen, registered
from game.window.screen import Screen
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


@pytest.fixture
def note(monkeypatch):
    """A small screen of somebody's own, made by the recipe of docs/window.md."""
    monkeypatch.setattr(keymap, "BINDINGS", [*keymap.BINDINGS])

    @registered("note", title="a note", keys="F7")
    class Note(Screen):
        """A line and a way back."""

        def lay_out(self, page):
            page.text((40, 40), "Remember the minerals.")
            page.button("back", Rect(40, 90, 200, 44), "Back", self.back, action="back")

    yield Note
    del SCREENS["note"]


def test_a_screen_made_by_the_recipe_is_opened_drawn_walked_and_read(note, usual, act):
    usual.open("title", Setup("lesson", 5))
    act(usual, "note")
    assert isinstance(usual.screen, note)
    usual.frame()
    assert "Remember the minerals." in [mark.text for mark in usual.screen.page.marks]
    act(usual, "next")
    assert usual.screen.focus == "back"
    assert usual.screen.text_tree() == [
        ("screen", "a note", "", ""),
        ("button", "Back", "Esc", ""),
    ]
    act(usual, "press")
    assert usual.screen.name == "title"


def test_the_key_of_a_screen_made_by_the_recipe_stands_among_the_others(note, usual, act):
    usual.open("title", Setup("lesson", 5))
    act(usual, "keys")
    texts = [mark.text for mark in usual.screen.page.marks]
    assert texts.count("F7") == texts.count(note.title) == 1
