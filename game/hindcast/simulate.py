"""A hindcast: the model from January 2022 on, under the record, observed month by month."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Mapping, Sequence

import numpy as np
import pandas as pd

from agents.games import with_parameters
from agents.model import GameModel
from game.config.build import build_observables
from game.config.library import Library
from game.config.scenarios import shipped_library
from game.errors import UserError
from game.hindcast.calibration.fitted import draw_non_implausible
from game.hindcast.calibration.spread import spread_parameters
from game.hindcast.observe import (
    MonthlyObserver,
    build_frame,
    names_read,
    plain_observables,
    summarise,
)
from game.hindcast.record.moves import Record, read_record
from game.hindcast.record.placebo import GivenNumbers, scale, without
from game.hindcast.record.release import Release, lead, read_release, release_months
from game.hindcast.record.scenario import GivenByRecord, open_hindcast
from game.state.calendar import month_label
from game.state.chance import Chance
from game.state.levers import Levers
from game.state.periods import read_month
from game.state.position import Position
from game.state.scenario import Scenario
from game.turn.engine import Sealed

REPLICATES = 200


@dataclasses.dataclass(frozen=True, kw_only=True)
class Plan:
    """What a hindcast plays: the record as changed, who is free from when, the last month."""

    scenario: Scenario
    record: Record
    free: Mapping[str, int]
    given: tuple[GivenNumbers, ...]
    last: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class Hindcast:
    """What a hindcast came to.

    `frame` is long: replicate, period, name, value. `orders` has a row for every order granted or
    refused: month, actor, order, share of replicates, whose it was.
    """

    plan: Plan
    frame: pd.DataFrame
    orders: pd.DataFrame

    def bands(self) -> pd.DataFrame:
        """Return median, 50 % and 90 % bands by observable and period."""
        return summarise(self.frame)


def hindcast(
    replicates: int = REPLICATES,
    *,
    seed: int = 0,
    first: int = 0,
    free: Sequence[str] = (),
    without_events: Sequence[str] = (),
    scaled: Mapping[str, float] | None = None,
    until: str = "2026-12",
    parameters: Mapping[str, float] | None = None,
    spread: float = 0.0,
    also: Sequence[str] = (),
    tick: Callable[[], object] = lambda: None,
) -> Hindcast:
    """Play the years from January 2022 again and return what was observed.

    Parameters
    ----------
    free
        `ACTOR@MONTH`: the actor follows its ordinary policy from that month on.
    without_events, scaled
        Events of the dated record that are left out, or whose orders are multiplied.
    until
        The last month, 2026-12 or earlier.
    parameters
        Numbers instead of those in the configs.
    spread
        How far parameters are drawn from around their values, as a share of their ranges; at 0,
        each replicate takes the fitted ones from a draw that stood by the record.
    also
        Quantities of the model that the frame holds as well, month by month, under their own names.
    tick
        Called after each month.

    Raises
    ------
    UserError
        If an actor, event, date or parameter does not exist.
    """
    if replicates < 1:
        raise UserError("--replicates", f"{replicates} games cannot be played", "give 1 or more")
    library = shipped_library()
    plan = make_plan(
        library,
        free=free,
        without_events=without_events,
        scaled=scaled or {},
        until=until,
        parameters=parameters or {},
    )
    luck = Chance(seed, first, replicates)
    drawn = spread_parameters(plan.scenario, library, luck, spread)
    if spread == 0.0:
        drawn = with_parameters(draw_non_implausible(drawn, luck), parameters or {})
    plan = dataclasses.replace(plan, scenario=drawn)
    return play_plan(plan, library, replicates, seed=seed, first=first, also=also, tick=tick)


def make_plan(
    library: Library,
    *,
    free: Sequence[str] = (),
    without_events: Sequence[str] = (),
    scaled: Mapping[str, float] | None = None,
    until: str = "2026-12",
    parameters: Mapping[str, float] | None = None,
) -> Plan:
    """Return what is to be played.

    Raises
    ------
    UserError
        If an actor, event, date or parameter does not exist.
    """
    scenario = with_parameters(open_hindcast(), parameters or {})
    record = read_record(library)
    given: list[GivenNumbers] = []
    for event in without_events:
        record = without(record, event)
    for event, dose in (scaled or {}).items():
        dosed = scale(record, event, dose, scenario)
        record = dosed.record
        given += dosed.given
    releases: list[Release] = [read_release(text, scenario) for text in free]
    return Plan(
        scenario=scenario,
        record=record,
        free=release_months(read_record(library), releases),
        given=tuple(given),
        last=_last_month(until, scenario),
    )


def play_plan(
    plan: Plan,
    library: Library,
    replicates: int,
    *,
    seed: int = 0,
    first: int = 0,
    also: Sequence[str] = (),
    only: Collection[str] = (),
    tick: Callable[[], object] = lambda: None,
    watch: Callable[[Position], object] = lambda _position: None,
) -> Hindcast:
    """Play a plan in so many histories side by side; with `only`, observe these alone.

    `watch` is called with the position after each month.
    """
    listed = [
        observable
        for observable in build_observables(library).values()
        if not only or observable.name in only
    ]
    observables = [*listed, *plain_observables(also, listed)]
    record = GivenByRecord(plan.scenario, plan.free, plan.given)
    policies = lead(plan.scenario, plan.record, plan.free, library)
    model = GameModel(
        plan.scenario, policies=policies, seed=seed, replicates=replicates, first=first
    )
    start = plan.scenario.start + 1
    observer, granted = MonthlyObserver(names_read(observables), start), []
    try:
        for month in range(start, plan.last + 1):
            model.scenario = record.scenario(month)
            model.step()
            observer.look(model.position, model.scenario)
            watch(model.position)
            for phase, played in model.record.items():
                granted += _grants(month, phase, played.sealed, model.scenario.levers)
            tick()
    finally:
        model.close()
    frame = build_frame(observer, observables, first)
    columns = ["month", "phase", "actor", "order", "granted", "refused"]
    orders = pd.DataFrame(granted, columns=columns)
    return Hindcast(plan=plan, frame=frame, orders=orders)


def _grants(
    month: int, phase: str, sealed: Sealed, levers: Levers
) -> list[tuple[str, str, str, str, float, float]]:
    """Return the orders of a phase and the shares of replicates that gave and were refused them."""
    rows = []
    for grants in sealed.values():
        for grant in grants:
            proposal = grant.proposal
            lever = levers[proposal.lever]
            for value in np.unique(proposal.values[grant.granted | grant.refused]):
                meant = proposal.values == value
                order = lever.action(proposal.column, float(value))
                rows.append(
                    (
                        month_label(month),
                        phase,
                        order.actor,
                        order.text(levers),
                        float((grant.granted & meant).mean()),
                        float((grant.refused & meant).mean()),
                    )
                )
    return rows


def _last_month(until: str, scenario: Scenario) -> int:
    month = read_month(until, "--until")
    end = scenario.start + scenario.turns * scenario.months_per_turn
    if not scenario.start + 2 < month <= end:
        raise UserError(
            "--until", f"{until} is outside the hindcast", f"2022-03 to {month_label(end)}"
        )
    return month
