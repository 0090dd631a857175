"""Scenarios open from the histories of the hindcast: stored ones are its own, games draw them."""

import dataclasses

import numpy as np
import pytest

from agents.model import GameModel
from game.config.scenarios import build_scenario, library_with, load_scenario, shipped_library
from game.config.stored_openings import (
    WRITER,
    is_stored,
    opening_path,
    read_opening,
    stored_months,
)
from game.contests.laws.ground import Budget, Ground
from game.errors import UserError
from game.hindcast.laws import read_opening as read_law
from game.hindcast.openings import HISTORIES, moved_since
from game.state.chance import Chance
from game.state.opening import draw_opening
from game.state.world import FIELDS

SCENARIOS = ("october_2022", "april_2025", "december_2025")
LIBRARY = shipped_library()
MONTHS = {name: LIBRARY.scenarios[name].opens_from for name in SCENARIOS}


@pytest.fixture(scope="module", params=SCENARIOS)
def scenario(request):
    return load_scenario(request.param)


def same(world, other):
    return all(np.array_equal(getattr(world, name), getattr(other, name)) for name in FIELDS)


def test_stored_openings_are_where_the_hindcast_stands_today():
    moved = moved_since(stored_months(LIBRARY.folder), (3, 60))
    assert not moved, f"stale ({len(moved)} moved, first {moved[0]}); write anew: {WRITER}"


def test_a_number_that_moved_is_told_with_its_month(monkeypatch):
    from game.hindcast import openings

    rows = {"number": ["3"], "premium": ["0.5"]}
    monkeypatch.setattr(openings, "_read_rows", lambda _month: rows)
    assert "2022-09: premium" in moved_since(["2022-09"], [3])


def test_each_game_opens_in_one_of_the_histories_and_all_are_drawn(scenario):
    drawn = draw_opening(scenario, Chance(11, 0, 2000))
    worlds = scenario.openings
    assert worlds.replicates == HISTORIES
    keys = {name: worlds.budget[:, 0].tolist().index(name) for name in worlds.budget[:, 0]}
    places = [keys[value] for value in drawn.budget[:, 0]]
    assert set(places) == set(range(HISTORIES))
    assert same(
        drawn, dataclasses.replace(drawn, **{n: getattr(worlds, n)[places] for n in FIELDS})
    )


def test_a_lone_game_opens_as_its_row_of_a_batch(scenario):
    batch = draw_opening(scenario, Chance(5, 0, 7))
    for row in range(7):
        assert same(batch.rows(row, row + 1), draw_opening(scenario, Chance(5, row, 1)))


def test_the_most_typical_history_is_nearer_to_the_medians_than_most(scenario):
    worlds = scenario.openings
    apart = np.zeros(HISTORIES)
    for name in ("budget", "compute", "premium", "wafers", "nv_rev", "lag"):
        values = getattr(worlds, name).mean(axis=1)
        distance = np.abs(values - np.median(values))
        apart += distance / distance.mean()
    assert (apart > apart[0]).mean() > 0.5


def test_what_a_scenario_gives_takes_the_place_of_the_histories(tmp_path):
    file = tmp_path / "tense.yaml"
    file.write_text(
        "name: tense\nextends: december_2025\n"
        "opening: {trust: 0.1, wafers: {huawei: 9}}\nlevers: {washington: {tariff: 60}}\n",
        encoding="utf-8",
    )
    tense = load_scenario("tense", library_with(scenarios=[str(file)]))
    base = load_scenario("december_2025")
    assert np.unique(tense.openings.trust).tolist() == [0.1]
    assert np.unique(tense.openings.wafers[:, 0]).tolist() == [9.0]
    np.testing.assert_array_equal(tense.openings.wafers[:, 1:], base.openings.wafers[:, 1:])
    assert tense.settings.tariff[0, 0] == 60.0
    assert tense.settings.ally_diplomacy[0, 0] == base.settings.ally_diplomacy[0, 0] == 3.0


def test_scenarios_differ_from_the_histories_in_what_begins_anew_alone(scenario):
    stored = read_opening(LIBRARY.folder, MONTHS[scenario.name], scenario.params.axes)
    given = LIBRARY.scenarios[scenario.name].opening
    assert not [name for name in given if is_stored(name)]
    for name, values in stored.fields.items():
        if not FIELDS[name].lever:
            np.testing.assert_array_equal(getattr(scenario.openings, name), values)


def test_law_15_no_field_opens_a_quarter_away_from_the_hindcast(scenario):
    (reading,) = read_law(Ground(scenario.name, Budget(testing=4, drawn=0)))
    assert reading.holds, reading.notes


def test_games_go_on_differently_from_different_histories():
    model = GameModel("december_2025", seed=1, replicates=4)
    model.step()
    assert len(np.unique(model.position.world.nv_rev)) == 4


DAMAGES = {
    "empty": lambda _lines: [],
    "without its histories": lambda lines: [lines[0], *lines[3:]],
    "histories that are no numbers": lambda lines: [lines[0], "number,a,b", *lines[3:]],
    "a history of many digits": lambda lines: [lines[0], "number," + "9" * 5000, *lines[3:]],
    "a row without values": lambda lines: [*lines, "premium"],
    "a setting without one": lambda lines: [*lines, "lever.beijing.import_gate.h200_class"],
    "too few values": lambda lines: [*lines, "premium,1,2"],
    "a value that is no number": lambda lines: [*lines, "premium,nan"],
    "a value without end": lambda lines: [*lines, "premium,1e400"],
    "a value below its range": lambda lines: [*lines, "premium,-1"],
    "a field that there is not": lambda lines: [*lines, "premum,1"],
    "an actor that there is not": lambda lines: [*lines, "lever.brussels.gate,open"],
    "a lever that there is not": lambda lines: [*lines, "lever.beijing.gat,open"],
    "a setting that there is not": lambda lines: [*lines, "lever.beijing.capital_subsidy,x"],
    "a named setting that there is not": lambda lines: [
        "mineral_rung,high" if line.startswith("mineral_rung") else line for line in lines
    ],
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_opening_is_told_with_its_file(damage, tmp_path):
    path = opening_path(tmp_path, "2025-12")
    lines = damage(opening_path(LIBRARY.folder, "2025-12").read_text("utf-8").splitlines())
    path.parent.mkdir()
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    library = dataclasses.replace(LIBRARY, folder=tmp_path)
    with pytest.raises(UserError) as refused:
        build_scenario(library, library.scenarios["december_2025"])
    assert refused.value.place.startswith(str(path))
