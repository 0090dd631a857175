"""Forward selection of blind plans: setting by setting, what adds most on games of equal luck."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

import numpy as np

from agents.policies.blind import BlindPlan, Plan, Step
from agents.rollouts import play_turn
from game.contests.redteam.side_by_side import Cast, open_games, play_casts, play_from
from game.state.chance import Chance
from game.state.levers import Action, Lever
from game.state.position import Position
from game.state.scenario import Scenario
from game.state.ties import first_best, order
from game.state.world import Floats

# Points of score; a smaller gain ends a search.
LEAST_GAIN = 0.2
# A dated step is first tried in every third turn, then the best settings in all turns.
COARSE = 3
REFINED = 8

Tick = Callable[[], object]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Bench:
    """Games on which plans of a seat are tried: always the same luck and the same cast of others.

    A plan's orders are all that the seat gives.
    """

    scenario: Scenario
    seat: str
    cast: Cast
    seed: int
    games: int

    @property
    def levers(self) -> tuple[Lever, ...]:
        """The levers of the seat."""
        return self.scenario.levers.of(self.seat)

    def lead(self, plan: Plan) -> Cast:
        """Return the cast in which a plan leads the seat."""
        return {**self.cast, self.seat: BlindPlan(self.levers, plan)}

    def scores(self, plans: Sequence[Plan]) -> Floats:
        """Return the seat's final score under each plan, (plans, games)."""
        played = play_casts(
            self.scenario, [self.lead(plan) for plan in plans], seed=self.seed, games=self.games
        )
        return played.scores[self.seat]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Found:
    """A plan that a search came to, and the mean score of its training games step by step.

    The first of `means` is that of the plan from which the search went on.
    """

    plan: Plan
    means: tuple[float, ...]


def trial_settings(levers: Sequence[Lever]) -> tuple[Action, ...]:
    """Return the settings worth trying: all that have names, else both ends and the middle."""
    return tuple(
        lever.action(column, value)
        for lever in levers
        for column in range(lever.columns)
        for value in _stops(lever)
    )


def _stops(lever: Lever) -> tuple[float, ...]:
    if lever.settings:
        return lever.values
    return tuple(sorted({lever.low, lever.values[(len(lever.values) - 1) // 2], lever.high}))


def select_constant(bench: Bench, *, steps: int, tick: Tick = lambda: None) -> Found:
    """Return the constant plan of at most so many settings that forward selection finds."""
    plan: Plan = ()
    means = [float(bench.scores([plan]).mean())]
    for _ in range(steps):
        held = {step.order.target for step in plan}
        longer = [
            (*plan, Step(order=action))
            for action in trial_settings(bench.levers)
            if action.target not in held
        ]
        tick()
        if not longer:
            break
        tried = bench.scores(longer).mean(axis=1)
        best = first_best(tried)
        if tried[best] < means[-1] + LEAST_GAIN:
            break
        plan = longer[best]
        means.append(float(tried[best]))
    return Found(plan=plan, means=tuple(means))


def select_dated(bench: Bench, *, steps: int, start: Plan = (), tick: Tick = lambda: None) -> Found:
    """Return the plan of at most so many dated steps that forward selection finds.

    A step puts one setting in force from one turn on; a later step may move it again. The search
    goes on from `start`, such as the best constant plan, whose steps count.
    """
    plan = start
    means = [float(bench.scores([plan]).mean())]
    turns = bench.scenario.turns
    for _ in range(steps - len(start)):
        trunk = _Trunk(bench, plan)
        coarse = [
            Step(order=action, turn=turn)
            for turn in range(0, turns, COARSE)
            for action in trial_settings(bench.levers)
        ]
        tried = trunk.means(coarse)
        orders = list(dict.fromkeys(coarse[at].order for at in order(tried, descending=True)))
        fine = [
            Step(order=action, turn=turn) for turn in range(turns) for action in orders[:REFINED]
        ]
        tried = trunk.means(fine)
        tick()
        best = first_best(tried)
        if tried[best] < means[-1] + LEAST_GAIN:
            break
        plan = (*plan, fine[best])
        means.append(float(tried[best]))
    return Found(plan=plan, means=tuple(means))


class _Trunk:
    """The games of one plan, kept turn by turn, from which plans with one more step branch off."""

    def __init__(self, bench: Bench, plan: Plan) -> None:
        self._bench, self._plan = bench, plan
        self._positions: list[Position] = []
        cast, luck = bench.lead(plan), Chance(bench.seed, 0, bench.games)
        position = open_games(bench.scenario, bench.seed, bench.games)
        for _ in range(bench.scenario.turns):
            self._positions.append(position)
            position = play_turn(position, bench.scenario, cast, luck)

    def means(self, steps: Sequence[Step]) -> Floats:
        """Return the mean score of the plan with each step added to it."""
        means = np.empty(len(steps))
        for turn in sorted({step.turn for step in steps}):
            places = [place for place, step in enumerate(steps) if step.turn == turn]
            casts = [self._bench.lead((*self._plan, steps[place])) for place in places]
            played = play_from(
                self._positions[turn], self._bench.scenario, casts, seed=self._bench.seed, watch={}
            )
            means[places] = played.scores[self._bench.seat].mean(axis=1)
        return means
