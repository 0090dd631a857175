"""A strategist that looks once: from then on it sees a game that it imagines, not its own."""

from __future__ import annotations

import numpy as np

from agents.policies.base import Decision, Policy
from agents.rollouts import play_phase
from agents.strategist.imagined import SEED
from agents.strategist.strategist import Strategist
from game.state.chance import Chance
from game.state.position import PHASES, Position
from game.state.replicate_rows import pick_rows
from game.turn.engine import pass_months
from game.turn.view import View


class FrozenView:
    """Leads by a strategist whose view is frozen at the opening.

    What it sees afterwards is the most likely game, as it took it to be when it looked, played on
    with its own orders; these it gives in the game itself.
    """

    name = "frozen_view"

    def __init__(self, strategist: Strategist) -> None:
        self._strategist = strategist
        self._game: Position | None = None

    def decide(self, view: View, chance: Chance) -> Decision:
        """Return the orders that are right in the game that it imagines."""
        line_up, actor = self._strategist.line_up, view.actor
        if not view.turn and view.phase == "measures":
            self._game = self._imagine(view)
        game = self._game
        assert game is not None, "it looks at the opening"
        luck = Chance(SEED, 0, view.replicates)
        moment = luck.at(len(PHASES) * game.turn + PHASES.index(view.phase))
        seen = View(game, line_up.scenario, actor, luck)
        decision = self._strategist.decide(seen, moment)
        is_last = game.phase == "responses"
        leaders: dict[str, Policy] = {**line_up.leaders, actor: _Decided(decision)}
        game = play_phase(game, line_up.scenario, leaders, luck)
        self._game = pass_months(game, line_up.scenario, luck) if is_last else game
        return Decision(proposals=decision.proposals)

    def _imagine(self, view: View) -> Position:
        """Return the likeliest position of each game, led by whom it most believes in."""
        strategist = self._strategist
        seen = strategist.imagination.outlook(view, strategist.size.worlds)
        position = pick_rows(seen.bare, seen.worlds * np.arange(view.replicates))
        for other, odds in seen.beliefs.items():
            likeliest = odds.argmax(axis=1)[:, np.newaxis]
            position = strategist.line_up.leaders[other].follow(likeliest, position)
        return position


class _Decided:
    """Gives orders that were decided already."""

    name = "decided"

    def __init__(self, decision: Decision) -> None:
        self._decision = decision

    def decide(self, view: View, chance: Chance) -> Decision:
        """Return the decision."""
        return self._decision
