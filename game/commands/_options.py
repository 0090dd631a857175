"""Options and arguments that several commands take."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from game.config import MOST
from game.errors import UserError, did_you_mean

if TYPE_CHECKING:
    from game.config.library import Library
    from game.saves.sealed_seed import SealedSeed

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON value instead of text.")]
LogName = Annotated[str, typer.Argument(help="A log file, the name of a kept game, or 'last'.")]
SeedFile = Annotated[
    Path | None, typer.Option(help="The file of a sealed seed: the seed.sealed of a room.")
]
LogPath = Annotated[Path | None, typer.Option("--log", help="The file that keeps the game.")]
ScenarioName = Annotated[str | None, typer.Argument(help="A scenario; see list scenarios.")]
Seed = Annotated[int, typer.Option(min=0, help="Nature's luck; equal seeds give equal luck.")]
Workers = Annotated[
    int | None, typer.Option(min=1, max=1024, help="Local processes; all cores where they pay.")
]

# Who leads whom.
Policies = Annotated[
    list[str] | None,
    typer.Option(
        "--policy", metavar="ACTOR=NAME", help="Who leads an actor: a policy or a YAML file."
    ),
]
OtherPolicies = Annotated[
    list[str] | None,
    typer.Option("--policy", metavar="ACTOR=NAME", help="Who leads another actor than usual."),
]

# Files of the user's own: policies, scenarios and experiments that may then be named.
PACK_HELP = "Files of your own that may be named, or a folder of them; may be repeated."
Pack = Annotated[list[Path] | None, typer.Option("--pack", metavar="PATH", help=PACK_HELP)]
BatchPack = Annotated[
    list[Path] | None, typer.Option("--pack", "--policies", metavar="PATH", help=PACK_HELP)
]

# What is asked of a batch.
Batch = Annotated[
    str, typer.Argument(metavar="DIR", help="The --out folder of a batch, or an experiment.")
]
BatchFolder = Annotated[Path, typer.Argument(help="The --out folder of a batch.")]
AnswerFolder = Annotated[
    Path | None, typer.Option(help="The folder of tables and figures; the batch's by default.")
]
AnswerName = Annotated[
    str | None,
    typer.Option("--name", help="The name of this answer; made of the question by default."),
]
Outcome = Annotated[str | None, typer.Option(help="An expression over the outcomes.")]
Profiles = Annotated[
    list[str] | None, typer.Option("--profile", help="Only this profile; may be repeated.")
]
Resamples = Annotated[
    int, typer.Option(min=10, max=MOST, help="How often games are drawn again for bands.")
]
ResamplingSeed = Annotated[int, typer.Option(min=0, help="The luck of the resampling.")]

# A contest of policies.
ContestFolder = Annotated[
    Path | None, typer.Option(help="The folder of games, tables and figures.")
]


def read_own(
    scenario: str, policies: Mapping[str, str], pack: Sequence[Path] | None
) -> tuple[Library, dict[str, str]]:
    """Return configs with all files of the user's own, and policies by file where they are own.

    Raises
    ------
    UserError
        The first problem of these files.
    """
    from game.config.scenarios import library_with

    library = library_with(scenarios=[scenario], policies=policies.values(), pack=pack or ())
    led = {
        actor: library.file_of("policies", f"{actor}/{name}") or name
        for actor, name in policies.items()
    }
    return library, led


def read_seed_file(path: Path | None) -> SealedSeed | None:
    """Return the seed of a file, None where no file is named.

    Raises
    ------
    UserError
        If the file cannot be read, or holds no seed.
    """
    from game.saves.sealed_seed import SealedSeed

    return SealedSeed.read(path) if path else None


def read_policies(given: Sequence[str] | None) -> dict[str, str]:
    """Read ACTOR=NAME options; a file is kept by its full path, links in it as they were given.

    Raises
    ------
    UserError
        If one names no actor or no policy, or an actor is named twice.
    """
    if not given:
        return {}
    from game.config.own_files import is_file_name
    from game.config.scenarios import shipped_library

    chosen: dict[str, str] = {}
    actors = tuple(shipped_library().axes.actors)
    for text in given:
        actor, equals, name = text.partition("=")
        if not equals or not name:
            raise UserError("--policy", f"{text!r} names no policy", "write ACTOR=NAME")
        if actor not in actors:
            raise UserError("--policy", f"unknown actor {actor!r}", did_you_mean(actor, actors))
        if actor in chosen:
            raise UserError("--policy", f"{actor} has two policies", "name one for each actor")
        chosen[actor] = os.path.abspath(name) if is_file_name(name) else name
    return chosen
