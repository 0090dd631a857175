"""What follows from a paper, and what became of deals and threats month by month."""

from __future__ import annotations

import itertools

import pytest

from game.config.scenarios import load_scenario
from game.seat.correspondence import Papers
from game.seat.news import news_of
from game.session import Session
from game.state.levers import Action
from game.turn.fates import fates_of

GIVEN = "beijing: beijing_terms.minerals_eased = in"
ASKED = "beijing: beijing_terms.h200_approved = in"
OFFER = (GIVEN, ASKED, "beijing: beijing_paper.washington = offer")
DEMAND = (
    "beijing: beijing_terms.minerals_banned = in",
    ASKED,
    "beijing: beijing_paper.washington = demand",
)
ACCEPT = "washington: washington_answer.beijing = accept"


def begin(*lines: str) -> Session:
    session = Session.begin(load_scenario(), seats=("beijing", "washington"), seed=3)
    order(session, *lines)
    return session


def order(session: Session, *lines: str) -> None:
    for line in lines:
        session.order(Action.parse(line, session.scenario.levers))


def pass_turn(session: Session, *answers: str) -> None:
    session.seal()
    order(session, *answers)
    session.seal()
    session.pass_turn()


def fates(session: Session) -> list[tuple[str, str, str]]:
    turn = session.played[-1]
    return [
        (fate.kind, fate.giver, fate.receiver)
        for before, after in itertools.pairwise(turn.closed.months)
        for fate in fates_of(before, after, turn.sealed.orders, session.scenario)
    ]


def test_an_offer_binds_both_for_its_months_after_its_start() -> None:
    papers = Papers(begin(*OFFER, "beijing: beijing_months.washington = 9"), "beijing")
    brought = papers.follow(papers.drafted[0])
    owed = {due.owed.giver: due.owed for due in brought.bound}
    assert set(owed) == {"beijing", "washington"}
    assert {(one.wait, one.months) for one in owed.values()} == {(3, 12)}
    assert not brought.threatened


def test_what_a_paper_says_is_what_then_binds() -> None:
    session = begin(*OFFER)
    papers = Papers(session, "beijing")
    promised = {due.owed.term.name: due.owed for due in papers.follow(papers.drafted[0]).bound}
    pass_turn(session, ACCEPT)
    bound = {due.owed.term.name: due.owed for due in Papers(session, "beijing").in_force}
    assert set(bound) == set(promised)
    for name, owed in bound.items():
        assert (owed.low, owed.high) == (promised[name].low, promised[name].high)
        assert owed.months + session.scenario.months_per_turn == promised[name].months


@pytest.mark.parametrize("setting", ["licence_one", "watch"])
def test_a_term_tells_whether_its_setting_keeps_it_under_the_draft(setting: str) -> None:
    session = begin(*OFFER, f"beijing: mineral_level = {setting}")
    papers = Papers(session, "beijing")
    (due,) = papers.follow(papers.drafted[0]).owed_by("beijing")
    assert due.stands
    session.undo("beijing")
    papers = Papers(session, "beijing")
    (due,) = papers.follow(papers.drafted[0]).owed_by("beijing")
    assert not due.stands
    lever = session.scenario.levers["mineral_level"]
    assert lever.text(due.goal) == "licence_one"


def test_of_a_demand_the_sender_owes_to_spare_what_it_threatens() -> None:
    papers = Papers(begin(*DEMAND), "beijing")
    brought = papers.follow(papers.drafted[0])
    (spared,) = brought.owed_by("beijing")
    assert spared.owed.must_not
    assert [due.owed.term.name for due in brought.threatened] == ["minerals_banned"]


def test_a_new_paper_tells_what_it_takes_the_place_of() -> None:
    session = begin(*OFFER)
    pass_turn(session, ACCEPT)
    order(session, "beijing: beijing_terms.minerals_held = in", ASKED)
    order(session, "beijing: beijing_paper.washington = offer")
    papers = Papers(session, "beijing")
    replaced = papers.follow(papers.drafted[0]).replaced
    assert [owed.term.name for owed in replaced] == ["minerals_eased"]


def test_a_broken_word_is_news_and_frees_the_other() -> None:
    session = begin(
        GIVEN,
        "beijing: beijing_terms.h200_licensed = in",
        "beijing: beijing_start.washington = 0",
        "beijing: beijing_paper.washington = offer",
    )
    pass_turn(session, ACCEPT)
    assert ("broken", "beijing", "washington") in fates(session)
    assert all(giver != "washington" for _, giver, _ in fates(session))
    told = [story.text for story in news_of(session.model.position, session.scenario)]
    assert any(text.startswith("Beijing breaks its word to Washington") for text in told)


def test_what_runs_out_unbroken_is_kept() -> None:
    session = begin(
        "beijing: beijing_terms.minerals_held = in",
        "beijing: beijing_paper.washington = promise",
        "beijing: beijing_months.washington = 3",
        "beijing: beijing_start.washington = 0",
    )
    pass_turn(session)
    assert fates(session) == [("kept", "beijing", "washington")]
    assert Papers(session, "washington").repute("beijing").kept == 1


def test_a_threat_that_is_not_carried_out_is_called() -> None:
    session = begin(*DEMAND)
    pass_turn(session)
    assert len(Papers(session, "washington").threats) == 1
    pass_turn(session)
    assert ("called", "beijing", "washington") in fates(session)
    assert not Papers(session, "washington").threats


def test_what_fates_tell_is_what_the_world_counts() -> None:
    session = Session.begin(load_scenario(), seed=5)
    told: dict[tuple[str, str], int] = {}
    while not session.over:
        pass_turn(session)
        for kind, giver, _ in fates(session):
            told[kind, giver] = told.get((kind, giver), 0) + 1
    assert told
    world = session.model.position.world
    for place, actor in enumerate(session.scenario.actors):
        for kind, counted in (
            ("broken", world.deals_broken),
            ("kept", world.deals_kept),
            ("carried", world.threats_carried),
        ):
            assert told.get((kind, actor), 0) == counted[0, place], (kind, actor)
