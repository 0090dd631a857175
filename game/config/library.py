"""All configs, read once and checked against each other."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from game.config.checks import (
    cast,
    class_plan,
    experiment,
    play,
    policy,
    quiz,
    story,
    term,
    threshold,
    world,
)
from game.config.checks.shared import Context, Names
from game.config.drafts import Drafts, FoundEntry
from game.config.files import real_path, shown
from game.config.loader import Key, read_table
from game.config.own_files import ONE_OF, OwnFile, is_file_name, references
from game.config.schema.cast import Actor, Lever, Payoff
from game.config.schema.class_plan import ClassPlan
from game.config.schema.experiment import Experiment
from game.config.schema.observable import Observable
from game.config.schema.play import Difficulty, Lesson, SizedNumber
from game.config.schema.policy import Policy
from game.config.schema.quiz import Quiz
from game.config.schema.scenario import Scenario
from game.config.schema.story import Ending
from game.config.schema.term import DealTerm
from game.config.schema.threshold import Threshold
from game.config.schema.world import EXPORTER, Axes, Event, Happening, Param, Product, Vintage
from game.errors import UserError
from game.language.settings import Scales
from game.state.world import FIELDS

KnownNames = Callable[["Library"], Names]

_CHECKS: dict[str, Callable[[FoundEntry, Context], None]] = {
    "products": world.check_product,
    "vintages": world.check_vintage,
    "params": world.check_param,
    "events": world.check_event,
    "terms": term.check_term,
    "levers": cast.check_lever,
    "actors": cast.check_actor,
    "payoffs": cast.check_payoff,
    "policies": policy.check_policy,
    "scenarios": cast.check_scenario,
    "endings": story.check_ending,
    "observables": story.check_observable,
    "thresholds": threshold.check_threshold,
    "experiments": experiment.check_experiment,
    "lessons": play.check_lesson,
    "difficulty": play.check_difficulty,
    "lookahead": play.check_lookahead,
    "classes": class_plan.check_class_plan,
    "quizzes": quiz.check_quiz,
}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Library:
    """Everything under a configs folder, by name, in the order of files and lines.

    `levers` and `policies` are by actor first. Entries do not change, nor should the mappings.
    `own` are the files of the user's own that stand among them; `hints` what the files last read
    could say better. Where files name settings, entries have their numbers; those of `as_written`
    have the names.
    """

    folder: Path
    axes: Axes
    products: Mapping[str, Product]
    vintages: Mapping[str, Vintage]
    params: Mapping[str, Param]
    events: Mapping[str, Event]
    timeline: Mapping[str, Happening]
    terms: Mapping[str, DealTerm]
    levers: Mapping[str, Mapping[str, Lever]]
    actors: Mapping[str, Actor]
    payoffs: Mapping[str, Payoff]
    policies: Mapping[str, Mapping[str, Policy]]
    scenarios: Mapping[str, Scenario]
    endings: Mapping[str, Ending]
    observables: Mapping[str, Observable]
    thresholds: Mapping[str, Threshold]
    experiments: Mapping[str, Experiment]
    lessons: Mapping[str, Lesson]
    difficulty: Mapping[str, Difficulty]
    classes: Mapping[str, ClassPlan]
    quizzes: Mapping[str, Quiz]
    lookahead: Mapping[str, SizedNumber]
    found: Mapping[str, Mapping[str, FoundEntry]] = dataclasses.field(repr=False)
    own: tuple[OwnFile, ...] = dataclasses.field(default=(), repr=False)
    hints: tuple[UserError, ...] = dataclasses.field(default=(), repr=False, compare=False)

    def place(self, kind: str, name: str, *path: Key) -> str:
        """Return `file:line` of a part of an entry; policies are named `actor/name`."""
        return self.found[kind][name].place(*path)

    def name_of(self, kind: str, wanted: str) -> str:
        """Return the name of an entry that a person gave by name, by its file or by its folder.

        Policies are named `actor/name` where they are given by a file.

        Raises
        ------
        UserError
            If the file or the folder holds none of this kind, or the folder several.
        """
        if not is_file_name(wanted):
            return wanted
        names = self._names_in(kind, real_path(Path(wanted)))
        if len(names) == 1:
            return names[0]
        place = shown(Path(wanted))
        if names:
            listed = ", ".join(names)
            raise UserError(place, f"holds {len(names)} {kind}: {listed}", "name one, with --pack")
        raise UserError(place, f"holds none of the {kind}", f"name {ONE_OF[kind]}")

    def file_of(self, kind: str, name: str) -> str:
        """Return the path of the user's own file that holds an entry, "" where it is shipped."""
        draft = self.found[kind].get(name)
        paths = (str(f.path) for f in self.own if draft and f.path and f.place == draft.mark[0])
        return next(paths, "")

    def own_of(self, named: Iterable[tuple[str, str]]) -> tuple[OwnFile, ...]:
        """Return the user's own files that entries are from, with all that these take from others.

        Entries are a kind and a name; policies are named `actor/name`.
        """
        files: dict[OwnFile, None] = {}
        waiting = list(named)
        for kind, name in waiting:
            draft = self.found[kind].get(name)
            file = next((f for f in self.own if draft and f.place == draft.mark[0]), None)
            if file is not None and file not in files:
                files[file] = None
                table = read_table(file.text, file.place, [])
                waiting += references(table, kind) if table is not None else ()
        return tuple(files)

    def _names_in(self, kind: str, path: Path) -> list[str]:
        shipped = real_path(self.folder / kind)
        if path.is_relative_to(shipped):
            owner = f"{path.relative_to(shipped).parts[0]}/" if kind == "policies" else ""
            names = [f"{owner}{path.stem}"]
        else:
            files = {f.place for f in self.own if f.path and f.path.is_relative_to(path)}
            names = [name for name, draft in self.found[kind].items() if draft.mark[0] in files]
        return [name for name in names if name in self.found[kind]]

    def members(self, axis: str) -> tuple[str, ...]:
        """Return the members of an axis in order; of products Nvidia's, of events and terms all."""
        if axis == "products":
            return tuple(
                name for name, product in self.products.items() if product.vendor == EXPORTER
            )
        if axis == "events":
            return tuple(self.events)
        if axis == "terms":
            return tuple(self.terms)
        return tuple(getattr(self.axes, axis, ()))

    def targets(self) -> tuple[str, ...]:
        """Return the name of every setting: `lever`, or `lever.member`."""
        targets: list[str] = []
        for levers in self.levers.values():
            for name, lever in levers.items():
                members = self.members(lever.axis) if lever.axis else ()
                targets += [f"{name}.{member}" for member in members] or [name]
        return tuple(targets)

    @functools.cached_property
    def as_written(self) -> Library:
        """The same with the names of settings where files name them, for people to read."""
        entries = {
            kind: {
                name: dataclasses.replace(draft, entry=draft.written or draft.entry)
                for name, draft in drafts.items()
            }
            for kind, drafts in self.found.items()
        }
        return gather_library(entries, self.folder, self.axes, own_files=self.own, hints=self.hints)

    @functools.cached_property
    def levers_by_name(self) -> Mapping[str, Lever]:
        """Every lever, whoever holds it."""
        return {name: lever for levers in self.levers.values() for name, lever in levers.items()}

    @property
    def scales(self) -> Scales:
        """The settings that each name of a setting, or of a field that holds one, stands for."""
        levers = {name: lever for name, lever in self.levers_by_name.items() if lever.settings}
        scales = {
            target: levers[name].scale
            for target in self.targets()
            if (name := target.partition(".")[0]) in levers
        }
        return scales | {
            field.name: levers[field.lever].scale
            for field in FIELDS.values()
            if field.lever in levers
        }


def load_library(folder: Path, known_names: Names | KnownNames | None = None) -> Library:
    """Read and check a configs folder.

    Parameters
    ----------
    known_names
        Names that come from code, or a function that makes them from the library: `quantities`
        (what expressions about the world read), `payoffs` (what measures of aims read), `fields`
        (what an opening sets, with members as `field.member`), `effects` (what an event changes),
        `view` (what any policy reads besides its actor's view and levers), `policies` (policies
        written in code), `openings` (months that scenarios may open from). A set that is missing is
        not checked; but without `policies` only those in files exist.

    Raises
    ------
    UserError
        The first problem; `check_library` has all.
    """
    library, problems = _read(folder, known_names)
    if problems:
        raise problems[0]
    assert library is not None
    return library


def check_library(folder: Path, known_names: Names | KnownNames | None = None) -> list[UserError]:
    """Return every problem of a configs folder; the arguments are those of `load_library`."""
    return _read(folder, known_names)[1]


def extend_library(
    library: Library, files: Iterable[OwnFile], known_names: Names | KnownNames | None = None
) -> Library:
    """Return configs with files of the user's own, and those beside them that they name.

    Raises
    ------
    UserError
        The first problem of these files; `check_files` has all.
    """
    extended, problems = check_files(library, files, known_names)
    if problems:
        raise problems[0]
    return extended


def check_files(
    library: Library, files: Iterable[OwnFile], known_names: Names | KnownNames | None = None
) -> tuple[Library, list[UserError]]:
    """Return configs with what files of the user's own hold, and every problem of these files.

    The configs themselves were checked when they were loaded, and no file of the user's own takes
    a name that they have: so they are not checked again.
    """
    drafts = Drafts(library.found)
    drafts.read_own(files)
    own_files = (*library.own, *drafts.own)
    extended = _assemble(drafts, library.folder, library.axes, own_files=own_files)
    _check(drafts, extended, known_names)
    checked = _assemble(drafts, library.folder, library.axes, own_files=extended.own)
    return checked, in_order(drafts.problems)


def _read(
    folder: Path, known_names: Names | KnownNames | None
) -> tuple[Library | None, list[UserError]]:
    drafts = Drafts()
    drafts.read_folder(folder)
    axes = drafts.found["axes"].get("axes")
    if axes is None or drafts.unread:
        # Half of the names are missing, so further complaints would mostly be echoes.
        return None, in_order(drafts.problems)
    library = _assemble(drafts, folder, axes.entry)
    context = _check(drafts, library, known_names)
    world.check_lines(context)
    cast.check_settings_in_rules(context)
    return _assemble(drafts, folder, axes.entry), in_order(drafts.problems)


def _check(drafts: Drafts, library: Library, known_names: Names | KnownNames | None) -> Context:
    """Check what was read against everything that is known, and return that."""
    names = known_names(library) if callable(known_names) else known_names
    context = Context(drafts, library.axes, names or {}, library.scales)
    for kind, check in _CHECKS.items():
        for draft in drafts.fresh[kind]:
            context.check(kind, draft, check)
    return context


def _assemble(
    drafts: Drafts, folder: Path, axes: Axes, own_files: tuple[OwnFile, ...] = ()
) -> Library:
    hints = tuple(in_order(drafts.hints))
    return gather_library(drafts.found, folder, axes, own_files=own_files, hints=hints)


def gather_library(
    entries: Mapping[str, Mapping[str, FoundEntry]],
    folder: Path,
    axes: Axes,
    *,
    own_files: tuple[OwnFile, ...] = (),
    hints: tuple[UserError, ...] = (),
) -> Library:
    """Return a library of entries that were found, by kind and name."""
    plain: dict[str, Any] = {
        kind: {name: draft.entry for name, draft in drafts.items()}
        for kind, drafts in entries.items()
    }
    levers: dict[str, dict[str, Lever]] = {actor: {} for actor in axes.actors}
    policies: dict[str, dict[str, Policy]] = {actor: {} for actor in axes.actors}
    for draft in entries["levers"].values():
        levers.setdefault(draft.actor, {})[draft.name] = draft.entry
    for draft in entries["policies"].values():
        name = draft.name.partition("/")[2]
        policies.setdefault(draft.actor, {})[name] = draft.entry
    parts = {**plain, "axes": axes, "levers": levers, "policies": policies}
    return Library(folder=folder, found=entries, own=own_files, hints=hints, **parts)


def in_order(problems: Iterable[UserError]) -> list[UserError]:
    """Return each problem once, by file and line."""

    def order(problem: UserError) -> tuple[str, int]:
        file, _, line = problem.place.rpartition(":")
        return (file, int(line)) if line.isdigit() else (problem.place, 0)

    return sorted({str(problem): problem for problem in problems}.values(), key=order)
