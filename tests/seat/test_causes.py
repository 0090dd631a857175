"""Why a number of the board moved: the number explained is the number shown."""

import pytest

from game.config.scenarios import load_scenario
from game.model.quantities import QUANTITIES
from game.seat.causes import Causes
from game.seat.disclosure import is_seen
from game.seat.numbers import Sightings
from game.session import Session
from game.turn.outcome import score_aims, total_scores
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
    seen = Sightings(View(position, SCENARIO, actor, chance), SCENARIO)
    causes = Causes(session, actor)
    shown, explained = {}, {}
    for name, sighting in seen.items():
        told = causes.waterfall(name)
        if told is not None and told.is_exact and name not in SCENARIO.levers:
            shown[name] = sighting.value, sighting.unit
            explained[name] = told.after, told.unit
    assert explained == shown
    assert len(shown) > 15


@pytest.mark.parametrize("actor", SCENARIO.roles)
def test_score_and_aims_are_asked_like_numbers_and_lead_on_to_them(session, actor):
    """From the score to its aims, from an aim to its numbers, with nothing left over."""
    causes = Causes(session, actor)
    told = causes.waterfall("score")
    assert told is not None
    assert told.explained.unexplained == 0.0
    scored = score_aims(session.model.position, SCENARIO)
    assert told.after == pytest.approx(total_scores(scored, SCENARIO)[actor][0, 0], abs=1e-9)
    assert {cause.field for cause in told.causes} <= causes.aims.keys()
    for name in causes.aims:
        aim = causes.waterfall(name)
        assert aim is not None
        assert aim.explained.unexplained == 0.0
        score = scored[actor][name.partition(".")[2]][0, 0]
        assert aim.after == pytest.approx(score, abs=1e-9)
        # The game goes on: what the seat sees roughly is told in parts.
        assert not aim.is_exact


def test_every_cause_with_an_arrow_can_be_asked_or_is_out_of_sight(session):
    actor = "beijing"
    causes = Causes(session, actor)
    derived = [name for name in SCENARIO.roles[actor].sights if name in QUANTITIES]
    for name in derived[:4]:
        waterfall = causes.waterfall(name)
        if waterfall is None:
            continue
        for cause in waterfall.causes:
            assert isinstance(causes.numbers(waterfall, cause), list)
            if cause.field and is_seen(cause.field.partition(".")[0], session, actor):
                assert causes.waterfall(cause.field) is not None, (name, cause.field)
