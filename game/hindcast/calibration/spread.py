"""Histories under other numbers: each draws its parameters from their published ranges."""

from __future__ import annotations

from game.config.library import Library
from game.config.schema.world import Param
from game.errors import UserError
from game.state.arrays import triangle
from game.state.chance import Chance
from game.state.scenario import Scenario
from game.state.world import Floats


def spread_parameters(
    scenario: Scenario, library: Library, chance: Chance, share: float
) -> Scenario:
    """Return the scenario with each parameter drawn, by replicate, from around its value.

    The distribution is triangular with its mode at the value; it reaches `share` of the way to the
    ends of the parameter's range, so that 0 leaves all as it is. Draws are independent: ranges say
    nothing of what goes with what. Parameters by member stay, since their members hang together.

    Raises
    ------
    UserError
        If the share is none.
    """
    if not 0.0 <= share <= 1.0:
        raise UserError(
            "--spread", f"{share:g} is no share of a range", "give a number from 0 to 1"
        )
    numbers = {
        name: _draw(name, param, chance, share)
        for name, param in library.params.items()
        if share > 0.0 and _is_open(param)
    }
    return scenario.with_params(scenario.params.with_numbers(numbers))


def _is_open(param: Param) -> bool:
    low, high = param.range
    return not isinstance(param.value, dict) and low < high


def _draw(name: str, param: Param, chance: Chance, share: float) -> Floats:
    value = float(param.value)  # type: ignore[arg-type] # no mapping: `_is_open`
    low, high = (value + share * (end - value) for end in param.range)
    return triangle(chance.uniform(f"parameter:{name}"), low, value, high)
