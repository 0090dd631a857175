"""Every key can be changed: the new one works, the old one rests, and nobody is locked in."""

import pygame
import pytest

from game.seat.new_game import Setup
from game.window.app import App
from game.window.keymap import BINDINGS, Keymap, cap
from game.window.preferences import Preferences
from game.window.screens.keys import Keys
from game.window.screens.title import Title
from game.window.settings import Settings, load_settings


@pytest.fixture
def app(tmp_path):
    window = App((1280, 720), preferences=Preferences(Settings(), tmp_path / "settings.json"))
    window.start(Title(window, Setup("lesson", 5)))
    return window


@pytest.fixture
def put(app, press):
    """Put an action on a key, as a person does it."""

    def put(name, key):
        app.open("settings")
        app.screen.focus_on(f"key {name}")
        press(app, pygame.K_SPACE)
        press(app, key, text=chr(key) if key < 127 else "")
        return app.screen.message

    return put


def test_a_changed_key_does_its_deed_and_the_old_one_rests(app, press, put, tmp_path):
    assert put("ground", pygame.K_j) == ""
    press(app, pygame.K_ESCAPE)
    press(app, pygame.K_d)
    assert app.theme.name == "night"
    press(app, pygame.K_j)
    assert app.theme.name == "day"
    kept, _ = load_settings(tmp_path / "settings.json")
    assert dict(kept.keys) == {"ground": "j"}
    assert kept.ground == "day"


def test_a_key_that_is_taken_is_refused_in_a_sentence(app, put):
    message = put("undo", pygame.K_y)
    assert message.startswith("Y is taken: give it again")
    assert not app.settings.keys


def test_a_key_that_leads_out_cannot_be_taken_away(app, press, put):
    assert "always" in put("undo", pygame.K_TAB)
    assert put("back", pygame.K_q) == ""
    press(app, pygame.K_q)
    assert isinstance(app.screen, Title)
    app.open("settings")
    press(app, pygame.K_ESCAPE)
    assert isinstance(app.screen, Title)


def test_escape_leaves_a_key_as_it_was_and_a_freed_key_can_be_used(app, put):
    assert put("undo", pygame.K_ESCAPE) == ""
    assert not app.settings.keys
    assert put("redo", pygame.K_q) == ""
    assert put("undo", pygame.K_y) == ""
    assert app.preferences.keys.usual(pygame.K_y) == pygame.K_z
    assert app.preferences.keys.usual(pygame.K_q) == pygame.K_y


def test_all_keys_are_as_usual_again_after_a_reset(app, put):
    put("undo", pygame.K_q)
    next(item for item in app.screen.page.items if item.key == "reset keys").press()
    assert not app.settings.keys
    assert app.preferences.keys.usual(pygame.K_z) == pygame.K_z


def test_screens_name_the_key_that_was_chosen(app, put, press):
    put("back", pygame.K_q)
    assert app.screen.item("back").value == "Q"
    press(app, pygame.K_ESCAPE)
    press(app, pygame.K_h)
    assert isinstance(app.screen, Keys)
    assert app.screen.item("back").value == "Q"


def test_no_two_actions_share_a_usual_key():
    keys = [key for one in BINDINGS for key in (one.key, *one.also)]
    assert len(keys) == len(set(keys))
    assert all(cap(key) for key in keys)


def test_keys_of_the_settings_that_exist_nowhere_are_left_out():
    keys = Keymap({"undo": "no such key", "no such action": "u"})
    assert keys.usual(pygame.K_z) == pygame.K_z
