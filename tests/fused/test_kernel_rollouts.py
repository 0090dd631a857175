"""A seat that looks ahead gives the same orders whether kernels or arrays play its rollouts."""

import dataclasses

import pytest

from agents.cast import choose_policies, choose_policy, open_scenario, read_size
from agents.rollouts import play_phase, play_turn
from agents.strategist import possible_leaders
from agents.strategist.plan_rollouts import play_arrays
from agents.strategist.possible_leaders import LineUp
from agents.strategist.strategist import Strategist
from game.fused.c_compiler import find_compiler
from game.fused.kernel_rollouts import KernelRollouts
from game.state.chance import Chance
from game.state.opening import draw_opening
from game.turn.engine import open_position
from game.turn.view import View

pytestmark = pytest.mark.skipif(find_compiler() is None, reason="no C compiler")
SEAT, LUCK = "chipmakers", Chance(31, 0, 2)


@pytest.fixture
def line_up(monkeypatch):
    """One policy of each actor; only the seat's plans hold settings, so that kernels are small."""
    scenario, library = open_scenario("lesson")
    settings = possible_leaders._settings
    monkeypatch.setattr(
        possible_leaders,
        "_settings",
        lambda scenario, actor: settings(scenario, actor) if actor == SEAT else (),
    )
    names = scenario.profile.items()
    return LineUp(
        scenario,
        {seat: {name: choose_policy(scenario, seat, name, library)} for seat, name in names},
    )


def test_kernels_and_arrays_lead_to_the_same_orders(line_up):
    scenario, library = line_up.scenario, open_scenario("lesson")[1]
    size = dataclasses.replace(read_size(library, "small"), rollouts=60, games=24, worlds=4)
    policies = choose_policies(scenario, {}, library)
    opened = play_turn(
        open_position(scenario, draw_opening(scenario, LUCK)), scenario, policies, LUCK
    )
    strategists = [
        Strategist(line_up, SEAT, size, play=play)
        for play in (play_arrays, KernelRollouts(line_up))
    ]
    for position in (opened, play_phase(opened, scenario, policies, LUCK)):
        view, moment = View(position, scenario, SEAT, LUCK), LUCK.at(2 * position.turn)
        arrays, kernels = (policy.decide(view, moment).proposals for policy in strategists)
        assert [
            (order.lever, order.column, order.key, order.where.tolist(), order.values.tolist())
            for order in arrays
        ] == [
            (order.lever, order.column, order.key, order.where.tolist(), order.values.tolist())
            for order in kernels
        ]
        assert arrays or position.phase == "responses"
