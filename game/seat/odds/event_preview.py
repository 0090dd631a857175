"""What an event would do before it is struck: the numbers that it moves, and everybody's odds.

From the table's position the game is played on in many replicates, with the event and without it,
under the same luck, and never the table's own. Policies lead everybody; drafts are not counted.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import numpy as np

from agents.rollouts import play_on
from game.ahead.odds import OrderEffect, effect, other_seed, prospect
from game.seat.facilitator_menu import BARE
from game.session import Session
from game.state.chance import Chance
from game.state.paired_chance import PairedChance
from game.state.position import Position
from game.state.replicate_rows import join_rows, pick_rows
from game.state.world import FIELDS, Floats
from game.turn.outcome import score_aims, total_scores
from game.why.explain import describe_number
from game.words.language import say_config
from game.words.numbers import amount, upper_first

ROLLOUTS = 64
MOST_NUMBERS = 6


@dataclasses.dataclass(frozen=True, kw_only=True)
class MovedNumber:
    """A number of the world that an event moves at once."""

    title: str
    was: str
    now: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class SeatOdds:
    """A seat's odds of reaching its mark and its mean score, without and with the event."""

    actor: str
    title: str
    win_before: float
    win_after: float
    points: OrderEffect


@dataclasses.dataclass(frozen=True, kw_only=True)
class EventPreview:
    """What an event would do at a table; `more` numbers move than are told."""

    numbers: tuple[MovedNumber, ...]
    odds: tuple[SeatOdds, ...]
    rollouts: int
    more: int


def preview(game: Session, event: str, scale: float = 1.0) -> EventPreview:
    """Return what an event would do at a table if it struck now.

    Raises
    ------
    UserError
        If there is no such event, or the scale cannot be.
    """
    before = game.model.position
    after = game.facilitator.would_be(event, scale)
    moved = [number for number in _moved(game, before, after) if number.was != number.now]
    return EventPreview(
        numbers=tuple(moved[:MOST_NUMBERS]),
        odds=tuple(_odds(game, before, after)),
        rollouts=ROLLOUTS,
        more=len(moved[MOST_NUMBERS:]),
    )


def _moved(game: Session, before: Position, after: Position) -> Iterator[MovedNumber]:
    axes = game.scenario.params.axes
    for name, field in FIELDS.items():
        if field.unit.startswith(BARE):
            continue
        was, now = getattr(before.world, name)[0], getattr(after.world, name)[0]
        for place in zip(*np.nonzero(was != now), strict=True):
            letters = field.axes[1:]
            parts = [axes.members(letter)[n] for letter, n in zip(letters, place, strict=False)]
            unit, says = describe_number(".".join((name, *parts)))
            yield MovedNumber(
                title=upper_first(say_config(says)),
                was=amount(float(was[place]), unit),
                now=amount(float(now[place]), unit),
            )


def _odds(game: Session, before: Position, after: Position) -> Iterator[SeatOdds]:
    scenario = game.scenario
    scores = _roll(game, before, after)
    for actor in scenario.actors:
        without, struck = scores[actor]
        target = scenario.targets[actor]
        yield SeatOdds(
            actor=actor,
            title=say_config(scenario.roles[actor].title),
            win_before=prospect(without, target).win,
            win_after=prospect(struck, target).win,
            points=effect(struck, without, target),
        )


def _roll(game: Session, before: Position, after: Position) -> dict[str, Floats]:
    """Return final scores of each actor, (2, rollouts): without the event and with it."""
    scenario = game.scenario
    luck = Chance(other_seed(game.seed), 0, ROLLOUTS)
    rows = np.repeat(np.array([0, 1], dtype=np.intp), ROLLOUTS)
    with np.errstate(all="raise", under="ignore"):
        ended = play_on(
            pick_rows(join_rows([before, after]), rows),
            scenario,
            game.leaders.in_rollouts,
            PairedChance(luck, 2),
        )
        scores = total_scores(score_aims(ended, scenario), scenario)
    return {actor: values.reshape(2, ROLLOUTS) for actor, values in scores.items()}
