"""Playing on from a position to the end of the game, in many replicates at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from agents.policies.base import Policy
from game.state.chance import Chance
from game.state.orders import Proposal
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
    given: Mapping[str, Sequence[Proposal]] | None = None,
    watch: Watch | None = None,
) -> Position:
    """Return the position in which every replicate has ended.

    Parameters
    ----------
    given
        What actors order in the phase at hand, instead of what their policies would.
    watch
        Called with the position after each turn.
    """
    orders = given or {}
    while (position.ending.turn < 0.0).any():
        position = play_turn(position, scenario, policies, chance, given=orders)
        orders = {}
        if watch is not None:
            watch(position)
    return position


def play_turn(
    position: Position,
    scenario: Scenario,
    policies: Mapping[str, Policy],
    chance: Chance,
    *,
    given: Mapping[str, Sequence[Proposal]] | None = None,
    ledger: Ledger | None = None,
) -> Position:
    """Return the position after the rest of a turn: the phases that are left, then the months.

    `given` is what actors order in the phase at hand, instead of what their policies would; a
    ledger gets every change of the months with its causes.
    """
    orders = given or {}
    for _ in range(PHASES.index(position.phase), len(PHASES)):
        position = play_phase(position, scenario, policies, chance, given=orders)
        orders = {}
    return pass_months(position, scenario, chance, ledger)


def play_phase(
    position: Position,
    scenario: Scenario,
    policies: Mapping[str, Policy],
    chance: Chance,
    *,
    given: Mapping[str, Sequence[Proposal]] | None = None,
) -> Position:
    """Return the position after the phase at hand, whose orders are sealed.

    `position.phase` is "responses" after either seal.
    """
    orders = given or {}
    phase = PHASES.index(position.phase)
    proposals = {
        actor: orders[actor]
        if actor in orders
        else _decide(position, scenario, actor, policies[actor], chance, phase)
        for actor in scenario.actors
    }
    sealed, _ = seal(position, scenario, proposals)
    return sealed


def _decide(
    position: Position,
    scenario: Scenario,
    actor: str,
    policy: Policy,
    chance: Chance,
    phase: int,
) -> Sequence[Proposal]:
    view = View(position, scenario, actor, chance)
    return policy.decide(view, chance.at(len(PHASES) * position.turn + phase)).proposals
