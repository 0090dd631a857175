"""No sentence draws a conclusion from indices that rest on too little or contradict themselves."""

import dataclasses

import pandas as pd
import pytest

from game.analysis.deciding import tell
from game.analysis.sensitivity import sensitivity
from game.analysis.trust import contradicted, mark_trusted
from tests.analysis.conftest import factor, made_runs

FACTORS = [factor("strong", 0.0, 1.0), factor("weak", 0.0, 1.0)]
CONCLUSIONS = ("is decided most by", "Nothing that was varied", "Of the variance")


def linear(points, *_):
    return 10.0 * points["strong"] + points["weak"]


def nothing(points, *_):
    return 0.0 * points["strong"]


@pytest.mark.parametrize("play", [linear, nothing])
@pytest.mark.parametrize("factors", [FACTORS, FACTORS[:1]])
@pytest.mark.parametrize(
    "design",
    [
        {"method": "sobol", "samples": 2},
        {"method": "sobol", "samples": 4},
        {"method": "morris", "samples": 2},
        {"method": "morris", "samples": 4},
    ],
)
def test_a_few_samples_show_nothing_and_no_absence(design, factors, play):
    def played(points, *rest):
        return play(points.assign(weak=points.get("weak", 0.0)), *rest)

    found = sensitivity(made_runs(played, factors, design, replicates=2), resamples=10)
    assert not found.indices["trusted"].any()
    assert not found.luck["trusted"].any()
    assert "is open" in found.says[0]
    assert not any(told in sentence for sentence in found.says for told in CONCLUSIONS)


@pytest.mark.parametrize(
    "design", [{"method": "sobol", "samples": 128}, {"method": "morris", "samples": 16}]
)
def test_what_a_design_can_see_is_concluded(design):
    found = sensitivity(made_runs(linear, FACTORS, design), resamples=20)
    assert found.indices["trusted"].all()
    assert found.luck["trusted"].all()
    assert "is decided most by strong" in found.says[0]
    none = sensitivity(made_runs(nothing, FACTORS, design), resamples=20)
    assert none.says[0].startswith("Nothing that was varied changes y of own under the one luck")


@pytest.mark.parametrize(
    ("design", "most"),
    [({"method": "sobol", "samples": 32}, "9%"), ({"method": "morris", "samples": 10}, "26%")],
)
def test_an_absence_is_claimed_with_what_the_design_may_not_have_seen(design, most):
    told = sensitivity(made_runs(nothing, FACTORS, design), resamples=10).says[0]
    assert f"none of {design['samples']} changes of each did, so at most {most} of such" in told


def test_an_index_whose_band_reaches_nothing_leads_to_no_conclusion():
    found = sensitivity(made_runs(linear, FACTORS, {"method": "sobol", "samples": 64}))
    told = list(tell(dataclasses.replace(found, indices=found.indices.assign(total_low=0.0))))
    assert "is open: the band of the largest index, strong (" in told[0]
    assert "reaches 0; raise samples." in told[0]
    assert not any("is decided most by" in sentence for sentence in told)


def indices(first, total, width=0.01):
    ends = {"low": -width, "high": width}
    values = {"first": first, "total": total}
    bands = {f"{name}_{end}": values[name] + by for name in values for end, by in ends.items()}
    return pd.DataFrame([values | bands])


@pytest.mark.parametrize(
    ("first", "total", "width", "wrong"),
    [
        (2.16, 0.8, 0.05, True),
        (0.3, 1.4, 0.05, True),
        (-0.3, 0.2, 0.05, True),
        (0.8, 0.4, 0.05, True),
        (0.5, 0.6, 0.05, False),
        (1.1, 1.1, 0.3, False),
        (-0.01, 0.0, 0.001, False),
        (1.0, 1.0, 0.0, False),
    ],
)
def test_an_index_that_cannot_be_is_told_beyond_its_band(first, total, width, wrong):
    assert contradicted(indices(first, total, width)).tolist() == [wrong]


def test_contradicted_indices_lead_to_no_conclusion():
    found = sensitivity(made_runs(linear, FACTORS, {"method": "sobol", "samples": 64}))
    wrong = found.indices.assign(first=2.16, first_low=2.15, first_high=2.23)
    marked = mark_trusted(wrong.drop(columns="trusted"), "sobol", found.blocks)
    told = " ".join(tell(dataclasses.replace(found, indices=marked)))
    assert "What decides y of own is open: the indices of strong (first order 2.2" in told
    assert "is decided most by" not in told
