"""In which worlds a condition holds: boxes of inputs, how firm they are, and one plain sentence."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from game.analysis.blocks import draw_halves
from game.analysis.boxes import LIMIT_COLUMNS, Limit, list_limits, tell_limits
from game.analysis.cart import grow_tree
from game.analysis.prim import Box, Inputs, describe_boxes, find_boxes, quasi_p, whole_box
from game.analysis.runs import Runs, choose_profiles, measure
from game.analysis.wording import PLAIN, ReadableNames
from game.errors import UserError
from game.state.orders import Flags
from game.state.ties import above, at_least, first_best, ranks
from game.state.world import Floats
from game.words.counts import count_of

PROFILE = "profile"
RESAMPLES = 20
MOST_DIMENSIONS = 4
# House aims for a box that is worth telling.
DENSITY, COVERAGE = 0.7, 0.6
# Coverages that differ by less count as equal.
ALIKE = 0.02
# A limit with a larger quasi p value may be chance.
SURE = 0.05
# With fewer points, half of them say nothing.
LEAST_POINTS = 20


@dataclasses.dataclass(frozen=True, kw_only=True)
class Discovery:
    """Where a condition holds.

    `trajectory` has one row for each box that PRIM went through, `chosen` the number of the one
    that is told; `limits` one row for each input that this restricts. There `p_low` and `p_high`
    are quasi p values; `again` is the share of random halves of the points in which PRIM
    restricts that input as well, at the same coverage; `rule` has the limits alone. `left_out` has
    coverage and density of the boxes of those halves in the other halves. `tree` has the leaves of
    a classification tree, the densest first, `densest` the limits of that one.

    Rows are worlds, each a point in one profile, in which the condition is likelier over luck than
    `chance`; or single games, where `chance` is missing. `base` is the share of all rows.
    """

    where: str
    profiles: tuple[str, ...]
    trajectory: pd.DataFrame
    chosen: int
    limits: pd.DataFrame
    rule: tuple[Limit, ...]
    left_out: dict[str, float]
    tree: pd.DataFrame
    densest: tuple[Limit, ...]
    base: float
    games: int
    points: int
    chance: float | None
    deep: tuple[str, ...]
    says: tuple[str, ...] = ()

    @property
    def box(self) -> dict[str, float]:
        """Coverage, density, mass and the rest of the box that is told."""
        return {str(name): value for name, value in self.trajectory.iloc[self.chosen].items()}

    @property
    def reaches_aims(self) -> bool:
        """Whether the box is as dense and as large as a box should be that is told."""
        return self.box["density"] >= DENSITY and self.box["coverage"] >= COVERAGE


@dataclasses.dataclass(frozen=True, kw_only=True)
class _Games:
    """Inputs of games, whether the condition holds, the point of each, and the profiles' names."""

    inputs: Inputs
    cases: Flags
    points: Floats
    profiles: tuple[str, ...]


def discover(
    runs: Runs,
    where: str,
    *,
    profiles: tuple[str, ...] = (),
    box: int | None = None,
    chance: float | None = None,
    single_games: bool = False,
    most: int = MOST_DIMENSIONS,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> Discovery:
    """Return the worlds in which a condition holds, by PRIM and by a classification tree.

    A world is a point in one profile, which is an input like any other where there are several.

    Parameters
    ----------
    where
        A condition over outcomes, such as "self_reliance > 50"; a missing number fulfils none.
    chance
        The share of a world's replicates from above which it counts; that of all games by default.
    single_games
        Whether every game is a row instead, as it is with one replicate.
    box
        Which box is told; by default the nearest to the aims with at most `most` inputs.

    Raises
    ------
    UserError
        If the condition cannot be read, or holds always or never, or no input varies.
    """
    games = _gather(runs, where, choose_profiles(runs, profiles))
    line = None
    if not single_games and runs.experiment.replicates > 1:
        games, line = _to_worlds(games, where, chance)
    boxes = find_boxes(games.inputs, games.cases)
    trajectory = describe_boxes(boxes, games.inputs, games.cases)
    chosen = choose_box(trajectory, most) if box is None else _expect_box(box, len(boxes))
    again, left_out = _try_halves(games, trajectory.iloc[chosen], resamples, seed)
    rule = list_limits(boxes[chosen], boxes[0], games.inputs.names, games.profiles)
    tree, densest = _list_leaves(games)
    result = Discovery(
        where=where,
        profiles=games.profiles,
        trajectory=trajectory,
        chosen=chosen,
        limits=_limits_table(rule, boxes[chosen], boxes[0], games, again),
        rule=rule,
        left_out=left_out,
        tree=tree,
        densest=densest,
        base=float(games.cases.mean()),
        games=len(games.cases),
        points=len(np.unique(games.points)),
        chance=line,
        deep=runs.deep,
    )
    return dataclasses.replace(result, says=tuple(tell(result)))


def _gather(runs: Runs, where: str, profiles: tuple[str, ...]) -> _Games:
    values = measure(runs, where, "--where")
    kept = runs.table["profile"].isin(profiles).to_numpy()
    cases = (values[kept] != 0.0) & ~np.isnan(values[kept])
    table = runs.table[kept]
    if cases.all() or not cases.any():
        extent = "every game" if cases.all() else "no game"
        raise UserError("--where", f"{where} holds in {extent}", "move its threshold")
    names = [name for name in runs.factors if table[name].nunique() > 1]
    columns = [table[name].to_numpy(np.float64) for name in names]
    several = len(profiles) > 1
    if several:
        places = {name: place for place, name in enumerate(profiles)}
        columns.append(table["profile"].map(places).to_numpy(np.float64))
    if not columns:
        raise UserError(runs.place, "has one profile and no input that varies", "add uncertain")
    inputs = Inputs(
        names=(*names, *([PROFILE] if several else [])),
        values=np.stack(columns, axis=1),
        nominal=(*(False for _ in names), *([True] if several else [])),
    )
    points = table["point"].to_numpy(np.float64)
    return _Games(inputs=inputs, cases=cases, points=points, profiles=profiles)


def _expect_box(box: int, count: int) -> int:
    if not 0 <= box < count:
        raise UserError("--box", f"there is no box {box}", f"they go from 0 to {count - 1}")
    return box


def _to_worlds(games: _Games, where: str, chance: float | None) -> tuple[_Games, float]:
    """Return the worlds of games, and the chance from above which the condition counts there."""
    several = games.inputs.names[-1] == PROFILE
    profile = games.inputs.values[:, -1] if several else np.zeros(len(games.points))
    worlds = np.stack([profile, games.points], axis=1)
    _, first, place = np.unique(worlds, axis=0, return_index=True, return_inverse=True)
    place = place.reshape(-1)
    shares = np.bincount(place, weights=games.cases) / np.bincount(place)
    line = float(games.cases.mean()) if chance is None else chance
    cases = above(shares, line)
    if cases.all() or not cases.any():
        extent = "every world" if cases.all() else "no world"
        problem = f"the chance of {where} is above {line:.0%} in {extent}"
        raise UserError("--chance", problem, "give another, or look among --single-games")
    inside = np.zeros(len(place), dtype=np.bool_)
    inside[first] = True
    # In the order of the games, as their inputs are.
    kept = np.flatnonzero(inside)
    return (
        _Games(
            inputs=games.inputs.rows(inside),
            cases=np.asarray(cases[place[kept]], dtype=np.bool_),
            points=games.points[inside],
            profiles=games.profiles,
        ),
        line,
    )


def choose_box(trajectory: pd.DataFrame, most: int) -> int:
    """Return the box nearest to both aims; of equals the one with fewer limits, then the larger."""
    few = trajectory[(trajectory["restricted"] <= most)]
    reached = (few["density"] / DENSITY).clip(upper=few["coverage"] / COVERAGE).clip(upper=1.0)
    order = pd.DataFrame(
        {
            "reached": ranks(reached, descending=True),
            "restricted": few["restricted"],
            "coverage": -few["coverage"],
        }
    )
    keys = ["reached", "restricted", "coverage"]
    return int(order.sort_values(keys, kind="stable").index.to_numpy()[0])


def _try_halves(
    games: _Games, whole: pd.Series[float], resamples: int, seed: int
) -> tuple[dict[str, float], dict[str, float]]:
    """Return how often each input is restricted again, and how the boxes do on what is left out.

    Halves are of points, for the replicates of one point share their inputs.
    """
    names, points = games.inputs.names, np.unique(games.points)
    if len(points) < LEAST_POINTS:
        return dict.fromkeys(names, np.nan), {"coverage": np.nan, "density": np.nan}
    counts, halves = dict.fromkeys(names, 0.0), []
    for half in draw_halves(len(points), resamples, seed):
        inside = np.isin(games.points, points[half])
        cases, others = games.cases[inside], games.cases[~inside]
        if not cases.any() or not others.any():
            continue
        inputs = games.inputs.rows(inside)
        boxes = find_boxes(inputs, cases)
        nearest = boxes[find_alike(describe_boxes(boxes, inputs, cases), whole["coverage"])]
        for place in nearest.restricted(boxes[0]):
            counts[names[place]] += 1.0
        held = others[_unbounded(nearest, boxes[0]).holds(games.inputs.rows(~inside))]
        density = held.mean() if held.size else np.nan
        halves.append((held.sum() / others.sum(), density))
    if not halves:
        return dict.fromkeys(names, np.nan), {"coverage": np.nan, "density": np.nan}
    coverages, densities = np.nanmean(np.array(halves), axis=0)
    again = {name: count / len(halves) for name, count in counts.items()}
    return again, {"coverage": float(coverages), "density": float(densities)}


def find_alike(trajectory: pd.DataFrame, coverage: float) -> int:
    """Return the densest of the boxes that come nearest to a coverage."""
    off = (trajectory["coverage"] - coverage).abs()
    near = trajectory.loc[at_least(off.min() + ALIKE, off), "density"]
    return int(near.index.to_numpy()[first_best(near)])


def _unbounded(box: Box, around: Box) -> Box:
    """Return the box open where it ends with the games it was found in."""
    for place, (limit, whole) in enumerate(zip(box.limits, around.limits, strict=True)):
        if isinstance(limit, tuple) and isinstance(whole, tuple):
            low = -np.inf if limit[0] == whole[0] else limit[0]
            high = np.inf if limit[1] == whole[1] else limit[1]
            box = box.with_limit(place, (low, high))
    return box


def _limits_table(
    rule: Sequence[Limit], box: Box, around: Box, games: _Games, again: dict[str, float]
) -> pd.DataFrame:
    rows = []
    for limit in rule:
        place = games.inputs.names.index(limit.name)
        low_p, high_p = quasi_p(box, around, games.inputs, games.cases, place)
        rows.append({**limit.row(), "p_low": low_p, "p_high": high_p, "again": again[limit.name]})
    return pd.DataFrame(rows, columns=LIMIT_COLUMNS)


def _list_leaves(games: _Games) -> tuple[pd.DataFrame, tuple[Limit, ...]]:
    """Return the leaves of a tree with their limits in words, the densest first, and its limits."""
    around = whole_box(games.inputs)
    leaves = grow_tree(games.inputs, games.cases)
    table = describe_boxes((around, *leaves), games.inputs, games.cases)[1:].drop(columns="box")
    limits = [list_limits(leaf, around, games.inputs.names, games.profiles) for leaf in leaves]
    table["inputs"] = [", ".join(limit.name for limit in rule) for rule in limits]
    table["rule"] = [tell_limits(rule) for rule in limits]
    table = table.reset_index(drop=True).sort_values("density", ascending=False, kind="stable")
    return table.reset_index(drop=True), limits[table.index[0]]


def tell(result: Discovery, wording: ReadableNames = PLAIN) -> Iterator[str]:
    """Say where the condition holds, how firm that is, and what the tree thinks."""
    box: dict[str, float] = result.box
    what, rows = _subject(result, wording), _rows(result)
    if not result.rule:
        yield f"No box was found in which {what} more often than elsewhere."
    else:
        rule = tell_limits(result.rule, wording)
        begin = what if result.chance is None else what.replace("the", "The", 1)
        yield (
            f"{begin} in {box['density']:.0%} of the {rows} {rule}, "
            f"against {result.base:.0%} of all; this box holds {box['coverage']:.0%} of the {rows} "
            f"where it does, and {box['mass']:.0%} of all {rows}."
        )
        reached = "reaches" if result.reaches_aims else "does not reach"
        yield f"It {reached} the aims: a density of {DENSITY:.0%}, a coverage of {COVERAGE:.0%}."
        yield from _tell_chance(result.limits, wording)
        yield from _tell_firmness(result, wording)
    yield _tell_tree(result, wording)
    if result.deep:
        yield (
            f"No distribution is claimed for {', '.join(map(wording, result.deep))}: "
            f"shares are of the {rows} sampled, and are no chances."
        )


def _subject(result: Discovery, wording: ReadableNames) -> str:
    where = wording(result.where)
    if result.chance is None:
        return f"{where} holds"
    return f"the chance of {where} is above {result.chance:.0%}"


def _rows(result: Discovery) -> str:
    return "games" if result.chance is None else "worlds"


def _tell_tree(result: Discovery, wording: ReadableNames) -> str:
    best, rows = result.tree.iloc[0], _rows(result)
    if not best["density"] > result.base:
        return f"A classification tree finds no part of the {rows} that is denser either."
    return (
        f"The densest leaf of a classification tree: {best['density']:.0%} of the {rows} "
        f"{tell_limits(result.densest, wording)}, coverage {best['coverage']:.0%}."
    )


def _tell_chance(limits: pd.DataFrame, wording: ReadableNames) -> Iterator[str]:
    sides = {"p_low": "lower limit of", "p_high": "upper limit of"}
    doubtful = [
        f"the {side_name} {wording(row['input'])} (p {row[side]:.2g})"
        for _, row in limits.iterrows()
        for side, side_name in sides.items()
        if row[side] > SURE
    ]
    if doubtful:
        yield f"What may be chance: {', '.join(doubtful)}."


def _tell_firmness(result: Discovery, wording: ReadableNames) -> Iterator[str]:
    if np.isnan(result.left_out["density"]):
        yield f"Too few to try the box on halves of them: {count_of(result.points, 'point')}."
        return
    again = ", ".join(
        f"{wording(row['input'])} {row['again']:.0%}" for _, row in result.limits.iterrows()
    )
    yield (
        f"Found again in random halves of the {result.points} points: {again}; in the halves left "
        f"out such boxes have a density of {result.left_out['density']:.0%} "
        f"and a coverage of {result.left_out['coverage']:.0%}."
    )
