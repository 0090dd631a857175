"""The months of a turn: what is in force in each of them."""

from __future__ import annotations

import pytest

from agents.model import GameModel
from agents.policies.human import Scripted
from game.state.levers import Action
from game.state.orders import Orders
from game.state.world import Changes, World
from game.turn import engine


def test_a_pulse_is_in_force_in_the_first_month_of_its_turn_and_a_setting_in_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    felt: list[tuple[float, float]] = []

    def watch(_: World, orders: Orders, *__: object) -> Changes:
        felt.append((float(orders.hearing[0, 0]), float(orders.tariff[0, 0])))
        return {}

    monkeypatch.setattr(engine, "RULES", (watch,))
    tariff = Action(actor="washington", lever="tariff", value=40.0)
    hearing = Action(actor="congress", lever="hearing", value=1.0)
    scripts = {actor: Scripted({}) for actor in ("nvidia", "beijing", "chipmakers")}
    scripts |= {move.actor: Scripted({(0, "measures"): [move]}) for move in (tariff, hearing)}
    model = GameModel("december_2025", policies=scripts)
    model.step()
    model.step()
    assert felt == [(1.0, 40.0), *[(0.0, 40.0)] * 5]
