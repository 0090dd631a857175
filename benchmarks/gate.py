"""The gate, whole: every number of kernels against every number of arrays.

    python benchmarks/gate.py [--scenario NAME ...] [--rounds N] [--games N] [--turns N] [--seed S]

For each scenario: its own line-up with every number of a position kept, then N line-ups drawn from
the shipped policies, every other one with parameters that differ from game to game. It prints a
line for each, with the seed that plays it again, and ends with code 1 if a number differs.
"""

from __future__ import annotations

import argparse
import secrets
import sys
from collections.abc import Mapping

import numpy as np

from agents.cast import choose_policies
from game.config.scenarios import load_scenario, shipped_library
from game.fused.gate import compare
from game.fused.machine import Machine
from game.fused.rows import Placement
from game.state.params import Params
from game.state.scenario import Scenario

SPREAD = 0.1  # parameters differ by up to this share of themselves


def draw_line_up(random: np.random.Generator) -> dict[str, str]:
    """Return a shipped policy for each actor."""
    policies = shipped_library().policies
    return {actor: str(random.choice(list(own))) for actor, own in policies.items()}


def vary(params: Params, games: int, random: np.random.Generator) -> Params:
    """Return parameters of which each single number differs from game to game."""
    numbers = {
        name: values * random.uniform(1.0 - SPREAD, 1.0 + SPREAD, (games, 1))
        for name, values in params.numbers.items()
        if values.ndim == 0
    }
    return params.with_numbers(numbers)


def check(
    scenario: Scenario,
    names: Mapping[str, str],
    seed: int,
    arguments: argparse.Namespace,
    *,
    varies: bool,
    whole: bool,
) -> bool:
    """Play games both ways, print what differs, and return whether nothing does."""
    random = np.random.default_rng(seed)
    policies = choose_policies(scenario, names)
    rows = Placement(first=int(random.integers(0, 1000)), replicates=arguments.games, points=1)
    params = vary(scenario.params, rows.replicates, random) if varies else scenario.params
    machine = Machine(scenario, policies, varies=varies, whole=whole)
    numbers = differing = odd = 0
    paths: set[str] = set()
    with np.errstate(all="ignore"):
        for turn in compare(
            machine, policies, seed=seed, rows=rows, turns=arguments.turns, params=params
        ):
            numbers, odd = numbers + turn.numbers, odd + turn.odd
            differing += sum(turn.differing.values())
            paths |= {str(path[0]) for path in turn.differing}
    told = "varied" if varies else "whole" if whole else "plain"
    line_up = ", ".join(names.values()) or "own line-up"
    print(
        f"{scenario.name}, seed {seed}, {told}: {numbers:,} numbers, {differing} differ "
        f"{sorted(paths) or ''} {odd} without answer; {line_up}",
        flush=True,
    )
    return not differing


def main() -> None:
    """Play the gate and end with what it came to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scenario", nargs="*", default=list(shipped_library().scenarios))
    parser.add_argument("--rounds", type=int, default=8, help="line-ups of each scenario")
    parser.add_argument("--games", type=int, default=61)
    parser.add_argument("--turns", type=int, default=8)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(2**32))
    arguments = parser.parse_args()
    passed = True
    for name in arguments.scenario:
        scenario = load_scenario(name)
        passed &= check(scenario, {}, arguments.seed, arguments, varies=False, whole=True)
        for number in range(arguments.rounds):
            seed = arguments.seed + number
            names = draw_line_up(np.random.default_rng(seed))
            varies = number % 2 == 1
            passed &= check(scenario, names, seed, arguments, varies=varies, whole=False)
    sys.exit(0 if passed else 1)


if __name__ == "__main__":
    main()
