"""Regret and robustness of policies whose values in each world are known."""

import dataclasses

import numpy as np
import pandas as pd
import pytest

from game.analysis.regret import EXTREMES, METRICS, order_by, regret, tell
from game.analysis.runs import read_runs
from game.analysis.wording import ReadableNames
from game.errors import UserError
from tests.analysis.conftest import factor, made_runs

# Three worlds: `steady` is never far off, `bold` is best twice and bad once, `poor` never good.
VALUES = {"steady": (6.0, 6.0, 6.0), "bold": (9.0, 8.0, 1.0), "poor": (2.0, 2.0, 2.0)}
GRID = {"method": "grid", "levels": 3}
WORLD = (factor("world", 0.0, 2.0),)


def value(points, profile, _):
    worlds = points["world"].to_numpy(np.int64)
    return np.array(list(VALUES.values())[profile])[worlds]


def made(play=value, replicates=2, **further):
    return made_runs(play, WORLD, GRID, profiles=tuple(VALUES), replicates=replicates, **further)


def apart(points, profile, _):
    """The later the profile, the better in every world."""
    return profile + 0.9 * points["world"]


def numbers(found, metric, payoffs="any", structure="all"):
    rows = found.summary
    here = (rows["payoffs"] == payoffs) & (rows["structure"] == structure)
    return rows[here & (rows["metric"] == metric)].set_index("alternative")


def test_every_metric_is_the_one_worked_by_hand():
    found = regret(made(), "y", by="profile", enough=5.0)
    by_hand = {
        "expected": (6.0, 6.0, 2.0),
        "worst": (6.0, 1.0, 2.0),
        "max_regret": (3.0, 5.0, 7.0),
        "regret_90": (2.8, 4.0, 6.8),
        "satisfied": (1.0, 2.0 / 3.0, 0.0),
    }
    assert set(by_hand) == set(METRICS)
    for metric, values in by_hand.items():
        assert numbers(found, metric)["value"].tolist() == pytest.approx(list(values))
    assert numbers(found, "expected")["rank"].tolist() == [1, 1, 3]
    assert order_by(found, "any", "all", "expected") == (("steady", "bold"), ("poor",))
    assert order_by(found, "any", "all", "worst") == (("steady",), ("poor",), ("bold",))


def test_the_worst_of_the_worlds_sampled_has_no_band():
    found = regret(made(), "y", by="profile")
    for metric in METRICS:
        rows = numbers(found, metric)[["low", "high", "first"]]
        assert rows.isna().to_numpy().all() == (metric in EXTREMES), metric


def test_regret_is_what_is_lacking_of_the_best_in_the_same_world():
    worlds = regret(made(), "y", by="profile").worlds
    best = worlds.groupby("point")["value"].transform("max")
    assert np.allclose(worlds["regret"], best - worlds["value"])
    assert worlds.groupby("point")["regret"].min().eq(0.0).all()


def test_a_first_place_that_changes_with_the_metric_is_told():
    runs = made(lambda points, profile, _: value(points, profile, _) + (profile == 1))
    told = regret(runs, "y", by="profile").says
    assert any(one.startswith("The first place changes with the metric: bold by ") for one in told)
    told = regret(made(apart), "y", by="profile", enough=1.5).says
    assert any(one.startswith("The ranking does not change with the metric (") for one in told)


def shuffled(points, profile, replicate):
    """Two alternatives with the same games in another order, and one that is worse."""
    games = ((0.1, 0.2, 0.3), (0.3, 0.2, 0.1), (0.0, 0.0, 0.0))
    return points["world"] * 0.0 + games[profile][replicate]


def test_alternatives_with_the_same_games_in_another_order_are_level_in_everything():
    found = regret(made(shuffled, replicates=3), "y", by="profile")
    for metric in METRICS:
        rows = numbers(found, metric)
        assert rows["rank"].tolist() == [1, 1, 3], metric
    assert order_by(found, "any", "all", "expected") == (("steady", "bold"), ("poor",))
    for games in (shuffled, lambda points, profile, n: shuffled(points, (1, 0, 2)[profile], n)):
        mean = ((0.1 + 0.2) + 0.3) / 3.0
        level = regret(made(games, replicates=3), "y", by="profile", enough=mean)
        assert numbers(level, "satisfied")["value"].tolist() == [1.0, 1.0, 0.0]


def test_twins_are_both_first_in_every_resample():
    def twins(points, profile, replicate):
        return points["world"] * 0.1 + 0.1 * (replicate + 1) - (profile == 2)

    first = numbers(regret(made(twins, replicates=7), "y", by="profile"), "expected")["first"]
    assert first.tolist() == [1.0, 1.0, 0.0]


def test_less_is_better_is_the_same_question_upside_down():
    one = regret(made(), "y", by="profile", enough=5.0)
    other = regret(made(), "-y", by="profile", enough=-5.0, better="low")
    for metric in METRICS:
        assert numbers(one, metric)["rank"].equals(numbers(other, metric)["rank"])
    assert np.allclose(numbers(other, "worst")["value"], -numbers(one, "worst")["value"])
    assert np.allclose(numbers(other, "max_regret")["value"], numbers(one, "max_regret")["value"])
    assert (numbers(other, "expected")["low"] <= numbers(other, "expected")["high"]).all()


def test_a_lead_that_is_luck_is_not_first_in_every_resample():
    def lucky(points, profile, replicate):
        lead = (0.0, 4.0, -3.0)[profile] if replicate == 0 else (0.0, -3.0, 2.0)[profile]
        return points["world"] * 0.0 + lead

    first = numbers(regret(made(lucky), "y", by="profile"), "expected")["first"]
    assert first["bold"] < 0.9
    firm = numbers(regret(made(apart), "y", by="profile"), "expected")["first"]
    assert firm.tolist() == [0.0, 0.0, 1.0]


def with_payoffs(runs):
    """Score the actor by two payoff sets that disagree."""
    table = runs.table.assign(score_washington=runs.table["y"])
    table["score_washington_other"] = -table["y"]
    return dataclasses.replace(runs, table=table)


def test_a_ranking_that_changes_with_the_payoff_set_is_told():
    runs = with_payoffs(made(payoffs=("lesson", "other")))
    found = regret(runs, by="washington")
    assert found.outcomes == {"lesson": "score_washington", "other": "score_washington_other"}
    told = "The first place changes with the payoff set: steady = bold by lesson; poor by other."
    assert told in found.says


def test_a_ranking_that_changes_with_the_structure_is_told():
    runs = made()
    turned = runs.table.assign(policy_beijing="reciprocal", y=-runs.table["y"])
    both = dataclasses.replace(runs, table=pd.concat([runs.table, turned], ignore_index=True))
    found = regret(both, "y", by="washington")
    assert set(found.summary["structure"]) == {"all", "status_quo", "reciprocal"}
    told = (
        "The first place changes with the structure: "
        "steady = bold by status_quo; poor by reciprocal."
    )
    assert told in found.says
    assert numbers(found, "expected", structure="reciprocal").loc["poor", "value"] == -2.0


def test_a_point_with_a_failed_game_is_left_out_for_all():
    runs = made()
    lost = dataclasses.replace(runs, table=runs.table.drop(index=1))
    found = regret(lost, "y", by="profile")
    assert (found.points, found.dropped) == (2, 1)
    assert set(found.worlds["point"]) == {0, 2}
    assert "Left out for a failed game: 1 point of the design." in found.says


@pytest.mark.parametrize("lucks", [1, 5])
@pytest.mark.parametrize("points", [1, 3])
def test_worlds_and_lucks_are_resampled_only_where_there_are_several(points, lucks):
    design = {"method": "latin_hypercube", "samples": points}
    runs = made_runs(apart, WORLD, design, profiles=("poor", "good"), replicates=lucks)
    found = regret(runs, "y", by="profile")
    assert ("and lucks" in found.says[0] or "of lucks" in found.says[0]) == (lucks > 1)
    assert ("of resamples of worlds" in found.says[0]) == (points > 1)
    assert ("With 1 point, nothing is known of other worlds: raise samples." in found.says) == (
        points == 1
    )
    unknown = "With one replicate, nothing is known of other lucks: raise replicates."
    assert (unknown in found.says) == (lucks == 1)
    assert ("resamples" in found.says[0]) == (max(points, lucks) > 1)
    assert numbers(found, "expected")["low"].isna().all() == (points == lucks == 1)


def uncrossed():
    runs = made()
    table = runs.table.copy()
    table.loc[(table["profile"] == "poor") & (table["point"] == 2), "policy_beijing"] = "reciprocal"
    return dataclasses.replace(runs, table=table)


@pytest.mark.parametrize(
    ("runs", "asked", "message"),
    [
        (made(), {"by": "tokyo"}, "'tokyo' is nothing to compare; known: profile, arm"),
        (made(), {"by": "beijing"}, "has one beijing only, 'status_quo'"),
        (made(), {"outcome": "z"}, "'z' is no outcome of made"),
        (made(lambda *_: np.nan), {"outcome": "y"}, "y is missing in 18 of 18 games"),
        (uncrossed(), {"by": "washington"}, "steady was not played with reciprocal"),
    ],
)
def test_what_cannot_be_compared_is_told_in_one_line(runs, asked, message):
    with pytest.raises(UserError) as told:
        regret(runs, **{"outcome": "y", **asked})
    assert message in str(told.value)
    assert "\n" not in str(told.value)


def test_policies_of_the_grid_are_compared_by_every_payoff_set(folder):
    found = regret(read_runs(folder), resamples=20)
    assert found.by == "washington"
    assert found.outcomes["standard"] == "score_washington_standard"
    assert len(found.summary) == 2 * 5 * 3
    assert len(found.worlds) == 2 * 20 * 3
    assert any("fab_build_time" in one and "are no chances" in one for one in found.says)


def test_alternatives_may_read_as_something_else_also_where_they_tie():
    found = regret(made(), "y", by="washington")
    wording = ReadableNames({"steady": "Keep the line", "bold": "Tighten hard", "y": "Score"})
    told = list(tell(found, wording))
    assert told[0].startswith("By expected value of Score, Keep the line = Tighten hard is first")
    assert list(tell(found)) == list(found.says)
