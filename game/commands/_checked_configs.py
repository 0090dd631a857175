"""Whether configs can be played: every problem of a folder, or of files of the user's own."""

from __future__ import annotations

import contextlib
import dataclasses
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from agents.policies.base import Policy
from agents.policies.compiler import compile_policy
from game.config import DEFAULT
from game.config.build import read_library
from game.config.files import read_text, shown
from game.config.library import Library, check_library, in_order
from game.config.names import names_read, program_names
from game.config.own_files import OWN_KINDS, OwnFile, is_configs_folder
from game.config.scenarios import build_scenario, check_own, load_scenario, shipped_library
from game.errors import UserError, did_you_mean
from game.state.chance import Chance
from game.state.opening import draw_opening
from game.state.orders import Orders
from game.state.scenario import Scenario
from game.turn.engine import open_position, pass_months
from game.turn.observables import read_observable
from game.turn.outcome import score_aims, total_scores
from game.turn.view import visible_names


@dataclasses.dataclass(frozen=True, kw_only=True)
class Checked:
    """What was found: every problem, what could be said better, and what can be played, by kind.

    `own` are the files of the user's own among it.
    """

    problems: tuple[UserError, ...]
    hints: tuple[UserError, ...] = ()
    names: dict[str, tuple[str, ...]]
    own: tuple[OwnFile, ...] = ()

    @property
    def count(self) -> int:
        """How many scenarios, policies and experiments can be played."""
        return sum(len(names) for names in self.names.values())


def check_paths(paths: Sequence[Path]) -> Checked:
    """Return what is wrong with files of the user's own, or with a whole configs folder.

    Without paths that is the shipped one; a folder with an axes.yaml is taken for another.

    Raises
    ------
    UserError
        If a path does not exist.
    """
    for path in paths:
        if not os.path.exists(path):
            read_text(path)  # it says why
    folders = [path for path in paths if is_configs_folder(path)]
    files = [(path, "") for path in paths if path not in folders]
    if folders:
        problems = check_library(folders[0], program_names)
        if problems:
            return Checked(problems=tuple(problems), names={})
    library, problems = check_own(files, read_library(folders[0]) if folders else shipped_library())
    if problems:
        return Checked(problems=tuple(problems), names={})
    names = _names(library, only_own=bool(library.own))
    problems = _try_out(library, names)
    return Checked(problems=tuple(problems), hints=library.hints, names=names, own=library.own)


def _names(library: Library, *, only_own: bool) -> dict[str, tuple[str, ...]]:
    """Return the names of what is to be played; shipped experiments are left to their own tests."""
    places = {file.place for file in library.own}
    kinds = OWN_KINDS if only_own else ("policies", "scenarios")
    return {
        kind: tuple(
            name
            for name, draft in library.found[kind].items()
            if not only_own or draft.mark[0] in places
        )
        for kind in kinds
    }


def _try_out(library: Library, names: Mapping[str, Iterable[str]]) -> list[UserError]:
    """Make everything ready to play, and return what stands in the way."""
    problems: list[UserError] = []
    scenarios: list[Scenario] = []
    for name in names["scenarios"]:
        with _noting(problems, library.place("scenarios", name)):
            scenarios.append(build_scenario(library, library.scenarios[name]))
    if not problems and not scenarios:
        scenarios.append(load_scenario(DEFAULT, library))
    for scenario in scenarios[:1]:
        problems += unread_names(library, scenario)
    for scenario in scenarios if not problems else ():
        with _noting(problems, library.place("scenarios", scenario.name)):
            _play_a_turn(scenario)
    for scenario in scenarios[:1]:
        for name in names["policies"]:
            actor, _, stem = name.partition("/")
            with _noting(problems, library.place("policies", name)):
                policy = _compile(library, scenario, actor, stem)
                if library.own:
                    _lead_a_turn(library, scenario, {actor: policy})
    for name in names.get("experiments", ()):
        with _noting(problems, library.place("experiments", name)):
            _prepare(library, name)
    return in_order(problems)


def unread_names(library: Library, scenario: Scenario) -> Iterator[UserError]:
    """Yield the parameters and levers that the model reads and that these configs do not have."""
    for subject, kind, names in (
        ("params", "parameter", {*dir(scenario.params), *scenario.params.numbers}),
        ("orders", "lever", {*dir(Orders), "settings", *scenario.levers}),
    ):
        folder = shown(library.folder / ("params" if subject == "params" else "levers"))
        for name, file in names_read(subject).items():
            if name not in names:
                entries = scenario.params.numbers if subject == "params" else scenario.levers
                problem = f"no {kind} {name!r}, which {file} reads"
                yield UserError(folder, problem, did_you_mean(name, entries))


def _play_a_turn(scenario: Scenario) -> None:
    """Play a turn in which nobody orders anything, and look at all that is told of it."""
    luck = Chance(0, 0, 1)
    with np.errstate(all="raise", under="ignore"):
        opened = open_position(scenario, draw_opening(scenario, luck))
        played = pass_months(opened, scenario, luck)
        total_scores(score_aims(played, scenario), scenario)
        for name in scenario.observables:
            read_observable(name, played, scenario)


def _prepare(library: Library, name: str) -> None:
    """Make an experiment ready, so that what cannot vary is told, and play a turn of its first."""
    # Read here: policies and scenarios need not wait for all that samples are drawn with.
    from game.batch.study import build_study

    first, *_ = build_study(library, library.experiments[name]).arms
    _lead_a_turn(library, first.scenario, first.policies)


def _compile(library: Library, scenario: Scenario, actor: str, name: str) -> Policy:
    """Return a policy compiled, so that every name over views was looked up."""
    policy, place = library.policies[actor][name], library.place("policies", f"{actor}/{name}")
    names = visible_names(scenario, actor)
    terms = scenario.params.terms
    levers, months = scenario.levers, scenario.months_per_turn
    return compile_policy(name, policy, levers, names, months, place, terms)


def _lead_a_turn(library: Library, scenario: Scenario, policies: Mapping[str, Policy]) -> None:
    """Play a turn that policies lead, the scenario's own where none is given."""
    # Read here: a folder of configs is checked without who leads whom.
    from agents.cast import choose_policies
    from agents.rollouts import play_turn

    luck = Chance(0, 0, 1)
    opened = open_position(scenario, draw_opening(scenario, luck))
    play_turn(opened, scenario, choose_policies(scenario, policies, library), luck)


@contextlib.contextmanager
def _noting(problems: list[UserError], place: str = "configs") -> Iterator[None]:
    try:
        yield
    except UserError as error:
        problems.append(error)
    except Exception as error:
        # Whatever a name that is missing leads to: what cannot be played is told here, not there.
        problem = f"it cannot be played ({type(error).__name__}: {error})"
        problems.append(UserError(place, problem, "restore what the configs came with"))
