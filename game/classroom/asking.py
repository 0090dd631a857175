"""Questions to people who wait: forecasts, judged later by each table's own game."""

from __future__ import annotations

import dataclasses

from game.classroom.live_room import LiveRoom
from game.config.schema.class_plan import Forecast
from game.session import Session
from game.turn.observables import read_observable
from game.words.language import say_config


@dataclasses.dataclass(frozen=True, kw_only=True)
class OpenQuestion:
    """A question that is open for a person, with the answer given so far."""

    name: str
    text: str
    given: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class JudgedForecast:
    """A forecast after the fact: the class's mean, the tables at which it came true, the score.

    `brier` is the mean Brier score of all answers: 0 is perfect, 0.25 what a coin has.
    """

    text: str
    mean: float
    answers: int
    came_true: int
    tables: int
    brier: float


def open_question(live: LiveRoom, person: int) -> OpenQuestion | None:
    """Return the forecast that is asked in this step, None where there is none."""
    room = live.room
    if room.stage not in ("measures", "reveal"):
        return None
    for number, forecast in enumerate(live.plan.forecasts):
        if forecast.turn == room.step.turn + 1:
            name = f"forecast-{number}"
            given = room.answers.get((person, name), "")
            return OpenQuestion(name=name, text=say_config(forecast.text), given=given)
    return None


def judge_forecasts(live: LiveRoom) -> list[JudgedForecast]:
    """Return every forecast that can be judged, by each person's own table."""
    return [
        judged
        for number, forecast in enumerate(live.plan.forecasts)
        if (judged := _judge(live, number, forecast)) is not None
    ]


def _judge(live: LiveRoom, number: int, forecast: Forecast) -> JudgedForecast | None:
    came = {table: _came_true(game, forecast) for table, game in live.games.items()}
    scores, given = [], []
    for (person, question), answer in live.room.answers.items():
        member = live.room.members.get(person)
        true = came.get(member.table) if member is not None else None
        if question == f"forecast-{number}" and answer.isdecimal() and true is not None:
            chance = min(int(answer), 100) / 100.0
            given.append(chance)
            scores.append((chance - true) ** 2)
    if not scores:
        return None
    return JudgedForecast(
        text=say_config(forecast.text),
        mean=100.0 * sum(given) / len(given),
        answers=len(given),
        came_true=sum(true is True for true in came.values()),
        tables=len(came),
        brier=sum(scores) / len(scores),
    )


def _came_true(game: Session, forecast: Forecast) -> bool | None:
    """Tell whether it came true at a table, None before its turn is over."""
    if len(game.played) < forecast.by:
        return None
    closed = game.played[forecast.by - 1].closed
    return bool(read_observable(forecast.observable, closed, game.scenario)[0, 0] > forecast.above)
