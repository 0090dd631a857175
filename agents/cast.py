"""Who leads whom: from names and files to policies."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agents.policies.base import Policy
from agents.policies.compiler import compile_policy
from agents.policies.random_legal import RandomLegal
from agents.policies.rules_file import RulesFile
from agents.strategist.possible_leaders import LineUp
from agents.strategist.size import Size
from agents.strategist.strategist import Strategist
from game import __version__
from game.config import CODED_POLICIES, STRATEGISTS
from game.config.fingerprint import config_hash
from game.config.library import Library
from game.config.own_files import OwnFile, is_file_name
from game.config.scenarios import library_of, library_with, load_scenario, shipped_library
from game.errors import UserError, did_you_mean
from game.state.scenario import Scenario
from game.turn.view import visible_names

if TYPE_CHECKING:
    from game.saves.lines import Header, OwnText
    from game.saves.log import GameLog


def open_scenario(name: str, library: Library | None = None) -> tuple[Scenario, Library]:
    """Return a scenario ready to play and the configs it is from; a YAML file is the user's own.

    `library` has the files of the user's own where they have been read.

    Raises
    ------
    UserError
        If there is no such scenario, or it cannot be played.
    """
    configs = library or library_with(scenarios=[name])
    return load_scenario(configs.name_of("scenarios", name), configs), configs


def open_header(header: Header, place: str = "log") -> tuple[Scenario, Library]:
    """Return the scenario that a log's header names, and the configs with the files in the log.

    `place` is how messages name the log.

    Raises
    ------
    UserError
        If something that it names does not exist, or a file in it cannot be used.
    """
    library = configs_of(header, place)
    try:
        return load_scenario(header.scenario, library), library
    except UserError as error:
        raise UserError(f"{place}:1", f"{error.place}: {error.problem}", error.remedy) from None


def own_texts(scenario: str, profile: Mapping[str, str], library: Library) -> tuple[OwnText, ...]:
    """Return the user's own files that a game is played with, as its log holds them."""
    from game.saves.lines import OwnText

    policies = [("policies", f"{actor}/{name}") for actor, name in profile.items()]
    files = library.own_of([("scenarios", scenario), *policies])
    return tuple(
        OwnText(
            kind="scenarios" if file.kind == "scenarios" else "policies",
            name=file.name,
            text=file.text,
        )
        for file in files
    )


def configs_of(header: Header, place: str = "log") -> Library:
    """Return the configs with the player's own files that a log holds.

    Raises
    ------
    UserError
        If one of them cannot be used, or the log is of a format that only names them.
    """
    for name in (header.scenario_file, header.scenario, *header.profile.values()):
        if is_file_name(name):
            file = re.split(r"[\\/]", name)[-1]
            problem = f"names a file of its player's ({file}), which is not in the log"
            raise UserError(f"{place}:1", problem, f"play it with highfence {header.version}")
    return library_of(
        OwnFile(name=text.name, text=text.text, place=f"{place}: {text.name}.yaml", kind=text.kind)
        for text in header.own
    )


def check_seats(seats: Sequence[str], scenario: Scenario) -> None:
    """Refuse seats that nobody can take, or that are named twice.

    Raises
    ------
    UserError
        At the first such seat.
    """
    for number, seat in enumerate(seats):
        if seat not in scenario.seats:
            open_seats = ", ".join(scenario.seats)
            raise UserError("seat", f"nobody can sit at {seat!r}", f"seats are {open_seats}")
        if seat in seats[:number]:
            raise UserError("seat", f"{seat} is named twice", "name each seat once")


def check_cast(header: Header, scenario: Scenario, place: str) -> None:
    """Refuse a log's header that leaves out who leads an actor, or seats nobody can take.

    Raises
    ------
    UserError
        If it does.
    """
    for actor in scenario.actors:
        if actor not in header.profile:
            raise UserError(f"{place}:1", f"nobody leads {actor}", "restore the file from a copy")
    try:
        check_seats(header.seats, scenario)
    except UserError as error:
        raise UserError(f"{place}:1", error.problem, error.remedy) from None


def choose_policies(
    scenario: Scenario, wanted: Mapping[str, Policy | str], library: Library | None = None
) -> dict[str, Policy]:
    """Return a policy for every actor: the wanted one, or the scenario's own.

    `library` holds the policies that are known by name, the shipped ones by default; files among
    the wanted ones are read besides.

    Raises
    ------
    UserError
        If an actor or a policy does not exist, or a policy file cannot be used.
    """
    for actor in wanted:
        if actor not in scenario.actors:
            raise UserError(
                "policy", f"unknown actor {actor!r}", did_you_mean(actor, scenario.actors)
            )
    files = [policy for policy in wanted.values() if isinstance(policy, str)]
    configs = library_with(policies=files, library=library)
    return {
        actor: choose_policy(scenario, actor, wanted.get(actor, scenario.profile[actor]), configs)
        for actor in scenario.actors
    }


def choose_policy(scenario: Scenario, actor: str, wanted: Policy | str, library: Library) -> Policy:
    """Return the policy that is wanted for an actor, by its name in the library or its file.

    Raises
    ------
    UserError
        If there is none of this name, or it is for another actor.
    """
    if not isinstance(wanted, str):
        return wanted
    if wanted == "random_legal":
        return RandomLegal(scenario.levers.of(actor))
    if wanted in STRATEGISTS:
        return Strategist(
            line_up_of(scenario, library), actor, read_size(library, STRATEGISTS[wanted]), wanted
        )
    if is_file_name(wanted):
        owner, _, wanted = library.name_of("policies", wanted).partition("/")
        if owner != actor:
            place = library.place("policies", f"{owner}/{wanted}", "actor")
            raise UserError(place, f"this policy is for {owner}, not for {actor}")
    if wanted not in library.policies[actor]:
        names = policy_names(library, actor)
        raise UserError(
            f"policy {actor}", f"unknown policy {wanted!r}", did_you_mean(wanted, names)
        )
    if library is shipped_library():
        return _shipped_policy(scenario, actor, wanted)
    return _compile(scenario, actor, wanted, library)


def open_log(path: Path, *, sound: bool) -> tuple[GameLog, Scenario, dict[str, Policy], Library]:
    """Return a log, checked line by line, with scenario, policies and configs it is played with.

    `sound` leaves out what follows the first line that is wrong.

    Raises
    ------
    UserError
        If the file is no log, is damaged, or does not fit this program and its configs.
    """
    # Read here: most of who leads whom is asked without a log.
    from game.saves.course import check_course, check_fits, check_orders, sound_part
    from game.saves.log_text import read_log

    log, place = read_log(path, sound=sound), str(path)
    header = log.header
    scenario, library = open_header(header, place)
    check_cast(header, scenario, place)
    try:
        policies = choose_policies(scenario, header.profile, library)
    except UserError as error:
        raise UserError(f"{place}:1", f"{error.place}: {error.problem}", error.remedy) from None
    check_fits(header, __version__, configs_hash(scenario, policies, library), place)
    if sound:
        log = sound_part(log, scenario.turns, scenario.levers)
    check_course(log, scenario.turns, place)
    check_orders(log, scenario.levers, place)
    return log, scenario, policies, library


def policy_names(library: Library, actor: str) -> tuple[str, ...]:
    """Return the policies an actor can follow, files first."""
    return (*library.policies[actor], *CODED_POLICIES)


def quick_policies(library: Library, actor: str) -> tuple[str, ...]:
    """Return the policies an actor can follow that do not look ahead, files first."""
    return tuple(name for name in policy_names(library, actor) if name not in STRATEGISTS)


def ordinary_policies(library: Library, actor: str) -> tuple[str, ...]:
    """Return the policy files of an actor that know no dates: they fit every scenario."""
    return tuple(name for name, spec in library.policies[actor].items() if not spec.dated)


def line_up_of(scenario: Scenario, library: Library) -> LineUp:
    """Return whom a strategist thinks possible: every ordinary policy of each actor.

    That of the scenario played last is kept: the strategists of one game share it.
    """
    global _latest
    if _latest is None or _latest[0] is not scenario or _latest[1] is not library:
        policies = {
            actor: {
                name: choose_policy(scenario, actor, name, library)
                for name in ordinary_policies(library, actor)
            }
            for actor in scenario.actors
        }
        _latest = scenario, library, LineUp(scenario, policies)
    return _latest[2]


_latest: tuple[Scenario, Library, LineUp] | None = None


def read_size(library: Library, name: str) -> Size:
    """Return a strategist's numbers of one size."""
    return Size.read(name, {key: number.values[name] for key, number in library.lookahead.items()})


@functools.lru_cache(maxsize=256)
def _shipped_policy(scenario: Scenario, actor: str, name: str) -> RulesFile:
    """Return a policy that comes with the program; games of one scenario share it."""
    return _compile(scenario, actor, name, shipped_library())


def _compile(scenario: Scenario, actor: str, name: str, library: Library) -> RulesFile:
    return compile_policy(
        name,
        library.policies[actor][name],
        scenario.levers,
        visible_names(scenario, actor),
        scenario.months_per_turn,
        library.place("policies", f"{actor}/{name}"),
        scenario.params.terms,
    )


def configs_hash(
    scenario: Scenario, policies: Mapping[str, Policy], library: Library | None = None
) -> str:
    """Return the hash of all configs that a game with these policies reads."""
    library = library or shipped_library()
    specs: dict[str, Any] = {
        actor: policy.spec for actor, policy in policies.items() if isinstance(policy, RulesFile)
    }
    if any(isinstance(policy, Strategist) for policy in policies.values()):
        specs |= {"ordinary": library.policies, "lookahead": library.lookahead}
    return config_hash(library, library.scenarios[scenario.name], specs)
