"""One verdict over several combinations of policies: what holds in each, or what it depends on."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

import numpy as np

from game.analysis.verdicts import DIRECTIONS, UNDECIDED, Evidence, Verdict
from game.state.ties import above

# What a verdict over all combinations may be besides: another one in some of them.
Overall: TypeAlias = Literal[
    "more", "less", "same", "open", "lucks", "draws", "constant", "depends"
]


@dataclasses.dataclass(frozen=True, kw_only=True)
class SharedCell:
    """One combination of what both groups have in common, by key (`arm` or an actor)."""

    keys: Mapping[str, str]
    weight: float
    evidence: Evidence


@dataclasses.dataclass(frozen=True, kw_only=True)
class Judgement:
    """The verdict over all cells, those of each, and on which keys they depend.

    `pooled` says that a direction holds for the weighted mean of the cells and not in each alone.
    """

    overall: Overall
    verdicts: tuple[Verdict, ...]
    depends_on: tuple[str, ...] = ()
    pooled: bool = False


def judge_cells(cells: Sequence[SharedCell], together: Evidence, matters: float) -> Judgement:
    """Return the verdict over cells; `together` is the evidence of their weighted mean."""
    verdicts = tuple(cell.evidence.judge(matters) for cell in cells)
    moving = [verdict for verdict in verdicts if verdict != "constant"]
    if not moving:
        return Judgement(overall="constant", verdicts=verdicts)
    if len(set(moving)) == 1:
        return Judgement(overall=moving[0], verdicts=verdicts, depends_on=())
    settled = {verdict for verdict in moving if verdict not in UNDECIDED}
    if len(settled) > 1:
        keys = find_keys(cells, verdicts)
        return Judgement(overall="depends", verdicts=verdicts, depends_on=keys)
    verdict = together.judge(matters)
    if verdict in ("more", "less") and settled <= {verdict} and _all_lean(cells, verdict):
        return Judgement(overall=verdict, verdicts=verdicts, pooled=True)
    lacking: Overall = "lucks" if "lucks" in moving else "draws"
    return Judgement(overall=lacking, verdicts=verdicts)


def _all_lean(cells: Sequence[SharedCell], verdict: Verdict) -> bool:
    """Whether no cell leans the other way, however little is known of it."""
    sign = 1.0 if verdict == "more" else -1.0
    leans = [sign * float(cell.evidence.means.mean()) for cell in cells]
    size = max(cell.evidence.size for cell in cells)
    return not any(above(0.0, lean, size) for lean in leans)


def find_keys(cells: Sequence[SharedCell], verdicts: Sequence[Verdict]) -> tuple[str, ...]:
    """Return the fewest keys that tell the settled verdicts apart."""
    settled = [
        (cell.keys, verdict)
        for cell, verdict in zip(cells, verdicts, strict=True)
        if verdict not in UNDECIDED
    ]
    names = tuple(cells[0].keys)
    for count in range(1, len(names) + 1):
        for keys in itertools.combinations(names, count):
            of: dict[tuple[str, ...], set[Verdict]] = {}
            for values, verdict in settled:
                of.setdefault(tuple(values[key] for key in keys), set()).add(verdict)
            if all(len(levels) == 1 for levels in of.values()):
                return keys
    return names


def unanimous(cells: Sequence[SharedCell], verdict: str, matters: float) -> bool:
    """Whether a direction holds at every draw of every cell."""
    moving = [cell.evidence for cell in cells if not cell.evidence.constant]
    return verdict in DIRECTIONS and all(
        bool(np.isclose(evidence.shares(matters)[verdict], 1.0)) for evidence in moving
    )
