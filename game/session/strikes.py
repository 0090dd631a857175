"""Events as a facilitator lets them strike: which may, how strongly, and on which condition."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, partial

from game.config.build import build_event
from game.config.library import Library
from game.config.names import program_names
from game.config.schema.world import STRUCK_BY_HAND
from game.config.schema.world import Event as EventConfig
from game.errors import UserError, did_you_mean
from game.language.expression import ExpressionError, compile_expression
from game.state.params import Event
from game.state.position import Position, see
from game.state.scenario import Scenario
from game.turn.interventions import Work, scaled, strike

LARGEST_SCALE = 3.0


class Strikes:
    """The events of a game's configs that may be struck by hand.

    Attributes
    ----------
    events
        They, by name, injects first.
    """

    def __init__(self, scenario: Scenario, library: Library) -> None:
        self._scenario = scenario
        self._library = library
        self.events: Mapping[str, EventConfig] = {
            name: event
            for kind in STRUCK_BY_HAND
            for name, event in library.events.items()
            if event.kind == kind
        }

    def build(self, event: str, scale: float) -> Event:
        """Return an event with its effects at so many times their usual size.

        Raises
        ------
        UserError
            If there is no such event, or the scale cannot be.
        """
        if event not in self.events:
            remedy = did_you_mean(event, self.events)
            raise UserError("inject", f"no event {event!r} can be struck", remedy)
        if not 0.0 < scale <= LARGEST_SCALE:
            limits = f"give a number above 0, up to {LARGEST_SCALE:g}"
            raise UserError("inject", f"scale = {scale:g}", limits)
        axes = self._scenario.params.axes
        return scaled(build_event(event, self._library.events[event], axes, self._names), scale)

    def work(self, event: str, scale: float) -> Work:
        """Return what an event does to the position that it strikes.

        Raises
        ------
        UserError
            If there is no such event, or the scale cannot be.
        """
        scenario, built = self._scenario, self.build(event, scale)
        return partial(strike, scenario=scenario, event=built)

    def is_met(self, when: str, position: Position) -> bool:
        """Whether a condition on the true numbers holds.

        Raises
        ------
        UserError
            If it is none, or looks at an earlier turn.
        """
        try:
            condition = compile_expression(when, self._names)
        except ExpressionError as error:
            raise UserError("inject", str(error), "write a condition such as lag < 6") from None
        if condition.previous:
            raise UserError("inject", "a condition looks at now", "leave 'previous' out")
        return bool(condition.evaluate(see(position, self._scenario).value)[0, 0])

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(program_names(self._library)["quantities"])
