"""A card of the reveal says what a rival looked ahead on, and nothing that is covert."""

from game.config.scenarios import load_scenario
from game.seat.seat_table import SeatTable
from game.session import Session
from game.window.app import App
from game.window.screens.reveal import Reveal
from tests.text.test_foresight import RIVAL, Foreseeing
from tests.window.test_layout import texts


def test_a_card_tells_a_plan_without_covert_orders():
    session = Session.begin(load_scenario(), seats=("nvidia",))
    session.model.actors[RIVAL].policy = Foreseeing()
    table = SeatTable(session, "nvidia")
    table.seal()
    app = App((1600, 900), 100)
    app.start(Reveal(app, table))
    told = " ".join(mark.text for mark in texts(app.screen))
    assert "looked ahead and kept" in told
    assert "Local-content push: 2 of 2" in told
    assert "Smuggling tolerance" not in told
