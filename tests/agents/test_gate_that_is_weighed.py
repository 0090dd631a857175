"""The quiet boycott weighs its gate: games part by what happened in them, both ways."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from agents.cast import choose_policies
from agents.model import GameModel
from agents.policies.choices import CompiledChoice
from agents.policies.rules_file import RulesFile
from game.config.scenarios import load_scenario
from game.turn.view import View

SCENARIO = load_scenario("december_2025")
GAMES = 60
OPEN, BLOCK = 0.0, 3.0


def leader(temperature: float | None = None) -> RulesFile:
    policy = choose_policies(SCENARIO, {"beijing": "boycott_quietly"})["beijing"]
    assert isinstance(policy, RulesFile)
    if temperature is None:
        return policy
    clauses = tuple(
        dataclasses.replace(clause, temperature=temperature)
        if isinstance(clause, CompiledChoice)
        else clause
        for clause in policy.clauses
    )
    return RulesFile(policy.name, policy.spec, clauses)


@dataclasses.dataclass
class Course:
    """The gate at the end of each turn, (turns, R), and the shortage of who opened or refused.

    Shortage counts from the mean of all games in the same turn, where the gate was not open yet.
    """

    gates: np.ndarray
    short_when_opened: list[float]
    short_when_refused: list[float]


def play(policy: RulesFile) -> Course:
    model = GameModel(SCENARIO, policies={"beijing": policy}, seed=11, replicates=GAMES)
    column = SCENARIO.levers["import_gate"].column("h200_class")
    course = Course(np.zeros((0, GAMES)), [], [])
    while model.running:
        view = View(model.position, SCENARIO, "beijing", model.chance)
        shortage = view.value("shortage")[:, 0]
        shortage = shortage - shortage.mean()
        is_shut = model.position.orders.settings["import_gate"][:, column] != OPEN
        model.step()
        fired = model.record["measures"].decisions["beijing"].firings
        for firing in fired:
            for option in firing.weighing.options if firing.weighing else ():
                seen = shortage[(firing.where & option.taken)[:, 0] & is_shut].tolist()
                if option.option == "open":
                    course.short_when_opened += seen
                if option.option == "refuse":
                    course.short_when_refused += seen
        gate = model.position.orders.settings["import_gate"][:, column]
        course.gates = np.vstack([course.gates, gate])
    return course


@pytest.fixture(scope="module", params=[None, 0.0], ids=["as shipped", "at temperature 0"])
def course(request: pytest.FixtureRequest) -> Course:
    return play(leader(request.param))


def test_the_gate_is_opened_in_some_games_and_never_in_others(course):
    opened = (course.gates == OPEN).any(axis=0).mean()
    assert 0.15 < opened < 0.85


def test_the_gate_is_not_opened_in_the_same_quarter_everywhere(course):
    is_open = course.gates == OPEN
    first = is_open.argmax(axis=0)[is_open.any(axis=0)]
    assert np.bincount(first).max() < 0.6 * len(first)


def test_some_who_opened_shut_again(course):
    is_open = course.gates == OPEN
    shut_again = (is_open[:-1] & ~is_open[1:]).any(axis=0)
    assert shut_again.any()


def test_who_opens_is_shorter_of_compute_than_who_refuses(course):
    assert np.mean(course.short_when_opened) > np.mean(course.short_when_refused)
