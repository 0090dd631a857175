"""Comparisons pair games that met the same luck, and words follow numbers."""

import dataclasses
from typing import Any

import numpy as np
import pytest

from game.reports.comparisons import compare, signed, tell_meaning, tell_numbers


def test_a_difference_is_between_games_of_the_same_draw_and_luck(finished):
    games = finished.runs.table
    games = games[games["policy_washington"] == "status_quo"]
    wide = games.pivot(index=["point", "replicate"], columns="arm", values="self_reliance")
    by_draw = (wide["shut"] - wide["open"]).groupby("point").mean()
    compared = compare(finished, "gate")
    np.testing.assert_allclose(compared.differences, by_draw)
    assert (compared.pairs, len(compared.differences)) == (18, 6)
    assert compared.low <= compared.median <= compared.high


def test_a_condition_is_compared_in_percentage_points(finished):
    compared = compare(finished, "dear")
    means = finished.runs.table.groupby("arm")["dear"].mean()
    mean = compared.differences.mean()
    assert mean == pytest.approx(100 * (means["shut"] - means["open"]), abs=1e-9)
    assert compared.label.endswith("(percentage points)")
    assert compared.pairs == 36  # with both policies of Washington


def test_groups_that_are_level_over_luck_are_no_difference(finished):
    table = finished.runs.table.copy()
    games = {"shut": np.array([0.1, 0.2, 0.0]), "open": np.array([0.0, 0.0, 0.3])}
    assert (games["shut"] - games["open"]).mean() != 0.0  # by the last bit
    for arm, values in games.items():
        inside = table["arm"] == arm
        table.loc[inside, "self_reliance"] = values[table.loc[inside, "replicate"]]
    tied = dataclasses.replace(finished, runs=dataclasses.replace(finished.runs, table=table))
    compared = compare(tied, "gate")
    assert (compared.differences == 0.0).all()
    assert compared.shares == {"more": 0.0, "less": 0.0, "same": 1.0}
    assert "makes no difference to" in tell_meaning(compared)


@pytest.mark.parametrize(
    ("more", "less", "told"),
    [
        (1.0, 0.0, "It raises it. This holds in all 6 draws."),
        (0.1, 0.9, "It lowers it. This holds in 90% of 6 draws."),
        (0.5, 0.5, "the draws do not agree"),
        (0.1, 0.1, "makes no difference to “Gate open”. This holds in 80% of 6 draws."),
    ],
)
def test_a_sentence_follows_from_the_shares(finished, more, less, told):
    compared = compare(finished, "gate")
    base = np.array([1.0] * round(more * 10) + [-1.0] * round(less * 10) + [0.0] * 10)[:10]
    shares = {"more": (base > 0).mean(), "less": (base < 0).mean(), "same": (base == 0).mean()}
    verdict: Any = next((name for name, share in shares.items() if share >= 2 / 3), "open")
    judged = dataclasses.replace(compared, shares=shares, verdict=verdict)
    assert told in tell_meaning(judged)


def test_numbers_are_told_with_their_spread_and_count(finished):
    told = tell_numbers(compare(finished, "gate"))
    assert told.startswith("Self-reliance (%): ")
    assert "with “Keep the line”" in told
    assert "nine in ten of 6 draws" in told
    assert "18 pairs of games" in told


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.0, "0"),
        (-1e-9, "0"),
        (0.1234, "+0.12"),
        (-12.34, "\N{MINUS SIGN}12.3"),
        (12345.6, "+12,346"),
    ],
)
def test_a_difference_has_its_sign_and_the_digits_that_count(number, text):
    assert signed(number) == text
