"""What an actor is granted: order by order, or a package whole or not at all."""

from __future__ import annotations

import dataclasses

import numpy as np

from agents.model import GameModel
from game.state.orders import Flags, Proposal
from game.state.position import Position
from game.turn.engine import seal
from game.turn.granting import Granting

MODEL = GameModel("december_2025", replicates=3)
SCENARIO = MODEL.scenario
SEAT = SCENARIO.actors.index("beijing")
EVERYWHERE = np.ones((3, 1), dtype=np.bool_)
KEY = "policy:beijing:support.rent"


def with_capital(*points: float) -> Position:
    world = MODEL.position.world
    purse = world.capital.copy()
    purse[:, SEAT] = points
    return dataclasses.replace(MODEL.position, world=world.with_changes({"capital": purse}))


def order(lever: str, value: float, where: Flags = EVERYWHERE, key: str = KEY) -> Proposal:
    return Proposal(
        lever=lever,
        column=0,
        values=np.full((3, 1), value),
        where=where,
        key=key,
        is_package=bool(key),
    )


# One point of capital each.
PACKAGE = (order("local_content", 1.0), order("offshore_policy", 2.0))


def test_a_package_is_granted_where_the_whole_of_it_is_affordable() -> None:
    sealed, grants = seal(with_capital(0.5, 1.5, 2.5), SCENARIO, {"beijing": PACKAGE})
    assert sealed.orders.local_content.ravel().tolist() == [0.0, 0.0, 1.0]
    assert sealed.orders.offshore_policy.ravel().tolist() == [1.0, 1.0, 2.0]
    assert sealed.world.capital[:, SEAT].tolist() == [0.5, 1.5, 0.5]
    for grant in grants["beijing"]:
        assert grant.granted.ravel().tolist() == [False, False, True]
        assert grant.refused.ravel().tolist() == [True, True, False]


def test_orders_that_are_no_package_are_granted_one_by_one() -> None:
    alone = [dataclasses.replace(proposal, is_package=False) for proposal in PACKAGE]
    sealed, _ = seal(with_capital(0.5, 1.5, 2.5), SCENARIO, {"beijing": alone})
    assert sealed.orders.local_content.ravel().tolist() == [0.0, 1.0, 1.0]
    assert sealed.orders.offshore_policy.ravel().tolist() == [1.0, 1.0, 2.0]


def test_a_package_with_an_order_off_the_menu_is_refused_whole() -> None:
    position = dataclasses.replace(with_capital(9.0, 9.0, 9.0), phase="responses")
    package = (order("purchases", 2.0), order("local_content", 1.0))
    sealed, _ = seal(position, SCENARIO, {"beijing": package})
    assert (sealed.orders.purchases == position.orders.purchases).all()


def test_a_package_is_remembered_where_it_is_taken_even_if_it_moves_nothing() -> None:
    idle = order("local_content", 0.0, where=np.array([[True], [False], [True]]))
    sealed, _ = seal(with_capital(0.0, 0.0, 0.0), SCENARIO, {"beijing": [idle]})
    assert (sealed.granted[KEY].ravel() == 0.0).tolist() == [True, False, True]


def test_a_quote_says_what_sealing_then_does_and_changes_nothing() -> None:
    position = with_capital(0.5, 1.5, 2.5)
    granting = Granting(position, SCENARIO, "beijing")
    quote = granting.quote(PACKAGE)
    assert granting.grants == []
    assert granting.capital.ravel().tolist() == [0.5, 1.5, 2.5]
    assert quote.allowed.ravel().tolist() == [False, False, True]
    assert quote.cost.ravel().tolist() == [2.0, 2.0, 2.0]
    assert quote.moves.all()
    granting.take([order("capital_subsidy", 3.0, key="")])
    after = granting.quote(PACKAGE)
    assert after.allowed.ravel().tolist() == [False, False, False]
    in_force = granting.quote([order("local_content", 0.0)])
    assert not in_force.moves.any()
    assert in_force.allowed.all()
