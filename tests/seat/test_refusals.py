"""Refusals of everybody: what a policy wanted is told with the reason a person would be given."""

import pytest

from game.commands._explain_lever import moves_object
from game.commands._game_json import record_game
from game.config.own_files import OwnFile
from game.config.scenarios import library_of, load_scenario
from game.seat.debrief.read import read_debrief
from game.seat.history import read_quarters
from game.seat.refusals import clauses_of, public_refusals, refusals_of, refused_text
from game.seat.seat_table import SeatTable
from game.session import Session
from game.text.story import tell_clauses, tell_turn
from game.text.why import tell_latest, tell_why
from game.turn.legality import RefusedOrderError, Unaffordable
from game.words.reasons import refusal_text

POLICY = """
name: Hold back and hold hearings
actor: congress
says: Stands down for the talks and wants its hearing too; waits for what cannot be.
sources: [{title: judgement, says: a test}]
measures:
  - when: capital > 0
    set: {stand_down: 1}
    because: talks
  - when: capital > 0.5
    set: {hearing: 1}
    because: heat
  - when: capital < 0
    set: {letter: 1}
    because: nothing
"""


@pytest.fixture(scope="module")
def begin():
    own = OwnFile(name="both", text=POLICY, place="both.yaml", kind="policies")
    library = library_of([own])
    scenario = load_scenario("lesson", library)

    def make(seats=()):
        policies = {**scenario.profile, "congress": "both"}
        return Session.begin(scenario, policies=policies, library=library, seats=seats, seed=3)

    return make


@pytest.fixture(scope="module")
def session(begin):
    session = begin()
    while not session.over:
        session.seal()
        session.seal()
        session.pass_turn()
    return session


@pytest.fixture(scope="module")
def seated(begin):
    """Where Beijing has a person: after the first measures."""
    session = begin(("beijing",))
    session.seal()
    return session


def refused(session, turn=0):
    orders = refusals_of(session.played[turn].phases, session.scenario)
    return [order for order in orders if order.actor == "congress"]


def in_one_line(lines):
    return " ".join(" ".join(lines).split())


def test_a_policy_is_told_why_as_a_person_at_the_same_seat_is(session):
    (order,) = refused(session)
    levers = session.scenario.levers
    assert (order.action.lever, order.because, order.clause) == ("hearing", "heat", 1)
    person = Session.begin(session.scenario, seats=("congress",), seed=3)
    person.order(levers["stand_down"].action(0, 1.0))
    with pytest.raises(RefusedOrderError) as told:
        person.order(order.action)
    assert told.value.reason == order.reason
    assert refused_text(order, session.scenario)


def test_watch_tells_the_refusal_and_the_clauses_that_did_nothing(session):
    assert "- Congress: Wanted Hearing: on; refused: " in in_one_line(
        tell_turn(session.played[0], session.scenario)
    )
    lines = in_one_line(tell_clauses(session))
    assert "congress: capital > 0.5: held" in lines
    assert "refused each time" in lines
    assert "congress: capital < 0: never held" in lines
    assert "congress: capital > 0: " not in lines
    # Of the scenario's own policies those that never held are counted, not named.
    assert "clauses never held" in lines
    assert "washington: ally_diplomacy < 3 and capital >= 7: never held" not in lines


def test_a_record_for_machines_has_the_refusals_and_what_became_of_each_clause(session):
    record = record_game(session)
    (order,) = [one for one in record["turns"][0]["refused"] if one["actor"] == "congress"]
    assert order["order"] == "congress: hearing = on"
    assert order["why"]
    clauses = [one for one in record["clauses"] if one["actor"] == "congress"]
    assert [one["held"] > 0 for one in clauses] == [True, True, False]
    assert [one["granted"] > 0 for one in clauses] == [True, False, False]
    assert clauses[1]["refused"] == clauses[1]["held"]


def test_explain_of_a_lever_tells_who_was_refused_it(session):
    (order,) = moves_object("hearing", session.played[0], session.scenario)["refused"]
    assert (order["actor"], order["because"]) == ("congress", "heat")
    assert moves_object("letter", session.played[0], session.scenario)["refused"] == []


def test_a_seat_reads_in_the_reveal_and_the_record_what_another_was_refused(seated):
    table = SeatTable(seated, "beijing")
    assert "hearing" in [order.action.lever for order in table.refusals("measures")]
    assert "Congress: Wanted Hearing: on" in in_one_line(tell_latest(seated, "beijing"))
    seated.seal()
    seated.pass_turn()
    lines = [line.text for line in read_quarters(table)[0].lines if line.kind == "congress"]
    assert any("refused: " in line for line in lines)
    assert "refused: " in in_one_line(tell_why(seated, "beijing", "hearing"))


def test_a_covert_order_that_was_refused_is_told_to_its_own_seat_alone(session):
    every = [
        order
        for turn in session.played
        for order in refusals_of(turn.phases, session.scenario)
    ]  # fmt: skip
    order = every[0]
    hidden = type(order)(**{**vars(order), "covert": True})
    assert public_refusals([hidden], "beijing") == []
    assert public_refusals([hidden], order.actor) == [hidden]


def test_the_debrief_has_the_refusals_of_each_turn_and_the_idle_clauses(session):
    account = read_debrief(session, "beijing")
    assert any("Congress: Wanted" in text for text in account.quarters[0].refused)
    idle = dict(account.idle)["Congress"]
    assert "capital < 0: never held" in idle


@pytest.mark.parametrize("name", ["lesson", "december_2025"])
def test_every_refusal_of_a_shipped_game_has_a_reason(name):
    session = Session.begin(load_scenario(name), seed=5)
    for _ in range(5):
        session.seal()
        session.seal()
        session.pass_turn()
    unexplained = [
        order.action.text(session.scenario.levers)
        for turn in session.played
        for order in refusals_of(turn.phases, session.scenario)
        if order.reason is None
    ]
    assert unexplained == []
    assert clauses_of(session)


def test_what_is_left_is_told_with_the_digits_that_show_it_too_little():
    levers = load_scenario("lesson").levers
    told = refusal_text(Unaffordable(cost=1.0, left=0.97), levers)
    assert told == "it costs 1 political capital and 0.97 are left"
    assert "0.2 are left" in refusal_text(Unaffordable(cost=1.0, left=0.2), levers)
