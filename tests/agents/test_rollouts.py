"""Playing on from a position gives the games that a model plays, whatever stands beside them."""

import numpy as np
import pytest

from agents.cast import choose_policies
from agents.model import GameModel
from agents.rollouts import play_on
from game.config.scenarios import load_scenario
from game.state.opening import draw_opening
from game.state.position import state_hash
from game.state.replicate_rows import pick_rows
from game.turn.engine import open_position

SEED = 11


@pytest.fixture(scope="module")
def lesson():
    return load_scenario("lesson")


@pytest.fixture(scope="module")
def model(lesson):
    """Three games after two turns."""
    model = GameModel(lesson, seed=SEED, replicates=3)
    model.step()
    model.step()
    return model


def test_a_game_played_on_from_its_opening_is_the_game_that_the_model_plays(lesson):
    model = GameModel(lesson, seed=SEED, replicates=2)
    opening = open_position(lesson, draw_opening(lesson, model.chance))
    turns = []
    ended = play_on(
        opening,
        lesson,
        choose_policies(lesson, {}),
        model.chance,
        watch=lambda position: turns.append(position.turn),
    )
    while model.running:
        model.step()
    assert state_hash(ended) == state_hash(model.position)
    assert turns == list(range(1, lesson.turns + 1))


def test_a_row_picked_twice_is_that_game_twice(model):
    picked = pick_rows(model.position, np.array([2, 0, 2]))
    for name, facts in model.position.past[-1].facts.items():
        np.testing.assert_array_equal(picked.past[-1].facts[name][[0, 2]], facts[[2, 2]])
    again = pick_rows(picked, np.array([1, 1, 0]))
    once = pick_rows(model.position, np.array([0, 0, 2]))
    assert state_hash(again) == state_hash(once)


def test_picking_every_row_in_order_changes_nothing(model):
    picked = pick_rows(model.position, np.arange(3))
    assert state_hash(picked) == state_hash(model.position)
