"""Why a number that is worked out from fields changed: the rules, orders and events behind them.

Its definition folds away: what the ledger says of every field that is read is switched on, cause by
cause, once in the order of play and once in reverse; each gets the mean of its two steps. The steps
telescope, so that the causes add up to the whole change whatever the interactions.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

import numpy as np

from game.model.quantities import Seen
from game.state.levers import Action, Lever
from game.state.orders import Orders
from game.state.position import Position, see
from game.state.reading import Measure
from game.state.scenario import Scenario
from game.state.ties import largest_first
from game.state.world import FIELDS, Floats
from game.turn.reads import fields_measured
from game.why.explain import SEALING, Explanation, Origin, Share, TracedTurn, Way, sort_shares

# The cause that is the passing of time.
CALENDAR = "month"


@dataclasses.dataclass(frozen=True, kw_only=True)
class _Cause:
    """What can be switched on alone: a way by which a field changed, a lever, or the calendar.

    `added` is what it has added to the field by the end of each month that is seen.
    """

    origin: Origin
    way: Way
    field: str = ""
    added: tuple[Floats, ...] = ()


def split_measure(
    name: str, measure: Measure, unit: str, says: str, turn: TracedTurn
) -> Explanation:
    """Return what each cause of the fields behind a measure added to its change over a turn.

    A share's `field` is the one through which it worked most; orders that the measure reads itself
    have none.
    """
    scenario, opened, closed = turn.scenario, turn.opened, turn.closed
    read = _fields_read(measure, turn)
    causes = [*_sealing(turn, read), *_ledger_causes(turn, read), *_moved_levers(turn, scenario)]
    with np.errstate(all="ignore"):
        before, after = (float(measure(see(at, scenario))[0, 0]) for at in (opened, closed))
        onward = _steps(causes, measure, turn, before, after)
        backward = _steps(causes[::-1], measure, turn, before, after)[::-1]
    changes = [0.5 * sum(pair) for pair in zip(onward, backward, strict=True)]
    return Explanation(
        name=name,
        says=says,
        unit=unit,
        before=before,
        after=after,
        shares=sort_shares(_shares(causes, changes)),
    )


def _fields_read(measure: Measure, turn: TracedTurn) -> list[str]:
    """Return the fields behind a measure that differ between two turns, in the world's order."""
    scenario, opened, closed = turn.scenario, turn.opened, turn.closed
    read = {field for at in (opened, closed) for field in fields_measured(measure, at, scenario)}
    return [field for field in FIELDS if field in read and _has_changed(field, opened, closed)]


def _has_changed(field: str, opened: Position, closed: Position) -> bool:
    pairs = zip(opened.months, closed.months, strict=True)
    return any(not np.array_equal(getattr(a, field), getattr(b, field)) for a, b in pairs)


def _sealing(turn: TracedTurn, fields: Sequence[str]) -> Iterator[_Cause]:
    """Yield where the turn opened, against the months of the turn before, and what sealing took."""
    for field in fields:
        start: Floats = getattr(turn.opened.world, field)
        carried = tuple(start - getattr(world, field) for world in turn.opened.months)
        yield _Cause(
            origin=Origin.CARRIED, way=(Origin.CARRIED.value, (), ""), field=field, added=carried
        )
        acted = sum(
            (cause.change for act in turn.acts for cause in act.causes if cause.field == field),
            np.zeros_like(start),
        )
        paid = getattr(turn.sealed.world, field) - start - acted
        months = len(turn.opened.months)
        yield _Cause(origin=Origin.RULE, way=(SEALING, (), ""), field=field, added=(paid,) * months)
    yield _Cause(origin=Origin.CALENDAR, way=(CALENDAR, (), ""))


def _ledger_causes(turn: TracedTurn, fields: Collection[str]) -> Iterator[_Cause]:
    """Yield what each rule, order and event did to each field, by the end of each month."""
    sums: dict[tuple[Way, str], list[Floats]] = {}
    for cause in turn.ledger:
        if cause.field not in fields:
            continue
        way = cause.rule, cause.order, cause.event
        nothing = np.zeros_like(cause.change)
        held = sums.setdefault((way, cause.field), [nothing] * len(turn.closed.months))
        for place, world in enumerate(turn.closed.months):
            if cause.month <= world.month:
                held[place] = held[place] + cause.change
    for (way, field), added in sums.items():
        _, order, event = way
        origin = Origin.EVENT if event else Origin.ORDER if order else Origin.RULE
        yield _Cause(origin=origin, way=way, field=field, added=tuple(added))


def _moved_levers(turn: TracedTurn, scenario: Scenario) -> Iterator[_Cause]:
    for name, lever in scenario.levers.items():
        if moved := _moved(lever, turn.opened, turn.closed):
            yield _Cause(origin=Origin.ORDER, way=(name, moved, ""))


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


def _steps(
    causes: Sequence[_Cause], measure: Measure, turn: TracedTurn, before: float, after: float
) -> list[float]:
    """Return what each cause adds to a measure as all of them are switched on in turn.

    On the way a measure may be undefined, as a ratio of nothing: the step is then the next one's.
    """
    mixed, held, steps = _Mixed(turn), before, []
    for place, cause in enumerate(causes):
        mixed.switch(cause)
        value = after if place == len(causes) - 1 else float(measure(mixed.seen())[0, 0])
        value = value if np.isfinite(value) else held
        steps.append(value - held)
        held = value
    return steps


class _Mixed:
    """What is seen of a turn while its causes are switched on, one after the other."""

    def __init__(self, turn: TracedTurn) -> None:
        self._turn = turn
        self._fields: dict[str, list[Floats]] = {}
        self._levers: list[str] = []
        self._dated = turn.opened

    def switch(self, cause: _Cause) -> None:
        """Let a cause have worked."""
        turn = self._turn
        if cause.field:
            held = self._fields.get(cause.field) or [
                getattr(world, cause.field) for world in turn.opened.months
            ]
            pairs = zip(held, cause.added, strict=True)
            self._fields[cause.field] = [values + added for values, added in pairs]
        elif cause.origin is Origin.CALENDAR:
            self._dated = turn.closed
        else:
            self._levers.append(cause.way[0])

    def seen(self) -> Seen:
        """Return what is seen; what causes add is kept within the bounds of its field."""
        opened, closed, dated = self._turn.opened, self._turn.closed, self._dated
        months = [
            world.with_changes(
                {
                    field: np.clip(values[place], FIELDS[field].low, FIELDS[field].high)
                    for field, values in self._fields.items()
                }
            ).at_month(dated.months[place].month)
            for place, world in enumerate(opened.months)
        ]
        return Seen(
            months=tuple(months),
            orders=self._orders(opened.orders, closed.orders),
            before=self._orders(opened.before, closed.before),
            sealed=self._orders(opened.sealed, closed.sealed),
            earlier=self._orders(opened.earlier, closed.earlier),
            params=self._turn.scenario.params,
            turn=dated.turn,
        )

    def _orders(self, was: Orders, became: Orders) -> Orders:
        return was.with_settings({lever: became.settings[lever] for lever in self._levers})


def _shares(causes: Sequence[_Cause], changes: Sequence[float]) -> Iterator[Share]:
    """Yield the causes of one way as one, with the field through which it worked most."""
    by_way: defaultdict[tuple[Origin, Way], dict[str, float]] = defaultdict(dict)
    for cause, change in zip(causes, changes, strict=True):
        if change:
            fields = by_way[cause.origin, cause.way]
            fields[cause.field] = fields.get(cause.field, 0.0) + change
    for (origin, (rule, order, event)), fields in by_way.items():
        yield Share(
            origin=origin,
            rule=rule,
            change=sum(fields.values()),
            order=order,
            event=event,
            field=_largest(fields),
        )


def _largest(changes: dict[str, float]) -> str:
    return largest_first(changes, lambda field: abs(changes[field]))[0]
