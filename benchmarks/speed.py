"""How fast the engine is, as figures and ratios of one run on one core.

    python benchmarks/speed.py [--scenario NAME] [--seconds N]

Machines differ and share their cores, so only the ratios travel; the tests never time anything.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import time
from collections.abc import Callable

from agents.model import GameModel
from game.config.scenarios import load_scenario
from game.state.scenario import Scenario
from game.state.world import FIELDS

CHUNKS = (500, 1000, 2000, 4000, 8000)


def play(scenario: Scenario, replicates: int, seed: int) -> GameModel:
    """Play a whole scenario with its own policies, all five actors deciding."""
    model = GameModel(scenario, seed=seed, replicates=replicates)
    for _ in range(scenario.turns):
        model.step()
    return model


def rate(work: Callable[[int], object], games: int, seconds: float) -> float:
    """Return games a second of processor time, the best repetition of those that fit."""
    best, ends, seed = 0.0, time.perf_counter() + seconds, 0
    while seed == 0 or time.perf_counter() < ends:
        started = time.process_time()
        work(seed)
        best = max(best, games / (time.process_time() - started))
        seed += 1
    return best


def turn_times(scenario: Scenario) -> list[float]:
    """Return the seconds of each turn of one game, R = 1."""
    model = GameModel(scenario, seed=1)
    times = []
    for _ in range(scenario.turns):
        started = time.perf_counter()
        model.step()
        times.append(time.perf_counter() - started)
    return times


def bytes_a_replicate(scenario: Scenario) -> int:
    """Return what one replicate of the state takes."""
    model = GameModel(scenario, seed=1, replicates=8)
    world = sum(getattr(model.position.world, name).nbytes for name in FIELDS)
    settings = sum(values.nbytes for values in model.position.orders.settings.values())
    return int((world + settings) / 8)


def main() -> None:
    """Print the figures of one run."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scenario", default="december_2025")
    parser.add_argument("--seconds", type=float, default=5.0, help="for each measurement")
    wanted = parser.parse_args()
    scenario = load_scenario(wanted.scenario)
    play(scenario, 2, 0)
    gc.collect()
    gc.freeze()  # as a batch's workers do: what is loaded stays, and need not be searched again
    print(f"{scenario.name}: {scenario.turns} turns, five actors deciding, one core")
    rates = {}
    for chunk in CHUNKS:
        rates[chunk] = rate(lambda seed, n=chunk: play(scenario, n, seed), chunk, wanted.seconds)
        print(f"  chunks of {chunk:5d}: {rates[chunk]:8,.0f} games a second")
    best = max(rates, key=rates.__getitem__)
    alone = rate(lambda seed: play(scenario, 1, seed), 1, wanted.seconds)
    print(f"  one at a time: {alone:8,.1f} games a second, as a Mesa model each")
    print(f"  ratio at chunks of {best}: {rates[best] / alone:,.0f}")
    turn = statistics.median(turn_times(scenario))
    print(f"  one interactive turn: {1000 * turn:.1f} ms (median)")
    print(f"  one replicate: {bytes_a_replicate(scenario):,} bytes of state")


if __name__ == "__main__":
    main()
