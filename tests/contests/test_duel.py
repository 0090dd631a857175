"""Duels: paired luck, the clause that lost the game, and what is said of it."""

import dataclasses
import io

import numpy as np
import pytest
from rich.console import Console

from game.analysis.resampling import draw_weights, joint_band, resample
from game.commands.duel import duel_tables
from game.config.scenarios import shipped_library
from game.contests.verdict import clause_that_lost, in_order, tell_duel
from game.state.chance import Chance

PLANTED_CLAUSE = 3


def margin(duel, letter):
    return duel.margins[duel.margins["side"] == letter].iloc[0]


@pytest.fixture(scope="module")
def mirror(hold_duel):
    """A policy that lives by its luck alone against itself."""
    return hold_duel(("congress", "random_legal"), ("congress", "random_legal"), replicates=3)


@pytest.fixture(scope="module")
def across(hold_duel):
    """A duel of two actors, one of them led by a policy in Python."""
    return hold_duel(("congress", "random_legal"), ("beijing", "calm"), replicates=3)


def test_a_policy_against_itself_has_no_difference_in_any_game(mirror):
    row = margin(mirror, "a")
    assert (row["margin"], row["low"], row["high"], row["equal"]) == (0, 0, 0, 1)
    assert (mirror.effects["change"] == 0).all()


def test_a_policy_against_itself_is_told_as_equal(mirror):
    (told,) = tell_duel(mirror)
    assert told.endswith("score the same in every game.")
    assert clause_that_lost(mirror) is None


def test_the_planted_clause_lost_the_game(planted):
    lost, won = in_order(planted)
    assert (lost.policy, won.policy) == ("rash", "calm")
    found = clause_that_lost(planted)
    assert found is not None
    assert found["clause"] == PLANTED_CLAUSE
    assert found["sets"] == "offshore_policy = discourage"


def test_without_the_planted_clause_the_two_are_level(planted):
    behind = -margin(planted, "a")["margin"]
    assert behind > 1
    assert planted.clauses_of(planted.first).iloc[0]["gain"] == pytest.approx(behind)


def test_a_choice_is_switched_off_like_a_clause(hold_duel, planted):
    torn = hold_duel(("beijing", "torn"), ("beijing", "calm"))
    found = clause_that_lost(torn)
    assert found is not None
    assert (found["clause"], found["kind"], found["when"]) == (3, "choice", "choose renting")
    assert found["sets"] == "allow: offshore_policy = allow; forbid: offshore_policy = discourage"
    assert found["gain"] == pytest.approx(-margin(torn, "a")["margin"])
    _, clause, *_ = tell_duel(torn)
    assert "clause 3, 'choose renting: allow: offshore_policy" in clause
    assert list(planted.clauses["kind"].unique()) == ["clause"]


def test_the_verdict_is_told_in_plain_sentences(planted):
    lost, clause, *_ = tell_duel(planted)
    assert lost.startswith("beijing's rash lost to beijing's calm by ")
    assert clause.startswith(
        "The clause that lost the game is clause 3, 'when month > 0: offshore_policy = discourage'"
    )
    assert clause.endswith("without it it would be level.")


@pytest.mark.parametrize("direction", [-np.inf, np.inf])
def test_the_last_bit_of_a_gain_changes_no_verdict(planted, direction):
    clauses = planted.clauses.copy()
    behind = -margin(planted, "a")["margin"]
    lost = (clauses["side"] == "a") & (clauses["clause"] == PLANTED_CLAUSE)
    clauses.loc[lost, "gain"] = np.nextafter(behind, direction)
    nudged = dataclasses.replace(planted, clauses=clauses)
    found = clause_that_lost(nudged)
    assert found is not None
    assert found["clause"] == PLANTED_CLAUSE
    assert tell_duel(nudged) == tell_duel(planted)


def test_a_lead_of_the_last_bit_is_no_lead(across):
    margins = across.margins.assign(
        margin=[0.1 + 0.2 - 0.3, 0.0], low=[0.1 + 0.2 - 0.3, 0.0], high=[0.1 + 0.2 - 0.3, 0.0]
    )
    level = dataclasses.replace(across, margins=margins)
    assert clause_that_lost(level) is None
    assert in_order(level) == (across.second, across.first)
    assert all("within the reach of luck" in told for told in tell_duel(level)[:2])


def test_clauses_worth_the_same_in_every_game_widen_no_other_band():
    weights = draw_weights(7, seed=1)
    noisy = Chance(0, 0, 1).uniform("noise", 7)
    steady = np.outer(np.arange(1, 40) / 10.0, np.ones(7))
    alone = joint_band(resample(noisy, weights), 7)
    beside = joint_band(resample(np.concatenate([noisy, steady]), weights), 7)
    assert [end[0] for end in beside] == pytest.approx([end[0] for end in alone])
    assert beside[0][1:] == pytest.approx(steady[:, 0])


def test_clauses_are_sorted_by_what_they_cost(planted):
    for side in planted.sides:
        gains = planted.clauses_of(side)["gain"].to_numpy()
        assert (np.diff(gains) <= 0).all()


def test_a_clause_that_never_fires_gains_and_costs_exactly_nothing(planted):
    idle = planted.clauses[planted.clauses["moved"] == 0]
    assert len(idle)
    assert (idle[["gain", "low", "high"]] == 0).all(axis=None)


def test_every_clause_is_told_with_what_became_of_it(planted):
    counted = planted.clauses[["held", "granted", "refused"]]
    assert ((counted >= 0.0) & (counted <= 1.0)).all(axis=None)
    assert (counted.loc[counted["held"] == 0.0, ["granted", "refused"]] == 0.0).all(axis=None)
    assert (counted["granted"] > 0.0).any()
    console = Console(width=200, record=True, file=io.StringIO())
    for part in duel_tables(planted):
        console.print(part)
    told = " ".join(console.export_text().split())
    assert "that never changed the score" in told
    assert "never held" in told


def test_one_side_gains_what_the_other_loses_in_the_same_seat(planted):
    first, second = margin(planted, "a"), margin(planted, "b")
    assert first["margin"] == -second["margin"]
    assert first["better"] == pytest.approx(1 - second["better"] - second["equal"])


def test_policies_of_two_actors_are_compared_with_the_usual_ones(across):
    cast = shipped_library().scenarios["lesson"].policies
    assert [side.instead for side in across.sides] == [cast["congress"], cast["beijing"]]
    assert not across.in_one_seat
    first, second, *_ = tell_duel(across)
    assert first.startswith("congress led by random_legal scores ")
    assert second.startswith("beijing led by calm scores ")


def test_a_policy_in_python_has_no_clauses_to_switch_off(across):
    assert across.clauses_of(across.first).empty
    assert len(across.clauses_of(across.second)) == 2
    assert "congress's random_legal has no clauses to switch off." in tell_duel(across)
