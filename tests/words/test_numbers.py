"""Numbers and orders in words."""

import pytest

from game.config.scenarios import load_scenario
from game.state.scenario import Title
from game.words.numbers import amount, difference, scenario_title, sentence, span


@pytest.fixture(scope="module")
def scenario():
    return load_scenario()


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        (12.0, "k chips", "12,000 chips"),
        (0.246, "k chips", "246 chips"),
        (1234.5, "k H100e/month", "1.23 million H100e a month"),
        (57.03, "US$ bn", "US$ 57 bn"),
        (0.0962, "US$ bn/month", "US$ 96.2 m a month"),
        (0.351, "share", "35 %"),
        (0.012, "share", "1.2 %"),
        (0.88, "share of normal", "88 % of normal"),
        (41.6, "%", "42 %"),
        (1.0, "flag", "yes"),
        (2.0, "rung 0 to 4", "rung 2 of 4"),
        (837.0, "US$/kg", "US$ 837 per kg"),
        (6.01, "months", "6.01 months"),
        (8.128, "ratio", "8.13"),
        (-0.0, "months", "0 months"),
    ],
)
def test_a_number_is_told_with_its_unit(value, unit, told):
    assert amount(value, unit) == told


def test_a_share_changes_by_points_and_an_amount_by_its_unit():
    assert difference(0.052, "share") == "+5.2 points"
    assert difference(-28.0, "k H100e/month") == "-28,000"
    assert difference(0.05, "US$ bn") == "+50 m"
    assert span(0.27, 0.45, "share") == "27 to 45 %"


def test_every_order_there_is_can_be_said(scenario):
    for lever in scenario.levers.values():
        steps = round((lever.high - lever.low) / lever.step)
        for step in range(steps + 1):
            now = lever.low + step * lever.step
            was = lever.high if now == lever.low else lever.low
            told = sentence(lever, ["H200"] if lever.members else [], was, now)
            assert "{" not in told
            assert "_" not in told
            assert told.split()[0].endswith("s")


def test_an_order_reads_as_a_headline(scenario):
    policy = scenario.levers["licence_policy"]
    assert (
        sentence(policy, ["H20", "H200"], 0, 1)
        == "weighs licences for H20 and H200 chips case by case"
    )
    assert (
        sentence(scenario.levers["tariff"], [], 50, 40)
        == "cuts tariff on Chinese goods to 40 points"
    )
    assert (
        sentence(scenario.levers["entity_round"], [], 0, 30) == "adds 30 names to the Entity List"
    )


def test_the_month_that_a_scenario_is_about_stands_before_its_title():
    assert scenario_title(Title("the H200 decision", 47)) == "December 2025: the H200 decision"
    assert scenario_title(Title("A lesson")) == "A lesson"
