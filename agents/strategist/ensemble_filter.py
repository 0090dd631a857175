"""Games that a seat imagines, drawn towards what it sees: the ensemble Kalman filter."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping

import numpy as np

from agents.strategist.sights import Sights
from game.mathematics import exp, log
from game.state.arrays import fill_rows, total
from game.state.orders import Flags
from game.state.position import Past, Position, see
from game.state.scenario import Scenario, Sight
from game.state.world import FIELDS, Floats, World
from game.turn.engine import remember
from game.turn.reads import fields_read

# A spread this small, beside the number itself, is no spread.
NO_SPREAD = 1e-9
# No sight moves a number by more than this, in logarithm.
MOST_MOVED = 1.0


class EnsembleFilter:
    """Draws imagined games towards the estimates of one actor.

    One sight comes after the other. It moves the fields that it is read from, in logarithms where
    they are positive, as far as they vary with it among the games and as far as it is sure (the
    ensemble Kalman filter with perturbed observations, Evensen 2003). What is counted in whole
    numbers is no estimate and stays; what a sight shows as it is, is set.
    """

    def __init__(self, sights: Sights) -> None:
        self._sights = sights
        self._exact = dict(_exact_columns(sights))

    def draw(self, position: Position, estimates: Floats, luck: Floats) -> Position:
        """Return games that show what was estimated.

        Parameters
        ----------
        position
            As many games for each view, those of the first view first, (views * games, ...).
        estimates
            What each view shows, (views, sights).
        luck
            Draws of mean 0 and standard deviation 1, (games, sights): the error of each estimate
            is drawn, so that the games spread as far as the estimates leave open.
        """
        for number, sight in enumerate(self._sights.sights):
            if position.turn >= sight.delay:  # it tells nothing from before the opening
                estimate = estimates[:, number : number + 1]
                position = self._towards(position, sight, estimate, luck[:, number])
        return with_numbers(position, self._seen_exactly(position.world, estimates))

    def _towards(
        self, position: Position, sight: Sight, estimate: Floats, luck: Floats
    ) -> Position:
        """Return games in which the fields behind a sight are drawn towards its estimate."""
        measured = self._measured(position, sight).reshape(len(estimate), len(luck))
        lowest = np.minimum(measured.min(axis=1, keepdims=True), estimate)
        in_logs = (lowest > 0.0) & (sight.error == 0.0)
        spread = np.where(in_logs, sight.blur, np.abs(estimate) * sight.blur + sight.error)
        measured, estimate = _in_logs(measured, in_logs), _in_logs(estimate, in_logs)
        mean = _mean(measured)
        away = measured - mean
        variance = _mean(away * away)
        varies = variance > (NO_SPREAD * np.maximum(np.abs(mean), NO_SPREAD)) ** 2
        if not varies.any():
            return position
        apart = estimate + spread * luck - measured
        step = np.where(varies, apart / np.where(varies, variance + spread * spread, 1.0), 0.0)
        return with_numbers(
            position,
            {
                name: _updated(name, getattr(position.world, name), away, step)
                for name in fields_read(sight.measure, position, self._sights.scenario)
                if not FIELDS[name].lever
            },
        )

    def _measured(self, position: Position, sight: Sight) -> Floats:
        """Return what a sight without blur would show, (R, 1)."""
        if sight.delay:
            ends = position.past
            return ends[-1 - min(sight.delay, len(ends) - 1)].facts[sight.measure.text]
        seen = see(position, self._sights.scenario)
        return fill_rows(sight.measure.evaluate(seen.value), position.replicates)

    def _seen_exactly(self, world: World, estimates: Floats) -> dict[str, Floats]:
        """Return the fields of which a sight shows the whole or a member as it is."""
        changes: dict[str, Floats] = {}
        for number, (name, place) in self._exact.items():
            values = changes.setdefault(name, getattr(world, name).copy(order="K"))
            column = np.repeat(estimates[:, number], len(values) // len(estimates))
            values[:, place] = np.clip(column, FIELDS[name].low, FIELDS[name].high)
        return changes


def _updated(name: str, values: Floats, away: Floats, step: Floats) -> Floats:
    """Return a field after one step of the filter; `away` and `step` are (views, games)."""
    states = values.reshape(*away.shape, -1).transpose(0, 2, 1)
    is_positive = states.min(axis=2, keepdims=True) > 0.0
    is_counted = (states == np.round(states)).all(axis=2, keepdims=True)
    scaled = _in_logs(states, is_positive)
    covariance = _mean((scaled - _mean(scaled)) * away[:, np.newaxis])
    move = covariance * step[:, np.newaxis]
    move = np.where(is_positive, np.clip(move, -MOST_MOVED, MOST_MOVED), move)
    drawn = scaled + move
    drawn = np.where(is_positive, exp(np.where(is_positive, drawn, 0.0)), drawn)
    drawn = np.where(is_counted, states, np.clip(drawn, FIELDS[name].low, FIELDS[name].high))
    updated: Floats = drawn.transpose(0, 2, 1).reshape(values.shape)
    return updated


def _in_logs(values: Floats, where: Flags) -> Floats:
    """Return values with their logarithm in some places."""
    scaled: Floats = np.where(where, log(np.where(where, values, 1.0)), values)
    return scaled


def _mean(values: Floats) -> Floats:
    """Return the mean along the last axis, the same bits however many views there are."""
    mean: Floats = total(np.ascontiguousarray(values)) / values.shape[-1]
    return mean


def _exact_columns(sights: Sights) -> Iterator[tuple[int, tuple[str, int]]]:
    """Yield the number of each sight that shows a field as it is, the field and its column."""
    for number, sight in enumerate(sights.sights):
        name, _, member = sight.measure.text.partition(".")
        declared = FIELDS.get(name)
        if sight.delay or sight.blur or sight.error or declared is None:
            continue
        if len(declared.axes) != 1 + bool(member):
            continue
        members = sights.scenario.params.axes.members(declared.axes[1]) if member else ("",)
        yield number, (name, members.index(member))


def with_numbers(position: Position, changes: Mapping[str, Floats]) -> Position:
    """Return a position in which fields of the world, now and in its last month, are others."""
    *months, last = position.months
    return dataclasses.replace(
        position,
        world=position.world.with_changes(changes),
        months=(*months, last.with_changes(changes)),
    )


def remembered_anew(position: Position, scenario: Scenario) -> Position:
    """Return a position in which what is remembered of the last turn is read from it again.

    What is remembered is of the turn's end: before any measures of the turn at hand.
    """
    end = position.past[-1]
    opened = dataclasses.replace(position, orders=position.before, sealed=position.before)
    facts = remember(position if position.phase == "measures" else opened, scenario).facts
    sums = {name: so_far + facts[name] - end.facts[name] for name, so_far in position.sums.items()}
    first = position.first if position.turn else {name: facts[name] for name in position.first}
    past = (*position.past[:-1], Past(facts=facts, orders=end.orders))
    return dataclasses.replace(position, past=past, sums=sums, first=first)
