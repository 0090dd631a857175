"""What is kept of what a seat sees is what it would see anew."""

from __future__ import annotations

import functools

import numpy as np
import pytest

from game.config.scenarios import load_scenario
from game.session import Session
from game.state.scenario import Scenario
from game.turn.draft_legality import judge_next
from game.turn.view import View


@functools.cache
def lesson() -> Scenario:
    return load_scenario("lesson")


@pytest.fixture(scope="module")
def session() -> Session:
    session = Session.begin(lesson(), seats=lesson().seats, seed=3)
    for _ in range(2):
        session.seal()
        session.seal()
        session.pass_turn()
    return session


@pytest.mark.parametrize("actor", lesson().seats)
def test_a_view_that_is_kept_tells_what_a_new_one_tells(session: Session, actor: str):
    for position in [*session.turns.openings, session.model.position]:
        kept = session.views.of(actor, position)
        assert kept is session.views.of(actor, position)
        new = View(position, session.scenario, actor, session.model.chance)
        for name in session.scenario.roles[actor].sights:
            for _ in range(2):
                assert np.array_equal(kept.value(name), new.value(name)), name
                assert np.array_equal(kept.previous(name), new.previous(name)), name


def test_the_view_of_the_position_at_hand_follows_the_game():
    session = Session.begin(lesson(), seats=("beijing",), seed=3)
    before = session.views.of("beijing")
    session.facilitator.inject("leaked_rule")
    assert session.views.of("beijing") is not before


@pytest.mark.parametrize("actor", lesson().seats)
def test_an_order_judged_where_the_draft_leads_is_judged_as_when_sealed(actor: str):
    session = Session.begin(lesson(), seats=(actor,), seed=5)
    rng = np.random.default_rng(7)
    for _ in range(6):
        legal = session.legal_actions(actor)
        offers = list(legal.offers())
        for offer in offers:
            sealed = judge_next(legal.position, legal.scenario, legal.draft, offer.action)
            assert offer.verdict == sealed, offer.action
        may = [offer.action for offer in offers if offer.verdict.legal]
        if not may:
            break
        session.order(may[int(rng.integers(len(may)))])
