"""Laws of the replicate axis: a row of a batch is the game played alone, bit for bit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.model import GameModel
from game.config.scenarios import load_scenario
from game.state.world import FIELDS
from game.turn.outcome import outcome, score_aims

SCENARIOS = ("october_2022", "april_2025", "december_2025", "lesson")
TURNS = 4


def play(scenario: str, *, seed: int, replicates: int, first: int, policies: str) -> GameModel:
    loaded = load_scenario(scenario)
    chosen = {} if policies == "own" else dict.fromkeys(loaded.actors, "random_legal")
    model = GameModel(loaded, policies=chosen, seed=seed, replicates=replicates, first=first)
    for _ in range(TURNS):
        if model.running:
            model.step()
    return model


@pytest.mark.parametrize("policies", ["own", "random_legal"])
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_row_of_a_batch_is_the_game_alone_bit_for_bit(scenario: str, policies: str) -> None:
    batch = play(scenario, seed=7, replicates=9, first=0, policies=policies)
    for row in (0, 4, 8):
        alone = play(scenario, seed=7, replicates=1, first=row, policies=policies)
        assert_same_row(batch, row, alone)


@given(seed=st.integers(0, 2**32), size=st.integers(1, 6), row=st.integers(0, 5))
def test_the_size_of_a_chunk_changes_nothing(seed: int, size: int, row: int) -> None:
    """The chunk in which a game stands is played, and the whole batch."""
    whole = play("lesson", seed=seed, replicates=6, first=0, policies="random_legal")
    first = row // size * size
    count = min(size, 6 - first)
    chunk = play("lesson", seed=seed, replicates=count, first=first, policies="random_legal")
    for place in range(count):
        assert_same_row(whole, first + place, chunk, place)


def assert_same_row(batch: GameModel, row: int, alone: GameModel, other: int = 0) -> None:
    assert batch.position.ending.turn[row] == alone.position.ending.turn[other]
    if alone.position.turn < batch.position.turn:
        return  # ended before the rest of its batch, which played on
    for name in FIELDS:
        many, one = getattr(batch.position.world, name), getattr(alone.position.world, name)
        assert np.array_equal(many[row], one[other]), f"{name} differs in row {row}"
    for name, values in batch.position.orders.settings.items():
        one = alone.position.orders.settings[name]
        assert np.array_equal(values[row], one[other]), f"lever {name} differs in row {row}"
    many_aims = score_aims(batch.position, batch.scenario)
    one_aims = score_aims(alone.position, alone.scenario)
    for actor, aims in many_aims.items():
        for aim, scored in aims.items():
            assert scored[row] == one_aims[actor][aim][other], f"{actor} {aim} in row {row}"


def test_a_game_that_ended_early_scores_in_the_batch_what_it_scores_alone() -> None:
    scenario = load_scenario("december_2025")
    policies = {"washington": "tighten_hard", "beijing": "rare_earth_escalation"}
    batch = GameModel(scenario, policies=policies, seed=3, replicates=24)
    while batch.running:
        batch.step()
    ends = batch.position.ending.turn[:, 0]
    early = np.flatnonzero(ends < scenario.turns)
    assert early.size, "no game of this ensemble ends early"
    row = int(early[0])
    alone = GameModel(scenario, policies=policies, seed=3, first=row)
    while alone.running:
        alone.step()
    assert alone.position.turn == ends[row]
    assert outcome(batch.position, scenario, row) == outcome(alone.position, scenario)
