"""What a view leaves open: worlds that look like it, and beliefs that follow what was done."""

import dataclasses

import numpy as np
import pytest

from agents.strategist.imagined import draw_places, imagined_games
from agents.strategist.outlook import Imagination
from game.state.chance import Chance
from game.turn.view import View

LUCK = Chance(31, 0, 2)


@pytest.fixture(scope="module")
def imagination(line_up, tiny):
    return Imagination(imagined_games(line_up, dataclasses.replace(tiny, games=48)), "beijing")


def test_worlds_show_what_is_seen_exactly_and_nearly_what_is_estimated(
    imagination, line_up, second_turn
):
    scenario = line_up.scenario
    view = View(second_turn, scenario, "beijing", LUCK)
    outlook = imagination.outlook(view, 6)
    assert outlook.position.replicates == 12
    shown = View(outlook.position, scenario, "beijing", Chance(9, 0, 12))
    for name in ("nationalist", "capital", "cn_pressure"):
        assert np.allclose(shown.value(name), np.repeat(view.value(name), 6, axis=0)), name
    for lever in scenario.levers.of("beijing"):
        for column in range(lever.columns):
            name = lever.target(column)
            assert (shown.value(name) == np.repeat(view.value(name), 6, axis=0)).all(), name
    # An estimate without the fit spreads as imagined games do.
    games = imagination.imagined.at(view.turn, view.phase)
    loose = np.log(games.world.gray_flow / view.value("gray_flow")[0]).std()
    fitted = outlook.position.world.gray_flow[:6]
    assert abs(np.log(fitted / view.value("gray_flow")[0])).mean() < max(1.0, 2.0 * loose)


def test_beliefs_are_probabilities_and_follow_what_an_actor_was_seen_to_do(
    imagination, line_up, second_turn
):
    view = View(second_turn, line_up.scenario, "beijing", LUCK)
    outlook = imagination.outlook(view, 4)
    for other, odds in outlook.beliefs.items():
        assert np.allclose(odds.sum(axis=1), 1.0), other
        assert ((odds > 0.0).sum(axis=1) > 1).all()
        assert (outlook.with_leaders(2).beliefs[other] > 0.0).sum(axis=1).max() <= 2
    prior = imagination.imagined.priors["washington"]
    assert not np.allclose(outlook.beliefs["washington"], prior)


def test_places_are_drawn_by_their_odds():
    drawn = draw_places(np.array([[0.2, 0.0, 0.8]]), np.linspace(0.01, 0.99, 50)[np.newaxis])
    assert drawn.shape == (1, 50)
    assert set(drawn[0].tolist()) == {0, 2}
    assert (drawn == 0).sum() == 10
