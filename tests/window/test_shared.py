"""Several people at one window: sealed orders stay sealed, and the curtain is always between."""

import pytest

from game.seat.new_game import Setup
from game.window.app import App
from game.window.games import open_game
from game.window.screens.board import Board
from game.window.screens.debrief import Debrief
from game.window.screens.privacy import Privacy
from game.window.screens.title import TitleScreen


@pytest.fixture
def app():
    window = App((1280, 720))
    setup = Setup("lesson", 5)
    window.start(TitleScreen(window, setup))
    window.screen.item("people").press()
    for seat in ("nvidia", "washington"):
        window.screen.item(f"seat {seat}").press()
    return window


def test_two_to_five_people_choose_their_seats_on_the_title(app):
    setup = app.screen.setup
    assert setup.taken == ("nvidia", "beijing")
    for seat in ("congress", "chipmakers", "washington"):
        app.screen.item(f"seat {seat}").press()
    assert len(setup.taken) == 5
    app.screen.item("people").press()
    assert setup.taken == ("beijing",)


def test_every_seat_plays_behind_its_own_curtain_to_the_end(app, act):
    app.screen.main()
    shown, seats = [], []
    for _ in range(200):
        screen = app.screen
        if isinstance(screen, Debrief):
            break
        if isinstance(screen, Privacy):
            seats.append(screen.seat)
            words = [mark.text for mark in screen.page.marks]
            assert not any("capital" in text for text in words)
        elif not screen.is_overlay:
            # What is on the table is the seat's that drew the curtain last.
            assert screen.table.actor == seats[-1]
            shown.append((screen.table.actor, screen.name))
        if isinstance(screen, Board) and not screen.table.sheet.orders:
            row = next(row for row in screen.table.sheet.rows if row.toward(1))
            screen.put(row, row.stops.index(row.toward(1)))
        screen.focus = "main" if not screen.is_overlay else "answer 0"
        act(app, "main")
    assert isinstance(app.screen, Debrief)
    assert seats == ["nvidia", "beijing"] * 8
    assert {("nvidia", "reveal"), ("beijing", "months")} <= set(shown)


def test_a_shared_game_killed_between_two_seats_goes_on_at_the_curtain(app, act):
    app.screen.main()
    for _ in range(4):
        app.screen.focus = "main" if not app.screen.is_overlay else "answer 0"
        act(app, "main")
    assert isinstance(app.screen, Privacy)
    assert app.screen.seat == "beijing"
    path = app.session.file.path
    app.session.close()
    again = App((1280, 720))
    open_game(again, path)
    assert isinstance(again.screen, Privacy)
    assert again.screen.seat == "beijing"
    assert again.session.is_ready("nvidia")
