"""What of a live contest is true today: the laws of docs/contest.md, small.

A law that does not hold yet is marked as one that must fail: on the day it holds, the mark goes.
"""

import numpy as np
import pytest

from game.contests.laws.acts import read_idle_turns, read_reversals
from game.contests.laws.alternatives import read_alternatives
from game.contests.laws.blind import read_blind_plans, read_bots_in
from game.contests.laws.endings import read_endings
from game.contests.laws.engine import ledger_residual, rows_that_differ
from game.contests.laws.first_turn import first_changes, read_first_turn
from game.contests.laws.ground import Budget, Ground
from game.contests.laws.interventions import read_repeal, read_shut_then_open, repeal
from game.contests.laws.truces import read_truces

SEATS = ("washington", "congress", "nvidia", "beijing", "chipmakers")
BUDGET = Budget(training=8, testing=40, steps=4, dated_steps=4, drawn=0)


def not_yet(*case, why):
    return pytest.param(*case, marks=pytest.mark.xfail(strict=True, reason=why))


@pytest.fixture(scope="module")
def ground():
    return Ground("december_2025", BUDGET)


@pytest.fixture(scope="module")
def refusal(ground):
    """What law 13 reads, by its parts."""
    return {one.part: one for one in read_shut_then_open(ground)}


@pytest.fixture(scope="module")
def idle(ground):
    """What law 7 reads of the scenario's own line-up."""
    return [one for one in read_idle_turns(ground) if one.cell.line_up == "own"]


@pytest.fixture(scope="module")
def reversals(ground):
    """What law 9 reads."""
    return read_reversals(ground)


@pytest.mark.parametrize(
    ("seat", "bot"),
    [
        *((seat, bot) for seat in SEATS if seat != "nvidia" for bot in ("nothing", "random")),
        not_yet("nvidia", "nothing", why="no policy does much better than none"),
        not_yet("nvidia", "random", why="no policy does much better than none"),
        *(("congress", bot) for bot in ("max", "min", "max_jump")),
        *(("beijing", bot) for bot in ("max", "min", "max_jump")),
        *(("chipmakers", bot) for bot in ("max", "min", "max_jump")),
        ("washington", "max"),
    ],
)
def test_a_player_that_looks_at_nothing_loses(ground, seat, bot):
    shares = {one.part: one for one in read_bots_in(ground, seat, "own")}
    assert shares[bot].holds


@pytest.mark.parametrize(
    "seat",
    [
        "washington",
        not_yet("chipmakers", why="a price held for good does as well as one that moves"),
    ],
)
def test_no_blind_plan_beats_the_best_ordinary_policy(ground, seat):
    behind = [one for one in read_blind_plans(ground, seat) if one.unit == "points"]
    assert all(one.holds for one in behind)


def test_repealing_all_chip_controls_costs_washington_its_lead(ground):
    assert all(one.holds for one in read_repeal(ground))


def test_a_repeal_lets_every_controlled_part_through_at_once(ground):
    came = repeal(ground, "own")
    np.testing.assert_array_equal(came.held["lag"][:, 0], came.repealed["lag"][:, 0])
    assert (came.repealed["unmet_share"] != came.held["unmet_share"]).any()


@pytest.mark.parametrize(
    "part",
    [
        "unmet demand in quarters 1 to 8",
        "lag in quarters 1 to 8",
        "line-ups in which opening is better",
        "gap of quarter 8 left at quarter 12",
        not_yet("home output in quarters 17 to 20", why="a tenth more, where a fifth is asked"),
        not_yet("line-ups in which shutting is better", why="refusing costs and earns nothing"),
    ],
)
def test_refusing_chips_builds_makers_and_costs_compute_meanwhile(refusal, part):
    assert refusal[part].holds


@pytest.mark.xfail(strict=True, reason="scenarios open with a transient")
def test_holding_everything_in_the_first_turn_moves_nothing_by_much(ground):
    assert all(one.holds for one in read_first_turn(ground))


def test_what_never_moves_does_not_jump_either(ground):
    changes = first_changes(ground)
    assert changes["laws_cn_chip"] == 0
    assert set(changes) == set(ground.scenario.observables)


@pytest.mark.xfail(strict=True, reason="rivals are idle in half of their turns and more")
def test_rivals_act_in_three_turns_of_four(idle):
    assert all(one.holds for one in idle)


def test_some_rival_acts_in_most_of_its_turns(idle):
    assert 0 < min(one.value for one in idle) < 60


@pytest.mark.parametrize(
    "house",
    [not_yet("transactional", why="a deal-maker never turns round"), "steady"],
)
def test_us_policy_turns_round_as_often_as_its_house_would(ground, reversals, house):
    policies = ground.library.policies["washington"]
    names = {name for name, spec in policies.items() if spec.temperament == house}
    read = [one for one in reversals if names & set(one.part.split())]
    assert read
    assert all(one.holds for one in read)


@pytest.mark.xfail(strict=True, reason="nobody breaks a truce and nobody climbs the ladder")
def test_truces_are_kept_and_broken(ground):
    assert all(one.holds for one in read_truces(ground))


@pytest.mark.parametrize(
    "seat",
    [not_yet(seat, why="one policy is best nearly everywhere") for seat in ("beijing", "nvidia")],
)
def test_ordinary_policies_are_alternatives(ground, seat):
    assert all(one.holds for one in read_alternatives(ground, seat))


@pytest.mark.xfail(strict=True, reason="every game is played to its last turn")
def test_games_end_in_three_ways(ground):
    (reading,) = read_endings(ground)
    assert reading.holds


def test_a_ledger_leaves_nothing_over_and_a_row_is_its_game_alone(ground):
    assert ledger_residual(ground) < 1e-9
    assert rows_that_differ(ground) == 0
