"""What an actor may know, and what is news to it."""

from __future__ import annotations

import numpy as np
import pytest

from agents.model import GameModel
from agents.policies.human import Scripted
from game.state.levers import Action
from game.turn.view import View


def tariff_game() -> GameModel:
    """Return a game in which Washington moves its tariff in the first turn's measures only."""
    move = Action(actor="washington", lever="tariff", value=40.0)
    scripts = {actor: Scripted({}) for actor in ("congress", "nvidia", "beijing", "chipmakers")}
    washington = Scripted({(0, "measures"): [move]})
    policies = {"washington": washington, **scripts}
    return GameModel("december_2025", policies=policies, seed=0)


def seen(model: GameModel) -> tuple[float, float]:
    view = View(model.position, model.scenario, "beijing", model.chance)
    return float(view.value("tariff")[0, 0]), float(view.previous("tariff")[0, 0])


def test_one_move_is_new_once_in_each_phase() -> None:
    model = tariff_game()
    found = [seen(model)]
    for _ in range(2):
        model.play_phase()
        found.append(seen(model))
        model.play_phase()
        model.play_months()
        found.append(seen(model))
    assert found == [(50, 50), (40, 50), (40, 50), (40, 40), (40, 40)]


def test_an_estimate_lies_inside_its_range_whatever_its_sign() -> None:
    model = GameModel("december_2025", seed=4, replicates=50)
    lag = np.linspace(-5.0, 10.0, 50)[:, None]
    for _ in range(2):
        model.step()
    past = model.position.past[-2]
    past.facts["lag"] = lag  # type: ignore[index]
    view = View(model.position, model.scenario, "washington", model.chance)
    told = view.range("lag")
    assert np.all(told.low < told.estimate)
    assert np.all(told.estimate < told.high)
    inside = (told.low <= lag) & (lag <= told.high)
    assert 0.75 <= inside.mean() <= 1.0


def test_nobody_sees_what_others_keep_covert() -> None:
    model = GameModel("december_2025", seed=0)
    view = View(model.position, model.scenario, "washington", model.chance)
    with pytest.raises(KeyError, match="sees nothing"):
        view.value("smuggling_tolerance")
