"""Arms of interventions on a scenario: who leads, what is held, what strikes, other parameters."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TypeAlias

from game.config.build import build_event
from game.config.library import Library
from game.config.names import readable_names
from game.contests.mechanisms.claims import Change, Intervention, Push
from game.errors import UserError, did_you_mean
from game.language.expression import Expression, compile_expression
from game.state.levers import Lever
from game.state.params import Event
from game.state.scenario import Scenario
from game.state.world import FIELDS

# An actor without a policy gives no orders; one led by `OWN` has the scenario's own.
NOBODY, OWN = "", "own"

Settings: TypeAlias = dict[str, float]


@dataclasses.dataclass(frozen=True, kw_only=True)
class PlayedArm:
    """One arm of an intervention; equal ones are played once.

    Attributes
    ----------
    leaders
        The policy of each actor, by name.
    held
        Settings that are put in force before the orders of each turn, the first turn first.
    struck
        Events that strike before the orders of each turn, pushes of the world among them.
    parameters, scaled
        Parameters with another number, and those that are multiplied.
    """

    leaders: tuple[tuple[str, str], ...]
    held: tuple[tuple[tuple[str, float], ...], ...]
    struck: tuple[tuple[Event, ...], ...] = ()
    parameters: tuple[tuple[str, float], ...] = ()
    scaled: tuple[tuple[str, float], ...] = ()


class ArmMaker:
    """Makes arms of interventions, and checks all that they name against a scenario."""

    def __init__(self, scenario: Scenario, library: Library) -> None:
        self._scenario = scenario
        self._library = library
        self._readable = readable_names(library)

    def expression(self, test: Intervention) -> Expression:
        """Return what an intervention reads.

        Raises
        ------
        UserError
            If it cannot be read, or names what is not there.
        """
        return compile_expression(test.read, self._readable)

    def pair(self, test: Intervention) -> tuple[PlayedArm, PlayedArm]:
        """Return the arms without and with what an intervention changes.

        Raises
        ------
        UserError
            If it names what the scenario does not have.
        """
        setup, wanted = self._settings(test.setup), self._settings(test.change.settings)
        turns = range(test.turns[1])
        base = PlayedArm(
            leaders=self._leaders(test, {}), held=tuple(tuple(setup.items()) for _ in turns)
        )
        struck = self._events(test.change)
        changed = dataclasses.replace(
            base,
            leaders=self._leaders(test, test.change.leaders),
            held=tuple(tuple(self._held(test, turn, setup, wanted).items()) for turn in turns),
            struck=tuple(struck if _is_due(test, turn) else () for turn in turns) if struck else (),
            parameters=self._numbers(test.change.parameters),
            scaled=self._numbers(test.change.scaled),
        )
        return base, changed

    def _held(self, test: Intervention, turn: int, setup: Settings, wanted: Settings) -> Settings:
        """Return the settings put in force in a turn; those of pulses only when they are due."""
        levers = self._scenario.levers
        held = dict(setup)
        for target, value in wanted.items():
            lever, column = levers.find(target, "mechanisms")
            if lever.pulse:
                if _is_due(test, turn):
                    held[target] = value
            elif test.start - 1 <= turn < (test.end or test.turns[1]):
                held[target] = value
            elif turn >= test.start:
                opened = float(self._scenario.settings.settings[lever.name][0, column])
                held[target] = setup.get(target, opened)
        return held

    def _leaders(
        self, test: Intervention, changed: Mapping[str, str]
    ) -> tuple[tuple[str, str], ...]:
        named = {**test.leaders, **changed}
        self._expect_policies(named)
        setters = {self._lever(target).actor for target in (*test.setup, *test.change.settings)}
        usual = OWN if test.cast == "own" else NOBODY
        return tuple(
            (actor, named.get(actor, NOBODY if actor in setters else usual))
            for actor in self._scenario.actors
        )

    def _expect_policies(self, named: Mapping[str, str]) -> None:
        for actor, policy in named.items():
            policies = self._library.policies.get(actor)
            if policies is None:
                raise UserError("leaders", f"{actor!r} is no actor")
            if policy not in policies:
                raise UserError("leaders", f"no policy {policy!r}", did_you_mean(policy, policies))

    def _lever(self, target: str) -> Lever:
        name, levers = target.partition(".")[0], self._scenario.levers
        if name not in levers:
            raise UserError("settings", f"unknown lever {name!r}", did_you_mean(name, levers))
        return levers[name]

    def _settings(self, wanted: Mapping[str, str]) -> Settings:
        """Return settings by their text names as numbers; a lever alone stands for all of it."""
        settings: Settings = {}
        for target, text in wanted.items():
            lever, member = self._lever(target), target.partition(".")[2]
            if member and member not in lever.members:
                remedy = did_you_mean(member, lever.members)
                raise UserError("settings", f"unknown setting {target!r}", remedy)
            for column in [lever.column(member)] if member else range(lever.columns):
                settings[lever.target(column)] = lever.parse(text, target)
        return settings

    def _numbers(self, wanted: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
        numbers = self._scenario.params.numbers
        for name in wanted:
            if name not in numbers:
                problem = f"unknown parameter {name!r}"
                raise UserError("parameters", problem, did_you_mean(name, numbers))
        return tuple(wanted.items())

    def _events(self, change: Change) -> tuple[Event, ...]:
        library_events, axes = self._library.events, self._scenario.params.axes
        for name in change.events:
            if name not in library_events:
                raise UserError(
                    "events", f"unknown event {name!r}", did_you_mean(name, library_events)
                )
        events = [
            build_event(name, library_events[name], axes, self._readable) for name in change.events
        ]
        return (*events, *(self._push(name, push) for name, push in change.world.items()))

    def _push(self, name: str, push: Push) -> Event:
        """Return the event that pushes a number of the world, or all numbers of a field."""
        field, _, member = name.partition(".")
        if field not in FIELDS:
            raise UserError("world", f"unknown field {field!r}", did_you_mean(field, FIELDS))
        axes = self._scenario.params.axes
        columns = axes.columns(field, FIELDS[field].axes, [member]) if member else []
        effect = (field, columns[0] if columns else None, push.add, push.times)
        return Event(
            name=f"{name} pushed", kind="inject", month=None, wait=0.0, hazard=None,
            effects=(effect,),
        )  # fmt: skip


def _is_due(test: Intervention, turn: int) -> bool:
    """Tell whether what strikes, or is ordered for a turn, does so before the orders of a turn."""
    if not test.every_turn:
        return turn == test.start - 1
    return test.start - 1 <= turn < (test.end or test.turns[1])
