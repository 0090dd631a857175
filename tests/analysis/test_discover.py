"""Boxes are found where they were planted, and are those of the EMA Workbench."""

import warnings

import numpy as np
import pandas as pd
import pytest

from game.analysis.cart import grow_tree
from game.analysis.discover import ALIKE, COVERAGE, DENSITY, choose_box, discover, find_alike
from game.analysis.prim import Inputs, describe_boxes, find_boxes, quasi_p
from game.errors import UserError
from game.state.chance import Chance
from tests.analysis.conftest import factor, made_runs

NAMES = ("a", "b", "c")
FACTORS = tuple(factor(name, 0.0, 1.0) for name in NAMES)
HYPERCUBE = {"method": "latin_hypercube", "samples": 200}


@pytest.fixture(scope="module")
def workbench():
    """The real library's PRIM and CART; what it warns of at import is its own affair."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from ema_workbench.analysis import cart, prim

    return prim, cart


def table(games, seed, steps=None):
    drawn = Chance(seed, 0, games).uniform("inputs", len(NAMES))
    return np.floor(drawn * steps) / steps if steps else drawn


def cases_in(values, seed):
    noise = Chance(seed, 0, len(values)).uniform("noise")[:, 0]
    return values[:, 0] + 0.5 * values[:, 1] + 0.3 * noise > 1.1


def numeric(values):
    return Inputs(names=NAMES, values=values, nominal=(False,) * 3)


@pytest.mark.filterwarnings("ignore")  # theirs
@pytest.mark.parametrize(("seed", "steps"), [(1, None), (3, 6)])
def test_every_box_is_that_of_the_workbench(workbench, seed, steps):
    values = table(200, seed, steps)
    cases = cases_in(values, seed)
    boxes = find_boxes(numeric(values), cases)
    own = describe_boxes(boxes, numeric(values), cases)
    theirs = workbench[0].Prim(pd.DataFrame(values, columns=NAMES), cases.astype(int), 0.01)
    box = theirs.find_box()
    trajectory = box.peeling_trajectory
    assert len(own) == len(trajectory) > 3
    for ours, name in (
        ("coverage",) * 2,
        ("density",) * 2,
        ("mass",) * 2,
        ("restricted", "res_dim"),
    ):
        assert np.allclose(own[ours], trajectory[name].astype(float))
    for number, limits in enumerate(box.box_lims):
        assert np.allclose(np.array(boxes[number].limits), limits.to_numpy().T)
    for place, name in enumerate(NAMES):
        p = quasi_p(boxes[-1], boxes[0], numeric(values), cases, place)
        assert np.nan_to_num(p, nan=-1.0).tolist() == pytest.approx(box.qp[-1].get(name, [-1, -1]))


@pytest.mark.filterwarnings("ignore")  # theirs
def test_names_are_peeled_as_the_workbench_peels_them(workbench):
    values = table(200, 4)
    values[:, 2] = np.floor(values[:, 2] * 4)
    cases = cases_in(values, 4) & (values[:, 2] != 1.0)
    inputs = Inputs(names=NAMES, values=values, nominal=(False, False, True))
    frame = pd.DataFrame(values, columns=NAMES)
    frame["c"] = frame["c"].map(lambda code: "wxyz"[int(code)]).astype(object)
    boxes = find_boxes(inputs, cases)
    box = workbench[0].Prim(frame, cases.astype(int), 0.01).find_box()
    own = describe_boxes(boxes, inputs, cases)
    assert np.allclose(own["density"], box.peeling_trajectory["density"].astype(float))
    kept = {"wxyz"[int(code)] for code in boxes[-1].limits[2]}
    assert kept == box.box_lims[-1]["c"][0]
    assert "x" not in kept


@pytest.mark.filterwarnings("ignore")  # theirs
def test_the_leaves_of_the_tree_are_those_of_the_workbench(workbench):
    values = table(300, 5)
    cases = cases_in(values, 5)
    leaves = grow_tree(numeric(values), cases, leaves=None)
    own = describe_boxes(leaves, numeric(values), cases)
    theirs = workbench[1].CART(pd.DataFrame(values, columns=NAMES), cases.astype(int))
    theirs.build_tree()
    for ours, name in (("coverage", "coverage"), ("density", "density"), ("mass", "mass")):
        found = sorted(leaf[name] for leaf in theirs.stats)
        assert np.allclose(sorted(own[ours]), found)
    assert own["mass"].sum() == pytest.approx(1.0)


def planted(points, profile, replicate):
    inside = (points["a"] > 0.7) & (points["b"] < 0.5)
    return np.where(inside & ((profile == 1) | (replicate == 0)), 10.0, 0.0)


def test_a_planted_box_is_found_told_and_found_again():
    runs = made_runs(planted, FACTORS, HYPERCUBE, profiles=("shut", "open"), replicates=2)
    found = discover(runs, "y > 5", single_games=True, resamples=10)
    limits = found.limits.set_index("input")
    assert limits.loc["a", "low"] == pytest.approx(0.7, abs=0.05)
    assert limits.loc["b", "high"] == pytest.approx(0.5, abs=0.05)
    assert "c" not in limits.index
    assert (limits["again"] >= 0.9).all()
    assert found.left_out["density"] > 0.6
    assert found.reaches_aims
    told = found.says[0]
    assert told.startswith("y > 5 holds in ")
    assert "with a from 0." in told
    assert "against 11% of all; this box holds 100% of the games where it does" in told


def lucky(points, _, replicate):
    """Three lucks in four bring it in a corner, one in fifty anywhere else."""
    chance = np.where((points["a"] > 0.7) & (points["b"] < 0.5), 0.75, 0.02)
    return Chance(4, replicate, 1).uniform("lucky", len(points))[0] < chance


def test_worlds_are_found_in_which_luck_is_likely_to_bring_it():
    runs = made_runs(lucky, FACTORS, HYPERCUBE, replicates=20)
    found = discover(runs, "y > 0.5", resamples=10)
    limits = found.limits.set_index("input")
    assert set(limits.index) == {"a", "b"}
    assert found.games == 200  # one a world, so that p is of worlds
    assert found.reaches_aims
    assert found.left_out["density"] > 0.6
    games = discover(runs, "y > 0.5", single_games=True, resamples=2)
    assert games.games == 200 * 20
    assert found.box["density"] > games.box["density"]
    assert found.says[0].startswith("The chance of y > 0.5 is above 1")
    assert "% of the worlds with a from" in found.says[0]
    likely = discover(runs, "y > 0.5", chance=0.5, resamples=2)
    assert likely.says[0].startswith("The chance of y > 0.5 is above 50%")
    with pytest.raises(UserError, match="is above 99% in no world"):
        discover(runs, "y > 0.5", chance=0.99)


def test_the_profile_is_an_input_like_any_other():
    runs = made_runs(
        lambda points, profile, _: float(profile) + 0.0 * points["a"],
        FACTORS,
        HYPERCUBE,
        profiles=("shut", "open"),
    )
    found = discover(runs, "y > 0.5", resamples=2)
    assert found.limits["kept"].tolist() == ["open"]
    assert (found.box["density"], found.box["coverage"]) == (1.0, 1.0)
    assert "y > 0.5 holds in 100% of the games played by open, " in found.says[0]
    assert found.tree.loc[0, "rule"] == "played by open"


def test_what_was_not_planted_does_not_hold_in_the_halves_left_out():
    noise = Chance(9, 0, 200).uniform("noise")[:, 0]
    found = discover(made_runs(lambda *_: noise, FACTORS, HYPERCUBE), "y > 0.8", resamples=10)
    assert found.left_out["density"] < 0.35
    assert not found.reaches_aims
    assert any("It does not reach the aims" in one for one in found.says)


def test_of_boxes_as_near_to_the_aims_the_one_with_fewer_limits_is_told():
    # A tenth of either aim, as the last bit has it the first box is nearer.
    density, coverage = 0.1 * DENSITY, 0.1 * COVERAGE
    assert density / DENSITY != coverage / COVERAGE
    boxes: dict[str, list[float]] = {
        "restricted": [3, 1],
        "density": [0.99, density],
        "coverage": [coverage, 0.99],
    }
    for turned in (False, True):
        frame = pd.DataFrame({name: row[::-1] if turned else row for name, row in boxes.items()})
        assert frame.loc[choose_box(frame, 4), "restricted"] == 1


def test_a_box_just_as_far_off_as_counts_as_alike_is_alike():
    farther = 0.6 + ALIKE
    assert farther - 0.6 > ALIKE  # by the last bit
    boxes = pd.DataFrame({"coverage": [0.6, farther], "density": [0.4, 0.5]})
    assert find_alike(boxes, 0.6) == 1


def test_of_two_inputs_that_say_the_same_the_first_is_told():
    values = table(200, 2, 6)
    values[:, 1] = values[:, 0]
    cases = values[:, 0] > 0.7
    boxes = find_boxes(numeric(values), cases)
    assert boxes[-1].restricted(boxes[0]) == (0,)


def test_few_points_are_not_cut_in_half():
    design = {"method": "latin_hypercube", "samples": 12}
    found = discover(made_runs(lambda points, *_: points["a"], FACTORS, design), "y > 0.5")
    assert found.limits["again"].isna().all()
    assert "Too few to try the box on halves of them: 12 points." in found.says


def test_another_box_of_the_way_can_be_told():
    runs = made_runs(planted, FACTORS, HYPERCUBE, profiles=("shut", "open"), replicates=2)
    found = discover(runs, "y > 5", profiles=("open",), box=2, resamples=2)
    assert found.chosen == 2
    assert found.box["coverage"] == 1.0
    assert found.profiles == ("open",)


@pytest.mark.parametrize(
    ("where", "asked", "message"),
    [
        ("y > 50", {}, "y > 50 holds in no game; move its threshold"),
        ("y > -1", {}, "y > -1 holds in every game; move its threshold"),
        ("x > 5", {}, "--where: 'x' is no outcome of made; known: y"),
        ("y >", {}, "--where: "),
        ("y > 5", {"box": 99}, "--box: there is no box 99; they go from 0 to "),
        ("y > 5", {"profiles": ("ajar",)}, "unknown profile 'ajar'; known: shut, open"),
    ],
)
def test_what_cannot_be_discovered_is_told_in_one_line(where, asked, message):
    runs = made_runs(planted, FACTORS, HYPERCUBE, profiles=("shut", "open"), replicates=2)
    with pytest.raises(UserError) as told:
        discover(runs, where, **asked)
    assert message in str(told.value)
    assert "\n" not in str(told.value)
