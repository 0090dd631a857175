"""A played game as one plain object: what machines read of `watch` and `replay`."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from game.commands._terminal import finite_or_none
from game.language.expression import FlipPoint, SeenTerm
from game.seat.orders_given import moves_of
from game.seat.refusals import RefusedOrder, clauses_of, refusals_of, refused_text
from game.session import Session, TurnRecord
from game.state.calendar import month_label
from game.state.levers import Action, Levers
from game.state.position import PHASES, Phase, state_hash
from game.state.scenario import Scenario
from game.turn.agreements import Owed, Paper, deals_in_force, papers_in, threats_pending
from game.turn.fates import fates_of
from game.turn.observables import read_observables
from game.turn.outcome import outcome
from game.words.conditions import as_written
from game.words.reasons import end_text

if TYPE_CHECKING:
    from agents.model import PhaseRecord
    from agents.policies.base import ComparedPlan, Foresight, Weighing


def record_game(session: Session) -> dict[str, Any]:
    """Return the turns played so far and, where the game has ended, its outcome."""
    header = session.log.header
    return {
        "scenario": header.scenario,
        "version": header.version,
        "config_hash": header.config_hash,
        "seed": header.seed,
        "profile": dict(header.profile),
        "seats": list(header.seats),
        "turns": [record_turn(turn, session.scenario) for turn in session.played],
        "clauses": [
            {
                "actor": clause.actor,
                "clause": clause.clause,
                "name": clause.name,
                "held": clause.held,
                "granted": clause.granted,
                "refused": clause.refused,
            }
            for clause in clauses_of(session)
        ],
        "outcome": _record_outcome(session) if session.over else None,
    }


def record_turn(turn: TurnRecord, scenario: Scenario) -> dict[str, Any]:
    """Return one turn: orders of both phases, fired clauses, observables at its end."""
    orders: dict[Phase, dict[str, list[str]]] = {phase: {} for phase in PHASES}
    for moved in moves_of(turn.opened, turn.phases, scenario):
        text = moved.action.text(scenario.levers)
        orders[moved.phase].setdefault(moved.lever.actor, []).append(text)
    fired: dict[str, list[dict[str, Any]]] = {}
    for phase in PHASES:
        for actor, clauses in _fired(turn.phases[phase], phase, scenario.levers).items():
            fired.setdefault(actor, []).extend(clauses)
    return {
        "date": scenario.date(turn.opened.turn),
        "measures": orders["measures"],
        "responses": orders["responses"],
        "fired": fired,
        "refused": [
            record_refused(order, scenario) for order in refusals_of(turn.phases, scenario)
        ],
        "papers": [
            _record_paper(paper) for paper in papers_in(turn.sealed.orders.settings, scenario)
        ],
        "deals": [
            _record_owed(owed, turn.closed.world.month)
            for owed in deals_in_force(turn.closed, scenario)
        ],
        "threats": [
            _record_owed(owed, turn.closed.world.month)
            for owed in threats_pending(turn.closed, scenario)
        ],
        "words": {
            actor: float(turn.closed.world.word[0, place])
            for place, actor in enumerate(scenario.actors)
        },
        "fates": _record_fates(turn, scenario),
        "observables": {
            name: finite_or_none(value)
            for name, value in read_observables(turn.closed, scenario).items()
        },
        "hash": state_hash(turn.closed),
    }


def record_refused(order: RefusedOrder, scenario: Scenario) -> dict[str, Any]:
    """Return an order that was refused: whose, why, and which clause asked for it."""
    return {
        "phase": order.phase,
        "actor": order.actor,
        "order": order.action.text(scenario.levers),
        "why": refused_text(order, scenario, typed=True),
        "clause": order.clause,
        "because": order.because,
    }


def _record_paper(paper: Paper) -> dict[str, Any]:
    return {
        "from": paper.sender,
        "to": paper.receiver,
        "kind": paper.kind,
        "gives": [term.name for term in paper.gives],
        "asks": [term.name for term in paper.asks],
        "months": paper.months,
        "start": paper.start,
        "answer": paper.answer,
    }


def _record_owed(owed: Owed, month: int) -> dict[str, Any]:
    return {
        "from": owed.giver,
        "to": owed.receiver,
        "term": owed.term.name,
        "not": owed.must_not,
        "begins_in": owed.wait,
        "months": owed.months,
        "until": month_label(month + owed.months),
    }


def _record_fates(turn: TurnRecord, scenario: Scenario) -> list[dict[str, Any]]:
    return [
        {
            "month": month_label(after.month),
            "what": fate.kind,
            "from": fate.giver,
            "to": fate.receiver,
            "terms": [term.name for term in fate.terms],
        }
        for before, after in itertools.pairwise(turn.closed.months)
        for fate in fates_of(before, after, turn.sealed.orders, scenario)
    ]


def _fired(record: PhaseRecord, phase: Phase, levers: Levers) -> dict[str, list[dict[str, Any]]]:
    return {
        actor: [
            {
                "name": fired.name,
                "because": fired.because,
                "phase": phase,
                **record_seen(fired.seen, fired.flips, levers),
                "weighing": record_weighing(fired.weighing),
                "foresight": record_foresight(fired.foresight, levers),
            }
            for fired in decision.firings
        ]
        for actor, decision in record.decisions.items()
        if decision.firings
    }


def record_action(action: Action, levers: Levers) -> dict[str, Any]:
    """Return one setting as it was ordered, by name and by number."""
    return {
        "lever": action.lever,
        "member": action.member,
        "setting": levers[action.lever].text(action.value),
        "value": action.value,
    }


def record_seen(
    seen: Sequence[SeenTerm], flips: Sequence[FlipPoint], levers: Levers
) -> dict[str, Any]:
    """Return what a clause saw, as policies write it and number by number."""
    return {
        "seen": as_written(seen, flips, levers.scales),
        "terms": [
            {"name": term.name, "previous": term.is_previous, "values": list(term.values)}
            for term in seen
        ],
        "flips": [
            {
                "name": point.name,
                "previous": point.is_previous,
                "comparison": point.comparison,
                "value": point.value,
            }
            for point in flips
        ],
    }


def record_weighing(weighing: Weighing | None) -> dict[str, Any] | None:
    """Return how a choice of a single game was weighed, option by option."""
    if weighing is None:
        return None
    return {
        "choice": weighing.choice,
        "drawn_turns_ago": int(weighing.age[0, 0]),
        "options": [
            {
                "option": option.option,
                "worth": float(option.worth[0, 0]),
                "cost": float(option.cost[0, 0]),
                "net": float(option.net[0, 0]),
                "available": bool(option.available[0, 0]),
                "odds": float(option.odds[0, 0]),
                "short": finite_or_none(float(option.short[0, 0])),
                "taken": bool(option.taken[0, 0]),
            }
            for option in weighing.options
        ],
    }


def record_foresight(foresight: Foresight | None, levers: Levers) -> dict[str, Any] | None:
    """Return what a seat that looks ahead compared in a single game, plan by plan."""
    if foresight is None:
        return None
    return {
        "stood": _record_plan(foresight.stood, levers),
        "taken": _record_plan(foresight.taken, levers),
        "others": [_record_plan(plan, levers) for plan in foresight.others],
        "rollouts": foresight.rollouts,
        "beliefs": {
            actor: [{"policy": name, "probability": odds} for name, odds in leaders]
            for actor, leaders in foresight.beliefs.items()
        },
    }


def _record_plan(plan: ComparedPlan, levers: Levers) -> dict[str, Any]:
    return {
        "policy": plan.policy,
        "held": [record_action(action, levers) for action in plan.held],
        "once": [record_action(action, levers) for action in plan.once],
        "score": plan.score,
        "ahead": plan.ahead,
        "error": plan.error,
    }


def _record_outcome(session: Session) -> dict[str, Any]:
    ended = outcome(session.model.position, session.scenario)
    return {
        "termination": ended.termination,
        "by": ended.by,
        "why": end_text(ended.why),
        "turns": ended.turns,
        "payoffs": {
            actor: {**aims, "total": ended.scores[actor]} for actor, aims in ended.aims.items()
        },
        "won": dict(ended.won),
    }
