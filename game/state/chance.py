"""Nature's luck: drawn by address, never consumed.

A draw depends on the seed, the moment, the event's name and the replicate, and on nothing else.
Two policies therefore meet the same luck, a new rule shifts no old draw, and any replicate can
be replayed alone.
"""

from __future__ import annotations

import hashlib
import secrets

import numpy as np

from game.state.world import Floats

# PCG64 has a period of 2**128. Moments lie 2**64 draws apart, which leaves room for 2**64 draws
# in one moment and for 2**64 moments: no two addresses can meet.
_MOMENT_STRIDE = 1 << 64
_PERIOD = 1 << 128


# Seeds that nobody chose are short enough to write down.
_FRESH_SEEDS = 1 << 32


def fresh_seed() -> int:
    """Return a seed that no game has had, as far as can be told."""
    return secrets.randbelow(_FRESH_SEEDS)


class _Stream:
    """One event's sequence of uniforms, read at any address."""

    def __init__(self, seed: int, name: str) -> None:
        key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")
        self._bits = np.random.PCG64(np.random.SeedSequence([seed, key]))
        self._draw = np.random.Generator(self._bits)
        self._position = 0

    def read(self, position: int, rows: int, columns: int) -> Floats:
        step = (position - self._position) % _PERIOD
        if step:
            self._bits.advance(step)
        self._position = position + rows * columns
        return np.asfortranarray(self._draw.random((rows, columns)))


class Chance:
    """Addressed uniforms for replicates `first` to `first + replicates` - 1 at one moment.

    The moment is a month for rules and a phase for policies; their event names differ, so they
    never share a draw.
    """

    def __init__(self, seed: int, first: int, replicates: int, moment: int = 0) -> None:
        self.seed = seed
        self.first = first
        self.replicates = replicates
        self.moment = moment
        self._streams: dict[str, _Stream] = {}

    def at(self, moment: int) -> Chance:
        """Return the same luck at another moment."""
        other = Chance(self.seed, self.first, self.replicates, moment)
        other._streams = self._streams
        return other

    def uniform(self, event: str, n: int = 1) -> Floats:
        """Return (R, n) uniforms in [0, 1) that belong to this event, moment and replicate.

        Always ask for the same `n` under one name: the address counts draws per replicate.
        """
        stream = self._streams.get(event)
        if stream is None:
            stream = self._streams[event] = _Stream(self.seed, event)
        position = self.moment * _MOMENT_STRIDE + self.first * n
        return stream.read(position, self.replicates, n)
