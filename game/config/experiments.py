"""An experiment by its name or its file, with the configs that it reads."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from game.config.library import Library
from game.config.scenarios import library_with
from game.config.schema.experiment import MOST_GAMES, Experiment
from game.errors import UserError, did_you_mean


def find_experiment(wanted: str, pack: Iterable[Path] = ()) -> tuple[Library, Experiment]:
    """Return a shipped experiment by name, or the one in a file, with the configs it reads.

    `pack` are files and folders of the user's own that it may name.

    Raises
    ------
    UserError
        If there is no such experiment, or something in it does not exist, with file and line.
    """
    library = library_with(experiments=[wanted], pack=pack)
    name = library.name_of("experiments", wanted)
    if name not in library.experiments:
        remedy = did_you_mean(name, library.experiments)
        raise UserError("experiment", f"unknown experiment {name!r}", remedy)
    return library, library.experiments[name]


def with_lucks(experiment: Experiment, replicates: int, place: str) -> Experiment:
    """Return an experiment with another number of lucks; `place` is where they are asked for.

    Raises
    ------
    UserError
        If that makes more games than anybody plays.
    """
    changed = experiment.model_copy(update={"replicates": replicates})
    if changed.games > MOST_GAMES:
        problem = f"{replicates:,} lucks make {changed.games:,} games"
        raise UserError(place, problem, f"ask for {MOST_GAMES:,} at most")
    return changed
