"""What a seat that looks ahead compared: plans, what each comes to, by how much, how surely."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.state.levers import Levers
from game.words.language import say, say_config, say_count
from game.words.names import order_text
from game.words.numbers import amount, listed, tenths

if TYPE_CHECKING:
    from collections.abc import Mapping

    from agents.policies.base import ComparedPlan, Foresight
    from game.state.position import Phase

# Orders of a plan that are named; further ones are counted.
MOST_ORDERS = 4


def plan_text(plan: ComparedPlan, levers: Levers) -> str:
    """Return a plan: the policy that goes on, what is held against it, what is ordered once."""
    held = say("hold still") if plan.policy == "nothing" else policy_text(plan.policy)
    orders = [order_text(action, levers) for action in (*plan.once, *plan.held)]
    if not orders:
        return held
    named = say(", ").join(orders[:MOST_ORDERS])
    more = len(orders) - MOST_ORDERS
    if more > 0:
        named = say("{orders} and {count} more", orders=named, count=more)
    return say("{policy}, with {orders}", policy=held, orders=named)


def policy_text(name: str) -> str:
    """Return what a policy is called by its name in the configs."""
    return say_config(name.replace("_", " "))


def ahead_text(foresight: Foresight, levers: Levers) -> str:
    """Return what was taken, against what stood, and how surely it is better."""
    taken, stood = foresight.taken, foresight.stood
    if taken != stood:
        return say(
            "looked ahead and took {plan}: {score}, {ahead} ± {error} ahead of {stood}",
            plan=plan_text(taken, levers),
            score=amount(taken.score, "points"),
            ahead=tenths(taken.ahead),
            error=tenths(taken.error),
            stood=plan_text(stood, levers),
        )
    kept = say(
        "looked ahead and kept {plan}: {score}",
        plan=plan_text(stood, levers),
        score=amount(stood.score, "points"),
    )
    if not foresight.others:
        return kept
    best = foresight.others[0]
    return say(
        "{kept}; next was {plan}, {ahead} ± {error} against it",
        kept=kept,
        plan=plan_text(best, levers),
        ahead=signed(best.ahead),
        error=tenths(best.error),
    )


def compared_text(foresight: Foresight, levers: Levers) -> str:
    """Return the further plans that were compared, the best first, and over how many rollouts."""
    count = say_count(
        "over {count} rollout of the same luck",
        "over {count} rollouts of the same luck",
        foresight.rollouts,
    )
    if not foresight.others:
        return count
    plans = [
        say(
            "{plan} {ahead} ± {error}",
            plan=plan_text(plan, levers),
            ahead=signed(plan.ahead),
            error=tenths(plan.error),
        )
        for plan in foresight.others
    ]
    return say("{count}, against {plans}", count=count, plans=say("; ").join(plans))


def belief_text(foresight: Foresight, titles: Mapping[str, str]) -> str:
    """Return by whom each other actor is believed to be led; `titles` names the actors."""
    return say("; ").join(
        say(
            "{actor}: {policies}",
            actor=titles[actor],
            policies=listed(
                [
                    say("{policy} {odds}", policy=policy_text(name), odds=amount(odds, "share"))
                    for name, odds in leaders
                ]
            ),
        )
        for actor, leaders in foresight.beliefs.items()
    )


def foresight_lines(
    foresight: Foresight, phase: Phase, levers: Levers, titles: Mapping[str, str]
) -> tuple[str, str, str]:
    """Return what was taken in a phase, what it was compared with, and what was believed."""
    return (
        f"{ahead_text(foresight, levers)} ({phase})",
        compared_text(foresight, levers),
        f"believed {belief_text(foresight, titles)}",
    )


def signed(points: float) -> str:
    """Return points with their sign."""
    return f"{'-' if points < 0 else '+'}{tenths(abs(points))}"
