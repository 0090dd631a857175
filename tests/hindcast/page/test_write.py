"""The page shows every miss, and grades follow from the same scores."""

import numpy as np
import pandas as pd
import pytest

from game.config import grades
from game.config.grades import Grade, grade_of
from game.hindcast.docking.arithmetic import dock
from game.hindcast.docking.exports_2026 import compare_exports
from game.hindcast.page import write
from game.hindcast.page.small_multiples import multiples, series_frame
from game.hindcast.page.write import write_hindcast_page
from game.hindcast.patterns.shares import Shown
from game.hindcast.scores.assess import meet, score_numbers, score_origins, score_series, untested
from game.hindcast.scores.grading import grade_series, write_grades
from game.hindcast.scores.judge import ORIGINS, Judged, SeriesJudged, worst_misses
from game.hindcast.scores.simulated import Simulated
from game.hindcast.targets.series import all_patterns
from game.hindcast.targets.targets import public_targets, read_targets
from game.reports import page as pages

# What the runs of this test say of each column, over what was published.
SAID = {"nv_cn_rev_bill": 1.02, "nv_rev": 3.0, "smic_yield_7nm": 1.0, "sb_price_row": 0.1}


@pytest.fixture(scope="module")
def history():
    targets = read_targets(public_targets())
    rows = [
        (row, one.period, one.observable, one.value * SAID[one.observable] * (0.9 + 0.05 * row))
        for one in targets
        if one.observable in SAID
        for row in range(5)
    ]
    runs = Simulated(pd.DataFrame(rows, columns=["replicate", "period", "name", "value"]))
    met = meet(runs, targets)
    return SeriesJudged(
        replicates=5,
        met=met,
        series=score_series(met),
        numbers=score_numbers(met),
        windows=score_origins(lambda _: runs, targets, ORIGINS),
        untested=untested(runs, targets),
        orders=(),
    )


@pytest.fixture(scope="module")
def judged(history):
    patterns = [
        Shown(
            name=name,
            pattern=pattern,
            treated=0.9,
            placebo=0.9 if name == "F12" else 0.1,
            knocked_out=0.0,
        )
        for name, pattern in all_patterns().items()
    ]
    return Judged(history=history, patterns=patterns, docked=dock(), exports=compare_exports())


def test_the_worst_column_comes_first_and_none_is_left_out(history):
    misses = worst_misses(history)
    assert misses["observable"].iloc[0] in ("nv_rev", "sb_price_row")
    assert misses["observable"].iloc[-1] == "smic_yield_7nm"
    assert set(misses["observable"]) == set(SAID)


def test_the_page_names_every_miss_every_failed_pattern_and_what_was_not_tested(
    judged, tmp_path, monkeypatch
):
    monkeypatch.setattr(pages, "_bundle", lambda: "")
    monkeypatch.setattr(write, "save_figure", lambda *_: None)
    files = write_hindcast_page(judged, tmp_path)
    text = (tmp_path / "hindcast.html").read_text(encoding="utf-8")
    for name in ("nv_rev", "sb_price_row", "F12", "ic_imports_value", "vendors follow"):
        assert name in text
    assert "29 of 30 patterns count" in text
    assert "These do not: F12" in text
    assert "does not meet" in text
    assert {file.name for file in files} >= {"misses.csv", "numbers.csv", "patterns.csv"}


def test_a_small_multiple_shows_what_was_published_and_the_last_value(history):
    ones = [one for one in history.met if one.target.observable == "nv_rev"]
    frame = series_frame(ones)
    assert frame["published"].iloc[1] == frame["persistence"].iloc[2]
    assert np.isnan(frame["persistence"].iloc[0])
    assert (frame["q05"] <= frame["q50"]).all()
    assert (
        multiples([one for one in history.met if one.target.observable == "sb_price_row"]) is None
    )


def test_grades_follow_the_scores(history):
    marks = {name: grade.mark for name, grade in grade_series(history.series).items()}
    assert marks["nv_cn_rev_bill"] == "good"
    assert marks["smic_yield_7nm"] == "fair"  # right, but only two numbers
    assert marks["nv_rev"] == "poor"
    assert marks["sb_price_row"] == "poor"


def test_grades_are_read_back_as_written_and_what_has_none_is_untested(tmp_path, monkeypatch):
    path = tmp_path / "grades.yaml"
    write_grades({"nv_rev": Grade("fair", "error 0.90 of the last value's over 14 numbers")}, path)
    monkeypatch.setattr(grades, "grades_file", lambda: path)
    grades.all_grades.cache_clear()
    assert grade_of("nv_rev") == Grade("fair", "error 0.90 of the last value's over 14 numbers")
    assert grade_of("approval").mark == "untested"
    grades.all_grades.cache_clear()


def test_shipped_grades_are_of_observables_and_marks_that_exist():
    grades.all_grades.cache_clear()
    shipped = grades.all_grades()
    assert shipped
    known = {one.observable for one in read_targets(public_targets())}
    assert set(shipped) <= known
