"""Odds do not peek: another truth behind the same look gives the same odds, bit for bit."""

import dataclasses
import functools

import numpy as np
import pytest

from game.ahead.odds import OwnPlan, Standpoint, roll
from game.ahead.seen import Witness
from game.config.scenarios import load_scenario
from game.seat.odds.choices import assume
from game.session import Session
from game.state.position import state_hash
from game.turn.view import is_visible
from tests.hidden_truth import another_truth

SCENARIOS = ("lesson", "april_2025", "december_2025", "october_2022")
SEATS = load_scenario("lesson").actors


@functools.lru_cache(maxsize=1)
def second_turn(name):
    """A game after its first turn and the measures of the second."""
    session = Session.begin(load_scenario(name), seed=3)
    session.seal()
    session.seal()
    session.pass_turn()
    session.seal()
    return session


def hidden_otherwise(record, scenario, actor):
    """Return records of phases in which the others' covert orders are others."""
    return {
        phase: dataclasses.replace(
            kept,
            sealed={
                owner: tuple(
                    grant
                    if is_visible(scenario.levers[grant.proposal.lever], actor)
                    else dataclasses.replace(grant, granted=~grant.granted)
                    for grant in grants
                )
                for owner, grants in kept.sealed.items()
            },
        )
        for phase, kept in record.items()
    }


def histories(session, actor):
    """Return what a seat has seen of a game, and of another game that looks the same to it."""
    scenario, model = session.scenario, session.model
    witness = Witness(scenario, model.chance, actor)
    played, (opened, position) = session.played, (session.turns.openings[-1], model.position)
    honest = witness.tell(played, opened, position, model.record)

    def other(position):
        changed, masks = another_truth(position, scenario, actor)
        assert sum(int(mask.sum()) for mask in masks.values()) > 250
        assert state_hash(changed) != state_hash(position)
        return changed

    turns = [
        dataclasses.replace(
            turn,
            opened=other(turn.opened),
            sealed=other(turn.sealed),
            closed=other(turn.closed),
            phases=hidden_otherwise(turn.phases, scenario, actor),
        )
        for turn in played
    ]
    record = hidden_otherwise(model.record, scenario, actor)
    return honest, witness.tell(turns, other(opened), other(position), record)


@pytest.mark.parametrize("actor", SEATS)
@pytest.mark.parametrize("name", SCENARIOS)
def test_all_that_odds_are_worked_out_from_is_what_the_seat_saw(name, actor):
    """Some 300 to 450 hidden numbers, the others' covert levers, orders and memories are others."""
    honest, other = histories(second_turn(name), actor)
    assert other == honest


@pytest.mark.parametrize("actor", SEATS)
def test_two_games_that_look_the_same_have_the_same_odds_bit_for_bit(actor):
    session = second_turn("lesson")
    odds = []
    for history in histories(session, actor):
        assumed = dataclasses.replace(assume(session, actor), games=3)
        odds.append(roll(Standpoint(assumed=assumed, history=history), [OwnPlan()]))
    np.testing.assert_array_equal(odds[0], odds[1])
