"""What actors of a single game wanted and were refused, and which clauses never did anything."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from agents.policies.rules_file import RulesFile
from game.seat.orders_given import DRAFTS
from game.state.orders import Action
from game.state.position import PHASES, Phase, Position
from game.state.scenario import Scenario
from game.turn.draft_legality import why_refused
from game.turn.engine import seal
from game.turn.legality import Refusal
from game.words.language import say
from game.words.reasons import refusal_text

if TYPE_CHECKING:
    from game.session import Session, TurnRecord


@dataclasses.dataclass(frozen=True, kw_only=True)
class RefusedOrder:
    """An order that was refused at the seal; `reason` is None of a paper refused as a whole.

    `clause` is the policy's clause that asked for it, -1 of a person.
    """

    turn: int
    phase: Phase
    actor: str
    action: Action
    clause: int
    because: str
    reason: Refusal | None


@dataclasses.dataclass(frozen=True, kw_only=True)
class ClauseRecord:
    """What became of one clause of a policy over a game, counted in phases."""

    actor: str
    clause: int
    name: str
    held: int
    granted: int
    refused: int

    @property
    def is_idle(self) -> bool:
        """Whether it never held, or held and was never granted anything."""
        return not self.granted


def refusals_of(turn: TurnRecord, scenario: Scenario) -> Iterator[RefusedOrder]:
    """Yield the orders of a turn that were refused, with the reason a person would be given."""
    position = turn.opened
    for phase in PHASES:
        record = turn.phases[phase]
        for act in turn.acts:
            if (act.phase, act.after_seal) == (phase, False):
                position = act.work(position)
        for actor, grants in record.sealed.items():
            because = {fired.clause: fired.because for fired in record.decisions[actor].firings}
            granted: list[Action] = []
            for grant in grants:
                proposal = grant.proposal
                lever = scenario.levers[proposal.lever]
                value = min(max(float(proposal.values[0, 0]), lever.low), lever.high)
                action = lever.action(proposal.column, value)
                if grant.granted[0, 0]:
                    granted.append(action)
                if grant.refused[0, 0] and lever.part not in DRAFTS:
                    yield RefusedOrder(
                        turn=turn.opened.turn,
                        phase=phase,
                        actor=actor,
                        action=action,
                        clause=proposal.clause,
                        because=because.get(proposal.clause, ""),
                        reason=why_refused(position, scenario, granted, action),
                    )
        position = _sealed(position, turn, phase, scenario)


def _sealed(position: Position, turn: TurnRecord, phase: Phase, scenario: Scenario) -> Position:
    decisions = turn.phases[phase].decisions
    proposals = {actor: decision.proposals for actor, decision in decisions.items()}
    return seal(position, scenario, proposals)[0]


def refused_text(order: RefusedOrder, scenario: Scenario, *, typed: bool = False) -> str:
    """Return why an order was refused, as a person is told it."""
    if order.reason is None:
        return say("the paper could not be sent as a whole")
    return refusal_text(order.reason, scenario.levers, typed=typed)


def clauses_of(session: Session) -> list[ClauseRecord]:
    """Return what became of every clause of the policies that have led since the game began."""
    records: list[ClauseRecord] = []
    for actor, policy in session.leaders.led_throughout(session.log).items():
        if isinstance(policy, RulesFile):
            records += _clauses(session.played, actor, policy)
    return records


def _clauses(played: Sequence[TurnRecord], actor: str, policy: RulesFile) -> Iterator[ClauseRecord]:
    phases = [record for turn in played for record in turn.phases.values()]
    for rule in policy.clauses:
        held = sum(
            any(fired.clause == rule.index for fired in record.decisions[actor].firings)
            for record in phases
        )
        grants = [
            grant
            for record in phases
            for grant in record.sealed[actor]
            if grant.proposal.clause == rule.index
        ]
        yield ClauseRecord(
            actor=actor,
            clause=rule.index,
            name=rule.name,
            held=held,
            granted=sum(bool(grant.granted[0, 0]) for grant in grants),
            refused=sum(bool(grant.refused[0, 0]) for grant in grants),
        )
