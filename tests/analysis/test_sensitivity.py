"""What decides an outcome is found where it was planted, with SALib's own numbers."""

import dataclasses

import numpy as np
import pytest
from SALib.analyze import morris as salib_morris
from SALib.analyze import sobol as salib_sobol
from SALib.sample import sobol as salib_sample

from game.analysis.deciding import RANKING, leading, tell
from game.analysis.in_process import play_runs
from game.analysis.luck_share import luck_shares
from game.analysis.runs import lay_out, measure, read_runs
from game.analysis.sensitivity import order_pairs, sensitivity
from game.errors import UserError
from tests.analysis.conftest import factor, made_runs

ANGLES = tuple(factor(name, -np.pi, np.pi) for name in ("one", "two", "three"))
SHARES = tuple(factor(name, 0.0, 1.0) for name in ("strong", "weak", "common"))
SOBOL = {"method": "sobol", "samples": 256}
MORRIS = {"method": "morris", "samples": 20, "levels": 4}


def ishigami(points, *_):
    one, two, three = (points[name] for name in ("one", "two", "three"))
    return np.sin(one) + 7.0 * np.sin(two) ** 2 + 0.1 * three**4 * np.sin(one)


def rivals(points, profile, _):
    """Two profiles whose order turns on `strong`; `common` moves both alike."""
    edge = points["strong"] - 0.6 + 0.02 * points["weak"]
    return 10.0 * points["common"] + (edge if profile == 0 else 0.0)


def test_sobol_indices_are_those_of_salib():
    runs = made_runs(ishigami, ANGLES, {**SOBOL, "second_order": True})
    found = sensitivity(runs, resamples=20)
    values = runs.table["y"].to_numpy()
    theirs = salib_sobol.analyze(dict(runs.problem), values, calc_second_order=True, seed=1)
    assert np.allclose(found.indices["first"], theirs["S1"], atol=1e-12)
    assert np.allclose(found.indices["total"], theirs["ST"], atol=1e-12)
    pairs = theirs["S2"][np.triu_indices(3, 1)]
    assert np.allclose(found.interactions["second"], pairs, atol=1e-12)


def test_the_known_indices_of_a_test_function_lie_within_the_bands():
    rows = leading(sensitivity(made_runs(ishigami, ANGLES, SOBOL)), "own").set_index("factor")
    for name, first, total in (("one", 0.314, 0.558), ("two", 0.442, 0.442), ("three", 0.0, 0.244)):
        row = rows.loc[name]
        assert row["first_low"] - 0.02 <= first <= row["first_high"] + 0.02
        assert row["total_low"] - 0.02 <= total <= row["total_high"] + 0.02
        assert row["total_low"] < row["total"] < row["total_high"]


def test_morris_measures_are_those_of_salib():
    runs = made_runs(ishigami, ANGLES, MORRIS)
    found = sensitivity(runs, resamples=20).indices
    points, values = runs.points.to_numpy(), runs.table["y"].to_numpy()
    theirs = salib_morris.analyze(dict(runs.problem), points, values, num_levels=4, seed=1)
    for own, name in (("strength", "mu_star"), ("mean", "mu"), ("spread", "sigma")):
        assert np.allclose(found[own], np.asarray(theirs[name], dtype=float))
    assert (found["strength_low"] <= found["strength"]).all()
    assert (found["strength"] <= found["strength_high"]).all()


def test_the_problem_is_one_that_salib_samples_the_same_points_from():
    factors = (factor("even", 2.0, 4.0), factor("peaked", 1.0, 3.0, "triangular"))
    runs = made_runs(lambda points, *_: points["even"], factors, {"method": "sobol", "samples": 8})
    theirs = salib_sample.sample(dict(runs.problem), 8, calc_second_order=False, seed=3)
    assert np.allclose(runs.points.to_numpy(), theirs)


def test_profiles_with_the_same_games_in_another_order_are_in_no_order():
    means = np.array([[0.1, 0.2, 0.3], [0.3, 0.2, 0.1], [0.3, 0.3, 0.3]]).mean(axis=1)
    assert means[0] != means[1]
    assert order_pairs(means[:, np.newaxis]).tolist() == [[0.5], [0.0], [0.0]]


@pytest.mark.parametrize("design", [SOBOL, MORRIS])
def test_what_varies_by_rounding_alone_is_decided_by_nothing(design):
    def rounded(points, *_):
        return points["strong"] * 0.1 + 0.2 - points["strong"] * 0.1

    runs = made_runs(rounded, SHARES, design)
    assert runs.table["y"].nunique() > 1
    told = sensitivity(runs, resamples=10).says[0]
    assert told.startswith("Nothing that was varied changes y of own under the one luck")


@pytest.mark.parametrize("design", [SOBOL, MORRIS])
def test_what_moves_all_profiles_alike_does_not_decide_their_order(design):
    found = sensitivity(made_runs(rivals, SHARES, design, profiles=("bold", "meek")))
    size = {"sobol": "total", "morris": "strength"}[found.method]
    order, bold = (leading(found, of).set_index("factor")[size] for of in (RANKING, "bold"))
    assert order.index[0] == "strong"
    assert order["common"] == 0.0
    assert bold.index[0] == "common"
    assert found.says[0].startswith("The order of the profiles by y is decided most by strong (")


def test_a_difference_is_taken_game_by_game_under_the_same_luck():
    runs = made_runs(
        lambda points, profile, replicate: points["strong"] * profile + 5.0 * replicate,
        SHARES,
        {"method": "sobol", "samples": 64},
        profiles=("base", "other"),
        replicates=4,
    )
    found = sensitivity(runs, against="base")
    assert set(found.indices["of"]) == {"other - base"}
    rows = leading(found, "other - base")
    assert rows["factor"][0] == "strong"
    assert rows["total"][0] == pytest.approx(1.0, abs=0.05)
    assert found.luck.set_index("part")["share"]["luck"] == 0.0


def test_the_variance_is_parted_into_parameters_luck_and_both():
    points, lucks = np.linspace(-1.0, 1.0, 400), np.linspace(-1.0, 1.0, 40)
    mixed = np.sign(np.sin(37.0 * points))[:, np.newaxis] * np.sign(np.sin(11.0 * lucks))
    games = 2.0 * points[:, np.newaxis] + 1.0 * lucks + 0.5 * mixed
    parts = np.array([4.0 * points.var(), lucks.var(), 0.25 * mixed.var()])
    shares = luck_shares(games[np.newaxis], 1, 50, seed=0)
    assert shares[:, 0] == pytest.approx(parts / parts.sum(), abs=0.03)
    assert (shares[:, 1] <= shares[:, 0] + 0.01).all()
    assert (shares[:, 0] <= shares[:, 2] + 0.01).all()


def test_one_replicate_says_that_luck_is_unknown():
    found = sensitivity(made_runs(ishigami, ANGLES, MORRIS), resamples=10)
    assert found.luck["share"].isna().all()
    assert "With one replicate, luck cannot be told from the parameters." in found.says


def test_wide_bands_and_an_open_third_place_are_told():
    factors = tuple(factor(name, 0.0, 1.0) for name in "abcd")

    def play(points, *_):
        return points["a"] + points["b"] + points["c"] + points["d"]

    found = sensitivity(made_runs(play, factors, {"method": "sobol", "samples": 32}))
    assert any("which of them belongs among the three is open" in one for one in found.says)
    assert any("the aim is 0.1, so more samples are needed" in one for one in found.says)


@pytest.mark.parametrize(("lucks", "said"), [(1, "under the one luck"), (2, "average over luck")])
def test_that_nothing_changes_anything_is_said_of_the_lucks_there_were(lucks, said):
    design = {"method": "sobol", "samples": 64}
    runs = made_runs(lambda *_: 1.0, (factor("a", 0.0, 1.0),), design, replicates=lucks)
    found = sensitivity(runs, "y", resamples=10)
    assert "Nothing that was varied" in found.says[0]
    assert said in found.says[0]


def test_one_base_sample_is_refused_in_the_singular():
    with pytest.raises(UserError, match="1 block of points without a failed game, of 1; "):
        sensitivity(made_runs(ishigami, ANGLES, {"method": "sobol", "samples": 1}))


def test_only_the_blocks_with_a_failed_game_are_left_out():
    runs = made_runs(ishigami, ANGLES, {"method": "sobol", "samples": 64})
    failed = dataclasses.replace(runs, table=runs.table[runs.table["point"] != 7])
    found = sensitivity(failed, resamples=20)
    assert (found.blocks, found.dropped) == (63, 1)
    whole = np.delete(runs.table["y"].to_numpy().reshape(64, 5), 1, axis=0).reshape(-1)
    theirs = salib_sobol.analyze(dict(runs.problem), whole, calc_second_order=False, seed=1)
    assert np.allclose(found.indices["total"], theirs["ST"])


def test_equal_seeds_give_equal_bands_and_others_other_bands():
    runs = made_runs(ishigami, ANGLES, {"method": "sobol", "samples": 16})
    one, again, other = (sensitivity(runs, seed=seed, resamples=20).indices for seed in (1, 1, 2))
    assert one.equals(again)
    assert not one["total_high"].equals(other["total_high"])


@pytest.mark.parametrize(
    ("design", "asked", "message"),
    [
        ({"method": "latin_hypercube", "samples": 5}, {}, "its design is latin_hypercube, which"),
        ({"method": "grid"}, {}, "give the experiment design: {method: sobol, samples: 512}"),
        (MORRIS, {"outcome": "yy"}, "'yy' is no outcome of made; did you mean 'y'?"),
        (MORRIS, {"outcome": "y >"}, "--outcome: "),
        (MORRIS, {"profiles": ("mine",)}, "unknown profile 'mine'; known: own"),
        (MORRIS, {"against": "mine"}, "unknown profile 'mine'; known: own"),
    ],
)
def test_what_cannot_be_answered_is_told_in_one_line(design, asked, message):
    with pytest.raises(UserError) as told:
        sensitivity(made_runs(ishigami, ANGLES, design), **asked)
    assert message in str(told.value)
    assert "\n" not in str(told.value)


def test_a_folder_and_the_games_played_here_have_the_same_answers(study, folder):
    read, played = read_runs(folder), play_runs(study)
    assert read.problem == played.problem
    assert read.profiles == played.profiles
    one, other = (sensitivity(runs, "self_reliance", resamples=10) for runs in (read, played))
    assert one.indices.equals(other.indices)
    assert one.luck.equals(other.luck)
    assert read.deep == ("fab_build_time",)
    with pytest.raises(UserError, match="never is missing in 180 of 180 games; ask for a cond"):
        sensitivity(read, "never")


def test_a_truth_is_a_number_and_each_game_has_its_place(folder):
    runs = read_runs(folder)
    laid = lay_out(runs, measure(runs, "dear"), runs.profiles)
    assert laid.shape == (3, 20, 3)
    assert set(np.unique(laid)) <= {0.0, 1.0}


def test_an_index_above_one_is_told_whoever_it_is_of():
    runs = made_runs(
        lambda points, profile, replicate: points["strong"] * (1 + profile) + 0.3 * replicate,
        SHARES,
        {"method": "sobol", "samples": 64},
        profiles=("one", "other"),
        replicates=2,
    )
    result = sensitivity(runs, resamples=10)
    indices = result.indices.copy()
    indices.loc[indices["of"] == "other", "first"] = 1.05
    indices["trusted"] = True
    rough = dataclasses.replace(result, indices=indices)
    warned = [line for line in tell(rough) if line.startswith("An index above 1 cannot be")]
    assert [" of other (1.05)" in line for line in warned] == [True]
    sound = dataclasses.replace(result, indices=indices.assign(first=0.5, total=0.5))
    assert not any("above 1" in line for line in tell(sound))
