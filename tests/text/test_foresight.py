"""What a seat may read of a rival that looks ahead: its plan, without what is not announced."""

import numpy as np
import pytest

from agents.policies.base import ComparedPlan, Decision, Firing, Foresight
from agents.strategist.plans import PLANNED
from game.state.orders import Proposal

RIVAL, READER = "beijing", "washington"


class Foreseeing:
    """Moves a covert setting, then one that is announced, and tells a plan that holds both."""

    name = "foreseeing"

    def decide(self, view, _chance):
        levers = view.levers
        held = (
            levers["smuggling_tolerance"].action(0, 2.0),
            levers["local_content"].action(0, 2.0),
        )
        plan = ComparedPlan(
            policy="reciprocal", held=held, once=held[:1], score=50.0, ahead=0.0, error=0.0
        )
        where = np.ones((1, 1), dtype=np.bool_)
        orders = tuple(
            Proposal(
                lever=lever, column=0, values=np.full((1, 1), value), where=where, clause=PLANNED
            )
            for lever, value in (("smuggling_tolerance", 2.0), ("local_content", 2.0))
        )
        foresight = Foresight(stood=plan, taken=plan, others=(plan,), rollouts=4, beliefs={})
        fired = Firing(
            clause=PLANNED, name="look ahead", because="", where=where, foresight=foresight
        )
        return Decision(proposals=orders, firings=(fired,))


@pytest.fixture
def session(begin):
    """A game in which a rival looks ahead."""
    session = begin(READER)
    session.model.actors[RIVAL].policy = Foreseeing()
    return session


def test_a_plan_of_a_rival_is_told_without_covert_orders_until_the_game_is_over(
    session, type_in, scenario
):
    during = type_in(session, "seal", "seal", "why local_content")
    assert "looked ahead and kept" in during
    assert "Local-content push: 2 of 2" in during
    assert "Smuggling tolerance" not in during
    after = type_in(session, *["seal"] * (2 * scenario.turns - 2), "why local_content")
    assert "Smuggling tolerance: lax" in after.partition("=== The end ===")[2]
