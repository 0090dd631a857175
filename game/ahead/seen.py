"""What a seat has seen of a game, turn by turn: all that its odds may be worked out from."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from game.state.chance import Chance
from game.state.levers import Action
from game.state.position import PHASES, Phase, Position
from game.state.scenario import Scenario
from game.state.world import Floats
from game.turn.engine import Sealed
from game.turn.view import View, is_visible

if TYPE_CHECKING:
    from agents.model import PhaseRecord
    from game.session import Session, TurnRecord

Numbers = tuple[tuple[str, tuple[float, ...]], ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Holdings:
    """What a seat knows of levers at a moment, and its own capital.

    `settings` and `moves`, the sign of the last move, are those of the levers that it may see.
    """

    settings: Numbers
    moves: Numbers
    capital: float


@dataclasses.dataclass(frozen=True, kw_only=True)
class SeenSeal:
    """The orders of a phase that a seat gave or heard of, and where they left the levers."""

    orders: tuple[Action, ...]
    after: Holdings


@dataclasses.dataclass(frozen=True, kw_only=True)
class SeenTurn:
    """What a seat knew as a turn opened, and the phases of the turn that have been sealed.

    `sights` are its estimates by name, `public` the fields that everybody is told, flattened, and
    `struck` the events of the months just passed, month by month.
    """

    sights: tuple[tuple[str, float], ...]
    public: Numbers
    struck: tuple[tuple[int, tuple[float, ...]], ...]
    at: Holdings
    seals: tuple[SeenSeal, ...] = ()


def read_history(session: Session, actor: str) -> tuple[SeenTurn, ...]:
    """Return what a seat of a game has seen from the opening to the phase at hand."""
    return Witness(session.scenario, session.model.chance, actor).tell(
        session.played, session.turns.openings[-1], session.model.position, session.model.record
    )


class Witness:
    """Tells what one actor has seen of a single game."""

    def __init__(self, scenario: Scenario, chance: Chance, actor: str) -> None:
        self._scenario, self._chance, self._actor = scenario, chance, actor

    def tell(
        self,
        played: Sequence[TurnRecord],
        opened: Position,
        position: Position,
        record: Mapping[Phase, PhaseRecord],
    ) -> tuple[SeenTurn, ...]:
        """Return what it has seen, from the turns played, and where the turn at hand opened."""
        turns = [
            dataclasses.replace(self._opened(turn.opened), seals=self._seals(turn))
            for turn in played
        ]
        last, held = self._opened(opened), self._holdings(position)
        if position.phase == "measures":
            # What a facilitator has done since the turn opened is seen at once.
            return (*turns, dataclasses.replace(last, at=held))
        sealed = SeenSeal(orders=self._heard(record["measures"].sealed), after=held)
        return (*turns, dataclasses.replace(last, seals=(sealed,)))

    def _opened(self, opened: Position) -> SeenTurn:
        view = View(opened, self._scenario, self._actor, self._chance)
        certain = view.certain_numbers()
        del certain["capital"]  # it is in what is held
        sights = self._scenario.roles[self._actor].sights
        return SeenTurn(
            sights=tuple((name, float(view.value(name)[0, 0])) for name in sights),
            public=_flat({name: values for name, (_, values) in certain.items()}),
            struck=tuple(
                (world.month, tuple(world.struck[0].tolist())) for world in opened.months[1:]
            ),
            at=self._holdings(opened),
        )

    def _seals(self, turn: TurnRecord) -> tuple[SeenSeal, ...]:
        """Return the two seals of a turn; the capital between them is as the last left it."""
        after, before = self._holdings(turn.sealed), self._holdings(turn.opened)
        heard = {phase: self._heard(turn.phases[phase].sealed) for phase in PHASES}
        settings = {name: list(values) for name, values in before.settings}
        for action in heard["measures"]:
            lever = self._scenario.levers[action.lever]
            settings[lever.name][lever.column(action.member)] = action.value
        between = tuple((name, tuple(values)) for name, values in settings.items())
        return (
            SeenSeal(orders=heard["measures"], after=dataclasses.replace(after, settings=between)),
            SeenSeal(orders=heard["responses"], after=after),
        )

    def _heard(self, sealed: Sealed) -> tuple[Action, ...]:
        """Return the granted orders of a phase that the actor gave or heard of."""
        orders = []
        for grants in sealed.values():
            for grant in grants:
                lever = self._scenario.levers[grant.proposal.lever]
                if grant.granted[0, 0] and is_visible(lever, self._actor):
                    value = min(max(float(grant.proposal.values[0, 0]), lever.low), lever.high)
                    orders.append(lever.action(grant.proposal.column, value))
        return tuple(orders)

    def _holdings(self, position: Position) -> Holdings:
        view = View(position, self._scenario, self._actor, self._chance)
        return Holdings(
            settings=_flat(view.visible_settings()),
            moves=_flat(view.visible_moves()),
            capital=float(view.value("capital")[0, 0]),
        )


def _flat(arrays: Mapping[str, Floats]) -> Numbers:
    return tuple((name, tuple(np.ravel(values[0]).tolist())) for name, values in arrays.items())
