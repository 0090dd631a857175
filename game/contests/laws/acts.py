"""Laws 7 and 9: rivals act, and US policy turns round now and then."""

from __future__ import annotations

import functools

import numpy as np

from agents.cast import ordinary_policies
from game.config.library import Library
from game.contests.laws.ground import Ground
from game.contests.laws.readings import Reading
from game.contests.redteam.side_by_side import Cast, standard_error
from game.state.calendar import MONTHS_A_YEAR
from game.state.levers import Lever
from game.state.position import Position
from game.state.scenario import Scenario
from game.state.world import Floats

# What is said and not done.
SAYINGS = frozenset({"hearing", "letter", "protection_plea"})
# What is sent or answered, not what is drafted for it.
WRITINGS = frozenset({"paper", "answer"})
# The temperaments of the two administrations that law 9 is about.
DEAL_MAKER, RULE_BASED = "transactional", "steady"


def read_idle_turns(ground: Ground) -> list[Reading]:
    """Read law 7: the share of an actor's turns without an act, in every line-up."""
    actors = ground.scenario.actors
    played = ground.play(
        list(ground.line_ups.values()),
        watch={actor: functools.partial(_acted, actor) for actor in actors},
    )
    return [
        Reading(
            cell=ground.cell(7, actor, line_up),
            part="turns without an act",
            value=100.0 * (1.0 - float(played.series[actor][place, :, 1:].mean())),
            high=25.0,
        )
        for place, line_up in enumerate(ground.line_ups)
        for actor in actors
    ]


def _acted(actor: str, position: Position, scenario: Scenario) -> Floats:
    """Return 1 where an actor moved a public setting, sent a paper or answered one, (R, 1)."""
    acted = np.zeros((position.replicates, 1), dtype=np.bool_)
    for lever in scenario.levers.of(actor):
        if lever.covert or lever.name in SAYINGS:
            continue
        was, now = (orders.settings[lever.name] for orders in (position.earlier, position.sealed))
        acted |= (was != now).any(axis=1, keepdims=True)
    for lever in scenario.levers.papers_of(actor):
        if lever.part not in WRITINGS:
            continue
        acted |= (position.sealed.settings[lever.name] != lever.rest).any(axis=1, keepdims=True)
    return acted.astype(np.float64)


def read_reversals(ground: Ground) -> list[Reading]:
    """Read law 9: how often a year Washington moves a setting against its own last move."""
    readings = []
    cell, line_up = ground.cell(9, "washington", "own"), ground.line_ups["own"]
    for temperament, low, high in ((DEAL_MAKER, 1.0, 5.0), (RULE_BASED, 0.0, 1.5)):
        for name in policies_of(ground.library, "washington", temperament):
            warm = {"washington": name}
            a_year = reversals_a_year(ground, {**line_up, **ground.lead(warm)})
            readings.append(
                Reading(
                    cell=cell,
                    part=f"reversals a year under {name}",
                    value=float(a_year.mean()),
                    error=standard_error(a_year),
                    unit="a year",
                    low=low,
                    high=high,
                )
            )
            if temperament == DEAL_MAKER and a_year.any():
                still = reversals_a_year(ground, {**ground.cold, **ground.lead(warm, cold=True)})
                readings.append(
                    Reading(
                        cell=cell,
                        part=f"of those under {name} remain at temperature 0",
                        value=100.0 * float(still.mean() / a_year.mean()),
                        low=50.0,
                    )
                )
    return readings


def policies_of(library: Library, actor: str, temperament: str) -> list[str]:
    """Return an actor's ordinary policies of a temperament."""
    return [
        name
        for name in ordinary_policies(library, actor)
        if library.policies[actor][name].temperament == temperament
    ]


def reversals_a_year(ground: Ground, cast: Cast) -> Floats:
    """Return in each game of a cast how often a year Washington turned round, (games,).

    A reversal is an order that moves a public standing setting against the way in which an order
    moved it in the twelve months before. What expires is no order.
    """
    scenario = ground.scenario
    slots: dict[str, tuple[Lever, int]] = {
        lever.target(column): (lever, column)
        for lever in scenario.levers.of("washington")
        if not lever.covert and not lever.pulse
        for column in range(lever.columns)
    }
    played = ground.play(
        [cast],
        watch={
            target: functools.partial(_setting, lever, column)
            for target, (lever, column) in slots.items()
        },
    )
    within = MONTHS_A_YEAR // scenario.months_per_turn
    turned = sum(
        (count_reversals(values[0], within) for values in played.series.values()),
        np.zeros(ground.budget.testing),
    )
    return turned / (scenario.turns * scenario.months_per_turn / MONTHS_A_YEAR)


def _setting(lever: Lever, column: int, position: Position, _scenario: Scenario) -> Floats:
    values: Floats = position.orders.settings[lever.name][:, column : column + 1]
    return values


def count_reversals(values: Floats, within: int) -> Floats:
    """Return how often a course turned back on a move of the last so many turns, (games,)."""
    moves = np.sign(np.diff(values, axis=-1))
    last, since = np.zeros(len(moves)), np.full(len(moves), np.inf)
    count = np.zeros(len(moves))
    for move in moves.T:
        since += 1.0
        count += (move * last < 0.0) & (since <= within)
        last = np.where(move != 0.0, move, last)
        since = np.where(move != 0.0, 0.0, since)
    return count
