"""How fast whole batches are, with all their tables, as figures and ratios of one run.

    python benchmarks/batch.py [--scenario NAME] [--games N N ...] [--workers N] [--million]

Whole batches, with twenty outcomes and two series of every game in their tables, against one game
after another and against `mesa.batch_run` of the same model with the same workers. With --million
a batch of a million games is played too: its time, its peak memory and the time of a game against
that of the smallest batch. Machines differ and share their cores, so only the ratios travel; the
tests never time anything.
"""

from __future__ import annotations

import argparse
import inspect
import multiprocessing
import os
import resource
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import mesa

from agents.games import run
from agents.model import GameModel
from game.batch.runner import run_batch
from game.batch.study import Study, build_study
from game.config import DEFAULT
from game.config.scenarios import shipped_library
from game.config.schema.experiment import Experiment

SCALARS = """
lag compute_ratio cn_share selfsuff_value domestic_share premium shortage approval hawk trust
us_tightness permanence reversals mineral_leverage nv_rev_quarter
"""
ALONE = 20
WITH_MESA = 40
MILLION = 1_000_000


def study_of(scenario: str, games: int) -> Study:
    """Return games of one line-up at points of three parameters, twenty at each."""
    given = {
        "name": "benchmark",
        "title": "Benchmark",
        "question": "How fast?",
        "says": "By the clock.",
        "caution": "Machines differ.",
        "scenario": scenario,
        "uncertain": {"switching_cost": {}, "learning_rate": {}, "invested_share": {}},
        "design": {"method": "latin_hypercube", "samples": games // 20},
        "replicates": 20,
        "early_ends": False,
        "outcomes": {
            "scalars": {name: name for name in SCALARS.split()},
            "series": ["cn_lag", "selfsuff_value"],
        },
    }
    return build_study(shipped_library(), Experiment.model_validate(given))


def measure(scenario: str, games: int, workers: int, told: Connection) -> None:
    """Play one batch in a process of its own; tell its speed, in games a second."""
    study = study_of(scenario, games)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        report = run_batch(study, out, workers=workers)
        size = sum(path.stat().st_size for path in out.iterdir())
    for worker in multiprocessing.active_children():
        worker.join()  # only of a process that was waited for is the memory known
    here, largest = (
        resource.getrusage(who).ru_maxrss / 1e3
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(
        f"  {games:9,d} games, {workers} workers: {games / report.seconds:7,.0f} a second, "
        f"{report.seconds:6.1f} s, {size / 1e6:7.1f} MB of tables, peak memory "
        f"{here:,.0f} MB here and {largest:,.0f} MB in the largest worker",
        flush=True,
    )
    told.send(games / report.seconds)


def measure_apart(scenario: str, games: int, workers: int) -> float:
    """Return the speed of one batch, whose memory is not that of the others."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=measure, args=(scenario, games, workers, there))
    process.start()
    there.close()  # so that a process that dies is noticed
    rate = float(here.recv())
    process.join()
    return rate


def measure_alone(scenario: str) -> float:
    """Return how many games a second are played one after another."""
    run({"scenario": scenario}, seed=0)  # warm up
    started = time.perf_counter()
    for seed in range(ALONE):
        run({"scenario": scenario}, seed=seed)
    return ALONE / (time.perf_counter() - started)


def measure_mesa(scenario: str, workers: int) -> float:
    """Return how many games a second Mesa's own batch runner plays, where this Mesa has one."""
    batch_run = getattr(mesa, "batch_run", None)
    if batch_run is None:
        return float("nan")
    seeds = list(range(WITH_MESA))
    given: dict[str, Any] = {"scenario": scenario, "collect": [["cn_lag", "selfsuff_value"]]}
    options: dict[str, Any] = {"number_processes": workers, "display_progress": False}
    if "rng" in inspect.signature(batch_run).parameters:  # from Mesa 3.5 on
        options["rng"] = seeds
    else:
        given["seed"] = seeds
    started = time.perf_counter()
    batch_run(GameModel, given, data_collection_period=1, **options)
    return WITH_MESA / (time.perf_counter() - started)


def main() -> None:
    """Print the figures of one run."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scenario", default=DEFAULT)
    parser.add_argument("--games", type=int, nargs="+", default=[10_000, 50_000])
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--million", action="store_true", help="minutes, and some 300 MB of disk")
    wanted = parser.parse_args()
    print(f"{wanted.scenario}: {shipped_library().scenarios[wanted.scenario].turns} turns")
    alone, mesas = measure_alone(wanted.scenario), measure_mesa(wanted.scenario, wanted.workers)
    print(f"  one game after another: {alone:.1f} a second")
    print(f"  mesa.batch_run, {wanted.workers} processes: {mesas:.1f} a second", flush=True)
    sizes = [*wanted.games, MILLION] if wanted.million else wanted.games
    rates = {games: measure_apart(wanted.scenario, games, wanted.workers) for games in sizes}
    best = max(rates.values())
    print(
        f"  times one after another: {best / alone:.0f}; times mesa.batch_run: {best / mesas:.0f}"
    )
    first, last = sizes[0], sizes[-1]
    print(f"  time of a game, {last:,} against {first:,} games: {rates[first] / rates[last]:.2f}")


if __name__ == "__main__":
    main()
