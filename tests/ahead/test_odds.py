"""Odds: one luck for every course, and what is set stays set."""

import dataclasses

import numpy as np
import pytest

from agents.policies.human import Scripted
from agents.rollouts import play_on
from game.ahead.belief import believe, luck_of
from game.ahead.odds import LEAST, OwnPlan, Standpoint, effect, other_seed, prospect, roll
from game.ahead.seen import read_history
from game.config.scenarios import load_scenario
from game.seat.odds.choices import assume
from game.session import Session
from game.state.world import FIELDS
from game.turn.outcome import score_aims, total_scores
from game.turn.view import View, is_visible

SEAT, SEED, COUNT = "beijing", 3, 12
SCENARIO = load_scenario("lesson")


def play(turns, seats=(SEAT,), seed=SEED):
    session = Session.begin(SCENARIO, seats=seats, seed=seed)
    for _ in range(turns):
        session.seal()
        session.seal()
        session.pass_turn()
    return session


def look_ahead(session, actor, games=COUNT):
    assumed = dataclasses.replace(assume(session, actor), games=games)
    return Standpoint(assumed=assumed, history=read_history(session, actor))


@pytest.fixture(scope="module")
def session():
    return play(1)


@pytest.fixture(scope="module")
def standpoint(session):
    return look_ahead(session, SEAT)


@pytest.fixture(scope="module")
def guidance():
    lever = SCENARIO.levers["boycott_guidance"]
    return OwnPlan(orders=(lever.action(0, lever.low),))


def test_a_course_meets_the_same_luck_alone_as_beside_others(standpoint, guidance):
    both = roll(standpoint, [OwnPlan(), guidance])
    assert both.shape == (2, COUNT)
    np.testing.assert_array_equal(both[:1], roll(standpoint, [OwnPlan()]))
    np.testing.assert_array_equal(both[::-1], roll(standpoint, [guidance, OwnPlan()]))
    assert (both[0] != both[1]).any()
    assert len(set(both[0])) == COUNT


def test_what_is_set_stays_set_and_the_policy_of_the_seat_is_another_course(session):
    """Holding on is worth what games are in which the seat gives no more orders."""
    standpoint = look_ahead(session, SEAT, games=6)
    held, led = roll(standpoint, [OwnPlan(), OwnPlan(is_led=True)])
    position = believe(standpoint.assumed, standpoint.history)
    silent = {**standpoint.assumed.policies, SEAT: Scripted({})}
    luck = luck_of(standpoint.assumed, standpoint.history[0])
    for policies, scores in ((silent, held), (standpoint.assumed.policies, led)):
        ended = play_on(position, SCENARIO, policies, luck)
        again = total_scores(score_aims(ended, SCENARIO), SCENARIO)[SEAT][:, 0]
        np.testing.assert_array_equal(scores, again)


# -- what is believed -----------------------------------------------------------------------------


def test_what_is_seen_exactly_is_believed_and_what_is_blurred_is_drawn_round_it(session):
    standpoint = look_ahead(session, SEAT, games=60)
    believed = believe(standpoint.assumed, standpoint.history)
    assert believed.replicates == 60
    world, truth = believed.world, session.model.position.world
    np.testing.assert_array_equal(world.nationalist, np.repeat(truth.nationalist, 60, axis=0))
    assert len(set(world.lag[:, 0])) == 60
    view = View(session.model.position, SCENARIO, SEAT, session.model.chance)
    blurred = [s for s in SCENARIO.roles[SEAT].sights.values()
               if s.blur and not s.delay and s.measure.text in FIELDS]  # fmt: skip
    assert blurred
    for sight in blurred:
        drawn = getattr(world, sight.measure.text)[:, 0]
        told = float(view.value(sight.name)[0, 0])
        assert abs(np.log(np.median(drawn) / told)) < 3.0 * sight.blur, sight.name


def test_orders_that_were_announced_are_in_every_game_that_is_believed(session):
    standpoint = look_ahead(session, SEAT)
    believed = believe(standpoint.assumed, standpoint.history)
    for lever in SCENARIO.levers.values():
        if is_visible(lever, SEAT):
            true = session.model.position.orders.settings[lever.name]
            assert (believed.orders.settings[lever.name] == true).all(), lever.name


def test_the_luck_of_odds_is_that_of_no_game_with_the_same_look(standpoint):
    assert luck_of(standpoint.assumed, standpoint.history[0]).seed != SEED
    assert all(other_seed(seed) != seed for seed in range(1000))
    assert len({other_seed(seed) for seed in range(1000)}) == 1000


# -- what is made of scores --------------------------------------------------------------------


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


def test_more_rollouts_narrow_the_bands_and_no_win_is_not_certain_defeat():
    scores = np.linspace(30.0, 70.0, 400)
    few, many = prospect(scores[::20], 60.0), prospect(scores, 60.0)
    assert many.band < few.band
    assert many.low < many.score < many.high
    assert few.win_low < many.win_low < many.win < many.win_high < few.win_high
    assert many.rollouts == 400
    never = prospect(scores, 99.0)
    assert never.win == never.win_low == 0.0 < never.win_high < 0.02
