"""The attacks: each invents cases without end, and judges what the program does with one."""

from __future__ import annotations

import dataclasses
import importlib
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.attack.case import Case


@dataclasses.dataclass(frozen=True)
class Attack:
    """One way of attacking.

    Parameters
    ----------
    invent
        Returns a case made up by a source of random numbers.
    judge
        Tries a case in an empty folder. Where the answer is wrong, it raises `WrongAnswerError` or
        whatever the program itself raises.
    seconds
        How long a case may take before it counts as endless.
    """

    name: str
    invent: Callable[[Random], Case]
    judge: Callable[[Case, Path], None]
    seconds: float


# The attack X is tests/attack/X.py, with its `invent` and `judge`, and its SECONDS.
NAMES = (
    "logs",
    "writes",
    "own_files",
    "shipped_configs",
    "arguments",
    "expressions",
    "batches",
    "rooms",
    "texts",
    "targets",
    "corners",
    "window",
)


def attack_named(name: str) -> Attack:
    """Return the attack of a name."""
    module = importlib.import_module(f"tests.attack.{name}")
    return Attack(name, module.invent, module.judge, module.SECONDS)
