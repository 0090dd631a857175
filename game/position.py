"""Where a game stands: the world, the orders in force, and what is remembered of the past."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping
from typing import Literal

from game.orders import Orders
from game.world import FIELDS, Floats, World

Phase = Literal["measures", "responses"]
PHASES: tuple[Phase, ...] = ("measures", "responses")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Past:
    """What is remembered of the end of an earlier turn.

    `facts` holds the measures that views, payoffs and end tests read, by expression text.
    """

    facts: Mapping[str, Floats]
    orders: Orders


@dataclasses.dataclass(frozen=True, kw_only=True)
class Ending:
    """How far each replicate is from its end: arrays (R, 1).

    `turn` is the turn after which a replicate ended, -1 while it runs; `termination` and `actor`
    are indices; `streaks` counts in how many turns running each early end was met (R, n).
    """

    turn: Floats
    termination: Floats
    actor: Floats
    streaks: Floats


@dataclasses.dataclass(frozen=True, kw_only=True)
class Position:
    """One moment of a game, in all replicates; positions share all that did not change.

    `turn` counts finished turns. `orders` are in force now, with what this turn's phases have
    sealed so far; `before` were in force when the turn began. `months` are the worlds of the turn
    just passed, the latest last. `moves` holds the sign of the last move of each setting.
    `granted` holds the turn in which a proposal of that key was last granted.
    `sums` are running totals over turns of the facts that payoffs average, `first` their values
    at the opening.
    """

    turn: int
    phase: Phase
    world: World
    orders: Orders
    before: Orders
    months: tuple[World, ...]
    past: tuple[Past, ...]
    moves: Mapping[str, Floats]
    granted: Mapping[str, Floats]
    sums: Mapping[str, Floats]
    first: Mapping[str, Floats]
    ending: Ending

    @property
    def replicates(self) -> int:
        """How many histories run side by side."""
        return self.world.replicates


def state_hash(position: Position) -> str:
    """Return the SHA-256 of everything that decides how the game goes on."""
    digest = hashlib.sha256(f"{position.turn} {position.world.month}".encode())
    for name in FIELDS:
        digest.update(getattr(position.world, name).tobytes())
    for name, values in position.orders.settings.items():
        digest.update(name.encode())
        digest.update(values.tobytes())
    return digest.hexdigest()
