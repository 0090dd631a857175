"""The record: what every actor did from 2022 on, as dated moves of its historical policy.

A move names the rows of the dated record that it is or answers: its events.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping

from game.config.library import Library
from game.config.schema.policy import DatedMove, Policy
from game.errors import UserError, did_you_mean
from game.state.periods import read_month

POLICY = "historical"

Record = Mapping[str, Policy]


@dataclasses.dataclass(frozen=True, kw_only=True)
class DatedOrder:
    """One dated order: whose, in which month, which settings, and the events it belongs to."""

    actor: str
    month: int
    phase: str
    settings: Mapping[str, str]
    events: tuple[str, ...]
    because: str


def read_record(library: Library) -> Record:
    """Return the historical policy of every actor."""
    return {actor: policies[POLICY] for actor, policies in library.policies.items()}


def month_of(move: DatedMove) -> int:
    """Return the month of a move, counted from January 2022."""
    return read_month(move.on, "dated move")


def list_orders(record: Record) -> Iterator[DatedOrder]:
    """Yield all dated orders of the record, actor by actor."""
    for actor, policy in record.items():
        for move in policy.dated:
            yield DatedOrder(
                actor=actor,
                month=month_of(move),
                phase=move.phase,
                settings={target: str(value) for target, value in move.set.items()},
                events=move.rows,
                because=move.because or "",
            )


def expect_event(record: Record, event: str, place: str) -> None:
    """Refuse an event that no dated order belongs to.

    Raises
    ------
    UserError
        If it is none of the record's.
    """
    names = sorted({name for order in list_orders(record) for name in order.events})
    if event not in names:
        raise UserError(
            place, f"no order of the record belongs to {event!r}", did_you_mean(event, names)
        )
