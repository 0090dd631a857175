"""A finished game read for its debrief: outcome, aims, courses, the record beside it."""

from __future__ import annotations

import csv
import dataclasses
import functools
import io
import math
from typing import TYPE_CHECKING

import numpy as np

from game.ahead.ensemble import QUANTILES, SERIES, Ensemble
from game.config.files import read_text
from game.config.scenarios import shipped_library
from game.paths import configs_dir
from game.seat.debrief.account import (
    Account,
    Among,
    Bargained,
    Course,
    Fact,
    PlayedQuarter,
    PolicyScores,
    Scored,
)
from game.seat.debrief.turning_points import read_totals
from game.seat.facilitator_news import acts_of
from game.seat.news import news_of
from game.seat.orders_given import deeds_of
from game.seat.refusals import idle_by_actor, refusals_of, wanted_text
from game.state.calendar import count_months
from game.state.scenario import Observable, Scenario
from game.state.ties import largest_first
from game.state.world import Floats
from game.turn.observables import read_observable
from game.turn.outcome import Outcome, outcome
from game.words.language import later, say, say_config
from game.words.numbers import amount, quarter_text, scenario_title, thin, upper_first
from game.words.reasons import end_text

if TYPE_CHECKING:
    from game.session import Session

# How far back before the opening the record is shown, in turns.
BACK = 8.0
BARS = 50
SCORE = later("Your score")
QUESTIONS = later(
    (
        "Which order would you take back first? What did you not know when you gave it?",
        "Where did the score turn: by your orders, by others' answers, or by luck?",
        "Which of the others' moves did you see coming, and from which number?",
        "Where does the game part from the record, and what would the model have to be wrong "
        "about for the record to be right?",
    )
)


def read_debrief(session: Session, actor: str) -> Account:
    """Return what there is to tell of a game that is over, in the language in use.

    What the orders were worth and the turning points take longer: `game.seat.debrief.reckoning`
    and `game.seat.debrief.turning_points` work them out.
    """
    scenario = session.scenario
    ended = outcome(session.model.position, scenario)
    totals = read_totals(session, actor)
    score, target = ended.scores[actor], scenario.targets[actor]
    seat = say_config(scenario.roles[actor].title)
    pattern = later("{score} points: {seat} wins") if ended.won[actor] else later(
        "{score} points: {seat} falls short"
    )  # fmt: skip
    return Account(
        scenario=scenario_title(scenario.brief.title),
        seat=actor,
        seat_title=seat,
        seed=session.log.header.seed,
        verdict=say(pattern, score=f"{score:.1f}", seat=seat),
        why=_why(session, ended),
        score=score,
        target=target,
        won=ended.won[actor],
        dates=tuple(quarter_text(scenario.date(turn.opened.turn)) for turn in session.played),
        totals=totals,
        aims=tuple(
            Scored(
                name=aim.name,
                title=say_config(aim.title),
                score=ended.aims[actor][aim.name],
                weight=aim.weight,
                says=say_config(aim.says),
            )
            for aim in scenario.aims[actor]
        ),
        standings=_standings(scenario, ended),
        bargained=_bargained(session),
        courses=_courses(session, totals),
        worth=None,
        turning=(),
        quarters=_quarters(session),
        idle=idle_by_actor(session),
        before=_facts_before(scenario),
        questions=(
            *(say_config(point) for point in scenario.brief.teaching_points),
            *(say(question) for question in QUESTIONS),
        ),
    )


def _why(session: Session, ended: Outcome) -> str:
    scenario = session.scenario
    date = quarter_text(scenario.date(ended.turns - 1))
    values = {"date": date, "turn": ended.turns, "turns": scenario.turns}
    why = end_text(ended.why)
    if not ended.by:
        return say("Ended {date}, turn {turn} of {turns}: {why}.", why=why, **values)
    by = say_config(scenario.roles[ended.by].title)
    return say("Ended {date}, turn {turn} of {turns}: {why}, by {by}.", why=why, by=by, **values)


def _standings(scenario: Scenario, ended: Outcome) -> tuple[Scored, ...]:
    standings = [
        Scored(
            name=actor,
            title=say_config(scenario.roles[actor].title),
            score=score,
            target=scenario.targets[actor],
            won=ended.won[actor],
        )
        for actor, score in ended.scores.items()
    ]
    return tuple(largest_first(standings, lambda fared: fared.score))


def _bargained(session: Session) -> tuple[Bargained, ...]:
    """Return what every actor that sent papers or owed anything did with its word."""
    world, scenario = session.model.position.world, session.scenario

    def count(values: Floats, place: int) -> int:
        return round(float(values[0, place]))

    records = [
        Bargained(
            name=actor,
            title=say_config(scenario.roles[actor].title),
            offers=count(world.offers_made, place),
            taken=count(world.offers_taken, place),
            demands=count(world.demands_made, place),
            met=count(world.demands_met, place),
            kept=count(world.deals_kept, place),
            broken=count(world.deals_broken, place),
            defied=count(world.threats_refused, place),
            carried=count(world.threats_carried, place),
            word=float(world.word[0, place]),
        )
        for place, actor in enumerate(scenario.actors)
    ]
    return tuple(
        record for record in records if record.offers + record.demands + record.kept + record.broken
    )


def _courses(session: Session, totals: tuple[float, ...]) -> tuple[Course, ...]:
    score = Course(
        name="score", title=say(SCORE), unit=say("points of 100"), values=totals[1:],
        first=f"{totals[1]:.0f}", last=f"{totals[-1]:.1f}",
        since=quarter_text(session.scenario.date(0)),
    )  # fmt: skip
    return (score, *(read_course(session, name) for name in SERIES))


def read_course(session: Session, name: str) -> Course:
    """Return an observable turn by turn, with what was reported of it."""
    scenario = session.scenario
    observable = scenario.observables[name]
    values = tuple(
        float(read_observable(name, turn.closed, scenario)[0, 0]) for turn in session.played
    )
    record = _record(observable, scenario, len(values))
    first = min(0, math.ceil(record[0][0]) - 1) if record else 0
    return Course(
        name=name,
        title=say_config(observable.title),
        unit=observable.unit,
        values=values,
        first=amount(values[0], observable.unit),
        last=amount(values[-1], observable.unit),
        since=quarter_text(scenario.date(first)),
        record=record,
    )


# -- the record --------------------------------------------------------------------------------


def _record(
    observable: Observable, scenario: Scenario, turns: int
) -> tuple[tuple[float, float], ...]:
    """Return what was reported of an observable, as turns since the start and value.

    What is reported of more months than a turn has cannot be compared with one, nor can the sum of
    fewer.
    """
    dots = []
    for report in _reported():
        if (report.observable, report.unit) != (observable.name, observable.unit):
            continue
        longer = report.months - scenario.months_per_turn
        if longer > 0 or (longer and observable.over == "sum" and observable.per is None):
            continue
        at = (_month(report.day) - scenario.start) / scenario.months_per_turn
        if -BACK <= at <= turns:
            dots.append((at, report.value))
    return tuple(sorted(dots))


@dataclasses.dataclass(frozen=True)
class _Report:
    """A number of the public series, with the last day of the months it covers."""

    observable: str
    unit: str
    day: str
    months: int
    value: float


@functools.cache
def _reported() -> tuple[_Report, ...]:
    """Return the public series."""
    text = read_text(configs_dir() / "targets" / "public.csv")
    return tuple(
        _Report(
            observable=row["observable"],
            unit=row["unit"],
            day=row["period_end"],
            months=round(_month(row["period_end"]) - _month(row["period_start"])),
            value=float(row["value"]),
        )
        for row in csv.DictReader(io.StringIO(text, newline=""))
        if row["value"] and row["period_end"]
    )


def _month(day: str) -> float:
    """Return the months since December 2021 at a day, the end of January 2022 being 0."""
    return count_months(day) - 1 + min(int(day.rpartition("-")[2]), 30) / 30.0


def _facts() -> tuple[tuple[float, Fact], ...]:
    return tuple(
        (
            _month(_whole_date(fact.date)),
            Fact(
                date=fact.date,
                actor=say_config(fact.actor),
                action=say_config(fact.action),
                source=fact.sources[0].title,
            ),
        )
        for fact in shipped_library().timeline.values()
    )


def _whole_date(date: str) -> str:
    """Return a date whose day, or month, is not known with the first of it."""
    return date + "-01" * (2 - date.count("-"))


def _facts_before(scenario: Scenario) -> tuple[Fact, ...]:
    """Return the last facts of the record before the opening."""
    earlier = [fact for month, fact in _facts() if month <= scenario.start]
    return tuple(earlier[-4:])


def read_facts(session: Session) -> tuple[Fact, ...]:
    """Return what the record has of the months that were played, or the last before them."""
    scenario = session.scenario
    closed = scenario.start + len(session.played) * scenario.months_per_turn
    during = [fact for month, fact in _facts() if scenario.start < month <= closed]
    return tuple(during) or _facts_before(scenario)


def _quarters(session: Session) -> tuple[PlayedQuarter, ...]:
    scenario = session.scenario
    facts = _facts()
    quarters = []
    for turn in session.played:
        opened = scenario.start + turn.opened.turn * scenario.months_per_turn
        closed = opened + scenario.months_per_turn
        quarters.append(
            PlayedQuarter(
                date=quarter_text(scenario.date(turn.opened.turn)),
                deeds=tuple(
                    upper_first(deed.told) for deed in deeds_of(turn.opened, turn.phases, scenario)
                ),
                refused=tuple(
                    say(
                        "{actor}: {order}",
                        actor=say_config(scenario.roles[order.actor].title),
                        order=wanted_text(order, scenario),
                    )
                    for order in refusals_of(turn.phases, scenario)
                ),
                news=tuple(
                    story.text
                    for story in (
                        *acts_of(session, turn.opened.turn),
                        *news_of(turn.closed, scenario),
                    )
                ),
                facts=tuple(fact for month, fact in facts if opened < month <= closed),
            )
        )
    return tuple(quarters)


# -- among the games of an ensemble ------------------------------------------------------------


def read_among(ensemble: Ensemble, score: float) -> Among:
    """Return a score beside an ensemble's, the policies by their median."""
    counts, _ = np.histogram(ensemble.pooled, bins=BARS, range=(0.0, 100.0))
    policies_by_name = shipped_library().policies[ensemble.seat]
    policies = [
        PolicyScores(
            title=say_config(policies_by_name[name].name)
            if name in policies_by_name
            else say("Random orders"),
            quantiles=tuple(float(score) for score in np.quantile(scores, QUANTILES)),
        )
        for name, scores in ensemble.scores.items()
    ]
    return Among(
        games=ensemble.games,
        below=ensemble.share_below(score),
        bars=tuple(float(count) / ensemble.games for count in counts),
        policies=tuple(largest_first(policies, lambda led: led.quantiles[2])),
        bands={
            name: tuple(tuple(float(value) for value in level) for level in band)
            for name, band in ensemble.bands.items()
        },
    )


def among_text(among: Among) -> str:
    """Say how a score stands among the games: `better than 83 % of 10,000 games`."""
    share = thin(round(100.0 * among.below))
    return say("better than {share} % of {games} games from the same seat",
               share=share, games=f"{among.games:,}")  # fmt: skip
