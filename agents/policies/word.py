"""What a policy does about its word: it delivers, holds back, and carries out its threats."""

from __future__ import annotations

import dataclasses

import numpy as np

from agents.policies.base import Firing
from agents.policies.clauses import Asked, Move, holds
from game.language.expression import Expression, Floats
from game.state.chance import Chance
from game.state.orders import Flags, Proposal
from game.state.position import Phase
from game.state.terms import DealTerm
from game.turn.granting import Granting
from game.turn.legality import in_phase
from game.turn.view import View


@dataclasses.dataclass(frozen=True, kw_only=True)
class KeptWord:
    """Delivers in a phase what its actor owes, as long as a condition holds.

    It comes before every clause: what was promised is paid for first.
    """

    index: int
    phase: Phase
    when: Expression
    key: str

    name = "keeps its word"
    kind = "word"
    because = "what was promised is owed"
    moves: tuple[Move, ...] = ()
    sets = "what it owes"

    @property
    def reads(self) -> tuple[Expression, ...]:
        """Every expression that it works out."""
        return (self.when,)

    def ask(self, view: View, chance: Chance, granting: Granting | None) -> Asked | None:
        """Return the orders that deliver what is owed and does not stand, None where all does."""
        proposals = []
        any_where = np.zeros((view.replicates, 1), dtype=np.bool_)
        for owing in view.owed:
            lever = view.levers[owing.term.lever]
            if not in_phase(lever, view.phase):
                continue
            now = view.value(lever.target(owing.term.column))
            where = holds(self.when, view) & ~owing.is_kept_at(now)
            if where.any():
                wanted = owing.nearest(lever, now)
                proposals.append(_order(owing.term, wanted, where, self.index))
                any_where = any_where | where
        if not proposals:
            return None
        firing = Firing(clause=self.index, name=self.name, because=self.because, where=any_where)
        return Asked(proposals=tuple(proposals), firing=firing)

    def restrain(self, proposal: Proposal, view: View) -> Proposal:
        """Return an order without the replicates in which it would break what is owed."""
        for owing in view.owed:
            if (owing.term.lever, owing.term.column) == (proposal.lever, proposal.column):
                lever = view.levers[proposal.lever]
                now = view.value(lever.target(proposal.column))
                breaks = owing.is_kept_at(now) & ~owing.is_kept_at(proposal.values)
                breaks = breaks & holds(self.when, view)
                proposal = dataclasses.replace(proposal, where=proposal.where & ~breaks)
        return proposal


@dataclasses.dataclass(frozen=True, kw_only=True)
class CompiledThreat:
    """Carries out what a refused demand threatened, with some probability."""

    index: int
    paper: str
    terms: tuple[DealTerm, ...]
    chance: float
    because: str
    key: str

    phase: Phase = "measures"
    kind = "threat"
    moves: tuple[Move, ...] = ()

    @property
    def name(self) -> str:
        """What tables call it among the conditions of clauses."""
        return f"threat of {self.paper}"

    @property
    def reads(self) -> tuple[Expression, ...]:
        """Every expression that it works out: none."""
        return ()

    @property
    def sets(self) -> str:
        """What it carries out."""
        return ", ".join(term.name for term in self.terms)

    def ask(self, view: View, chance: Chance, granting: Granting | None) -> Asked | None:
        """Return the orders that carry out the threat, None where none is defied."""
        where = np.ones((view.replicates, 1), dtype=np.bool_)
        for term in self.terms:
            where = where & view.is_pending(term.name)
        if not where.any():
            return None
        where = where & (chance.uniform(self.key) < self.chance)
        if not where.any():
            return None
        proposals = []
        for term in self.terms:
            lever = view.levers[term.lever]
            now = view.value(lever.target(term.column))
            wanted = np.minimum(np.maximum(now, term.low or 0.0), term.high or 0.0)
            proposals.append(_order(term, wanted, where, self.index))
        firing = Firing(clause=self.index, name=self.name, because=self.because, where=where)
        return Asked(proposals=tuple(proposals), firing=firing)


def _order(term: DealTerm, wanted: Floats, where: Flags, clause: int) -> Proposal:
    return Proposal(lever=term.lever, column=term.column, values=wanted, where=where, clause=clause)
