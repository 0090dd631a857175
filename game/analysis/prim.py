"""PRIM, the patient rule induction method: a box of inputs in which a condition often holds.

Follows the EMA Workbench step for step, so that both find the same boxes in the same table.
Source: Friedman and Fisher 1999; Bryant and Lempert 2010; the objective is that of Kwakkel and
Jaxa-Rozen 2016, gain in density for each game given up.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator
from fractions import Fraction

import numpy as np
import pandas as pd

from game.state.orders import Flags
from game.state.world import Floats

ALPHA = 0.05
LEAST_MASS = 0.05


@dataclasses.dataclass(frozen=True, kw_only=True)
class Inputs:
    """What games were given: (games, columns), names as codes; `nominal` says which are names."""

    names: tuple[str, ...]
    values: Floats
    nominal: tuple[bool, ...]

    def rows(self, kept: Flags) -> Inputs:
        """Return some of the games."""
        return dataclasses.replace(self, values=self.values[kept])


@dataclasses.dataclass(frozen=True)
class Box:
    """Limits by column: the lowest and highest number, or the codes of the names that are in."""

    limits: tuple[tuple[float, float] | frozenset[float], ...]

    def holds(self, inputs: Inputs) -> Flags:
        """Return which games are in the box."""
        inside: Flags = np.ones(len(inputs.values), dtype=np.bool_)
        for place, limit in enumerate(self.limits):
            inside &= _within(inputs.values[:, place], limit)
        return inside

    def with_limit(self, place: int, limit: tuple[float, float] | frozenset[float]) -> Box:
        """Return the box with another limit of one column."""
        return Box((*self.limits[:place], limit, *self.limits[place + 1 :]))

    def restricted(self, around: Box) -> tuple[int, ...]:
        """Return the columns that it restricts more than the box around it."""
        pairs = enumerate(zip(self.limits, around.limits, strict=True))
        return tuple(place for place, (span, whole) in pairs if span != whole)


def _within(values: Floats, limit: tuple[float, float] | frozenset[float]) -> Flags:
    if isinstance(limit, frozenset):
        return np.isin(values, list(limit))
    return np.asarray((values >= limit[0]) & (values <= limit[1]))


def whole_box(inputs: Inputs) -> Box:
    """Return the smallest box that holds all games."""
    limits: list[tuple[float, float] | frozenset[float]] = []
    for column, nominal in zip(inputs.values.T, inputs.nominal, strict=True):
        limits.append(
            frozenset(column.tolist()) if nominal else (float(column.min()), float(column.max()))
        )
    return Box(tuple(limits))


def find_boxes(
    inputs: Inputs, cases: Flags, *, alpha: float = ALPHA, least_mass: float = LEAST_MASS
) -> tuple[Box, ...]:
    """Return the boxes on the way from all games to the densest: peeled, then pasted.

    Parameters
    ----------
    cases
        In which games the condition holds.
    alpha
        The share of games that a step peels off one side, or pastes.
    least_mass
        The smallest share of all games that a box may hold.
    """
    search = _Search(inputs, cases, whole_box(inputs), alpha, least_mass)
    boxes = [search.around]
    for step in (search.peel, search.paste):
        while (better := step(boxes[-1])) is not None:
            boxes.append(better)
    return tuple(boxes)


@dataclasses.dataclass(frozen=True)
class _Search:
    """One run of PRIM over a table."""

    inputs: Inputs
    cases: Flags
    around: Box
    alpha: float
    least_mass: float

    def peel(self, box: Box) -> Box | None:
        """Return the box without the slice that is worth least, or None."""
        inside = box.holds(self.inputs)
        return self._best(inside, self._peels(box, inside), grows=False)

    def paste(self, box: Box) -> Box | None:
        """Return the box with the slice beside it that makes it denser, or None."""
        return self._best(box.holds(self.inputs), self._pastes(box), grows=True)

    def _best(self, inside: Flags, candidates: Iterator[Box], *, grows: bool) -> Box | None:
        games, density = int(inside.sum()), _density(self.cases[inside])
        best, most = None, (Fraction(0), -1)
        for box in candidates:
            held = box.holds(self.inputs)
            change = int(held.sum()) - games
            if change == 0 or (change > 0) != grows:
                continue
            gain = (_density(self.cases[held]) - density) / abs(change)
            worth = (gain, -len(box.restricted(self.around)))
            if gain > 0 and (best is None or worth > most):
                best, most = box, worth
        if best is None or best.holds(self.inputs).mean() < self.least_mass:
            return None
        return best

    def _peels(self, box: Box, inside: Flags) -> Iterator[Box]:
        for place, limit in enumerate(box.limits):
            if isinstance(limit, frozenset):
                if len(limit) > 1:
                    yield from (box.with_limit(place, limit - {code}) for code in sorted(limit))
                continue
            column = self.inputs.values[inside, place]
            yield box.with_limit(place, (limit[0], cut_at(column, 1.0 - self.alpha)))
            yield box.with_limit(place, (cut_at(column, self.alpha), limit[1]))

    def _pastes(self, box: Box) -> Iterator[Box]:
        for place in box.restricted(self.around):
            limit, whole = box.limits[place], self.around.limits[place]
            if isinstance(limit, frozenset) or isinstance(whole, frozenset):
                missing = sorted(frozenset(whole) - frozenset(limit))
                yield from (box.with_limit(place, frozenset({*limit, code})) for code in missing)
                continue
            below = self._beside(box, place, (whole[0], limit[0]))
            low = cut_at(below, 1.0 - self.alpha) if below.size else whole[0]
            yield box.with_limit(place, (low, limit[1]))
            above = self._beside(box, place, (limit[1], whole[1]))
            high = cut_at(above, self.alpha) if above.size else whole[1]
            yield box.with_limit(place, (limit[0], high))

    def _beside(self, box: Box, place: int, slice_: tuple[float, float]) -> Floats:
        beside = box.with_limit(place, slice_).holds(self.inputs)
        values: Floats = self.inputs.values[beside, place]
        return values


def _density(cases: Flags) -> Fraction:
    """Return the share of cases, exactly: two slices can be worth the same."""
    return Fraction(int(cases.sum()), cases.size) if cases.size else Fraction(0)


def cut_at(values: Floats, share: float) -> float:
    """Return a number between two different values near a quantile, so that equals stay together.

    Source: the quantile of the toolkit sdtoolkit, as the EMA Workbench has it.
    """
    ordered = np.sort(values)
    place = (len(ordered) - 1) * share
    low, high = math.floor(place), math.ceil(place)
    if share > 0.5:
        low = min(low, int(np.searchsorted(ordered, ordered[high], side="left")) - 1)
    else:
        high = max(high, int(np.searchsorted(ordered, ordered[low], side="right")))
    low, high = max(low, 0), min(high, len(ordered) - 1)
    return float((ordered[low] + ordered[high]) / 2.0)


def describe_boxes(boxes: tuple[Box, ...], inputs: Inputs, cases: Flags) -> pd.DataFrame:
    """Return one row for each box.

    `coverage` is the share of all cases that it holds, `density` the share of its games that are
    cases, `mass` its share of all games, `restricted` how many columns it restricts.
    """
    rows = []
    for number, box in enumerate(boxes):
        held = box.holds(inputs)
        cases_held = int(cases[held].sum())
        rows.append(
            {
                "box": number,
                "coverage": cases_held / int(cases.sum()),
                "density": cases_held / int(held.sum()),
                "mass": float(held.mean()),
                "restricted": len(box.restricted(boxes[0])),
                "games": int(held.sum()),
                "cases": cases_held,
            }
        )
    return pd.DataFrame(rows)


def quasi_p(box: Box, around: Box, inputs: Inputs, cases: Flags, place: int) -> Floats:
    """Return how likely a box would be as dense by chance without its limit of a column.

    A one-sided binomial test; for numbers (lower limit, upper limit), for names (both, nan); nan
    where nothing is restricted. It takes games for independent, which replicates at one point are
    not, so it is too sure of itself. Source: Bryant and Lempert 2010.
    """
    limit, whole = box.limits[place], around.limits[place]
    p_values = np.full(2, np.nan)
    if isinstance(limit, frozenset) or isinstance(whole, frozenset):
        if limit != whole:
            p_values[0] = _test_without(box, box.with_limit(place, whole), inputs, cases)
        return p_values
    released = ((whole[0], limit[1]), (limit[0], whole[1]))
    for side, free in enumerate(released):
        if limit[side] != whole[side]:
            p_values[side] = _test_without(box, box.with_limit(place, free), inputs, cases)
    return p_values


def _test_without(box: Box, free: Box, inputs: Inputs, cases: Flags) -> float:
    from scipy.stats import binomtest

    held = cases[box.holds(inputs)]
    expected = float(cases[free.holds(inputs)].mean())
    return float(binomtest(int(held.sum()), held.size, expected, alternative="greater").pvalue)
