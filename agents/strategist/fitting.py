"""Imagined games brought nearer to what an actor sees: an extended Kalman filter on logarithms."""

from __future__ import annotations

import dataclasses

import numpy as np

from agents.strategist.sights import Sights
from game.mathematics import exp, log, log1p
from game.state.arrays import total
from game.state.position import Position
from game.state.replicate_rows import pick_rows
from game.state.scenario import Sight
from game.state.world import FIELDS, Floats, World

# Columns of fields are probed by so much, and count where a sight moves by at least this share.
PROBE, LEAST_POWER = 0.01, 0.02
# No estimate moves what it is made of by more than this, in logarithm.
MOST_MOVED = 1.0
# Of logarithms: less is no spread.
LEAST_SPREAD, MOST_SPREAD = 1e-4, 1.0
# What is counted, switched or paid for is no estimate.
NO_ESTIMATES = frozenset({"flag", "sign", "rung", "points", "setting"})

# A column of the world: its field, and its place among the numbers of one replicate.
Column = tuple[str, int]


@dataclasses.dataclass(frozen=True, kw_only=True)
class EstimateParts:
    """What an estimate is made of: places of columns, and by what power of each it moves."""

    columns: list[int]
    powers: Floats


class Fitting:
    """How the sights of an actor bear on the fields of games that it imagines.

    What a sight shows as it is, is set. An estimate moves all that it is made of, in proportion to
    how unsure each part is; parts are taken to be independent, and one estimate comes after the
    other (Evensen 2003, in logarithms).

    Parameters
    ----------
    games
        Imagined games of the turn at hand: how far they spread is how unsure a number is.
    """

    def __init__(self, sights: Sights, games: Position) -> None:
        self._sights = sights
        self._exact = _exact_columns(sights)
        self._columns = _unsure_columns(games, set(self._exact.values()))
        self._spread = np.array([spread for _, spread in self._columns])
        self._parts = self._probe(games)

    def _probe(self, games: Position) -> dict[int, EstimateParts]:
        """Return the parts of prompt estimates, found by moving one column after the other."""
        facts = self._sights.now(_nudged(games, [column for column, _ in self._columns]))
        moved = _log_ratio(facts[:-1], facts[-1:]) / log1p(np.array(PROBE))
        parts = {}
        for number, sight in enumerate(self._sights.sights):
            places = np.flatnonzero(np.abs(moved[:, number]) >= LEAST_POWER).tolist()
            if places and not (sight.delay or sight.error or number in self._exact):
                parts[number] = EstimateParts(columns=places, powers=moved[places, number])
        return parts

    def fit(self, position: Position, estimates: Floats, luck: Floats) -> Position:
        """Return imagined games that show what was estimated, estimates (R, sights).

        `luck` (R, sights) are draws of mean 0 and standard deviation 1: the error of each estimate
        is drawn, so that the games spread as far as the estimates leave open.
        """
        world = position.world
        changed = _Columns(world)
        moves = exp(self._moves(position, estimates, luck))
        for at, ((name, place), _) in enumerate(self._columns):
            changed.times(name, place, moves[:, at])
        for number, (name, place) in self._exact.items():
            changed.put(name, place, estimates[:, number])
        fitted = world.with_changes(changed.arrays())
        return dataclasses.replace(position, world=fitted, months=(*position.months[:-1], fitted))

    def _moves(self, position: Position, estimates: Floats, luck: Floats) -> Floats:
        """Return by how much each column moves, in logarithm, (R, columns)."""
        moves = np.zeros((position.replicates, len(self._columns)))
        ahead = _log_ratio(estimates, self._sights.now(position))
        for number, part in self._parts.items():
            blur = self._sights.sights[number].blur
            weights = self._spread[part.columns] * part.powers
            sure = float((weights * part.powers).sum()) + blur**2 + LEAST_SPREAD
            left = ahead[:, number] + blur * luck[:, number]
            left = left - total(np.ascontiguousarray(moves[:, part.columns] * part.powers))[:, 0]
            moves[:, part.columns] += left[:, np.newaxis] * (weights / sure)
        return np.clip(moves, -MOST_MOVED, MOST_MOVED)


class _Columns:
    """The arrays of a world that change, each taken apart into its columns."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._changed: dict[str, Floats] = {}

    def times(self, name: str, place: int, factors: Floats) -> None:
        self._array(name)[:, place] *= factors

    def put(self, name: str, place: int, values: Floats) -> None:
        self._array(name)[:, place] = values

    def _array(self, name: str) -> Floats:
        if name not in self._changed:
            self._changed[name] = _flat(getattr(self._world, name)).copy()
        return self._changed[name]

    def arrays(self) -> dict[str, Floats]:
        return {
            name: np.clip(values, FIELDS[name].low, FIELDS[name].high).reshape(
                getattr(self._world, name).shape
            )
            for name, values in self._changed.items()
        }


def _exact_columns(sights: Sights) -> dict[int, Column]:
    """Return the columns that a sight shows as they are, by the sight's number."""
    columns = {}
    for number, sight in enumerate(sights.sights):
        column = _column_of(sight, sights)
        if column is not None and not (sight.delay or sight.blur or sight.error):
            columns[number] = column
    return columns


def _column_of(sight: Sight, sights: Sights) -> Column | None:
    name, _, member = sight.measure.text.partition(".")
    declared = FIELDS.get(name)
    if declared is None or len(declared.axes) != 1 + bool(member):
        return None
    if not member:
        return name, 0
    return name, sights.scenario.params.axes.members(declared.axes[1]).index(member)


def _unsure_columns(games: Position, exact: set[Column]) -> list[tuple[Column, float]]:
    """Return the columns that imagined games differ in, and by how much, as variances of logs."""
    unsure = []
    for name, declared in FIELDS.items():
        if declared.lever or declared.unit in NO_ESTIMATES:
            continue
        for place, values in enumerate(_flat(getattr(games.world, name)).T):
            if (name, place) in exact or values.min() <= 0.0:
                continue
            spread = float(log(values).var())
            if spread > LEAST_SPREAD:
                unsure.append(((name, place), min(spread, MOST_SPREAD)))
    return unsure


def _nudged(games: Position, columns: list[Column]) -> Position:
    """Return the first game once for each column, with that column up, and last as it is."""
    rows = pick_rows(games, np.zeros(len(columns) + 1, dtype=np.intp))
    months = []
    for world in rows.months:
        changed = _Columns(world)
        for row, (name, place) in enumerate(columns):
            factors = np.ones(len(columns) + 1)
            factors[row] += PROBE
            changed.times(name, place, factors)
        months.append(world.with_changes(changed.arrays()))
    return dataclasses.replace(rows, months=tuple(months), world=months[-1])


def _log_ratio(values: Floats, base: Floats) -> Floats:
    """Return the logarithm of a ratio, 0 where either number is not above 0."""
    usable = (values > 0.0) & (base > 0.0)
    ratio: Floats = log(np.where(usable, values, 1.0)) - log(np.where(usable, base, 1.0))
    return ratio


def _flat(values: Floats) -> Floats:
    return values.reshape(len(values), -1)
