"""The command `check`: whether configs can be played, every problem with its file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from game.errors import UserError

if TYPE_CHECKING:
    from game.config.library import Library
    from game.state.scenario import Scenario

_KINDS = {
    "policies": re.compile(r"^(actor|measures|response|dated)\s*:", re.MULTILINE),
    "scenarios": re.compile(r"^(start|extends|turns|seats|opening)\s*:", re.MULTILINE),
    "experiments": re.compile(r"^(question|replicates|profiles|outcomes)\s*:", re.MULTILINE),
}
NAMED = "name a policy, a scenario or an experiment"


def run(
    path: Annotated[
        list[Path] | None,
        typer.Argument(help="Policies, scenarios, experiments, or a configs folder."),
    ] = None,
) -> None:
    """Check the configs, or policies, scenarios and experiments of your own."""
    problems, count = check_paths(path or [])
    for problem in problems:
        print(problem)
    if problems:
        raise typer.Exit(2)
    if path and len(path) == 1 and path[0].is_file():
        print(f"{path[0]} can be played.")
    else:
        print(f"{count} scenarios and policies can be played.")


def check_paths(paths: Sequence[Path]) -> tuple[list[UserError], int]:
    """Return every problem of the configs, or of these files, and how many can be played.

    The files may be policies, scenarios and experiments; of shipped configs the last are counted
    only where they are named. A folder with an axes.yaml is taken for a whole configs folder.

    Raises
    ------
    UserError
        If a path does not exist or holds no policy, scenario or experiment.
    """
    from game.config.build import read_library
    from game.config.library import check_library
    from game.config.names import program_names
    from game.paths import configs_dir

    folder = configs_dir()
    files: dict[str, list[Path]] = {kind: [] for kind in _KINDS}
    for path in paths:
        if (path / "axes.yaml").is_file():
            folder = path
            continue
        for file in _yaml_files(path):
            if file.resolve().is_relative_to(folder.resolve()):
                continue  # it is read with the rest
            files[_kind_of(file)].append(file)
    problems = check_library(folder, known_names=program_names, **files)
    if problems:
        return problems, 0
    library = read_library(folder, **files)
    scenarios, problems = _build_all(library)
    if scenarios:
        problems += _compile_all(library, scenarios[0])
    experiments = [file.stem for file in files["experiments"]]
    if experiments:
        problems += _prepare_all(library, experiments)
    policies = [name for some in library.policies.values() for name in some]
    checked = [*library.scenarios, *policies, *experiments]
    return problems, len(checked)


def _yaml_files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        named = [*path.rglob("*.yaml"), *path.rglob("*.yml")]
        found = sorted(file for file in named if file.is_file())
        if not found:
            raise UserError(str(path), "holds no YAML file", NAMED)
        yield from found
    elif path.is_file():
        yield path
    else:
        raise UserError(str(path), "no such file", f"{NAMED}, or a folder of them")


def _kind_of(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(str(path), f"cannot read: {error}") from None
    for kind, pattern in _KINDS.items():
        if pattern.search(text):
            return kind
    remedy = "a policy has 'actor:', a scenario 'start:' or 'extends:', an experiment 'question:'"
    raise UserError(str(path), "is no policy, scenario or experiment", remedy)


def _build_all(library: Library) -> tuple[list[Scenario], list[UserError]]:
    from game.config.scenarios import build_scenario

    built, problems = [], []
    for config in library.scenarios.values():
        try:
            built.append(build_scenario(library, config))
        except UserError as error:
            problems.append(error)
    return built, problems


def _compile_all(library: Library, scenario: Scenario) -> list[UserError]:
    """Compile every policy, so that every name over views is looked up."""
    from agents.policies.rules_file import compile_policy
    from game.turn.view import visible_names

    problems = []
    for actor, policies in library.policies.items():
        names = visible_names(scenario, actor)
        for name, policy in policies.items():
            place = library.place("policies", f"{actor}/{name}")
            try:
                compile_policy(
                    name, policy, scenario.levers, names, scenario.months_per_turn, place
                )
            except UserError as error:
                problems.append(UserError(place, str(error)) if place not in str(error) else error)
    return problems


def _prepare_all(library: Library, experiments: Sequence[str]) -> list[UserError]:
    """Make experiments ready to play, so that what cannot vary from game to game is told."""
    from game.batch.study import build_study

    problems = []
    for name in experiments:
        try:
            build_study(library, library.experiments[name])
        except UserError as error:
            problems.append(error)
    return problems
