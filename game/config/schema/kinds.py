"""Every kind of config: its folder, its schema, and whether a file holds one or many."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from game.config.schema.cast import Actor, Lever, Payoff
from game.config.schema.class_plan import ClassPlan
from game.config.schema.experiment import Experiment
from game.config.schema.fields import IDENTIFIER, NAME, Entry
from game.config.schema.observable import Observable
from game.config.schema.play import Difficulty, Lesson, SizedNumber
from game.config.schema.policy import Policy
from game.config.schema.quiz import Quiz
from game.config.schema.scenario import Scenario
from game.config.schema.story import Ending
from game.config.schema.term import DealTerm
from game.config.schema.threshold import Threshold
from game.config.schema.world import Axes, Event, Happening, Param, Product, Vintage


@dataclasses.dataclass(frozen=True)
class Kind:
    """A kind of config.

    `names` is the pattern of entry names where a file holds many (name -> entry), and None where
    a file is one entry, named by the file.
    """

    name: str
    where: str
    model: type[Entry]
    names: str | None
    says: str


KINDS = {
    kind.name: kind
    for kind in (
        Kind("axes", "axes.yaml", Axes, None, "the members of each array axis"),
        Kind("products", "products/*.yaml", Product, NAME, "accelerators"),
        Kind("vintages", "vintages/*.yaml", Vintage, NAME, "texts of the US chip rule"),
        Kind("terms", "terms.yaml", DealTerm, NAME, "what actors may give each other in a deal"),
        Kind("levers", "levers/<actor>.yaml", Lever, NAME, "what each actor may set"),
        Kind("params", "params/*.yaml", Param, NAME, "sourced numbers that rules read"),
        Kind("events", "events/*.yaml", Event, IDENTIFIER, "calendar, chance and injects"),
        Kind("actors", "actors/<actor>.yaml", Actor, None, "roles: budget and view"),
        Kind("payoffs", "payoffs/*.yaml", Payoff, None, "what actors are scored by"),
        Kind("policies", "policies/<actor>/*.yaml", Policy, None, "decision rules"),
        Kind("scenarios", "scenarios/*.yaml", Scenario, None, "openings, casts, lengths"),
        Kind("endings", "endings/*.yaml", Ending, NAME, "early ends of a game"),
        Kind("observables", "observables/*.yaml", Observable, NAME, "columns that runs emit"),
        Kind("thresholds", "thresholds.yaml", Threshold, NAME, "which differences matter"),
        Kind("experiments", "experiments/*.yaml", Experiment, None, "questions put to many games"),
        Kind("lessons", "lessons/*.yaml", Lesson, None, "games that teach by doing"),
        Kind("classes", "classes/*.yaml", ClassPlan, None, "classes, minute by minute"),
        Kind("quizzes", "quizzes/*.yaml", Quiz, None, "questions on mechanisms, for classes"),
        Kind("difficulty", "difficulty/*.yaml", Difficulty, NAME, "levels of difficulty"),
        Kind("lookahead", "lookahead/*.yaml", SizedNumber, NAME, "how far a strategist looks"),
        Kind("timeline", "timeline.yaml", Happening, IDENTIFIER, "the dated record"),
    )
}


def schemas() -> Iterator[type[Entry]]:
    """Yield the schema of every kind, and of every part that they are made of."""
    waiting = [Entry]
    for schema in waiting:
        waiting += schema.__subclasses__()
        yield schema
