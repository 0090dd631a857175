"""A game as a pure function: inputs and a seed in, scalars and series out."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from numbers import Real
from typing import Any

import numpy as np

from agents.model import GameModel
from agents.policies.base import Policy
from game.config import DEFAULT
from game.config.scenarios import load_scenario
from game.errors import UserError, did_you_mean
from game.state.scenario import Scenario
from game.turn.observables import read_observable
from game.turn.outcome import outcome

KEYS = ("scenario", "policies", "parameters", "first")


def new_game(
    scenario: Scenario | str = DEFAULT,
    *,
    policies: Mapping[str, Policy | str] | None = None,
    seed: int = 0,
    replicates: int = 1,
    first: int = 0,
) -> GameModel:
    """Return a game at its opening; `step()` plays a turn in all replicates.

    Raises
    ------
    UserError
        If the scenario or a policy does not exist.
    """
    return GameModel(scenario, policies=policies, seed=seed, replicates=replicates, first=first)


def run(params: Mapping[str, Any], seed: int) -> dict[str, Any]:
    """Play one game and return what came of it, byte for byte the same for equal inputs.

    Parameters
    ----------
    params
        `scenario` (a name), `policies` (by actor), `parameters` (numbers by name, instead of those
        in the configs) and `first` (the replicate's number); all may be left out.

    Returns
    -------
    dict
        `scores` and `won` by actor, `aims` by actor and aim, `termination`, `by`, `turns`, and
        `series`: each observable turn by turn.

    Raises
    ------
    UserError
        If a key, scenario, policy or parameter does not exist.
    """
    for key in params:
        if key not in KEYS:
            raise UserError("run", f"unknown input {key!r}", did_you_mean(key, KEYS))
    scenario = load_scenario(params.get("scenario", DEFAULT))
    scenario = with_parameters(scenario, params.get("parameters", {}))
    model = GameModel(
        scenario, policies=params.get("policies"), seed=seed, first=params.get("first", 0)
    )
    series: dict[str, list[float]] = {name: [] for name in scenario.observables}
    while model.running:
        model.step()
        for name, values in series.items():
            values.append(float(read_observable(name, model.position, scenario)[0, 0]))
    ended = outcome(model.position, scenario)
    return {
        "termination": ended.termination,
        "by": ended.by,
        "turns": ended.turns,
        "scores": dict(ended.scores),
        "won": dict(ended.won),
        "aims": {actor: dict(aims) for actor, aims in ended.aims.items()},
        "series": series,
    }


def with_parameters(scenario: Scenario, numbers: Mapping[str, float]) -> Scenario:
    """Return a scenario with some parameters set to other numbers, whole arrays at once.

    Raises
    ------
    UserError
        If there is no such parameter, or a value is no finite number.
    """
    numbers_by_name = scenario.params.numbers
    for name, value in numbers.items():
        if name not in numbers_by_name:
            raise UserError(
                "parameters", f"unknown parameter {name!r}", did_you_mean(name, numbers_by_name)
            )
        if isinstance(value, bool) or not isinstance(value, Real) or not isfinite(value):
            raise UserError("parameters", f"{name} = {value!r} is no number", "give a finite one")
    changed = {name: np.full_like(numbers_by_name[name], value) for name, value in numbers.items()}
    return scenario.with_params(scenario.params.with_numbers(changed))
