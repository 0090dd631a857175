"""How far each observable can be trusted, by how well the hindcast met what was published of it.

`configs/targets/grades.yaml` is made by `python -m game.hindcast.scores.grading`; windows and
reports read it with `grade_of`, which loads nothing heavy.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, get_args

from game.config.loader import PlacedTable, read_file
from game.paths import configs_dir

Mark = Literal["good", "fair", "poor", "untested"]
MARKS: tuple[Mark, ...] = get_args(Mark)
UNTESTED_SAYS = "no published number to hold it against"


@dataclasses.dataclass(frozen=True)
class Grade:
    """A grade and the scores behind it, in a few words."""

    mark: Mark
    says: str


UNTESTED = Grade("untested", UNTESTED_SAYS)


def grades_file() -> Path:
    """Return the file of grades."""
    return configs_dir() / "targets" / "grades.yaml"


@functools.cache
def all_grades() -> Mapping[str, Grade]:
    """Return the grade of every observable that was tested."""
    if not grades_file().exists():
        return {}
    table = read_file(grades_file(), [])
    return {
        name: Grade(tree["mark"], tree["says"])
        for name, tree in (table or {}).items()
        if isinstance(tree, PlacedTable) and tree.get("mark") in MARKS
    }


def grade_of(name: str) -> Grade:
    """Return the grade of an observable; `untested` where nothing was published of it."""
    return all_grades().get(name, UNTESTED)
