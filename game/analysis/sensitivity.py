"""What decides an outcome, or the order of profiles: screening, variance shares, and luck."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator

import numpy as np
import pandas as pd

from game.analysis.blocks import Ints, draw_blocks
from game.analysis.deciding import RANKING, Sensitivity, tell
from game.analysis.indices import morris_effects, sobol_indices
from game.analysis.luck_share import SHARES, luck_shares
from game.analysis.runs import (
    Runs,
    choose_profiles,
    default_outcome,
    expect_numbers,
    lay_out,
    measure,
)
from game.analysis.trust import mark_enough, mark_trusted
from game.config.schema.experiment import Experiment
from game.errors import UserError
from game.state.orders import Flags
from game.state.ties import signs
from game.state.world import Floats
from game.words.counts import count_of

RESAMPLES = 300
MORRIS_LEVELS = 4


@dataclasses.dataclass(frozen=True, kw_only=True)
class _Games:
    """An outcome in the whole blocks of a design: (profiles, points, replicates)."""

    laid: Floats
    points: Floats
    blocks: int
    dropped: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class _Subject:
    """What is explained: outcomes by game, and by point, (outcomes, points[, replicates])."""

    of: str
    games: Floats
    means: Floats


def sensitivity(
    runs: Runs,
    outcome: str | None = None,
    *,
    profiles: tuple[str, ...] = (),
    against: str | None = None,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> Sensitivity:
    """Return which factors decide an outcome of a batch whose design is Sobol's or Morris's.

    Parameters
    ----------
    outcome
        An expression over the outcomes; by default what the experiment compares first.
    profiles
        Those to look at; all by default. With several, what decides their order is told first.
    against
        A profile from which the others' differences are looked at instead, under the same luck.

    Raises
    ------
    UserError
        If the design is another, something named does not exist, or games have no number.
    """
    method = expect_design(runs.experiment, runs.place)
    outcome = outcome or default_outcome(runs)
    chosen = choose_profiles(runs, profiles)
    if against is not None:
        chosen = _put_first(runs, against, chosen)
    games = _gather(runs, outcome, chosen)
    drawn = draw_blocks(games.blocks, resamples, seed)
    analyse = {"sobol": _variances, "morris": _effects}[method]
    tables: list[tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]] = []
    for subject in _subjects(games.laid, chosen, against):
        blocked = subject.means.reshape(len(subject.means), games.blocks, runs.block)
        indices, interactions = analyse(runs, blocked, games.points, drawn)
        shares = luck_shares(subject.games, runs.block, resamples, seed)
        luck = pd.DataFrame(shares, columns=["share", "low", "high"])
        luck.insert(0, "part", SHARES)
        tables.append((indices, interactions, luck))
        for frame in tables[-1]:
            frame.insert(0, "of", subject.of)
    indices, interactions, luck = (
        pd.concat(frames, ignore_index=True) for frames in zip(*tables, strict=True)
    )
    result = Sensitivity(
        method=method,
        outcome=outcome,
        indices=mark_trusted(indices, method, games.blocks),
        interactions=interactions,
        luck=mark_enough(luck, method, games.blocks),
        blocks=games.blocks,
        dropped=games.dropped,
        replicates=games.laid.shape[2],
        games=games.laid.size,
        deep=runs.deep,
    )
    return dataclasses.replace(result, says=tuple(tell(result)))


def _put_first(runs: Runs, against: str, chosen: tuple[str, ...]) -> tuple[str, ...]:
    choose_profiles(runs, (against,))
    others = tuple(name for name in chosen if name != against)
    if not others:
        raise UserError("--against", f"nothing is compared with {against}", "name a profile")
    return (against, *others)


def expect_design(experiment: Experiment, place: str) -> str:
    """Return the method of a design that has indices.

    Raises
    ------
    UserError
        If it is another, or there is none.
    """
    design = experiment.design
    method = "none" if design is None else design.method
    if method not in {"sobol", "morris"}:
        problem = f"its design is {method}, which has no sensitivity indices"
        remedy = "give the experiment design: {method: sobol, samples: 512} or {method: morris, ..}"
        raise UserError(place, problem, remedy)
    return method


def _gather(runs: Runs, outcome: str, profiles: tuple[str, ...]) -> _Games:
    """Return an outcome by game, without the blocks of points in which a game failed."""
    values = measure(runs, outcome)
    expect_numbers(runs, values, outcome)
    laid = lay_out(runs, values, profiles)
    played = np.asarray(np.isfinite(laid).all(axis=(0, 2)))
    whole: Flags = np.asarray(played.reshape(-1, runs.block).all(axis=1))
    kept = int(whole.sum())
    if kept < 2:
        problem = f"{count_of(kept, 'block')} of points without a failed game, of {len(whole)}"
        raise UserError(runs.place, problem, "an analysis needs two or more; raise samples")
    points = runs.points.to_numpy(np.float64).reshape(len(whole), runs.block, -1)
    return _Games(
        laid=laid[:, np.repeat(whole, runs.block)],
        points=points[whole],
        blocks=kept,
        dropped=len(whole) - kept,
    )


def _subjects(laid: Floats, profiles: tuple[str, ...], against: str | None) -> Iterator[_Subject]:
    """Yield the ranking first, then each profile; or each profile's difference from one."""
    if against is not None:
        for name, games in zip(profiles[1:], laid[1:] - laid[0], strict=True):
            of = f"{name} - {against}"
            yield _Subject(of=of, games=games[np.newaxis], means=games.mean(axis=1)[np.newaxis])
        return
    means = laid.mean(axis=2)
    if len(profiles) > 1:
        yield _Subject(of=RANKING, games=order_pairs(laid), means=order_pairs(means))
    for name, games, mean in zip(profiles, laid, means, strict=True):
        yield _Subject(of=name, games=games[np.newaxis], means=mean[np.newaxis])


def order_pairs(values: Floats) -> Floats:
    """Return for each pair along the first axis which is larger: 1 the first, 0 the second.

    Where both are equal it is 1/2.
    """
    size = np.abs(values).max(initial=0.0)
    pairs = itertools.combinations(values, 2)
    return np.array([(signs(left - other, size) + 1.0) / 2.0 for left, other in pairs])


def _variances(
    runs: Runs, means: Floats, _: Floats, drawn: Ints
) -> tuple[pd.DataFrame, pd.DataFrame]:
    assert runs.experiment.design is not None
    second = runs.experiment.design.second_order
    found_indices = sobol_indices(means, len(runs.factors), second, drawn)
    table = pd.DataFrame({"factor": runs.factors})
    for name in ("first", "total"):
        table[[name, f"{name}_low", f"{name}_high"]] = found_indices[name]
    both = list(itertools.combinations(runs.factors, 2)) if second else []
    pairs = pd.DataFrame(both, columns=["factor", "other"])
    pairs[["second", "second_low", "second_high"]] = found_indices["second"]
    return table, pairs


def _effects(
    runs: Runs, means: Floats, points: Floats, drawn: Ints
) -> tuple[pd.DataFrame, pd.DataFrame]:
    assert runs.experiment.design is not None
    levels = runs.experiment.design.levels or MORRIS_LEVELS
    effects = morris_effects(means, points, levels, drawn)
    table = pd.DataFrame({"factor": runs.factors})
    table[["strength", "strength_low", "strength_high"]] = effects["strength"]
    table["mean"], table["spread"] = effects["mean"], effects["spread"]
    return table, pd.DataFrame(columns=["factor", "other", "second", "second_low", "second_high"])
