"""Where laws are read: a scenario, line-ups of it, budgets, and games that several laws share."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping, Sequence

import numpy as np

from agents.cast import choose_policies, choose_policy, open_scenario, ordinary_policies
from agents.policies.base import Policy
from agents.policies.blind import BlindPlan, Nothing
from game.config.library import Library
from game.contests.laws.readings import Cell
from game.contests.redteam.line_ups import BOTS, chill, draw_line_ups
from game.contests.redteam.search import Bench, Found, select_constant, select_dated
from game.contests.redteam.side_by_side import Cast, Played, Reader, play_casts
from game.state.scenario import Scenario
from game.state.ties import first_best
from game.state.world import Floats
from game.turn.outcome import has_won


@dataclasses.dataclass(frozen=True, kw_only=True)
class Budget:
    """How much is played: games a plan is tried on, games of fresh luck, steps of plans.

    `drawn` line-ups stand beside the scenario's own and the reciprocal one; plans are searched for
    in the first `searched` of all. A strategist plays `ahead` of the games of fresh luck, in the
    `size` of this place among its sizes; its rollouts are played by compiled kernels where
    `kernels` is 1 and there is a compiler, with the same scores. `train` and `test` are seeds.
    """

    training: int = 24
    testing: int = 100
    steps: int = 7
    dated_steps: int = 10
    drawn: int = 6
    searched: int = 1
    ahead: int = 12
    size: int = 0
    kernels: int = 0
    train: int = 100
    test: int = 7000


class Ground:
    """A scenario on which laws are read; what was played once is not played again."""

    def __init__(self, scenario: str, budget: Budget) -> None:
        self.scenario: Scenario
        self.library: Library
        self.scenario, self.library = open_scenario(scenario)
        self.budget = budget
        self.line_ups = draw_line_ups(
            self.scenario, self.library, drawn=budget.drawn, seed=budget.train
        )

    @property
    def searched(self) -> tuple[str, ...]:
        """The line-ups in which plans are searched for."""
        return tuple(self.line_ups)[: self.budget.searched]

    @property
    def holding(self) -> Cast:
        """The cast in which nobody gives an order."""
        return {actor: Nothing() for actor in self.scenario.actors}

    def cell(self, law: int, seat: str = "", line_up: str = "") -> Cell:
        """Return a cell of this scenario."""
        return Cell(law=law, scenario=self.scenario.name, seat=seat, line_up=line_up)

    def bench(self, seat: str, line_up: str) -> Bench:
        """Return the training games of a seat."""
        return Bench(
            scenario=self.scenario,
            seat=seat,
            cast=self.line_ups[line_up],
            seed=self.budget.train,
            games=self.budget.training,
        )

    def play(self, casts: Sequence[Cast], watch: Mapping[str, Reader] | None = None) -> Played:
        """Play casts on fresh luck."""
        return play_casts(
            self.scenario,
            casts,
            seed=self.budget.test,
            games=self.budget.testing,
            watch=watch,
        )

    @functools.cached_property
    def cold(self) -> Cast:
        """The scenario's own cast with every choice at temperature 0."""
        return choose_policies(self.scenario, {}, chill(self.library))

    def lead(self, wanted: Mapping[str, str], *, cold: bool = False) -> Cast:
        """Return the policies that some actors are given by name, with choices cold if wanted."""
        library = chill(self.library) if cold else self.library
        led = choose_policies(self.scenario, wanted, library)
        return {actor: led[actor] for actor in wanted}

    @functools.cached_property
    def default(self) -> Played:
        """The scenario's own cast on fresh luck."""
        return self.play([self.line_ups["own"]])

    @functools.cache  # noqa: B019 # a ground lives as long as a table is measured
    def ordinary(self, seat: str) -> Mapping[str, Policy]:
        """Return the ordinary policies of a seat by name."""
        return {
            name: choose_policy(self.scenario, seat, name, self.library)
            for name in ordinary_policies(self.library, seat)
        }

    @functools.cache  # noqa: B019
    def bot_scores(self, seat: str, line_up: str) -> Mapping[str, Floats]:
        """Return a seat's scores on fresh luck under each player that needs no search, (games,)."""
        levers = self.scenario.levers.of(seat)
        return self._scores(seat, line_up, {name: bot(levers) for name, bot in BOTS.items()})

    @functools.cache  # noqa: B019
    def ordinary_scores(self, seat: str, line_up: str) -> Mapping[str, Floats]:
        """Return a seat's scores on fresh luck under each of its ordinary policies, (games,)."""
        return self._scores(seat, line_up, self.ordinary(seat))

    def scores(self, seat: str, line_up: str) -> Mapping[str, Floats]:
        """Return a seat's scores on fresh luck under every bot and ordinary policy, (games,)."""
        return {**self.bot_scores(seat, line_up), **self.ordinary_scores(seat, line_up)}

    def _scores(
        self, seat: str, line_up: str, players: Mapping[str, Policy]
    ) -> Mapping[str, Floats]:
        # Line-ups are played apart: side by side, the others of each would decide in the games of
        # all.
        casts = [{**self.line_ups[line_up], seat: player} for player in players.values()]
        return dict(zip(players, self.play(casts).scores[seat], strict=True))

    @functools.cache  # noqa: B019
    def best_ordinary(self, seat: str, line_up: str) -> str:
        """Return the ordinary policy that does best for a seat in the training games."""
        policies = self.ordinary(seat)
        casts = [{**self.line_ups[line_up], seat: policy} for policy in policies.values()]
        played = play_casts(
            self.scenario, casts, seed=self.budget.train, games=2 * self.budget.training
        )
        return tuple(policies)[first_best(played.scores[seat].mean(axis=1))]

    @functools.cache  # noqa: B019
    def constant(self, seat: str, line_up: str) -> Found:
        """Return the best constant plan that the budget finds."""
        return select_constant(self.bench(seat, line_up), steps=self.budget.steps)

    @functools.cache  # noqa: B019
    def dated(self, seat: str, line_up: str) -> Found:
        """Return the best dated plan that the budget finds, gone on from the constant one."""
        start = self.constant(seat, line_up).plan
        return select_dated(self.bench(seat, line_up), steps=self.budget.dated_steps, start=start)

    def test_plan(self, seat: str, line_up: str, attempt: Found) -> Floats:
        """Return a seat's scores with a plan on fresh luck, (games,)."""
        policy = BlindPlan(self.scenario.levers.of(seat), attempt.plan)
        played = self.play([{**self.line_ups[line_up], seat: policy}])
        scores: Floats = played.scores[seat][0]
        return scores

    def won(self, seat: str, scores: Floats) -> Floats:
        """Return where scores reach the seat's mark."""
        return has_won(scores, self.scenario.targets[seat]).astype(np.float64)
