"""What the calendar and luck do, before anyone reacts."""

from __future__ import annotations

import numpy as np

from game.state.chance import Chance
from game.state.orders import Flags, Orders
from game.state.params import Event, Params
from game.state.reading import see_month
from game.state.world import FIELDS, Changes, Floats, World


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
    return _strike(world, orders, params, chance, params.events)


def split_by_event(
    world: World, orders: Orders, params: Params, chance: Chance
) -> list[tuple[str, Changes]]:
    """Return the changes of `strike_events` as they build up, event by event.

    The first entry, without a name, has none of them; what each of the others adds to the one
    before it is that event's share, and the last one is the whole.
    """
    whole = strike_events(world, orders, params, chance)
    struck = np.flatnonzero(whole["struck"].any(axis=0))
    ends = [0, *(int(column) + 1 for column in struck)]
    names = ["", *(params.events[column].name for column in struck)]
    return [
        (name, _strike(world, orders, params, chance, params.events[:end]))
        for name, end in zip(names, ends, strict=True)
    ]


def push_fields(event: Event, world: World) -> Changes:
    """Return what an event pushes where it strikes in every replicate, whatever its hazard."""
    changes: Changes = {}
    _push_fields(event, np.ones(world.month_shape, dtype=np.bool_), world, changes)
    return changes


def _strike(
    world: World, orders: Orders, params: Params, chance: Chance, events: tuple[Event, ...]
) -> Changes:
    value_of = see_month(world, orders, params).value
    struck = np.zeros_like(world.struck)
    wait = world.event_wait - 1.0
    wait = np.maximum(wait, 0.0, out=wait)  # in place: (R, V) is the widest array of a month
    changes: Changes = {"struck": struck, "event_wait": wait}
    for column, event in enumerate(events):
        at = slice(column, column + 1)
        if event.kind == "scheduled" and event.month is not None:
            hit = np.equal(world.month, event.month)
        elif event.hazard is not None:
            hit = _strikes(event, event.hazard.evaluate(value_of), wait[:, at], chance)
        else:
            continue
        if hit.any():
            struck[:, at] = np.where(hit, 1.0, struck[:, at])
            wait[:, at] = np.where(hit, event.wait, wait[:, at])
            _push_fields(event, hit, world, changes)
    return changes


def _strikes(event: Event, hazard: Floats, wait: Floats, chance: Chance) -> Flags:
    """Return where a chance event strikes, (R, 1); luck is not asked where there is no hazard."""
    if not (hazard > 0.0).any():
        return np.zeros(wait.shape, dtype=np.bool_)
    hit: Flags = (chance.uniform(f"event:{event.name}") < hazard) & (wait == 0.0)
    return hit


def _push_fields(event: Event, hit: Flags, world: World, changes: Changes) -> None:
    """Work an event's effects into `changes`, in the struck replicates alone."""
    for name, member, add, multiply in event.effects:
        if name not in changes:
            changes[name] = getattr(world, name).copy(order="K")
        values = changes[name]
        at = slice(None) if member is None else slice(member, member + 1)
        pushed = values[:, at]
        if multiply != 1.0:
            pushed = pushed * multiply
        if add != 0.0:
            pushed = pushed + add
        pushed = np.minimum(np.maximum(pushed, FIELDS[name].low), FIELDS[name].high)
        struck = hit.reshape(hit.shape + (1,) * (values.ndim - hit.ndim)) if hit.ndim else hit
        values[:, at] = np.where(struck, pushed, values[:, at])
