"""How much a strategist looks at: a budget in rollouts, never in seconds."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any


@dataclasses.dataclass(frozen=True, kw_only=True)
class Size:
    """The numbers of one size, as `configs/lookahead` tells them.

    Attributes
    ----------
    rollouts
        Rollouts before measures; responses get `response_share` of them.
    games
        Imagined games that a view is compared with.
    worlds
        The nearest of them, from which plans are played.
    rounds
        In how many rounds single changes are sifted.
    leaders
        Policies of each other actor that are believed possible at once.
    policies
        Policies of its own seat, as they are, that the plan is compared with each turn.
    errors
        By how many standard errors a plan must be better than the one that stands.
    usual, aimless
        How likely it is, before anybody has moved, that an actor is led as the scenario has it, and
        that it gives no orders.
    """

    name: str
    rollouts: int
    response_share: float
    games: int
    worlds: int
    leaders: int
    rounds: int
    policies: int
    errors: float
    usual: float
    aimless: float

    @classmethod
    def read(cls, name: str, numbers: Mapping[str, float]) -> Size:
        """Return the size that some numbers are."""
        read: dict[str, Any] = {
            field.name: int(numbers[field.name]) if field.type == "int" else numbers[field.name]
            for field in dataclasses.fields(cls)
            if field.name != "name"
        }
        return cls(name=name, **read)
