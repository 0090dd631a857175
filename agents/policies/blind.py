"""Policies that look at nothing but their own settings: what a contest must not be won by."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from agents.policies.base import Decision
from game.language.expression import Floats
from game.state.chance import Chance
from game.state.levers import Action, Lever
from game.state.orders import Flags, Proposal
from game.state.ties import TIE
from game.turn.legality import Slot, in_phase, menu
from game.turn.view import View

# How far down the list of settings the next turn begins.
STRIDE = 3


class Nothing:
    """Gives no order, ever."""

    name = "nothing"

    def decide(self, view: View, chance: Chance) -> Decision:
        """Return no order."""
        return Decision()


class Pusher:
    """Moves all of its settings towards one end each turn: by a step, or all the way.

    The order in which they spend capital begins elsewhere in every turn.
    """

    def __init__(self, levers: tuple[Lever, ...], *, up: bool, at_once: bool = False) -> None:
        self.name = ("max" if up else "min") + ("_jump" if at_once else "")
        self._levers = levers
        self._up = up
        self._at_once = at_once

    def decide(self, view: View, chance: Chance) -> Decision:
        """Return a move of every setting on the menu."""
        first = STRIDE * view.turn % len(self._levers)
        levers = (*self._levers[first:], *self._levers[:first])
        return Decision(
            proposals=tuple(self._push(slot, view) for slot in menu(levers, view.phase))
        )

    def _push(self, slot: Slot, view: View) -> Proposal:
        lever = slot.lever
        now = view.value(lever.target(slot.column))
        end = lever.high if self._up else lever.low
        step = 1 if self._up else -1
        values = np.full_like(now, end) if self._at_once else lever.away(now, step)
        everywhere = np.ones(now.shape, dtype=np.bool_)
        return Proposal(lever=lever.name, column=slot.column, values=values, where=everywhere)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Step:
    """One setting that is held from a turn on, the first being 0."""

    order: Action
    turn: int = 0


# The settings that are held, the most urgent first; a later turn's takes an earlier one's place.
Plan = tuple[Step, ...]


class BlindPlan:
    """Holds the settings of a plan and looks at nothing.

    A choice is set at once; anything else moves by a step a turn, and is asked for again where the
    engine refuses it or somebody has moved it away.
    """

    name = "blind_plan"

    def __init__(self, levers: tuple[Lever, ...], plan: Plan) -> None:
        self.levers = levers
        self.plan = plan

    def decide(self, view: View, chance: Chance) -> Decision:
        """Return the orders of the plan that are not carried out yet."""
        whole = np.zeros((view.replicates, 1), dtype=np.intp)
        return decide_plans(view, self.levers, (self.plan,), whole)


def decide_plans(
    view: View, levers: tuple[Lever, ...], plans: Sequence[Plan], leading: npt.NDArray[np.intp]
) -> Decision:
    """Return the orders of several plans at once; `leading` (R, 1) tells which leads where.

    A number in `leading` that is no plan's marks a replicate that none of them leads.
    """
    by_name = {lever.name: lever for lever in levers}
    held = [_in_force(plan, view.turn) for plan in plans]
    proposals: list[Proposal] = []
    for rank in range(max(map(len, held), default=0)):
        wanted: dict[tuple[str, str], list[tuple[int, float]]] = {}
        for number, orders in enumerate(held):
            if rank < len(orders):
                place = orders[rank].lever, orders[rank].member
                wanted.setdefault(place, []).append((number, orders[rank].value))
        for (name, member), goals in wanted.items():
            lever = by_name[name]
            if in_phase(lever, view.phase):
                proposals.append(_towards(view, lever, member, goals, leading, len(plans)))
    return Decision(proposals=tuple(proposals))


def _in_force(plan: Plan, turn: int) -> list[Action]:
    """Return the orders that a plan holds in a turn: of one setting the latest, in their order."""
    latest: dict[str, Step] = {}
    for step in plan:
        planned = latest.get(step.order.target)
        if step.turn <= turn and (planned is None or planned.turn <= step.turn):
            latest[step.order.target] = step
    return [step.order for step in plan if latest.get(step.order.target) is step]


def _towards(
    view: View,
    lever: Lever,
    member: str,
    goals: Sequence[tuple[int, float]],
    leading: npt.NDArray[np.intp],
    plans: int,
) -> Proposal:
    """Return the move of one setting towards what each of some plans wants of it."""
    column = lever.column(member)
    # One more than there are plans, for the replicates that no plan leads.
    goal: Floats = np.full(plans + 1, np.nan)
    for number, value in goals:
        goal[number] = value
    aimed = goal[np.minimum(leading, plans)]
    asked = ~np.isnan(aimed)
    now = view.value(lever.target(column))
    far = np.where(asked, aimed - now, 0.0)
    values = now + far
    if not lever.choice:
        values = np.where(np.abs(far) > lever.step, lever.away(now, np.sign(far)), values)
    where: Flags = asked & (np.abs(far) > TIE)
    return Proposal(lever=lever.name, column=column, values=values, where=where)
