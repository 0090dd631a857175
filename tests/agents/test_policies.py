"""The contract of every shipped policy file: what it reads, what it sets, that it is all used."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from agents.model import GameModel
from agents.policies.base import Decision
from agents.policies.clauses import CompiledClause
from agents.policies.rules_file import Rule, RulesFile
from game.config.scenarios import shipped_library
from game.state.calendar import quarter_start
from game.state.position import PHASES, Phase
from game.turn.view import View, present_names, visible_names

# Of all that a policy proposes in a shipped opening, at most this share may be refused.
REFUSED = 0.6
# Of its clauses, so many must fire in a shipped opening; the others wait for openings of one's own.
AS_SHIPPED = 0.6


@pytest.fixture(scope="module")
def model() -> GameModel:
    model = GameModel("december_2025", seed=8, replicates=50)
    model.step()
    return model


def test_a_policy_reads_what_its_actor_sees_and_no_covert_setting_of_another(
    policy: RulesFile, model: GameModel
):
    scenario, actor = model.scenario, policy.spec.actor
    expressions = [expression for clause in policy.clauses for expression in clause.reads]
    read = {name for expression in expressions for name in expression.names}
    before = {name for expression in expressions for name in expression.previous}
    visible = visible_names(scenario, actor)
    assert before - visible == set()
    assert read - visible - present_names(scenario) - policy.spec.memories == set()
    covert = {lever.name for lever in scenario.levers.values() if lever.covert}
    hidden = covert - {lever.name for lever in scenario.levers.of(actor)}
    assert {name.partition(".")[0] for name in read | before} & hidden == set()


def test_every_name_that_a_policy_may_read_has_a_value(model: GameModel):
    scenario, position = model.scenario, model.position
    for actor in scenario.actors:
        view = View(position, scenario, actor, model.chance)
        for name in visible_names(scenario, actor) | present_names(scenario):
            assert view.value(name).shape[1] == 1, (actor, name)


def test_a_policy_sets_its_own_levers_inside_their_bounds(policy: RulesFile):
    moves = [(clause, move) for clause in policy.clauses for move in clause.moves]
    assert moves
    for clause, move in moves:
        assert move.lever.actor == policy.spec.actor
        assert move.value is None or move.lever.low <= move.value <= move.lever.high
        assert clause.phase == "measures" or move.lever.response, move.lever.name


def test_a_policy_gives_a_reason_for_every_clause_and_a_source_for_all(policy: RulesFile):
    assert [clause.name for clause in policy.clauses if len(clause.because.split()) < 3] == []
    assert policy.spec.sources
    assert policy.spec.says


@pytest.mark.parametrize("phase", PHASES)
def test_equal_views_and_luck_give_equal_orders(policy: RulesFile, model: GameModel, phase: Phase):
    once, again = (decide(model, policy, phase) for _ in range(2))
    assert [item.lever for item in once.proposals] == [item.lever for item in again.proposals]
    for one, other in zip(once.proposals, again.proposals, strict=True):
        assert np.array_equal(one.values, other.values)
        assert np.array_equal(one.where, other.where)


def decide(model: GameModel, policy: RulesFile, phase: Phase) -> Decision:
    position = dataclasses.replace(model.position, phase=phase)
    view = View(position, model.scenario, policy.spec.actor, model.chance)
    return policy.decide(view, model.chance.at(2 * model.position.turn + PHASES.index(phase)))


def test_a_policy_of_the_field_plays_as_it_does_alone(field_of_lesson):
    """The games side by side below prove something about games: each is the game on its own."""
    field = field_of_lesson
    for game in (0, 17, 60, 101):
        leaders = {actor: str(leads[game, 0]) for actor, leads in field.leads.items()}
        alone = GameModel("lesson", policies=leaders, seed=field.seed, first=game)
        alone.step()
        for name, values in alone.position.orders.settings.items():
            assert np.array_equal(values[0], field.model.position.orders.settings[name][game])


def test_every_clause_fires_somewhere_and_most_orders_are_granted(tallies, load_policy):
    """Over all scenarios, as shipped and opened anywhere, against many mixes of opponents.

    Only a dated move from before a scenario's first turn may stay idle.
    """
    problems = []
    for (actor, name), tally in tallies.items():
        clauses = load_policy(actor, name).clauses
        problems += [
            f"{actor}/{name} never fires: {clause.name}"
            for clause in clauses
            if not tally.fired[clause.index] and not is_past(clause)
        ]
        live = sum(tally.fired_as_shipped[clause.index] > 0 for clause in clauses)
        if live < AS_SHIPPED * len(clauses):
            problems.append(f"{actor}/{name} uses {live} of {len(clauses)} clauses as shipped")
        refused = tally.refused.total()
        if refused > REFUSED * (refused + tally.granted):
            most = tally.refused.most_common(2)
            problems.append(f"{actor}/{name} is refused {refused} of its orders, most {most}")
    assert problems == []


def is_past(clause: Rule) -> bool:
    # The hindcast, whose turns are months, is not of the field: tests/hindcast holds its orders.
    played = [one for one in shipped_library().scenarios.values() if one.months_per_turn > 1]
    first = min(quarter_start(scenario.start) for scenario in played)
    return isinstance(clause, CompiledClause) and clause.month is not None and clause.month < first
