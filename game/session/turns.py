"""The turns of a game in progress: played on, played again, taken back."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING

from agents.policies.human import Human
from game.errors import UserError
from game.state.levers import Action
from game.state.position import PHASES, Phase, Position
from game.turn.interventions import Act
from game.turn.ledger import Ledger

if TYPE_CHECKING:
    from agents.model import GameModel, PhaseRecord


@dataclasses.dataclass(frozen=True, kw_only=True)
class TurnRecord:
    """A turn as it was played: where it opened, where both seals left it, where its months ended.

    `pass_months(sealed, ...)` with a ledger plays the months again and tells every cause. `acts`
    are what a facilitator did between the opening and the months.
    """

    opened: Position
    sealed: Position
    closed: Position
    phases: Mapping[Phase, PhaseRecord]
    acts: tuple[Act, ...] = ()


class Turns:
    """The turns that stand, and where the one at hand is; nothing here is logged.

    Attributes
    ----------
    played
        The turns as they were played.
    openings
        Where each turn opened; the last is where the turn at hand opened, or the game ended.
    acts
        What a facilitator did in the turns that stand.
    is_sealed
        Whether both phases of the turn are sealed and its months have still to pass.
    """

    def __init__(self, model: GameModel) -> None:
        self._model = model
        self.played: list[TurnRecord] = []
        self.openings: list[Position] = [model.position]
        self.acts: list[Act] = []
        self.is_sealed = False

    def expect_running(self) -> None:
        """Refuse what cannot be done in a game that is over.

        Raises
        ------
        UserError
            If it is.
        """
        if not self._model.running:
            raise UserError("game", "the game is over", "rewind to a turn and play on from there")

    def seal(
        self, people: Mapping[str, Human], orders: Mapping[str, tuple[Action, ...]]
    ) -> PhaseRecord:
        """Seal the orders of the people at seats, and what policies decide."""
        for actor, human in people.items():
            human.pending = orders[actor]
        phase = self._model.position.phase
        record = self._model.play_phase()
        self.is_sealed = phase == "responses"
        return record

    def pass_months(self, ledger: Ledger | None = None) -> Position:
        """Pass the months of the turn that is sealed."""
        model, sealed = self._model, self._model.position
        model.ledger = ledger
        closed = model.play_months()
        model.ledger = None
        return self._keep(sealed, closed)

    def take_months(self, closed: Position) -> Position:
        """Let the months have led here, as they passed side by side with those of other games."""
        sealed = self._model.position
        return self._keep(sealed, self._model.open_turn(closed))

    def _keep(self, sealed: Position, closed: Position) -> Position:
        opened, record = self.openings[-1], self._model.record
        phases: dict[Phase, PhaseRecord] = {phase: record[phase] for phase in PHASES}
        acts = tuple(act for act in self.acts if act.turn == opened.turn)
        self.played.append(
            TurnRecord(opened=opened, sealed=sealed, closed=closed, phases=phases, acts=acts)
        )
        self.openings.append(closed)
        self.is_sealed = False
        return closed

    def take_back(self) -> None:
        """Let the months of the last turn not have passed."""
        last = self.played[-1]
        self.return_to(last.opened.turn)
        self.acts += last.acts
        self._model.position, self.is_sealed = last.sealed, True

    def act(self, act: Act) -> None:
        """Let an act of the facilitator work on the position at hand."""
        self.acts.append(act)
        self._model.position = act.after

    def acts_of_now(self) -> list[Act]:
        """Return the acts since a phase was last opened or sealed."""
        position = self._model.position
        now = (position.turn, position.phase, self.is_sealed)
        return [act for act in self.acts if (act.turn, act.phase, act.after_seal) == now]

    def undo_act(self, name: str) -> None:
        """Let an act of now not have worked, and those after it work without it."""
        acts = self.acts_of_now()
        place = next((number for number, act in enumerate(acts) if act.id == name), len(acts))
        later = acts[place:]
        if later:
            del self.acts[-len(later) :]
            self._model.position = later[0].before
        for act in later[1:]:
            self.act(act.again(self._model.position))

    def return_to(self, turn: int) -> None:
        """Go back to where a turn opened."""
        del self.openings[turn + 1 :]
        del self.played[turn:]
        self.acts = [act for act in self.acts if act.turn < turn]
        self._model.position = self.openings[turn]
        self._model.running = bool((self._model.position.ending.turn < 0.0).any())
        self.is_sealed = False
