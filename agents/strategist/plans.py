"""Plans: an ordinary policy that goes on, and settings held against it; written into positions."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from agents.policies.base import Decision, Firing, Policy
from game.state.arrays import entries
from game.state.chance import Chance
from game.state.levers import Lever
from game.state.orders import Flags, Proposal
from game.state.position import PHASES, Phase, Position
from game.state.ties import TIE
from game.state.world import Floats, seal_array
from game.turn.legality import in_phase
from game.turn.view import View

Places = npt.NDArray[np.intp]
# A setting that a plan leaves to its policy.
FREE = -1
# The clause, as records number them, of what a plan orders: no file has so many.
PLANNED = 9_999


@dataclasses.dataclass(frozen=True)
class HeldSetting:
    """One setting that a plan may hold: its lever and column, and the values worth a thought."""

    lever: Lever
    column: int
    values: tuple[float, ...]

    @property
    def target(self) -> str:
        """The text name of the setting."""
        return self.lever.target(self.column)


@dataclasses.dataclass(frozen=True)
class Plans:
    """Plans side by side, of one or several games.

    Attributes
    ----------
    base
        The place of the policy that goes on, (games, plans).
    held
        The place of the value at which each setting is held from now on, FREE where the policy is
        free to move it, (games, plans, settings).
    once
        What each setting is ordered to be in the phase at hand and not later, likewise.
    """

    base: Places
    held: Places
    once: Places

    @property
    def count(self) -> int:
        """How many plans there are of each game."""
        return int(self.base.shape[1])

    def of_games(self, first: int, last: int) -> Plans:
        """Return the plans of some games."""
        return Plans(self.base[first:last], self.held[first:last], self.once[first:last])

    def take(self, places: Places) -> Plans:
        """Return of each game the plans at some places, (games, plans)."""
        rows = np.arange(len(places))[:, np.newaxis]
        return Plans(self.base[rows, places], self.held[rows, places], self.once[rows, places])


def join(parts: Sequence[Plans]) -> Plans:
    """Return the plans of several sets side by side."""
    return Plans(
        np.concatenate([part.base for part in parts], axis=1),
        np.concatenate([part.held for part in parts], axis=1),
        np.concatenate([part.once for part in parts], axis=1),
    )


class PlanLed:
    """Leads each replicate of an actor by a plan of its own, which stands in the position.

    What is held is ordered first: a step a turn where it has degrees, at once where it is a choice;
    what is asked for in vain is asked for again. The policy orders the rest.

    Parameters
    ----------
    policies
        The policies that a plan may follow, by name.
    settings
        The settings that it may hold.
    """

    name = "plan"

    def __init__(
        self, actor: str, policies: Mapping[str, Policy], settings: Sequence[HeldSetting]
    ) -> None:
        self.actor = actor
        self.names = tuple(policies)
        self.policies = tuple(policies.values())
        self.settings = tuple(settings)
        self._base = f"plan:{actor}"
        self._held = [f"plan:{actor}:hold:{setting.target}" for setting in settings]
        self._once = [f"plan:{actor}:once:{setting.target}" for setting in settings]
        self._now = f"plan:{actor}:now"

    def write(self, plans: Plans, position: Position, times: int) -> Position:
        """Return a position in which each plan leads so many replicates, one after the other."""
        written = self._columns(plans, position.turn, position.phase, times)
        return dataclasses.replace(position, granted={**position.granted, **written})

    def _columns(self, plans: Plans, turn: int, phase: Phase, times: int) -> dict[str, Floats]:
        """Return the numbers of plans as the turns in which proposals of some keys were granted."""
        columns = {
            self._base: plans.base,
            self._now: np.full(plans.base.shape, _moment(turn, phase)),
        }
        for place in range(len(self.settings)):
            columns[self._held[place]] = plans.held[..., place]
            columns[self._once[place]] = plans.once[..., place]
        return {
            key: seal_array(np.repeat(values.ravel(), times)[:, np.newaxis].astype(np.float64))
            for key, values in columns.items()
            if key in (self._base, self._now) or (values != FREE).any()
        }

    def follow(self, places: Places, position: Position) -> Position:
        """Return a position in which policies at some places lead the replicates, (R, 1)."""
        free = np.full((*places.shape, len(self.settings)), FREE)
        return self.write(Plans(places, free, free), position, 1)

    def decide(self, view: View, chance: Chance) -> Decision:
        """Return the orders of each replicate's plan."""
        taken: dict[tuple[str, int], Flags] = {}
        is_now = _is(self._read(self._now, view), _moment(view.turn, view.phase))
        orders = [
            *self._orders(view, self._once, taken, is_now, at_once=True),
            *self._orders(view, self._held, taken, None, at_once=False),
        ]
        firings: list[Firing] = []
        base = self._read(self._base, view)
        for place, policy in enumerate(self.policies):
            led = _is(base, place)
            if not led.any():
                continue
            decision = policy.decide(view, chance)
            firings += [
                dataclasses.replace(fired, where=fired.where & led) for fired in decision.firings
            ]
            for proposal in decision.proposals:
                where = proposal.where & led
                free = taken.get((proposal.lever, proposal.column))
                if free is not None:
                    where = where & ~free
                if where.any():
                    orders.append(dataclasses.replace(proposal, where=where))
        return Decision(proposals=tuple(orders), firings=tuple(firings))

    def decide_by(self, plans: Plans, view: View, chance: Chance) -> Decision:
        """Return the orders of one plan of each game, which does not stand in the position."""
        return self.decide(view.remembering(self._columns(plans, view.turn, view.phase, 1)), chance)

    @staticmethod
    def _read(key: str, view: View) -> Floats:
        """Return a number of the plan: what is remembered of a proposal is a turn."""
        number: Floats = view.turn - view.turns_since(key)
        return number

    def _orders(
        self,
        view: View,
        keys: Sequence[str],
        taken: dict[tuple[str, int], Flags],
        when: Flags | None,
        *,
        at_once: bool,
    ) -> Iterator[Proposal]:
        """Yield the moves towards what plans want, and note where they take a setting."""
        for setting, key in zip(self.settings, keys, strict=True):
            lever, column = setting.lever, setting.column
            if not in_phase(lever, view.phase):
                continue
            number = self._read(key, view)
            asked = number > FREE + 0.5
            if when is not None:
                asked = asked & when
            before = taken.get((lever.name, column))
            if before is not None:
                asked = asked & ~before
            if not asked.any():
                continue
            taken[lever.name, column] = asked if before is None else before | asked
            yield from self._move(setting, view, np.where(asked, number, 0.0), asked, at_once)

    @staticmethod
    def _move(
        setting: HeldSetting, view: View, number: Floats, asked: Flags, at_once: bool
    ) -> Iterator[Proposal]:
        lever = setting.lever
        goal = entries(np.array(setting.values), number.astype(np.intp))
        now = view.value(setting.target)
        far = np.where(asked, goal - now, 0.0)
        values = now + far
        if not (lever.choice or at_once):
            values = np.where(np.abs(far) > lever.step, lever.away(now, np.sign(far)), values)
        where = asked & (np.abs(far) > TIE)
        if where.any():
            yield Proposal(
                lever=lever.name,
                column=setting.column,
                values=values,
                where=where,
                clause=PLANNED,
            )


def _moment(turn: int, phase: Phase) -> int:
    """Return the number of a phase of the game."""
    return len(PHASES) * turn + PHASES.index(phase)


def _is(numbers: Floats, place: int | Floats) -> Flags:
    """Return where whole numbers are one."""
    same: Flags = (numbers > place - 0.5) & (numbers < place + 0.5)
    return same


def settings_of(levers: Sequence[Lever], answers: Sequence[Lever]) -> tuple[HeldSetting, ...]:
    """Return the settings of a seat that plans may hold, and its answers to papers."""
    return (
        *(
            HeldSetting(lever, column, _stops(lever))
            for lever in levers
            for column in range(lever.columns)
        ),
        *(
            HeldSetting(lever, column, lever.numbers[1:])
            for lever in answers
            for column in range(lever.columns)
        ),
    )


def _stops(lever: Lever) -> tuple[float, ...]:
    """Return the values worth a thought: all that have names, else both ends and the middle."""
    if lever.settings:
        return lever.values
    return tuple(sorted({lever.low, lever.values[(len(lever.values) - 1) // 2], lever.high}))
