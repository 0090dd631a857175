import math

import pytest

from game.config.scenarios import load_scenario
from game.errors import UserError
from game.language.expression import compile_expression
from game.model.quantities import QUANTITIES
from game.session import Session
from game.state.position import see
from game.state.world import FIELDS
from game.turn.observables import read_observable
from game.turn.reads import fields_read
from game.why.breakdown import explain_number, explain_quantity, split_aim, split_rule
from game.why.explain import Origin, Way, explain_field, numbers_behind, trace_turn
from game.why.folded import split_measure


@pytest.fixture(scope="module")
def session():
    session = Session.begin(load_scenario())
    for _ in range(2):
        session.seal()
        session.seal()
        session.pass_turn()
    return session


@pytest.fixture(scope="module")
def traced(session):
    return trace_turn(session, session.played[-1])


@pytest.fixture(scope="module")
def ask(traced):
    return lambda name: explain_field(name, traced)


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
    # Who breaks a word pays for it at home: `watch_deals`.
    assert {"seal", "refill_capital"} <= causes <= {"seal", "refill_capital", "watch_deals"}
    told = [
        share
        for actor in ("washington", "beijing", "nvidia")
        for share in ask(f"capital.{actor}").shares
    ]
    assert any(share.order for share in told if share.rule == "seal")


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


def test_a_derived_number_is_explained_by_the_numbers_it_reads(traced):
    seen = see(traced.closed, traced.scenario)
    told = [explain_quantity(name, traced) for name in QUANTITIES.keys() - FIELDS.keys()]
    assert [one.name for one in told if one.unexplained] == []
    assert [one.name for one in told if one.after != seen.value(one.name)[0, 0]] == []
    assert sum(bool(one.shares) for one in told) > 20


def test_no_cause_of_a_derived_number_is_a_renaming_of_it(traced):
    """A definition's summands fold away: what is told are rules, orders, events and time."""
    told = [explain_quantity(name, traced) for name in QUANTITIES.keys() - FIELDS.keys()]
    told += [explain_number(name, traced) for name in traced.scenario.observables]
    renamed = {
        one.name: share.field
        for one in told
        for share in one.shares
        if share.origin is Origin.NUMBER
    }
    assert renamed == {}
    assert any(share.order for one in told for share in one.shares)


def test_the_causes_of_a_sum_of_fields_are_those_that_the_ledger_has_of_the_fields(traced):
    """A measure that only adds up gives each rule and order exactly what the ledger gives it."""
    told = split_measure(
        "x", lambda seen: seen.value("lag") + seen.value("trust"), "months", "x", traced
    )
    sums: dict[Way, float] = {}
    for cause in (*traced.ledger.of("lag"), *traced.ledger.of("trust")):
        way = cause.rule, cause.order, cause.event
        sums[way] = sums.get(way, 0.0) + float(cause.change[0, 0])
    found = {(share.rule, share.order, share.event): share.change for share in told.shares}
    assert told.unexplained == 0.0
    large = {way: change for way, change in sums.items() if abs(change) > 1e-9}
    assert {way: found.get(way) for way in large} == {
        way: pytest.approx(change) for way, change in large.items()
    }


def test_an_aim_is_explained_in_points_with_nothing_left_over(session):
    turn = session.played[-1]
    told = [
        split_aim(aim, turn.opened, turn.closed)
        for aims in session.scenario.aims.values()
        for aim in aims
    ]
    assert [one.name for one in told if one.unexplained] == []
    assert any(one.shares for one in told)


def test_what_a_rule_read_adds_up_to_its_own_share(traced, ask):
    told = ask("cuda_share")
    own = next(share for share in told.shares if not share.order)
    behind = split_rule(told, own.rule, traced)
    assert len(behind) > 1
    assert math.fsum(share.change for share in behind) == pytest.approx(own.change)


def test_a_mean_of_months_is_explained_by_the_rules_that_moved_them(traced):
    """A change in the first of three months counts whole, one in the last a third."""
    told = explain_number("gray_premium", traced)
    assert told.unexplained == 0.0
    first = traced.opened.world.month + 1
    moved = {cause.rule for cause in traced.ledger.of("premium")}
    weighed = math.fsum(
        100.0 * float(cause.change[0, 0]) * (3 - (cause.month - first)) / 3
        for cause in traced.ledger.of("premium")
    )
    carried = [share.change for share in told.shares if share.origin is Origin.CARRIED]
    opening = 100.0 * traced.opened.world.premium[0, 0]
    assert {share.rule for share in told.shares} - {"carried"} <= moved
    assert carried == [pytest.approx(opening - told.before)]
    assert told.change == pytest.approx(weighed + carried[0])


def test_what_a_rule_read_adds_up_to_what_it_did_to_a_mean(traced):
    told = explain_number("gray_premium", traced)
    own = next(share for share in told.shares if share.origin is Origin.RULE)
    behind = split_rule(told, own.rule, traced)
    assert math.fsum(share.change for share in behind) == pytest.approx(own.change)


def test_a_name_of_an_observable_and_of_a_quantity_is_explained_as_either(traced):
    """`magnet_exp` is the mean of the months where it is published, the last month on a board."""
    now = see(traced.closed, traced.scenario).value("magnet_exp")[0, 0]
    mean = read_observable("magnet_exp", traced.closed, traced.scenario)[0, 0]
    assert mean != now
    assert explain_quantity("magnet_exp", traced).after == now
    assert explain_number("magnet_exp", traced).after == mean


def test_the_numbers_behind_a_rule_are_those_that_move_the_field(traced):
    names = numbers_behind("hawk", "sway_washington", traced)
    assert "hawk_base" in names
    assert "approval_base" not in names


def test_a_measure_names_the_fields_it_reads(session):
    measure = compile_expression("nv_cn_units + lag")
    assert fields_read(measure, session.model.position, session.scenario) == ["shipped", "lag"]
