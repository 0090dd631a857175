"""A plan: what is held is ordered against the policy that goes on."""

import numpy as np

from agents.rollouts import play_phase
from agents.strategist.plans import FREE, Plans
from game.state.chance import Chance
from game.turn.view import View

LUCK = Chance(31, 0, 2)


def plan(leader, target, value, *, once=False):
    names = [setting.target for setting in leader.settings]
    changed = np.full((2, 1, len(names)), FREE)
    place = names.index(target)
    changed[:, 0, place] = leader.settings[place].values.index(value)
    free = np.full_like(changed, FREE)
    base = np.full((2, 1), leader.names.index("nothing"))
    return Plans(base, free if once else changed, changed if once else free)


def played(position, line_up, seat, plans):
    for leader in line_up.leaders.values():
        position = leader.follow(np.full((2, 1), leader.names.index("nothing")), position)
    position = line_up.leaders[seat].write(plans, position, 1)
    return play_phase(position, line_up.scenario, line_up.leaders, LUCK)


def test_a_setting_that_is_held_moves_a_step_a_turn(line_up, second_turn):
    leader = line_up.leaders["beijing"]
    lever = line_up.scenario.levers["capital_subsidy"]
    was = second_turn.orders.settings["capital_subsidy"]
    after = played(second_turn, line_up, "beijing", plan(leader, "capital_subsidy", lever.high))
    moved = after.orders.settings["capital_subsidy"] - was
    assert (moved == np.minimum(lever.step, lever.high - was)).all()


def test_what_is_ordered_once_is_ordered_in_its_phase_alone(line_up, second_turn):
    leader, scenario = line_up.leaders["beijing"], line_up.scenario
    lever = scenario.levers["power_subsidy"]
    plans = plan(leader, "power_subsidy", lever.high, once=True)
    free = leader.follow(np.full((2, 1), leader.names.index("nothing")), second_turn)
    now = leader.write(plans, free, 1)
    ordered = leader.decide(View(now, scenario, "beijing", LUCK), LUCK.at(2)).proposals
    assert [(one.lever, one.values.max()) for one in ordered] == [("power_subsidy", lever.high)]
    later = played(second_turn, line_up, "beijing", plans)
    assert leader.decide(View(later, scenario, "beijing", LUCK), LUCK.at(3)).proposals == ()


def test_a_policy_of_a_plan_orders_what_it_orders_alone(line_up, second_turn):
    scenario, leader = line_up.scenario, line_up.leaders["washington"]
    place = leader.names.index("reciprocal")
    free = np.full((2, 1, len(leader.settings)), FREE)
    view = View(second_turn, scenario, "washington", LUCK)
    planned = leader.decide_by(Plans(np.full((2, 1), place), free, free), view, LUCK.at(2))
    alone = leader.policies[place].decide(view, LUCK.at(2))
    assert [(p.lever, p.column) for p in planned.proposals] == [
        (p.lever, p.column) for p in alone.proposals if p.where.any()
    ]
