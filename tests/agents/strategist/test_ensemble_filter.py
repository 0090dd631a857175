"""Imagined games are drawn towards what is seen, as far as it is sure, view by view."""

import numpy as np
import pytest

from agents.strategist.ensemble_filter import EnsembleFilter, remembered_anew
from agents.strategist.sights import Sights
from game.state.arrays import bell
from game.state.chance import Chance
from game.state.position import state_hash
from game.state.replicate_rows import pick_rows
from game.state.world import FIELDS
from game.turn.engine import remember
from game.turn.reads import fields_read
from game.turn.view import View

SEAT, GAMES = "beijing", 12


@pytest.fixture(scope="module")
def games(line_up, tiny):
    """Games of one turn, the same twelve for each of two views."""
    from agents.strategist.imagined import imagined_games

    imagined = imagined_games(line_up, tiny).at(1, "measures")
    return pick_rows(imagined, np.tile(np.arange(GAMES), 2))


@pytest.fixture(scope="module")
def drawn(games, line_up, second_turn):
    """The games drawn towards what two views show, with the views' estimates."""
    sights = Sights(line_up.scenario, SEAT)
    estimates = sights.read(View(second_turn, line_up.scenario, SEAT, Chance(31, 0, 2)))
    luck = bell(Chance(5, 0, GAMES).uniform("sights", len(sights.sights)))
    return EnsembleFilter(sights).draw(games, estimates, luck), estimates, luck


def test_a_view_beside_another_draws_its_games_as_it_would_alone(games, drawn, line_up):
    both, estimates, luck = drawn
    sights = EnsembleFilter(Sights(line_up.scenario, SEAT))
    for view in (0, 1):
        rows = np.arange(GAMES) + view * GAMES
        alone = sights.draw(pick_rows(games, rows), estimates[view : view + 1], luck)
        assert state_hash(alone) == state_hash(pick_rows(both, rows))


def test_games_come_nearer_to_sure_estimates(games, drawn, line_up):
    both, estimates, _ = drawn
    sights = Sights(line_up.scenario, SEAT)
    before, after = (sights.read(sights.clear_view(position)) for position in (games, both))
    wanted = np.repeat(estimates, GAMES, axis=0)
    nearer = []
    for number, sight in enumerate(sights.sights):
        if sight.delay or sight.error or before[:, number].min() <= 0.0:
            continue
        apart = [np.abs(np.log(facts[:, number] / wanted[:, number])).mean()
                 for facts in (before, after)]  # fmt: skip
        if sight.blur <= 0.1 and apart[0] > 0.3:
            nearer.append(apart[1] < 0.7 * apart[0])
    assert len(nearer) > 3
    assert np.mean(nearer) > 0.8


def test_a_sight_moves_the_fields_that_it_reads_and_no_other(games, drawn, line_up):
    both = drawn[0]
    scenario = line_up.scenario
    read = {
        name
        for sight in Sights(scenario, SEAT).sights
        for name in fields_read(sight.measure, games, scenario)
    }
    for name, field in FIELDS.items():
        was, now = getattr(games.world, name), getattr(both.world, name)
        if name not in read:
            assert np.array_equal(was, now), name
        assert ((now >= field.low) & (now <= field.high)).all(), name


def test_what_is_remembered_is_read_anew_from_what_was_drawn(drawn, line_up):
    both, scenario = drawn[0], line_up.scenario
    anew = remembered_anew(both, scenario)
    facts = remember(both, scenario).facts
    for name, values in anew.past[-1].facts.items():
        assert np.array_equal(values, facts[name]), name
        if name in anew.sums:
            moved = anew.sums[name] - both.sums[name]
            np.testing.assert_allclose(moved, values - both.past[-1].facts[name], atol=1e-9)
    assert anew.past[:-1] == both.past[:-1]
