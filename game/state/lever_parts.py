"""What a lever has besides its settings: what its moves require, and how its orders read."""

from __future__ import annotations

import dataclasses

from game.language.expression import Expression


@dataclasses.dataclass(frozen=True, kw_only=True)
class Requirement:
    """A condition that must hold for a lever to move; what is wrong when it does not, the way out.

    `{lever}`, `{lever.setting}` and `{lever.member}` in the remedy stand for their names.
    """

    when: Expression
    says: str
    remedy: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Wording:
    """How a lever's orders read: who signs them, and what is said of each setting.

    `titles` are those of named settings, in order; `phrases` one for each, or a single one where
    settings are numbers, "" where an order is said as `sets`, `raises` or `cuts` the `object`.
    """

    signature: str
    is_plural: bool
    object: str
    titles: tuple[str, ...]
    phrases: tuple[str, ...]
