"""Law 24: the house's laws hold. How long a turn takes, the benchmark measures besides."""

from __future__ import annotations

import numpy as np

from agents.rollouts import play_turn
from game.contests.laws.ground import Ground
from game.contests.laws.readings import Reading
from game.contests.redteam.side_by_side import open_games
from game.state.chance import Chance
from game.state.position import Position
from game.state.replicate_rows import pick_rows
from game.state.world import FIELDS
from game.turn.ledger import Ledger

TURNS, GAMES = 4, 6


def read_house_laws(ground: Ground) -> list[Reading]:
    """Read law 24: what a ledger leaves over, and rows against lone games."""
    cell = ground.cell(24, line_up="own")
    return [
        Reading(
            cell=cell,
            part="largest share of a change that a ledger leaves over",
            value=ledger_residual(ground),
            unit="",
            high=1e-9,
        ),
        Reading(
            cell=cell,
            part=f"rows of {GAMES} that differ from their game alone",
            value=float(rows_that_differ(ground)),
            unit="rows",
            high=0.0,
        ),
    ]


def ledger_residual(ground: Ground) -> float:
    """Return the largest part of a field's change that its causes do not add up to."""
    scenario, cast = ground.scenario, ground.line_ups["own"]
    luck = Chance(ground.budget.test, 0, 1)
    position, largest = open_games(scenario, ground.budget.test, 1), 0.0
    for _ in range(min(TURNS, scenario.turns)):
        ledger = Ledger()
        before = position.world
        position = play_turn(position, scenario, cast, luck, ledger=ledger)
        for name in FIELDS:
            was, now = getattr(before, name), getattr(position.world, name)
            explained = sum((cause.change for cause in ledger.of(name)), np.zeros(now.shape))
            size = max(1.0, float(np.abs(was).max()), float(np.abs(now).max()))
            if name != "capital":  # sealing takes capital, before the months
                largest = max(largest, float(np.abs(now - was - explained).max()) / size)
    return largest


def rows_that_differ(ground: Ground) -> int:
    """Return how many rows of a batch end in another state than the game alone."""
    scenario, cast, seed = ground.scenario, ground.line_ups["own"], ground.budget.test
    whole = open_games(scenario, seed, GAMES)
    alone = [pick_rows(whole, np.array([row])) for row in range(GAMES)]
    for _ in range(min(TURNS, scenario.turns)):
        whole = play_turn(whole, scenario, cast, Chance(seed, 0, GAMES))
        alone = [
            play_turn(position, scenario, cast, Chance(seed, row, 1))
            for row, position in enumerate(alone)
        ]
    return sum(not _is_row(whole, row, position) for row, position in enumerate(alone))


def _is_row(whole: Position, row: int, alone: Position) -> bool:
    """Tell whether a row of a batch has the world and the settings of a game alone."""
    worlds = all(
        np.array_equal(getattr(whole.world, name)[row], getattr(alone.world, name)[0])
        for name in FIELDS
    )
    orders = alone.orders.settings
    return worlds and all(
        np.array_equal(whole.orders.settings[name][row], orders[name][0]) for name in orders
    )
