"""The tables behind the figures."""

import numpy as np
import pandas as pd
import pytest

from game.reports.charts.fan import fan_table
from game.reports.charts.outcomes import outcome_table, share_table
from game.reports.charts.passage import passage_table

GAMES = pd.DataFrame(
    {
        "profile": ["a"] * 8,
        "group": "a",
        "panel": "",
        "point": [0, 0, 1, 1, 2, 2, 3, 3],
        "value": [1.0, 1.0, 2.0, 2.0, 3.0, 3.0, 4.0, 4.0],
    }
)


def test_the_error_of_a_mean_counts_a_draw_once():
    row = outcome_table(GAMES).iloc[0]
    assert row["mean"] == 2.5
    assert row["error"] == pytest.approx(1.96 * np.std([1, 2, 3, 4], ddof=1) / 2)
    assert row["games"] == 8


def test_a_share_has_the_interval_of_luck_and_the_span_of_draws():
    games = GAMES.assign(value=(GAMES["value"] > 1.0).astype(float))
    row = share_table(games).iloc[0]
    assert row["share"] == 0.75
    assert 0.0 < row["low"] < 0.75 < row["high"] < 1.0
    assert (row["lowest"], row["highest"]) == pytest.approx((0.15, 1.0))


def test_what_never_happens_has_not_happened_by_the_end():
    games = GAMES.assign(value=[0.0, 1.0, 1.0, 2.0, np.nan, np.nan, np.nan, np.nan])
    shares = passage_table(games, 3)["share"].to_list()
    assert shares == [0.125, 0.375, 0.5, 0.5]


def test_a_fan_holds_half_and_nine_in_ten():
    series = pd.DataFrame({"value": np.arange(101.0)}).assign(group="a", panel="", turn=1)
    row = fan_table(series).iloc[0]
    assert row[["low", "quarter", "median", "three_quarters", "high"]].to_list() == [
        5.0,
        25.0,
        50.0,
        75.0,
        95.0,
    ]
