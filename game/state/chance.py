"""Nature's luck: drawn by address, never consumed.

A draw depends on the seed, the moment, the event's name, the replicate and the column, and on
nothing else. Two policies therefore meet the same luck, a new rule shifts no old draw, and any
replicate can be replayed alone.
"""

from __future__ import annotations

import functools
import hashlib
import secrets
import threading
from typing import Any

import numpy as np
import numpy.typing as npt

from game.errors import UserError
from game.state.world import Floats

SEEDS = 1 << 128  # a seed is a whole number from 0 to this less 1

# Seeds that nobody chose are short enough to write down.
_FRESH_SEEDS = 1 << 32
_SECRET_BYTES = 16

_WORD = (1 << 64) - 1
_LANES = 4  # draws in one block of the generator
_STEP = 2.0**-53
# Arrays, which numpy takes faster than its numbers.
_SHIFT = np.array(12, np.uint64)
_ONE = np.array(1.0).view(np.uint64)  # the bits of 1.0
_BELOW_ONE = np.array(1.0 - 2.0**-53)


def fresh_seed() -> int:
    """Return a seed that no game has had, as far as can be told."""
    return secrets.randbelow(_FRESH_SEEDS)


def sealed_luck() -> tuple[int, str]:
    """Return a seed that nobody can search for, and 128 bits of secret in hexadecimal beside it."""
    return secrets.randbelow(SEEDS), secrets.token_hex(_SECRET_BYTES)


def check_seed(seed: int, place: str = "seed") -> None:
    """Refuse what is no seed; `place` is where it was given.

    Raises
    ------
    UserError
        If it is not from 0 to 2**128 - 1.
    """
    if not 0 <= seed < SEEDS:
        raise UserError(place, f"{seed} is no seed", "give a whole number from 0 to 2**128 - 1")


class Chance:
    """Addressed uniforms for replicates `first` to `first + replicates` - 1 at one moment.

    The moment is a month for rules and a phase for policies; their event names differ, so they
    never share a draw.

    Draws come from Philox 4x64-10 (Salmon and others, Parallel random numbers: as easy as 1, 2, 3,
    SC 2011), a counter that is encrypted under a key: addresses that differ in one bit have draws
    as unlike as any. To have the same bits elsewhere, in C say:

    - key: the seed, as two words of 64 bits, the lower one first;
    - counter, four words: 1 + replicate // 4; the column; the moment (modulo 2**64); the first
      eight bytes of the SHA-256 of the event's name in UTF-8, the first byte highest;
    - of the four words that come out, replicate % 4 says which one is the draw;
    - of a word w, the uniform is (2 (w >> 12) + 1) / 2**53, which is exact. The double with the
      bits (w >> 12) | 0x3FF0000000000000, less 1 - 2**-53, is the same.

    Raises
    ------
    UserError
        If the seed is not from 0 to 2**128 - 1.
    """

    def __init__(self, seed: int, first: int, replicates: int, moment: int = 0) -> None:
        check_seed(seed)
        self.seed = seed
        self.first = first
        self.replicates = replicates
        self.moment = moment

    def at(self, moment: int) -> Chance:
        """Return the same luck at another moment."""
        return Chance(self.seed, self.first, self.replicates, moment)

    def before(self, moment: int, ago: int) -> Chance:
        """Return the same luck so long before a moment, or at moment 0 if that is later."""
        return self.at(max(moment - ago, 0))

    def uniform_at(self, event: str, moments: Floats) -> Floats:
        """Return (R, 1) uniforms of an event, each at its replicate's own of the moments (R, 1)."""
        drawn = np.zeros(moments.shape)
        for moment in np.unique(moments).tolist():
            drawn = np.where(moments == moment, self.at(int(moment)).uniform(event), drawn)
        return drawn

    def uniform(self, event: str, n: int = 1) -> Floats:
        """Return (R, n) uniforms between 0 and 1, neither included, that belong to this event.

        Column c is the same whatever `n`.
        """
        block, lane = divmod(self.first, _LANES)
        moment, name = self.moment & _WORD, _name_word(event)
        columns = (
            _philox.read(self.seed, (block, column, moment, name), lane + self.replicates)
            for column in range(n)
        )
        # The middles of 2**52 equal steps from 0 to 1, exactly.
        if self.replicates == 1:  # floats are faster for a few
            return np.array([[(2 * (words.item(lane) >> 12) + 1) * _STEP for words in columns]])
        bits = np.empty((n, self.replicates), np.uint64)
        for into, words in zip(bits, columns, strict=True):
            np.right_shift(words[lane:], _SHIFT, into)
        np.bitwise_or(bits, _ONE, bits)
        uniforms = bits.view(np.float64)
        np.subtract(uniforms, _BELOW_ONE, uniforms)
        return uniforms.T  # replicates next to each other in memory


Words = npt.NDArray[np.uint64]


class _Philox(threading.local):
    """numpy's generator, one in each thread, set to a key and a counter before each reading."""

    def __init__(self) -> None:
        self._bits = np.random.Philox(key=0)
        self._seed = 0
        self._key = np.zeros(2, np.uint64)
        self._counter = np.zeros(4, np.uint64)
        self._state: Any = {
            "bit_generator": "Philox",
            "state": {"counter": self._counter, "key": self._key},
            "buffer": np.zeros(_LANES, np.uint64),
            "buffer_pos": _LANES,  # nothing is left in it
            "has_uint32": 0,
            "uinteger": 0,
        }

    def read(self, seed: int, counter: tuple[int, int, int, int], count: int) -> Words:
        """Return words of the blocks after this counter: numpy adds 1 before each block."""
        if seed != self._seed:
            self._seed = seed
            self._key[:] = seed & _WORD, seed >> 64
        self._counter[:] = counter
        self._bits.state = self._state
        return self._bits.random_raw(count)


_philox = _Philox()


@functools.lru_cache(maxsize=1024)
def _name_word(event: str) -> int:
    return int.from_bytes(hashlib.sha256(event.encode()).digest()[:8], "big")
