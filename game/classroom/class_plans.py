"""Plans of classes: shipped, or a file of the teacher's own; a room keeps the text of its plan."""

from __future__ import annotations

from pathlib import Path

from game.classroom.room_files import PLAN
from game.config.files import read_text, shown
from game.config.library import Library, extend_library
from game.config.names import program_names
from game.config.own_files import OwnFile, is_file_name
from game.config.scenarios import check_own, shipped_library
from game.config.schema.class_plan import ClassPlan
from game.errors import UserError, did_you_mean
from game.state.scenario import Scenario

KIND = "classes"


def find_plan(wanted: str) -> tuple[ClassPlan, str]:
    """Return a plan by its name or its file, and the text of its file.

    Raises
    ------
    UserError
        If there is none, or it has a problem.
    """
    library = shipped_library()
    if is_file_name(wanted):
        path = Path(wanted)
        extended, problems = check_own([(path, KIND)])
        if problems:
            raise problems[0]
        return extended.classes[extended.name_of(KIND, wanted)], read_text(path)
    if wanted not in library.classes:
        raise UserError("class", f"no such plan {wanted!r}", did_you_mean(wanted, library.classes))
    return library.classes[wanted], read_text(_path_of(library, wanted))


def read_plan(folder: Path, name: str) -> ClassPlan:
    """Return the plan that a room was made with, from its name and the text it kept.

    Raises
    ------
    UserError
        If the text cannot be read or is no plan any more.
    """
    library = shipped_library()
    path = folder / PLAN
    if name in library.classes and not path.exists():
        return library.classes[name]
    text = read_text(path)
    if name in library.classes and text == read_text(_path_of(library, name)):
        return library.classes[name]
    extended = extend_library(
        library, [OwnFile("of_this_room", text, shown(path), KIND)], program_names
    )
    return extended.classes["of_this_room"]


def scenario_of(plan: ClassPlan) -> Scenario:
    """Return the scenario of a plan, ready to play."""
    from agents.cast import open_scenario

    return open_scenario(plan.scenario, shipped_library())[0]


def _path_of(library: Library, name: str) -> Path:
    return library.folder / KIND / f"{name}.yaml"
