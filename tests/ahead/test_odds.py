"""Odds: the same luck for every choice, never the game's own, and nothing a seat may not know."""

import dataclasses

import numpy as np
import pytest

from agents.cast import choose_policies
from game.ahead.odds import LEAST, Standpoint, effect, other_seed, prospect, roll
from game.ahead.unseen import Guess, History, Prior, read_guesses, redraw
from game.config.scenarios import load_scenario
from game.session import Session
from game.state.chance import Chance
from game.state.orders import Action
from game.state.replicate_rows import pick_rows
from game.state.scenario import Unknown
from game.state.world import FIELDS

SEAT, SEED, COUNT = "beijing", 3, 12


@pytest.fixture(scope="module")
def standpoint():
    scenario = load_scenario("lesson")
    session = Session.begin(scenario, seats=(SEAT,), seed=SEED)
    session.seal()
    session.seal()
    session.pass_turn()
    position = session.model.position
    return Standpoint(
        position=position,
        scenario=scenario,
        policies=choose_policies(scenario, {}),
        actor=SEAT,
        seed=SEED,
        guesses=read_guesses(position, scenario, SEAT, session.model.chance),
    )


@pytest.fixture(scope="module")
def guidance():
    return (Action(actor=SEAT, lever="boycott_guidance", value=0.0),)


def test_a_choice_meets_the_same_luck_alone_as_beside_others(standpoint, guidance):
    both = roll(standpoint, [(), guidance], 0, COUNT)
    assert both.shape == (2, COUNT)
    np.testing.assert_array_equal(both[:1], roll(standpoint, [()], 0, COUNT))
    np.testing.assert_array_equal(both[:, 8:], roll(standpoint, [(), guidance], 8, COUNT - 8))
    assert (both[0] != both[1]).any()
    assert len(set(both[0])) == COUNT


def test_rollouts_never_meet_the_luck_of_the_game_itself():
    assert all(other_seed(seed) != seed for seed in range(1000))
    assert len({other_seed(seed) for seed in range(1000)}) == 1000


def test_what_a_seat_knows_exactly_is_left_as_it_is(standpoint):
    scenario, position = standpoint.scenario, standpoint.position
    guessed = {
        one.unknown.field if isinstance(one, Prior) else one.field for one in standpoint.guesses
    }
    exact = {
        sight.measure.text
        for sight in scenario.roles[SEAT].sights.values()
        if not (sight.blur or sight.error or sight.delay)
    }
    assert {"yield_rate", "gray_flow", "hawk", "lag"} <= guessed
    assert not guessed & exact
    drawn = redraw(pick_rows(position, np.zeros(5, int)), standpoint.guesses, Chance(1, 0, 5))
    np.testing.assert_array_equal(drawn.world.nationalist, position.world.nationalist[[0] * 5])
    assert len(set(drawn.world.gray_flow[:, 0])) == 5
    assert drawn.months[-1].gray_flow is drawn.world.gray_flow


def test_draws_lie_round_what_the_seat_sees_and_not_round_the_truth(standpoint):
    many = pick_rows(standpoint.position, np.zeros(4000, int))
    truth = float(standpoint.position.world.premium[0, 0])
    for factor in (0.5, 2.0):
        guess = Guess(field="premium", factor=factor, blur=0.2)
        drawn = redraw(many, (guess,), Chance(5, 0, 4000)).world.premium
        assert np.median(drawn) == pytest.approx(min(factor * truth, 5.0), rel=0.03)


def test_a_contested_stock_that_nobody_reports_is_drawn_from_its_published_range(standpoint):
    position = standpoint.position
    unknown = Unknown(field="diverted", low=0.5, high=2.0)
    many = pick_rows(position, np.zeros(500, int))
    prior = Prior(unknown=unknown, factor=1.5)
    drawn = redraw(many, (prior,), Chance(5, 0, 500)).world.diverted[:, 0]
    usual = float(position.world.diverted[0, 0]) / 1.5
    assert drawn.min() >= unknown.low * usual
    assert drawn.max() <= unknown.high * usual


def test_what_histories_disagree_on_is_drawn_from_one_of_them_together(standpoint):
    position, openings = standpoint.position, standpoint.scenario.openings
    unseen = [one for one in standpoint.guesses if isinstance(one, History)]
    assert {"die_bank", "hbm_own"} & {one.field for one in unseen}
    drawn = redraw(pick_rows(position, np.zeros(300, int)), tuple(unseen), Chance(5, 0, 300))
    one = next(one for one in unseen if one.ratios.ndim == 2)
    values = getattr(drawn.world, one.field)
    assert 10 < len(np.unique(values[:, 0])) <= openings.replicates
    places = (Chance(5, 0, 300).uniform("unseen:opening_world")[:, 0] * len(one.ratios)).astype(int)
    for history in unseen:
        told = getattr(position.world, history.field) * history.ratios[places]
        declared = FIELDS[history.field]
        np.testing.assert_array_equal(
            getattr(drawn.world, history.field), np.clip(told, declared.low, declared.high)
        )


def test_an_effect_counts_pairs_and_says_when_it_is_clear():
    against = np.array([40.0, 50.0, 60.0, 70.0])
    told = effect(against + 2.0, against, target=61.0)
    assert (told.rollouts, told.points, told.band, told.better) == (4, 2.0, 0.0, 1.0)
    assert told.win == 0.25
    assert told.is_clear
    unclear = effect(against + np.array([3.0, -3.0, 3.0, -2.0]), against, target=61.0)
    assert not unclear.is_clear
    assert effect(against, against, target=61.0).is_nothing
    assert not effect(against + 0.9 * LEAST, against, target=61.0).is_clear


def test_more_rollouts_narrow_the_band():
    scores = np.linspace(30.0, 70.0, 400)
    few, many = prospect(scores[::20], 60.0), prospect(scores, 60.0)
    assert many.band < few.band
    assert many.low < many.score < many.high
    assert dataclasses.asdict(many)["rollouts"] == 400
