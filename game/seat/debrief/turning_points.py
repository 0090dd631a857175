"""The turns in which a seat's score moved most, and what moved it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from game.seat.debrief.account import AimMoved, TurningPoint, Worth
from game.seat.debrief.reckoning import score_of
from game.seat.orders_given import deeds_of
from game.seat.origins import (
    Beginning,
    OriginTracer,
    TracedNumber,
    find_quantity,
    gather_slight,
)
from game.state.reading import Term
from game.state.scenario import Aim
from game.state.ties import above, at_least, largest_first, order
from game.why.breakdown import split_aim
from game.why.explain import Explanation
from game.why.roots import Origins
from game.words.language import say, say_config
from game.words.numbers import amount, difference, minus, quarter_text, upper_first

if TYPE_CHECKING:
    from game.session import Session

MOST, LEAST_CHANGE = 3, 0.5
MOST_AIMS, MOST_CAUSES = 2, 4


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
    """Return what a seat's score did in a turn and by whose doing; no aim is looked into."""
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
        moved=(),
    )


def read_moved(tracer: OriginTracer, point: TurningPoint) -> tuple[AimMoved, ...]:
    """Return the aims that moved with the score, the largest first, and what began that."""
    session, actor = tracer.session, tracer.actor
    turn, direction = session.played[point.turn], np.sign(point.change)
    parts = [
        (aim, split_aim(aim, turn.opened, turn.closed)) for aim in session.scenario.aims[actor]
    ]
    with_it = [
        (aim, split) for aim, split in parts if above(aim.weight * split.change * direction, 0.0)
    ]
    largest = largest_first(with_it, lambda part: abs(part[0].weight * part[1].change))[:MOST_AIMS]
    return tuple(_moved(tracer, point.turn, aim, split) for aim, split in largest)


def _moved(tracer: OriginTracer, turn: int, aim: Aim, split: Explanation) -> AimMoved:
    fields = (share.field for share in split.shares if share.field)
    term = next(fields, next(iter(aim.measure.terms)))
    number = find_quantity(Term.parse(term).number, tracer.session)
    origins = tracer.trace(number, turn)
    lines = gather_slight(tracer.tell(origins), MOST_CAUSES)
    return AimMoved(
        aim=say_config(aim.title),
        points=aim.weight * split.change,
        number=_number_moved(aim, turn, number, origins),
        causes=tuple(
            (minus(difference(line.change, number.unit)), _cause_text(line, tracer.session))
            for line in lines
        ),
    )


def _number_moved(aim: Aim, turn: int, number: TracedNumber, origins: Origins) -> str:
    """Return from where to where a number moved and, as the score counts on it, what is usual."""
    title, unit = upper_first(number.says), number.unit
    was, now = amount(origins.before, unit), amount(origins.after, unit)
    usual = float(aim.still_to_come(turn) - aim.still_to_come(turn + 1))
    if not usual or aim.measure.text != number.name:
        return say("{number}: from {was} to {now}", number=title, was=was, now=now)
    return say(
        "{number}: from {was} to {now}, where {usual} is usual",
        number=title,
        was=was,
        now=now,
        usual=minus(difference(usual, unit)),
    )


def _cause_text(line: Beginning, session: Session) -> str:
    if not line.actor:
        return upper_first(line.text)
    author = say_config(session.scenario.roles[line.actor].title)
    return say("{actor}: {order}", actor=author, order=line.text)
