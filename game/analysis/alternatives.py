"""What is compared with what: the alternatives, and the structures that all of them met."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Mapping
from typing import Any

import pandas as pd

from game.analysis.runs import Runs
from game.errors import UserError, did_you_mean

# The payoff set of an outcome that is the same by all of them.
ANY = "any"


@dataclasses.dataclass(frozen=True)
class Sides:
    """The alternative and the structure of each game, as categories.

    `parts` has what each structure is made of, by `arm` or actor.
    """

    alternative: pd.Series[Any]
    structure: pd.Series[Any]
    parts: Mapping[str, Mapping[str, str]]


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
        columns = ["profile", "arm", *runs.actors]
        raise UserError("--by", f"{by!r} is nothing to compare", did_you_mean(by, columns))
    alternative = runs.table[f"policy_{by}" if by in runs.actors else by]
    if alternative.nunique() < 2:
        problem = f"has one {by} only, {alternative.iloc[0]!r}"
        raise UserError(runs.place, problem, "compare --by what differs: profile, arm or an actor")
    parts: dict[str, pd.Series[str]] = {}
    for key in ("arm", *runs.actors):
        column = runs.table[f"policy_{key}" if key in runs.actors else key]
        # What goes with the alternative, or with a part already kept, is no world of its own.
        kept = (alternative, *parts.values())
        if column.nunique() > 1 and not any(_decides(cause, column) for cause in kept):
            parts[key] = column
    made_of = list(zip(*parts.values(), strict=True)) if parts else [("one",)] * len(runs.table)
    structure = pd.Series([" + ".join(names) for names in made_of], index=runs.table.index)
    met = set(zip(alternative, structure, strict=True))
    for pair in itertools.product(alternative.unique(), structure.unique()):
        if pair not in met:
            problem = f"{pair[0]} was not played with {pair[1]}"
            raise UserError(runs.place, problem, "compare --by profile")
    named = {
        whole: dict(zip(parts, names, strict=False))
        for whole, names in zip(structure, made_of, strict=True)
    }
    return Sides(_as_category(alternative), _as_category(structure), named)


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
