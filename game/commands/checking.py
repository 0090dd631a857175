"""Whether configs can be played: every problem with its file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from agents.policies.rules_file import compile_policy
from game.config.build import read_library
from game.config.library import Library, check_library
from game.config.names import program_names
from game.config.scenarios import build_scenario
from game.errors import UserError
from game.paths import configs_dir
from game.scenario import Scenario
from game.view import visible_names

_KINDS = {
    "policies": re.compile(r"^(actor|measures|response|dated)\s*:", re.MULTILINE),
    "scenarios": re.compile(r"^(start|extends|turns|seats|opening)\s*:", re.MULTILINE),
}


def check_paths(paths: Sequence[Path]) -> tuple[list[UserError], int]:
    """Return every problem of the configs, or of these policies and scenarios, and a count of both.

    A folder with an axes.yaml is taken for a whole configs folder.

    Raises
    ------
    UserError
        If a path does not exist or holds neither policies nor scenarios.
    """
    folder = configs_dir()
    files: dict[str, list[Path]] = {"policies": [], "scenarios": []}
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
    checked = [*library.scenarios, *(name for some in library.policies.values() for name in some)]
    return problems, len(checked)


def _yaml_files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        named = [*path.rglob("*.yaml"), *path.rglob("*.yml")]
        found = sorted(file for file in named if file.is_file())
        if not found:
            raise UserError(str(path), "holds no YAML file", "name a policy or a scenario")
        yield from found
    elif path.is_file():
        yield path
    else:
        raise UserError(str(path), "no such file", "name a policy, a scenario or a folder of them")


def _kind_of(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(str(path), f"cannot read: {error}") from None
    for kind, pattern in _KINDS.items():
        if pattern.search(text):
            return kind
    remedy = "a policy has 'actor:', a scenario 'start:' or 'extends:'"
    raise UserError(str(path), "is neither a policy nor a scenario", remedy)


def _build_all(library: Library) -> tuple[list[Scenario], list[UserError]]:
    built, problems = [], []
    for config in library.scenarios.values():
        try:
            built.append(build_scenario(library, config))
        except UserError as error:
            problems.append(error)
    return built, problems


def _compile_all(library: Library, scenario: Scenario) -> list[UserError]:
    """Compile every policy, so that every name over views is looked up."""
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
