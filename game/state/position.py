"""Where a game stands: the world, the orders in force, and what is remembered of the past."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
from collections.abc import Callable, Mapping
from typing import Literal

import numpy as np

from game.state.orders import Orders
from game.state.reading import Seen
from game.state.scenario import Scenario
from game.state.world import Floats, World

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
    are indices; `streaks` counts in how many turns running each early end was met (R, n). `aims`
    holds the scores of replicates at their end, by actor and aim: what comes after counts for
    nothing, so that a row of a batch scores what the game scores alone.
    """

    turn: Floats
    termination: Floats
    actor: Floats
    streaks: Floats
    aims: Mapping[str, Mapping[str, Floats]]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Position:
    """One moment of a game, in all replicates; positions share all that did not change.

    `turn` counts finished turns. `orders` are in force now, with what this turn's phases have
    sealed so far; `before` were in force when the turn began. `sealed` are the orders sealed last,
    pulses included, and `earlier` those in force before them. `months` are the worlds of the turn
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
    sealed: Orders
    earlier: Orders
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


def see(position: Position, scenario: Scenario) -> Seen:
    """Return the position as quantities read it, the same to everyone who looks."""
    look = _look_alone if position.replicates == 1 else _look_wide
    return look(
        months=position.months,
        orders=position.orders,
        before=position.before,
        sealed=position.sealed,
        earlier=position.earlier,
        params=scenario.params,
        turn=position.turn,
    )


# What one phase works out, the next ones need as well: views, requirements, what is remembered.
# Of single games there may be many in a process, each at a position of its own.
_look_wide = functools.lru_cache(maxsize=2)(Seen)
_look_alone = functools.lru_cache(maxsize=64)(Seen)


def state_hash(position: Position) -> str:
    """Return the SHA-256 of a position, every part of it: equal positions go on equally."""
    digest = hashlib.sha256()
    _feed(digest.update, position)
    return digest.hexdigest()


def _feed(update: Callable[[bytes], object], part: object) -> None:
    """Feed a hash with a part: the numbers in it, and the names and counts that order them."""
    if isinstance(part, np.ndarray):
        # A zero's sign is left to the processor by numpy's maximum, and decides nothing.
        update((part + 0.0).tobytes())
    elif isinstance(part, Mapping):
        update(b"%d names" % len(part))
        for name in sorted(part):
            update(name.encode())
            _feed(update, part[name])
    elif isinstance(part, tuple):
        update(b"%d members" % len(part))
        for member in part:
            _feed(update, member)
    elif isinstance(part, Orders):
        _feed(update, part.settings)
    elif dataclasses.is_dataclass(part):
        _feed(update, {field.name: getattr(part, field.name) for field in dataclasses.fields(part)})
    else:
        update(repr(part).encode())
