"""Every rule and every shipped policy can be traced: numpy stays the only source.

When this fails for a rule or a policy of yours: it branches in Python on what differs between games
or on the date (write np.where, or ask .any() for a short cut that changes nothing), picks rows
(choose instead), reads a table at a place that differs (game.state.arrays.entries), or ignores what
a function with `out=` returns. The error says which line.
"""

import functools

import pytest

from agents.cast import choose_policies
from game.config import CODED_POLICIES
from game.config.scenarios import load_scenario, shipped_library
from game.fused.state_columns import shapes_of
from game.fused.trace import Tracer, all_columns
from game.mathematics.traced import UntraceableError
from game.state.chance import Chance
from game.state.opening import draw_opening
from game.state.position import PHASES
from game.turn.engine import open_position

LIBRARY = shipped_library()
POLICIES = [(actor, name) for actor, own in LIBRARY.policies.items() for name in own]


@functools.cache
def tracer_of(name: str) -> Tracer:
    scenario = load_scenario(name)
    position = open_position(scenario, draw_opening(scenario, Chance(0, 0, 1)))
    return Tracer(scenario, shapes_of(position, scenario))


@pytest.mark.parametrize("name", LIBRARY.scenarios)
def test_the_months_of_every_scenario_are_traced(name):
    months = tracer_of(name).months()
    assert {("world", 0, "hawk"), ("ending", "turn"), ("orders", "tariff")} <= {
        path for path, _ in months.writes
    }
    assert "parameter" in set(months.graph.operations)


@pytest.mark.parametrize(("actor", "name"), POLICIES)
def test_every_shipped_policy_is_traced(actor, name):
    tracer = tracer_of("december_2025")
    policy = choose_policies(tracer.scenario, {actor: name})[actor]
    for phase in PHASES:
        for path, _ in tracer.policy(actor, policy, phase).writes:
            assert path[0] in {"orders", "moves", "granted", "capital"}


def test_a_policy_that_orders_by_the_turn_or_looks_ahead_is_refused():
    tracer = tracer_of("december_2025")
    for name in CODED_POLICIES:
        policy = choose_policies(tracer.scenario, {"beijing": name})["beijing"]
        with pytest.raises(UntraceableError):
            tracer.policy("beijing", policy, "measures")


def test_columns_stand_in_one_place_whoever_leads():
    tracer = tracer_of("december_2025")
    months = tracer.months()
    lists = []
    for name in ("reciprocal", "boycott_quietly"):
        policy = choose_policies(tracer.scenario, {"beijing": name})["beijing"]
        traces = [tracer.policy("beijing", policy, phase) for phase in PHASES]
        columns = all_columns([*traces, months, tracer.views()])
        lists.append([column for column in columns if column[0][0] != "granted"])
        assert columns[: len(lists[-1])] == tuple(lists[-1])
    assert lists[0] == lists[1]
