"""How games end, by whose hand, and how each actor fared."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import TypeAlias

import numpy as np

from game.state.arrays import entries, ratio, side_by_side
from game.state.orders import Flags
from game.state.position import Ending, Position
from game.state.reading import Term
from game.state.scenario import Aim, Scenario
from game.state.ties import at_least
from game.state.world import Floats

# A game that meets no end test ends with its last turn.
HORIZON = "horizon"

Lookup = Callable[[str], Floats]


@dataclasses.dataclass(frozen=True)
class TurnsOver:
    """All turns of the scenario were played, or the game is still on its way there."""

    turns: int


@dataclasses.dataclass(frozen=True)
class EndTestMet:
    """An end test held long enough; `title` is what the configs call it."""

    name: str
    title: str


EndReason: TypeAlias = TurnsOver | EndTestMet


@dataclasses.dataclass(frozen=True, kw_only=True)
class Outcome:
    """How one game ended: why, by whose hand, after how many turns; scores are 0 to 100."""

    termination: str
    by: str
    why: EndReason
    turns: int
    aims: Mapping[str, Mapping[str, float]]
    scores: Mapping[str, float]
    won: Mapping[str, bool]


def open_ending(replicates: int, tests: int) -> Ending:
    """Return the ending of games that have just begun."""
    shape = (replicates, 1)
    return Ending(
        turn=np.full(shape, -1.0),
        termination=np.full(shape, -1.0),
        actor=np.full(shape, -1.0),
        streaks=np.zeros((replicates, tests)),
        aims={},
    )


def watch_for_end(
    ending: Ending, scenario: Scenario, turn: int, facts: Mapping[str, Floats]
) -> Ending:
    """Return the ending after a turn: streaks counted on, replicates that ended marked.

    A replicate ends once, on the first test in the configs' order that has held long enough, or
    with the scenario's last turn; what happens in it afterwards counts for nothing.
    """
    ended_on, termination, actor = ending.turn, ending.termination, ending.actor
    streaks = ending.streaks.copy()
    for index, test in enumerate(scenario.end_tests):
        met = facts[test.when.text] != 0.0
        column = slice(index, index + 1)
        streaks[:, column] = np.where(met, streaks[:, column] + 1.0, 0.0)
        due = (streaks[:, column] >= test.turns) & (ended_on < 0.0)
        shares = side_by_side(facts[by.text] for by in test.by.values())
        # Of equals, the first.
        author = at_least(shares, shares.max(axis=1, keepdims=True)).argmax(axis=1)[:, np.newaxis]
        indices = np.array([scenario.actors.index(name) for name in test.by], dtype=np.float64)
        ended_on = np.where(due, turn, ended_on)
        termination = np.where(due, index, termination)
        actor = np.where(due, entries(indices, author), actor)
    ended_on = np.where((ended_on < 0.0) & (turn >= scenario.turns), turn, ended_on)
    return dataclasses.replace(
        ending, turn=ended_on, termination=termination, actor=actor, streaks=streaks
    )


def keep_scores(position: Position, scenario: Scenario) -> Position:
    """Return the position with the scores of the replicates that ended on this turn kept."""
    ending = position.ending
    ended_now = ending.turn == position.turn
    if not ended_now.any():
        return position
    kept = {
        actor: {
            name: np.where(ended_now, scored, ending.aims.get(actor, {}).get(name, 0.0))
            for name, scored in aims.items()
        }
        for actor, aims in _score_now(position, scenario).items()
    }
    return dataclasses.replace(position, ending=dataclasses.replace(ending, aims=kept))


def score_aims(position: Position, scenario: Scenario) -> dict[str, dict[str, Floats]]:
    """Return every aim of every actor on 0 to 100, arrays (R, 1); ended games keep their scores.

    A payoff may read a quantity at the end (`lag`), at the opening (`first.lag`) and as the mean
    over the turns played (`mean.lag`).
    """
    ended = position.ending.turn >= 0.0
    now = _score_now(position, scenario)
    if not position.ending.aims:
        return now
    return {
        actor: {
            name: np.where(ended, position.ending.aims[actor][name], scored)
            for name, scored in aims.items()
        }
        for actor, aims in now.items()
    }


def _score_now(position: Position, scenario: Scenario) -> dict[str, dict[str, Floats]]:
    look = payoff_lookup(position)
    return {
        actor: {aim.name: score_aim(aim, look, position.turn) for aim in aims}
        for actor, aims in scenario.aims.items()
    }


def payoff_lookup(position: Position, now: Lookup | None = None) -> Lookup:
    """Return the lookup that payoffs and outcomes read their names from.

    What is read `now` comes from the facts kept of the last turn, or from another lookup. Before
    the first turn, a mean is the opening's value.
    """
    now = now or position.past[-1].facts.__getitem__

    def look(name: str) -> Floats:
        reading = Term.parse(name)
        if not reading.when:
            return now(name)
        if reading.when == "first" or not position.sums:
            return position.first[reading.number]
        summed = position.sums[reading.number]
        return ratio(summed, position.turn + np.zeros_like(summed))

    return look


def score_aim(aim: Aim, look: Lookup, turn: int) -> Floats:
    """Return an aim on 0 (at its worst reference point or beyond) to 100 (at its best).

    Before the end it is where the measure will stand if from now on it moves as it usually does:
    what games usually add after this turn, the opening being 0, is counted.
    """
    measured = aim.measure.evaluate(look) + aim.still_to_come(turn)
    return 100.0 * np.clip((measured - aim.worst) / (aim.best - aim.worst), 0.0, 1.0)


def total_scores(aims: Mapping[str, Mapping[str, Floats]], scenario: Scenario) -> dict[str, Floats]:
    """Return each actor's weighted score, (R, 1); the weights of an actor add up to 1."""
    totals = {}
    for actor, scored in aims.items():
        summed = np.zeros_like(next(iter(scored.values())))
        for aim in scenario.aims[actor]:
            summed = summed + aim.weight * scored[aim.name]
        totals[actor] = summed
    return totals


def has_won(score: Floats | float, target: float) -> Flags:
    """Return where a score has reached its target."""
    return at_least(score, target)


def outcome(position: Position, scenario: Scenario, row: int = 0) -> Outcome:
    """Return the outcome of one replicate: at its end, or as it stands while it runs."""
    ending = position.ending
    index = int(ending.termination[row, 0])
    test = scenario.end_tests[index] if index >= 0 else None
    author = int(ending.actor[row, 0])
    aims = score_aims(position, scenario)
    scores = {
        actor: float(values[row, 0]) for actor, values in total_scores(aims, scenario).items()
    }
    return Outcome(
        termination=test.name if test else HORIZON,
        by=scenario.actors[author] if author >= 0 else "",
        why=EndTestMet(test.name, test.title) if test else TurnsOver(scenario.turns),
        turns=int(ending.turn[row, 0]) if ending.turn[row, 0] >= 0.0 else position.turn,
        aims={
            actor: {name: float(values[row, 0]) for name, values in scored.items()}
            for actor, scored in aims.items()
        },
        scores=scores,
        won={actor: bool(has_won(scores[actor], scenario.targets[actor])) for actor in scores},
    )
