"""Events that strike by plan: at every table, as the first orders of their turn can be given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from game.classroom.room import Room
from game.classroom.room_lines import Intervened
from game.config.schema.class_plan import PlannedInject
from game.session import Session

BY = "plan"


def strike_planned(
    injects: tuple[PlannedInject, ...], room: Room, games: Mapping[int, Session], now: float
) -> Iterator[Intervened]:
    """Let the events of this turn strike, or wait for their reveal or condition, once.

    Yields the room's line for each that is to be noted. After a rewind they strike anew. The games'
    lines come first; a room that was killed between them and its own finds them by their keys. The
    desk takes them back like its own.
    """
    step = room.step
    for number, planned in enumerate(injects):
        key = f"plan-{number}-{room.rewinds}"
        is_due = step.stage == "measures" and planned.turn == step.turn + 1
        if not is_due or key in room.keys:
            continue
        ids = {
            table: _strike(game, planned, f"{key}-{table}")
            for table, game in games.items()
            if not game.over
        }
        if ids:
            yield Intervened(
                at=now, act="inject", tables=tuple(ids), ids=tuple(ids.values()), key=key
            )


def _strike(game: Session, planned: PlannedInject, key: str) -> str:
    return game.facilitator.inject(
        planned.event, scale=planned.scale, at=planned.at, when=planned.when or "",
        why=planned.why, by=BY, key=key,
    )  # fmt: skip
