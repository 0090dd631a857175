"""An ordinary policy in turns of a month: in a quarter it does what it did before."""

import numpy as np

from agents.model import GameModel
from agents.policies.compiler import compile_policy
from game.config.schema.policy import Policy
from game.hindcast.record.release import pace
from game.hindcast.record.scenario import open_hindcast
from game.turn.view import visible_names

TORN = Policy.model_validate(
    {
        "name": "Torn",
        "actor": "beijing",
        "says": "Weigh what to pay for.",
        "sources": ["judgement"],
        "measures": [
            {
                "choose": "support",
                "among": {
                    "parts": {"set": {"local_content": 1}, "worth": 0},
                    "rent": {"set": {"offshore_policy": "promote"}, "worth": 0},
                },
                "hold": 2,
            },
            {"when": "turns_since.support == 1", "set": {"power_subsidy": 0.3}},
        ],
    }
)


def test_a_choice_is_considered_once_in_as_many_quarters_as_it_was_turns_and_does_not_flip():
    scenario = open_hindcast()
    names = visible_names(scenario, "beijing")
    torn = compile_policy("torn", TORN, scenario.levers, names, scenario.months_per_turn)
    model = GameModel(scenario, policies={"beijing": pace(torn, 1)}, replicates=200)
    considered, taken, subsidised = [], [], []
    for turn in range(13):
        model.step()
        fired = model.record["measures"].decisions["beijing"].firings
        weighings = [one.weighing for one in fired if one.weighing]
        if weighings:
            considered.append(turn)
            columns = [option.taken for option in weighings[0].options]
            taken.append(np.concatenate(columns, axis=1).argmax(axis=1))
        subsidised.append(bool((model.position.orders.settings["power_subsidy"] > 0.0).any()))
    assert considered == [0, 6, 12]
    assert len(set(taken[0].tolist())) == 3
    assert all(np.array_equal(columns, taken[0]) for columns in taken)
    # A quarter later, as it is a turn later in turns of a quarter.
    assert subsidised.index(True) == 3
