"""What actors of a single game wanted and were refused, and which clauses never did anything."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from agents.clause_counts import count_clauses
from agents.policies.rules_file import RulesFile
from game.seat.orders_given import DRAFTS
from game.state.levers import Action
from game.state.position import PHASES, Phase
from game.state.scenario import Scenario
from game.turn.draft_legality import why_refused
from game.turn.granting import Grant
from game.turn.legality import Refusal
from game.words.language import say, say_config, say_count
from game.words.names import order_text
from game.words.numbers import quarter_text
from game.words.reasons import refusal_text

if TYPE_CHECKING:
    from agents.model import PhaseRecord
    from game.session import Session


@dataclasses.dataclass(frozen=True, kw_only=True)
class RefusedOrder:
    """An order that was refused at the seal.

    `clause` is the policy's clause that asked for it, -1 of a person. `reason` is None of an order
    that was refused for another one's sake: what belongs together is granted as a whole.
    """

    phase: Phase
    actor: str
    action: Action
    clause: int
    because: str
    reason: Refusal | None
    covert: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class ClauseRecord:
    """What became of one clause of a policy over a game, counted in phases."""

    actor: str
    clause: int
    name: str
    held: int
    granted: int
    refused: int


def refusals_of(phases: Mapping[Phase, PhaseRecord], scenario: Scenario) -> Iterator[RefusedOrder]:
    """Yield the orders of a single game that were refused, with the reason a person is given."""
    for phase in PHASES:
        if phase not in phases:
            return
        for actor in phases[phase].sealed:
            yield from _refused(phases[phase], phase, actor, scenario)


def _refused(
    record: PhaseRecord, phase: Phase, actor: str, scenario: Scenario
) -> Iterator[RefusedOrder]:
    levers = scenario.levers
    because = {fired.clause: fired.because for fired in record.decisions[actor].firings}
    granted: list[Action] = []
    for key, group in itertools.groupby(record.sealed[actor], key=_package):
        # The orders of a package are judged as if those before them in it had been granted.
        tried, orders = list(granted), []
        for grant in group:
            lever = levers[grant.proposal.lever]
            action = _action_of(grant, scenario)
            if grant.refused[0, 0]:
                reason = why_refused(record.opened, scenario, tried, action)
                order = RefusedOrder(
                    phase=phase,
                    actor=actor,
                    action=action,
                    clause=grant.proposal.clause,
                    because=because.get(grant.proposal.clause, ""),
                    reason=reason,
                    covert=lever.covert,
                )
                orders.append(order)
            if grant.granted[0, 0]:
                granted.append(action)
            if key or grant.granted[0, 0]:
                tried.append(action)
        whole = [order for order in orders if levers[order.action.lever].part not in DRAFTS]
        yield from [order for order in whole if order.reason is not None] or whole


def _package(grant: Grant) -> str:
    return grant.proposal.key if grant.proposal.is_package else ""


def _action_of(grant: Grant, scenario: Scenario) -> Action:
    lever = scenario.levers[grant.proposal.lever]
    value = min(max(float(grant.proposal.values[0, 0]), lever.low), lever.high)
    return lever.action(grant.proposal.column, value)


def public_refusals(refused: Iterable[RefusedOrder], reader: str) -> list[RefusedOrder]:
    """Return the refusals that a seat may hear of: its own, and of what would be announced."""
    return [order for order in refused if not order.covert or order.actor == reader]


def refused_text(order: RefusedOrder, scenario: Scenario, *, typed: bool = False) -> str:
    """Return why an order was refused, as a person is told it."""
    if order.reason is None:
        return say("what belongs to it was refused")
    return refusal_text(order.reason, scenario.levers, typed=typed)


def wanted_text(order: RefusedOrder, scenario: Scenario) -> str:
    """Return what was wanted and why it was refused."""
    return say(
        "Wanted {order}; refused: {why}",
        order=order_text(order.action, scenario.levers),
        why=refused_text(order, scenario),
    )


def clauses_of(session: Session) -> list[ClauseRecord]:
    """Return what became of every clause of the policies that have led since the game began."""
    phases = [record for turn in session.played for record in turn.phases.values()]
    if not phases:
        return []
    return [
        ClauseRecord(
            actor=actor,
            clause=count.index,
            name=count.name,
            held=int(count.held[0]),
            granted=int(count.granted[0]),
            refused=int(count.refused[0]),
        )
        for actor, policy in session.leaders.led_throughout(session.log).items()
        if isinstance(policy, RulesFile)
        for count in count_clauses(actor, policy, phases)
    ]


def idle_texts(records: Sequence[ClauseRecord]) -> list[str]:
    """Return the clauses that did nothing in words: never held, or never granted anything."""
    return [f"{record.name}: {_idle_text(record)}" for record in records if not record.granted]


def idle_by_actor(session: Session) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the clauses that never held or were never granted anything, by their actor's title."""
    titles = {name: say_config(role.title) for name, role in session.scenario.roles.items()}
    records = itertools.groupby(clauses_of(session), key=lambda record: record.actor)
    idle = ((titles[actor], tuple(idle_texts(list(clauses)))) for actor, clauses in records)
    return tuple((title, texts) for title, texts in idle if texts)


def refusals_by_turn(session: Session) -> list[tuple[str, str, str]]:
    """Return all that was refused in a game: the date, the actor, what was wanted and why not."""
    scenario = session.scenario
    return [
        (quarter_text(scenario.date(turn.opened.turn)), order.actor, wanted_text(order, scenario))
        for turn in session.played
        for order in refusals_of(turn.phases, scenario)
    ]


def _idle_text(record: ClauseRecord) -> str:
    if not record.held:
        return say("never held")
    if record.refused:
        return say_count(
            "held {count} time, refused each time", "held {count} times, refused each time",
            record.held,
        )  # fmt: skip
    return say_count(
        "held {count} time, nothing to move", "held {count} times, nothing to move", record.held
    )
