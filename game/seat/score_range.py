"""How a seat stands as far as it can see: each aim's score as a range, exact only at the end."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from game.language.expression import Floats
from game.state.position import Position
from game.state.reading import Term
from game.state.scenario import Aim
from game.turn.outcome import score_aim, score_aims

if TYPE_CHECKING:
    from game.session import Session

# Nothing is known of an aim that the seat sees no number of.
UNSEEN = (0.0, 100.0)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Standing:
    """A seat's score of 100, and that of each aim by name, as lowest and highest guess."""

    total: tuple[float, float]
    aims: Mapping[str, tuple[float, float]]


def read_standing(session: Session, actor: str) -> Standing:
    """Return how a seat stands after the last turn, from its own views of every turn."""
    scenario = session.scenario
    if session.over:
        exact = score_aims(session.model.position, scenario)[actor]
        aims = {name: (float(score[0, 0]),) * 2 for name, score in exact.items()}
    else:
        aims = {aim.name: _guess(aim, session, actor) for aim in scenario.aims[actor]}
    low, high = (
        sum(aim.weight * aims[aim.name][end] for aim in scenario.aims[actor]) for end in (0, 1)
    )
    return Standing(total=(low, high), aims=aims)


def _guess(aim: Aim, session: Session, actor: str) -> tuple[float, float]:
    """Return the lowest and highest score that what the seat sees allows."""
    spans = {term: _span(term, session, actor) for term in aim.measure.terms}
    ranges = {term: span for term, span in spans.items() if span is not None}
    if len(ranges) < len(spans):
        return UNSEEN
    scores = []
    for corner in itertools.product(*ranges.values()):
        values: dict[str, Floats] = {
            term: np.full((1, 1), value) for term, value in zip(ranges, corner, strict=True)
        }
        scores.append(float(score_aim(aim, values.__getitem__, session.model.position.turn)[0, 0]))
    return min(scores), max(scores)


def _span(term: str, session: Session, actor: str) -> tuple[float, float] | None:
    """Return the range in which a payoff's number lies for the seat, None where it sees none."""
    reading = Term.parse(term)
    opening, *closed = session.turns.openings
    at: list[Position] = {"first": [opening], "mean": closed}.get(
        reading.when, [session.turns.openings[-1]]
    )
    spans = [_seen(reading.number, position, session, actor) for position in at]
    ranges = [span for span in spans if span is not None]
    if len(ranges) < len(spans) or not ranges:
        return None
    lows, highs = zip(*ranges, strict=True)
    return float(np.mean(lows)), float(np.mean(highs))


def _seen(
    name: str, position: Position, session: Session, actor: str
) -> tuple[float, float] | None:
    sights = session.scenario.roles[actor].sights
    by_measure = {sight.measure.text: key for key, sight in sights.items()}
    sight_name = by_measure.get(name, name)
    if sight_name not in sights:
        return None
    seen = session.views.of(actor, position).range(sight_name)
    return float(seen.low[0, 0]), float(seen.high[0, 0])
