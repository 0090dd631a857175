"""Refusals of everybody: what a policy wanted is told with the reason a person would be given."""

import dataclasses

import pytest

from game.config.own_files import OwnFile
from game.config.scenarios import library_of, load_scenario
from game.seat.refusals import clauses_of, refusals_of, refused_text
from game.session import Session
from game.text.story import tell_clauses, tell_turn
from game.turn.legality import RefusedOrderError

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
def session():
    own = OwnFile(name="both", text=POLICY, place="both.yaml", kind="policies")
    library = library_of([own])
    scenario = load_scenario("lesson", library)
    session = Session.begin(
        scenario, policies={**scenario.profile, "congress": "both"}, library=library, seed=3
    )
    for _ in range(2):
        session.seal()
        session.seal()
        session.pass_turn()
    return session


def refused(session, turn=0):
    return [one for one in refusals_of(session.played[turn], session.scenario)
            if one.actor == "congress"]  # fmt: skip


def test_a_policy_is_told_why_as_a_person_at_the_same_seat_is(session):
    order = refused(session)[0]
    levers = session.scenario.levers
    assert (order.action.lever, order.because) == ("hearing", "heat")
    person = Session.begin(session.scenario, seats=("congress",), seed=3)
    person.order(levers["stand_down"].action(0, 1.0))
    with pytest.raises(RefusedOrderError) as told:
        person.order(order.action)
    assert told.value.reason == order.reason
    assert refused_text(order, session.scenario)


def test_the_turn_tells_the_refusal_and_the_game_the_clauses_that_did_nothing(session):
    text = " ".join(" ".join(tell_turn(session.played[0], session.scenario)).split())
    assert "- congress: hearing = on; " in text
    clauses = {one.name: one for one in clauses_of(session) if one.actor == "congress"}
    assert clauses["capital > 0.5"].granted == 0 < clauses["capital > 0.5"].refused
    assert clauses["capital < 0"].held == 0 < clauses["capital > 0"].granted
    lines = " ".join(" ".join(tell_clauses(session)).split())
    assert "congress: capital > 0.5: held" in lines
    assert "congress: capital < 0: never held" in lines


def test_every_refusal_of_a_game_has_a_reason_or_is_a_paper(session):
    for turn in session.played:
        for order in refusals_of(turn, session.scenario):
            lever = session.scenario.levers[order.action.lever]
            assert order.reason is not None or lever.part, dataclasses.asdict(order)
