"""Where payoffs and targets take their reference points from.

    python benchmarks/reference_points.py SCENARIO [--line-ups N] [--replicates R]

Plays line-ups of shipped policies drawn at random and prints, for each aim of each actor, what the
games reached: an aim scores 0 at the 2nd and 100 at the 98th percentile. Then plays every policy
of each seat against the scenario's own line-up and prints its median score: a seat's target is the
median of its best policy, which thereby wins half its games.
"""

from __future__ import annotations

import argparse

import numpy as np

from agents.cast import quick_policies
from agents.model import GameModel
from game.config.scenarios import load_scenario, shipped_library
from game.state.chance import Chance
from game.state.scenario import Scenario
from game.state.world import Floats
from game.turn.outcome import payoff_lookup, score_aims, total_scores

PERCENTILES = (2, 50, 98)
SEED = 2026


def play(scenario: Scenario, policies: dict[str, str], seed: int, replicates: int) -> GameModel:
    """Play a scenario to its end in all replicates."""
    model = GameModel(scenario, policies=policies, seed=seed, replicates=replicates)
    while model.running:
        model.step()
    return model


def draw_line_up(scenario: Scenario, number: int) -> dict[str, str]:
    """Return a policy file for each actor, drawn at random."""
    luck = Chance(SEED, number, 1).uniform("line-up", len(scenario.actors))[0]
    files = shipped_library().policies
    return {
        actor: list(files[actor])[int(share * len(files[actor]))]
        for actor, share in zip(scenario.actors, luck, strict=True)
    }


def print_reached(scenario: Scenario, line_ups: int, replicates: int) -> None:
    """Print the percentiles of every aim's measure over random line-ups."""
    reached: dict[tuple[str, str], list[Floats]] = {}
    for number in range(line_ups):
        model = play(scenario, draw_line_up(scenario, number), number, replicates)
        look = payoff_lookup(model.position)
        for actor, aims in scenario.aims.items():
            for aim in aims:
                values = np.broadcast_to(aim.measure.evaluate(look), (replicates, 1))
                reached.setdefault((actor, aim.name), []).append(values[:, 0])
    print(f"{scenario.name}: {line_ups} line-ups of {replicates} games, percentiles {PERCENTILES}")
    for (actor, name), values in reached.items():
        found = np.percentile(np.concatenate(values), PERCENTILES)
        print(f"  {actor}.{name}: " + "  ".join(f"{value:.3g}" for value in found))


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
    print_reached(scenario, wanted.line_ups, wanted.replicates)
    print_targets(scenario, 5 * wanted.replicates)


if __name__ == "__main__":
    main()
