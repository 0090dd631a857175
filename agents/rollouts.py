"""Playing on from a position to the end of the game, in many replicates at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from agents.policies.base import Policy
from game.state.chance import Chance
from game.state.position import PHASES, Position
from game.state.scenario import Scenario
from game.turn.engine import pass_months, seal
from game.turn.ledger import Ledger
from game.turn.view import View

Watch = Callable[[Position], None]


def play_on(
    position: Position,
    scenario: Scenario,
    policies: Mapping[str, Policy],
    chance: Chance,
    *,
    watch: Watch | None = None,
) -> Position:
    """Return the position in which every replicate has ended; `watch` is called after each turn."""
    while (position.ending.turn < 0.0).any():
        position = play_turn(position, scenario, policies, chance)
        if watch is not None:
            watch(position)
    return position


def play_turn(
    position: Position,
    scenario: Scenario,
    policies: Mapping[str, Policy],
    chance: Chance,
    ledger: Ledger | None = None,
) -> Position:
    """Return the position after the rest of a turn: the phases that are left, then the months.

    A ledger gets every change of the months with its causes.
    """
    for _ in range(PHASES.index(position.phase), len(PHASES)):
        position = play_phase(position, scenario, policies, chance)
    return pass_months(position, scenario, chance, ledger)


def play_phase(
    position: Position, scenario: Scenario, policies: Mapping[str, Policy], chance: Chance
) -> Position:
    """Return the position after the phase at hand, whose orders are sealed.

    `position.phase` is "responses" after either seal.
    """
    moment = chance.at(len(PHASES) * position.turn + PHASES.index(position.phase))
    proposals = {
        actor: policies[actor].decide(View(position, scenario, actor, chance), moment).proposals
        for actor in scenario.actors
    }
    sealed, _ = seal(position, scenario, proposals)
    return sealed
