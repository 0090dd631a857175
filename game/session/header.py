"""How a game begins: what its log says of it in the first line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from agents.cast import check_seats, choose_policies, configs_hash, own_texts
from agents.policies.base import Policy
from game import __version__
from game.config.library import Library
from game.config.scenarios import library_with
from game.mathematics import ARITHMETIC
from game.saves.lines import Header
from game.state.chance import check_seed
from game.state.scenario import Glass, Scenario


def write_header(
    scenario: Scenario,
    *,
    seats: Sequence[str],
    policies: Mapping[str, str],
    seed: int,
    library: Library | None,
    difficulty: str,
    glass: Glass,
) -> tuple[Header, dict[str, Policy], Library]:
    """Return the header of a new game, the policy of each actor, and the configs it is from.

    Raises
    ------
    UserError
        If a seat or policy does not exist, or the seed is none.
    """
    check_seats(seats, scenario)
    check_seed(seed)
    profile = {**scenario.profile, **policies}
    library = library_with(policies=profile.values(), library=library)
    chosen = choose_policies(scenario, profile, library)
    for actor, name in profile.items():
        profile[actor] = library.name_of("policies", name).rpartition("/")[2]
    header = Header(
        version=__version__,
        config_hash=configs_hash(scenario, chosen, library),
        scenario=scenario.name,
        seed=seed,
        arithmetic=ARITHMETIC,
        profile=profile,
        seats=tuple(seats),
        own=own_texts(scenario.name, profile, library),
        difficulty=difficulty,
        blur=glass.blur,
        delay=glass.delay,
    )
    return header, chosen, library
