"""What is compared with what: the alternatives, and the structures that all of them met."""

from __future__ import annotations

import functools
import itertools
from typing import Any, TypeAlias

import pandas as pd

from game.analysis.runs import Runs
from game.errors import UserError, did_you_mean

# The payoff set of an outcome that is the same by all of them.
ANY = "any"
# The alternative and the structure of each game, as categories.
Sides: TypeAlias = "tuple[pd.Series[Any], pd.Series[Any]]"


def default_by(runs: Runs) -> str:
    """Return what is compared if nothing is named: the only actor of the grid, or profiles."""
    grid = tuple(runs.experiment.grid)
    return grid[0] if len(grid) == 1 else "profile"


def part_games(runs: Runs, by: str) -> Sides:
    """Return the alternative and the structure of each game.

    Alternatives are an actor's policies, profiles or arms; the structure is whatever else differs
    between the profiles.

    Raises
    ------
    UserError
        If there is nothing to compare, or an alternative was not played in every structure.
    """
    if by not in ("profile", "arm", *runs.actors):
        known = ["profile", "arm", *runs.actors]
        raise UserError("--by", f"{by!r} is nothing to compare", did_you_mean(by, known))
    alternative = runs.table[f"policy_{by}" if by in runs.actors else by]
    if alternative.nunique() < 2:
        problem = f"has one {by} only, {alternative.iloc[0]!r}"
        raise UserError(runs.place, problem, "compare --by what differs: profile, arm or an actor")
    parts: list[pd.Series[str]] = []
    for name in ("arm", *(f"policy_{actor}" for actor in runs.actors)):
        column = runs.table[name]
        # What goes with the alternative, or with a part already kept, is no world of its own.
        if column.nunique() > 1 and not any(_decides(one, column) for one in (alternative, *parts)):
            parts.append(column)
    structure = pd.Series("one", index=runs.table.index)
    if parts:
        structure = functools.reduce(lambda one, other: one + " + " + other, parts)
    met = set(zip(alternative, structure, strict=True))
    for pair in itertools.product(alternative.unique(), structure.unique()):
        if pair not in met:
            problem = f"{pair[0]} was not played with {pair[1]}"
            raise UserError(runs.place, problem, "compare --by profile")
    return _as_category(alternative), _as_category(structure)


def _as_category(names: pd.Series[str]) -> pd.Series[Any]:
    return names.astype(pd.CategoricalDtype(list(names.unique())))


def _decides(cause: pd.Series[str], effect: pd.Series[str]) -> bool:
    return bool((effect.groupby(cause).nunique() == 1).all())


def read_outcomes(runs: Runs, outcome: str | None, by: str) -> dict[str, str]:
    """Return the expression that each payoff set is read by; one name for an outcome of none."""
    actor = by if by in runs.actors else runs.actors[0]
    text = outcome or f"score_{actor}"
    sets = runs.experiment.payoffs or ("own",)
    if not text.startswith(("score_", "aim_")) or text not in runs.outcomes:
        return {ANY: text}
    return {sets[0]: text} | {name: f"{text}_{name}" for name in sets[1:]}
