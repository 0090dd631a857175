"""Another truth behind what a seat sees: every hidden number, lever and memory is otherwise."""

import dataclasses

import numpy as np

from agents.strategist.sights import Sights
from game.state.replicate_rows import pick_rows
from game.state.world import FIELDS
from game.turn.reads import fields_read
from game.turn.view import PUBLIC, is_visible

# Which events struck: news that a view has no name for.
IN_THE_PAPERS = ("struck",)


def otherwise(name, values):
    """Return numbers of a field that are others, within its range."""
    field = FIELDS[name]
    changed = np.clip(0.37 * values + 0.11, field.low, field.high)
    return np.where(changed == values, np.clip(values + 0.3, field.low, field.high), changed)


def hidden_columns(position, scenario, actor):
    """Return the columns of every field that no sight of a seat moves with, as a mask by field."""
    sights = Sights(scenario, actor)
    counts = {
        name: getattr(position.world, name)[0].size
        for name, field in FIELDS.items()
        if not field.lever and name not in (*PUBLIC, *IN_THE_PAPERS, "capital")
    }
    ends = np.cumsum(list(counts.values()))
    # One row for each column, in which that one is another; the last row is as it is.
    each = np.eye(ends[-1] + 1, ends[-1], dtype=np.bool_)
    rows = pick_rows(position, np.zeros(len(each), dtype=np.intp))
    parts = np.split(each, ends[:-1], axis=1)
    shown = sights.read(sights.clear_view(change(rows, dict(zip(counts, parts, strict=True)))))
    hidden = (shown[:-1] == shown[-1]).all(axis=1)
    own = np.array(scenario.actors) == actor
    return {**dict(zip(counts, np.split(hidden, ends[:-1]), strict=True)), "capital": ~own}


def change(position, masks):
    """Return a position in which the masked columns of some fields are others in every month."""

    def changed(world):
        changes = {}
        for name, mask in masks.items():
            values = getattr(world, name)
            flat = values.reshape(len(values), -1)
            changes[name] = np.where(mask, otherwise(name, flat), flat).reshape(values.shape)
        return world.with_changes(changes)

    return dataclasses.replace(
        position, world=changed(position.world), months=tuple(map(changed, position.months))
    )


def another_truth(position, scenario, actor):
    """Return a position that looks the same to a seat and is another one, and what was changed."""
    sights = Sights(scenario, actor)
    masks = hidden_columns(position, scenario, actor)
    wanted = sights.read(sights.clear_view(position))
    while True:  # columns that are hidden one by one may move a sight together
        other = _with_hidden_orders(change(position, masks), scenario, actor)
        shown = sights.read(sights.clear_view(other))
        moved = np.flatnonzero((shown != wanted).any(axis=0)).tolist()
        read = {
            name
            for number in moved
            for name in fields_read(sights.sights[number].measure, position, scenario)
        }
        if not moved:
            return other, masks
        masks = {name: mask for name, mask in masks.items() if name not in read}


def _with_hidden_orders(position, scenario, actor):
    """Return a position in which the others' covert levers, moves and memories are others."""
    covert = [lever for lever in scenario.levers.values() if not is_visible(lever, actor)]
    sights = scenario.roles[actor].sights.values()
    seen = {sight.measure.text for sight in sights}

    def turned(orders):
        settings = {
            lever.name: np.where(
                orders.settings[lever.name] == lever.low, lever.high, lever.low
            )
            for lever in covert
        }  # fmt: skip
        return orders.with_settings(settings)

    def misremembered(facts):
        return {
            name: values if name in seen else 0.37 * values + 0.11 for name, values in facts.items()
        }

    return dataclasses.replace(
        position,
        orders=turned(position.orders),
        before=turned(position.before),
        sealed=turned(position.sealed),
        earlier=turned(position.earlier),
        moves={**position.moves, **{lever.name: -position.moves[lever.name] for lever in covert}},
        past=tuple(
            dataclasses.replace(end, facts=misremembered(end.facts), orders=turned(end.orders))
            for end in position.past
        ),
        sums={name: values + 1.0 for name, values in position.sums.items()},
        first={name: values + 1.0 for name, values in position.first.items()},
    )
