"""The commands `tournament` and `duel`."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Group

from game.commands.beginning import read_policies
from game.commands.options import AsJson, Seed, Workers
from game.commands.printing import console, print_json
from game.config.scenarios import DEFAULT

Out = Annotated[Path | None, typer.Option(help="The folder of games, tables and figures.")]
Cast = Annotated[
    list[str] | None,
    typer.Option("--policy", metavar="ACTOR=NAME", help="Who leads another actor than usual."),
]


def tournament(
    scenario: Annotated[str, typer.Argument(help="A scenario, or a YAML file.")] = DEFAULT,
    policies: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ACTOR=ONE,ANOTHER",
            help="Up to six policies of an actor, by name or file; the two capitals' by default.",
        ),
    ] = None,
    policy: Cast = None,
    replicates: Annotated[int, typer.Option(min=2, help="Games of each profile.")] = 50,
    seed: Seed = 0,
    fingerprints: Annotated[
        bool, typer.Option("--fingerprints", help="Play each policy against a fixed grid too.")
    ] = False,
    out: Out = None,
    workers: Workers = None,
    time_limit: Annotated[
        float, typer.Option(min=0, help="Seconds for equilibria of more seats than two.")
    ] = 60.0,
    as_json: AsJson = False,
) -> None:
    """Play every profile of some policies under the same luck, and find what holds."""
    # Read here: table libraries take a second that other commands do not need.
    from game.commands.contest_tables import tournament_tables
    from game.commands.contests import (
        hold_tournament,
        read_lists,
        tournament_object,
        write_tournament,
    )

    with _resumable(out):
        study, judged, prints = hold_tournament(
            scenario,
            read_lists(policies or []),
            cast=read_policies(policy or []),
            replicates=replicates,
            seed=seed,
            out=out,
            workers=workers,
            time_limit=time_limit,
            fingerprints=fingerprints,
        )
    if out is not None:
        write_tournament(judged, prints, out)
    if as_json:
        print_json(tournament_object(study, judged, prints))
        return
    _show(tournament_tables(study, judged, prints))
    _tell_folder(out)


def duel(
    first: Annotated[str, typer.Argument(help="A policy: a YAML file, ACTOR=NAME or a name.")],
    second: Annotated[str, typer.Argument(help="The policy that it meets, of any actor.")],
    scenario: Annotated[str, typer.Option(help="A scenario, or a YAML file.")] = DEFAULT,
    policy: Cast = None,
    replicates: Annotated[int, typer.Option(min=2, help="Pairs of games.")] = 100,
    seed: Seed = 0,
    out: Out = None,
    workers: Workers = None,
    as_json: AsJson = False,
) -> None:
    """Let two policies meet under the same luck, and find the clause that lost the game."""
    from game.commands.contest_tables import duel_tables
    from game.commands.contests import duel_object, hold_duel, write_duel
    from game.contests.verdict import tell_duel

    with _resumable(out):
        study, judged = hold_duel(
            first,
            second,
            scenario=scenario,
            cast=read_policies(policy or []),
            replicates=replicates,
            seed=seed,
            out=out,
            workers=workers,
        )
    if out is not None:
        write_duel(judged, out)
    if as_json:
        print_json(duel_object(study, judged))
        return
    _show(duel_tables(judged, tell_duel(judged)))
    _tell_folder(out)


@contextlib.contextmanager
def _resumable(out: Path | None) -> Iterator[None]:
    """Say after Ctrl-C that the games that are kept are not lost."""
    try:
        yield
    except KeyboardInterrupt:
        if out is not None:
            print("Stopped. The same command goes on from here.", file=sys.stderr)
        raise


def _show(parts: Iterable[Group | str]) -> None:
    for part in parts:
        if isinstance(part, str):
            # Whole lines: what is copied or read by a program is not folded.
            print(part)
        else:
            console.print(part)
            print()


def _tell_folder(out: Path | None) -> None:
    if out is not None:
        print(f"Tables (CSV and Parquet) and figures (SVG and PNG) are in {out}.")
