"""How far a number of the window can be trusted, as the years 2022 to 2025 tell."""

from __future__ import annotations

from game.config.grades import UNTESTED, Grade, grade_of
from game.state.scenario import Scenario
from game.words.language import later, say

TOLD = {
    "good": later("Held against 2022 to 2025: good ({why})."),
    "fair": later("Held against 2022 to 2025: fair ({why})."),
    "poor": later("Held against 2022 to 2025: poor ({why})."),
}
UNTOLD = later("Untested: nothing was published of it that a run could be held against.")


def grade_number(name: str, scenario: Scenario) -> Grade:
    """Return the grade of a quantity: that of the observable that is it, or a multiple of it."""
    grades = [grade_of(name)]
    grades += [
        grade_of(observable.name)
        for observable in scenario.observables.values()
        if name in observable.also_grades
        or (observable.per is None and observable.quantity.names == {name})
    ]
    tested = [grade for grade in grades if grade != UNTESTED]
    return tested[0] if tested else UNTESTED


def tell_grade(name: str, scenario: Scenario) -> str:
    """Return a sentence on how far a number can be trusted."""
    grade = grade_number(name, scenario)
    return say(TOLD[grade.mark], why=grade.says) if grade.mark in TOLD else say(UNTOLD)
