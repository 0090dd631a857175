"""What is kept of past turns reaches as far back as anybody looks, and no view reads short."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from agents.model import GameModel
from game.config.scenarios import load_scenario, shipped_library
from game.hindcast.record.release import lead
from game.hindcast.record.scenario import GivenByRecord
from game.hindcast.simulate import make_plan
from game.state.position import Position, see
from game.state.scenario import Glass, Scenario
from game.state.world import Floats
from game.turn.view import View

LEVELS = shipped_library().difficulty
TURNS, MONTHS = 9, 14
Truth = dict[str, Floats]


def truth_of(position: Position, scenario: Scenario) -> Truth:
    seen = see(position, scenario)
    return {text: np.array(fact.evaluate(seen.value)) for text, fact in scenario.facts.items()}


def late_sights(scenario: Scenario) -> Iterator[tuple[str, str, int, str]]:
    for actor, role in scenario.roles.items():
        for sight in role.sights.values():
            if sight.delay:
                yield actor, sight.name, sight.delay, sight.measure.text


def check_late_sights(model: GameModel, past: list[Truth], pace: int) -> dict[int, int]:
    """Hold all late sights to what was true; return by delay how many moved since last time."""
    moved: dict[int, int] = {}
    for actor, name, delay, text in late_sights(model.scenario):
        view = View(model.position, model.scenario, actor, model.chance).paced(pace)
        now, before = view.value(name), view.previous(name)
        assert now == past[-1 - delay][text], (actor, name)
        assert before == past[-1 - delay - pace][text], (actor, name)
        moved[delay] = moved.get(delay, 0) + int((now != before).item())
    return moved


@pytest.mark.parametrize("level", list(LEVELS))
def test_previous_of_a_late_sight_is_what_was_true_a_turn_before_it(level: str) -> None:
    scenario = load_scenario("december_2025")
    clear = scenario.seen_through(Glass(blur=0.0, delay=LEVELS[level].delay), scenario.actors)
    model = GameModel(clear, seed=3)
    past = [truth_of(model.position, clear)]
    for _ in range(TURNS):
        model.step()
        past.append(truth_of(model.position, clear))
    moved = check_late_sights(model, past, pace=1)
    assert max(moved) == 2 + LEVELS[level].delay
    assert all(moved.values()), "some of each delay moved"


def test_in_the_hindcast_late_sights_and_what_came_before_lie_quarters_back() -> None:
    library = shipped_library()
    plan = make_plan(library)
    clear = plan.scenario.seen_through(Glass(blur=0.0), plan.scenario.actors)
    given = GivenByRecord(clear, plan.free, plan.given)
    model = GameModel(clear, policies=lead(clear, plan.record, plan.free, library), seed=3)
    past = [truth_of(model.position, clear)]
    for month in range(clear.start + 1, clear.start + 1 + MONTHS):
        model.scenario = given.scenario(month)
        model.step()
        past.append(truth_of(model.position, clear))
    moved = check_late_sights(model, past, pace=3)
    assert set(moved) == {3, 6}
    assert all(moved.values())


def test_an_ordinary_scenario_keeps_four_ends_and_never_more() -> None:
    model = GameModel("december_2025", seed=3)
    kept = [len(model.position.past)]
    for _ in range(6):
        model.step()
        kept.append(len(model.position.past))
    assert model.scenario.memory == 4
    assert kept == [1, 2, 3, 4, 4, 4, 4]


def test_before_the_opening_there_is_only_the_opening() -> None:
    model = GameModel("december_2025", seed=3)
    opening = truth_of(model.position, model.scenario)
    model.step()
    for actor, name, _, text in late_sights(model.scenario):
        view = View(model.position, model.scenario, actor, model.chance)
        sight = model.scenario.roles[actor].sights[name]
        if not (sight.blur or sight.error):
            assert view.previous(name) == opening[text], (actor, name)


def test_who_looks_further_back_than_is_kept_is_refused_and_not_shown_something_later() -> None:
    model = GameModel("december_2025", seed=3)
    for _ in range(6):
        model.step()
    view = View(model.position, model.scenario, "beijing", model.chance).paced(4)
    with pytest.raises(
        LookupError, match="beijing looks 4 turns back and 4 ends of turns are kept"
    ):
        view.previous("tariff")
