"""Wherever in their ranges the parameters lie, numbers stay in theirs and nothing is lost."""

import secrets

import numpy as np
import pytest

from agents.model import GameModel
from game.config.scenarios import load_scenario
from game.model.market.bottleneck import wasted_share
from game.state.params import fill_up
from tests.laws.corners import LEADERS, SCENARIOS, SPANS, breaches

SHARES = ("buyer_share", "covert_share", "foundry_share", "mineral_demand", "mineral_weight")


@pytest.mark.parametrize("leader", LEADERS)
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_no_number_leaves_its_range_and_no_law_is_broken(scenario, leader):
    seed = secrets.randbits(40)
    span = list(SPANS)[seed % len(SPANS)]
    drawn = {"scenario": scenario, "leader": leader, "span": span, "seed": seed, "games": 20}
    found = breaches(**drawn)
    assert found == [], f"breaches(**{drawn})"


def test_a_broken_range_and_a_broken_law_are_seen(monkeypatch):
    """Else the test above would show nothing."""
    from game.model.rules import investment, revenue

    # So little beyond the whole that each number stays one: what is none is in no range to leave.
    for rules in (investment, revenue):
        monkeypatch.setattr(rules, "wasted_share", lambda _orders, _params: np.full((2, 1), 3.0))
    found = breaches(scenario="december_2025", leader="own", span="ranges", seed=1, games=2)
    assert {breach.what for breach in found} >= {
        "investment below its range",
        "more is wasted than Beijing spends",
    }
    assert max(breach.games for breach in found if breach.what.startswith("investment")) == 2


@pytest.mark.parametrize("name", SHARES)
def test_shares_of_one_whole_stay_such_whatever_their_members_are_set_to(name):
    params = load_scenario("lesson").params
    members = params.numbers[name].shape[-1]
    given = np.random.default_rng(3).random((5, members))
    given[0], given[1] = 0.0, 1.0
    drawn = params.with_numbers({name: given}).numbers[name]
    assert drawn.sum(axis=1) == pytest.approx(1.0)
    assert drawn[2] / drawn[2, 0] == pytest.approx(given[2] / given[2, 0])
    same = params.with_numbers({name: params.numbers[name]}).numbers[name]
    assert same.tobytes() == params.numbers[name].tobytes()


def test_no_other_number_is_scaled():
    params = load_scenario("lesson").params
    assert params.shares == set(SHARES)
    given = {name: values * 3.0 for name, values in params.numbers.items() if name not in SHARES}
    changed = params.with_numbers(given)
    assert all(changed.numbers[name] is values for name, values in given.items())


def test_a_share_that_is_drawn_stays_as_drawn_and_the_others_share_what_is_left():
    filled = fill_up(np.array([[0.5, 0.3, 0.2], [1.0, 0.3, 0.2], [1.2, 0.3, 0.2]]), [0])
    assert filled == pytest.approx(np.array([[0.5, 0.3, 0.2], [1.0, 0.0, 0.0], [1.2, 0.0, 0.0]]))


def test_no_more_of_a_subsidy_is_wasted_than_there_is():
    scenario = load_scenario("lesson")
    ends = {"waste_base": np.array(0.3), "waste_step": np.array(0.25)}
    orders = GameModel(scenario).position.orders
    orders = orders.with_settings({**orders.settings, "capital_subsidy": np.array([[1.0], [3.0]])})
    wasted = wasted_share(orders, scenario.params.with_numbers(ends))
    assert wasted == pytest.approx(np.array([[0.55], [1.0]]))
