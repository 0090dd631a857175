"""Tournaments: every profile under the same luck, and what is worked out from the scores."""

import numpy as np
import pandas as pd
import pytest

from agents.games import run
from game.analysis.in_process import play_runs
from game.config.scenarios import shipped_library
from game.contests.entrants import name_all
from game.contests.equilibria import pure_equilibria
from game.contests.fingerprints import PROBES, judge_fingerprints, plan_fingerprints
from game.contests.scores import Scores, lay_out_scores, read_scores
from game.contests.standings import SLACK
from game.contests.tournament import judge_tournament, mix_table, plan_tournament, ranking_table
from game.errors import UserError
from game.state.chance import Chance

ACTORS = ("washington", "congress", "nvidia", "beijing", "chipmakers")


def test_the_scores_of_a_profile_are_those_of_the_game_played_alone(judged):
    scores = judged.scores
    assert scores.shape == (2, 3)
    assert scores.profile((1, 0)) == {"washington": "tighten_hard", "beijing": "reciprocal"}
    game = {"scenario": "lesson", "policies": scores.profile((1, 0)), "first": 4}
    alone = run(game, seed=3)["scores"]
    assert scores.values[1, 0, :, 4].tolist() == [alone[actor] for actor in ACTORS]


def test_the_same_policy_under_two_names_scores_the_same_in_every_game(own_library, policy_files):
    calm, _, twin, _ = policy_files
    entrants = name_all(own_library, {"beijing": [calm, twin, "status_quo"]}, "--policies")
    study = plan_tournament(own_library, "lesson", entrants, replicates=3)
    scores = read_scores(study, play_runs(study).table)
    assert scores.entrants["beijing"] == ("status_quo", "calm", "twin"), "files come last"
    assert (scores.values[1] == scores.values[2]).all()
    assert (scores.values[1] != scores.values[0]).any()


def test_there_is_one_row_for_each_profile_and_actor(judged):
    assert len(judged.payoffs) == 2 * 3 * 5
    assert (judged.payoffs["low"] <= judged.payoffs["score"]).all()
    assert (judged.payoffs["score"] <= judged.payoffs["high"]).all()


def test_the_regret_of_a_policy_is_what_its_best_reply_would_have_scored_more(judged):
    own = judged.scores.own().mean(axis=-1)[..., 1]
    by_hand = (own.max(axis=1, keepdims=True) - own).mean(axis=0)
    beijing = judged.policies[judged.policies["actor"] == "beijing"]
    np.testing.assert_allclose(beijing["regret"], by_hand)
    assert (beijing["worst_regret"] >= beijing["regret"]).all()


def test_the_equilibria_told_are_those_of_the_mean_scores(judged):
    told = judged.equilibria[judged.equilibria["equilibrium"]]
    places = pure_equilibria(judged.scores.own().mean(axis=-1), SLACK)
    profiles = [tuple(judged.scores.profile(place).values()) for place in places]
    assert profiles
    assert sorted(zip(told["washington"], told["beijing"], strict=True)) == sorted(profiles)
    assert told["held"].between(0, 1).all()


def test_scores_of_the_same_games_in_another_order_are_no_reason_to_prefer_a_policy():
    entrants = {"beijing": ("status_quo", "reciprocal", "worse")}
    games = np.array([[0.1, 0.2, 0.3], [0.3, 0.2, 0.1], [0.0, 0.0, 0.0]])
    assert games[0].mean() != games[1].mean()
    values = np.zeros((3, 5, 3))
    values[:, ACTORS.index("beijing")] = games
    judged = judge_tournament(
        Scores(actors=ACTORS, entrants=entrants, cast={}, values=values, dropped=0)
    )
    assert judged.policies["dominated_by"].tolist() == ["", "", "status_quo"]
    assert judged.policies["best_reply"].tolist() == [1.0, 1.0, 0.0]
    assert set(judged.equilibria["beijing"]) >= {"status_quo", "reciprocal"}
    assert ranking_table(judged)["beijing"].tolist()[:2] == ["status_quo", "reciprocal"]


def test_shares_of_mixes_and_of_alpha_rank_add_up(judged):
    mixes = mix_table(judged)
    sums = mixes.groupby(["game", "kind", "number", "actor"])["probability"].sum()
    np.testing.assert_allclose(sums, 1, atol=0.01)
    assert ranking_table(judged)["share"].sum() == pytest.approx(1, abs=0.02)


def test_a_replicate_that_failed_in_one_profile_is_dropped_from_all(
    tournament_study, tournament_runs
):
    fewer = tournament_runs.drop(tournament_runs.index[2])
    values, dropped = lay_out_scores(tournament_study, fewer)
    assert (values.shape, dropped) == ((6, 5, 5), 1)


def test_if_every_replicate_failed_somewhere_that_is_said(tournament_study, tournament_runs):
    profile = tournament_runs["profile"] == tournament_runs["profile"].iloc[0]
    with pytest.raises(UserError, match="no replicate was played to its end"):
        read_scores(tournament_study, tournament_runs[~profile])


def test_three_seats_are_solved_pair_by_pair_and_learn_together():
    entrants = dict.fromkeys(("washington", "nvidia", "beijing"), ("status_quo", "reciprocal"))
    values = Chance(0, 0, 4).uniform("scores", 40).T.reshape(2, 2, 2, 5, 4)
    # All hunt the stag, or each eats a hare alone: there learning comes to rest at once.
    values[0, 0, 0] += 30
    values[1, :, :, 0] += 10
    values[:, 1, :, 2] += 10
    values[:, :, 1, 3] += 10
    scores = Scores(actors=ACTORS, entrants=entrants, cast={}, values=values, dropped=0)
    judged = judge_tournament(scores)
    assert [solution.seats for solution in judged.pairs] == [
        ("washington", "nvidia"),
        ("washington", "beijing"),
        ("nvidia", "beijing"),
    ]
    assert judged.pairs[1].fixed == {"nvidia": "status_quo"}
    (first, *_) = judged.pairs[1].mixes
    best = scores.own().mean(axis=-1)[:, 0, :, 0] @ first.probabilities[1]
    assert first.payoffs[0] == pytest.approx(best.max())
    assert sum(rest.share for rest in judged.rests) == pytest.approx(1)
    assert judged.notes == ()
    hurried = judge_tournament(scores, keep_going=lambda: False)
    assert (hurried.pairs, hurried.rests) == ((), ())
    assert len(hurried.notes) == 3


def test_a_fingerprint_has_a_cell_for_each_two_probes():
    study = plan_fingerprints(shipped_library(), "lesson", "congress", ["watchdog"], replicates=2)
    runs = pd.DataFrame(
        [
            {"profile": arm.profile, "replicate": replicate}
            | {f"score_{actor}": 10.0 * place + replicate for actor in ACTORS}
            for place, arm in enumerate(study.arms)
            for replicate in range(2)
        ]
    )
    table = judge_fingerprints(study, runs)
    cells = list(zip(table["rival_policy"], table["others_policy"], strict=True))
    assert cells == [(facing, around) for facing in PROBES for around in PROBES]
    assert [arm.scenario.profile["beijing"] for arm in study.arms] == [rival for rival, _ in cells]
    assert table["score"].tolist() == [10.0 * place + 0.5 for place in range(9)]


@pytest.mark.parametrize(
    ("entrants", "message"),
    [
        ({}, "no seat has a choice"),
        ({"beijing": ("status_quo",)}, "no seat has a choice"),
        ({"beijing": tuple("abcdefg")}, "beijing has 7 policies; name at most 6 a seat"),
    ],
)
def test_a_tournament_without_a_choice_or_with_too_much_is_refused(entrants, message):
    with pytest.raises(UserError, match=message):
        plan_tournament(shipped_library(), "lesson", entrants, replicates=2)
