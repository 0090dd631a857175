"""The gate, on a sample that differs each time: kernels and arrays come to the same numbers.

`python benchmarks/gate.py` plays all of it.
"""

import secrets

import numpy as np
import pytest

from agents.cast import choose_policies
from game.config.scenarios import load_scenario, shipped_library
from game.fused.c_compiler import find_compiler
from game.fused.gate import compare
from game.fused.machine import Machine
from game.fused.rows import Placement

pytestmark = pytest.mark.skipif(find_compiler() is None, reason="no C compiler")
TURNS = 3


def line_up(random):
    return {
        actor: str(random.choice(list(own)))
        for actor, own in shipped_library().policies.items()
        if random.random() < 0.4
    }


def test_kernels_and_arrays_come_to_the_same_numbers():
    seed = secrets.randbelow(2**32)
    random = np.random.default_rng(seed)
    scenario = load_scenario("lesson")
    names = line_up(random)
    print(f"seed {seed}: {names}")  # pytest shows it where this fails
    policies = choose_policies(scenario, names)
    rows = Placement(first=int(random.integers(0, 1000)), replicates=37, points=1)
    compared = list(
        compare(Machine(scenario, policies), policies, seed=seed, rows=rows, turns=TURNS)
    )
    assert [turn.differing for turn in compared] == [{}] * TURNS
    assert sum(turn.odd for turn in compared) == 0
    assert min(turn.numbers for turn in compared) > 30_000


def test_rows_of_several_points_meet_the_luck_of_their_replicates():
    rows = Placement(first=6, replicates=7, points=3)
    places, games = rows.places, rows.games
    assert (games[places] == np.arange(21)).all()
    replicates = 4 * rows.luck[places // 4] + places % 4
    assert replicates.tolist() == list(range(6, 13)) * 3
