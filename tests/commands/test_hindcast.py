"""The command: what it writes, and how it refuses what cannot be played."""

import json

import pandas as pd
import pytest

from game.commands.hindcast import hindcast_object, read_doses, write_observables
from game.errors import UserError
from game.hindcast.calibration.fitted import non_implausible_draws
from game.hindcast.simulate import hindcast


@pytest.fixture(scope="module")
def done():
    return hindcast(5, until="2022-07", spread=1.0)


def test_the_frame_has_the_columns_that_scoring_reads(done):
    types = {name: str(kind) for name, kind in done.frame.dtypes.items()}
    assert types["replicate"] == "int32"
    assert types["value"] == "float64"
    assert list(types) == ["replicate", "period", "name", "value"]
    assert not done.frame["value"].isna().any()
    assert {"2022-07", "2022Q2", "FY2023Q2"} <= set(done.frame["period"])
    assert "FY2023" not in set(done.frame["period"])


def test_bands_hold_each_other(done):
    bands = done.bands()
    levels = bands[["low90", "low50", "median", "high50", "high90"]].to_numpy()
    assert (levels[:, 1:] >= levels[:, :-1]).all()


def test_drawn_parameters_part_the_runs_that_luck_alone_keeps_together(done):
    names, draws = non_implausible_draws()
    middle = dict(zip(names, draws.mean(axis=0).tolist(), strict=True))
    certain = hindcast(5, until="2022-07", parameters=middle)
    revenue = [
        one.frame[one.frame["name"].eq("nv_dc_rev") & one.frame["period"].eq("FY2023Q1")]["value"]
        for one in (certain, done)
    ]
    assert revenue[1].std() > 3.0 * revenue[0].std()


def test_headquarters_count_what_billing_does_and_more(done):
    wide = done.frame.pivot(index=["replicate", "period"], columns="name", values="value").dropna(
        subset=["nv_cn_rev_bill", "nv_cn_rev_hq"]
    )
    assert len(wide) > 0
    assert (wide["nv_cn_rev_hq"] >= wide["nv_cn_rev_bill"]).all()


def test_tables_are_written_and_read_back(done, tmp_path):
    files = write_observables(done, tmp_path / "out", per_replicate=True)
    assert pd.read_parquet(files[0]).equals(done.frame)
    assert len(pd.read_csv(files[1])) == len(done.bands())
    assert len(pd.read_csv(files[3])) == len(done.frame)


def test_the_json_value_has_no_number_that_json_lacks(done):
    series = pd.DataFrame({"observable": ["x"], "mase": [float("nan")]})
    value = hindcast_object(done, series)
    assert json.loads(json.dumps(value, allow_nan=False))["scores"][0]["mase"] is None
    assert len(value["observables"]["nv_rev"]["FY2023Q1"]) == 5


@pytest.mark.parametrize("texts", [["U15"], ["U15=half"], ["U15=0.5", "U15=0.2"], ["U15=nan"]])
def test_a_dose_that_cannot_be_read_is_refused(texts):
    with pytest.raises(UserError, match="--scale"):
        read_doses(texts)


@pytest.mark.parametrize(
    "wanted",
    [
        {"until": "2030-01"},
        {"until": "now"},
        {"without_events": ["U99"]},
        {"free": ["beijing"]},
        {"parameters": {"nothing": 1.0}},
        {"spread": 2.0},
        {"replicates": 0},
    ],
)
def test_what_cannot_be_played_is_refused_before_it_is(wanted):
    with pytest.raises(UserError):
        hindcast(**{"replicates": 1, **wanted})
