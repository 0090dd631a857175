"""The command `verify`: a sample of a batch, played again and compared."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from game.commands._options import BatchFolder, BatchPack
from game.commands._terminal import print_lines, progress_bar
from game.config import MOST
from game.words.counts import count_of

if TYPE_CHECKING:
    from game.batch.manifest import Manifest
    from game.batch.verify import Difference

# Differences that are told one by one.
TOLD = 10


def run(
    folder: BatchFolder,
    games: Annotated[int, typer.Option(min=1, max=MOST, help="How many games to play again.")] = 20,
    pack: BatchPack = None,
) -> None:
    """Play a sample of a batch again, game by game, and compare every number."""
    from game.batch.finished import open_batch
    from game.batch.verify import reopen, verify

    batch = open_batch(folder)
    study = reopen(batch, pack or ())
    played = 0
    differences: list[Difference] = []
    with progress_bar(games, "games") as bar:
        for game in verify(study, batch, games):
            played += 1
            differences += game
            bar.update()
    print_lines([*tell_differences(differences, played), *tell_elsewhere(batch.manifest)])
    if differences:
        raise typer.Exit(1)


def tell_differences(differences: Sequence[Difference], games: int) -> Iterator[str]:
    """Say whether the games played again are those in the tables."""
    if not differences:
        yield f"Verified: {count_of(games, 'game')} played again, every number the same."
        return
    for cell in differences[:TOLD]:
        yield f"game {cell.run}: {cell.column} is {cell.kept} in the table, {cell.now} played again"
    if len(differences) > TOLD:
        yield f"and {len(differences) - TOLD} more"


def tell_elsewhere(manifest: Manifest) -> Iterator[str]:
    """Say with what else a batch was made, where that is not what is here."""
    from game.batch.describe import other_packages

    there_and_here = [
        ("Python", manifest.python, platform.python_version()),
        ("processor", manifest.machine, platform.machine()),
        *other_packages(manifest),
    ]
    others = [
        f"{name} {there} (here {here})" for name, there, here in there_and_here if there != here
    ]
    if others:
        yield f"The batch was made with {', '.join(others)}."
