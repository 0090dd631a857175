"""The turns in which a seat's score moved most, and what moved it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from game.ahead.odds import other_seed
from game.errors import UserError
from game.seat.debrief.account import AimMoved, TurningPoint
from game.seat.disclosure import disclosed_text, hidden_as
from game.seat.orders_given import deeds_of
from game.state.chance import Chance
from game.state.orders import Flags, Proposal
from game.state.paired_chance import PairedChance
from game.state.position import PHASES, Phase, Position
from game.state.reading import Term
from game.state.replicate_rows import pick_rows
from game.state.scenario import Aim
from game.state.ties import above, at_least, largest_first, order
from game.turn.engine import pass_months, seal
from game.turn.outcome import score_aims, total_scores
from game.why.breakdown import explain_quantity, split_aim, split_rule
from game.why.explain import (
    Explanation,
    Origin,
    Share,
    TracedTurn,
    describe_number,
    is_field,
    rule_says,
    trace_turn,
)
from game.words.language import say, say_config
from game.words.numbers import amount, difference, minus, quarter_text, upper_first

if TYPE_CHECKING:
    from game.session import Session, TurnRecord

MOST, LEAST_CHANGE = 3, 0.5
MOST_AIMS, MOST_CAUSES = 2, 4
# Causes smaller than this share of the largest are not told.
SLIGHT = 0.04
# Other draws of a turn's luck against which the real one is held.
OTHER_LUCK = 96


def read_totals(session: Session, actor: str) -> tuple[float, ...]:
    """Return a seat's true score at the opening and after each turn played."""
    scenario = session.scenario
    first = session.played[0]
    opening = sum(
        aim.weight * split_aim(aim, first.opened, first.closed).before
        for aim in scenario.aims[actor]
    )
    after = (total_scores(score_aims(t.closed, scenario), scenario) for t in session.played)
    return (opening, *(float(totals[actor][0, 0]) for totals in after))


def largest_turns(totals: tuple[float, ...]) -> tuple[int, ...]:
    """Return the turns, counted from 0, in which a score moved most, the earliest first."""
    changes = np.abs(np.diff(totals))
    largest = order(changes, descending=True)[:MOST]
    return tuple(sorted(int(turn) for turn in largest if at_least(changes[turn], LEAST_CHANGE)))


def read_turning_point(
    session: Session, actor: str, number: int, totals: tuple[float, ...]
) -> TurningPoint:
    """Return what happened to a seat's score in a turn, and why."""
    turn, scenario = session.played[number], session.scenario
    change = totals[number + 1] - totals[number]
    yours, luck = _split(session, turn, actor, totals[number + 1])
    deeds = deeds_of(turn.opened, turn.phases, scenario)
    return TurningPoint(
        turn=number,
        date=quarter_text(scenario.date(turn.opened.turn)),
        before=totals[number],
        after=totals[number + 1],
        yours=yours,
        luck=luck,
        orders=tuple(upper_first(deed.text) for deed in deeds if deed.actor == actor),
        others=tuple(upper_first(deed.told) for deed in deeds if deed.actor != actor),
        moved=_moved(session, turn, actor, change),
    )


def _acted(turn: TurnRecord, position: Position, phase: Phase, *, after_seal: bool) -> Position:
    """Return a position after what the facilitator did in a phase, before its seal or after it."""
    for act in turn.acts:
        if (act.phase, act.after_seal) == (phase, after_seal):
            position = act.work(position)
    return position


def _split(session: Session, turn: TurnRecord, actor: str, after: float) -> tuple[float, float]:
    """Return what the seat's orders did to the score at once, and what luck did.

    The turn is played again with the seat's orders and without, under many draws of luck.
    """
    scenario = session.scenario
    luck = Chance(other_seed(session.seed), 0, OTHER_LUCK)
    rows = 2 * OTHER_LUCK
    with_orders = np.arange(rows).reshape(-1, 1) < OTHER_LUCK
    position = pick_rows(turn.opened, np.zeros(rows, dtype=np.intp))
    for phase in PHASES:
        position = _acted(turn, position, phase, after_seal=False)
        proposals = {}
        for name, decision in turn.phases[phase].decisions.items():
            where = with_orders if name == actor else np.ones_like(with_orders)
            proposals[name] = [_widened(one, where) for one in decision.proposals]
        position, _ = seal(position, scenario, proposals)
    position = _acted(turn, position, "responses", after_seal=True)
    closed = pass_months(position, scenario, PairedChance(luck, 2))
    scores = total_scores(score_aims(closed, scenario), scenario)[actor][:, 0]
    ordered, held = scores[:OTHER_LUCK], scores[OTHER_LUCK:]
    return float((ordered - held).mean()), after - float(ordered.mean())


def _widened(proposal: Proposal, where: Flags) -> Proposal:
    granted = where & proposal.where
    values = np.broadcast_to(proposal.values, granted.shape)
    return Proposal(
        lever=proposal.lever, column=proposal.column, values=values, where=granted,
        clause=proposal.clause, key=proposal.key,
    )  # fmt: skip


def _moved(session: Session, turn: TurnRecord, actor: str, change: float) -> tuple[AimMoved, ...]:
    """Return the aims that moved with the score, the largest first, each with its number."""
    told = [
        (aim, aim.weight * split_aim(aim, turn.opened, turn.closed).change)
        for aim in session.scenario.aims[actor]
    ]
    with_it = [(aim, points) for aim, points in told if above(points * np.sign(change), 0.0)]
    largest = largest_first(with_it, lambda one: abs(one[1]))[:MOST_AIMS]
    traced = trace_turn(session, turn)
    return tuple(_one_moved(session, traced, actor, aim, points) for aim, points in largest)


def _one_moved(session: Session, turn: TracedTurn, actor: str, aim: Aim, points: float) -> AimMoved:
    shares = split_aim(aim, turn.opened, turn.closed).shares
    term = shares[0].field if shares else next(iter(aim.measure.terms))
    name = Term.parse(term).number
    told = explain_quantity(name, turn)
    unit, says = describe_number(name)
    was, now = amount(told.before, unit), amount(told.after, unit)
    number = say(
        "{number}: from {was} to {now}", number=upper_first(say_config(says)), was=was, now=now
    )
    behind = _field_behind(turn, told)
    return AimMoved(
        aim=say_config(aim.title),
        points=points,
        number=number,
        causes=_causes(session, turn, actor, behind, behind.unit or unit),
    )


def _causes(
    session: Session, turn: TracedTurn, actor: str, behind: Explanation, unit: str
) -> tuple[tuple[str, str], ...]:
    """Return the largest causes as change and words; what is next to nothing is left out."""
    shares = _shares(turn, behind)
    least = SLIGHT * max((abs(share.change) for share in shares), default=0.0)
    return tuple(
        (minus(difference(share.change, unit)), _cause_text(share, session, actor))
        for share in shares[:MOST_CAUSES]
        if at_least(abs(share.change), least)
    )


def _cause_text(share: Share, session: Session, actor: str) -> str:
    if share.origin is Origin.STANDSTILL:
        rule = say_config(rule_says(share.rule)).rstrip(".")
        return say("{rule}, as things stood", rule=rule)
    told = disclosed_text(share, session, actor)
    if share.origin is Origin.ORDER and hidden_as(share, session, actor) is None:
        author = say_config(session.scenario.roles[share.actor].title)
        told = say("{order} ({author})", order=told, author=author)
    return upper_first(told)


def _shares(turn: TracedTurn, told: Explanation) -> list[Share]:
    """Return the causes of a field; a rule that did it by itself gives what it read instead."""
    first = told.shares[0] if told.shares else None
    if first is None or first.origin is not Origin.RULE:
        return list(told.shares)
    parts = split_rule(told, first.rule, turn)
    shares = [*parts, *told.shares[1:]] if len(parts) > 1 else list(told.shares)
    return largest_first(shares, lambda share: abs(share.change))


def _field_behind(turn: TracedTurn, told: Explanation) -> Explanation:
    """Return the causes of the field that moved a number most, or of the number itself."""
    field = told.shares[0].field if told.shares else ""
    if not is_field(field):
        return told
    try:
        return explain_quantity(field, turn)
    except UserError:
        # A field with members that cannot be added up has no causes as a whole.
        return told
