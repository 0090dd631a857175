"""A card of the reveal says what a rival looked ahead on, and nothing that is covert."""

from game.config.scenarios import load_scenario
from game.session import Session
from tests.text.test_foresight import RIVAL, Foreseeing
from tests.window.conftest import told_at_the_reveal


def test_a_card_tells_a_plan_without_covert_orders():
    session = Session.begin(load_scenario(), seats=("nvidia",))
    session.model.actors[RIVAL].policy = Foreseeing()
    _, told = told_at_the_reveal(session, "nvidia")
    assert "looked ahead and kept" in told
    assert "Local-content push: 2 of 2" in told
    assert "Smuggling tolerance" not in told
