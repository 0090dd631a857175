"""Tables that advance together: their months pass as one call, each as it would have alone."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from game.session.session import Session
from game.state.paired_chance import PairedChance
from game.state.position import Position
from game.state.replicate_rows import join_rows, pick_rows
from game.turn.engine import pass_months


def pass_turns(sessions: Sequence[Session]) -> list[Position]:
    """Play the months of games whose phases are sealed; return where each leads.

    Games of one scenario under one seed that stand at the same turn are played side by side on the
    replicate axis, which costs little more than one of them; the others one by one. Every state and
    every line of a log is what `Session.pass_turn` would have made of it.

    Raises
    ------
    UserError
        If a log cannot be written: the games after it have not passed their months.
    """
    alike: defaultdict[tuple[object, ...], list[Session]] = defaultdict(list)
    for session in sessions:
        alike[_kind(session)].append(session)
    closed = {}
    for group in alike.values():
        for session, position in zip(group, _months_of(group), strict=True):
            closed[id(session)] = position
    return [
        session.close_turn(session.turns.take_months(closed[id(session)])) for session in sessions
    ]


def _kind(session: Session) -> tuple[object, ...]:
    """Return what two games must have in common for their months to pass as one."""
    header = session.log.header
    return header.scenario, header.own, header.blur, header.delay, session.seed, session.here


def _months_of(group: Sequence[Session]) -> list[Position]:
    scenario, luck = group[0].scenario, group[0].model.chance
    sealed = [session.model.position for session in group]
    if len(group) == 1:
        return [pass_months(sealed[0], scenario, luck)]
    joined = pass_months(join_rows(sealed), scenario, PairedChance(luck, len(group)))
    return [_alone(joined, row, position) for row, position in enumerate(sealed)]


def _alone(joined: Position, row: int, sealed: Position) -> Position:
    """Return one game's part of what several led to."""
    part = pick_rows(joined, np.array([row], dtype=np.intp))
    ending = part.ending
    if (ending.turn < 0.0).all():
        # Scores are kept as soon as any of the games has ended.
        ending = dataclasses.replace(ending, aims={})
    return dataclasses.replace(part, granted=sealed.granted, ending=ending)
