"""Equilibria and learning on games whose answers are known."""

import numpy as np
import pytest

from game.contests.dynamics import alpha_rank, replicate
from game.contests.equilibria import (
    dominated_by,
    judge_mix,
    pure_equilibria,
    regrets,
    two_seat_equilibria,
)
from game.state.chance import Chance

COOPERATE, DEFECT = 0, 1
PRISONERS = np.array([[[3, 3], [0, 5]], [[5, 0], [1, 1]]], dtype=float)
PENNIES = np.array([[[1, -1], [-1, 1]], [[-1, 1], [1, -1]]], dtype=float)
CHICKEN = np.array([[[0, 0], [-1, 1]], [[1, -1], [-10, -10]]], dtype=float)
_RPS = np.array([[0, -1, 1], [1, 0, -1], [-1, 1, 0]], dtype=float)
ROCK_PAPER_SCISSORS = np.stack([_RPS, -_RPS], axis=-1)


def stag_hunt_of_three():
    """Three seats: all hunt the stag for 3 each, or one eats a hare alone for 1."""
    payoffs = np.zeros((2, 2, 2, 3))
    for place in np.ndindex(2, 2, 2):
        stag = 3.0 if sum(place) == 0 else 0.0
        payoffs[place] = [1.0 if one else stag for one in place]
    return payoffs


def random_game(*shape, seed=0):
    count = int(np.prod(shape)) * len(shape)
    return Chance(seed, 0, 1).uniform("game", count).reshape(*shape, len(shape))


def tied_game():
    """A game in which the row is worth the same whatever it does, as sums in two orders."""
    rows = np.array([[(0.1 + 0.2) + 0.3, 1.0], [(0.3 + 0.2) + 0.1, 1.0]])
    return np.stack([rows, np.array([[1.0, 0.0], [1.0, 0.0]])], axis=-1)


# -- pure equilibria and regret ----------------------------------------------------------------


def test_a_tie_in_the_last_bit_leaves_both_profiles_equilibria():
    assert pure_equilibria(tied_game()) == [(0, 0), (1, 0)]
    assert pure_equilibria(tied_game()[::-1]) == [(0, 0), (1, 0)]


def test_nothing_dominates_what_it_beats_by_the_last_bit():
    assert dominated_by(tied_game(), 0) == dominated_by(tied_game()[::-1], 0) == [None, None]


def test_a_tie_in_the_last_bit_holds_learning_seats_in_neither_profile():
    shares = alpha_rank(tied_game()).shares(0)
    assert shares == pytest.approx([0.5, 0.5])


def test_equal_mixes_are_in_the_order_of_their_policies_whichever_was_rounded_up():
    found = [
        [tuple(np.argmax(one) for one in mix.probabilities) for mix in two_seat_equilibria(game)]
        for game in (tied_game(), tied_game()[::-1])
    ]
    assert found[0] == found[1]


def test_prisoners_defect_and_nothing_else_is_an_equilibrium():
    assert pure_equilibria(PRISONERS) == [(DEFECT, DEFECT)]


def test_cooperating_is_dominated_by_defecting_for_both():
    assert [dominated_by(PRISONERS, seat) for seat in (0, 1)] == [[DEFECT, None]] * 2


def test_the_regret_of_cooperating_is_what_defecting_would_have_earned_more():
    assert regrets(PRISONERS)[COOPERATE, COOPERATE].tolist() == [2, 2]
    assert regrets(PRISONERS)[DEFECT, DEFECT].tolist() == [0, 0]


def test_matching_pennies_has_no_pure_equilibrium():
    assert pure_equilibria(PENNIES) == []


def test_three_hunters_all_hunt_or_all_eat_hares():
    assert pure_equilibria(stag_hunt_of_three()) == [(0, 0, 0), (1, 1, 1)]


def test_pure_equilibria_of_five_seats_are_those_found_by_trying_every_change():
    payoffs = random_game(3, 2, 3, 2, 2)
    found = []
    for place in np.ndindex(payoffs.shape[:-1]):
        changes = [
            payoffs[(*place[:seat], other, *place[seat + 1 :], seat)] - payoffs[(*place, seat)]
            for seat in range(5)
            for other in range(payoffs.shape[seat])
        ]
        if max(changes) <= 0:
            found.append(place)
    assert pure_equilibria(payoffs) == found


# -- mixed equilibria of two seats -------------------------------------------------------------


def test_pennies_are_matched_at_even_odds():
    (mix,) = two_seat_equilibria(PENNIES)
    assert [one.tolist() for one in mix.probabilities] == [[0.5, 0.5], [0.5, 0.5]]
    assert mix.payoffs == pytest.approx((0, 0))


def test_chicken_has_two_pure_equilibria_and_one_mixed():
    mixes = two_seat_equilibria(CHICKEN)
    swerving = sorted(round(float(mix.probabilities[0][0]), 6) for mix in mixes)
    assert swerving == [0.0, 0.9, 1.0]


def test_every_policy_of_rock_paper_scissors_is_played_a_third_of_the_time():
    (mix,) = two_seat_equilibria(ROCK_PAPER_SCISSORS)
    np.testing.assert_allclose(mix.probabilities, 1 / 3)


@pytest.mark.parametrize("seed", range(4))
def test_what_is_returned_is_an_equilibrium_and_there_is_one(seed):
    mixes = two_seat_equilibria(random_game(5, 4, seed=seed))
    assert mixes
    assert max(mix.gap for mix in mixes) < 1e-6


def test_a_game_of_ties_is_solved_too():
    mixes = two_seat_equilibria(np.ones((3, 3, 2)))
    assert mixes
    assert max(mix.gap for mix in mixes) == 0


def test_a_seat_with_one_policy_gets_its_rivals_best_reply():
    (mix,) = two_seat_equilibria(PRISONERS[:1])
    assert [one.tolist() for one in mix.probabilities] == [[1], [0, 1]]


def test_a_game_of_three_seats_is_refused():
    with pytest.raises(ValueError, match="two seats"):
        two_seat_equilibria(stag_hunt_of_three())


def test_the_gap_of_a_mix_is_the_most_a_seat_gains_by_leaving_it():
    both_cooperate = [np.array([1.0, 0.0])] * 2
    mix = judge_mix(PRISONERS, both_cooperate)
    assert (mix.payoffs, mix.gap) == ((3, 3), 2)


# -- replicators --------------------------------------------------------------------------------


def test_replicators_end_in_defection_from_everywhere():
    (rest,), finished = replicate(PRISONERS, starts=4)
    assert finished
    assert rest.settled
    assert rest.share == 1
    np.testing.assert_allclose(rest.mix.probabilities, [[0, 1], [0, 1]], atol=1e-5)


def test_replicators_circle_in_rock_paper_scissors_and_their_average_is_even():
    rests, _ = replicate(ROCK_PAPER_SCISSORS, starts=2)
    assert {rest.settled for rest in rests} == {True, False}, "only the even start stands still"
    for rest in rests:
        np.testing.assert_allclose(rest.mix.probabilities, 1 / 3, atol=0.06)


def test_replicators_of_three_hunters_find_both_equilibria():
    rests, _ = replicate(stag_hunt_of_three(), starts=6)
    ends = {tuple(int(one.argmax()) for one in rest.mix.probabilities) for rest in rests}
    assert ends == {(0, 0, 0), (1, 1, 1)}
    assert sum(rest.share for rest in rests) == pytest.approx(1)


def test_without_time_no_start_is_tried_and_that_is_said():
    assert replicate(PRISONERS, keep_going=lambda: False) == ([], False)


# -- alpha-rank ---------------------------------------------------------------------------------


def test_alpha_rank_of_the_prisoners_is_defection():
    ranking = alpha_rank(PRISONERS)
    assert ranking.settled
    assert ranking.mass[DEFECT, DEFECT] > 0.95
    assert ranking.mass.sum() == pytest.approx(1)


def test_alpha_rank_circles_evenly_through_rock_paper_scissors():
    ranking = alpha_rank(ROCK_PAPER_SCISSORS)
    for seat in (0, 1):
        np.testing.assert_allclose(ranking.shares(seat), 1 / 3)
    # Whoever loses moves on, so that draws are left at once and come back by slips alone.
    won = ~np.eye(3, dtype=bool)
    np.testing.assert_allclose(ranking.mass[won], ranking.mass[0, 1])


def test_alpha_rank_is_the_stationary_distribution_of_its_chain():
    payoffs, slip = random_game(3, 2, 2), 0.01
    mass = alpha_rank(payoffs, slip=slip).mass
    after = np.zeros_like(mass)
    for place in np.ndindex(mass.shape):
        stay = 1.0
        for seat, policies in enumerate(mass.shape):
            for other in set(range(policies)) - {place[seat]}:
                there = (*place[:seat], other, *place[seat + 1 :])
                kept = 1 - slip if payoffs[(*there, seat)] > payoffs[(*place, seat)] else slip
                after[there] += mass[place] * kept / 4
                stay -= kept / 4
        after[place] += mass[place] * stay
    np.testing.assert_allclose(after, mass, atol=1e-8)


def test_alpha_rank_without_time_says_that_it_has_not_settled():
    ranking = alpha_rank(PRISONERS, keep_going=lambda: False)
    assert not ranking.settled
    assert ranking.mass.sum() == pytest.approx(1)
