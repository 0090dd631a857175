"""From names and files of policies to configs in which all of them have a name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from agents.cast import policy_names
from game.config import SIZE_WANTED, STRATEGIST
from game.config.library import Library
from game.config.own_files import is_file_name
from game.config.scenarios import library_with
from game.errors import UserError, did_you_mean


def read_entrants(
    scenario: str, policies: Iterable[str] = (), pack: Iterable[Path] = ()
) -> tuple[Library, str]:
    """Return configs with the files among a scenario and policies, and the scenario's name.

    `pack` are files and folders of the user's own that may be named.

    Raises
    ------
    UserError
        If a file does not exist or cannot be used, or there is no such scenario.
    """
    library = library_with(scenarios=[scenario], policies=policies, pack=pack)
    name = library.name_of("scenarios", scenario)
    if name not in library.scenarios:
        remedy = did_you_mean(name, library.scenarios)
        raise UserError("scenario", f"unknown scenario {name!r}", remedy)
    return library, name


def policy_file(wanted: str) -> str:
    """Return what stands behind `ACTOR=`, and anything else as it is, a file's path included."""
    actor, equals, name = wanted.partition("=")
    return name if equals and not is_file_name(actor) else wanted


def name_policy(library: Library, wanted: str, place: str = "policy") -> tuple[str, str]:
    """Return the actor and the name of a policy given as file, `ACTOR=NAME` or a name alone.

    Raises
    ------
    UserError
        If there is no such policy, or several actors have one of that name.
    """
    actor, equals, name = wanted.partition("=")
    if equals and policy_file(wanted) == name:
        return actor, expect_policy(library, actor, name, place)
    if is_file_name(wanted):
        actor, _, name = library.name_of("policies", wanted).partition("/")
        return actor, name
    actors = tuple(library.axes.actors)
    owners = [actor for actor in actors if wanted in policy_names(library, actor)]
    if not owners:
        names = dict.fromkeys(name for actor in actors for name in policy_names(library, actor))
        raise UserError(place, f"unknown policy {wanted!r}", did_you_mean(wanted, names))
    if len(owners) > 1:
        problem = f"{wanted!r} is a policy of {', '.join(owners)}"
        raise UserError(place, problem, f"write {owners[0]}={wanted}")
    return owners[0], wanted


def expect_policy(library: Library, actor: str, wanted: str, place: str = "policy") -> str:
    """Return the name of an actor's policy given as file or name.

    Raises
    ------
    UserError
        If there is no such actor or policy, or the file is another actor's.
    """
    if actor not in library.axes.actors:
        raise UserError(place, f"unknown actor {actor!r}", did_you_mean(actor, library.axes.actors))
    if is_file_name(wanted):
        owner, name = name_policy(library, wanted, place)
        if owner != actor:
            raise UserError(wanted, f"this policy is for {owner}, not for {actor}")
        return name
    names = policy_names(library, actor)
    if wanted not in names:
        raise UserError(place, f"unknown policy {wanted!r} of {actor}", did_you_mean(wanted, names))
    if wanted == STRATEGIST:
        raise UserError(place, *SIZE_WANTED)
    return wanted


def name_all(
    library: Library, entrants: Mapping[str, Sequence[str]], place: str
) -> dict[str, tuple[str, ...]]:
    """Return the names of all policies of all actors, each once, those from files last.

    Raises
    ------
    UserError
        If one does not exist.
    """
    return {
        actor: tuple(
            dict.fromkeys(
                expect_policy(library, actor, wanted, place)
                for wanted in sorted(policies, key=is_file_name)
            )
        )
        for actor, policies in entrants.items()
    }
