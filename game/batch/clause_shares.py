"""What became of the clauses of a batch's policies, in games that were played again."""

from __future__ import annotations

import dataclasses

from game.state.levers import Action, Levers
from game.state.ties import largest_first
from game.turn.legality import Refusal


@dataclasses.dataclass(frozen=True, kw_only=True)
class RefusedFor:
    """An order that was refused in one of the games, and why; None for another order's sake."""

    action: Action
    reason: Refusal | None


@dataclasses.dataclass(frozen=True, kw_only=True)
class ClauseShare:
    """In what share of `games` a clause held, moved a setting and was refused, each at least once.

    `instance` is one refusal, None where there was none or none was looked for.
    """

    actor: str
    policy: str
    clause: int
    name: str
    games: int
    held: float
    granted: float
    refused: float
    instance: RefusedFor | None = None


@dataclasses.dataclass(frozen=True, kw_only=True)
class ClauseShares:
    """What became of all clauses of the policies, in how many games of how many line-ups.

    Line-ups in which somebody looks ahead, or a game fails, are not among them; `unmet` are the
    actors and policies that lead in no others.
    """

    games: int
    line_ups: int
    levers: Levers
    clauses: tuple[ClauseShare, ...]
    unmet: tuple[tuple[str, str], ...] = ()

    @property
    def idle(self) -> list[ClauseShare]:
        """The clauses that never moved a setting, those that held most often first."""
        idle = [clause for clause in self.clauses if not clause.granted]
        return largest_first(idle, lambda clause: clause.held)

    @property
    def refused(self) -> list[ClauseShare]:
        """The clauses that were refused something, the most often refused first."""
        refused = [clause for clause in self.clauses if clause.refused]
        return largest_first(refused, lambda clause: clause.refused)
