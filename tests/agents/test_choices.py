"""Choices of a policy: which option is taken, how long it stands, what it costs."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.model import GameModel
from agents.policies.base import Decision, Weighed, Weighing
from agents.policies.compiler import compile_policy
from agents.policies.rules_file import RulesFile
from game.config.scenarios import load_scenario
from game.config.schema.policy import Policy
from game.language.syntax import ExpressionError
from game.state.position import state_hash
from game.turn.view import View, visible_names

SCENARIO = load_scenario("december_2025")
# None of these is in force when the scenario opens, and each costs little.
SETS: dict[str, dict[str, Any]] = {
    "parts": {"local_content": 2},
    "power": {"power_subsidy": 0.4},
    "rent": {"offshore_policy": "promote"},
}
ROWS = 4000
WORTHS = st.lists(st.floats(-3.0, 3.0), min_size=3, max_size=3)


def choice(worths: Mapping[str, object], **more: object) -> dict[str, Any]:
    among = {name: {"set": SETS[name], "worth": worth} for name, worth in worths.items()}
    return {"choose": "support", "among": among, **more}


def policy(*measures: dict[str, Any], price: float = 0.0, response: Any = ()) -> RulesFile:
    spec = Policy.model_validate(
        {
            "name": "Weigh",
            "actor": "beijing",
            "says": "Weigh what to pay for.",
            "sources": ["judgement"],
            "measures": list(measures),
            "response": list(response),
            "capital_price": price,
        }
    )
    names = visible_names(SCENARIO, "beijing")
    return compile_policy("weigh", spec, SCENARIO.levers, names, SCENARIO.months_per_turn)


def game(leader: RulesFile, replicates: int = 1, first: int = 0, seed: int = 4) -> GameModel:
    return GameModel(
        SCENARIO, policies={"beijing": leader}, seed=seed, replicates=replicates, first=first
    )


@functools.cache
def opened(replicates: int, seed: int = 4) -> GameModel:
    """Return games that nobody has moved in yet: a decision changes none of them."""
    return GameModel(SCENARIO, seed=seed, replicates=replicates)


def with_capital(model: GameModel, points: float) -> GameModel:
    world = model.position.world
    purse = world.capital.copy()
    purse[:, SCENARIO.actors.index("beijing")] = points
    model.position = dataclasses.replace(
        model.position, world=world.with_changes({"capital": purse})
    )
    return model


def decide(model: GameModel, leader: RulesFile) -> Decision:
    phase = 0 if model.position.phase == "measures" else 1
    view = View(model.position, SCENARIO, "beijing", model.chance)
    return leader.decide(view, model.chance.at(2 * model.position.turn + phase))


def weighed(decision: Decision) -> Weighing:
    return next(fired.weighing for fired in decision.firings if fired.weighing)


def opening(leader: RulesFile, replicates: int = ROWS) -> dict[str, Weighed]:
    weighing = weighed(decide(opened(replicates), leader))
    return {option.option: option for option in weighing.options}


def taken_by_turn(leader: RulesFile, turns: int, replicates: int) -> list[np.ndarray | None]:
    """Return the column of the option taken in each turn, None where none was considered."""
    model, taken = game(leader, replicates), []
    for _ in range(turns):
        model.step()
        firings = model.record["measures"].decisions["beijing"].firings
        options = firings[-1].weighing.options if firings and firings[-1].weighing else ()
        columns = [option.taken for option in options]
        taken.append(np.concatenate(columns, axis=1).argmax(axis=1) if columns else None)
    return taken


def test_equal_worths_give_equal_shares() -> None:
    options = opening(policy(choice(dict.fromkeys(SETS, 0))))
    assert list(options) == ["keep", "parts", "power", "rent"]
    for option in options.values():
        assert option.taken.mean() == pytest.approx(0.25, abs=0.03)
        assert option.odds == pytest.approx(0.25)


@settings(max_examples=8, deadline=None)
@given(WORTHS, st.floats(0.5, 3.0))
def test_options_are_taken_as_often_as_their_odds_say(worths, temperature) -> None:
    scales = dict(zip(SETS, worths, strict=True))
    options = opening(policy(choice(scales, temperature=temperature)))
    shares = np.array([option.taken.mean() for option in options.values()])
    odds = np.array([option.odds.mean() for option in options.values()])
    assert odds.sum() == pytest.approx(1.0)
    assert shares == pytest.approx(odds, abs=0.035)
    expected = np.exp(np.array([0.0, *worths]) / temperature)
    assert odds == pytest.approx(expected / expected.sum())


@settings(max_examples=20, deadline=None)
@given(WORTHS, st.floats(0.0, 2.0))
def test_at_temperature_0_the_best_after_its_cost_is_taken(worths, price) -> None:
    scales = dict(zip(SETS, worths, strict=True))
    options = opening(policy(choice(scales, temperature=0), price=price), replicates=1)
    net = {name: (option.worth - price * option.cost)[0, 0] for name, option in options.items()}
    (taken,) = [name for name, option in options.items() if option.taken[0, 0]]
    assert net[taken] == pytest.approx(max(net.values()))
    assert options[taken].odds[0, 0] == 1.0


def test_at_temperature_0_equals_are_taken_by_name_and_keep_first() -> None:
    tied = opening(policy(choice({"rent": 1, "power": 1}, temperature=0)), replicates=1)
    assert tied["power"].taken[0, 0]
    idle = opening(policy(choice({"rent": 0, "power": 0}, temperature=0)), replicates=1)
    assert idle["keep"].taken[0, 0]


def test_worths_beyond_all_bounds_are_weighed_without_a_fault() -> None:
    endless = {"parts": "1e308", "power": "-1e308", "rent": "1e300 * 1e300"}
    for temperature in (0.0, 1e-300, 1.0):
        with np.errstate(all="raise", under="ignore"):
            options = opening(policy(choice(endless, temperature=temperature)), replicates=1)
        assert sum(float(option.odds[0, 0]) for option in options.values()) == pytest.approx(1.0)


def test_the_order_of_options_changes_nothing() -> None:
    worths = {"parts": "shortage", "power": "2 * nationalist", "rent": 1}
    ends = set()
    for names in (worths, dict(reversed(worths.items()))):
        model = game(policy(choice(names, hold=2), price=0.25), replicates=20)
        for _ in range(4):
            model.step()
        ends.add(state_hash(model.position))
    assert len(ends) == 1


def test_a_row_of_a_batch_is_the_lone_game_bit_for_bit() -> None:
    leader = policy(
        choice({"parts": "shortage", "power": "2 * nationalist", "rent": "1 - trust"}, hold=2),
        {"when": "support.rent", "set": {"capital_subsidy": "+1"}},
        price=0.25,
    )
    batch = game(leader, replicates=5)
    lone = [game(leader, first=row) for row in range(5)]
    for _ in range(5):
        for model in (batch, *lone):
            model.step()
        for row, model in enumerate(lone):
            for name, values in model.position.orders.settings.items():
                assert np.array_equal(values[0], batch.position.orders.settings[name][row]), name
            for key, turns in model.position.granted.items():
                assert turns[0, 0] == batch.position.granted[key][row, 0], key
    decisions = [model.record["measures"].decisions["beijing"] for model in (batch, *lone)]
    whole, *alone = map(weighed, decisions)
    for row, one in enumerate(alone):
        for mine, ours in zip(one.options, whole.options, strict=True):
            for field in ("worth", "cost", "net", "available", "odds", "short", "taken"):
                assert getattr(mine, field)[0, 0] == getattr(ours, field)[row, 0], field


def test_a_choice_that_is_held_does_not_flip_and_is_considered_when_due() -> None:
    taken = taken_by_turn(policy(choice(dict.fromkeys(SETS, 0), hold=2)), 7, 300)
    assert [columns is not None for columns in taken] == [True, False] * 3 + [True]
    first = taken[0]
    assert first is not None
    assert len(set(first.tolist())) == 4
    for columns in taken[2::2]:
        assert columns is not None
        assert np.array_equal(columns, first)


def test_a_choice_is_drawn_anew_once_its_own_draw_would_not_take_it_any_more() -> None:
    moved = choice({"parts": "where(turn >= 2, -20, 0)", "power": 0, "rent": 0})
    before, _, after, later = taken_by_turn(policy(moved), 4, 2000)
    assert before is not None
    assert after is not None
    was_parts = before == 1
    assert not (after == 1).any()
    assert np.array_equal(after[~was_parts], before[~was_parts])
    shares = [(after[was_parts] == column).mean() for column in (2, 3)]
    assert shares == pytest.approx([0.5, 0.5], abs=0.08)
    assert later is not None
    assert np.array_equal(later, after)


def test_a_choice_is_reopened_before_its_time() -> None:
    held = choice(dict.fromkeys(SETS, 0), hold=5, reopen="turn == 2")
    taken = taken_by_turn(policy(held), 6, 3)
    assert [columns is not None for columns in taken] == [True, False, True, False, False, False]


def test_a_choice_that_was_off_the_table_is_drawn_anew() -> None:
    off = choice(dict.fromkeys(SETS, 0), when="turn != 1")
    before, missed, after = taken_by_turn(policy(off), 3, 2000)
    assert missed is None
    assert before is not None
    assert (before != after).mean() > 0.5


def test_an_option_in_force_stands_for_keep_with_its_own_worth() -> None:
    among = {
        "stay": {"set": {"local_content": 0}, "worth": 2},
        "rent": {"set": SETS["rent"], "worth": 2},
    }
    options = opening(policy({"choose": "support", "among": among}))
    assert not options["keep"].available.any()
    assert options["stay"].cost.max() == 0.0
    assert options["stay"].odds == pytest.approx(0.5)


def test_what_stands_above_a_choice_leaves_less_for_it() -> None:
    clause = {"set": {"capital_subsidy": 3}}
    rent = choice({"rent": 5}, temperature=0)
    after_it, before_it = policy(clause, rent), policy(rent, clause)
    for leader, can_rent in ((after_it, False), (before_it, True)):
        model = with_capital(game(leader), 1.5)
        model.play_phase()
        firings = model.record["measures"].decisions["beijing"].firings
        (weighing,) = [fired.weighing for fired in firings if fired.weighing]
        assert weighing.options[1].available[0, 0] == can_rent
        rented = model.position.orders.settings["offshore_policy"][0, 0] == 2.0
        assert rented == can_rent


@settings(max_examples=30, deadline=None)
@given(st.floats(0.0, 12.0))
def test_a_package_is_granted_whole_or_not_at_all_however_scarce_capital_is(capital) -> None:
    package = {"capital_subsidy": 3, "local_content": 2, "import_gate.h20_class": "open"}
    whole = {"choose": "turn_about", "among": {"all": {"set": package, "worth": 50}}}
    leader = policy({"set": {"offshore_policy": "promote"}}, whole)
    model = with_capital(game(leader), capital)
    before = model.position.orders.settings
    model.play_phase()
    after = model.position.orders.settings
    moved = [
        bool((before[name] != after[name]).any())
        for name in ("capital_subsidy", "local_content", "import_gate")
    ]
    assert len(set(moved)) == 1
    (option,) = [
        one
        for one in weighed(model.record["measures"].decisions["beijing"]).options
        if one.option == "all"
    ]
    rented = 1.0 if capital >= 1.0 else 0.0
    assert moved[0] == option.available[0, 0] == (capital >= rented + option.cost[0, 0])


@settings(max_examples=15, deadline=None)
@given(WORTHS, st.integers(0, 9), st.floats(0.2, 2.0))
def test_the_smallest_change_of_a_worth_that_is_told_tips_the_choice(
    worths, seed, temperature
) -> None:
    def take(scales: dict[str, float]) -> dict[str, Weighed]:
        leader = policy(choice(scales, temperature=temperature), price=0.25)
        options = weighed(decide(opened(1, seed), leader)).options
        return {option.option: option for option in options}

    scales = dict(zip(SETS, worths, strict=True))
    options = take(scales)
    others = [options[name] for name in SETS if not options[name].taken[0, 0]]
    nearest = min(others, key=lambda option: float(option.short[0, 0]))
    short = float(nearest.short[0, 0])
    name = nearest.option
    assert not take({**scales, name: scales[name] + short - 1e-6})[name].taken[0, 0]
    assert take({**scales, name: scales[name] + short + 1e-6})[name].taken[0, 0]


def test_clauses_read_what_was_chosen_and_how_long_ago() -> None:
    leader = policy(
        choice({"rent": 9}, temperature=0, when="turn == 1"),
        {"when": "support.rent and turns_since.support == 2", "set": {"local_content": 2}},
        {"when": "not support.rent and turns_since.support > 99", "set": {"power_subsidy": 0.1}},
    )
    model = game(leader)
    seen = []
    for _ in range(4):
        model.step()
        settings_now = model.position.orders.settings
        seen.append(
            [float(settings_now[name][0, 0]) for name in ("local_content", "power_subsidy")]
        )
    assert seen == [[0.0, 0.1], [0.0, 0.1], [0.0, 0.1], [2.0, 0.1]]


def test_a_choice_that_is_switched_off_reads_as_never_made() -> None:
    leader = policy(
        choice({"rent": 9}, temperature=0),
        {"when": "support.rent", "set": {"local_content": 2}},
    ).without(0)
    assert [clause.kind for clause in leader.clauses] == ["clause"]
    model = game(leader)
    for _ in range(3):
        model.step()
    assert model.position.orders.settings["offshore_policy"][0, 0] == 1.0
    assert model.position.orders.settings["local_content"][0, 0] == 0.0


def test_what_was_chosen_a_turn_before_the_last_choice_cannot_be_read() -> None:
    with pytest.raises(ExpressionError, match=r"'previous\.support\.rent' is not remembered"):
        policy(choice({"rent": 1}), {"when": "previous.support.rent", "set": {"local_content": 2}})


def test_a_choice_may_answer_what_was_revealed() -> None:
    answer = {"choose": "answer", "among": {"hint": {"set": {"purchases": 2}, "worth": 9}}}
    leader = policy(response=[{**answer, "temperature": 0}])
    model = game(leader)
    model.step()
    assert weighed(model.record["responses"].decisions["beijing"]).choice == "answer"
    assert model.position.orders.settings["purchases"][0, 0] == 2.0
