"""Events that strike by plan: at every table, as the first orders of their turn can be given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.classroom.room_lines import Intervened

if TYPE_CHECKING:
    from game.classroom.live_room import LiveRoom
    from game.config.schema.class_plan import PlannedInject

BY = "plan"


def strike_planned(live: LiveRoom) -> None:
    """Let the events of this turn strike, or wait for their reveal or condition, once.

    After a rewind they do so anew. The games' lines come first; a room that was killed between
    them and its own finds them by their keys. The desk takes them back like its own.
    """
    step = live.room.step
    if step.stage != "measures":
        return
    for number, planned in enumerate(live.plan.injects):
        key = f"plan-{number}-{live.room.rewinds}"
        if planned.turn == step.turn + 1 and key not in live.room.keys:
            _strike(live, planned, key)


def _strike(live: LiveRoom, planned: PlannedInject, key: str) -> None:
    ids = {
        table: game.facilitator.inject(
            planned.event,
            scale=planned.scale,
            at=planned.at,
            when=planned.when or "",
            why=planned.why,
            by=BY,
            key=f"{key}-{table}",
        )
        for table, game in live.games.items()
        if not game.over
    }
    if ids:
        line = Intervened(
            at=live.now(), act="inject", tables=tuple(ids), ids=tuple(ids.values()), key=key
        )
        live.note(line)
