"""How fast whole batches are, with all their tables, as figures and ratios of one run.

    python benchmarks/batch.py [--scenario NAME] [--games N N ...] [--workers N]

Twenty outcomes and two series are written down of every game. Machines differ and share their
cores, so only the ratios travel; the tests never time anything.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import tempfile
import time
from pathlib import Path

from agents.run import run
from game.batch.runner import run_batch
from game.batch.study import Study, build_study
from game.config.scenarios import DEFAULT, shipped_library
from game.config.schema_experiment import Experiment

SCALARS = """
lag compute_ratio cn_share selfsuff_value domestic_share premium shortage approval hawk trust
us_tightness permanence reversals mineral_leverage nv_rev_quarter
"""
ALONE = 20


def study_of(scenario: str, games: int) -> Study:
    """Return games of one line-up at points of three parameters, twenty at each."""
    given = {
        "name": "benchmark",
        "title": "Benchmark",
        "question": "How fast?",
        "says": "By the clock.",
        "caution": "Machines differ.",
        "scenario": scenario,
        "uncertain": {"switching_cost": {}, "learning_rate": {}, "scarcity_response": {}},
        "design": {"method": "latin_hypercube", "samples": games // 20},
        "replicates": 20,
        "early_ends": False,
        "outcomes": {
            "scalars": {name: name for name in SCALARS.split()},
            "series": ["cn_lag", "selfsuff_value"],
        },
    }
    return build_study(shipped_library(), Experiment.model_validate(given))


def measure(scenario: str, games: int, workers: int) -> None:
    """Print the speed and the memory of one batch; run in a process of its own."""
    study = study_of(scenario, games)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        report = run_batch(study, out, workers=workers)
        size = sum(path.stat().st_size for path in out.iterdir())
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


def main() -> None:
    """Print the figures of one run."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scenario", default=DEFAULT)
    parser.add_argument("--games", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    wanted = parser.parse_args()
    print(f"{wanted.scenario}: {shipped_library().scenarios[wanted.scenario].turns} turns")
    run({"scenario": wanted.scenario}, seed=0)
    started = time.perf_counter()
    for seed in range(ALONE):
        run({"scenario": wanted.scenario}, seed=seed)
    print(f"  one game after another: {ALONE / (time.perf_counter() - started):.1f} a second")
    for games in wanted.games:
        for workers in sorted({1, wanted.workers}):
            process = multiprocessing.get_context("spawn").Process(
                target=measure, args=(wanted.scenario, games, workers)
            )
            process.start()
            process.join()


if __name__ == "__main__":
    main()
