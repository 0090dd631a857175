"""Laws 8 and 19, small: actors bargain, and deals between the capitals are worth something."""

import numpy as np
import pytest

from game.contests.laws.dictated import DictatedCast, answer_of, no_paper, offer_of, play_arms
from game.contests.laws.ground import Budget, Ground
from game.contests.laws.offers import read_close_offers, read_papers
from game.contests.laws.stakes import CAPITALS, play_stakes, read_stakes, worthwhile_deals


@pytest.fixture(scope="module")
def lesson():
    return Ground("lesson", Budget(testing=6, drawn=0))


@pytest.fixture(scope="module")
def stakes(lesson):
    return play_stakes(lesson, 0)


@pytest.fixture(scope="module")
def bargaining():
    """What law 8 reads of the scenario's own line-up, by its parts."""
    ground = Ground("december_2025", Budget(testing=30, drawn=0))
    close = read_close_offers(ground)
    return {one.part: one for one in (close, *read_papers(ground, "own", close.value / 100.0))}


def watch(position, _scenario):
    return (position.world.term_left > 0.0).any(axis=1, keepdims=True).astype(float)


def test_what_is_dictated_is_signed_in_its_own_games_alone(lesson):
    scenario, cast = lesson.scenario, lesson.holding
    offer = offer_of(scenario, "beijing", "washington", ("probe_closed", "tools_held"))
    accept, refuse = (
        answer_of(scenario, "washington", "beijing", word) for word in ("accept", "refuse")
    )
    arms = [
        DictatedCast(cast=cast),
        DictatedCast(
            cast=cast,
            dictated=(("beijing", "measures", offer), ("washington", "responses", (accept,))),
        ),
        DictatedCast(
            cast=cast,
            dictated=(("beijing", "measures", offer), ("washington", "responses", (refuse,))),
        ),
    ]
    (played,) = play_arms(scenario, arms, turn=1, seed=1, games=4, watch={"bound": watch})
    bound = played.series["bound"]
    assert (bound[:, :, 1] == 0).all()
    assert (bound[:, :, 2].mean(axis=1) == [0, 1, 0]).all()


def test_a_paper_that_is_forbidden_is_not_sent(lesson):
    scenario, cast = lesson.scenario, lesson.line_ups["own"]
    pair = "beijing", "washington"
    arm = DictatedCast(cast=cast, dictated=(("beijing", "measures", no_paper(scenario, *pair)),))

    def sent(position, scenario):
        column = scenario.actors.index("washington")
        settings = position.sealed.settings["beijing_paper"]
        return (settings[:, column : column + 1] > 0).astype(float)

    (played,) = play_arms(
        scenario, [DictatedCast(cast=cast), arm], turn=0, seed=3, games=20, watch={"sent": sent}
    )
    free, forbidden = played.series["sent"][:, :, 1]
    assert free.any()
    assert not forbidden.any()


def test_arms_meet_the_same_luck(lesson):
    (played,) = play_arms(
        lesson.scenario, [DictatedCast(cast=lesson.line_ups["own"])] * 2, turn=0, seed=3, games=4
    )
    for scores in played.scores.values():
        np.testing.assert_array_equal(scores[0], scores[1])


def test_actors_bargain_about_once_a_turn(bargaining):
    reading = bargaining["offers that are close calls, and demands"]
    assert reading.value > 0.5
    assert dict(reading.notes)["demands made"] > 0


@pytest.mark.parametrize(
    "part",
    [
        "offers that are accepted",
        "deals that are broken",
        "refused threats that are carried out",
    ],
)
def test_what_may_go_either_way_does(bargaining, part):
    assert 0 < bargaining[part].value < 100


def test_most_offers_are_close_calls_to_who_gets_them(bargaining):
    reading = next(one for part, one in bargaining.items() if part.startswith("offers within"))
    assert reading.value > 50
    assert dict(reading.notes)["offers tried"] > 10


def test_only_games_in_which_an_offer_was_sent_are_compared(lesson):
    reading = read_close_offers(lesson)
    pledges = len(lesson.scenario.params.terms.pledges)
    assert 0 < dict(reading.notes)["offers tried"] < pledges * lesson.budget.testing


def test_deals_that_are_tried_are_of_one_term_for_another(lesson, stakes):
    assert stakes.deals == tuple(worthwhile_deals(lesson))
    given, got = map(set, zip(*stakes.deals, strict=True))
    assert {"minerals_eased", "purchases_made"} <= given
    assert "tools_held" in got
    assert not {"minerals_banned", "tools_widened"} & (given | got)


def test_a_deal_between_the_capitals_moves_both_scores(stakes):
    assert stakes.kept.shape[-1] == len(CAPITALS)
    assert (stakes.kept != 0.0).any(axis=(0, 1)).all()
    assert (stakes.broken != 0.0).any()


def test_law_19_is_read_in_each_of_its_turns_that_the_scenario_has(lesson):
    parts = [one.part for one in read_stakes(lesson)]
    assert len(parts) == 2
    assert all("turn 1" in part for part in parts)
