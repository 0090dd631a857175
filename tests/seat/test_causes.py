"""Why a number of the board moved: the number explained is the number shown."""

import pytest

from game.config.scenarios import load_scenario
from game.seat.causes import Causes
from game.seat.numbers import look
from game.session import Session
from game.turn.view import View

SCENARIO = load_scenario()


@pytest.fixture(scope="module")
def session():
    session = Session.begin(SCENARIO, seed=3)
    for _ in range(2):
        session.seal()
        session.seal()
        session.pass_turn()
    return session


@pytest.mark.parametrize("actor", SCENARIO.roles)
def test_an_exact_number_is_explained_as_the_board_shows_it(session, actor):
    position, chance = session.model.position, session.model.chance
    seen = look(View(position, SCENARIO, actor, chance), SCENARIO)
    causes = Causes(session, actor)
    shown, explained = {}, {}
    for name, sighting in seen.items():
        told = causes.waterfall(name)
        if told is not None and told.is_exact and name not in SCENARIO.levers:
            shown[name] = sighting.value, sighting.unit
            explained[name] = told.after, told.unit
    assert explained == shown
    assert len(shown) > 15
