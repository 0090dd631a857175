"""The hindcast's scenario, and what it takes for given month by month."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping, Sequence

import numpy as np

from game.config.names import program_names
from game.config.scenarios import load_scenario, shipped_library
from game.hindcast.record.placebo import GivenNumbers
from game.hindcast.record.release import FREE_FROM, ORDINARY_TURN
from game.language.expression import Expression, compile_expression
from game.model.quantities import QUANTITIES
from game.state.calendar import count_months
from game.state.levers import Levers
from game.state.params import Params
from game.state.scenario import Role, Scenario, Sight

NAME = "hindcast"
# Levers of a truce, which is given while the record leads both their owners.
TRUCES = ("us_truce", "cn_truce")
SURE, NEVER = 1.0, 0.0
# The truces of May and August 2025 ran for 90 days, that of November for a year, as in a game.
SHORT_TRUCE, YEAR_TRUCE_FROM = 3.0, count_months("2025-11")
# An approval so high or low that a vote is settled.
OUT_OF_REACH = 1000.0
# The House of 2023 opposed, the office of 2025 lost, its House won: as the votes went.
VOTES = {"midterm_even": OUT_OF_REACH, "office_even": OUT_OF_REACH, "split_ticket": NEVER}


def open_hindcast(name: str = NAME) -> Scenario:
    """Return the scenario of the hindcast.

    No early end is watched for, and actors see what they would see of turns of a quarter: flows of
    a month at a quarter's pace, and what is a turn late as many months late.
    """
    scenario = load_scenario(name)
    turns = ORDINARY_TURN // scenario.months_per_turn
    if turns <= 1:
        return dataclasses.replace(scenario, end_tests=())
    names = frozenset(program_names(shipped_library())["quantities"])
    roles = {actor: _pace_role(role, float(turns), names) for actor, role in scenario.roles.items()}
    paced = {
        sight.measure.text: sight.measure
        for role in roles.values()
        for sight in role.sights.values()
    }
    return dataclasses.replace(
        scenario, end_tests=(), roles=roles, facts={**scenario.facts, **paced}, look_back=turns
    )


def _pace_role(role: Role, turns: float, names: frozenset[str]) -> Role:
    return dataclasses.replace(
        role,
        sights={name: _pace_sight(sight, turns, names) for name, sight in role.sights.items()},
    )


def _pace_sight(sight: Sight, turns: float, names: frozenset[str]) -> Sight:
    measure = sight.measure
    read = QUANTITIES.get(measure.text)
    if read is not None and read.adds_up:
        measure = _times(measure, turns, names)
    return dataclasses.replace(sight, measure=measure, delay=round(sight.delay * turns))


def _times(measure: Expression, turns: float, names: frozenset[str]) -> Expression:
    return compile_expression(f"{turns:g} * {measure.text}", names)


class GivenByRecord:
    """What a month takes for given, by who is led by the record in it.

    What happened could be paid for: orders of the record cost nothing and meet no condition. While
    it leads both capitals, a truce that both seek is signed and holds until one breaks it off.
    Votes to January 2025 come out as they did: nobody's orders decide them.
    """

    def __init__(
        self, scenario: Scenario, free: Mapping[str, int], given: Sequence[GivenNumbers] = ()
    ) -> None:
        self._scenario = scenario
        self._free = dict(free)
        self._given = tuple(given)
        self._params = functools.cache(self._make_params)
        self._levers = functools.cache(self._make_levers)

    def led_by_record(self, month: int) -> frozenset[str]:
        """Return the actors that the record leads in a month."""
        return frozenset(actor for actor, first in self._free.items() if month < first)

    def scenario(self, month: int) -> Scenario:
        """Return the scenario as a month is played."""
        led = self.led_by_record(month)
        return dataclasses.replace(
            self._scenario,
            levers=self._levers(led),
            params=self._params(self._numbers(month, led)),
        )

    def _numbers(self, month: int, led: frozenset[str]) -> tuple[tuple[str, float], ...]:
        numbers: dict[str, float] = {}
        if month < FREE_FROM:
            numbers |= VOTES
        if led.issuperset(self._scenario.levers[name].actor for name in TRUCES):
            numbers |= {"signing_floor": SURE, "collapse_rate": NEVER}
            if month < YEAR_TRUCE_FROM:
                numbers["truce_length"] = SHORT_TRUCE
        for given in self._given:
            if given.first <= month < given.last:
                numbers |= given.numbers
        return tuple(sorted(numbers.items()))

    def _make_params(self, numbers: tuple[tuple[str, float], ...]) -> Params:
        params = self._scenario.params
        return params.with_numbers({name: np.asarray(value) for name, value in numbers})

    def _make_levers(self, led: frozenset[str]) -> Levers:
        return Levers(
            {
                name: dataclasses.replace(lever, cost=0.0, requires=())
                if lever.actor in led
                else lever
                for name, lever in self._scenario.levers.items()
            }
        )
