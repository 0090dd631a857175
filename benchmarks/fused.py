"""A turn by compiled kernels against a turn by arrays, one core, alternated in one run.

    python benchmarks/fused.py [--scenario NAME] [--games N] [--rounds N]

Times are processor time, since machines do other things too; the load average is printed with
them. Read the ratios: both sides meet the same noise. All five actors decide, and luck is drawn.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import time
from collections.abc import Callable

import numpy as np

from agents.cast import choose_policies
from game.config.scenarios import load_scenario
from game.fused.gate import play_turn
from game.fused.machine import Machine
from game.fused.rows import Placement
from game.state.chance import Chance
from game.state.opening import draw_opening
from game.turn.engine import open_position

SIZES = (1, 16, 256, 4096, 65536)


def seconds() -> float:
    """Return the processor time used so far, that of compilers included."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


class Contestant:
    """A scenario's own line-up, played both ways."""

    def __init__(self, name: str) -> None:
        self.scenario = load_scenario(name)
        self.policies = choose_policies(self.scenario, {})
        before = seconds()
        self.machine = Machine(self.scenario, self.policies)
        self.build = seconds() - before

    def arrays(self, games: int) -> float:
        """Return microseconds a turn and game."""
        chance = Chance(1, 0, games)
        position = open_position(self.scenario, draw_opening(self.scenario, chance))
        before = seconds()
        for _ in range(self.scenario.turns):
            position = play_turn(position, self.scenario, self.policies, chance)
        return 1e6 * (seconds() - before) / (games * self.scenario.turns)

    def kernels(self, games: int) -> float:
        """Return microseconds a turn and game."""
        chance, rows = Chance(1, 0, games), Placement(first=0, replicates=games, points=1)
        position = open_position(self.scenario, draw_opening(self.scenario, chance))
        before = seconds()
        self.machine.play(position, chance, rows, self.scenario.params, self.scenario.turns)
        return 1e6 * (seconds() - before) / (games * self.scenario.turns)


def median_of(measure: Callable[[int], float], games: int, rounds: int) -> float:
    """Return the median of some measurements."""
    return statistics.median(measure(games) for _ in range(rounds))


def main() -> None:
    """Print the ratio, and how the cost of a turn grows with the number of games."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scenario", default="december_2025")
    parser.add_argument("--games", type=int, default=8000)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    contestant = Contestant(arguments.scenario)
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"{contestant.build:8.2f} s  to trace and compile, or to find what was compiled before")
    with np.errstate(all="ignore"):
        pairs = [
            (contestant.arrays(arguments.games), contestant.kernels(arguments.games))
            for _ in range(arguments.rounds)
        ]
        arrays, kernels = (statistics.median(side) for side in zip(*pairs, strict=True))
        print(f"{arrays:8.2f} us a turn and game by arrays, {arguments.games} games")
        print(f"{kernels:8.2f} us by kernels: {arrays / kernels:.1f} times as fast")
        for games in SIZES:
            cost = median_of(contestant.kernels, games, arguments.rounds)
            print(f"{cost:8.2f} us a turn and game by kernels, {games} games")
        alone = median_of(contestant.arrays, 1, arguments.rounds)
        print(f"{alone / 1000:8.2f} ms a turn of one game by arrays")


if __name__ == "__main__":
    main()
