"""Clauses of a batch's policies are counted in games of that batch, line-up by line-up."""

import numpy as np
import pytest

from agents.clause_counts import count_clauses
from game.batch import sample_clauses as sampling
from game.batch.sample_clauses import play_again, rules_of, sample_clauses
from game.batch.study import build_study
from game.batch.tasks import task_of
from game.commands._clause_shares import read_clause_shares
from game.config.scenarios import shipped_library
from game.config.schema.experiment import Experiment
from tests.reports.conftest import SMALL


def clauses_of(policy):
    rules = rules_of(policy)
    assert rules is not None
    return rules.clauses


def count(actor, policy, phases):
    rules = rules_of(policy)
    assert rules is not None
    return {counted.index: counted for counted in count_clauses(actor, rules, phases)}


@pytest.fixture(scope="module")
def study():
    return build_study(
        shipped_library(),
        Experiment.model_validate({**SMALL, "design": {"method": "latin_hypercube", "samples": 2}}),
    )


@pytest.fixture(scope="module")
def sample(study):
    return sample_clauses(study)


def test_every_clause_of_every_policy_is_counted(study, sample):
    wanted = {
        (actor, policy.name, rule.index)
        for arm in study.arms
        for actor, policy in arm.policies.items()
        for rule in clauses_of(policy)
    }
    counted = {(share.actor, share.policy, share.clause) for share, _ in sample.clauses}
    assert counted == wanted
    assert sum(task.games for task in sample.tasks) == study.games


def test_shares_are_those_of_the_games_played_alone(study, sample):
    actor, policy = "washington", "tighten_hard"
    counts = [
        count(actor, arm.policies[actor], phases)
        for run in range(study.games)
        for task in [task_of(study, run)]
        for arm in [study.arms[task.arm]]
        if arm.scenario.profile[actor] == policy
        for phases in [play_again(study, task)]
    ]
    shares = [
        share for share, _ in sample.clauses if (share.actor, share.policy) == (actor, policy)
    ]
    assert any(share.refused for share in shares)
    assert any(not share.held for share in shares)
    for share in shares:
        assert share.games == len(counts)
        for name in ("held", "granted", "refused"):
            alone = np.mean([getattr(game[share.clause], name)[0] > 0 for game in counts])
            assert getattr(share, name) == pytest.approx(alone), (share.name, name)


def test_what_a_clause_was_refused_is_told_with_its_reason(study):
    shares = read_clause_shares(study)
    assert shares.line_ups == len(study.arms)
    first, *_ = shares.refused
    assert first.instance is not None
    assert first.instance.reason is not None
    assert first.instance.action.actor == first.actor
    assert [share.held for share in shares.idle] == sorted(
        (share.held for share in shares.idle), reverse=True
    )


def test_a_line_up_in_which_a_game_fails_is_left_out(study, sample, monkeypatch):
    def fail(study, task):
        if task.arm == 0:
            raise FloatingPointError("overflow")
        return play_again(study, task)

    monkeypatch.setattr(sampling, "play_again", fail)
    left = sample_clauses(study)
    assert left.tasks == sample.tasks[1:]


def test_a_line_up_in_which_a_game_fails_uses_up_no_policys_share_of_line_ups(study, monkeypatch):
    failing = [
        number
        for number, arm in enumerate(study.arms)
        if arm.scenario.profile["washington"] == "status_quo"
    ]

    def fail(study, task):
        if task.arm in failing:
            raise FloatingPointError("overflow")
        return play_again(study, task)

    monkeypatch.setattr(sampling, "play_again", fail)
    monkeypatch.setattr(sampling, "LINE_UPS", 1)
    left = sample_clauses(study)
    counted = {(share.actor, share.policy) for share, _ in left.clauses}
    assert {("beijing", arm.scenario.profile["beijing"]) for arm in study.arms} <= counted
    assert left.unmet == (("washington", "status_quo"),)


def test_a_reason_is_read_with_the_numbers_of_the_games_own_point(study, monkeypatch):
    read = []

    def look(_, scenario):
        read.append(scenario.params.learning_rate.ravel().tolist())
        return iter(())

    monkeypatch.setattr("game.commands._clause_shares.refusals_of", look)
    read_clause_shares(study)
    columns = [factor.name for factor in study.factors]
    sampled = study.points[:, columns.index("learning_rate")].tolist()
    assert read
    assert all(numbers in [[point] for point in sampled] for numbers in read)
