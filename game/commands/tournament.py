"""The command `tournament`: policies play all against all under the same luck."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from game.commands._options import (
    AsJson,
    ContestFolder,
    OtherPolicies,
    Pack,
    Seed,
    Workers,
    read_policies,
)
from game.commands._terminal import print_json
from game.config import DEFAULT, MOST
from game.errors import UserError

if TYPE_CHECKING:
    import pandas as pd

    from game.batch.study import Study
    from game.contests.tournament import Tournament


def run(
    scenario: Annotated[str, typer.Argument(help="A scenario, or a YAML file.")] = DEFAULT,
    policies: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ACTOR=ONE,ANOTHER",
            help="Up to six policies of an actor, by name or file; the two capitals' by default.",
        ),
    ] = None,
    policy: OtherPolicies = None,
    pack: Pack = None,
    replicates: Annotated[int, typer.Option(min=2, max=MOST, help="Games of each profile.")] = 50,
    seed: Seed = 0,
    fingerprints: Annotated[
        bool, typer.Option("--fingerprints", help="Play each policy against a fixed grid too.")
    ] = False,
    out: ContestFolder = None,
    workers: Workers = None,
    time_limit: Annotated[
        float, typer.Option(min=0, help="Seconds for equilibria of more seats than two.")
    ] = 60.0,
    as_json: AsJson = False,
) -> None:
    """Play every profile of some policies under the same luck, and find what holds."""
    from game.commands._contest import print_folder, print_parts, resumable
    from game.commands._tournament_tables import tournament_tables

    with resumable(out):
        study, judged, cells = hold_tournament(
            scenario,
            read_lists(policies or []),
            cast=read_policies(policy),
            pack=pack or (),
            replicates=replicates,
            seed=seed,
            out=out,
            workers=workers,
            time_limit=time_limit,
            fingerprints=fingerprints,
        )
    if out is not None:
        write_tournament(judged, cells, out)
    if as_json:
        print_json(tournament_object(study, judged, cells))
        return
    print_parts(tournament_tables(study, judged, cells))
    print_folder(out)


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
    pack: Sequence[Path],
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
    import pandas as pd

    from game.commands._contest import play_study
    from game.contests.entrants import expect_policy, name_all, read_entrants
    from game.contests.fingerprints import judge_fingerprints, plan_fingerprints
    from game.contests.scores import read_scores
    from game.contests.tournament import judge_tournament, plan_tournament, usual_policies

    named = [name for names in lists.values() for name in names]
    library, scenario = read_entrants(scenario, [*named, *cast.values()], pack)
    entrants = name_all(library, lists or usual_policies(library), "--policies")
    led = {actor: expect_policy(library, actor, name, "--policy") for actor, name in cast.items()}
    study = plan_tournament(
        library, scenario, entrants, replicates=replicates, seed=seed, policies=led
    )
    scores = read_scores(study, play_study(study, out, workers))
    judged = judge_tournament(scores, seed=seed, keep_going=until(time_limit))
    if not fingerprints:
        return study, judged, None
    tables = []
    for actor, names in scores.entrants.items():
        grid = plan_fingerprints(library, scenario, actor, names, replicates=replicates, seed=seed)
        folder = out / grid.experiment.name if out else None
        tables.append(judge_fingerprints(grid, play_study(grid, folder, workers)))
    return study, judged, pd.concat(tables, ignore_index=True)


def until(seconds: float) -> Callable[[], bool]:
    """Return what says whether so many seconds from now have not passed yet."""
    end = time.monotonic() + seconds
    return lambda: time.monotonic() < end


def tables_of(judged: Tournament, fingerprints: pd.DataFrame | None) -> dict[str, pd.DataFrame]:
    """Return the tables of a tournament by name."""
    from game.contests.tournament import mix_table, ranking_table

    tables = {
        "payoffs": judged.payoffs,
        "policies": judged.policies,
        "equilibria": judged.equilibria,
        "mixes": mix_table(judged),
        "alpha_rank": ranking_table(judged),
    }
    return tables if fingerprints is None else {**tables, "fingerprints": fingerprints}


def write_tournament(judged: Tournament, fingerprints: pd.DataFrame | None, out: Path) -> None:
    """Write the tables of a tournament as Parquet and CSV, and its figures."""
    from game.files.tables import write_tables
    from game.reports.charts.tournament import fingerprint_chart, matrix_chart, standings_chart
    from game.reports.figures import save_figure

    write_tables(tables_of(judged, fingerprints), out)
    save_figure(standings_chart(judged.policies), out / "standings")
    if len(judged.scores.seats) == 2:
        save_figure(matrix_chart(judged.payoffs, judged.equilibria), out / "payoffs")
    if fingerprints is not None:
        for actor, cells in fingerprints.groupby("actor", sort=False):
            save_figure(fingerprint_chart(cells), out / f"fingerprints_{actor}")


def tournament_object(
    study: Study, judged: Tournament, fingerprints: pd.DataFrame | None
) -> dict[str, Any]:
    """Return a tournament as one JSON value."""
    from game.commands._contest import frame_of, records_of

    return {
        **frame_of(study),
        "seats": {seat: list(names) for seat, names in judged.scores.entrants.items()},
        "cast": dict(judged.scores.cast),
        **{name: records_of(table) for name, table in tables_of(judged, fingerprints).items()},
        "notes": list(judged.notes),
    }
