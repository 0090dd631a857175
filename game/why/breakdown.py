"""Why derived numbers, aims and a rule's own share changed: what each number they read added.

Everything that is read is switched from its value at the opening of the turn to its value now, one
after the other, once in order and once in reverse; each gets the mean of its two steps. The steps
telescope, so that the shares add up to the whole change whatever the interactions.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

import numpy as np

from game.language.expression import compile_expression
from game.model.quantities import QUANTITIES, Seen
from game.model.rules import PARTS, RULES
from game.state.chance import Chance
from game.state.orders import Action, Lever, Orders
from game.state.position import Position
from game.state.reading import Measure
from game.state.scenario import Aim, Scenario, Sight
from game.state.ties import tied
from game.state.world import FIELDS, Floats, World
from game.turn.engine import rest_pulses
from game.turn.interventions import Act
from game.turn.outcome import payoff_lookup, score_aim
from game.turn.reads import RULES_BY_NAME, fields_measured, fields_read_by, measure_by, measure_over
from game.why.explain import (
    Explanation,
    Origin,
    Share,
    TracedTurn,
    describe_number,
    explain_field,
    is_field,
    locate,
    sort_shares,
)
from game.why.months import explain_months

# The key under which the passing of time is switched.
CALENDAR = "month"
Result = Callable[[Collection[str]], float]


def explain_number(name: str, turn: TracedTurn) -> Explanation:
    """Return why an observable, field or quantity of a single game changed over a turn.

    A name that stands for an observable and for what it is made of is the observable's: its number
    is the one that tables, debriefs and the hindcast have under this name.

    Raises
    ------
    UserError
        If there is no such number.
    """
    observable = turn.scenario.observables.get(name)
    if observable is None:
        return explain_quantity(name, turn)
    if observable.per is None and is_field(observable.quantity.text):
        return explain_months(observable, turn)
    measure = measure_over(observable)
    return split_measure(name, measure, observable.unit, observable.says, turn)


def explain_quantity(name: str, turn: TracedTurn) -> Explanation:
    """Return why a field or quantity, as views and payoffs read it, changed over a turn.

    Raises
    ------
    UserError
        If there is no such number.
    """
    if name not in QUANTITIES:
        return explain_field(name, turn)
    return split_measure(name, measure_by(compile_expression(name)), *describe_number(name), turn)


def explain_sight(sight: Sight, turn: TracedTurn) -> Explanation:
    """Return why what an actor sees under a name changed over a turn."""
    name = sight.measure.text
    if name in QUANTITIES or is_field(name):
        return explain_quantity(name, turn)
    return split_measure(sight.name, measure_by(sight.measure), sight.unit, sight.says, turn)


def split_measure(
    name: str, measure: Measure, unit: str, says: str, turn: TracedTurn
) -> Explanation:
    """Return what each field and each order behind a measure added to its change over a turn."""
    scenario, opened, closed = turn.scenario, turn.opened, turn.closed
    read = dict.fromkeys(
        [*fields_measured(measure, opened, scenario), *fields_measured(measure, closed, scenario)]
    )
    fields = [field for field in read if _has_changed(field, opened, closed)]
    orders = {name: _moved(lever, opened, closed) for name, lever in scenario.levers.items()}
    moved = {name: order for name, order in orders.items() if order}

    acts = {act.id: act for act in turn.acts if act.causes}

    def result(now: Collection[str]) -> float:
        seen = _mix(turn, now)
        return float(measure(seen)[0, 0])

    keys = [CALENDAR, *acts, *fields, *moved]
    with np.errstate(all="ignore"):
        added = telescope(keys, result)
        before, after = result(()), result(keys)
    shares = [_share(key, change, moved, acts) for key, change in added.items() if change]
    return Explanation(
        name=name,
        says=says,
        unit=unit,
        before=before,
        after=after,
        shares=sort_shares(shares),
    )


def split_aim(aim: Aim, opened: Position, closed: Position) -> Explanation:
    """Return what each number behind an aim added to its score over a turn, in points."""
    was, now = payoff_lookup(opened), payoff_lookup(closed)

    def result(switched: Collection[str]) -> float:
        values = score_aim(aim, lambda name: (now if name in switched else was)(name))
        return float(values[0, 0])

    terms = list(dict.fromkeys(aim.measure.terms))
    shares = [
        Share(origin=Origin.NUMBER, rule=term, change=change, field=term)
        for term, change in telescope(terms, result).items()
        if change
    ]
    return Explanation(
        name=aim.name,
        says=aim.says,
        unit="points",
        before=result(()),
        after=result(terms),
        shares=sort_shares(shares),
    )


def split_rule(explained: Explanation, rule: str, turn: TracedTurn) -> list[Share]:
    """Return what the fields that a rule read added to its own share of a change.

    A share without a field is what the rule would have done had all it reads stood still; none
    are returned for a rule that is not known, has parts of its own or reads nothing that moved.
    """
    if rule not in RULES_BY_NAME or RULES_BY_NAME[rule] in PARTS:
        return []
    sealed, scenario = turn.sealed, turn.scenario
    field, pick = locate(explained.field, scenario, sealed)
    works = RULES_BY_NAME[rule]
    met = list(_worlds_before(rule, sealed, scenario, turn.chance))
    read = fields_read_by(rule, *met[0], sealed.before, scenario)
    keys = [
        field
        for field in read
        if any(not np.array_equal(getattr(world, field), _was(sealed, field)) for world, _ in met)
    ]

    def result(now: Collection[str]) -> float:
        held = {key: _was(sealed, key) for key in keys if key not in now}
        added = 0.0
        for (world, luck), weight in zip(met, explained.weights, strict=True):
            mixed = world.with_changes(held)
            changes = works(mixed, sealed.before, scenario.params, luck)
            if field in changes:
                added += weight * (pick(changes[field]) - pick(getattr(mixed, field)))
        return added

    if not keys:
        return []
    with np.errstate(all="ignore"):
        added = telescope(keys, result)
        stood = result(())
    shares = [
        Share(origin=Origin.NUMBER, rule=rule, change=change, field=field)
        for field, change in added.items()
        if not tied(change, 0.0)
    ]
    still = Share(origin=Origin.STANDSTILL, rule=rule, change=stood)
    return [*([still] if stood else []), *sort_shares(shares)]


def telescope(keys: Sequence[str], result: Result) -> dict[str, float]:
    """Return what each key adds to a result as all of them are switched on."""
    onward, backward = _steps(keys, result), _steps(keys[::-1], result)
    return {key: 0.5 * (onward[key] + backward[key]) for key in keys}


def _steps(keys: Sequence[str], result: Result) -> dict[str, float]:
    switched: set[str] = set()
    held, steps = result(switched), {}
    for key in keys:
        switched.add(key)
        after = result(switched)
        steps[key] = after - held
        held = after
    return steps


def _mix(turn: TracedTurn, now: Collection[str]) -> Seen:
    """Return what is seen with some fields, orders and acts as they are now, the rest as before."""
    opened, closed, scenario = turn.opened, turn.closed, turn.scenario
    fields = [key for key in now if key in FIELDS]
    levers = [key for key in now if key in opened.orders.settings]
    dated = closed if CALENDAR in now else opened
    acted = _added_by_acts(turn, now)

    def world(was: World, became: World, on: World) -> World:
        changes = {name: getattr(became, name) for name in fields}
        for field, (added, whole) in acted.items():
            # What acts added is carried along by whatever else changed the field.
            if field in fields and added is not whole:
                changes[field] = _within(field, changes[field] - whole + added)
            elif field not in fields:
                changes[field] = _within(field, getattr(was, field) + added)
        return was.with_changes(changes).at_month(on.month)

    def orders(was: Orders, became: Orders) -> Orders:
        return was.with_settings({lever: became.settings[lever] for lever in levers})

    return Seen(
        months=tuple(map(world, opened.months, closed.months, dated.months)),
        orders=orders(opened.orders, closed.orders),
        before=orders(opened.before, closed.before),
        sealed=orders(opened.sealed, closed.sealed),
        earlier=orders(opened.earlier, closed.earlier),
        params=scenario.params,
        turn=dated.turn,
    )


def _added_by_acts(turn: TracedTurn, now: Collection[str]) -> dict[str, tuple[Floats, Floats]]:
    """Return what the acts among `now` added to each field, and what all acts added to it."""
    added: dict[str, tuple[Floats, Floats]] = {}
    for act in turn.acts:
        for cause in act.causes:
            part = cause.change if act.id in now else np.zeros_like(cause.change)
            some, whole = added.get(cause.field, (0.0, 0.0))
            added[cause.field] = (some + part, whole + cause.change)
    return {
        field: (whole, whole) if np.array_equal(some, whole) else (some, whole)
        for field, (some, whole) in added.items()
    }


def _within(field: str, values: Floats) -> Floats:
    return np.clip(values, FIELDS[field].low, FIELDS[field].high)


def _share(
    key: str, change: float, moved: Mapping[str, tuple[Action, ...]], acts: Mapping[str, Act]
) -> Share:
    if key in moved:
        return Share(origin=Origin.ORDER, rule=key, change=change, order=moved[key])
    if key in acts:
        act = acts[key]
        return Share(origin=Origin.EVENT, rule=act.rule, change=change, event=act.name)
    origin = Origin.CALENDAR if key == CALENDAR else Origin.NUMBER
    return Share(origin=origin, rule=key, change=change, field=key)


def _has_changed(field: str, opened: Position, closed: Position) -> bool:
    pairs = zip(opened.months, closed.months, strict=True)
    return any(not np.array_equal(getattr(a, field), getattr(b, field)) for a, b in pairs)


def _moved(lever: Lever, opened: Position, closed: Position) -> tuple[Action, ...]:
    """Return the settings of a lever that differ in any of the orders a measure may read."""
    pairs = (
        (opened.orders, closed.orders),
        (opened.before, closed.before),
        (opened.sealed, closed.sealed),
        (opened.earlier, closed.earlier),
    )
    moved = np.any(
        [was.settings[lever.name][0] != now.settings[lever.name][0] for was, now in pairs], axis=0
    )
    settings = closed.sealed.settings[lever.name]
    return tuple(
        lever.action(column, float(settings[0, column]))
        for column in np.flatnonzero(moved).tolist()
    )


def _worlds_before(
    rule: str, sealed: Position, scenario: Scenario, chance: Chance
) -> Iterator[tuple[World, Chance]]:
    """Yield the world as a rule met it in each month of the turn, with the month's luck."""
    world, orders = sealed.world, sealed.orders
    for index in range(scenario.months_per_turn):
        world = world.at_month(world.month + 1)
        luck = chance.at(world.month)
        for step in RULES:
            if step.__name__ == rule:
                yield world, luck
            world = world.with_changes(step(world, orders, scenario.params, luck))
        if index == 0:
            orders = rest_pulses(orders, scenario.levers)


def _was(sealed: Position, field: str) -> Floats:
    values: Floats = getattr(sealed.world, field)
    return values
