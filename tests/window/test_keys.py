"""Every key can be changed: the new one works, the old one rests, and nobody is locked in."""

import re
from pathlib import Path

import pytest

from game.paths import PACKAGE
from game.seat.new_game import Setup
from game.window.app import App
from game.window.keymap import BINDINGS, CANCEL, Keymap, cap
from game.window.preferences import Preferences
from game.window.screens.keys import Keys
from game.window.screens.title import TitleScreen
from game.window.settings import Settings, load_settings
from tests.window.conftest import make_screens


@pytest.fixture
def app(tmp_path):
    window = App((1280, 720), preferences=Preferences(Settings(), tmp_path / "settings.json"))
    window.start(TitleScreen(window, Setup("lesson", 5)))
    return window


@pytest.fixture
def put(app, press, act):
    """Put an action on a key, as a person does it."""

    def put(name, key):
        app.open("settings")
        app.screen.focus_on(f"key {name}")
        act(app, "press")
        press(app, key, text=chr(key) if key < 127 else "")
        return app.screen.message

    return put


@pytest.fixture
def spare(app):
    """Two letters on which there is no action."""
    letters = range(ord("a"), ord("z") + 1)
    return [key for key in letters if not app.keys.action(key)][:2]


def test_a_changed_key_does_its_deed_and_the_old_one_rests(app, press, act, put, spare, tmp_path):
    usual, (key, _) = app.keys.key_of("ground"), spare
    assert put("ground", key) == ""
    act(app, "back")
    press(app, usual)
    assert app.theme.name == "night"
    press(app, key)
    assert app.theme.name == "day"
    kept, _ = load_settings(tmp_path / "settings.json")
    assert dict(kept.keys) == {"ground": chr(key)}
    assert kept.ground == "day"


def test_a_key_that_is_taken_is_refused_in_a_sentence(app, put):
    key = app.keys.key_of("redo")
    assert put("undo", key).startswith(f"{cap(key)} is taken: give it again")
    assert not app.settings.keys


def test_a_key_that_leads_out_cannot_be_taken_away(app, press, put, spare):
    usual = app.keys.key_of("back")
    assert "always" in put("undo", app.keys.key_of("next"))
    assert put("back", spare[0]) == ""
    press(app, spare[0])
    assert isinstance(app.screen, TitleScreen)
    app.open("settings")
    press(app, usual)
    assert isinstance(app.screen, TitleScreen)


def test_escape_leaves_a_key_as_it_was_and_a_freed_key_can_be_used(app, put, spare):
    freed = app.keys.key_of("redo")
    assert put("undo", CANCEL) == ""
    assert not app.settings.keys
    assert put("redo", spare[0]) == ""
    assert put("undo", freed) == ""
    assert app.keys.action(freed) == "undo"
    assert app.keys.action(spare[0]) == "redo"


def test_all_keys_are_as_usual_again_after_a_reset(app, put, spare):
    usual = app.keys.key_of("undo")
    put("undo", spare[0])
    assert app.keys.action(usual) == ""
    app.screen.item("reset keys").press()
    assert not app.settings.keys
    assert app.keys.action(usual) == "undo"


def test_screens_name_the_key_that_was_chosen(app, act, put, spare):
    put("back", spare[0])
    assert app.screen.item("back").value == cap(spare[0])
    act(app, "back")
    act(app, "keys")
    assert isinstance(app.screen, Keys)
    assert app.screen.item("back").value == cap(spare[0])


def test_a_button_names_the_key_that_was_chosen_for_its_action(app, tables, put, spare):
    put("why", spare[0])
    app.open("months", tables["later"])
    assert app.screen.item("why").value == cap(spare[0])


def test_no_two_actions_share_a_usual_key(app):
    keys = [key for one in app.keys.bindings.values() for key in (one.key, *one.also)]
    assert len(keys) == len(set(keys))
    assert all(cap(key) for key in keys)
    assert len(app.keys.bindings) == len(BINDINGS)


def test_keys_of_the_settings_that_exist_nowhere_are_left_out(app):
    keys = Keymap({"undo": "no such key", "no such action": "u"})
    assert keys.action(app.keys.key_of("undo")) == "undo"
    assert keys.action(ord("u")) == ""


def test_every_action_that_a_screen_answers_or_a_button_names_is_on_a_key(app, tables):
    screens = make_screens(app, tables)
    named = {action for screen in screens.values() for action in screen.actions()}
    assert named - app.keys.bindings.keys() == set()


def test_keys_have_no_place_but_the_key_map():
    """Tests press actions by name too, so that a key is moved by one line of one file."""
    folders = (PACKAGE / "window", Path(__file__).parent)
    files = [path for folder in folders for path in folder.rglob("*.py")]
    files = [path for path in files if path.name not in {"keymap.py", Path(__file__).name}]
    named = [path.name for path in files if re.search(r"\bK_[A-Za-z0-9]", path.read_text("utf-8"))]
    assert len(files) > 50
    assert named == []
