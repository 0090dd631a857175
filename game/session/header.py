"""How a game begins: what its log says of it in the first line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from agents.cast import check_seats, choose_policies, configs_hash, own_texts
from agents.policies.base import Policy
from game import __version__
from game.config.library import Library
from game.config.scenarios import library_with
from game.errors import UserError
from game.mathematics import ARITHMETIC
from game.saves.lines import Header
from game.saves.sealed_seed import SealedSeed
from game.state.chance import check_seed
from game.state.scenario import Glass, Scenario


def write_header(
    scenario: Scenario,
    *,
    seats: Sequence[str],
    policies: Mapping[str, str],
    seed: int | SealedSeed,
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
    check_seed(seed.seed if isinstance(seed, SealedSeed) else seed)
    profile = {**scenario.profile, **policies}
    library = library_with(policies=profile.values(), library=library)
    chosen = choose_policies(scenario, profile, library)
    for actor, name in profile.items():
        profile[actor] = library.name_of("policies", name).rpartition("/")[2]
    header = Header(
        version=__version__,
        config_hash=configs_hash(scenario, chosen, library),
        scenario=scenario.name,
        seed="sealed" if isinstance(seed, SealedSeed) else seed,
        arithmetic=ARITHMETIC,
        profile=profile,
        seats=tuple(seats),
        own=own_texts(scenario.name, profile, library),
        difficulty=difficulty,
        blur=glass.blur,
        delay=glass.delay,
        commitment=seed.commitment if isinstance(seed, SealedSeed) else "",
    )
    return header, chosen, library


def open_seed(header: Header, sealed: SealedSeed | None, place: str) -> int:
    """Return the seed of a game; `place` is how messages name its log.

    Raises
    ------
    UserError
        If it is sealed and was not given, or another one was given.
    """
    if header.seed != "sealed":
        return header.seed
    if sealed is None:
        remedy = "give the file that holds it: --seed-file FILE"
        raise UserError(place, "the seed of this game is sealed", remedy)
    if sealed.commitment != header.commitment:
        problem = f"was promised as {header.commitment[:8]}, and this is {sealed.commitment[:8]}"
        raise UserError(place, f"its seed {problem}", "give the file of this game's room")
    return sealed.seed
