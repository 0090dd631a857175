"""The orders of the seats before a phase is sealed: given, taken back, given again, sealed."""

from __future__ import annotations

from collections.abc import Sequence

from game.errors import UserError
from game.saves.lines import Ordered, Ready, Redone, Undone
from game.saves.log_state import LoggedDraft
from game.session.logged_game import LoggedGame
from game.state.levers import Action
from game.turn.draft import Draft
from game.turn.legal_actions import LegalActions
from game.turn.legality import RefusedOrderError, Verdict


class SeatOrders:
    """The drafts of a game's phase at hand, as its log holds them."""

    def __init__(self, game: LoggedGame) -> None:
        self._game = game
        self._parsed: dict[tuple[str, str], Action] = {}

    def read(self, actor: str) -> Draft:
        """Return a seat's orders, as given, and those taken back."""
        game = self._game
        logged = game.log.state.drafts.get((*game.here, actor), LoggedDraft())
        return Draft(self._parse(actor, logged.orders), self._parse(actor, logged.taken_back))

    def standing(self, actor: str) -> tuple[Action, ...]:
        """Return a seat's orders as they would be sealed: of two on one setting, the later one."""
        return self.read(actor).standing

    def legal(self, actor: str) -> LegalActions:
        """Return the orders that a seat may add to its draft, each judged as it is read."""
        game = self._game
        return LegalActions(game.model.position, game.scenario, actor, self.standing(actor))

    def _parse(self, actor: str, texts: Sequence[str]) -> tuple[Action, ...]:
        """Return logged orders as actions; a text is read once however often it is looked at."""
        game = self._game
        for text in texts:
            if (actor, text) not in self._parsed:
                place = str(game.file.path) if game.file else "log"
                action = Action.parse(text, game.scenario.levers, actor=actor, place=place)
                self._parsed[actor, text] = action
        return tuple(self._parsed[actor, text] for text in texts)

    def is_ready(self, actor: str) -> bool:
        """Tell whether a seat has sealed its orders."""
        return (*self._game.here, actor) in self._game.log.state.ready

    def add(self, action: Action, by: str, key: str) -> Verdict:
        """Add an order to the draft of its seat, unless it is refused."""
        game = self._game
        self._check_open(action.actor)
        game.scenario.levers.check(action)
        verdict = self.legal(action.actor).verdict(action)
        if verdict.reason is not None:
            raise RefusedOrderError(action, verdict.reason)
        turn, phase = game.here
        game.note(
            Ordered(
                turn=turn,
                phase=phase,
                actor=action.actor,
                action=action.setting(game.scenario.levers),
                by=by,
                key=key,
                cost=verdict.cost if key else None,
            )
        )
        return verdict

    def undo(self, actor: str, by: str, key: str) -> Action | None:
        """Take back the last order, if there is one."""
        self._check_open(actor)
        orders = self.read(actor).orders
        turn, phase = self._game.here
        # With a key, also that there was nothing to take back is remembered.
        if orders or key:
            self._game.note(Undone(turn=turn, phase=phase, actor=actor, by=by, key=key))
        return orders[-1] if orders else None

    def redo(self, actor: str, by: str, key: str) -> Action | None:
        """Give the order again that was taken back last, if there is one."""
        self._check_open(actor)
        taken_back = self.read(actor).taken_back
        turn, phase = self._game.here
        if taken_back or key:
            self._game.note(Redone(turn=turn, phase=phase, actor=actor, by=by, key=key))
        return taken_back[-1] if taken_back else None

    def seal(self, actor: str, by: str, key: str) -> None:
        """Seal a seat's orders; only a rewind opens them."""
        self._check_open(actor)
        turn, phase = self._game.here
        self._game.note(Ready(turn=turn, phase=phase, actor=actor, by=by, key=key))

    def _check_open(self, actor: str) -> None:
        if actor not in self._game.seats:
            raise UserError("seat", f"nobody sits at {actor!r}")
        if self._game.turns.is_sealed or self.is_ready(actor):
            raise UserError(
                "order", f"{actor} has sealed its orders of this phase", "only a rewind opens them"
            )
