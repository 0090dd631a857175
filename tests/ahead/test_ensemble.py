"""Stored ensembles: built once, in portions that outlive a stop, and found again."""

import numpy as np
import pytest

from agents.cast import quick_policies
from agents.games import run
from game.ahead.ensemble import SEED, SERIES, Order, divide, find, gather, key_of, play_portion
from game.config.scenarios import shipped_library

ORDER = Order(scenario="lesson", seat="nvidia", games=24)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ensembles")
    for portion in divide(ORDER):
        play_portion(ORDER, portion, folder)
    return folder, gather(ORDER, folder)


def test_every_shipped_policy_leads_the_seat_in_as_many_games(built):
    _, ensemble = built
    assert set(ensemble.scores) == set(quick_policies(shipped_library(), "nvidia"))
    assert len({scores.size for scores in ensemble.scores.values()}) == 1
    assert ensemble.games >= ORDER.games


def test_a_game_of_the_ensemble_is_the_game_played_alone(built):
    _, ensemble = built
    alone = [
        run({"scenario": "lesson", "policies": {"nvidia": "lobby_for_access"}, "first": n}, SEED)
        for n in range(2)
    ]
    for game in alone:
        assert game["scores"]["nvidia"] in ensemble.scores["lobby_for_access"]


def test_an_ensemble_is_found_again_and_its_portions_are_gone(built):
    folder, ensemble = built
    found = find(ORDER, folder)
    assert found is not None
    assert found.games == ensemble.games
    np.testing.assert_array_equal(found.pooled, ensemble.pooled)
    assert [path.suffix for path in folder.iterdir()] == [".npz"]
    assert set(found.bands) == set(SERIES)


def test_other_seats_sizes_and_scenarios_have_other_keys():
    others = (
        Order(scenario="lesson", seat="beijing", games=24),
        Order(scenario="lesson", seat="nvidia", games=25),
        Order(scenario="december_2025", seat="nvidia", games=24),
    )
    assert len({key_of(order) for order in (ORDER, *others)}) == 4


def test_a_portion_that_was_kept_is_not_played_again(tmp_path):
    portion = divide(ORDER)[0]
    play_portion(ORDER, portion, tmp_path)
    (part,) = next(tmp_path.iterdir()).iterdir()
    part.write_bytes(b"kept")
    assert play_portion(ORDER, portion, tmp_path) == portion.count
    assert part.read_bytes() == b"kept"


def test_a_damaged_file_counts_for_no_ensemble(built, tmp_path):
    folder, _ = built
    (whole,) = folder.iterdir()
    (tmp_path / whole.name).write_bytes(whole.read_bytes()[:100])
    assert find(ORDER, tmp_path) is None


def test_the_share_below_counts_games_that_scored_less(built):
    _, ensemble = built
    assert ensemble.share_below(0.0) == 0.0
    assert ensemble.share_below(100.1) == 1.0
    assert ensemble.share_below(float(ensemble.pooled[6])) == pytest.approx(6 / ensemble.games)
