"""What a seat that looks ahead would have come to: the same game, luck and people."""

import dataclasses
import pickle

import pytest

from agents.strategist.strategist import Strategist
from game.config.scenarios import load_scenario
from game.seat.debrief.strategist_line import StrategistGame, is_running, play_packed
from game.session import Session
from game.state.levers import Action
from game.turn.outcome import outcome

SEAT, RIVAL, SEED = "beijing", "washington", 11


def play(scenario, *, leader=None):
    """Play a game of two people; with a leader, it leads one of the seats in a person's place."""
    session = Session.begin(scenario, seats=(SEAT, RIVAL), seed=SEED)
    if leader is not None:
        session.lead(SEAT)
        session.model.lead(SEAT, leader)
    orders = [Action.parse("enforcement = 2", scenario.levers, actor=RIVAL, place="test")]
    if leader is None:
        orders.append(
            Action.parse("mineral_level = ban", scenario.levers, actor=SEAT, place="test")
        )
    for order in orders:
        session.order(order)
    session.facilitator.override("trust", 0.2, why="a quarrel")
    while not session.over:
        session.seal()
        session.seal()
        session.pass_turn()
    return session


@pytest.fixture(scope="module")
def scenario():
    return load_scenario("lesson")


@pytest.fixture(scope="module")
def session(scenario):
    return play(scenario)


@pytest.fixture(scope="module")
def game(session):
    """The game, to be led by a strategist of few rollouts."""
    whole = StrategistGame.read(session, SEAT)
    size = dataclasses.replace(whole.strategist.size, rollouts=60, games=24, worlds=4, leaders=2)
    tiny = Strategist(whole.strategist.line_up, SEAT, size)
    return dataclasses.replace(whole, strategist=tiny)


@pytest.fixture(scope="module")
def score(game):
    return game.play()


def test_it_is_the_score_of_the_same_game_led_by_the_strategist(scenario, session, game, score):
    led = play(scenario, leader=game.strategist)
    assert score == pytest.approx(outcome(led.model.position, scenario).scores[SEAT], abs=1e-9)
    assert score != pytest.approx(outcome(session.model.position, scenario).scores[SEAT], abs=0.1)


def test_another_process_plays_the_same_game_also_after_a_facilitator(game, score):
    assert any(turn.acts for turn in game.turns)
    packed, position = pickle.dumps(game), game.turns[0].opened
    while is_running(position):
        position = pickle.loads(pickle.dumps(play_packed(packed, position)))
    assert game.score(position) == score


def test_the_smallest_strategist_leads_and_the_rivals_orders_stand(session):
    whole = StrategistGame.read(session, SEAT)
    assert whole.strategist.name == "strategist_small"
    assert set(whole.others) == set(session.scenario.actors) - {SEAT, RIVAL}
