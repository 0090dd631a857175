"""The tables behind the figures."""

import json

import numpy as np
import pandas as pd
import pytest

from game.reports.charts.differences import threshold_chart
from game.reports.charts.fan import fan_table
from game.reports.charts.outcomes import outcome_chart, outcome_table, share_table
from game.reports.charts.passage import passage_table
from game.reports.figures import spec_of

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


def shapes(panels):
    """A table of two policies' spreads, one in each panel."""
    names = ("low", "quarter", "median", "three_quarters", "high", "mean", "error", "games")
    row = dict.fromkeys(names, 1.0)
    return pd.DataFrame([{**row, "group": "a", "panel": p, "title": p} for p in panels])


@pytest.mark.parametrize(("panels", "titled"), [(["all"], True), (["quiet", "loud"], False)])
def test_axes_of_panels_side_by_side_have_no_titles_that_overlap(panels, titled):
    drawn = json.dumps(spec_of(outcome_chart(shapes(panels), ["a"], "A long name of an outcome")))
    assert ("A long name of an outcome" in drawn) is titled


def test_every_figure_of_line_ups_has_its_panels_in_their_order():
    games = [{"group": "a", "panel": p, "turn": t, "value": 1.0} for p in "zya" for t in (1, 2)]
    assert list(dict.fromkeys(fan_table(pd.DataFrame(games))["panel"])) == ["z", "y", "a"]


def test_a_figure_of_thresholds_says_what_it_compares():
    curve = {"matters": [0.0, 1.0], "more": [1.0, 0.0], "less": 0.0, "same": [0.0, 1.0]}
    table = pd.DataFrame({**curve, "counts": [False, True]})
    drawn = spec_of(threshold_chart(table, "Gate shut against Gate open", "threshold"))
    assert drawn["title"] == ["Gate shut against Gate open"]
