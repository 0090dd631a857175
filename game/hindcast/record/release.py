"""Who leads an actor when: the record up to a month, its ordinary policy from then on."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence

from agents.cast import choose_policy
from agents.policies.base import Decision, Policy
from agents.policies.choices import CompiledChoice
from agents.policies.clauses import CompiledClause
from agents.policies.compiler import compile_policy
from agents.policies.rules_file import Rule, RulesFile
from game.config.library import Library
from game.errors import UserError, did_you_mean
from game.hindcast.record.moves import POLICY, Record, month_of
from game.mathematics import power
from game.state.calendar import quarter_start
from game.state.chance import Chance
from game.state.periods import read_month
from game.state.scenario import Scenario
from game.turn.view import View, visible_names

# Ordinary policies are written for turns of a quarter.
ORDINARY_TURN = 3
# The record ends with 2025, but for orders that it dates later.
FREE_FROM = 48


@dataclasses.dataclass(frozen=True, kw_only=True)
class Release:
    """An actor is led by its ordinary policy from a month on."""

    actor: str
    month: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class Stretch:
    """A policy that leads from a month on."""

    first: int
    policy: Policy


class LedInTurn:
    """An actor led by one policy after the other."""

    def __init__(self, stretches: Sequence[Stretch]) -> None:
        self._stretches = tuple(stretches)

    @property
    def name(self) -> str:
        """The names of the policies, in turn."""
        return ", then ".join(stretch.policy.name for stretch in self._stretches)

    def decide(self, view: View, chance: Chance) -> Decision:
        """Return the orders of the policy whose turn it is."""
        month = int(view.value("month")[0, 0]) + 1
        started = [stretch for stretch in self._stretches if stretch.first <= month]
        return started[-1].policy.decide(view, chance)


def read_release(text: str, scenario: Scenario) -> Release:
    """Read `beijing@2024-06`.

    Raises
    ------
    UserError
        If it names no actor or no month of the hindcast.
    """
    actor, at, date = text.partition("@")
    if not at:
        raise UserError("--free", f"{text!r} has no date", "write ACTOR@2024-06")
    if actor not in scenario.actors:
        raise UserError("--free", f"unknown actor {actor!r}", did_you_mean(actor, scenario.actors))
    month = read_month(date, "--free")
    if not scenario.start < month <= scenario.start + scenario.turns * scenario.months_per_turn:
        raise UserError("--free", f"{date} is outside the hindcast", "2022-01 to 2026-12")
    return Release(actor=actor, month=month)


def end_of_record(record: Record, actor: str) -> int:
    """Return the first month in which the record has nothing more to say of an actor."""
    dated = [month_of(move) + 1 for move in record[actor].dated]
    return max([FREE_FROM, *dated])


def release_months(record: Record, releases: Sequence[Release]) -> dict[str, int]:
    """Return the month from which each actor is free: the end of its record, or as released."""
    months = {actor: end_of_record(record, actor) for actor in record}
    return months | {release.actor: release.month for release in releases}


def lead(
    scenario: Scenario, record: Record, months: Mapping[str, int], library: Library
) -> dict[str, Policy]:
    """Return who leads each actor: the record until its month, its ordinary policies from then."""
    return {
        actor: LedInTurn(
            [
                Stretch(first=scenario.start, policy=_compile(scenario, actor, record)),
                *(
                    Stretch(first=max(first, months[actor]), policy=policy)
                    for first, last, policy in ordinary(scenario, actor, library)
                    if last > months[actor]
                ),
            ]
        )
        for actor in scenario.actors
    }


def ordinary(scenario: Scenario, actor: str, library: Library) -> list[tuple[int, float, Policy]]:
    """Return the policies that lead an actor when it is free, each from a month up to another.

    They are those of the shipped scenarios of each time, so that an actor freed in 2023 changes its
    manner in 2025 as the scenarios say; the first of them also leads before its own time.
    """
    spans = sorted(
        (quarter_start(config.start), config.policies[actor])
        for config in library.scenarios.values()
        if config.months_per_turn == ORDINARY_TURN and not config.extends
    )
    starts = [scenario.start, *(first for first, _ in spans[1:])]
    ends = [*starts[1:], math.inf]
    return [
        (first, last, pace(choose_policy(scenario, actor, name, library), scenario.months_per_turn))
        for first, last, (_, name) in zip(starts, ends, spans, strict=True)
    ]


def pace(policy: Policy, months_per_turn: int) -> Policy:
    """Return an ordinary policy for shorter turns: in a quarter it does what it did before.

    Measures are taken when a quarter begins, on what has changed over the last one. Responses may
    come in any month: a clause of them fires at most once in a quarter, and by chance as often in a
    quarter as it did. Clauses rest, and choices hold, for as many quarters as they did turns.
    """
    if not isinstance(policy, RulesFile) or months_per_turn >= ORDINARY_TURN:
        return policy
    turns = ORDINARY_TURN // months_per_turn
    clauses = tuple(_pace_clause(clause, turns, policy.name) for clause in policy.clauses)
    return Paced(RulesFile(policy.name, policy.spec, clauses), turns)


class Paced:
    """A policy that takes its measures once in so many turns."""

    def __init__(self, policy: RulesFile, turns: int) -> None:
        self._policy = policy
        self._turns = turns

    @property
    def name(self) -> str:
        """The name of the policy."""
        return self._policy.name

    def decide(self, view: View, chance: Chance) -> Decision:
        """Return the orders of the phase; no measures but in a quarter's first month."""
        month = int(view.value("month")[0, 0]) + 1
        if view.phase == "measures" and month % ORDINARY_TURN:
            return Decision()
        return self._policy.decide(view.paced(self._turns), chance)


def _pace_clause(clause: Rule, turns: int, policy: str) -> Rule:
    key = f"{clause.key}:{policy}"
    if isinstance(clause, CompiledChoice):
        return dataclasses.replace(clause, hold=turns * clause.hold, key=key)
    if not isinstance(clause, CompiledClause):
        # Promises and threats keep to months, not to turns.
        return dataclasses.replace(clause, key=key)
    if clause.phase == "measures":
        return dataclasses.replace(clause, cooldown=turns * clause.cooldown, key=key)
    return dataclasses.replace(
        clause,
        cooldown=turns * (clause.cooldown + 1) - 1,
        chance=1.0 - float(power(1.0 - clause.chance, 1.0 / turns)),
        key=key,
    )


def _compile(scenario: Scenario, actor: str, record: Record) -> RulesFile:
    names = visible_names(scenario, actor)
    dated = record[actor].model_copy(update={"measures": (), "response": ()})
    return compile_policy(POLICY, dated, scenario.levers, names, scenario.months_per_turn)
