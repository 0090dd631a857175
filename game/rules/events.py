"""What the calendar and luck do, before anyone reacts."""

from __future__ import annotations

import functools

import numpy as np

from game.chance import Chance
from game.orders import Orders
from game.params import Event, Integers, Params
from game.quantities.registry import monthly
from game.world import FIELDS, Changes, World


def strike_events(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Strike the events of the month, and let each push the fields it names.

    scheduled: struck in its month
    chance:    struck when u < hazard and its wait is over          [hazard: probability a month]
    effect:    field' = min(high, max(low, field x multiply + add))      [in the field's own unit]

    `struck` and `event_wait` are (R, V). All hazards read the world as the last month left it, so
    events of one month do not set each other off; their effects add up in the order of the
    configs. Injects wait for a person and never strike by themselves.

    Source: configs/events; facts calendar.csv, F10, F16.
    """
    known = functools.cache(functools.partial(monthly, world, orders, params))
    struck = np.zeros_like(world.struck)
    wait = world.event_wait - 1.0
    np.maximum(wait, 0.0, out=wait)  # in place: (R, V) is the widest array of a month
    changes: Changes = {"struck": struck, "event_wait": wait}
    for column, event in enumerate(params.events):
        if event.kind == "scheduled" and event.month == world.month:
            rows = np.arange(len(struck))
        elif event.hazard is not None:
            ready = wait[:, column : column + 1] == 0.0
            hit = chance.uniform(f"event {event.name}") < event.hazard.evaluate(known)
            rows = np.nonzero((hit & ready)[:, 0])[0]
        else:
            continue
        if rows.size:
            struck[rows, column] = 1.0
            wait[rows, column] = event.wait
            _push_fields(event, rows, world, changes)
    return changes


def _push_fields(event: Event, rows: Integers, world: World, changes: Changes) -> None:
    """Work an event's effects into `changes`, in the struck replicates alone."""
    for name, member, add, multiply in event.effects:
        if name not in changes:
            changes[name] = getattr(world, name).copy(order="K")
        values = changes[name]
        place = rows if member is None else (rows, member)
        pushed = values[place] * multiply + add
        values[place] = np.clip(pushed, FIELDS[name].low, FIELDS[name].high)
