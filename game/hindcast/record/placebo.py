"""The record without an event, or with more or less of one."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from game.config.schema.fields import Step as LeverStep
from game.config.schema.policy import DatedMove, Policy
from game.errors import UserError
from game.hindcast.record.moves import Record, expect_event, month_of
from game.state.levers import Lever
from game.state.params import Params
from game.state.scenario import Scenario
from game.state.ties import TIE

LINE = "chip_ceiling"
LICENCE = "licence_policy"
HALF = 0.5


@dataclasses.dataclass(frozen=True, kw_only=True)
class GivenNumbers:
    """Parameters set to other numbers from one month up to before another."""

    first: int
    last: int
    numbers: Mapping[str, float]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Dosed:
    """A record with a dose of an event, and the numbers that go with it."""

    record: Record
    given: tuple[GivenNumbers, ...] = ()


def without(record: Record, event: str) -> Record:
    """Return the record without the orders that an event is, or that answer it.

    Raises
    ------
    UserError
        If no order belongs to the event.
    """
    expect_event(record, event, "--without")
    return {
        actor: _with_moves(policy, [m for m in policy.dated if event not in m.rows])
        for actor, policy in record.items()
    }


def scale(record: Record, event: str, dose: float, scenario: Scenario) -> Dosed:
    """Return the record with an event's orders scaled.

    A lever of degrees moves `dose` times as far from where it would stand without the event, to the
    nearest setting within its bounds. A new line on chips stays and `1 - dose` of the requests for
    the parts that it caught are licensed, until the line or the licences of their class move again.
    What has no degrees (a switch, a message, a design) is done from a dose above one half.

    Raises
    ------
    UserError
        If no order belongs to the event, if nothing of it has degrees, or the dose is no dose.
    """
    expect_event(record, event, "--scale")
    if not 0.0 <= dose <= 10.0:
        raise UserError("--scale", f"{event}={dose:g} is no dose", "give a number from 0 to 10")
    if dose == 0.0:
        return Dosed(record=without(record, event))
    scaler = _Scaler(event, dose, scenario)
    changed = {actor: scaler.policy(actor, policy) for actor, policy in record.items()}
    if not scaler.scaled:
        raise UserError(
            "--scale", f"nothing of {event} has degrees", f"write --without {event} to delete it"
        )
    return Dosed(record=changed, given=tuple(scaler.given))


class _Scaler:
    """Scales the moves of one event, policy by policy, and notes what it did."""

    def __init__(self, event: str, dose: float, scenario: Scenario) -> None:
        self.scaled = False
        self.given: list[GivenNumbers] = []
        self._event = event
        self._dose = dose
        self._scenario = scenario

    def policy(self, actor: str, policy: Policy) -> Policy:
        moves = [
            self._move(actor, move, policy.dated[:number], policy.dated[number + 1 :])
            if self._event in move.rows
            else move
            for number, move in enumerate(policy.dated)
        ]
        return _with_moves(policy, [move for move in moves if move.set])

    def _move(
        self, actor: str, move: DatedMove, before: Sequence[DatedMove], after: Sequence[DatedMove]
    ) -> DatedMove:
        settings = dict(move.set)
        for target, setting in move.set.items():
            lever, column = self._scenario.levers.find(target, "record", actor)
            if isinstance(setting, LeverStep):
                continue
            new = _number(lever, setting)
            stood = self._stood(lever, column, target, before)
            if lever.name == LINE:
                settings |= self._licences(stood, new, month_of(move), after)
            elif _has_degrees(lever):
                settings[target] = _nearer(lever, stood, self._dose * (new - stood))
                self.scaled = True
            elif self._dose <= HALF:
                del settings[target]
        return move.model_copy(update={"set": settings})

    def _stood(self, lever: Lever, column: int, target: str, before: Sequence[DatedMove]) -> float:
        """Return where a setting would stand at a move without the event."""
        if lever.pulse:
            return lever.rest
        others = [move for move in before if self._event not in move.rows]
        for move in reversed(others):
            setting = move.set.get(target)
            if setting is not None and not isinstance(setting, LeverStep):
                return _number(lever, setting)
        return float(self._scenario.settings.settings[lever.name][0, column])

    def _licences(
        self, old: float, new: float, month: int, after: Sequence[DatedMove]
    ) -> dict[str, str]:
        """Return the licences that a dose of a new line stands for, and note their odds."""
        if self._dose >= 1.0:
            raise UserError("--scale", "a line cannot be drawn more than once", "give less than 1")
        params = self._scenario.params
        targets = [f"{LICENCE}.{tier}" for tier in _caught(old, new, params)]
        if not targets:
            raise UserError(
                "--scale",
                f"the line of {self._event} caught parts whose class was barred before",
                f"write --without {self._event} to delete it",
            )
        ends = [month_of(move) for move in after if {LINE, *targets} & set(move.set)]
        numbers = {"case_by_case_pass": 1.0 - self._dose}
        self.given.append(GivenNumbers(first=month, last=min(ends, default=999), numbers=numbers))
        self.scaled = True
        return dict.fromkeys(targets, "case_by_case")


def _caught(old: float, new: float, params: Params) -> Iterator[str]:
    """Yield the classes that a new line caught part of and the old one left free."""
    before, now = params.vintages.controlled[params.lines(np.array([old, new]))]
    for index, tier in enumerate(params.axes.tiers):
        is_class = params.products.tier == index
        if (now > before)[is_class].any() and not before[is_class].any():
            yield tier


def _nearer(lever: Lever, stood: float, moved: float) -> float:
    """Return the setting nearest to a move, of two as near the one nearer to where it stood."""
    steps = np.sign(moved) * np.ceil(np.abs(moved) / lever.step - 0.5 - TIE)
    nearest = np.clip(stood + steps * lever.step, lever.low, lever.high)
    return float(lever.nearest(nearest) if lever.settings else nearest)


def _has_degrees(lever: Lever) -> bool:
    return not lever.choice and lever.high - lever.low > lever.step


def _number(lever: Lever, setting: float | str) -> float:
    return lever.parse(f"{setting:g}" if isinstance(setting, float) else str(setting), "record")


def _with_moves(policy: Policy, moves: Sequence[DatedMove]) -> Policy:
    return policy.model_copy(update={"dated": tuple(moves)})
