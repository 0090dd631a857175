"""All configs, read once and checked against each other."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from game.config.checks import cast, experiment, play, story, world
from game.config.checks.shared import Context, Names
from game.config.drafts import Drafts, Found
from game.config.loader import Key
from game.config.schema.cast import Actor, Lever, Payoff, Policy
from game.config.schema.experiment import Experiment
from game.config.schema.play import Difficulty, Lesson
from game.config.schema.scenario import Scenario
from game.config.schema.story import Ending, Observable
from game.config.schema.world import Axes, Event, Happening, Param, Product, Vintage
from game.errors import UserError

KnownNames = Callable[["Library"], Names]

_CHECKS: dict[str, Callable[[Found, Context], None]] = {
    "products": world.check_product,
    "vintages": world.check_vintage,
    "params": world.check_param,
    "events": world.check_event,
    "levers": cast.check_lever,
    "actors": cast.check_actor,
    "payoffs": cast.check_payoff,
    "policies": cast.check_policy,
    "scenarios": cast.check_scenario,
    "endings": story.check_ending,
    "observables": story.check_observable,
    "experiments": experiment.check_experiment,
    "lessons": play.check_lesson,
    "difficulty": play.check_difficulty,
}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Library:
    """Everything under a configs folder, by name, in the order of files and lines.

    `levers` and `policies` are by actor first. Entries do not change, nor should the mappings.
    """

    folder: Path
    axes: Axes
    products: Mapping[str, Product]
    vintages: Mapping[str, Vintage]
    params: Mapping[str, Param]
    events: Mapping[str, Event]
    timeline: Mapping[str, Happening]
    levers: Mapping[str, Mapping[str, Lever]]
    actors: Mapping[str, Actor]
    payoffs: Mapping[str, Payoff]
    policies: Mapping[str, Mapping[str, Policy]]
    scenarios: Mapping[str, Scenario]
    endings: Mapping[str, Ending]
    observables: Mapping[str, Observable]
    experiments: Mapping[str, Experiment]
    lessons: Mapping[str, Lesson]
    difficulty: Mapping[str, Difficulty]
    found: Mapping[str, Mapping[str, Found]] = dataclasses.field(repr=False)

    def place(self, kind: str, name: str, *path: Key) -> str:
        """Return `file:line` of a part of an entry; policies are named `actor/name`."""
        return self.found[kind][name].place(*path)

    def members(self, axis: str) -> tuple[str, ...]:
        """Return the members of an axis in order; `products` are Nvidia's, `events` all events."""
        if axis == "products":
            return tuple(name for name, one in self.products.items() if one.vendor == "nvidia")
        if axis == "events":
            return tuple(self.events)
        return tuple(getattr(self.axes, axis))

    def targets(self) -> tuple[str, ...]:
        """Return the name of every setting: `lever`, or `lever.member`."""
        targets: list[str] = []
        for levers in self.levers.values():
            for name, lever in levers.items():
                members = self.members(lever.axis) if lever.axis else ()
                targets += [f"{name}.{member}" for member in members] or [name]
        return tuple(targets)


def load_library(
    folder: Path,
    *,
    policies: Iterable[Path] = (),
    scenarios: Iterable[Path] = (),
    experiments: Iterable[Path] = (),
    known_names: Names | KnownNames | None = None,
) -> Library:
    """Read and check a configs folder, and the files a user names besides.

    Parameters
    ----------
    policies, scenarios, experiments
        Further files, or folders of files.
    known_names
        Names that come from code, or a function that makes them from the library: `quantities`
        (what expressions about the world read), `payoffs` (what measures of aims read), `fields`
        (what an opening sets, with members as `field.member`), `effects` (what an event changes),
        `view` (what any policy reads besides its actor's view and levers), `policies` (policies
        written in code). A set that is missing is not checked; but without `policies` only those
        in files exist.

    Raises
    ------
    UserError
        The first problem; `check_library` has all.
    """
    library, problems = _read(folder, policies, scenarios, experiments, known_names)
    if problems:
        raise problems[0]
    assert library is not None
    return library


def check_library(
    folder: Path,
    *,
    policies: Iterable[Path] = (),
    scenarios: Iterable[Path] = (),
    experiments: Iterable[Path] = (),
    known_names: Names | KnownNames | None = None,
) -> list[UserError]:
    """Return every problem of a configs folder; the arguments are those of `load_library`."""
    return _read(folder, policies, scenarios, experiments, known_names)[1]


def _read(
    folder: Path,
    policies: Iterable[Path],
    scenarios: Iterable[Path],
    experiments: Iterable[Path],
    known_names: Names | KnownNames | None,
) -> tuple[Library | None, list[UserError]]:
    drafts = Drafts(folder)
    drafts.read(policies, scenarios, experiments)
    axes = drafts.found["axes"].get("axes")
    if axes is None or drafts.unread:
        # Half of the names are missing, so further complaints would mostly be echoes.
        return None, _in_order(drafts.problems)
    library = _assemble(drafts, axes.entry)
    if callable(known_names):
        known_names = {} if drafts.problems else known_names(library)
    context = Context(drafts, axes.entry, known_names or {})
    for kind, check in _CHECKS.items():
        for found in drafts.entries(kind):
            check(found, context)
    world.check_order_of_vintages(context)
    return library, _in_order(drafts.problems)


def _assemble(drafts: Drafts, axes: Axes) -> Library:
    plain: dict[str, Any] = {
        kind: {name: found.entry for name, found in entries.items()}
        for kind, entries in drafts.found.items()
    }
    levers: dict[str, dict[str, Lever]] = {actor: {} for actor in axes.actors}
    policies: dict[str, dict[str, Policy]] = {actor: {} for actor in axes.actors}
    for found in drafts.entries("levers"):
        levers.setdefault(found.actor, {})[found.name] = found.entry
    for found in drafts.entries("policies"):
        name = found.name.partition("/")[2]
        policies.setdefault(found.actor, {})[name] = found.entry
    parts = {**plain, "axes": axes, "levers": levers, "policies": policies}
    return Library(folder=drafts.folder, found=drafts.found, **parts)


def _in_order(problems: Iterable[UserError]) -> list[UserError]:
    """Return each problem once, by file and line."""

    def order(problem: UserError) -> tuple[str, int]:
        file, _, line = problem.place.rpartition(":")
        return (file, int(line)) if line.isdigit() else (problem.place, 0)

    return sorted({str(problem): problem for problem in problems}.values(), key=order)
