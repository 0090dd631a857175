"""Games that a seat believes in are those that make what it saw likely."""

import dataclasses

import numpy as np
import pytest

from game.ahead.belief import CANDIDATES, believe
from game.config.scenarios import load_scenario
from game.seat.odds.choices import read_standpoint
from game.session import Session

SEAT, LATE = "washington", "domestic_units"


@pytest.fixture(scope="module")
def standpoint():
    session = Session.begin(load_scenario("april_2025"), seed=3, seats=(SEAT,))
    return read_standpoint(session, SEAT)


def seen_as(standpoint, factor):
    """What would be believed if the late report had said so many times as much."""
    first, *rest = standpoint.history
    sights = tuple(
        (name, value * factor if name == LATE else value) for name, value in first.sights
    )
    return believe(standpoint.assumed, (dataclasses.replace(first, sights=sights), *rest))


def made_at_home(position):
    return position.past[-1].facts[LATE][:, 0]


def test_a_report_that_is_late_tells_of_the_opening(standpoint):
    assert standpoint.assumed.scenario.roles[SEAT].sights[LATE].delay > 0
    few, many = (made_at_home(seen_as(standpoint, factor)) for factor in (0.5, 2.0))
    assert np.mean(many) > 1.2 * np.mean(few)


def test_what_goes_together_in_a_game_stays_together(standpoint):
    believed = seen_as(standpoint, 2.0)
    spent = believed.world.spent_domestic[:, 0]
    assert np.corrcoef(np.log(spent), np.log(made_at_home(believed)))[0, 1] > 0.5
    assert CANDIDATES > 1
    assert len(np.unique(spent)) > 10
