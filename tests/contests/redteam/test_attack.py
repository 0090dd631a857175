"""Attacks on a seat: what a plan leans on, by which way it pays, and a player one move ahead."""

import dataclasses
import functools

import numpy as np
import pytest

from agents.cast import choose_policies, open_scenario
from agents.model import GameModel
from agents.policies.blind import Step
from game.contests.redteam.attack import Effort, Kind, Player, attack
from game.contests.redteam.greedy import Greedy, near_orders
from game.contests.redteam.leaning import drop_one, find_loop
from game.contests.redteam.paths import fields_at_first_hand, fields_of, path_between
from game.contests.redteam.search import Bench
from game.contests.redteam.side_by_side import open_games
from game.contests.redteam.verdict import tell_attack
from game.state.chance import Chance
from game.state.levers import Action
from tests.hidden_truth import another_truth

SEAT = "chipmakers"
EFFORT = Effort(training=4, testing=6, rounds=2, dated=1, greedy=1, rollouts=4)


@pytest.fixture(scope="module")
def opened():
    return open_scenario("lesson")


@pytest.fixture(scope="module")
def cast(opened):
    scenario, library = opened
    return choose_policies(scenario, {}, library)


@pytest.fixture(scope="module")
def ticks():
    return []


@pytest.fixture(scope="module")
def came(opened, cast, ticks):
    scenario, library = opened
    tick = functools.partial(ticks.append, 1)
    return attack(scenario, library, cast, SEAT, effort=EFFORT, seed=2, tick=tick)


@pytest.fixture(scope="module")
def bench(opened, cast):
    return Bench(scenario=opened[0], seat=SEAT, cast=cast, seed=2, games=6)


def plan_of(bench, *texts):
    levers = bench.scenario.levers
    return tuple(Step(order=Action.parse(text, levers, actor=SEAT)) for text in texts)


def test_all_kinds_of_players_stand_in_the_order_of_their_scores(came):
    assert {player.kind for player in came.players} == set(Kind)
    means = [player.scores.mean() for player in came.players]
    assert means == sorted(means, reverse=True)


def test_the_reference_is_level_with_itself_and_others_are_not(came):
    ahead = {player.name: player.ahead for player in came.players}
    assert (ahead[came.reference] == 0).all()
    assert ahead["nothing"].any()


def test_an_attack_reports_no_more_work_than_it_announced(came, ticks):
    announced = EFFORT.ticks(came.scenario.turns)
    assert announced - EFFORT.rounds - EFFORT.dated <= len(ticks) <= announced


def test_equal_attacks_come_to_equal_ends(opened, cast, came):
    scenario, library = opened
    again = attack(scenario, library, cast, SEAT, effort=EFFORT, seed=2)
    assert again.plan == came.plan
    assert again.loop == came.loop
    assert again.greedy == came.greedy


def test_a_step_that_does_nothing_is_worth_nothing(bench):
    held = bench.scenario.settings.settings["software_push"][0, 0]
    plan = plan_of(bench, "capital_raise = 2", f"software_push = {held:g}")
    first, last = drop_one(bench, plan)
    assert first.step == plan[0]
    assert last.points == 0
    assert sum(first.aims.values()) == pytest.approx(first.points)


def test_the_loop_leads_from_what_an_order_moves_to_what_an_aim_is_measured_by(bench):
    plan = plan_of(bench, "node_push = 2")
    (lean,) = drop_one(bench, plan)
    loop = find_loop(bench, plan, lean)
    assert loop.aim == "sales"
    assert loop.rule == "follow_roadmap"
    assert loop.fields == ("roadmap_delay", "spent_domestic")


def test_orders_move_by_the_ledger_what_their_rules_write(opened, cast):
    scenario = opened[0]
    lever = scenario.levers["tariff"]
    position = open_games(scenario, 1, 1)
    moved = fields_at_first_hand(position, scenario, cast, Chance(1, 0, 1), lever)
    assert "tariff_cost" in moved
    assert "hbm_stock" not in moved


def test_an_aim_of_a_mean_is_measured_by_the_fields_of_its_number(opened):
    scenario = opened[0]
    aims = {aim.name: aim for aim in scenario.aims["chipmakers"]}
    fields = fields_of(aims["sales"], open_games(scenario, 1, 1), scenario)
    assert fields == {"spent_domestic"}


def test_the_shortest_way_is_taken_and_none_where_there_is_none():
    links = {"a": ["b", "c"], "b": ["d"], "c": ["e"], "e": ["d"]}
    assert path_between("a", {"d"}, links) == ("a", "b", "d")
    assert path_between("a", {"a"}, links) == ("a",)
    assert path_between("d", {"a"}, links) == ()


def test_the_greedy_player_gives_each_setting_one_legal_order_a_phase(opened, came):
    scenario = opened[0]
    (game,) = came.greedy
    assert 0 <= game.score <= 100
    assert game.orders
    for turn, order in game.orders:
        assert 0 <= turn < scenario.turns
        assert scenario.levers[order.lever].actor == SEAT


def test_the_greedy_player_weighs_steps_and_ends_of_numbers_and_all_names(opened):
    scenario = opened[0]
    position = open_games(scenario, 1, 1)
    weighed = list(near_orders(position, scenario, "washington"))
    tariffs = sorted(order.value for order in weighed if order.lever == "tariff")
    held = scenario.settings.settings["tariff"][0, 0]
    assert tariffs == sorted({0.0, held - 10, held + 10, 150.0} - {held})
    lines = {order.value for order in weighed if order.lever == "chip_ceiling"}
    assert lines == {0.0, 1.0, 2.0, 3.0, 4.0} - {scenario.settings.settings["chip_ceiling"][0, 0]}


def test_the_greedy_player_does_not_read_what_its_view_hides(opened, cast):
    """Its orders are the same where all that it sees nothing of is something else."""
    scenario = opened[0]
    model = GameModel(scenario, policies=cast, seed=1)
    greedy = Greedy(scenario=scenario, seat=SEAT, cast=cast, rollouts=4)
    chosen = greedy.choose(model, [], model.position)
    model.position, _ = another_truth(model.position, scenario, SEAT)
    assert greedy.choose(model, [], model.position) == chosen
    assert chosen


def test_sentences_name_the_best_blind_player_and_the_loop(came):
    blind, greedy, loop = tell_attack(came)
    best = next(one for one in came.players if one.kind in {Kind.BOT, Kind.PLAN})
    assert best.name in blind
    assert f"{best.won:.0%} of 6 games as chipmakers in lesson" in blind
    assert "of 1 game" in greedy
    assert "one game tells nothing of the" in greedy
    assert came.leans[0].step.order.setting(came.scenario.levers) in loop
    assert came.loop.fields[0] in loop


def test_where_no_setting_gains_no_loop_is_named(came):
    empty = dataclasses.replace(came, plan=(), leans=(), loop=None)
    assert tell_attack(empty)[-1] == (
        "No setting gains anything by being held: there is no loop to name."
    )


def test_leans_are_paired_game_by_game(bench):
    plan = plan_of(bench, "domestic_price = 1.5", "own_memory = 2")
    leans = {lean.step: lean for lean in drop_one(bench, plan)}
    scores = bench.scores([plan, plan[1:]])
    np.testing.assert_allclose(leans[plan[0]].losses, scores[0] - scores[1], atol=1e-9)


def test_a_lead_that_is_rounding_is_no_lead():
    rounding = np.full(4, 1e-13)
    player = Player(name="plan", kind=Kind.PLAN, scores=50.0 + rounding, ahead=rounding, won=0.0)
    assert not player.is_ahead
    assert dataclasses.replace(player, ahead=np.full(4, 1.0)).is_ahead
