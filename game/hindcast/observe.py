"""The observables of a hindcast, by the names and definitions under which they were published.

Every month is read once, in the model's own units; an observable then is a measure of the months
of a period: their sum, their mean, their last, or a ratio of sums.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from game.hindcast.targets.periods import Step, whole_periods
from game.state.arrays import ratio
from game.state.position import Position, see
from game.state.scenario import Scenario
from game.state.world import Floats


class Months:
    """The months of one period: each quantity as (R, months)."""

    def __init__(self, tables: Mapping[str, Floats], months: range, first: int) -> None:
        self._tables = tables
        self._columns = slice(months.start - first, months.stop - first)
        self._to = months.stop - first

    def sum(self, name: str) -> Floats:
        """Return what the period's months add up to, (R,)."""
        return np.add.accumulate(self._tables[name][:, self._columns], axis=1)[:, -1]

    def mean(self, name: str) -> Floats:
        """Return the mean of the period's months, (R,)."""
        return self.sum(name) / (self._columns.stop - self._columns.start)

    def last(self, name: str) -> Floats:
        """Return the value at the period's end, (R,)."""
        return self._tables[name][:, self._to - 1]


Measure = Callable[[Months], Floats]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Published:
    """An observable of the hindcast: `reads` are the quantities its measure needs.

    `given` says which inputs it rests on most, in the reader's words.
    """

    name: str
    unit: str
    says: str
    given: str
    reads: tuple[str, ...]
    steps: tuple[Step, ...]
    measure: Measure


class MonthlyObserver:
    """Keeps the quantities that the observables need, month by month."""

    def __init__(self, observables: Sequence[Published], first: int) -> None:
        self._first = first
        self._names = sorted({name for one in observables for name in one.reads})
        self._kept: dict[str, list[Floats]] = {name: [] for name in self._names}

    def look(self, position: Position, scenario: Scenario) -> None:
        """Note the month just played; a turn of the hindcast is a month."""
        seen = see(position, scenario)
        for name in self._names:
            values = np.broadcast_to(seen.value(name), position.world.month_shape)
            self._kept[name].append(values[:, 0])

    @property
    def first(self) -> int:
        """The first month kept."""
        return self._first

    @property
    def last(self) -> int:
        """The last month kept."""
        return self._first + len(next(iter(self._kept.values()))) - 1

    def tables(self) -> dict[str, Floats]:
        """Return each quantity as (R, months)."""
        return {name: np.stack(values, axis=1) for name, values in self._kept.items()}


def build_frame(
    recorder: MonthlyObserver, observables: Sequence[Published], first_replicate: int = 0
) -> pd.DataFrame:
    """Return the long frame: replicate, period, name, value, one row each.

    Only whole periods appear: the quarter of the books that ends in January 2022 does not.
    """
    tables = recorder.tables()
    parts = []
    for one in observables:
        for period, values in _periods(one, tables, recorder):
            parts.append((one.name, period, values))
    rows = len(parts[0][2])
    replicates = np.arange(first_replicate, first_replicate + rows, dtype=np.int32)
    return pd.DataFrame(
        {
            "replicate": np.tile(replicates, len(parts)),
            "period": np.repeat([period for _, period, _ in parts], rows),
            "name": np.repeat([name for name, _, _ in parts], rows),
            "value": np.concatenate([values for _, _, values in parts]),
        }
    )


def summarise(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the median with the bands that hold half and nine tenths of the replicates."""
    levels = {"low90": 0.05, "low50": 0.25, "median": 0.5, "high50": 0.75, "high90": 0.95}
    grouped = frame.groupby(["name", "period"], sort=False, observed=True)["value"]
    bands = grouped.quantile(np.array(list(levels.values()))).unstack()
    bands.columns = pd.Index(list(levels))
    return bands.reset_index()


def _periods(
    one: Published, tables: Mapping[str, Floats], recorder: MonthlyObserver
) -> Iterator[tuple[str, Floats]]:
    for step in one.steps:
        for period, months in whole_periods(recorder.first, recorder.last, step):
            values = one.measure(Months(tables, months, recorder.first))
            yield period, np.asarray(values, dtype=np.float64)


def percent(part: Floats, whole: Floats) -> Floats:
    """Return a share in per cent, 0 of nothing."""
    return 100.0 * ratio(part, whole)
