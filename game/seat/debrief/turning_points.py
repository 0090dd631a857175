"""The turns in which a seat's score moved most, and what moved it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from game.errors import UserError
from game.seat.debrief.account import AimMoved, TurningPoint, Worth
from game.seat.debrief.reckoning import score_of
from game.seat.disclosure import disclosed_text, hidden_as
from game.seat.orders_given import deeds_of
from game.state.reading import Term
from game.state.scenario import Aim
from game.state.ties import above, at_least, largest_first, order
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


def read_totals(session: Session, actor: str) -> tuple[float, ...]:
    """Return a seat's true score at the opening and after each turn played."""
    positions = [session.played[0].opened, *(turn.closed for turn in session.played)]
    return tuple(float(score_of(position, session, actor)[0, 0]) for position in positions)


def largest_turns(totals: tuple[float, ...]) -> tuple[int, ...]:
    """Return the turns, counted from 0, in which a score moved most, the earliest first."""
    changes = np.abs(np.diff(totals))
    largest = order(changes, descending=True)[:MOST]
    return tuple(sorted(int(turn) for turn in largest if at_least(changes[turn], LEAST_CHANGE)))


def read_turning_point(session: Session, actor: str, number: int, worth: Worth) -> TurningPoint:
    """Return what happened to a seat's score in a turn, and why."""
    turn, scenario = session.played[number], session.scenario
    before, after = worth.parts[number], worth.parts[number + 1]
    deeds = deeds_of(turn.opened, turn.phases, scenario)
    return TurningPoint(
        turn=number,
        date=quarter_text(scenario.date(turn.opened.turn)),
        before=before.score,
        after=after.score,
        parts=after.since(before),
        orders=tuple(upper_first(deed.text) for deed in deeds if deed.actor == actor),
        others=tuple(upper_first(deed.told) for deed in deeds if deed.actor != actor),
        moved=_moved(session, turn, actor, after.score - before.score),
    )


def _moved(session: Session, turn: TurnRecord, actor: str, change: float) -> tuple[AimMoved, ...]:
    """Return the aims that moved with the score, the largest first, each with its number."""
    parts = [
        (aim, aim.weight * split_aim(aim, turn.opened, turn.closed).change)
        for aim in session.scenario.aims[actor]
    ]
    with_it = [(aim, points) for aim, points in parts if above(points * np.sign(change), 0.0)]
    largest = largest_first(with_it, lambda part: abs(part[1]))[:MOST_AIMS]
    traced = trace_turn(session, turn)
    return tuple(_one_moved(session, traced, actor, aim, points) for aim, points in largest)


def _one_moved(session: Session, turn: TracedTurn, actor: str, aim: Aim, points: float) -> AimMoved:
    shares = split_aim(aim, turn.opened, turn.closed).shares
    term = shares[0].field if shares else next(iter(aim.measure.terms))
    name = Term.parse(term).number
    explained = explain_quantity(name, turn)
    unit, says = describe_number(name)
    was, now = amount(explained.before, unit), amount(explained.after, unit)
    number = say(
        "{number}: from {was} to {now}", number=upper_first(say_config(says)), was=was, now=now
    )
    behind = _field_behind(turn, explained)
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
    text = disclosed_text(share, session, actor)
    if share.origin is Origin.ORDER and hidden_as(share, session, actor) is None:
        author = say_config(session.scenario.roles[share.actor].title)
        text = say("{order} ({author})", order=text, author=author)
    return upper_first(text)


def _shares(turn: TracedTurn, explained: Explanation) -> list[Share]:
    """Return the causes of a field; a rule that did it by itself gives what it read instead."""
    first = explained.shares[0] if explained.shares else None
    if first is None or first.origin is not Origin.RULE:
        return list(explained.shares)
    parts = split_rule(explained, first.rule, turn)
    shares = [*parts, *explained.shares[1:]] if len(parts) > 1 else list(explained.shares)
    return largest_first(shares, lambda share: abs(share.change))


def _field_behind(turn: TracedTurn, explained: Explanation) -> Explanation:
    """Return the causes of the field that moved a number most, or of the number itself."""
    field = explained.shares[0].field if explained.shares else ""
    if not is_field(field):
        return explained
    try:
        return explain_quantity(field, turn)
    except UserError:
        # A field with members that cannot be added up has no causes as a whole.
        return explained
