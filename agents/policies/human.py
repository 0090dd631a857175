"""A person at a seat, and a script that stands in for one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from agents.policies.base import Decision
from game.state.chance import Chance
from game.state.levers import Action
from game.state.position import Phase
from game.turn.draft import as_proposals
from game.turn.view import View


class Human:
    """Decides what was typed into a seat: the seat fills `pending` before each phase."""

    name = "person"

    def __init__(self) -> None:
        self.pending: tuple[Action, ...] = ()

    def decide(self, view: View, chance: Chance) -> Decision:
        """Return the orders typed for this phase."""
        return Decision(proposals=as_proposals(self.pending, view.levers, view.replicates))


class Scripted:
    """Gives the actions that a script lists for each turn and phase."""

    name = "script"

    def __init__(self, script: Mapping[tuple[int, Phase], Sequence[Action]]) -> None:
        self._script = dict(script)

    def decide(self, view: View, chance: Chance) -> Decision:
        """Return the orders the script has for this turn and phase."""
        actions = self._script.get((view.turn, view.phase), ())
        return Decision(proposals=as_proposals(actions, view.levers, view.replicates))
