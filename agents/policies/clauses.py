"""Clauses of a policy file, compiled once to array code: when they fire, and what they set."""

from __future__ import annotations

import dataclasses

import numpy as np

from agents.policies.base import Firing
from game.language.expression import Expression, Floats, flip_points, see_terms
from game.mathematics import Traced
from game.state.arrays import fill_rows
from game.state.chance import Chance
from game.state.levers import Lever
from game.state.orders import Flags, Proposal
from game.state.position import Phase
from game.turn.granting import Granting
from game.turn.view import View


@dataclasses.dataclass(frozen=True, kw_only=True)
class Move:
    """What a clause does to one setting: exactly one of `step`, `value` and `formula` is given.

    `text` is how a policy file writes it: `tariff +1`, `chip_ceiling = oct_2023`.
    """

    lever: Lever
    column: int
    text: str
    step: int | None = None
    value: float | None = None
    formula: Expression | None = None

    def target(self, view: View) -> Floats:
        """Return the wanted setting, (R, 1), inside the lever's bounds and on its grid."""
        lever = self.lever
        if self.value is not None:
            return np.full((view.replicates, 1), self.value)
        if self.formula is not None:
            wanted = self.formula.evaluate(view.value, view.previous)
            return fill_rows(lever.nearest(wanted), view.replicates)
        assert self.step is not None
        now = view.value(lever.target(self.column))
        return lever.away(now, self.step)

    def proposal(self, view: View, where: Flags, clause: int, key: str = "") -> Proposal:
        """Return the order of this move in the replicates marked by `where`."""
        return Proposal(
            lever=self.lever.name,
            column=self.column,
            values=self.target(view),
            where=where,
            clause=clause,
            key=key,
        )


@dataclasses.dataclass(frozen=True, kw_only=True)
class Asked:
    """What one clause asks for in a phase, and the note of its firing."""

    proposals: tuple[Proposal, ...]
    firing: Firing


@dataclasses.dataclass(frozen=True, kw_only=True)
class CompiledClause:
    """One clause, ready for any number of replicates.

    `month` is the month of a dated move, counted from January 2022, and None for a clause. `paper`
    is the name of the paper that it sends, as one package, "" where it sends none.
    """

    index: int
    name: str
    phase: Phase
    when: Expression
    month: int | None
    moves: tuple[Move, ...]
    because: str
    chance: float
    cooldown: int
    key: str
    months_per_turn: int
    paper: str = ""

    @property
    def kind(self) -> str:
        """What it is in a policy file: a clause, a dated move or a paper."""
        if self.paper:
            return "paper"
        return "clause" if self.month is None else "dated move"

    @property
    def reads(self) -> tuple[Expression, ...]:
        """Every expression that it works out."""
        return (self.when, *(move.formula for move in self.moves if move.formula is not None))

    @property
    def sets(self) -> str:
        """Its moves as a policy file writes them."""
        return ", ".join(move.text for move in self.moves)

    def holds(self, view: View, chance: Chance) -> Flags:
        """Return where the clause fires, (R, 1)."""
        if self.month is not None:
            ahead = self.month - view.value("month")
            due: Flags = (ahead > 0.0) & (ahead <= self.months_per_turn)
            return due
        held = holds(self.when, view)
        if self.cooldown:
            held = held & (view.turns_since(self.key) > self.cooldown)
        if self.chance < 1.0:
            held = held & (chance.uniform(self.key) < self.chance)
        return held

    def ask(self, view: View, chance: Chance, granting: Granting | None) -> Asked | None:
        """Return what the clause asks for, None where it fires nowhere."""
        where = self.holds(view, chance)
        if not where.any():
            return None
        key = self.key if self.cooldown or self.paper else ""
        proposals = tuple(
            dataclasses.replace(
                move.proposal(view, where, self.index, key), is_package=bool(self.paper)
            )
            for move in self.moves
        )
        return Asked(proposals=proposals, firing=self._fire(where, view))

    def _fire(self, where: Flags, view: View) -> Firing:
        fired = Firing(clause=self.index, name=self.name, because=self.because, where=where)
        if view.replicates > 1 or self.month is not None or isinstance(where, Traced):
            return fired
        seen = see_terms(self.when, view.value, view.previous)
        return dataclasses.replace(fired, seen=seen, flips=flip_points(self.when))


def holds(condition: Expression, view: View) -> Flags:
    """Return where a condition holds, (R, 1)."""
    value = fill_rows(condition.evaluate(view.value, view.previous), view.replicates)
    held: Flags = value != 0.0
    return held
