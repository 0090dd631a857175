"""A policy for any seat that looks ahead: it plays what does best in the worlds it may be in."""

from __future__ import annotations

import functools

import numpy as np

from agents.policies.base import Decision, Policy
from agents.strategist.candidates import Candidates
from agents.strategist.halving import (
    FINALISTS,
    SHARES,
    Comparison,
    best_first,
    compare,
    halve,
    joined,
    rollouts_each,
)
from agents.strategist.imagined import imagined_games
from agents.strategist.outlook import Imagination, LeftOpen
from agents.strategist.plan_rollouts import PlanRollouts, RolloutPlayer, play_arrays
from agents.strategist.plans import join
from agents.strategist.possible_leaders import LineUp
from agents.strategist.recall import Memory
from agents.strategist.size import Size
from agents.strategist.telling import tell
from game.mathematics import Traced
from game.mathematics.traced import UntraceableError
from game.state.chance import Chance
from game.turn.view import View

# Rollouts of the last round are none of those before: the best of many is best by luck too.
FRESH = 100_000


class Strategist:
    """Compares plans by rollouts from its own view, and plays the best.

    A plan is an ordinary policy of the seat that goes on, with settings held against it. What is
    taken stands: the next turn begins with it, and only what is clearly better takes its place.

    Parameters
    ----------
    play
        How rollouts are played; every way leads to the same orders (docs/fused.md).
    """

    def __init__(
        self,
        line_up: LineUp,
        actor: str,
        size: Size,
        name: str = "strategist",
        play: RolloutPlayer = play_arrays,
    ) -> None:
        self.name = name
        self.size = size
        self.line_up, self._actor, self._play = line_up, actor, play
        self.leader = line_up.leaders[actor]
        self._candidates = Candidates(self.leader, size.policies)
        self.memory = Memory(self.leader, line_up.usual(actor))

    @functools.cached_property
    def imagination(self) -> Imagination:
        return Imagination(imagined_games(self.line_up, self.size), self._actor)

    @property
    def stand_in(self) -> Policy:
        """The ordinary policy that leads the seat where somebody else looks ahead."""
        return self.leader.policies[self.line_up.usual(self._actor)]

    def decide(self, view: View, chance: Chance) -> Decision:
        """Return the orders of the best plan that is found."""
        if isinstance(view.value("capital"), Traced):
            raise UntraceableError("a strategist plays games ahead, which no kernel can")
        outlook = self.imagination.outlook(view, self.size.worlds).with_leaders(self.size.leaders)
        search = self._plan if view.phase == "measures" else self._respond
        compared = search(view, outlook)
        plans = compared.plans.take(compared.taken[:, np.newaxis])
        orders = self.leader.decide_by(plans, view, chance)
        # Before any order: a note asks for a setting as it stands, and after one it would undo it.
        notes = self.memory.note(plans, view) if view.phase == "measures" else ()
        fired = tell(compared, outlook, self.line_up.leaders, view)
        return Decision(proposals=(*notes, *orders.proposals), firings=(*orders.firings, *fired))

    def _plan(self, view: View, outlook: LeftOpen) -> Comparison:
        """Return the plans of the last round: policies first, then single changes, then several."""
        score = PlanRollouts(self.line_up, self._actor, outlook, self._play).scores
        few, wide, deep = (share * self.size.rollouts for share in SHARES)
        standing = self.memory.recall(view, 1.0)
        centre = standing
        if not view.turn:
            bases = self._candidates.bases(standing)
            scores = score(bases, 0, rollouts_each(few, bases.count))
            centre = bases.take(best_first(scores)[:, :1])
        changes = self._candidates.changes(centre, view.turn)
        left, scores = halve(score, changes, wide, self.size.rounds)
        finalists = left.take(best_first(scores)[:, :FINALISTS])
        last = join([standing, centre, finalists, joined(left, scores)])
        each = rollouts_each(deep, last.count)
        return compare(last, score(last, FRESH, each), self.size.errors)

    def _respond(self, view: View, outlook: LeftOpen) -> Comparison:
        """Return single orders compared with what stands, after the others' are revealed."""
        score = PlanRollouts(self.line_up, self._actor, outlook, self._play).scores
        standing = self.memory.recall(view, 0.0)
        orders = self._candidates.responses(standing)
        budget = self.size.rollouts * self.size.response_share
        scores = score(orders, FRESH, rollouts_each(budget, orders.count))
        # The best of so many is best by luck too: it has to be the surer.
        return compare(orders, scores, self.size.errors + 1.0)
