"""A finished game as numbers: every actor's score, and series turn by turn."""

from __future__ import annotations

import dataclasses

from agents.session import Session
from game.explain import describe_number
from game.outcome import outcome
from game.play.aims import read_total
from game.play.telling import HEADLINE_NUMBERS
from game.play.words import amount, upper_first
from game.position import see

MOST_SERIES = 9
SCORE = "Your score"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Standing:
    """How one actor fared."""

    actor: str
    title: str
    score: float
    target: float
    won: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class Series:
    """A number at the opening and after each turn (the score only after turns)."""

    title: str
    values: tuple[float, ...]
    first: str
    last: str
    dates: tuple[str, str]


def read_standings(session: Session) -> list[Standing]:
    """Return every actor's score, the best first."""
    scenario = session.scenario
    ended = outcome(session.model.position, scenario)
    standings = [
        Standing(
            actor=actor,
            title=scenario.roles[actor].title,
            score=score,
            target=scenario.targets[actor],
            won=ended.won[actor],
        )
        for actor, score in ended.scores.items()
    ]
    return sorted(standings, key=lambda one: -one.score)


def read_story(session: Session, actor: str) -> list[Series]:
    """Return the seat's score and the headline numbers, turn by turn."""
    scenario = session.scenario
    totals = read_total(session, actor)
    dates = (scenario.date(0), scenario.date(len(session.played) - 1))
    series = [
        Series(
            title=SCORE,
            values=totals,
            first=f"{totals[0]:.0f}",
            last=f"{totals[-1]:.1f}",
            dates=dates,
        )
    ]
    positions = [session.played[0].opened, *(turn.closed for turn in session.played)]
    for name, title in HEADLINE_NUMBERS.items():
        values = tuple(float(see(position, scenario).value(name)[0, 0]) for position in positions)
        unit = describe_number(name)[0]
        series.append(
            Series(
                title=upper_first(title),
                values=values,
                first=amount(values[0], unit),
                last=amount(values[-1], unit),
                dates=dates,
            )
        )
    return series[:MOST_SERIES]
