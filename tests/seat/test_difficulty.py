"""A level of difficulty changes who leads the others and how well a seat sees, and nothing else."""

import numpy as np
import pytest

from game.config.scenarios import load_scenario, shipped_library
from game.saves.lines import Header
from game.seat.new_game import Setup
from game.seat.seat_table import SeatTable
from game.session import Session
from game.state.position import state_hash
from game.state.scenario import Glass
from game.turn.view import View

DIM = Glass(blur=2.0, delay=1)


def sights(scenario, actor="beijing"):
    return scenario.roles[actor].sights


def test_a_glass_leaves_what_is_exact_and_prompt_and_dims_the_rest():
    scenario = load_scenario("lesson")
    dimmed = sights(scenario.seen_through(DIM, ("beijing",)))
    kinds = set()
    for name, one in sights(scenario).items():
        is_exact = not (one.delay or one.blur or one.error)
        kinds.add(is_exact)
        if is_exact:
            assert dimmed[name] == one
        else:
            assert dimmed[name].delay == one.delay + 1
            assert dimmed[name].blur == 2.0 * one.blur
    assert kinds == {True, False}
    assert sights(scenario.seen_through(DIM, ("beijing",)), "nvidia") == sights(scenario, "nvidia")


def test_no_sight_comes_before_it_happens():
    scenario = load_scenario("lesson").seen_through(Glass(delay=-4), ("beijing",))
    assert min(one.delay for one in sights(scenario).values()) == 0


@pytest.mark.parametrize("level", list(shipped_library().difficulty))
def test_a_game_of_every_level_comes_back_from_its_log_as_it_was_seen(level, tmp_path):
    setup = Setup("lesson", 5, level)
    path = tmp_path / "game.jsonl"
    session = Session.begin(
        load_scenario("lesson"), seats=("beijing",), policies=setup.profile, seed=5, path=path,
        difficulty=level, glass=Glass(blur=setup.level.blur, delay=setup.level.delay),
    )  # fmt: skip
    table = SeatTable(session, "beijing")
    table.seal()
    table.seal()
    session.close()
    again = Session.resume(path)
    assert again.log.header.difficulty == level
    assert again.scenario.roles == session.scenario.roles
    seen = {name: one.value for name, one in table.sheet.seen.items()}
    assert {name: one.value for name, one in SeatTable(again, "beijing").sheet.seen.items()} == seen


def test_a_glass_widens_what_is_blurred_and_never_changes_what_is_true():
    plain = load_scenario("lesson")
    blurred = next(one for one in sights(plain).values() if one.blur and not one.error)
    spreads, worlds = [], []
    for glass in (Glass(), Glass(blur=3.0)):
        session = Session.begin(plain, seats=("beijing",), seed=5, glass=glass)
        position = session.model.position
        seen = View(position, session.scenario, "beijing", session.model.chance)
        told = seen.range(blurred.name)
        spreads.append(float(np.log(told.high / told.low)[0, 0]))
        worlds.append(state_hash(position))
    assert spreads[1] == pytest.approx(3.0 * spreads[0])
    assert worlds[0] == worlds[1]


def test_the_opponents_of_a_level_lead_unless_a_person_chooses_others():
    setup = Setup("lesson", 5, "principal")
    assert set(setup.profile.values()) == {"reciprocal"}
    setup.turn_policy("nvidia", 1)
    assert setup.profile["nvidia"] != "reciprocal"
    setup.turn_difficulty(-1)
    assert setup.profile == dict(shipped_library().scenarios["lesson"].policies)


def test_a_log_from_before_there_were_levels_is_seen_through_clear_glass():
    fields = {"version": "0.1.0", "config_hash": "", "scenario": "lesson", "seed": 1}
    old = Header.model_validate({**fields, "profile": {}})
    assert Glass(blur=old.blur, delay=old.delay) == Glass(blur=1.0, delay=0)
