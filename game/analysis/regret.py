"""Which policy stands up in which worlds: value, regret and robustness, and whether they agree."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypeAlias

import numpy as np
import pandas as pd

from game.analysis.alternatives import ANY, Sides, default_by, part_games, read_outcomes
from game.analysis.blocks import Ints, draw_blocks
from game.analysis.resampling import band, draw_weights, widen
from game.analysis.runs import Runs, expect_numbers, measure
from game.analysis.wording import PLAIN, ReadableNames
from game.errors import UserError
from game.state.orders import Flags
from game.state.ties import at_least, ranks, tied
from game.state.world import Floats
from game.words.counts import count_of

# Of the alternatives, and of the structures.
Names: TypeAlias = "tuple[pd.Index[str], pd.Index[str]]"

RESAMPLES = 300
ALL = "all"
# Each metric, and whether more of it is better once values are such that more is better.
METRICS = {
    "expected": True,
    "worst": True,
    "max_regret": False,
    "regret_90": False,
    "satisfied": True,
}
TITLES = {
    "expected": "expected value",
    "worst": "the worst of the worlds sampled (maximin)",
    "max_regret": "the largest regret of the worlds sampled (minimax regret)",
    "regret_90": "the 90th percentile of regret",
    "satisfied": "the share of worlds that are good enough",
}


# What depends on one world alone has no band: resampling never finds a worse one than was sampled.
EXTREMES = ("worst", "max_regret")

# Alternatives from the first to the last; equals share a place.
Order: TypeAlias = tuple[tuple[str, ...], ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Regret:
    """How alternatives fare over worlds.

    A world is a point of the design within one structure: a value in it is the mean over its
    replicates. Regret is what an alternative lacks there of the best of those compared, under the
    same luck. `summary` has one row for each payoff set, structure ("all" pools them), metric and
    alternative: `value` with its band, `rank`, and `first`, the share of resamples in which it
    ranks first; both are missing for the worst world and the largest regret, which are of the
    worlds sampled and of no other, and where one block of points met one luck. `worlds` has one row
    for each payoff set, world and alternative. `enough` is the value that is good enough, by payoff
    set; `structures` has what each is made of, by `arm` or actor.
    """

    by: str
    outcomes: dict[str, str]
    better: str
    enough: dict[str, float]
    summary: pd.DataFrame
    worlds: pd.DataFrame
    points: int
    blocks: int
    dropped: int
    structures: Mapping[str, Mapping[str, str]]
    replicates: int
    deep: tuple[str, ...]
    says: tuple[str, ...] = ()


def regret(
    runs: Runs,
    outcome: str | None = None,
    *,
    by: str | None = None,
    better: Literal["high", "low"] = "high",
    enough: float | None = None,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> Regret:
    """Return how policies fare over worlds by five metrics, and whether these agree.

    Parameters
    ----------
    outcome
        An expression over the outcomes; by default the score of the actor compared, by every
        payoff set of the batch.
    by
        What is compared: an actor's policies, or "profile", or "arm". By default the policies of
        the only actor in the grid, or else profiles.
    enough
        The value that is good enough; the median over all alternatives and worlds by default.

    Raises
    ------
    UserError
        If something named does not exist, there is nothing to compare, or the alternatives did not
        all meet the same worlds.
    """
    by = by or default_by(runs)
    sides, outcomes = part_games(runs, by), read_outcomes(runs, outcome, by)
    laid = {payoffs: _lay_out(runs, sides, text) for payoffs, text in outcomes.items()}
    kept = _keep_points(runs, list(laid.values()))
    sign = 1.0 if better == "high" else -1.0
    names = sides.alternative.cat.categories, sides.structure.cat.categories
    worlds: dict[str, pd.DataFrame] = {}
    summaries: dict[str, pd.DataFrame] = {}
    thresholds: dict[str, float] = {}
    for payoffs, values in laid.items():
        goods = sign * values[:, :, kept]
        means = goods.mean(axis=3)
        thresholds[payoffs] = float(np.median(sign * means)) if enough is None else enough
        ask = _Question(sign, sign * thresholds[payoffs], runs.block, resamples, seed)
        worlds[payoffs] = _list_worlds(means, sign, names, np.flatnonzero(kept))
        summaries[payoffs] = _summarise(goods, names, ask)
    result = Regret(
        by=by,
        outcomes=outcomes,
        better=better,
        enough=thresholds,
        summary=_below_each_other(summaries),
        worlds=_below_each_other(worlds),
        points=int(kept.sum()),
        blocks=int(kept.sum()) // runs.block,
        dropped=int((~kept).sum()),
        structures=sides.parts,
        replicates=runs.experiment.replicates,
        deep=runs.deep,
    )
    return dataclasses.replace(result, says=tuple(tell(result)))


def _below_each_other(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return tables as one, whose first column is the payoff set that each is of."""
    for payoffs, table in tables.items():
        table.insert(0, "payoffs", payoffs)
    return pd.concat(tables.values(), ignore_index=True)


@dataclasses.dataclass(frozen=True)
class _Question:
    """How goods are ranked: `sign` turns them back into values; `enough` is a good."""

    sign: float
    enough: float
    block: int
    resamples: int
    seed: int


def _keep_points(runs: Runs, laid: list[Floats]) -> Flags:
    """Return the points in whose whole block no game failed, as which are kept."""
    played = np.all([np.isfinite(values).all(axis=(0, 1, 3)) for values in laid], axis=0)
    kept = np.repeat(played.reshape(-1, runs.block).all(axis=1), runs.block)
    if not kept.any():
        raise UserError(runs.place, "has no point without a failed game", "play these again")
    return np.asarray(kept, dtype=np.bool_)


def _lay_out(runs: Runs, sides: Sides, text: str) -> Floats:
    """Return an outcome by alternative, structure, point and replicate; nan where one failed."""
    values = measure(runs, text)
    expect_numbers(runs, values, text)
    both = (sides.alternative, sides.structure)
    sizes = (len(side.cat.categories) for side in both)
    laid = np.full((*sizes, len(runs.points), runs.experiment.replicates), np.nan)
    at = [side.cat.codes.to_numpy(np.int64) for side in both]
    at += [runs.table[name].to_numpy(np.int64) for name in ("point", "replicate")]
    laid[tuple(at)] = values
    return laid


def _list_worlds(means: Floats, sign: float, names: Names, points: Ints) -> pd.DataFrame:
    """Return the value and the regret of each alternative in each world, in long form."""
    alternatives, structures = names
    index = pd.MultiIndex.from_product(
        [structures, points, alternatives], names=["structure", "point", "alternative"]
    )
    regrets = means.max(axis=0) - means
    long = {"value": sign * means, "regret": regrets}
    columns = {name: np.moveaxis(values, 0, -1).reshape(-1) for name, values in long.items()}
    return pd.DataFrame(columns, index=index).reset_index()


def _summarise(goods: Floats, names: Names, ask: _Question) -> pd.DataFrame:
    """Return all metrics over all structures together, then over each alone."""
    alternatives, structures = names
    parts = {ALL: goods}
    if len(structures) > 1:
        parts |= {name: goods[:, place : place + 1] for place, name in enumerate(structures)}
    tables = [
        _rank(part, alternatives, ask).assign(structure=structure)
        for structure, part in parts.items()
    ]
    summary = pd.concat(tables, ignore_index=True)
    return summary[["structure", *(name for name in summary if name != "structure")]]


def _rank(goods: Floats, alternatives: pd.Index[str], ask: _Question) -> pd.DataFrame:
    """Return each metric of each alternative with band, rank, and how often it is first."""
    once = _metrics(goods.mean(axis=3), ask.enough)
    again = _resample(goods, ask)
    is_single = goods.shape[2] == ask.block and goods.shape[3] == 1
    tables = []
    for name, more in METRICS.items():
        spread = again[name]
        best = spread.max(axis=0) if more else spread.min(axis=0)
        shown = ask.sign if name in {"expected", "worst"} else 1.0
        low, high = np.sort(np.stack(band(spread)) * shown, axis=0)
        first = np.asarray(tied(spread, best).mean(axis=1), dtype=np.float64)
        if name in EXTREMES or is_single:
            low, high, first = (np.full(len(alternatives), np.nan) for _ in range(3))
        columns = {
            "metric": name,
            "alternative": alternatives,
            "value": once[name] * shown,
            "low": low,
            "high": high,
            "rank": 1 + ranks(once[name], descending=more),
            "first": first,
        }
        tables.append(pd.DataFrame(columns))
    return pd.concat(tables, ignore_index=True)


def _resample(goods: Floats, ask: _Question) -> dict[str, Floats]:
    """Return the metrics over other worlds and other lucks of these, (alternatives, resamples)."""
    points = np.arange(goods.shape[2]).reshape(-1, ask.block)
    drawn = draw_blocks(len(points), ask.resamples, ask.seed)
    lucks = widen(draw_weights(goods.shape[3], draws=ask.resamples, seed=ask.seed))
    draws = [
        _metrics(goods[:, :, points[rows].reshape(-1)] @ luck, ask.enough)
        for rows, luck in zip(drawn, lucks, strict=True)
    ]
    return {name: np.stack([draw[name] for draw in draws], axis=1) for name in METRICS}


def _metrics(goods: Floats, enough: float) -> dict[str, Floats]:
    """Return the metrics of goods, of which more is better, by alternative, structure, point."""
    regrets = goods.max(axis=0) - goods
    return {
        "expected": goods.mean(axis=(1, 2)),
        "worst": goods.min(axis=(1, 2)),
        "max_regret": regrets.max(axis=(1, 2)),
        "regret_90": np.quantile(regrets, 0.9, axis=(1, 2)),
        "satisfied": at_least(goods, enough).mean(axis=(1, 2)),
    }


def order_by(result: Regret, payoffs: str, structure: str, metric: str) -> Order:
    """Return the alternatives from the first to the last by a metric, equals together."""
    summary = result.summary
    here = summary[
        (summary["payoffs"] == payoffs)
        & (summary["structure"] == structure)
        & (summary["metric"] == metric)
    ]
    return tuple(tuple(rows["alternative"]) for _, rows in here.groupby("rank", sort=True))


def tell(result: Regret, wording: ReadableNames = PLAIN) -> Iterator[str]:
    """Say who ranks first by what, and whether that changes with metric, payoffs and structure."""
    payoffs = next(iter(result.outcomes))
    structures = list(dict.fromkeys(result.summary["structure"]))
    orders = {metric: order_by(result, payoffs, ALL, metric) for metric in METRICS}
    yield from _tell_first(result, payoffs, orders, wording)
    by_metric = {TITLES[metric]: order for metric, order in orders.items()}
    yield _tell_change("metric", by_metric, wording)
    if len(result.outcomes) > 1:
        by_set = {name: order_by(result, name, ALL, "expected") for name in result.outcomes}
        yield _tell_change("payoff set", by_set, wording)
    elif payoffs == ANY:
        yield f"{wording(result.outcomes[payoffs])} is the same by every payoff set."
    else:
        yield "The batch was scored by one payoff set, so nothing is known of others."
    if len(structures) > 1:
        by_part = {name: order_by(result, payoffs, name, "expected") for name in structures[1:]}
        yield _tell_change("structure", by_part, wording)
    if result.dropped:
        yield f"Left out for a failed game: {count_of(result.dropped, 'point')} of the design."
    if result.deep:
        yield (
            f"No distribution is claimed for {', '.join(map(wording, result.deep))}: "
            "means and shares hold for the worlds sampled, and are no chances."
        )


def _tell_first(
    result: Regret, payoffs: str, orders: dict[str, Order], wording: ReadableNames
) -> Iterator[str]:
    summary = result.summary
    pooled = summary[(summary["payoffs"] == payoffs) & (summary["structure"] == ALL)]
    expected = pooled[pooled["metric"] == "expected"].set_index("alternative")
    best = str(expected["rank"].idxmin())
    row: Any = expected.loc[best]
    first = (
        f"By {TITLES['expected']} of {wording(result.outcomes[payoffs])}, "
        f"{_place(orders['expected'][0], wording)} is first of {len(expected)}"
    )
    lacking = _tell_lacking(result)
    resampled = " and ".join(name for name in ("worlds", "lucks") if name not in lacking)
    if resampled:
        band_said = f"{row['value']:.3g}, {row['low']:.3g} to {row['high']:.3g}"
        yield f"{first} ({band_said}), and in {row['first']:.0%} of resamples of {resampled}."
    else:
        yield f"{first} ({row['value']:.3g})."
    yield from lacking.values()


def _tell_lacking(result: Regret) -> dict[str, str]:
    """Return why there are no resamples of worlds, or of lucks, where there is one of them."""
    said = {}
    if result.blocks < 2:
        point = count_of(result.points, "point")
        of = point if result.points == 1 else f"one block of {point}"
        said["worlds"] = f"With {of}, nothing is known of other worlds: raise samples."
    if result.replicates < 2:
        said["lucks"] = "With one replicate, nothing is known of other lucks: raise replicates."
    return said


def _place(equals: Sequence[str], wording: ReadableNames) -> str:
    return " = ".join(map(wording, equals))


def _tell_change(what: str, orders: dict[str, Order], wording: ReadableNames) -> str:
    """Say whether the first place, or the order behind it, depends on something."""
    firsts: dict[str, list[str]] = {}
    for name, order in orders.items():
        firsts.setdefault(_place(order[0], wording), []).append(wording(name))
    if len(firsts) > 1:
        changes = "; ".join(f"{first} by {_list(names)}" for first, names in firsts.items())
        return f"The first place changes with the {what}: {changes}."
    if len(set(orders.values())) > 1:
        return f"The first place does not change with the {what}, the order behind it does."
    return f"The ranking does not change with the {what} ({', '.join(map(wording, orders))})."


def _list(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
