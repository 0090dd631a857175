"""How often each clause of a policy held, was granted something, and was refused."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from agents.policies.rules_file import RulesFile

if TYPE_CHECKING:
    from agents.model import GameModel, PhaseRecord

Counts = npt.NDArray[np.int64]


@dataclasses.dataclass(frozen=True, kw_only=True)
class ClauseCount:
    """In how many phases a clause held, moved a setting, and was refused, arrays (R,)."""

    index: int
    name: str
    held: Counts
    granted: Counts
    refused: Counts


def count_clauses(
    actor: str, policy: RulesFile, phases: Sequence[PhaseRecord]
) -> list[ClauseCount]:
    """Return what became of each clause of a policy that led an actor through some phases."""
    return [
        _count(actor, rule.index, rule.name, phases)
        for rule in sorted(policy.clauses, key=lambda rule: rule.index)
    ]


def _count(actor: str, index: int, name: str, phases: Sequence[PhaseRecord]) -> ClauseCount:
    held, granted, refused = np.zeros((3, phases[0].opened.replicates), dtype=np.int64)
    for record in phases:
        is_played = record.opened.ending.turn < 0.0
        firings = (fired for fired in record.decisions[actor].firings if fired.clause == index)
        for firing in firings:
            held += (firing.where & is_played)[:, 0]
        grants = [grant for grant in record.sealed[actor] if grant.proposal.clause == index]
        if grants:
            granted += (is_played & np.any([grant.granted for grant in grants], axis=0))[:, 0]
            refused += (is_played & np.any([grant.refused for grant in grants], axis=0))[:, 0]
    return ClauseCount(index=index, name=name, held=held, granted=granted, refused=refused)


def play_phases(model: GameModel) -> Iterable[PhaseRecord]:
    """Play a model to its end; yield what happened in each phase."""
    while model.running:
        yield model.play_phase()
        yield model.play_phase()
        model.play_months()
