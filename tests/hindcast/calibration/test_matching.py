"""History matching: what stands lies in the ranges, near the record, and can be played again."""

import numpy as np
import pytest

from game.config.scenarios import shipped_library
from game.errors import UserError
from game.hindcast.calibration.fitted import all_fitted, draw_non_implausible, non_implausible_draws
from game.hindcast.calibration.matching import (
    least_implausible,
    match,
    measure_implausibility,
    play_wave,
    read_range,
    runs_kept,
)
from game.hindcast.record.scenario import open_hindcast
from game.hindcast.scores.assess import meet
from game.hindcast.scores.simulated import Simulated
from game.hindcast.targets.series import all_published, bars
from game.hindcast.targets.targets import public_targets, read_targets
from game.state.chance import Chance

NAME = "packaging_growth"


@pytest.fixture(scope="module")
def wave():
    low, high = read_range(NAME, shipped_library())
    return play_wave((NAME,), np.linspace(low, high, 6)[:, None], shipped_library(), seed=1)


def test_each_draw_is_one_history_and_a_faster_build_up_sells_more(wave):
    sold = Simulated(wave.frame).value("nv_dc_rev", "FY2025")
    assert sold is not None
    assert np.all(np.diff(sold) > 0.0)


def test_the_draw_that_made_the_numbers_is_the_nearest_to_them(wave):
    targets = [one for one in read_targets(public_targets()) if one.observable == "nv_dc_rev"]
    distances = measure_implausibility(Simulated(wave.frame), targets)
    assert least_implausible(wave, targets, 1) == [int(distances.argmin())]
    assert runs_kept(wave, targets, 2).replicates == 2


def test_an_expert_series_weighs_half_of_what_a_filing_does(wave):
    known = all_published()
    runs, targets = Simulated(wave.frame), read_targets(public_targets())
    alone = {
        name: (about, [one for one in targets if one.observable == name])
        for name, about in known.items()
        if about.use in ("truth", "expert")
    }
    met = {name: meet(runs, about_it) for name, (_, about_it) in alone.items()}
    truth, expert = (
        next(name for name, (about, _) in alone.items() if about.use == use and met[name])
        for use in ("truth", "expert")
    )
    far = {name: measure_implausibility(runs, alone[name][1]) for name in (truth, expert)}
    weights = {truth: known[truth].weight, expert: bars()["fit_expert"] * known[expert].weight}
    assert bars()["fit_expert"] == 0.5
    assert not np.allclose(far[truth], far[expert])
    both = measure_implausibility(runs, [*alone[truth][1], *alone[expert][1]])
    by_hand = sum(weights[name] * far[name] for name in far) / sum(weights.values())
    assert both == pytest.approx(by_hand)


def test_no_history_is_matched_with_fewer_draws_than_twice_what_is_kept():
    with pytest.raises(UserError, match="--draws: 5 of which 4 are kept; draw twice as many"):
        match(5, 4)


def test_what_stands_lies_within_the_ranges_of_its_parameters():
    names, draws = non_implausible_draws()
    assert set(names) == set(all_fitted())
    for name, column in zip(names, draws.T, strict=True):
        low, high = read_range(name, shipped_library())
        assert low <= column.min() < column.max() <= high


def test_a_replicate_takes_its_draw_whole():
    names, draws = non_implausible_draws()
    params = draw_non_implausible(open_hindcast(), Chance(3, 0, 8)).params
    taken = np.column_stack([params.numbers[name] for name in names])
    assert all((draws == row).all(axis=1).any() for row in taken)


def test_a_replicate_alone_takes_the_draw_it_takes_in_a_batch():
    both, alone = (
        draw_non_implausible(open_hindcast(), Chance(3, *rows)) for rows in ((0, 8), (5, 1))
    )
    assert alone.params.numbers[NAME][0] == both.params.numbers[NAME][5]
