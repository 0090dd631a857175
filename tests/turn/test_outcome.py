"""How games end: by whose hand, and who has won."""

import numpy as np
import pytest

from game.config.scenarios import load_scenario
from game.language.expression import compile_expression
from game.state.scenario import Aim
from game.turn.outcome import has_won, open_ending, score_aim, watch_for_end

FORTH, BACK = (0.1 + 0.2) + 0.3, (0.3 + 0.2) + 0.1


def test_a_score_has_won_that_reaches_its_target_but_for_rounding():
    scores = np.array([[100.0 * FORTH], [100.0 * BACK], [59.9]])
    assert scores[0] != scores[1]
    for target in (100.0 * FORTH, 100.0 * BACK):
        assert has_won(scores, target).tolist() == [[True], [True], [False]]


def test_an_early_end_needs_its_turns_running():
    scenario = load_scenario("december_2025")
    index = next(n for n, test in enumerate(scenario.end_tests) if test.turns == 3)
    test = scenario.end_tests[index]
    facts = {one.when.text: np.zeros((1, 1)) for one in scenario.end_tests}
    facts |= {by.text: np.zeros((1, 1)) for one in scenario.end_tests for by in one.by.values()}
    ending = open_ending(1, len(scenario.end_tests))
    met = (1.0, 1.0, 0.0, 1.0, 1.0, 1.0)
    ended = []
    for turn, holds in enumerate(met, 1):
        now = facts | {test.when.text: np.full((1, 1), holds)}
        ending = watch_for_end(ending, scenario, turn, now)
        ended.append(ending.turn[0, 0])
    assert ended == [-1.0] * 5 + [6.0]


@pytest.mark.parametrize(
    ("washington", "beijing", "author"),
    [(FORTH, BACK, "washington"), (BACK, FORTH, "washington"), (BACK, 0.7, "beijing")],
)
def test_of_two_with_an_equal_hand_in_an_end_the_first_is_its_author(washington, beijing, author):
    scenario = load_scenario("december_2025")
    index = next(n for n, test in enumerate(scenario.end_tests) if len(test.by) == 2)
    test = scenario.end_tests[index]
    facts = {one.when.text: np.zeros((1, 1)) for one in scenario.end_tests}
    facts |= {by.text: np.zeros((1, 1)) for one in scenario.end_tests for by in one.by.values()}
    facts |= {test.when.text: np.ones((1, 1))}
    hands = {"washington": washington, "beijing": beijing}
    facts |= {by.text: np.full((1, 1), hands[actor]) for actor, by in test.by.items()}
    ending = open_ending(1, len(scenario.end_tests))
    for turn in range(1, test.turns + 1):
        ending = watch_for_end(ending, scenario, turn, facts)
    assert ending.termination[0, 0] == index
    assert scenario.actors[int(ending.actor[0, 0])] == author


def aim_of(usual=()):
    return Aim(
        name="lead",
        title="Lead",
        says="",
        unit="months",
        weight=1.0,
        measure=compile_expression("lag"),
        worst=4.0,
        best=8.0,
        usual=usual,
    )


@pytest.mark.parametrize(
    ("usual", "turn", "lag", "score"),
    [
        ((), 1, 5.0, 25.0),
        ((9.0, 8.0, 6.0), 0, 9.0, 50.0),
        ((9.0, 8.0, 6.0), 1, 9.0, 75.0),
        ((9.0, 8.0, 6.0), 2, 7.0, 75.0),
        # A game that is longer than the usual course counts on nothing any more.
        ((9.0, 8.0, 6.0), 5, 7.0, 75.0),
        ((9.0, 8.0, 6.0), 1, 0.0, 0.0),
    ],
)
def test_a_standing_counts_what_the_measure_usually_adds_until_the_end(usual, turn, lag, score):
    scored = score_aim(aim_of(usual), {"lag": np.full((1, 1), lag)}.__getitem__, turn)
    assert scored == pytest.approx(score, abs=1e-9)


@pytest.mark.parametrize("name", ["lesson", "october_2022", "april_2025", "december_2025"])
def test_every_shipped_aim_has_a_usual_course_as_long_as_the_game_that_ends_on_its_scale(name):
    scenario = load_scenario(name)
    for aim in (aim for aims in scenario.aims.values() for aim in aims):
        assert len(aim.usual) == scenario.turns + 1
        low, high = sorted((aim.worst, aim.best))
        assert low <= aim.usual[-1] <= high
