"""History matching: which values of the parameters the record does not rule out.

Parameters that no source settles are drawn from their ranges (the prior), each draw is played
through the hindcast as one replicate, and the draws of the lowest implausibility are kept as
non-implausible: not ruled out yet. Each later wave draws around those of the wave before. What is
kept is a sample of what the record allows, not a best fit; where it is as wide as the range, the
record cannot tell.

Source: history matching by implausibility (Craig et al. 1997), with rejection by rank as in
approximate Bayesian computation (Beaumont et al. 2002).
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd
from scipy.stats import qmc

from game.config.library import Library
from game.config.scenarios import shipped_library
from game.errors import UserError
from game.hindcast.calibration.fitted import Fitted, all_fitted
from game.hindcast.scores.assess import Met, by_column, meet, score_origins, target_range
from game.hindcast.scores.judge import ORIGINS, UNTIL
from game.hindcast.scores.simulated import Simulated
from game.hindcast.simulate import make_plan, play_plan
from game.hindcast.targets.series import all_published, bars
from game.hindcast.targets.targets import Target, public_targets, read_targets
from game.state.ties import TIE, order
from game.state.world import Floats, seal_array

DRAWS = 2048  # a power of two, as quasi-random draws want it
KEPT = 80
WAVES = 4


@dataclasses.dataclass(frozen=True, kw_only=True)
class Wave:
    """Draws that were played: a row of numbers a draw, and the runs, one replicate each."""

    names: tuple[str, ...]
    draws: Floats
    frame: pd.DataFrame


@dataclasses.dataclass(frozen=True, kw_only=True)
class Matched:
    """What a matching came to.

    `non_implausible` has a row a draw that is not ruled out and a column a parameter; `windows` the
    errors inside and outside the windows that were matched apart.
    """

    prior: Mapping[str, tuple[float, float]]
    non_implausible: pd.DataFrame
    windows: pd.DataFrame
    implausibility: Floats


def match(
    draws: int = DRAWS,
    keep: int = KEPT,
    *,
    seed: int = 0,
    tick: Callable[[], object] = lambda: None,
) -> Matched:
    """Match the fitted parameters to the public targets, and to those up to each origin.

    Raises
    ------
    UserError
        If fewer draws are wanted than twice what is kept, or a fitted parameter does not exist.
    """
    if draws < 2 * keep:
        raise UserError("--draws", f"{draws} of which {keep} are kept", "draw twice as many")
    library = shipped_library()
    targets = read_targets(public_targets())
    prior = {name: read_range(name, library) for name in all_fitted()}
    first = play_wave(tuple(prior), _spread_evenly(prior, draws, seed), library, seed, tick)

    def narrow(published: Sequence[Target]) -> Wave:
        wave = first
        for number in range(1, WAVES):
            near = wave.draws[least_implausible(wave, published, keep)]
            points = _draw_around(near, prior, draws, seed + number)
            wave = play_wave(tuple(prior), points, library, seed + number, tick)
        return wave

    windows = score_origins(
        lambda origin: runs_kept(narrow(until := _until(targets, origin)), until, keep),
        targets,
        ORIGINS,
    )
    last = narrow(targets)
    kept = least_implausible(last, targets, keep)
    return Matched(
        prior=prior,
        non_implausible=pd.DataFrame(last.draws[kept], columns=list(prior)),
        windows=windows,
        implausibility=measure_implausibility(Simulated(last.frame), targets)[kept],
    )


def read_range(name: str, library: Library) -> tuple[float, float]:
    """Return the range that a fitted parameter is drawn from, that of its file.

    Raises
    ------
    UserError
        If there is no such parameter.
    """
    if name not in library.params:
        raise UserError("fitted.yaml", f"unknown parameter {name!r}", "name one of configs/params")
    low, high = library.params[name].range
    return float(low), float(high)


def play_wave(
    names: tuple[str, ...],
    points: Floats,
    library: Library,
    seed: int,
    tick: Callable[[], object] = lambda: None,
) -> Wave:
    """Play each draw, a row of numbers by name, through the hindcast as one replicate."""
    plan = make_plan(library, until=UNTIL)
    params = plan.scenario.params
    columns = {name: seal_array(points[:, place : place + 1]) for place, name in enumerate(names)}
    scenario = plan.scenario.with_params(params.with_numbers(columns))
    plan = dataclasses.replace(plan, scenario=scenario)
    wanted = all_published().keys()
    played = play_plan(plan, library, len(points), seed=seed, only=wanted, tick=tick)
    return Wave(names=names, draws=points, frame=played.frame)


def least_implausible(wave: Wave, targets: Sequence[Target], keep: int) -> list[int]:
    """Return the draws of the lowest implausibility, the lowest first."""
    measured = measure_implausibility(Simulated(wave.frame), targets)
    return [int(draw) for draw in order(measured)[:keep]]


def runs_kept(wave: Wave, targets: Sequence[Target], keep: int) -> Simulated:
    """Return the runs of the draws that these targets alone do not rule out."""
    kept = least_implausible(wave, targets, keep)
    return Simulated(wave.frame[wave.frame["replicate"].isin(kept)])


def measure_implausibility(runs: Simulated, targets: Sequence[Target]) -> Floats:
    """Return the implausibility of each replicate: its distance in tolerances, (R,).

    A series counts by the mean of |run - published| / tolerance over its numbers, at most
    `fit_worst`,
    and by its weight. Forecasts and surveys of experts count half as much as filings; signs and
    inputs not at all.
    """
    published = all_published()
    summed, weights = np.zeros(runs.replicates), 0.0
    for name, ones in by_column(meet(runs, targets)).items():
        about = published.get(name)
        if about is None or about.use not in ("truth", "estimate", "expert"):
            continue
        weight = about.weight * (bars()["fit_expert"] if about.use == "expert" else 1.0)
        errors = np.mean([_miss(met) for met in ones], axis=0)
        summed += weight * np.minimum(errors, bars()["fit_worst"])
        weights += weight
    return summed / weights


def _miss(met: Met) -> Floats:
    """Return the distance of each replicate from a target, in tolerances, (R,).

    The tolerance is half the published range and the share of the number by which no model of
    quarters should be asked to do better (`fit_tolerance`).
    """
    low, high = target_range(met.target)
    slack = (high - low) / 2.0 + bars()["fit_tolerance"] * abs(met.target.value)
    missed: Floats = np.abs(met.values - met.target.value) / max(slack, TIE)
    return missed


def _until(targets: Sequence[Target], origin: datetime.date) -> list[Target]:
    ends = (target.end or target.start or datetime.date.max for target in targets)
    return [target for target, end in zip(targets, ends, strict=True) if end <= origin]


def _spread_evenly(prior: Mapping[str, tuple[float, float]], draws: int, seed: int) -> Floats:
    """Return draws spread over the ranges by Latin hypercube, one a row."""
    lows, highs = np.array(list(prior.values())).T
    shares = qmc.LatinHypercube(d=len(prior), rng=seed).random(draws)
    points: Floats = lows + (highs - lows) * shares
    return points


def _draw_around(
    near: Floats, prior: Mapping[str, tuple[float, float]], draws: int, seed: int
) -> Floats:
    """Return draws around non-implausible ones, scattered as these are, within the ranges.

    Each starts from one of them in turn; what would leave a range is reflected at its end.
    """
    lows, highs = np.array(list(prior.values())).T
    scatter = qmc.MultivariateNormalQMC(np.zeros(len(lows)), np.cov(near.T), rng=seed)
    points = near[np.arange(draws) % len(near)] + scatter.random(draws)
    width = highs - lows
    folded = np.mod(points - lows, 2.0 * width)
    reflected: Floats = lows + np.where(folded > width, 2.0 * width - folded, folded)
    return reflected


def summarise_narrowing(matched: Matched) -> pd.DataFrame:
    """Return a row a fitted parameter: its range, what is not ruled out, and the narrowing.

    `narrowing` is the share of the prior ruled out: 1 minus the width of the middle nine tenths
    over that of an even spread on the range, 0 where the record cannot tell.
    """
    rows = []
    for name, (low, high) in matched.prior.items():
        least, middle, most = np.quantile(matched.non_implausible[name], [0.05, 0.5, 0.95])
        narrowing = 1.0 - (most - least) / (0.9 * (high - low))
        rows.append(
            {
                "parameter": name,
                "low": low,
                "high": high,
                "q05": least,
                "q50": middle,
                "q95": most,
                "narrowing": max(narrowing, 0.0),
                "why": _why(name),
            }
        )
    return pd.DataFrame(rows)


def _why(name: str) -> str:
    fitted: Fitted = all_fitted()[name]
    return fitted.says
