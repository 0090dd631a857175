"""Sounds: short, never clipped, silent where there is no card, and never alone."""

import numpy as np
import pygame
import pytest

from game.window.app import App
from game.window.screens.board import Board
from game.window.sound import PEAK, RATE, SOUNDS, Sounds, synthesise


@pytest.mark.parametrize("name", SOUNDS)
def test_every_sound_is_short_and_leaves_headroom(name):
    wave = synthesise(SOUNDS[name])
    assert 0.03 < len(wave) / RATE < 1.0
    assert np.abs(wave).max() <= PEAK * 32_767 + 1
    assert wave[0] == 0
    assert abs(int(wave[-1])) < 400


def test_a_machine_without_a_sound_card_plays_on_and_says_nothing(monkeypatch, capfd):
    pygame.mixer.quit()  # another test may have opened a card that is there
    monkeypatch.setenv("SDL_AUDIODRIVER", "no such driver")
    sounds = Sounds()
    assert not sounds.play("set", 60)
    assert sounds.is_ready is False
    assert capfd.readouterr().err == ""


def test_nothing_is_opened_for_silence():
    sounds = Sounds()
    assert not sounds.play("set", 0)
    assert sounds.is_ready is None


@pytest.fixture
def heard(monkeypatch):
    """The sounds that were played, with their volume."""
    played = []
    monkeypatch.setattr(Sounds, "play", lambda _, name, volume: played.append((name, volume)))
    return played


def test_an_order_is_heard_and_seen(heard, tables):
    app = App((1280, 720), 100)
    board = Board(app, tables["later"])
    app.start(board)
    app.frame()
    drawn = app.frames
    row = next(row for row in board.table.sheet.rows if row.toward(1))
    board.put(row, row.stops.index(row.toward(1)))
    app.frame()
    board.undo()
    assert heard == [("set", app.settings.volume)]
    assert app.frames == drawn + 1


def test_a_refusal_is_heard_and_its_reason_seen(heard, tables):
    app = App((1280, 720), 100)
    board = Board(app, tables["later"])
    app.start(board)
    rows = board.table.sheet.rows
    row, place = next(
        (row, place)
        for row in rows
        for place, stop in enumerate(row.stops)
        if not stop.verdict.legal and place != row.new
    )
    board.put(row, place)
    assert [name for name, _ in heard] == ["refuse"]
    assert board.message


def test_muted_means_silent(heard):
    app = App((1280, 720), 100)
    app.adjust(muted=True)
    app.hear("set")
    assert heard == []


def test_every_sound_belongs_to_a_screen_or_to_an_order():
    from game.window.screens.debrief import Debrief
    from game.window.screens.months import MonthsScreen
    from game.window.screens.reveal import Reveal

    of_screens = {screen.sound for screen in (Reveal, MonthsScreen, Debrief)}
    assert of_screens | {"set", "refuse"} == set(SOUNDS)
