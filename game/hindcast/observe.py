"""What a hindcast observes: the quantities that observables read, kept month by month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from game.language.expression import compile_expression
from game.model.quantities import QUANTITIES
from game.state.periods import whole_periods
from game.state.position import Position, see
from game.state.scenario import Observable, Scenario
from game.state.world import Floats
from game.turn.observables import Months, read_months


class MonthlyObserver:
    """Keeps quantities month by month, from the month `first` on."""

    def __init__(self, names: Iterable[str], first: int) -> None:
        self.first = first
        self._kept: dict[str, list[Floats]] = {name: [] for name in sorted(names)}

    def look(self, position: Position, scenario: Scenario) -> None:
        """Note the months of the turn just passed."""
        seen = see(position, scenario)
        for name, kept in self._kept.items():
            kept.append(seen.by_month(name))

    def tables(self) -> dict[str, Floats]:
        """Return each quantity as (R, months)."""
        return {name: np.concatenate(kept, axis=1) for name, kept in self._kept.items()}


def names_read(observables: Iterable[Observable]) -> set[str]:
    """Return the quantities that observables are made of."""
    return {
        name
        for observable in observables
        for part in (observable.quantity, observable.per)
        if part is not None
        for name in part.names
    }


def months_of(tables: Mapping[str, Floats], period: range, first: int = 0) -> Months:
    """Return the months of a period, out of tables that begin with the month `first`."""
    columns = slice(period.start - first, period.stop - first)
    return lambda name: tables[name][:, columns]


def plain_observables(names: Iterable[str], taken: Iterable[Observable]) -> Iterator[Observable]:
    """Yield quantities under their own names, month by month, in the model's own units.

    A name under which an observable of `taken` is told month by month is left to that one.
    """
    monthly = {observable.name for observable in taken if "month" in observable.steps}
    for name in sorted(set(names) - monthly):
        quantity = QUANTITIES.get(name)
        yield Observable(
            name=name,
            title=name,
            quantity=compile_expression(name),
            over="last",
            unit=quantity.unit if quantity else "as in the fields and levers",
            says="a quantity of the model",
        )


def build_frame(
    observer: MonthlyObserver, observables: Sequence[Observable], first_replicate: int = 0
) -> pd.DataFrame:
    """Return the long frame: replicate, period, name, value, one row each.

    Only whole periods appear: the quarter of the books that ends in January 2022 does not.
    """
    parts = list(_read_periods(observer, observables))
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


def _read_periods(
    observer: MonthlyObserver, observables: Sequence[Observable]
) -> Iterator[tuple[str, str, Floats]]:
    """Yield name, period and values (R,) of each observable in each of its periods."""
    tables, first = observer.tables(), observer.first
    last = first + next(iter(tables.values())).shape[1] - 1
    for observable in observables:
        for step in observable.steps:
            for period, months in whole_periods(first, last, step):
                values = read_months(observable, months_of(tables, months, first))
                yield observable.name, period, values[:, 0]


def summarise(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the median with the bands that hold half and nine tenths of the replicates."""
    levels = {"low90": 0.05, "low50": 0.25, "median": 0.5, "high50": 0.75, "high90": 0.95}
    grouped = frame.groupby(["name", "period"], sort=False, observed=True)["value"]
    bands = grouped.quantile(np.array(list(levels.values()))).unstack()
    bands.columns = pd.Index(list(levels))
    return bands.reset_index()
