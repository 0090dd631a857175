"""Rule cases written as sentences: tests/cases/*.yaml over an opening written by hand."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from game.config.scenarios import library_with, load_scenario
from game.model.rules import RULES
from game.state.axes import Axes
from game.state.chance import Chance
from game.state.levers import Action
from game.state.orders import Orders
from game.state.params import Params, fill_up
from game.state.scenario import Scenario
from game.state.world import FIELDS, World
from game.turn.engine import open_position

FOLDER = Path(__file__).parent / "cases"
OPENING = FOLDER / "opening" / "hand_set.yaml"
BY_NAME = {rule.__name__: rule for rule in RULES}
SIX_DIGITS = 1e-6
# The safe loader in C where PyYAML has it: ten times as fast.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@functools.cache
def read_cases() -> tuple[tuple[str, Any], ...]:
    return tuple(
        (f"{path.stem}: {case['name']}", case)
        for path in sorted(FOLDER.glob("*.yaml"))
        for case in yaml.load(path.read_text(encoding="utf-8"), LOADER)
    )


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load_scenario("hand_set", library_with(scenarios=[str(OPENING)]))


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in read_cases()])
def test_rule_case_holds(case: Mapping[str, Any], scenario: Scenario) -> None:
    position = open_position(scenario, scenario.opening)
    world = with_fields(position.world, case.get("world", {}), scenario.params.axes)
    orders = with_settings(position.orders, case.get("orders", {}), scenario)
    params = with_numbers(scenario.params, case.get("params", {}))
    chance = Chance(case.get("seed", 0), 0, 1)
    before = world
    for _ in range(case.get("months", 1)):
        world = world.at_month(world.month + 1)
        rule = BY_NAME[case["rule"]]
        world = world.with_changes(rule(world, orders, params, chance.at(world.month)))
    for target, wanted in case["change"].items():
        now, then = (read(one, target, scenario.params.axes) for one in (world, before))
        assert meets(now, then, wanted), f"{target} went from {then} to {now}, wanted {wanted}"


def test_every_rule_has_three_cases() -> None:
    counts = dict.fromkeys(BY_NAME, 0)
    for _, case in read_cases():
        counts[case["rule"]] += 1
    assert {name: count for name, count in counts.items() if count < 3} == {}


def with_fields(world: World, given: Mapping[str, float], axes: Axes) -> World:
    for target, value in given.items():
        if target == "month":
            world = world.at_month(int(value))
            continue
        name, *members = target.split(".")
        array = np.array(getattr(world, name))
        column: Any = (slice(None), *places(name, members, axes))
        array[column] = value
        world = world.with_changes({name: array})
    return world


def with_settings(orders: Orders, given: Mapping[str, Any], scenario: Scenario) -> Orders:
    everywhere = np.ones((1, 1), dtype=np.bool_)
    for target, value in given.items():
        lever = scenario.levers.get(target)
        columns = range(lever.columns) if lever is not None else range(1)
        for one in [lever.target(column) for column in columns] if lever else [target]:
            action = Action.parse(f"{one} = {value}", scenario.levers, place="case")
            new = np.full((1, 1), action.value)
            column = scenario.levers[action.lever].column(action.member)
            orders = orders.with_column(action.lever, column, new, everywhere)
    return orders


def with_numbers(params: Params, given: Mapping[str, Any]) -> Params:
    numbers: dict[str, Any] = {}
    drawn = defaultdict(list)
    for target, value in given.items():
        name, _, member = target.partition(".")
        array = numbers.get(name, np.array(getattr(params, name)))
        if member:
            axes = params.axes
            letters = [m for m in "BKTFCEDN" if len(axes.members(m)) == array.size]
            index = next(
                axes.members(m).index(member) for m in letters if member in axes.members(m)
            )
            array[index] = value
            drawn[name].append(index)
        else:
            array[...] = value
        numbers[name] = array
    for name in drawn.keys() & params.shares:
        numbers[name] = fill_up(numbers[name], drawn[name])
    return params.with_numbers(numbers)


def places(name: str, members: list[str], axes: Axes) -> list[int]:
    letters = FIELDS[name].axes[1:]
    return [
        axes.members(letter).index(member) for letter, member in zip(letters, members, strict=False)
    ]


def read(world: World, target: str, axes: Axes) -> Any:
    name, *members = target.split(".")
    return getattr(world, name)[(0, *places(name, members, axes))]


def meets(now: Any, then: Any, wanted: Any) -> bool:
    if not isinstance(wanted, str):
        return bool(np.allclose(now, wanted, rtol=SIX_DIGITS, atol=SIX_DIGITS))
    within = re.fullmatch(r"within (\S+) of (\S+)", wanted)
    if within:
        return bool(np.all(np.abs(now - float(within[2])) <= float(within[1])))
    compared = re.fullmatch(r"(<=|>=|<|>|==) ?(.+)", wanted)
    assert compared, f"{wanted!r} is no comparison"
    limit = then if compared[2] == "now" else float(compared[2])
    holds: Any = {
        "<": np.less,
        ">": np.greater,
        "<=": np.less_equal,
        ">=": np.greater_equal,
        "==": np.isclose,
    }[compared[1]]
    return bool(np.all(holds(now, limit)))
