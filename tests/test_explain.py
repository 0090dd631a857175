import math

import pytest

from agents.session import Session
from game.config.scenarios import load_scenario
from game.errors import UserError
from game.explain import explain, fields_read, numbers_behind, trace_turn
from game.expressions import compile_expression
from game.observables import read_observable, read_observables
from game.world import FIELDS


@pytest.fixture(scope="module")
def session():
    session = Session.begin(load_scenario())
    for _ in range(2):
        session.seal()
        session.seal()
        session.pass_turn()
    return session


@pytest.fixture(scope="module")
def ask(session):
    turn = session.played[-1]
    ledger = trace_turn(turn.sealed, session.scenario, session.model.chance)

    def ask(name):
        return explain(name, session.scenario, turn.opened, turn.sealed, turn.closed, ledger)

    return ask


def numbers_of(scenario):
    for field in FIELDS.values():
        members = [scenario.params.axes.members(letter)[0] for letter in field.axes[1:]]
        yield ".".join([field.name, *members])


def test_the_causes_of_every_number_add_up_to_its_change(session, ask):
    told = [ask(name) for name in numbers_of(session.scenario)]
    assert {one.name: one.unexplained for one in told if one.unexplained} == {}
    assert sum(bool(one.shares) for one in told) > len(told) / 2


def test_what_orders_cost_is_a_cause_of_political_capital(ask):
    causes = {share.rule for share in ask("capital.congress").shares}
    assert causes == {"seal", "refill_capital"}


def test_an_amount_with_members_is_explained_as_a_sum(session, ask):
    members = session.scenario.params.axes.products
    parts = [ask(f"made.{name}").change for name in members]
    assert ask("made").change == pytest.approx(math.fsum(parts))


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("yield_rate", "is not one number .*name one of huawei"),
        ("yield_rate.huawai", "did you mean 'huawei'"),
        ("lagg", "did you mean 'lag'"),
        ("lag.huawei", "too many members"),
        ("nv_cn_units", "worked out from other numbers; ask about shipped"),
        ("el_cn", "ask about entity_list"),
    ],
)
def test_what_cannot_be_explained_is_answered_with_what_can(ask, name, answer):
    with pytest.raises(UserError, match=answer):
        ask(name)


def test_the_numbers_behind_a_rule_are_those_that_move_the_field(session):
    turn = session.played[-1]
    names = numbers_behind(
        "hawk", "sway_washington", turn.sealed, session.scenario, session.model.chance
    )
    assert "hawk_base" in names
    assert "approval_base" not in names


def test_a_measure_names_the_fields_it_reads(session):
    measure = compile_expression("nv_cn_units + lag")
    assert fields_read(measure, session.model.position, session.scenario) == ["shipped", "lag"]


def test_every_observable_is_a_finite_number(session):
    numbers = read_observables(session.model.position, session.scenario)
    assert set(numbers) == set(session.scenario.observables)
    assert [name for name, value in numbers.items() if not math.isfinite(value)] == []


def test_an_observable_alone_is_the_same_as_among_all(session):
    numbers = read_observables(session.model.position, session.scenario)
    alone = read_observable("cn_lag", session.model.position, session.scenario)
    assert (alone.shape, alone[0, 0]) == ((1, 1), numbers["cn_lag"])


def test_an_unknown_observable_is_a_mistake(session):
    with pytest.raises(UserError, match="did you mean 'cn_lag'"):
        read_observable("cn_lagg", session.model.position, session.scenario)
