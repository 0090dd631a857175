"""Policies written as data: clauses and choices over the view, tried in order."""

from __future__ import annotations

from collections.abc import Iterable

from agents.policies.base import Decision, Firing
from agents.policies.choices import CompiledChoice
from agents.policies.clauses import CompiledClause
from game.config.schema.policy import Policy
from game.language.expression import Floats
from game.state.chance import Chance
from game.state.orders import Proposal
from game.turn.view import View

Rule = CompiledClause | CompiledChoice


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
        read = {term for clause in clauses for one in clause.reads for term in one.names}
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
        proposals: list[Proposal] = []
        firings: list[Firing] = []
        for clause in clauses:
            asked = clause.ask(view, chance, granting)
            if choices and clause is choices[-1]:
                granting = None  # nobody below weighs what is left
            if asked is None:
                continue
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
