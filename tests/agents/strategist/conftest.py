"""A short game, and strategists with a small budget."""

import dataclasses

import pytest

from agents.cast import choose_policies, line_up_of, read_size
from agents.rollouts import play_phase, play_turn
from agents.strategist.strategist import Strategist
from game.state.chance import Chance
from game.state.opening import draw_opening
from game.turn.engine import open_position

LUCK = Chance(31, 0, 2)


@pytest.fixture(scope="session")
def line_up(opened_lesson):
    return line_up_of(*opened_lesson)


@pytest.fixture(scope="session")
def tiny(opened_lesson):
    size = read_size(opened_lesson[1], "small")
    return dataclasses.replace(size, rollouts=60, games=24, worlds=4, leaders=2)


@pytest.fixture(scope="session")
def look_ahead(line_up, tiny):
    return lambda seat: Strategist(line_up, seat, tiny)


@pytest.fixture(scope="session")
def second_turn(opened_lesson):
    """Two games after a turn of the scenario's own cast."""
    scenario, library = opened_lesson
    opening = open_position(scenario, draw_opening(scenario, LUCK))
    return play_turn(opening, scenario, choose_policies(scenario, {}, library), LUCK)


@pytest.fixture(scope="session")
def revealed(second_turn, opened_lesson):
    """The same games after the measures of their second turn."""
    scenario, library = opened_lesson
    return play_phase(second_turn, scenario, choose_policies(scenario, {}, library), LUCK)
