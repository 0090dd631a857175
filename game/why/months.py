"""Why an observable of a single field changed: the ledger's causes, weighed by their months."""

from __future__ import annotations

from collections import defaultdict

from game.state.position import see
from game.state.scenario import Observable
from game.state.ties import tied
from game.turn.observables import read_months
from game.why.explain import (
    Explanation,
    Origin,
    Share,
    TracedTurn,
    Way,
    acted_on,
    locate,
    share_ways,
    sort_shares,
)


def explain_months(observable: Observable, turn: TracedTurn) -> Explanation:
    """Return why an observable of a single field changed over a turn, by the turn's ledger.

    A change counts from its month to the end of the turn: with the mean of three months, one in the
    first counts whole, one in the last a third. Where the turn opened above or below the reading of
    the turn before, that is a share of its own.
    """
    name, scenario = observable.quantity.text, turn.scenario
    field, pick = locate(name, scenario, turn.closed)
    weights = weigh_months(observable, scenario.months_per_turn)
    before, after = (
        float(read_months(observable, see(position, scenario).by_month)[0, 0])
        for position in (turn.opened, turn.closed)
    )
    first = turn.sealed.world.month + 1
    sums: dict[Way, float] = defaultdict(float)
    for cause in turn.ledger.of(field):
        if change := weights[max(cause.month - first, 0)] * pick(cause.change):
            sums[cause.rule, cause.order, cause.event] += change
    shares = share_ways(sums)
    started = pick(getattr(turn.sealed.world, field)) - acted_on(field, pick, turn)
    carried = weights[0] * started - before
    if not tied(carried, 0.0, abs(before)):
        shares.append(Share(origin=Origin.CARRIED, rule=Origin.CARRIED.value, change=carried))
    return Explanation(
        name=observable.name,
        says=observable.says,
        unit=observable.unit,
        before=before,
        after=after,
        shares=sort_shares(shares),
        field=name,
        weights=weights,
    )


def weigh_months(observable: Observable, months: int) -> tuple[float, ...]:
    """Return how much a change in each month of a turn counts in an observable of the turn."""
    counted = {
        "sum": [float(months - month) for month in range(months)],
        "mean": [(months - month) / months for month in range(months)],
        "last": [1.0] * months,
    }
    return tuple(observable.scale * count for count in counted[observable.over])
