"""Runs held against targets: frames, numbers, series, windows."""

import dataclasses
import datetime
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from game.errors import UserError
from game.hindcast.scores.assess import (
    expect_met,
    left_out,
    meet,
    score_numbers,
    score_origins,
    score_series,
    split_by_origin,
    target_range,
    untested,
    weighted_score,
)
from game.hindcast.scores.grading import grade_series
from game.hindcast.scores.simulated import Simulated
from game.hindcast.simulate import hindcast
from game.hindcast.targets.targets import public_targets, read_targets

CASES = Path(__file__).parent.parent / "targets" / "cases"


@pytest.fixture(scope="module")
def targets():
    return read_targets(public_targets())


def frame_of(targets, names, factor=1.0, replicates=5):
    """Return runs that say `factor` times what was published, within two per cent."""
    rows = [
        (row, one.period, one.observable, one.value * factor * (0.98 + 0.01 * row))
        for one in targets
        if one.observable in names
        for row in range(replicates)
    ]
    frame = pd.DataFrame(rows, columns=["replicate", "period", "name", "value"])
    return frame.drop_duplicates(["replicate", "period", "name"])


def long(values, name="x"):
    rows = [(0, period, name, value) for period, value in values.items()]
    return pd.DataFrame(rows, columns=["replicate", "period", "name", "value"])


def test_months_and_quarters_are_put_together_where_they_tile_a_period():
    months = Simulated(long({f"2023-{month:02d}": float(month) for month in range(1, 7)}))
    assert months.value("x", "2023Q1") == [6.0]
    assert months.value("x", "2023Q2", "mean") == [5.0]
    assert months.value("x", "2023-01..2023-06", "last") == [6.0]
    assert months.value("x", "2023") is None
    assert months.value("y", "2023Q1") is None


def test_a_period_that_the_frame_has_is_not_put_together_again():
    runs = Simulated(long({"2023-01": 1.0, "2023-02": 1.0, "2023-03": 1.0, "2023Q1": 99.0}))
    assert runs.value("x", "2023Q1") == [99.0]


def test_a_quarter_of_the_books_is_not_one_of_the_calendar():
    runs = Simulated(long({f"2023-{month:02d}": float(month) for month in range(1, 13)}))
    assert runs.value("x", "FY2024Q1") == [2.0 + 3.0 + 4.0]
    assert runs.value("x", "2023Q1") == [1.0 + 2.0 + 3.0]


def test_a_frame_without_a_column_is_refused():
    with pytest.raises(UserError, match="no column 'name'"):
        Simulated(
            pd.DataFrame({"replicate": [0], "period": ["2023"], "names": ["x"], "value": [1.0]})
        )


def test_runs_that_say_what_was_published_meet_every_bar_but_the_width(targets):
    met = meet(Simulated(frame_of(targets, ["nv_cn_rev_bill"])), targets)
    scores = score_series(met).set_index("observable").loc["nv_cn_rev_bill"]
    assert scores["mase"] < 0.01
    assert scores["turns_met"] == scores["turns"] == 4
    assert scores["number_score"] == 1.0
    assert scores["coverage_90"] == 1.0


def test_runs_that_say_three_times_as_much_lose_to_the_last_value(targets):
    met = meet(Simulated(frame_of(targets, ["nv_cn_rev_bill"], factor=3.0)), targets)
    scores = score_series(met).set_index("observable").loc["nv_cn_rev_bill"]
    assert scores["mase"] > 1.0
    assert scores["score"] == 0.0
    assert grade_series(score_series(met))["nv_cn_rev_bill"].mark == "poor"


def test_shorter_periods_make_a_longer_one_as_the_observable_says(targets):
    """Filed quarters of revenue add up to filed years; a yield of two months is their mean."""
    quarters = frame_of(targets, ["nv_cn_rev_bill"]).assign(name="nv_cn_rev_bill_year")
    months = long({"2025-01": 30.0, "2025-02": 40.0}, "smic_yield_7nm")
    met = meet(Simulated(pd.concat([quarters, months])), targets)
    said = {(one.target.observable, one.target.period): one.median for one in met}
    assert round(said["nv_cn_rev_bill_year", "FY2024"], 1) == 10.3
    assert round(said["nv_cn_rev_bill_year", "FY2025"], 1) == 17.1
    assert said["smic_yield_7nm", "2025-01..2025-02"] == 35.0


def test_a_ratio_over_a_year_is_not_made_of_the_ratios_of_its_quarters(targets):
    quarters = long({f"2022Q{quarter}": 11.0 for quarter in (1, 2, 3, 4)}, "cn_flow_share")
    assert meet(Simulated(quarters), targets) == []
    assert len(meet(Simulated(long({"2022": 11.0}, "cn_flow_share")), targets)) == 1


def test_inputs_are_not_scored_and_what_is_not_met_is_listed(targets):
    runs = Simulated(frame_of(targets, ["el_cn", "nv_rev"]))
    assert {one.target.observable for one in meet(runs, targets)} == {"nv_rev"}
    missing = {one.observable for one in untested(runs, targets)}
    assert {"el_cn", "nv_cn_units", "chip_tpp"} <= missing
    assert "nv_rev" not in missing


def test_a_range_is_as_published_or_as_wide_as_the_confidence_allows(targets):
    by_key = {one.key: one for one in targets}
    assert target_range(by_key["nv_cn_units", "2024Q4"]) == (249576.0, 421988.0)
    assert target_range(by_key["nv_cn_rev_bill", "FY2023Q1"]) == pytest.approx((1.872, 2.288))
    low, high = target_range(by_key["cn_cards_total", "2024"])
    assert (low, high) == pytest.approx((2.7e6, 3.24e6))


def test_abnormal_returns_are_scored_by_their_sign(targets):
    met = meet(Simulated(frame_of(targets, ["nvda_ar"], factor=0.1)), targets)
    assert (score_numbers(met)["score"] == 1.0).all()
    met = meet(Simulated(frame_of(targets, ["nvda_ar"], factor=-1.0)), targets)
    assert (score_numbers(met)["score"] == -0.5).all()


def test_bands_are_those_of_the_drawn_runs_and_the_middle_is_not(targets):
    runs = Simulated(frame_of(targets, ["nv_rev"]))
    wide = Simulated(frame_of(targets, ["nv_rev"], factor=2.0))
    numbers = score_numbers(meet(runs, targets, wide))
    assert numbers["q50"].to_numpy() == pytest.approx(numbers["published"].to_numpy())
    assert (numbers["q05"] > 1.9 * numbers["published"]).all()


def test_the_weighted_score_weighs():
    frame = pd.DataFrame({"weight": [3.0, 1.0], "score": [1.0, 0.0]})
    assert weighted_score(frame) == 0.75
    assert math.isnan(weighted_score(frame.assign(weight=0.0)))


def test_an_origin_splits_each_column_and_looks_four_periods_ahead(targets):
    inside, outside = split_by_origin(targets, datetime.date(2024, 4, 30))
    ours = [one.period for one in outside if one.observable == "nv_cn_rev_bill"]
    assert ours == ["FY2025Q2", "FY2025Q3", "FY2025Q4", "FY2026Q1"]
    assert all(one.end <= datetime.date(2024, 4, 30) for one in inside if one.end)


def test_errors_inside_and_outside_stand_side_by_side_with_the_persistence_forecast(targets):
    runs = Simulated(frame_of(targets, ["nv_cn_rev_bill"], factor=1.1))
    origins = [datetime.date(2024, 4, 30), datetime.date(2025, 1, 31)]
    windows = score_origins(lambda _: runs, targets, origins)
    quarters = windows[windows["observable"] == "nv_cn_rev_bill"]
    assert len(quarters) == 2
    assert np.allclose(quarters["inside"], 0.1)
    assert np.allclose(quarters["gap"], 1.0)
    held = np.abs(np.array([3.67, 5.42, 5.53, 5.52]) - 2.49).mean()
    scale = np.array([3.67, 5.42, 5.53, 5.52]).mean()
    assert quarters["persistence"].iloc[0] == pytest.approx(held / scale)


def test_every_target_is_scored_or_named_with_the_reason():
    runs = Simulated(hindcast(5, until="2022-07").frame)
    targets = read_targets(public_targets())
    scored, omitted = meet(runs, targets), left_out(runs, targets)
    places = [one.target.place for one in scored] + [one.target.place for one in omitted]
    assert sorted(places) == sorted(target.place for target in targets)
    reasons = {one.reason for one in omitted}
    assert {"it has no period", "the record gives it to the runs"} < reasons
    assert any(reason.startswith("the runs do not cover ") for reason in reasons)


def test_targets_none_of_which_can_be_scored_are_refused_with_the_first_and_why():
    runs = Simulated(hindcast(5, until="2022-07").frame)
    targets = read_targets(CASES / "out_of_reach.csv")
    with pytest.raises(UserError, match=r"out_of_reach.csv:2: nv_cn_rev_bill cannot be scored"):
        expect_met(meet(runs, targets), runs, targets)


def test_a_misspelt_observable_is_named_with_the_one_that_was_meant():
    runs = Simulated(hindcast(5, until="2022-07").frame)
    target = dataclasses.replace(read_targets(public_targets())[0], observable="nv_cn_rev_bil")
    (omitted,) = left_out(runs, [target])
    assert omitted.reason.endswith("did you mean 'nv_cn_rev_bill'?")
