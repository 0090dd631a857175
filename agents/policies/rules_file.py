"""Policies written as data: clauses and choices over the view, tried in order."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping

from agents.policies.base import Decision, Firing
from agents.policies.choices import CompiledChoice
from agents.policies.clauses import Asked, CompiledClause
from agents.policies.word import CompiledThreat, KeptWord
from game.config.schema.policy import Policy
from game.language.expression import Floats
from game.state.chance import Chance
from game.state.orders import Flags, Proposal
from game.turn.view import View

Rule = CompiledClause | CompiledChoice | KeptWord | CompiledThreat


class RulesFile:
    """A policy that a YAML file describes.

    Clauses and choices are tried in order, each on the same view; the first ones are the most
    urgent, since political capital is spent in that order. A choice also weighs what can still be
    had after those above it.
    """

    def __init__(
        self,
        name: str,
        spec: Policy,
        clauses: tuple[Rule, ...],
        recalled: tuple[CompiledChoice, ...] | None = None,
    ) -> None:
        """Lead by some clauses; `recalled` are choices that they may read, by default all."""
        self.spec = spec
        self._name = name
        self._clauses = clauses
        self._recalled = _choices(clauses) if recalled is None else recalled
        read = {
            term for clause in clauses for condition in clause.reads for term in condition.names
        }
        self._reads_choices = not read.isdisjoint(spec.memories)

    @property
    def name(self) -> str:
        """The policy's name in the configs."""
        return self._name

    @property
    def clauses(self) -> tuple[Rule, ...]:
        """The clauses and choices in order, measures first."""
        return self._clauses

    def without(self, index: int) -> RulesFile:
        """Return the same policy with one clause or choice switched off."""
        kept = tuple(clause for clause in self._clauses if clause.index != index)
        return RulesFile(self._name, self.spec, kept, self._recalled)

    def decide(self, view: View, chance: Chance) -> Decision:
        """Return the proposals of the clauses that fire in the view's phase."""
        clauses = [clause for clause in self._clauses if clause.phase == view.phase]
        choices = _choices(clauses)
        granting = view.granting() if choices else None
        if self._reads_choices:
            view = view.recalling(self._recall(view))
        keeper = next((clause for clause in clauses if isinstance(clause, KeptWord)), None)
        sent: dict[str, Flags] = {}
        settled: dict[tuple[str, int], Flags] = {}
        proposals: list[Proposal] = []
        firings: list[Firing] = []
        for clause in clauses:
            asked = clause.ask(view, chance, granting)
            if choices and clause is choices[-1]:
                granting = None  # nobody below weighs what is left
            if asked is None:
                continue
            if isinstance(clause, CompiledClause) and clause.paper:
                asked = _first_paper(asked, clause, sent)
            if isinstance(clause, KeptWord | CompiledThreat):
                _settle(asked.proposals, settled)
            elif keeper is not None:
                kept = (keeper.restrain(proposal, view) for proposal in asked.proposals)
                asked = dataclasses.replace(asked, proposals=tuple(_leave(kept, settled)))
            proposals += asked.proposals
            firings.append(asked.firing)
            if granting is not None:
                granting.take(asked.proposals)
        return Decision(proposals=tuple(proposals), firings=tuple(firings))

    def _recall(self, view: View) -> dict[str, Floats]:
        """Return what expressions read of the policy's own choices."""
        return {
            name: values
            for choice in self._recalled
            for name, values in choice.memories(view).items()
        }


def _choices(clauses: Iterable[Rule]) -> tuple[CompiledChoice, ...]:
    return tuple(clause for clause in clauses if isinstance(clause, CompiledChoice))


def _first_paper(asked: Asked, clause: CompiledClause, sent: dict[str, Flags]) -> Asked:
    """Return a paper without the replicates in which one above it goes to the same actor.

    A turn has room for one paper to each other actor: two would be read as one.
    """
    move = clause.moves[-1]
    receiver = move.lever.target(move.column)
    where = asked.firing.where
    before = sent.get(receiver, where & ~where)
    sent[receiver] = before | where
    return Asked(
        proposals=tuple(
            dataclasses.replace(proposal, where=proposal.where & ~before)
            for proposal in asked.proposals
        ),
        firing=dataclasses.replace(asked.firing, where=where & ~before),
    )


def _settle(proposals: Iterable[Proposal], settled: dict[tuple[str, int], Flags]) -> None:
    """Note where promises and threats settle a setting, whichever of several terms does it.

    Which terms come up differs between sets of replicates; what is settled in one must not.
    """
    for proposal in proposals:
        setting = (proposal.lever, proposal.column)
        before = settled.get(setting)
        settled[setting] = proposal.where if before is None else before | proposal.where


def _leave(
    proposals: Iterable[Proposal], settled: Mapping[tuple[str, int], Flags]
) -> Iterator[Proposal]:
    """Yield orders without the replicates in which a promise or threat has settled the setting."""
    for proposal in proposals:
        done = settled.get((proposal.lever, proposal.column))
        if done is not None:
            proposal = dataclasses.replace(proposal, where=proposal.where & ~done)
        yield proposal
