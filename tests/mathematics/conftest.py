"""The functions, and numbers at which they are hard."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from game import mathematics
from game.mathematics import exponential, logarithm, powers, tangent
from game.mathematics.bits import CENTRES
from game.mathematics.elementwise import Elementwise
from game.mathematics.program import Floats

FUNCTIONS: dict[str, Callable[..., Floats]] = {
    name: getattr(mathematics, name) for name in ("exp", "expm1", "log", "log1p", "power", "tanh")
}
INSIDE: dict[str, Elementwise] = {
    "exp": exponential._EXP,
    "expm1": exponential._EXPM1,
    "log": logarithm._LOG,
    "log1p": logarithm._LOG1P,
    "power": powers._POWER,
    "tanh": tangent._TANH,
}


def beside(values: Floats) -> Floats:
    """Numbers with their neighbours on both sides."""
    return np.concatenate([values, np.nextafter(values, np.inf), np.nextafter(values, -np.inf)])


def signed(luck: np.random.Generator, sizes: Floats) -> Floats:
    numbers: Floats = sizes * luck.choice([-1.0, 1.0], len(sizes))
    return numbers


def hard_numbers(name: str, count: int, seed: int = 0) -> list[Floats]:
    """Arguments of a function: spread over its range, dense where it is used, and where the ways of
    working it out meet."""
    luck = np.random.default_rng(seed)
    spread = luck.uniform
    tiny = signed(luck, 10.0 ** spread(-300.0, 0.0, count))
    centres = luck.choice(CENTRES, count)
    edges = centres * (1.0 + 2.0**-12)  # between two intervals of the table, nearly
    if name == "exp":
        half_steps = (luck.integers(-2_000_000, 2_000_000, count) + 0.5) * np.log(2.0) / 2048.0
        parts = [spread(-708.0, 709.78, count), spread(-3.0, 3.0, count), tiny, beside(half_steps)]
    elif name == "expm1":
        halves = (luck.integers(-60, 900, count) + 0.5) * np.log(2.0)
        parts = [spread(-40.0, 709.0, count), spread(-1.1, 1.1, count), tiny, beside(halves)]
    elif name == "log":
        near = 1.0 + signed(luck, 10.0 ** spread(-16.0, -2.0, count))
        far = edges * 2.0 ** luck.integers(-1000, 1000, count)
        parts = [spread(0.5, 2.0, count), 10.0 ** spread(-307.0, 308.0, count), near, beside(far)]
    elif name == "log1p":
        wide = 10.0 ** spread(-300.0, 300.0, count)
        parts = [spread(-0.99, 2.0, count), spread(-0.1, 0.1, count), tiny * 0.9, wide, edges - 1.0]
    elif name == "tanh":
        parts = [
            spread(-22.0, 22.0, count),
            spread(-1.0, 1.0, count),
            spread(0.5, 0.9, count),
            tiny,
        ]
    else:
        bases = [2.0 ** spread(-99.0, 99.0, count), spread(0.2, 5.0, count), beside(edges)]
        base = np.concatenate(bases)
        usual = luck.choice([0.5, -0.5, 1.0 / 3.0, 2.0, 3.0, 1.5, -10.0], len(base))
        exponent = np.where(luck.uniform(size=len(base)) < 0.5, usual, spread(-10, 10, len(base)))
        return [base, exponent]
    return [np.concatenate(parts)]


@pytest.fixture(params=list(FUNCTIONS))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)
