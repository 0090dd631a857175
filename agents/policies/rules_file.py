"""Policies written as data: clauses over the view, compiled once to array code."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping

import numpy as np

from agents.policies.base import Decision, Firing
from game.config.schema.cast import Clause, DatedMove, Policy
from game.config.schema.fields import Step
from game.errors import UserError
from game.language.expression import (
    Expression,
    Floats,
    compile_expression,
    flip_points,
    see_terms,
)
from game.language.settings import name_settings
from game.state.arrays import fill_rows
from game.state.calendar import count_months, month_label
from game.state.chance import Chance
from game.state.orders import Flags, Lever, Levers, Proposal
from game.state.position import Phase
from game.turn.view import View


@dataclasses.dataclass(frozen=True, kw_only=True)
class Move:
    """What a clause does to one setting: exactly one of `step`, `value` and `formula` is given."""

    lever: Lever
    column: int
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
            steps = np.rint((np.clip(wanted, lever.low, lever.high) - lever.low) / lever.step)
            return fill_rows(lever.low + steps * lever.step, view.replicates)
        assert self.step is not None
        now = view.value(lever.target(self.column))
        return np.clip(now + self.step * lever.step, lever.low, lever.high)


@dataclasses.dataclass(frozen=True, kw_only=True)
class CompiledClause:
    """One clause, ready for any number of replicates.

    `month` is the month of a dated move, counted from January 2022, and None for a clause.
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

    def holds(self, view: View, chance: Chance, months_per_turn: int) -> Flags:
        """Return where the clause fires, (R, 1)."""
        if self.month is not None:
            ahead = self.month - view.value("month")
            due: Flags = (ahead > 0.0) & (ahead <= months_per_turn)
            return due
        value = fill_rows(self.when.evaluate(view.value, view.previous), view.replicates)
        held: Flags = value != 0.0
        if self.cooldown:
            held = held & (view.turns_since(self.key) > self.cooldown)
        if self.chance < 1.0:
            held = held & (chance.uniform(self.key) < self.chance)
        return held


class RulesFile:
    """A policy that a YAML file describes.

    Clauses are tried in order, each on the same view; the first ones are the most urgent, since
    political capital is spent in that order.
    """

    def __init__(
        self,
        name: str,
        spec: Policy,
        clauses: tuple[CompiledClause, ...],
        months_per_turn: int,
    ) -> None:
        self.spec = spec
        self._name = name
        self._clauses = clauses
        self._months_per_turn = months_per_turn

    @property
    def name(self) -> str:
        """The policy's name in the configs."""
        return self._name

    @property
    def clauses(self) -> tuple[CompiledClause, ...]:
        """The clauses in order, measures first."""
        return self._clauses

    def without(self, index: int) -> RulesFile:
        """Return the same policy with one clause switched off."""
        kept = tuple(clause for clause in self._clauses if clause.index != index)
        return RulesFile(self._name, self.spec, kept, self._months_per_turn)

    def decide(self, view: View, chance: Chance) -> Decision:
        """Return the proposals of the clauses that fire in the view's phase."""
        proposals: list[Proposal] = []
        firings: list[Firing] = []
        for clause in self._clauses:
            if clause.phase != view.phase:
                continue
            where = clause.holds(view, chance, self._months_per_turn)
            if not where.any():
                continue
            firings.append(_fire(clause, where, view))
            proposals += [
                Proposal(
                    lever=move.lever.name,
                    column=move.column,
                    values=move.target(view),
                    where=where,
                    clause=clause.index,
                    key=clause.key if clause.cooldown else "",
                )
                for move in clause.moves
            ]
        return Decision(proposals=tuple(proposals), firings=tuple(firings))


def _fire(clause: CompiledClause, where: Flags, view: View) -> Firing:
    fired = Firing(clause=clause.index, name=clause.name, because=clause.because, where=where)
    if view.replicates > 1 or clause.month is not None:
        return fired
    seen = see_terms(clause.when, view.value, view.previous)
    return dataclasses.replace(fired, seen=seen, flips=flip_points(clause.when))


def compile_policy(
    name: str,
    policy: Policy,
    levers: Levers,
    names: Collection[str],
    months_per_turn: int,
    place: str = "",
) -> RulesFile:
    """Compile a policy file.

    `names` are those its actor may see.

    Raises
    ------
    UserError
        If a clause reads or sets what its actor may not, or sets what does not exist.
    """
    compiler = _Compiler(policy.actor, levers, names, place or name)
    clauses = [
        *(compiler.clause(clause, "measures") for clause in policy.measures),
        *(compiler.clause(clause, "responses") for clause in policy.response),
        *(compiler.dated(move) for move in policy.dated),
    ]
    return RulesFile(name, policy, tuple(clauses), months_per_turn)


class _Compiler:
    """Compiles the clauses of one policy, counting them."""

    def __init__(self, actor: str, levers: Levers, names: Collection[str], place: str) -> None:
        self._actor = actor
        self._levers = levers
        self._names = names
        self._place = place
        self._count = 0

    def clause(self, clause: Clause, phase: Phase) -> CompiledClause:
        return self._build(
            phase=phase,
            when=compile_expression(clause.when, self._names),
            month=None,
            settings=clause.set,
            because=clause.because or "",
            chance=clause.chance,
            cooldown=clause.cooldown,
        )

    def dated(self, move: DatedMove) -> CompiledClause:
        return self._build(
            phase="responses" if move.phase == "response" else "measures",
            when=compile_expression("true"),
            month=count_months(move.on),
            settings=move.set,
            because=move.because or "",
            chance=1.0,
            cooldown=0,
        )

    def _build(
        self,
        *,
        phase: Phase,
        when: Expression,
        month: int | None,
        settings: Mapping[str, float | str | Step],
        because: str,
        chance: float,
        cooldown: int,
    ) -> CompiledClause:
        index = self._count
        self._count += 1
        moves = [self._move(target, setting) for target, setting in settings.items()]
        if phase == "responses":
            self._check_menu(moves)
        condition = name_settings(when.text, self._levers.scales, is_condition=True)
        return CompiledClause(
            index=index,
            name=condition if month is None else f"in {month_label(month)}",
            phase=phase,
            when=when,
            month=month,
            moves=tuple(moves),
            because=because,
            chance=chance,
            cooldown=cooldown,
            key=f"policy:{self._actor}:{index}",
        )

    def _move(self, target: str, setting: float | str | Step) -> Move:
        lever, column = self._levers.find(target, self._place, self._actor)
        if isinstance(setting, Step):
            return Move(lever=lever, column=column, step=setting.by)
        if isinstance(setting, str) and setting.startswith("="):
            formula = compile_expression(setting[1:].strip(), self._names)
            return Move(lever=lever, column=column, formula=formula)
        value = lever.parse(f"{setting:g}" if isinstance(setting, float) else setting, self._place)
        return Move(lever=lever, column=column, value=value)

    def _check_menu(self, moves: list[Move]) -> None:
        for move in moves:
            if not move.lever.response:
                raise UserError(
                    self._place,
                    f"{move.lever.name!r} is not on the response menu",
                    "set it under measures",
                )
