"""Where uncertain parameters are sampled: the points of a design."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable
from typing import Any

import numpy as np

from game.config.library import Library
from game.config.schema.experiment import GRID_LEVELS, Design, Experiment, Uncertainty
from game.state.arrays import triangle
from game.state.params import Params, fill_up
from game.state.world import Floats, seal_array

MORRIS_LEVELS = 4


@dataclasses.dataclass(frozen=True, kw_only=True)
class Factor:
    """One uncertain parameter, or one member of one.

    `column` is its place among the members, None for the whole parameter. Where `multiplies`, the
    numbers sampled are factors on the parameter. `mode` is the peak of a triangular distribution.
    """

    name: str
    parameter: str
    column: int | None
    low: float
    high: float
    mode: float
    distribution: str
    multiplies: bool
    unit: str
    says: str

    def scale(self, share: Floats) -> Floats:
        """Return the numbers at these shares of the distribution, 0 to 1."""
        if self.distribution == "triangular":
            return triangle(share, self.low, self.mode, self.high)
        return self.low + share * (self.high - self.low)


def read_factors(experiment: Experiment, library: Library) -> tuple[Factor, ...]:
    """Return the uncertain parameters of an experiment in its order."""
    return tuple(
        _read_factor(target, uncertainty, library)
        for target, uncertainty in experiment.uncertain.items()
    )


def _read_factor(target: str, uncertainty: Uncertainty, library: Library) -> Factor:
    name, _, member = target.partition(".")
    param = library.params[name]
    members = library.members(param.axis) if param.axis else ()
    column = members.index(member) if member else None
    low, high = uncertainty.times or uncertainty.range or param.range
    value = param.value[member] if isinstance(param.value, dict) and member else param.value
    mode = 1.0 if uncertainty.times or isinstance(value, dict) else value
    return Factor(
        name=target.replace(".", "_"),
        parameter=name,
        column=column,
        low=low,
        high=high,
        mode=mode,
        distribution=uncertainty.distribution,
        multiplies=uncertainty.times is not None,
        unit="factor" if uncertainty.times else param.unit,
        says=param.says,
    )


def sample(design: Design | None, factors: tuple[Factor, ...], seed: int) -> Floats:
    """Return the points of a design, one a row, one factor a column; one empty row for none."""
    if design is None:
        return np.zeros((1, 0))
    shares = _shares(design, len(factors), seed)
    columns = [factor.scale(shares[:, index]) for index, factor in enumerate(factors)]
    return np.stack(columns, axis=1)


def design_size(design: Design | None, factors: int) -> int:
    """Return how many points a design has, without sampling it."""
    return 1 if design is None else design.size(factors)


def _shares(design: Design, count: int, seed: int) -> Floats:
    if design.method == "grid":
        steps = np.linspace(0.0, 1.0, design.levels or GRID_LEVELS)
        return np.array(list(itertools.product(steps, repeat=count)))
    # Read here: they bring scipy with them, which takes a second.
    from SALib.sample import latin, morris, sobol

    problem = {
        "num_vars": count,
        "names": [f"x{number}" for number in range(count)],
        "bounds": [[0.0, 1.0]] * count,
    }
    if design.method == "latin_hypercube":
        drawn = latin.sample(problem, design.samples, seed=seed)
    elif design.method == "sobol":
        drawn = sobol.sample(
            problem, design.samples, calc_second_order=design.second_order, seed=seed
        )
    else:
        levels = design.levels or MORRIS_LEVELS
        drawn = morris.sample(problem, design.samples, num_levels=levels, seed=seed)
    return np.asarray(drawn, dtype=np.float64)


def salib_problem(factors: Iterable[Factor]) -> dict[str, Any]:
    """Return the problem dict that SALib's samplers and analysers take."""
    named = tuple(factors)
    triangular = {
        factor.name: [factor.low, factor.high, (factor.mode - factor.low) / _width(factor)]
        for factor in named
        if factor.distribution == "triangular"
    }
    return {
        "num_vars": len(named),
        "names": [factor.name for factor in named],
        "bounds": [triangular.get(factor.name, [factor.low, factor.high]) for factor in named],
        "dists": ["triang" if factor.name in triangular else "unif" for factor in named],
    }


def _width(factor: Factor) -> float:
    return factor.high - factor.low


def _members_drawn(parameter: str, factors: tuple[Factor, ...]) -> list[int]:
    drawn = [factor.column for factor in factors if factor.parameter == parameter]
    return [column for column in drawn if column is not None]


def vary(params: Params, factors: tuple[Factor, ...], rows: Floats) -> Params:
    """Return the parameters with one row for each game.

    Parameters
    ----------
    rows
        The numbers of each factor in each game, (R, factors).
    """
    games = len(rows)
    changed: dict[str, Floats] = {}
    for index, factor in enumerate(factors):
        given = rows[:, index : index + 1]
        before = changed.get(factor.parameter, params.numbers[factor.parameter])
        spread = np.broadcast_to(before, (games, before.shape[-1] if before.ndim else 1))
        values = spread * given if factor.multiplies and factor.column is None else spread.copy()
        if factor.column is None and not factor.multiplies:
            values[:] = given
        elif factor.column is not None:
            place = slice(factor.column, factor.column + 1)
            values[:, place] = spread[:, place] * given if factor.multiplies else given
        changed[factor.parameter] = values
    for name in changed.keys() & params.shares:
        changed[name] = fill_up(changed[name], _members_drawn(name, factors))
    changed = {name: seal_array(values) for name, values in changed.items()}
    return params.with_numbers(changed)
