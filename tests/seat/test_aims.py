"""A seat's aims: what it sees of them, and how it stands."""

import pytest

from game.config.scenarios import load_scenario
from game.seat.aims import sight_name

SCENARIOS = ("lesson", "october_2022", "april_2025", "december_2025")


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_seat_sees_the_numbers_that_its_aims_are_measured_by(name):
    scenario = load_scenario(name)
    unseen = [
        (actor, aim.name, term)
        for actor, aims in scenario.aims.items()
        for aim in aims
        for term in aim.measure.terms
        if not sight_name(term, scenario, actor)
    ]
    assert unseen == []
