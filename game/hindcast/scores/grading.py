"""Grades of observables from their scores.

`python -m game.hindcast.scores.grading` writes them anew.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from game.config.grades import Grade, grades_file
from game.hindcast.scores.judge import judge_series
from game.hindcast.targets.series import bars
from game.state.ties import above, at_least

HEAD = (
    "# Made by `python -m game.hindcast.scores.grading`: change the model or the bars, not this.\n"
)


def grade_series(series: pd.DataFrame) -> dict[str, Grade]:
    """Return grades from the rows of `game.hindcast.scores.assess.score_series`.

    A series is good when it beats the last value and its numbers score at least `grade_fair`, and
    fair when it beats the last value or has less than `grade_held` of the error of the first value
    held throughout. Single numbers are good and fair by their mean score (`grade_good`,
    `grade_fair`), but fewer than three are never good. What was given to the run is untested.
    """
    return {
        str(row["observable"]): _grade(row)
        for row in series.to_dict("records")
        if row["use"] != "input"
    }


def _grade(row: Mapping[Hashable, Any]) -> Grade:
    bar = bars()
    points, mase, score = int(row["points"]), float(row["mase"]), float(row["number_score"])
    count = f"{points} number{'s' if points > 1 else ''}"
    if math.isfinite(mase):
        beats = bool(above(bar["mase"], mase))
        good = beats and bool(at_least(score, bar["grade_fair"]))
        fair = beats or bool(above(bar["grade_held"], float(row["mase_held"])))
        says = f"{mase:.2f} times the error of the last value, over {count}"
    else:
        good = bool(at_least(score, bar["grade_good"])) and points >= bar["grade_points"]
        fair = bool(at_least(score, bar["grade_fair"]))
        says = f"mean score {score:.2f} over {count}"
    return Grade("good" if good else "fair" if fair else "poor", says)


def write_grades(grades: Mapping[str, Grade], path: Path) -> None:
    """Write a file of grades."""
    lines = [
        f'{name}: {{mark: {grade.mark}, says: "{grade.says}"}}\n'
        for name, grade in sorted(grades.items())
    ]
    path.write_text(HEAD + "".join(lines), encoding="utf-8", newline="\n")


def main() -> None:
    """Score the hindcast and write the shipped grades anew."""
    write_grades(grade_series(judge_series().series), grades_file())


if __name__ == "__main__":
    main()
