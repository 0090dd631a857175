"""An attack on a seat: players that look at nothing or one move ahead, beside its policies."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Callable

import numpy as np

from agents.cast import choose_policy, ordinary_policies
from agents.policies.blind import Plan
from game.ahead.odds import other_seed
from game.config.library import Library
from game.contests.redteam.greedy import Greedy, GreedyGame
from game.contests.redteam.leaning import Lean, Loop, drop_one, find_loop
from game.contests.redteam.line_ups import BOTS
from game.contests.redteam.search import Bench, Found, select_constant, select_dated
from game.contests.redteam.side_by_side import Cast, play_casts, standard_error
from game.state.scenario import Scenario
from game.state.ties import above, largest_first
from game.state.world import Floats
from game.turn.outcome import has_won


class Kind(enum.Enum):
    """What a player is."""

    POLICY = "policy"
    """A policy file that knows no dates."""
    BOT = "bot"
    """A player that needs no search."""
    PLAN = "plan"
    """A blind plan that a search found."""
    GREEDY = "greedy"
    """A player one move ahead."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Effort:
    """How much an attack plays: plans are tried in `training` games and tested in `testing` others.

    `rounds` are settings of the constant plan, `dated` steps that a dated one may add to it;
    `greedy` games are played by the greedy player, with so many `rollouts` of each order.
    """

    training: int = 24
    testing: int = 100
    rounds: int = 7
    dated: int = 0
    greedy: int = 4
    rollouts: int = 12

    def ticks(self, turns: int) -> int:
        """Return how many steps of work an attack reports."""
        return 2 + self.rounds + self.dated + self.greedy * turns


@dataclasses.dataclass(frozen=True, kw_only=True)
class Player:
    """What one player scored in the games of the test, and how far it is ahead of the reference.

    The reference is the best ordinary policy of the training games; `ahead` is paired, game by
    game, over as many games as the player played.
    """

    name: str
    kind: Kind
    scores: Floats
    ahead: Floats
    won: float

    @property
    def is_ahead(self) -> bool:
        """Whether luck does not explain that it is ahead."""
        return bool(above(self.ahead.mean(), 2.0 * standard_error(self.ahead)))


@dataclasses.dataclass(frozen=True, kw_only=True)
class Attack:
    """What came of an attack on a seat.

    `players` stand in the order of their scores. `plan` is the best that was found, `leans` are its
    steps by what it loses without them, and `loop` is what it exploits most; None where nothing is
    gained by any setting.
    """

    scenario: Scenario
    seat: str
    reference: str
    players: tuple[Player, ...]
    plan: Plan
    leans: tuple[Lean, ...]
    loop: Loop | None
    greedy: tuple[GreedyGame, ...]


def attack(
    scenario: Scenario,
    library: Library,
    cast: Cast,
    seat: str,
    *,
    effort: Effort,
    seed: int = 0,
    tick: Callable[[], object] = lambda: None,
) -> Attack:
    """Attack a seat against a cast, with luck of its own for the search and for the test."""
    training = Bench(scenario=scenario, seat=seat, cast=cast, seed=seed, games=effort.training)
    testing = dataclasses.replace(training, seed=other_seed(seed), games=effort.testing)
    policies = {
        name: choose_policy(scenario, seat, name, library)
        for name in ordinary_policies(library, seat)
    }
    casts = [{**cast, seat: policy} for policy in policies.values()]
    trained = play_casts(scenario, casts, seed=seed, games=effort.training).scores[seat]
    means = dict(zip(policies, trained.mean(axis=1), strict=True))
    reference = largest_first(means, lambda name: means[name])[0]
    tick()
    plans = _search(training, effort, tick)
    players = {
        **{name: (Kind.POLICY, policy) for name, policy in policies.items()},
        **{name: (Kind.BOT, bot(testing.levers)) for name, bot in BOTS.items()},
        **{name: (Kind.PLAN, testing.lead(attempt.plan)[seat]) for name, attempt in plans.items()},
    }
    casts = [{**cast, seat: policy} for _, policy in players.values()]
    tested = play_casts(scenario, casts, seed=testing.seed, games=effort.testing).scores[seat]
    scores = dict(zip(players, tested, strict=True))
    tick()
    games = _play_greedily(testing, {**cast, seat: policies[reference]}, effort, tick)
    attackers = [
        _player(name, kind, scores[name], scores[reference], scenario.targets[seat])
        for name, (kind, _) in players.items()
    ]
    if games:
        greedy = np.array([game.score for game in games])
        attackers.append(
            _player("greedy", Kind.GREEDY, greedy, scores[reference], scenario.targets[seat])
        )
    plan = list(plans.values())[-1].plan
    leans = drop_one(testing, plan)
    return Attack(
        scenario=scenario,
        seat=seat,
        reference=reference,
        players=tuple(largest_first(attackers, lambda player: float(player.scores.mean()))),
        plan=plan,
        leans=tuple(leans),
        loop=find_loop(testing, plan, leans[0]) if leans else None,
        greedy=games,
    )


def _search(bench: Bench, effort: Effort, tick: Callable[[], object]) -> dict[str, Found]:
    constant = select_constant(bench, steps=effort.rounds, tick=tick)
    plans = {"constant plan": constant}
    if effort.dated:
        steps = len(constant.plan) + effort.dated
        plans["dated plan"] = select_dated(bench, steps=steps, start=constant.plan, tick=tick)
    return plans


def _play_greedily(
    bench: Bench, cast: Cast, effort: Effort, tick: Callable[[], object]
) -> tuple[GreedyGame, ...]:
    player = Greedy(scenario=bench.scenario, seat=bench.seat, cast=cast, rollouts=effort.rollouts)
    return tuple(player.play(bench.seed, number, tick) for number in range(effort.greedy))


def _player(name: str, kind: Kind, scores: Floats, reference: Floats, target: float) -> Player:
    return Player(
        name=name,
        kind=kind,
        scores=scores,
        ahead=scores - reference[: scores.size],
        won=float(has_won(scores, target).mean()),
    )
