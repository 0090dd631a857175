"""What a seat does not know for certain, drawn anew as far as its own view allows."""

from __future__ import annotations

import dataclasses

import numpy as np

from game.mathematics import exp
from game.state.arrays import bell, triangle
from game.state.chance import Chance
from game.state.position import Position, see
from game.state.scenario import Scenario, Sight, Unknown
from game.state.world import FIELDS, Floats
from game.turn.view import View
from game.why.reads import fields_read


@dataclasses.dataclass(frozen=True, kw_only=True)
class Guess:
    """A field that the seat has an estimate of only; draws are made round the estimate.

    `factor` and `shift` take the truth to the estimate; `blur` and `error` are the standard errors
    of the estimate, of its logarithm and of the number itself.
    """

    field: str
    factor: float = 1.0
    shift: float = 0.0
    blur: float = 0.0
    error: float = 0.0


@dataclasses.dataclass(frozen=True, kw_only=True)
class Prior:
    """A contested field that the seat sees nothing of; `factor` is what this game opened with."""

    unknown: Unknown
    factor: float


@dataclasses.dataclass(frozen=True, kw_only=True)
class History:
    """A field that the histories a game may open from disagree on, unseen by the seat.

    `ratios` are what each history opened with over what this game did, (histories, ...). All fields
    of a draw come from one history, so that they fit each other.
    """

    field: str
    ratios: Floats


Unseen = Guess | Prior | History


def read_guesses(
    position: Position, scenario: Scenario, actor: str, luck: Chance
) -> tuple[Unseen, ...]:
    """Return the fields that a seat of a single game knows by estimates, or by report, only.

    `luck` is the game's own, from which the seat's estimates come. Of sights that read one field,
    the surest counts; a field that an exact sight reads is known. A sight that comes late counts
    where it is an estimate besides.
    """
    readers: dict[str, list[Sight]] = {}
    for sight in scenario.roles[actor].sights.values():
        for field in fields_read(sight.measure, position, scenario):
            if not sight.delay or sight.blur > 0.0 or sight.error > 0.0:
                readers.setdefault(field, []).append(sight)
    priors = _priors(scenario, luck)
    guesses: list[Unseen] = []
    for field, declared in FIELDS.items():
        by = readers.get(field, [])
        if not by:
            if field in priors:
                guesses.append(priors[field])
            continue
        surest = min(by, key=lambda sight: sight.blur + sight.error)
        is_plain = declared.axes == ("R",) and surest.measure.text == field
        is_blurred = surest.blur > 0.0 or surest.error > 0.0
        if is_blurred and (is_plain or (field in priors and surest.error == 0.0)):
            guesses.append(_guess(field, surest, position, scenario, actor, luck))
    return tuple(guesses)


def _priors(scenario: Scenario, luck: Chance) -> dict[str, Prior | History]:
    """Return by field what is known of contested numbers before anybody looks."""
    priors: dict[str, Prior | History] = {}
    worlds = scenario.openings
    own = int(luck.uniform("opening_world")[0, 0] * worlds.replicates)
    for field in FIELDS:
        values = getattr(worlds, field)
        # Signs and dates are the record's; what is above nothing everywhere is an estimate.
        if values.min() > 0.0 and (values != values[:1]).any():
            priors[field] = History(field=field, ratios=values / values[own])
    for unknown in scenario.unknowns:
        priors[unknown.field] = _prior(unknown, luck)
    return priors


def _prior(unknown: Unknown, luck: Chance) -> Prior:
    drawn = triangle(luck.uniform(f"opening:{unknown.field}"), unknown.low, 1.0, unknown.high)
    return Prior(unknown=unknown, factor=float(drawn[0, 0]))


def _guess(
    field: str, sight: Sight, position: Position, scenario: Scenario, actor: str, luck: Chance
) -> Guess:
    truth = float(sight.measure.evaluate(see(position, scenario).value)[0, 0])
    estimate = float(View(position, scenario, actor, luck).value(sight.name)[0, 0])
    if sight.error:
        return Guess(field=field, shift=estimate - truth, blur=sight.blur, error=sight.error)
    factor = estimate / truth if truth else 1.0
    return Guess(field=field, factor=factor, blur=sight.blur)


def redraw(position: Position, guesses: tuple[Unseen, ...], chance: Chance) -> Position:
    """Return a position in which each replicate has a draw of its own of what is guessed."""
    changes = {}
    for guess in guesses:
        if isinstance(guess, Prior):
            field, values = _redraw_prior(position, guess, chance)
        elif isinstance(guess, History):
            field, values = guess.field, _redraw_history(position, guess, chance)
        else:
            field, values = _redraw_guess(position, guess, chance)
        declared = FIELDS[field]
        changes[field] = np.minimum(np.maximum(values, declared.low), declared.high)
    *earlier, last = position.months
    return dataclasses.replace(
        position,
        world=position.world.with_changes(changes),
        months=(*earlier, last.with_changes(changes)),
    )


def _redraw_prior(position: Position, prior: Prior, chance: Chance) -> tuple[str, Floats]:
    unknown = prior.unknown
    luck = chance.uniform(f"unseen:{unknown.field}")
    drawn = triangle(luck, unknown.low, 1.0, unknown.high) / prior.factor
    return unknown.field, _times(getattr(position.world, unknown.field), drawn)


def _redraw_history(position: Position, history: History, chance: Chance) -> Floats:
    luck = chance.uniform("unseen:opening_world")[:, 0]
    drawn = (luck * len(history.ratios)).astype(np.intp)
    values: Floats = getattr(position.world, history.field) * history.ratios[drawn]
    return values


def _redraw_guess(position: Position, guess: Guess, chance: Chance) -> tuple[str, Floats]:
    values = getattr(position.world, guess.field)
    mistake = bell(chance.uniform(f"unseen:{guess.field}"))
    if guess.error:
        return guess.field, values + guess.shift - guess.error * mistake
    return guess.field, _times(values, guess.factor * exp(-guess.blur * mistake))


def _times(values: Floats, column: Floats) -> Floats:
    return values * column.reshape(-1, *[1] * (values.ndim - 1))
