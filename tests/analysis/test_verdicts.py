"""Verdicts err as seldom as they say, whatever luck does, and ask for lucks where these lack."""

from collections import Counter

import numpy as np
import pytest

from game.analysis.cells import SharedCell, judge_cells
from game.analysis.verdicts import (
    DIRECTIONS,
    MOST,
    SURE,
    gather_evidence,
    nothing_moves,
    rarest_seen,
)

TRIALS = 100


def differences(seed, points=60, lucks=20, mean=0.0, spread=0.0, shared=0.0, single=0.0):
    """Draws of a known mean and spread, luck that all of them share, and luck at each alone."""
    drawn = np.random.default_rng(seed)
    by_point = mean + spread * drawn.standard_normal((points, 1))
    by_luck = shared * drawn.standard_normal((1, lucks))
    return by_point + by_luck + single * drawn.standard_normal((points, lucks))


def verdicts(matters=0.0, trials=TRIALS, **shape):
    return Counter(
        gather_evidence(differences(seed, **shape), size=1.0, draws=200, seed=seed).judge(matters)
        for seed in range(trials)
    )


# By chance alone a share of 5 % is above 10 % of 100 trials in one set of 50 or fewer.
MOST_WRONG = 0.1 * TRIALS


@pytest.mark.parametrize("lucks", [2, 3, 5, 20])
def test_luck_that_all_draws_share_makes_no_verdict(lucks):
    told = verdicts(shared=1.0, lucks=lucks)
    assert sum(told[name] for name in DIRECTIONS) <= MOST_WRONG
    assert told["open"] == 0  # all draws agree, and say nothing


@pytest.mark.parametrize(
    "shape",
    [
        {"mean": 0.43, "spread": 1.0},
        {"mean": 0.43, "spread": 1.0, "points": 12},
        {"mean": 0.43, "spread": 1.0, "shared": 1.0, "single": 3.0},
        {"mean": 0.3, "spread": 1.0, "shared": 0.3, "lucks": 4},
    ],
)
def test_a_direction_of_just_two_draws_in_three_is_seldom_told_for_sure(shape):
    told = verdicts(**shape)
    assert sum(told[name] for name in DIRECTIONS) <= MOST_WRONG


def test_a_difference_just_beyond_what_matters_is_seldom_told_as_none():
    assert verdicts(matters=1.0, mean=1.05, shared=0.3)["same"] <= MOST_WRONG


@pytest.mark.parametrize(
    ("verdict", "matters", "shape"),
    [
        ("more", 0.0, {"mean": 3.0, "spread": 1.0, "shared": 1.0, "single": 2.0}),
        ("less", 0.5, {"mean": -3.0, "spread": 1.0, "shared": 1.0}),
        ("same", 1.0, {"mean": 0.1, "spread": 0.2, "shared": 0.2}),
        ("open", 0.0, {"mean": 0.0, "spread": 1.0, "shared": 0.05, "points": 300}),
        ("lucks", 0.0, {"mean": 0.1, "spread": 0.01, "shared": 3.0}),
        ("draws", 0.0, {"mean": 0.2, "spread": 1.0, "points": 6}),
    ],
)
def test_what_is_plain_is_told(verdict, matters, shape):
    told = verdicts(matters=matters, trials=30, **shape)
    assert told[verdict] >= 24


def test_luck_at_single_draws_is_not_taken_for_draws_that_disagree():
    told = verdicts(trials=30, mean=1.0, spread=0.1, shared=0.5, single=20.0)
    assert told["open"] <= 2


def test_one_luck_tells_nothing():
    assert gather_evidence(differences(1, lucks=1, mean=9.0), size=1.0).judge(0.0) == "lucks"


def test_a_grid_is_all_there_is_and_needs_no_sample():
    few = differences(3, points=4, mean=5.0, shared=0.1)
    assert gather_evidence(few, size=1.0).judge(0.0) == "draws"
    assert gather_evidence(few, size=1.0, sampled=False).judge(0.0) == "more"


def test_as_many_lucks_as_are_asked_for_settle_most_verdicts():
    settled = asked = 0
    for seed in range(25):
        pilot = gather_evidence(differences(seed, mean=1.0, shared=3.0, lucks=10), size=1.0)
        needed = pilot.lucks_needed(0.0)
        if pilot.judge(0.0) != "lucks" or needed is None or needed > 2000:
            continue
        asked += 1
        larger = differences(seed + 1000, mean=1.0, shared=3.0, lucks=needed)
        settled += gather_evidence(larger, size=1.0).judge(0.0) in ("more", "less")
    assert asked >= 8
    assert settled >= asked // 2


def test_more_lucks_than_exist_settle_nothing_on_the_line():
    evidence = gather_evidence(differences(2, shared=1e-6, spread=1.0), size=1.0)
    assert evidence.judge(float(np.median(evidence.means))) == "open"
    assert evidence.lucks_needed(float(np.quantile(evidence.means, 1 - MOST))) is None


def test_an_event_that_no_luck_had_may_still_be_as_likely_as_the_lucks_leave_room_for():
    assert (1.0 - rarest_seen(20)) ** 20 == pytest.approx(1.0 - SURE)


def cell(mean, seed=0, **keys):
    made = differences(seed, mean=mean, spread=0.1, shared=0.1)
    return SharedCell(keys=keys, weight=1.0, evidence=gather_evidence(made, size=1.0))


def judged(*cells):
    means = np.mean([one.evidence.means.mean() for one in cells])
    together = gather_evidence(differences(9, mean=means, spread=0.1, shared=0.1), size=1.0)
    return judge_cells(cells, together, 0.5)


def test_cells_that_disagree_are_told_by_the_key_that_parts_them():
    found = judged(
        *(
            cell(mean, washington=washington, beijing=beijing)
            for washington, mean in (("deal", -2.0), ("firm", 6.0))
            for beijing in ("calm", "loud")
        )
    )
    assert (found.overall, found.depends_on) == ("depends", ("washington",))


def test_a_cell_without_a_difference_is_another_verdict():
    assert judged(cell(4.0, beijing="calm"), cell(0.0, beijing="loud")).overall == "depends"


def test_cells_that_agree_need_no_mean():
    found = judged(cell(4.0, beijing="calm"), cell(2.0, beijing="loud"))
    assert (found.overall, found.pooled) == ("more", False)


def test_a_cell_in_which_nothing_moves_has_no_say():
    still = SharedCell(keys={"beijing": "still"}, weight=1.0, evidence=nothing_moves(60))
    assert judged(cell(4.0, beijing="calm"), still).overall == "more"
    assert judged(still).overall == "constant"


def noisy(mean, seed, **keys):
    made = differences(seed, mean=mean, spread=0.1, shared=4.0)
    return SharedCell(keys=keys, weight=1.0, evidence=gather_evidence(made, size=1.0))


def test_the_mean_speaks_for_a_cell_of_too_few_lucks_that_leans_the_same_way_only():
    firm = cell(4.0, beijing="calm")
    leaning = [noisy(1.0, seed, beijing="loud") for seed in range(20)]
    unsure = [one for one in leaning if one.evidence.judge(0.5) == "lucks"]
    same_way = next(one for one in unsure if one.evidence.means.mean() > 0.0)
    other_way = next(one for one in unsure if one.evidence.means.mean() < 0.0)
    assert (judged(firm, same_way).overall, judged(firm, same_way).pooled) == ("more", True)
    assert judged(firm, other_way).overall == "lucks"
