"""Whose a change is: causes add up, and each is told of the order, event or rule that made it."""

from __future__ import annotations

import pytest

from game.config.scenarios import load_scenario
from game.state.chance import Chance
from game.state.orders import Orders
from game.state.scenario import Scenario
from game.state.world import Changes, World
from game.turn.engine import open_position
from game.turn.ledger import NATURE, Ledger, play_rule


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load_scenario("december_2025")


def with_levers(orders: Orders, **values: float) -> Orders:
    return orders.with_settings(
        {name: orders.settings[name] * 0.0 + value for name, value in values.items()}
    )


def shares_of(rule, scenario, before: dict[str, float], after: dict[str, float]):
    """Play a rule for a month and return what each lever added to the hawks, by its name."""
    position = open_position(scenario, scenario.opening)
    start = with_levers(position.orders, **before)
    orders, ledger = with_levers(start, **after), Ledger()
    luck = Chance(0, 0, 1)
    world = play_rule(rule, position.world, orders, start, scenario, luck, ledger)
    found = {
        cause.order[0].lever if cause.order else "rule": float(cause.change[0, 0])
        for cause in ledger.of("hawk")
    }
    assert sum(found.values()) == pytest.approx(float((world.hawk - position.world.hawk)[0, 0]))
    return found


def by_tariff(world: World, orders: Orders, *_: object) -> Changes:
    """Move hawks by the tariff; what it reads of the lobby has no effect."""
    return {"hawk": world.hawk + orders.tariff + 0.0 * orders.lobbying}


def by_lobby(world: World, orders: Orders, *_: object) -> Changes:
    """Move hawks by the lobby; what it reads of the tariff has no effect."""
    return {"hawk": world.hawk + orders.lobbying + 0.0 * orders.tariff}


def by_all(world: World, orders: Orders, *_: object) -> Changes:
    """Move hawks by one of themselves, and by tariff times the sum of lobby and purchases."""
    return {"hawk": world.hawk + 1.0 + orders.tariff * (orders.lobbying + orders.purchases)}


@pytest.mark.parametrize(
    ("rule", "all_of_it"), [(by_tariff, {"tariff": 20.0}), (by_lobby, {"lobbying": 3.0})]
)
def test_of_two_orders_one_that_alone_moves_a_number_gets_all_and_the_other_nothing(
    scenario, rule, all_of_it
):
    start, moved = {"tariff": 0.0, "lobbying": 0.0}, {"tariff": 20.0, "lobbying": 3.0}
    found = shares_of(rule, scenario, start, moved)
    assert {name: change for name, change in found.items() if name != "rule"} == all_of_it


def test_three_orders_that_work_on_one_another_share_as_worked_by_hand(scenario):
    # From tariff 0, lobby 1 and purchases 0 to 10, 3 and 2. Switched on in the order of the
    # configs they add 10, 20 and 20; in reverse, purchases and lobby add nothing and the tariff 50.
    start = {"tariff": 0.0, "lobbying": 1.0, "purchases": 0.0}
    moved = {"tariff": 10.0, "lobbying": 3.0, "purchases": 2.0}
    levers = [name for name in scenario.levers if name in moved]
    assert levers == ["tariff", "lobbying", "purchases"]
    found = shares_of(by_all, scenario, start, moved)
    assert found == pytest.approx(
        {"rule": 1.0, "tariff": 30.0, "lobbying": 10.0, "purchases": 10.0}
    )


def test_each_order_is_told_with_the_actor_who_gave_it(scenario):
    position = open_position(scenario, scenario.opening)
    start = with_levers(position.orders, tariff=0.0, lobbying=1.0, purchases=0.0)
    orders, ledger = with_levers(start, tariff=10.0, lobbying=3.0, purchases=2.0), Ledger()
    play_rule(by_all, position.world, orders, start, scenario, Chance(0, 0, 1), ledger)
    actors = {cause.actor: float(cause.change[0, 0]) for cause in ledger if cause.actor}
    assert actors == pytest.approx({"washington": 30.0, "nvidia": 10.0, "beijing": 10.0})


def test_an_event_is_told_by_its_name_and_as_nobodys_order(scenario):
    def parts(world: World, *_: object) -> list[tuple[str, Changes]]:
        return [
            ("", {"hawk": world.hawk + 1.0}),
            ("smuggling_case", {"hawk": world.hawk + 3.0, "access": world.access + 5.0}),
        ]

    position, ledger = open_position(scenario, scenario.opening), Ledger()
    luck = Chance(0, 0, 1)
    play_rule(
        by_all, position.world, position.orders, position.orders, scenario, luck, ledger, parts
    )
    told = [(one.field, one.actor, one.change[0, 0]) for one in ledger]
    assert told == [
        ("hawk", "", pytest.approx(1.0)),
        ("hawk", NATURE, pytest.approx(2.0)),
        ("access", NATURE, pytest.approx(5.0)),
    ]
    assert [one.event for one in ledger] == ["", "smuggling_case", "smuggling_case"]
    assert not any(one.order for one in ledger)
