"""Whether the orders of a seat can be granted together: the answer that sealing them would give."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np

from game.state.levers import Action
from game.state.position import Position, see
from game.state.scenario import Scenario
from game.state.world import Floats
from game.turn.draft import as_proposals
from game.turn.engine import seal
from game.turn.granting import Granting
from game.turn.legality import OffMenu, Refusal, Undoes, Verdict, in_phase, judge
from game.turn.papers import judge_paper


def judge_draft(
    position: Position, scenario: Scenario, actor: str, actions: Sequence[Action]
) -> list[Verdict]:
    """Return a verdict on each of an actor's orders, were they sealed in this order."""
    _, sealed = seal(position, scenario, {actor: as_proposals(actions, scenario.levers, 1)})
    verdicts = []
    for number, (action, grant) in enumerate(zip(actions, sealed[actor], strict=True)):
        reason: Refusal | None = None
        if not in_phase(scenario.levers[action.lever], position.phase):
            reason = OffMenu()
        elif grant.refused[0, 0]:
            reason = _reason(position, scenario, actions[: number + 1])
        verdicts.append(Verdict(cost=float(grant.cost[0, 0]), reason=reason))
    return verdicts


def why_refused(
    position: Position, scenario: Scenario, granted: Sequence[Action], action: Action
) -> Refusal | None:
    """Return why an order was refused at a seal, after those granted before it.

    None of an order that could be granted alone: part of a package that could not.
    """
    if not in_phase(scenario.levers[action.lever], position.phase):
        return OffMenu()
    others = [order for order in granted if order.target != action.target]
    proposals = {action.actor: as_proposals(others, scenario.levers, 1)}
    drafted, _ = seal(position, scenario, proposals)
    return judge_after(position, drafted, scenario, others, action).reason


def judge_next(
    position: Position,
    scenario: Scenario,
    draft: Sequence[Action],
    action: Action,
) -> Verdict:
    """Return the verdict on one more order; it is refused where it would undo an earlier one."""
    if not in_phase(scenario.levers[action.lever], position.phase):
        return Verdict(cost=0.0, reason=OffMenu())
    kept = [order for order in draft if order.target != action.target]
    *before, verdict = judge_draft(position, scenario, action.actor, [*kept, action])
    if not verdict.legal:
        return verdict
    if all(earlier.legal for earlier in before):
        return verdict
    # What could not be granted before is not this order's doing.
    alone = dict(zip(draft, judge_draft(position, scenario, action.actor, draft), strict=True))
    for order, then in zip(kept, before, strict=True):
        if then.reason is not None and alone[order].legal:
            return Verdict(cost=verdict.cost, reason=Undoes(order, then.reason))
    return verdict


def judge_after(
    position: Position,
    drafted: Position,
    scenario: Scenario,
    others: Sequence[Action],
    action: Action,
) -> Verdict:
    """Return the verdict on an order once others are sealed, which led to `drafted`."""
    lever, actor = scenario.levers[action.lever], action.actor
    touched = {order.lever for order in others}

    def look(name: str) -> Floats:
        if name in touched:
            return drafted.orders.settings[name]
        return see(position, scenario).value(name)

    verdict = judge(
        lever,
        action,
        drafted.orders,
        float(drafted.moves[lever.name][0, lever.column(action.member)]),
        float(drafted.world.capital[0, scenario.actors.index(actor)]),
        look,
    )
    if verdict.reason is None and lever.part:
        reason = _paper_reason(position, scenario, others, action)
        return dataclasses.replace(verdict, reason=reason)
    return verdict


def _reason(position: Position, scenario: Scenario, actions: Sequence[Action]) -> Refusal:
    """Return why the last of these orders is refused once the others are sealed."""
    *others, action = actions
    proposals = {action.actor: as_proposals(others, scenario.levers, 1)}
    drafted, _ = seal(position, scenario, proposals)
    reason = judge_after(position, drafted, scenario, others, action).reason
    assert reason is not None, f"{action} is refused when sealed, and legal when judged"
    return reason


def _paper_reason(
    position: Position, scenario: Scenario, others: Sequence[Action], action: Action
) -> Refusal | None:
    """Return why a part of a paper is refused once the other orders are granted."""
    granting = Granting(position, scenario, action.actor)
    granting.take(as_proposals(others, scenario.levers, 1))
    lever = scenario.levers[action.lever]
    new = np.full((1, 1), action.value)
    column = lever.column(action.member)
    reasons = judge_paper(lever, column, new, granting.desk)
    return next((reason for reason, free in reasons if not free.all()), None)
