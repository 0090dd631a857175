"""What a strategist compared, kept with its orders so that people can be told."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from agents.policies.base import ComparedPlan, Firing, Foresight
from agents.strategist.halving import Comparison, best_first
from agents.strategist.outlook import LeftOpen
from agents.strategist.plans import FREE, PLANNED, Places, PlanLed
from game.state.levers import Action
from game.turn.view import View

NAME = "look ahead"
# Policies of another actor that are told, and further plans.
MOST_LEADERS, MOST_OTHERS = 3, 4


def tell(
    compared: Comparison, outlook: LeftOpen, line_up: dict[str, PlanLed], view: View
) -> Iterator[Firing]:
    """Yield what was compared in a single game; nothing where several run side by side."""
    if view.replicates > 1:
        return
    leader, taken = line_up[view.actor], int(compared.taken[0])
    order = best_first(compared.mean[..., np.newaxis])[0].tolist()
    plans = {place: _plan(compared, place, leader) for place in order}
    others = [
        place
        for place in dict.fromkeys(order)
        if place not in (0, taken) and not _is_same(plans[place], (plans[0], plans[taken]))
    ]
    yield Firing(
        clause=PLANNED,
        name=NAME,
        because="",
        where=np.ones((1, 1), dtype=np.bool_),
        foresight=Foresight(
            stood=plans[0],
            taken=plans[taken],
            others=tuple(plans[place] for place in others[:MOST_OTHERS]),
            rollouts=compared.rollouts,
            beliefs={
                other: _leaders(odds[0], line_up[other].names)
                for other, odds in outlook.beliefs.items()
            },
        ),
    )


def _plan(compared: Comparison, place: int, leader: PlanLed) -> ComparedPlan:
    plans = compared.plans
    return ComparedPlan(
        policy=leader.names[int(plans.base[0, place])],
        held=_orders(plans.held[0, place], leader),
        once=_orders(plans.once[0, place], leader),
        score=float(compared.mean[0, place]),
        ahead=float(compared.ahead[0, place]),
        error=float(compared.error[0, place]),
    )


def _orders(numbers: Places, leader: PlanLed) -> tuple[Action, ...]:
    return tuple(
        setting.lever.action(setting.column, setting.values[number])
        for setting, number in zip(leader.settings, numbers.tolist(), strict=True)
        if number != FREE
    )


def _is_same(plan: ComparedPlan, others: tuple[ComparedPlan, ...]) -> bool:
    kept = (plan.policy, plan.held, plan.once)
    return any(kept == (other.policy, other.held, other.once) for other in others)


def _leaders(odds: np.ndarray, names: tuple[str, ...]) -> tuple[tuple[str, float], ...]:
    order = np.argsort(-odds, kind="stable")[:MOST_LEADERS].tolist()
    return tuple((names[place], float(odds[place])) for place in order if odds[place] > 0.0)
