"""The actions that a seat may take: one iterable, judged as it is read."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterator

from game.state.levers import Action
from game.state.position import Position
from game.state.scenario import Scenario
from game.turn.draft import as_proposals
from game.turn.draft_legality import judge_after, judge_draft, judge_next
from game.turn.engine import seal
from game.turn.legality import Slot, Verdict, in_phase, menu


@dataclasses.dataclass(frozen=True)
class Offer:
    """An action on the menu; it is judged when its verdict is first asked for."""

    action: Action
    among: LegalActions

    @functools.cached_property
    def verdict(self) -> Verdict:
        """Its price, and why it may not be taken."""
        return self.among.verdict(self.action)


@dataclasses.dataclass(frozen=True)
class LegalActions:
    """The actions that an actor may add to its draft in a single game, like `board.legal_moves`.

    Iterating gives the legal ones; `action in legal` judges that action alone. An action that would
    leave a setting where the draft has put it is none.

    Parameters
    ----------
    draft
        The orders given so far in this phase, one for each setting.
    """

    position: Position
    scenario: Scenario
    actor: str
    draft: tuple[Action, ...] = ()

    def __iter__(self) -> Iterator[Action]:
        return (offer.action for offer in self.offers() if offer.verdict.legal)

    def __contains__(self, action: Action) -> bool:
        return any(offer.action == action and offer.verdict.legal for offer in self.offers())

    def offers(self) -> Iterator[Offer]:
        """Yield every action on the menu of the phase, legal or not, lever by lever."""
        for slot in self.slots():
            yield from self.offers_of(slot)

    def offers_of(self, slot: Slot) -> Iterator[Offer]:
        """Yield the actions that move one setting, from its lowest value to its highest."""
        held = self.held(slot)
        for value in slot.lever.values:
            if slot.lever.differ(value, held):
                yield self.offer(slot.lever.action(slot.column, value))

    def offer(self, action: Action) -> Offer:
        """Return an action to be judged, also one that would leave its setting where it is."""
        return Offer(action, self)

    def slots(self) -> Iterator[Slot]:
        """Yield the settings on the menu of the phase."""
        return menu(self.scenario.levers.of(self.actor), self.position.phase)

    def judged(self) -> list[tuple[Action, Verdict]]:
        """Return the orders of the draft, each with what would become of it at the seal."""
        verdicts = judge_draft(self.position, self.scenario, self.actor, self.draft)
        return list(zip(self.draft, verdicts, strict=True))

    def verdict(self, action: Action) -> Verdict:
        """Return the price of an action, and why it may not be taken."""
        lever = self.scenario.levers[action.lever]
        is_new = all(action.target != order.target for order in self.draft)
        is_plain = is_new and in_phase(lever, self.position.phase)
        if not is_plain or not lever.low <= action.value <= lever.high:
            return judge_next(self.position, self.scenario, self.draft, action)
        # It can undo no earlier order, so it is judged where the draft leads, without sealing it.
        return judge_after(self.position, self.drafted, self.scenario, self.draft, action)

    def held(self, slot: Slot) -> float:
        """Return where the draft has put a setting."""
        return float(self.drafted.orders.settings[slot.lever.name][0, slot.column])

    @functools.cached_property
    def drafted(self) -> Position:
        """The position as it would be with the draft sealed alone."""
        proposals = {self.actor: as_proposals(self.draft, self.scenario.levers, 1)}
        return seal(self.position, self.scenario, proposals)[0]
