"""A seat's aims as gauges: what it sees, how it moved, and what it scores as far as it can tell."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from game.language.expression import Floats
from game.seat.numbers import Sighting
from game.seat.score_range import read_standing
from game.state.position import Position
from game.state.reading import Term
from game.state.scenario import Aim, Scenario
from game.state.ties import signs
from game.turn.outcome import payoff_lookup, score_aim
from game.words.language import say, say_config
from game.words.numbers import amount, difference, span

if TYPE_CHECKING:
    from game.session import Session

# A chart of a gauge goes back so many quarters.
QUARTERS = 8


@dataclasses.dataclass(frozen=True, kw_only=True)
class Gauge:
    """One aim: the number it is seen by, its range, change and course, and its score of 100.

    `low` and `high` are the lowest and the highest score that the seat's view allows; `way` is 1
    where the number last moved for the aim, -1 where it moved against it, 0 where nobody can tell.
    `says` is what the aim wants, `about` what the number is, `age` the same with its age where it
    is late, and `spread` the range of an estimate, "" of an exact number.
    """

    name: str
    title: str
    weight: float
    says: str
    number: str
    value: str
    about: str
    age: str
    spread: str
    change: str
    way: int
    course: tuple[float, ...]
    low: float
    high: float

    @property
    def words(self) -> str:
        """What the number is, with its range and its age."""
        return say("; ").join(part for part in (self.spread, self.age) if part)

    @property
    def score(self) -> str:
        """The score as people read it: `46`, or `40 to 52`."""
        return score_text(self.low, self.high)


def score_text(low: float, high: float) -> str:
    """Write a score or the range of one."""
    if round(low) == round(high):
        return f"{high + 0.0:.0f}"
    return say("{low} to {high}", low=f"{low + 0.0:.0f}", high=f"{high + 0.0:.0f}")


def read_gauges(session: Session, actor: str, seen: Mapping[str, Sighting]) -> list[Gauge]:
    """Return a gauge for each aim of a seat."""
    scenario = session.scenario
    ranges = _ranges(session, actor)
    return [_gauge(aim, session, actor, seen, ranges[aim.name]) for aim in scenario.aims[actor]]


def weigh(session: Session, actor: str) -> tuple[float, float]:
    """Return the lowest and highest score that the seat's view allows."""
    ranges = _ranges(session, actor)
    low, high = (
        sum(aim.weight * ranges[aim.name][end] for aim in session.scenario.aims[actor])
        for end in (0, 1)
    )
    return low, high


def _ranges(session: Session, actor: str) -> Mapping[str, tuple[float, float]]:
    if session.played:
        return read_standing(session, actor).aims
    return {aim.name: _opening_range(aim, session, actor) for aim in session.scenario.aims[actor]}


def _opening_range(aim: Aim, session: Session, actor: str) -> tuple[float, float]:
    """Return what an aim would score if the opening stayed as the seat sees it."""
    view = session.views.of(actor)
    spans = {}
    for term in aim.measure.terms:
        name = sight_name(term, session.scenario, actor)
        if not name:
            return 0.0, 100.0
        span = view.range(name)
        spans[term] = (span.low, span.high)
    scores = []
    for corner in itertools.product(*spans.values()):
        values: dict[str, Floats] = dict(zip(spans, corner, strict=True))
        scores.append(float(score_aim(aim, values.__getitem__, 0)[0, 0]))
    return min(scores), max(scores)


def _gauge(
    aim: Aim,
    session: Session,
    actor: str,
    seen: Mapping[str, Sighting],
    scores: tuple[float, float],
) -> Gauge:
    scenario = session.scenario
    names = (sight_name(term, scenario, actor) for term in aim.measure.terms)
    number = next((name for name in names if name in seen), "")
    if number:
        sighting = seen[number]
        value, about, change = sighting.text, say_config(sighting.says), ""
        age, spread = _age(sighting, about), _spread(sighting)
        if sighting.moved:
            change = difference(sighting.value - sighting.before, sighting.unit)
        way = _way(aim, session, actor, seen)
        course = _course(number, session, actor)
    else:
        value, about = _measured(aim, session.model.position), say_config(aim.says)
        age, spread, change, way = about, "", "", 0
        course = ()
    return Gauge(
        name=aim.name,
        title=say_config(aim.title),
        weight=aim.weight,
        says=say_config(aim.says),
        number=number,
        value=value,
        about=about,
        age=age,
        spread=spread,
        change=change,
        way=way,
        course=course,
        low=scores[0],
        high=scores[1],
    )


def _age(sighting: Sighting, about: str) -> str:
    return say("{number}, last turn's figure", number=about) if sighting.delay else about


def _spread(sighting: Sighting) -> str:
    if sighting.high > sighting.low:
        return span(sighting.low, sighting.high, sighting.unit)
    return ""


def _course(number: str, session: Session, actor: str) -> tuple[float, ...]:
    """Return a number as the seat saw it at the end of each of the last quarters."""
    positions = session.turns.openings[-QUARTERS:]
    views = (session.views.of(actor, position) for position in positions)
    return tuple(float(view.value(number)[0, 0]) for view in views)


def _way(aim: Aim, session: Session, actor: str, seen: Mapping[str, Sighting]) -> int:
    """Return whether what the seat sees has moved for its aim or against it."""
    before: dict[str, Floats] = {}
    after: dict[str, Floats] = {}
    for term in aim.measure.terms:
        sighting = seen.get(sight_name(term, session.scenario, actor))
        if sighting is None:
            return 0
        stands = Term.parse(term).when == "first" or not sighting.moved
        after[term] = np.full((1, 1), sighting.value)
        before[term] = after[term] if stands else np.full((1, 1), sighting.before)
    toward = 1.0 if aim.best > aim.worst else -1.0
    was, now = (aim.measure.evaluate(values.__getitem__)[0, 0] for values in (before, after))
    return int(signs(toward * (now - was), abs(now)))


def sight_name(term: str, scenario: Scenario, actor: str) -> str:
    """Return the sight by which a seat sees a payoff's number, "" where it has none."""
    sights = scenario.roles[actor].sights
    by_measure = {sight.measure.text: name for name, sight in sights.items()}
    number = Term.parse(term).number
    name = by_measure.get(number, number)
    return name if name in sights else ""


def _measured(aim: Aim, position: Position) -> str:
    """Return an aim's own measure, where the seat has no sight of it."""
    if not position.turn:
        return say("unknown")
    return amount(float(aim.measure.evaluate(payoff_lookup(position))[0, 0]), aim.unit)
