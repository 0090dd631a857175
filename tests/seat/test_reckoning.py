"""The worth of orders: what a debrief gives to a seat is what the seat caused."""

import numpy as np
import pytest

from game.config.scenarios import load_scenario
from game.seat.debrief.naming import name_order
from game.seat.debrief.reckoning import Reckoning
from game.seat.debrief.turning_points import read_totals, read_turning_point
from game.seat.debrief.worth_text import worth_lines
from game.session import Session
from game.state.levers import Action
from game.turn.outcome import outcome
from game.why.replays import orders_given

SEAT, SEED = "beijing", 11
GIVEN = {
    0: ("import_gate.h200_class = open", "smuggling_tolerance = ordinary"),
    1: ("capital_subsidy = 2",),
    2: ("import_gate.h200_class = block",),
}


def play(scenario, *, seats=(SEAT,), without=(), turns=None):
    """Play a game in which a person gives some orders, perhaps without some of them."""
    session = Session.begin(scenario, seats=seats, seed=SEED)
    while not session.over and len(session.played) != turns:
        for text in GIVEN.get(len(session.played), ()) if seats else ():
            if text not in without:
                levers = scenario.levers
                session.order(Action.parse(text, levers, actor=SEAT, place="test"))
        session.seal()
        session.seal()
        session.pass_turn()
    return session


def final(session, actor=SEAT):
    return outcome(session.model.position, session.scenario).scores[actor]


@pytest.fixture(scope="module")
def scenario():
    return load_scenario("december_2025")


@pytest.fixture(scope="module")
def session(scenario):
    return play(scenario)


@pytest.fixture(scope="module")
def worth(session):
    return Reckoning(session, SEAT).finish()


def test_against_holding_is_the_difference_of_two_games_played(scenario, session, worth):
    held = final(play(scenario, without=[text for texts in GIVEN.values() for text in texts]))
    assert worth.held == pytest.approx(held, abs=1e-9)
    assert worth.end.own == pytest.approx(final(session) - held, abs=1e-9)
    assert sum(order.share for order in worth.orders) == pytest.approx(worth.end.own, abs=1e-9)
    assert sum(one.share for one in worth.settings) == pytest.approx(worth.end.own, abs=1e-9)


def test_each_order_alone_is_the_difference_to_the_game_without_it(scenario, session, worth):
    alone = {(order.turn, order.text): order.alone for order in worth.orders}
    given = [order for order in orders_given(session.played, scenario) if order.actor == SEAT]
    assert len(given) == len(alone) >= 3
    for order in given:
        text = next(text for text in GIVEN[order.turn] if text.startswith(order.target))
        without = final(play(scenario, without=[text]))
        told = alone[order.turn, name_order(order, session)]
        assert told == pytest.approx(final(session) - without, abs=1e-9), text


def test_the_parts_of_every_turn_add_up_to_the_score_on_the_screen(session, worth):
    totals = read_totals(session, SEAT)
    assert [part.score for part in worth.parts] == pytest.approx(list(totals), abs=1e-9)
    assert worth.end.score == pytest.approx(final(session), abs=1e-9)
    opening = worth.parts[0]
    assert (opening.own, opening.others, opening.luck) == pytest.approx((0.0, 0.0, 0.0), abs=1e-9)
    for turn in range(len(session.played)):
        point = read_turning_point(session, SEAT, turn, worth)
        assert point.parts.score == pytest.approx(totals[turn + 1] - totals[turn], abs=1e-9)


def test_the_policy_in_the_seat_is_the_same_game_led_by_it(scenario, worth):
    assert worth.policy == pytest.approx(final(play(scenario, seats=())), abs=1e-9)


def test_a_share_is_told_with_its_standard_error_over_the_pairs_of_orderings(worth):
    assert worth.orderings == 8
    assert any(order.error > 0.0 for order in worth.orders)
    # A setting's orders together are surer than each: what one takes, the other gives.
    for setting in worth.settings:
        together = [one.error for one in worth.orders if one.text.startswith(setting.text)]
        assert setting.error <= sum(together) + 1e-9


def test_the_lines_of_a_debrief_add_up_to_the_sum_they_end_in(worth):
    count = len(worth.orders)
    assert len(list(worth_lines(worth, count - 1))) == count
    lines = list(worth_lines(worth, 1))
    assert lines[-1][1] == f"{count - 1} smaller orders together"
    told = [float(points.replace("\N{EN DASH}", "-")) for points, _, _ in lines]
    assert sum(told) == pytest.approx(worth.end.own, abs=0.11)


@pytest.mark.parametrize("actor", ["washington", "chipmakers"])
def test_the_clauses_of_a_policy_share_all_that_its_orders_came_to(scenario, actor):
    watched = play(scenario, seats=(), turns=4)
    worth = Reckoning(watched, actor).finish()
    assert worth.clauses
    together = sum(one.share for one in worth.clauses)
    assert together == pytest.approx(worth.end.own, abs=1e-9)
    assert sum(one.count for one in worth.clauses) == len(worth.orders)


def test_a_seat_that_gave_no_order_is_given_nothing(scenario):
    session = Session.begin(scenario, seats=(SEAT,), seed=SEED)
    session.seal()
    session.seal()
    session.pass_turn()
    worth = Reckoning(session, SEAT).finish()
    assert worth.orders == worth.settings == worth.clauses == ()
    assert worth.end.own == 0.0
    assert worth.end.score == pytest.approx(worth.held)


def test_what_a_facilitator_did_is_no_order_of_the_seat(scenario):
    session = Session.begin(scenario, seats=(SEAT,), seed=SEED)
    session.facilitator.override("trust", 0.9, why="a thaw")
    session.seal()
    session.seal()
    session.pass_turn()
    worth = Reckoning(session, SEAT).finish()
    assert worth.end.own == 0.0
    assert worth.end.score == pytest.approx(read_totals(session, SEAT)[-1], abs=1e-9)


def test_working_it_out_bit_by_bit_gives_the_same(session, worth):
    reckoning, shares = Reckoning(session, SEAT), []
    while reckoning.work():
        shares.append(reckoning.share)
    assert shares == sorted(shares)
    assert reckoning.finish() == worth
    assert np.isfinite([order.share for order in worth.orders]).all()
