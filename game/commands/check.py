"""The command `check`: whether configs can be played, every problem with its file and line."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from game.commands._start import without_collector
from game.commands._terminal import print_lines

if TYPE_CHECKING:
    from game.commands._checked_configs import Checked


def run(
    path: Annotated[
        list[Path] | None,
        typer.Argument(help="Policies, scenarios, experiments, plans, or a configs folder."),
    ] = None,
) -> None:
    """Check the configs, or policies, scenarios, experiments and plans of your own."""
    with without_collector():
        from game.commands._checked_configs import check_paths

        checked = check_paths(path or [])
    for problem in checked.problems:
        print(problem)
    if checked.problems:
        raise typer.Exit(2)
    for hint in checked.hints:
        print(hint)
    if not checked.own:
        print(f"{checked.count} scenarios and policies can be played.")
        return
    print_lines(tell_own(checked, path or []))


def tell_own(checked: Checked, paths: Sequence[Path]) -> Iterator[str]:
    """Yield what can be played, and for each kind the command that plays one of it."""
    from game.config.own_files import is_configs_folder

    files = [path for path in paths if not is_configs_folder(path)]
    where = f"{files[0]}" if len(files) == 1 else f"{len(checked.own)} files"
    yield f"{where} can be played:"
    pack = "".join(f" --pack {shlex.quote(str(path))}" for path in files)
    for name in checked.names["experiments"][:1]:
        yield f"  highfence batch {name}{pack} --out out/{name}"
    for name in checked.names["classes"][:1]:
        place = next(str(file.path) for file in checked.own if file.name == name)
        yield f"  highfence class {shlex.quote(place)} --rehearse 25 --speed 20"
    for name in checked.names["scenarios"][:1]:
        yield f"  highfence watch {name}{pack}"
    for name in checked.names["policies"][:1]:
        actor, _, policy = name.partition("/")
        yield f"  highfence watch --policy {actor}={policy}{pack}"
