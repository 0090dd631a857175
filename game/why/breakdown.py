"""Why any number changed, and what each number that an aim or a rule read added.

What is read is switched from its value at the opening of the turn to its value now, one after the
other, once in order and once in reverse; each gets the mean of its two steps. The steps telescope,
so that the shares add up to the whole change whatever the interactions.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

import numpy as np

from game.language.expression import compile_expression
from game.model.quantities import QUANTITIES
from game.model.rules import PARTS, RULES
from game.state.chance import Chance
from game.state.position import Position
from game.state.scenario import Aim, Scenario, Sight
from game.state.ties import tied
from game.state.world import Floats, World
from game.turn.engine import rest_pulses
from game.turn.outcome import payoff_lookup, score_aim
from game.turn.reads import RULES_BY_NAME, fields_read_by, measure_by, measure_over
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
from game.why.folded import split_measure
from game.why.months import explain_months

Result = Callable[[Collection[str]], float]

# What an aim usually adds in a turn, which a standing had counted on; no number has this name.
USUAL = "usual course"


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


def split_aim(aim: Aim, opened: Position, closed: Position) -> Explanation:
    """Return what each number behind an aim added to its score over a turn, in points."""
    was, now = payoff_lookup(opened), payoff_lookup(closed)

    def result(switched: Collection[str]) -> float:
        turn = (closed if USUAL in switched else opened).turn
        values = score_aim(aim, lambda name: (now if name in switched else was)(name), turn)
        return float(values[0, 0])

    terms = [*dict.fromkeys(aim.measure.terms), USUAL]
    shares = [
        Share(origin=Origin.USUAL, rule=USUAL, change=change)
        if term == USUAL
        else Share(origin=Origin.NUMBER, rule=term, change=change, field=term)
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
    are returned for a rule that is not known, has parts of its own or reads nothing that moved, nor
    where several fields were explained as one number.
    """
    if not explained.field or rule not in RULES_BY_NAME or RULES_BY_NAME[rule] in PARTS:
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
