"""What the commands tournament and duel do: play, judge, write tables and figures."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from game.analysis.runs import read_runs
from game.batch.runner import run_batch
from game.batch.study import Study
from game.contests.duel import Duel, Side, judge_duel, pair_up, plan_duel
from game.contests.entrants import expect_policy, name_all, name_policy, read_entrants
from game.contests.fingerprints import judge_fingerprints, plan_fingerprints
from game.contests.scores import read_scores
from game.contests.tournament import (
    USUAL,
    Tournament,
    judge_tournament,
    mix_table,
    plan_tournament,
    ranking_table,
)
from game.contests.verdict import clause_that_lost, tell_duel
from game.errors import UserError
from game.reports.charts.duel import clause_chart, effect_chart
from game.reports.charts.tournament import fingerprint_chart, matrix_chart, standings_chart
from game.reports.figures import save_figure
from game.reports.files import write_tables

CORES = os.cpu_count() or 1
# Profiles, each of which takes a moment however few its games: from here on processes pay.
WORTH_PROCESSES = 40


def read_lists(given: Sequence[str]) -> dict[str, list[str]]:
    """Read ACTOR=ONE,ANOTHER options.

    Raises
    ------
    UserError
        If one names no policy, or an actor is named twice.
    """
    lists: dict[str, list[str]] = {}
    for text in given:
        actor, equals, names = text.partition("=")
        wanted = [name.strip() for name in names.split(",") if name.strip()]
        if not equals or not wanted:
            raise UserError("--policies", f"{text!r} names no policy", "write ACTOR=ONE,ANOTHER")
        if actor in lists:
            raise UserError("--policies", f"{actor} is named twice", "name each actor once")
        lists[actor] = wanted
    return lists


def hold_tournament(
    scenario: str,
    lists: dict[str, list[str]],
    *,
    cast: dict[str, str],
    replicates: int,
    seed: int,
    out: Path | None,
    workers: int | None,
    time_limit: float,
    fingerprints: bool,
) -> tuple[Study, Tournament, pd.DataFrame | None]:
    """Play a tournament, or go on with one in `out`, and judge it; fingerprints where wanted.

    Raises
    ------
    UserError
        If something named does not exist, or the folder holds something else.
    """
    named = [name for names in lists.values() for name in names]
    library, scenario = read_entrants(scenario, [*named, *cast.values()])
    entrants = name_all(library, lists or USUAL, "--policies")
    led = {actor: expect_policy(library, actor, name, "--policy") for actor, name in cast.items()}
    study = plan_tournament(
        library, scenario, entrants, replicates=replicates, seed=seed, policies=led
    )
    scores = read_scores(study, play_study(study, out, workers))
    judged = judge_tournament(scores, seed=seed, keep_going=until(time_limit))
    prints = None
    if fingerprints:
        tables = []
        for actor, names in scores.entrants.items():
            wanted = plan_fingerprints(
                library, scenario, actor, names, replicates=replicates, seed=seed
            )
            folder = out / wanted.experiment.name if out else None
            tables.append(judge_fingerprints(wanted, play_study(wanted, folder, workers)))
        prints = pd.concat(tables, ignore_index=True)
    return study, judged, prints


def hold_duel(
    first: str,
    second: str,
    *,
    scenario: str,
    cast: dict[str, str],
    replicates: int,
    seed: int,
    out: Path | None,
    workers: int | None,
) -> tuple[Study, Duel]:
    """Play a duel, or go on with one in `out`, and judge it.

    Raises
    ------
    UserError
        If something named does not exist, or the folder holds something else.
    """
    library, scenario = read_entrants(scenario, [_file(first), _file(second), *cast.values()])
    one, other = (name_policy(library, wanted, "duel") for wanted in (first, second))
    for actor in {one[0], other[0]} & set(cast):
        raise UserError("--policy", f"{actor} is led by a side of the duel", "leave it out")
    led = {actor: expect_policy(library, actor, name, "--policy") for actor, name in cast.items()}
    sides = pair_up(library, scenario, one, other)
    study = plan_duel(library, scenario, sides, replicates=replicates, seed=seed, policies=led)
    return study, judge_duel(study, sides, play_study(study, out, workers))


def _file(wanted: str) -> str:
    """Return the file of `ACTOR=FILE`, and anything else as it is."""
    return wanted.partition("=")[2] or wanted


def until(seconds: float) -> Callable[[], bool]:
    """Return what says whether so many seconds from now have not passed yet."""
    end = time.monotonic() + seconds
    return lambda: time.monotonic() < end


def play_study(study: Study, out: Path | None, workers: int | None) -> pd.DataFrame:
    """Play what is not played yet, in a folder that is kept where one is named.

    Raises
    ------
    UserError
        If games fail, or the folder holds something else.
    """
    count = workers or (CORES if len(study.arms) >= WORTH_PROCESSES else 1)
    with _folder(out) as folder:
        run_batch(study, folder, workers=count)
        return read_runs(folder).table


@contextlib.contextmanager
def _folder(out: Path | None) -> Iterator[Path]:
    if out is not None:
        yield out
        return
    with tempfile.TemporaryDirectory(prefix="highfence-") as folder:
        yield Path(folder)


def tables_of(judged: Tournament, prints: pd.DataFrame | None) -> dict[str, pd.DataFrame]:
    """Return the tables of a tournament by name."""
    tables = {
        "payoffs": judged.payoffs,
        "policies": judged.policies,
        "equilibria": judged.equilibria,
        "mixes": mix_table(judged),
        "alpha_rank": ranking_table(judged),
    }
    return tables if prints is None else {**tables, "fingerprints": prints}


def write_tournament(judged: Tournament, prints: pd.DataFrame | None, out: Path) -> None:
    """Write the tables of a tournament as Parquet and CSV, and its figures."""
    write_tables(tables_of(judged, prints), out)
    save_figure(standings_chart(judged.policies), out / "standings")
    if len(judged.scores.seats) == 2:
        save_figure(matrix_chart(judged.payoffs, judged.equilibria), out / "payoffs")
    if prints is not None:
        for actor, own in prints.groupby("actor", sort=False):
            save_figure(fingerprint_chart(own), out / f"fingerprints_{actor}")


def write_duel(duel: Duel, out: Path) -> None:
    """Write the tables of a duel as Parquet and CSV, and its figures."""
    tables = {"margins": duel.margins, "effects": duel.effects, "clauses": duel.clauses}
    write_tables(tables, out)
    save_figure(effect_chart(duel.effects, compared(duel)), out / "effects")
    if (duel.clauses["moved"] > 0.0).any():
        save_figure(clause_chart(duel.clauses), out / "clauses")


def compared(duel: Duel) -> dict[str, str]:
    """Return by side what is compared; in one seat the second is only the first turned round."""
    sides: Sequence[Side] = duel.sides[:1] if duel.in_one_seat else duel.sides
    return {side.letter: f"{side.policy} instead of {side.instead}" for side in sides}


def tournament_object(
    study: Study, judged: Tournament, prints: pd.DataFrame | None
) -> dict[str, Any]:
    """Return a tournament as one JSON value."""
    return {
        **_frame_of(study),
        "seats": {seat: list(names) for seat, names in judged.scores.entrants.items()},
        "cast": dict(judged.scores.cast),
        **{name: _records(table) for name, table in tables_of(judged, prints).items()},
        "notes": list(judged.notes),
    }


def duel_object(study: Study, duel: Duel) -> dict[str, Any]:
    """Return a duel as one JSON value."""
    lost = clause_that_lost(duel)
    return {
        **_frame_of(study),
        "margins": _records(duel.margins),
        "effects": _records(duel.effects),
        "clauses": _records(duel.clauses),
        "clause_that_lost": _records(pd.DataFrame([lost]))[0] if lost else None,
        "told": tell_duel(duel),
    }


def _frame_of(study: Study) -> dict[str, Any]:
    experiment = study.experiment
    return {
        "scenario": experiment.scenario,
        "seed": experiment.seed,
        "replicates": experiment.replicates,
        "profiles": len(study.arms),
        "games": study.games,
    }


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(table.to_json(orient="records", double_precision=10))
    return rows
