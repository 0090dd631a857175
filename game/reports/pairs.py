"""Pairs of games that met the same draw and the same luck, by what both groups have in common."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import numpy as np
import pandas as pd

from game.analysis.cells import SharedCell
from game.analysis.verdicts import Evidence, gather_evidence, nothing_moves
from game.config.schema.experiment import Comparison
from game.reports.finished import Finished
from game.state.ties import tied
from game.state.world import Floats


@dataclasses.dataclass(frozen=True, kw_only=True)
class Pairs:
    """An outcome in two groups: (cells, points, lucks), without points at which a game failed.

    `keys` says of each cell what both groups have in common there, `points` which are left.
    """

    of: Floats
    against: Floats
    keys: tuple[Mapping[str, str], ...]
    weights: Floats
    points: Floats
    block: int
    sampled: bool

    @property
    def size(self) -> float:
        """How large the numbers are that are subtracted."""
        return float(max(np.abs(self.of).max(), np.abs(self.against).max()))

    def cells(self) -> tuple[SharedCell, ...]:
        """Return what the differences show in each cell."""
        parts = zip(self.keys, self.weights.tolist(), self.of, self.against, strict=True)
        return tuple(
            SharedCell(keys=keys, weight=weight, evidence=self._evidence(of, against))
            for keys, weight, of, against in parts
        )

    def _evidence(self, of: Floats, against: Floats) -> Evidence:
        both = np.concatenate([of.ravel(), against.ravel()])
        if tied(np.ptp(both), 0.0, self.size):
            return nothing_moves(of.shape[0])
        return self._gather(of - against)

    def _gather(self, differences: Floats) -> Evidence:
        block, sampled = self.block, self.sampled
        return gather_evidence(differences, size=self.size, block=block, sampled=sampled)

    def together(self) -> Evidence:
        """Return what the weighted mean of the cells shows."""
        shares = self.weights / self.weights.sum()
        return self._gather(np.tensordot(shares, self.of - self.against, axes=1))

    def still(self) -> list[tuple[str, int]]:
        """Return which groups are one number in all games of a cell: `of` or `against`, its place.

        Where neither moves there is nothing to compare, and the cell says so itself.
        """
        places = []
        for place in range(len(self.keys)):
            spans = {"of": np.ptp(self.of[place]), "against": np.ptp(self.against[place])}
            still = [name for name, span in spans.items() if tied(span, 0.0, self.size)]
            places += [(name, place) for name in still if len(still) == 1]
        return places


def pair(finished: Finished, comparison: Comparison, outcome: str) -> Pairs:
    """Return an outcome in the two groups of a comparison."""
    games = _with_parts(finished, outcome)
    games = _chosen(games, comparison.where)
    taken = {*comparison.of, *comparison.where}
    free = [key for key in finished.dimensions if key not in taken]
    met = list(dict.fromkeys(zip(*(games[key] for key in free), strict=True))) or [()]
    combinations = [dict(zip(free, names, strict=True)) for names in met]
    keys = tuple(cell for cell in combinations if _weight(comparison, cell) > 0.0)
    shape = (len(finished.runs.points), finished.experiment.replicates)
    of, against = (
        np.stack([_lay_out(_chosen(games, {**group, **cell}), shape) for cell in keys])
        for group in (comparison.of, comparison.against)
    )
    block = finished.runs.block
    played = np.isfinite(of).all(axis=(0, 2)) & np.isfinite(against).all(axis=(0, 2))
    whole = np.repeat(played.reshape(-1, block).all(axis=1), block)
    design = finished.experiment.design
    return Pairs(
        of=of[:, whole],
        against=against[:, whole],
        keys=keys,
        weights=np.array([_weight(comparison, cell) for cell in keys]),
        points=finished.runs.points.index.to_numpy(np.float64)[whole],
        block=block,
        sampled=design is not None and design.method != "grid",
    )


def _weight(comparison: Comparison, cell: Mapping[str, str]) -> float:
    weights = (comparison.weights.get(key, {}).get(name, 1.0) for key, name in cell.items())
    return float(np.prod(list(weights)))


def _lay_out(games: pd.DataFrame, shape: tuple[int, int]) -> Floats:
    """Return values by point and replicate; nan where a game failed."""
    laid = np.full(shape, np.nan)
    laid[games["point"].to_numpy(), games["replicate"].to_numpy()] = games["value"].to_numpy()
    return laid


def is_condition(finished: Finished, outcome: str) -> bool:
    """Whether an outcome is true or false, so that it is compared in percentage points."""
    return outcome in finished.experiment.outcomes.written("condition")


def _with_parts(finished: Finished, outcome: str) -> pd.DataFrame:
    table = finished.runs.table
    parts = finished.parts().reindex(table["profile"])
    frame = {key: parts[key].to_numpy() for key in parts}
    frame |= {key: table[key].to_numpy() for key in ("point", "replicate")}
    unit = 100.0 if is_condition(finished, outcome) else 1.0
    return pd.DataFrame({**frame, "value": unit * table[outcome].to_numpy(np.float64)})


def _chosen(games: pd.DataFrame, keys: Mapping[str, str]) -> pd.DataFrame:
    for key, name in keys.items():
        games = games[games[key] == name]
    return games
