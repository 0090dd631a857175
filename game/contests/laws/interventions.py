"""Laws 12 and 13: controls repealed, and a gate shut and opened, with all else held.

Both are interventions and not play: settings are put in force at no price and whatever the law
says, and the seats that would answer for them give no other orders.
"""

from __future__ import annotations

import dataclasses
import functools
import math
from collections.abc import Mapping

import numpy as np

from agents.policies.blind import BlindPlan, Nothing, Step
from game.contests.laws.ground import Ground
from game.contests.laws.readings import Cell, Reading
from game.contests.redteam.side_by_side import Imposed, Reader, play_casts, standard_error
from game.state.levers import Levers
from game.state.position import Position, see
from game.state.scenario import Scenario
from game.state.ties import above
from game.state.world import Floats

# What a repeal of all chip controls sets, by lever; of a lever with members, all of them.
REPEAL = {
    "chip_ceiling": "none",
    "licence_policy": "approve",
    "revenue_share": "0",
    "volume_cap": "1",
    "verification": "none",
    "ownership_rule": "off",
    "cloud_rule": "off",
    "informed_letter": "none",
}
# There is something to shut only where Washington lets parts pass and Nvidia makes them.
LICENSED = {
    "licence_policy.h20_class": "approve",
    "licence_policy.h200_class": "approve",
    "china_line": "run",
}
OPENED = {"import_gate": "open", "boycott_guidance": "none", "state_ban": "off"}
SHUT = {"import_gate": "block", "boycott_guidance": "none", "state_ban": "off"}
SHUT_TURNS, TEST_TURNS = 8, 20
# At the end of a longer game the sign is the model's to find: it is told, and has no mark.
REPEAL_READ = (4, 8)


def settings_of(wanted: Mapping[str, str], levers: Levers) -> dict[str, float]:
    """Return settings by their text names as numbers; a lever named alone stands for all of it."""
    settings = {}
    for target, text in wanted.items():
        name, _, member = target.partition(".")
        lever = levers[name]
        for column in [lever.column(member)] if member else range(lever.columns):
            settings[lever.target(column)] = lever.parse(text, target)
    return settings


def read_quantity(name: str) -> Reader:
    """Return the reader of a quantity."""
    return functools.partial(_read, name)


def _read(name: str, position: Position, scenario: Scenario) -> Floats:
    return see(position, scenario).value(name)


# -- repeal ----------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True, kw_only=True)
class Repeal:
    """Quantities with all chip controls repealed in the first turn, and with Washington holding.

    Both by name, (games, 1 + turns); in both arms Washington gives no orders.
    """

    repealed: Mapping[str, Floats]
    held: Mapping[str, Floats]


def repeal(ground: Ground, line_up: str) -> Repeal:
    """Play a line-up with and without a standing repeal of all chip controls."""
    cast = {**ground.line_ups[line_up], "washington": Nothing()}
    gone = settings_of(REPEAL, ground.scenario.levers)
    names = ("lag", "compute_ratio", "licence_open", "unmet_share")
    watch = {name: read_quantity(name) for name in names}
    played = play_casts(
        ground.scenario,
        [cast, cast],
        seed=ground.budget.test,
        games=ground.budget.testing,
        watch={**watch, "compute": _china_compute},
        imposed=[{}, {0: gone}],
    )
    series = played.series
    return Repeal(
        held={name: values[0] for name, values in series.items()},
        repealed={name: values[1] for name, values in series.items()},
    )


def _china_compute(position: Position, scenario: Scenario) -> Floats:
    place = scenario.params.axes.blocs.index("cn")
    values: Floats = position.world.compute[:, place : place + 1]
    return values


def read_repeal(ground: Ground) -> list[Reading]:
    """Read law 12 in every line-up in which Washington's gate turns away a tenth and more."""
    readings = []
    for line_up in ground.line_ups:
        came = repeal(ground, line_up)
        if came.held["licence_open"][:, 1 : REPEAL_READ[0] + 1].mean() > 0.9:
            continue
        cell = ground.cell(12, line_up=line_up)
        for turn in (turn for turn in REPEAL_READ if turn <= ground.scenario.turns):
            readings += _read_repeal_at(came, turn, cell)
        if ground.scenario.turns > REPEAL_READ[-1]:
            late = _read_repeal_at(came, ground.scenario.turns, cell)
            readings += [
                dataclasses.replace(aim, low=-math.inf, high=math.inf, errors=0.0) for aim in late
            ]
    return readings


def _read_repeal_at(came: Repeal, turn: int, cell: Cell) -> list[Reading]:
    lead = (came.repealed["lag"] - came.held["lag"])[:, turn]
    ratio, compute = (
        100.0 * (came.repealed[name] / came.held[name] - 1.0)[:, turn]
        for name in ("compute_ratio", "compute")
    )
    return [
        Reading(
            cell=cell,
            part=f"{part} after {turn} quarters",
            value=float(change.mean()),
            error=standard_error(change),
            unit=unit,
            low=low,
            high=high,
            errors=errors,
        )
        for part, change, unit, low, high, errors in (
            ("lead in models", lead, "months", -np.inf, 0.0, 2.0),
            ("lead in compute", ratio, "per cent", -np.inf, 0.0, 2.0),
            ("China's compute", compute, "per cent", -0.5, np.inf, 0.0),
        )
    ]


# -- a gate shut and opened ------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True, kw_only=True)
class Refusal:
    """Quantities with Beijing's gate shut for eight quarters and then open, and always open.

    Both by name, (games, 1 + 20 turns). Nobody gives orders; Washington licenses H20 and H200, and
    Nvidia's line for China runs.
    """

    shut: Mapping[str, Floats]
    opened: Mapping[str, Floats]


def shut_then_open(ground: Ground) -> Refusal:
    """Play a scenario's opening for 20 quarters with the gate shut in the first eight, and open."""
    levers = ground.scenario.levers
    licensed = settings_of(LICENSED, levers)
    opened = settings_of(OPENED, levers)
    arms: list[Imposed] = [
        {0: {**licensed, **opened}},
        {0: {**licensed, **settings_of(SHUT, levers)}, SHUT_TURNS: opened},
    ]
    played = play_casts(
        dataclasses.replace(ground.scenario, turns=TEST_TURNS, end_tests=()),
        [ground.holding] * 2,
        seed=ground.budget.test,
        games=ground.budget.testing,
        watch={name: read_quantity(name) for name in ("domestic_h100e", "unmet_share", "lag")},
        imposed=arms,
    )
    return Refusal(
        opened={name: values[0] for name, values in played.series.items()},
        shut={name: values[1] for name, values in played.series.items()},
    )


def read_shut_then_open(ground: Ground) -> list[Reading]:
    """Read law 13: what refusing builds, how long it lasts, and what it costs meanwhile."""
    came = shut_then_open(ground)
    output = {name: values["domestic_h100e"] for name, values in vars(came).items()}
    late, early = slice(TEST_TURNS - 3, None), slice(1, SHUT_TURNS + 1)
    gap = 100.0 * (
        output["shut"][:, late].mean(axis=1) / output["opened"][:, late].mean(axis=1) - 1.0
    )
    at = {
        turn: float((output["shut"] - output["opened"])[:, turn].mean())
        for turn in (SHUT_TURNS, SHUT_TURNS + 4)
    }
    left = 100.0 * at[SHUT_TURNS + 4] / at[SHUT_TURNS] if at[SHUT_TURNS] > 0.0 else 0.0
    unmet, lag = (
        (came.shut[name] - came.opened[name])[:, early].mean(axis=1)
        for name in ("unmet_share", "lag")
    )
    rows = (
        ("home output in quarters 17 to 20", gap, "per cent", 20.0),
        ("gap of quarter 8 left at quarter 12", np.array([left]), "per cent", 50.0),
        ("unmet demand in quarters 1 to 8", 100.0 * unmet, "points", 10.0),
        ("lag in quarters 1 to 8", lag, "months", 0.0),
    )
    readings = [
        Reading(
            cell=ground.cell(13),
            part=part,
            value=float(change.mean()),
            error=standard_error(change) if change.size > 1 else 0.0,
            unit=unit,
            low=low,
        )
        for part, change, unit, low in rows
    ]
    return [*readings, *_read_both_pay(ground)]


def _read_both_pay(ground: Ground) -> list[Reading]:
    """Read in how many line-ups shutting, and in how many opening, is better for Beijing."""
    levers = ground.scenario.levers
    plans = [
        BlindPlan(
            levers.of("beijing"),
            tuple(
                Step(order=levers[name].action(levers[name].column(member), value))
                for target, value in settings_of(wanted, levers).items()
                for name, _, member in [target.partition(".")]
            ),
        )
        for wanted in (SHUT, OPENED)
    ]
    casts = [{**cast, "beijing": plan} for cast in ground.line_ups.values() for plan in plans]
    scores = ground.play(casts).scores["beijing"].reshape(len(ground.line_ups), 2, -1)
    ahead = scores[:, 0] - scores[:, 1]
    means = ahead.mean(axis=1)
    sure = [2.0 * standard_error(row) for row in ahead]
    notes = tuple(zip(ground.line_ups, map(float, means), strict=True))
    counts = {
        "shutting": int(above(means, sure).sum()),
        "opening": int(above(-means, sure).sum()),
    }
    return [
        Reading(
            cell=ground.cell(13, "beijing"),
            part=f"line-ups in which {what} is better",
            value=float(count),
            unit=f"of {len(ground.line_ups)}",
            low=1.0,
            notes=notes,
        )
        for what, count in counts.items()
    ]
