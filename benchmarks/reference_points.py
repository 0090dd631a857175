"""Where payoffs and targets take their reference points from.

    python benchmarks/reference_points.py SCENARIO [--line-ups N] [--replicates R]

Plays line-ups drawn at random and prints, for each aim of each actor, what the games reached: an
aim scores 0 at the 2nd and 100 at the 98th percentile. Two seats in three are led by a shipped
policy; the others by a blind plan or by a player that needs no search, so that who goes to an
extreme has not left the scale. Then plays every policy of each seat against the scenario's own
line-up and prints its median score: a seat's target is the median of its best policy, which
thereby wins half its games.
"""

from __future__ import annotations

import argparse
import functools

import numpy as np

from agents.cast import choose_policies, quick_policies
from agents.model import GameModel
from agents.policies.base import Policy
from agents.policies.blind import BlindPlan, Plan
from game.config.scenarios import load_scenario, shipped_library
from game.contests.laws.aims import random_plans
from game.contests.laws.ground import Budget, Ground
from game.contests.redteam.line_ups import BOTS
from game.contests.redteam.side_by_side import Cast, play_casts
from game.language.expression import Expression
from game.state.chance import Chance
from game.state.position import Position
from game.state.scenario import Scenario
from game.state.world import Floats
from game.turn.outcome import payoff_lookup, score_aims, total_scores

PERCENTILES = (2, 50, 98)
SEED = 2026
# What shares of seats are led by a blind plan and by a player that needs no search.
BLIND_SHARE, BOT_SHARE = 0.25, 0.08
# Blind plans of an actor that are drawn from.
PLANS = 64


def play(scenario: Scenario, policies: dict[str, str], seed: int, replicates: int) -> GameModel:
    """Play a scenario to its end in all replicates."""
    model = GameModel(scenario, policies=policies, seed=seed, replicates=replicates)
    while model.running:
        model.step()
    return model


def draw_line_up(ground: Ground, number: int) -> Cast:
    """Return who leads each actor in a line-up: a shipped policy, a blind plan or a bot."""
    scenario = ground.scenario
    chance = Chance(SEED, number, 1)
    luck = {what: chance.uniform(what, len(scenario.actors))[0] for what in ("kind", "line-up")}
    cast: dict[str, Policy] = {}
    for place, actor in enumerate(scenario.actors):
        kind, which = float(luck["kind"][place]), float(luck["line-up"][place])
        levers = scenario.levers.of(actor)
        if kind < BLIND_SHARE:
            cast[actor] = BlindPlan(levers, _plans(ground, actor)[int(which * PLANS)])
        elif kind < BLIND_SHARE + BOT_SHARE:
            cast[actor] = list(BOTS.values())[int(which * len(BOTS))](levers)
        else:
            names = list(ground.library.policies[actor])
            name = names[int(which * len(names))]
            cast[actor] = choose_policies(scenario, {actor: name}, ground.library)[actor]
    return cast


@functools.cache
def _plans(ground: Ground, actor: str) -> list[Plan]:
    return random_plans(ground, actor, PLANS)


def print_reached(ground: Ground, line_ups: int, replicates: int) -> None:
    """Print the percentiles of every aim's measure over random line-ups."""
    scenario = ground.scenario
    readers = {
        f"{actor}.{aim.name}": functools.partial(_read, aim.measure)
        for actor, aims in scenario.aims.items()
        for aim in aims
    }
    casts = [draw_line_up(ground, number) for number in range(line_ups)]
    played = play_casts(scenario, casts, seed=SEED, games=replicates, watch=readers)
    print(f"{scenario.name}: {line_ups} line-ups of {replicates} games, percentiles {PERCENTILES}")
    for name, values in played.series.items():
        found = np.percentile(values[:, :, -1], PERCENTILES)
        print(f"  {name}: " + "  ".join(f"{value:.3g}" for value in found))


def _read(measure: Expression, position: Position, _scenario: Scenario) -> Floats:
    values = measure.evaluate(payoff_lookup(position))
    return values + np.zeros((position.replicates, 1))


def print_targets(scenario: Scenario, replicates: int) -> None:
    """Print each policy's median score against the scenario's own line-up, the best one last."""
    for actor in scenario.actors:
        medians = {}
        for name in quick_policies(shipped_library(), actor):
            model = play(scenario, {actor: name}, SEED, replicates)
            scores = total_scores(score_aims(model.position, scenario), scenario)
            medians[name] = float(np.median(scores[actor]))
        ranked = sorted(medians, key=medians.__getitem__)
        print(f"  {actor}: " + "  ".join(f"{name} {medians[name]:.1f}" for name in ranked))


def main() -> None:
    """Print both tables for one scenario."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenario")
    parser.add_argument("--line-ups", type=int, default=100)
    parser.add_argument("--replicates", type=int, default=20)
    wanted = parser.parse_args()
    scenario = load_scenario(wanted.scenario)
    print_reached(Ground(wanted.scenario, Budget()), wanted.line_ups, wanted.replicates)
    print_targets(scenario, 5 * wanted.replicates)


if __name__ == "__main__":
    main()
