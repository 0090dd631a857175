"""What a batch will take, from its numbers alone: nothing is sampled, built or played."""

from __future__ import annotations

import dataclasses
import json
import math
from typing import TYPE_CHECKING

from game.batch.design import design_size
from game.batch.executors import choose_workers
from game.batch.tasks import CHUNK
from game.config.library import Library
from game.config.schema.experiment import Experiment
from game.files.caches import keep, read_kept

if TYPE_CHECKING:
    from game.batch.study import Study

# Turns of games that a process plays in a second on a small machine, by arrays and by kernels.
TYPICAL = {"arrays": 5_000.0, "kernels": 13_000.0}
KIND = "pace"
# Of shorter batches, most of the time is the beginning.
SHORTEST = 5.0
# Bytes of a number in the finished tables, where they are packed.
PACKED = 8.0


@dataclasses.dataclass(frozen=True, kw_only=True)
class Forecast:
    """What a batch will take: `size` in bytes for the finished tables.

    `measured` says that the rate is that of the last batch on this machine.
    """

    arms: int
    points: int
    replicates: int
    games: int
    tasks: int
    workers: int
    rate: float
    measured: bool
    seconds: float
    size: float


def forecast(
    library: Library,
    experiment: Experiment,
    workers: int | None = None,
    chunk: int | None = None,
    *,
    kernels: bool = False,
) -> Forecast:
    """Return what a batch will take."""
    arms = len(experiment.profiles) * math.prod(map(len, experiment.grid.values()))
    points = design_size(experiment.design, len(experiment.uncertain))
    games = arms * points * experiment.replicates
    scenario = library.scenarios[experiment.scenario]
    count = choose_workers(games, workers)
    pace = read_pace(kernels)
    measured = pace is not None
    rate = count * (pace or TYPICAL[_mode(kernels)]) / scenario.turns
    return Forecast(
        arms=arms,
        points=points,
        replicates=experiment.replicates,
        games=games,
        tasks=_count_tasks(arms, points, experiment.replicates, chunk or CHUNK),
        workers=count,
        rate=rate,
        measured=measured,
        seconds=games / rate,
        size=games * PACKED * _numbers(library, experiment, scenario.turns),
    )


def _numbers(library: Library, experiment: Experiment, turns: int) -> int:
    """Return how many numbers are written down of a game; the inputs are packed to nothing."""
    outcomes = experiment.outcomes
    actors = len(library.axes.actors)
    formulas = sum(map(len, outcomes.formulas.values()))
    aims = actors * len(outcomes.aims)
    sets = max(1, len(experiment.payoffs))
    return sets * (actors + aims) + formulas + turns * len(outcomes.series)


def _count_tasks(arms: int, points: int, replicates: int, chunk: int) -> int:
    if replicates > chunk:
        return arms * points * math.ceil(replicates / chunk)
    return arms * math.ceil(points / max(1, chunk // replicates))


def _mode(kernels: bool) -> str:
    return "kernels" if kernels else "arrays"


def read_pace(kernels: bool) -> float | None:
    """Return how many turns of games a process played in a second in the last batch here."""
    content = read_kept(KIND, _mode(kernels))
    return float(json.loads(content)) if content else None


def keep_pace(study: Study, games: int, workers: int, seconds: float) -> None:
    """Keep how fast a batch was played, for the next forecast."""
    if seconds >= SHORTEST and games:
        turns = study.arms[0].scenario.turns
        pace = games * turns / (seconds * workers)
        keep(KIND, _mode(study.kernels), json.dumps(pace).encode())
