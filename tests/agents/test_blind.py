"""Policies that look at nothing, and several policies in one batch."""

import itertools

import numpy as np
import pytest

from agents.cast import choose_policies
from agents.model import GameModel
from agents.policies.blind import BlindPlan, Nothing, Pusher, Step
from agents.policies.random_legal import RandomLegal
from agents.policies.side_by_side import SideBySide
from game.contests.redteam.side_by_side import play_casts
from game.state.levers import Action
from game.turn.outcome import score_aims, total_scores

SEAT, SEED, GAMES = "beijing", 5, 3
# A policy that weighs, remembers what it took, and holds it.
WEIGHING = """\
name: Weighing
actor: beijing
says: Weigh what to pay for.
sources: [judgement]
measures:
  - choose: support
    among:
      rent: {set: {offshore_policy: promote}, worth: shortage}
      build: {set: {capital_subsidy: 3}, worth: 0.4}
    hold: 2
"""


@pytest.fixture(scope="module")
def scenario(opened_lesson):
    return opened_lesson[0]


@pytest.fixture(scope="module")
def levers(scenario):
    return scenario.levers.of(SEAT)


def plan(scenario, *steps):
    """A blind plan of settings, each `turn: lever = setting`."""
    return BlindPlan(
        scenario.levers.of(SEAT),
        tuple(
            Step(order=Action.parse(text, scenario.levers, actor=SEAT), turn=turn)
            for turn, text in steps
        ),
    )


def settings(scenario, policy, lever, turns):
    """A setting after each turn of a game in which a policy leads the seat."""
    game = GameModel(scenario, policies={SEAT: policy}, seed=SEED)
    values = [float(game.position.orders.settings[lever][0, 0])]
    for _ in range(turns):
        game.step()
        values.append(float(game.position.orders.settings[lever][0, 0]))
    return values


def scores_alone(scenario, policy):
    game = GameModel(scenario, policies={SEAT: policy}, seed=SEED, replicates=GAMES)
    while game.running:
        game.step()
    return total_scores(score_aims(game.position, scenario), scenario)[SEAT].ravel()


def test_each_of_several_policies_plays_the_games_it_would_play_alone(
    opened_lesson, levers, tmp_path
):
    scenario, library = opened_lesson
    (tmp_path / "weighing.yaml").write_text(WEIGHING)
    usual = choose_policies(scenario, {}, library)
    policies = [
        Nothing(),
        Pusher(levers, up=True),
        plan(scenario, (0, "capital_subsidy = 3")),
        RandomLegal(levers),
        plan(scenario, (0, "offshore_policy = promote"), (2, "capital_subsidy = 0")),
        choose_policies(scenario, {SEAT: "reciprocal"}, library)[SEAT],
        choose_policies(scenario, {SEAT: str(tmp_path / "weighing.yaml")}, library)[SEAT],
    ]
    casts = [{**usual, SEAT: policy} for policy in policies]
    played = play_casts(scenario, casts, seed=SEED, games=GAMES)
    for policy, scores in zip(policies, played.scores[SEAT], strict=True):
        np.testing.assert_array_equal(scores, scores_alone(scenario, policy), policy.name)


def test_policies_that_differ_do_play_different_games(scenario, levers):
    one, other = (scores_alone(scenario, Pusher(levers, up=up)) for up in (True, False))
    assert (one != other).all()


def test_nothing_leaves_every_setting_where_it_is(scenario):
    game = GameModel(scenario, policies={SEAT: Nothing()}, seed=SEED)
    opened = game.position.orders
    game.step()
    for lever in scenario.levers.of(SEAT):
        np.testing.assert_array_equal(
            game.position.orders.settings[lever.name], opened.settings[lever.name]
        )


def test_a_plan_moves_a_number_step_by_step_and_holds_it(scenario):
    moved = settings(scenario, plan(scenario, (0, "capital_subsidy = 3")), "capital_subsidy", 4)
    assert moved[-1] == 3
    assert all(0 <= after - before <= 1 for before, after in itertools.pairwise(moved))


def test_a_dated_step_waits_for_its_turn_and_takes_an_earlier_ones_place(scenario):
    dated = plan(scenario, (0, "offshore_policy = promote"), (2, "offshore_policy = discourage"))
    moved = settings(scenario, dated, "offshore_policy", 4)
    assert moved[2] == 2
    assert moved[-1] == 0


def test_max_and_min_end_at_opposite_ends_of_the_board(scenario, levers):
    high, low = (
        settings(scenario, Pusher(levers, up=up, at_once=up), "capital_subsidy", 4)[-1]
        for up in (True, False)
    )
    assert high > low


def test_a_block_of_plans_leaves_the_other_replicates_alone(scenario):
    both = SideBySide([plan(scenario, (0, "capital_subsidy = 3")), Nothing()])
    game = GameModel(scenario, policies={SEAT: both}, seed=SEED, replicates=2)
    for _ in range(4):
        game.step()
    planned, still = game.position.orders.settings["capital_subsidy"][:, 0]
    assert planned > still == scenario.settings.settings["capital_subsidy"][0, 0]
