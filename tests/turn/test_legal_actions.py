"""The legal actions of a seat: one iterable, judged as it is read, true to what sealing does."""

import itertools

import pytest

from agents.policies.random_legal import RandomLegal
from game.config.scenarios import load_scenario
from game.errors import UserError
from game.seat.levers import read_rows
from game.session import Session
from game.state.levers import Action
from game.text import menus
from game.turn.draft import as_proposals
from game.turn.engine import seal
from game.turn.legal_actions import LegalActions
from game.turn.legality import RefusedOrderError, in_phase
from game.turn.view import View

SCENARIO = "december_2025"


@pytest.fixture(scope="module", params=["measures", "responses"])
def session(request):
    """A game in its second turn, with everybody at a seat, in either phase."""
    scenario = load_scenario(SCENARIO)
    session = Session.begin(scenario, seats=scenario.actors, seed=4)
    session.seal()
    session.seal()
    session.pass_turn()
    if request.param == "responses":
        session.seal()
    return session


@pytest.fixture(scope="module", params=load_scenario(SCENARIO).actors)
def actor(request):
    return request.param


def drafted(session, actor, most=3):
    """Return a draft of some legal actions, each legal beside those before it."""
    draft: list[Action] = []
    for _ in range(most):
        legal = LegalActions(session.model.position, session.scenario, actor, tuple(draft))
        given = {order.target for order in draft}
        draft += itertools.islice((action for action in legal if action.target not in given), 1)
    return tuple(draft)


def refused(session, actor, draft):
    """Return which of a draft's orders sealing refuses."""
    proposals = {actor: as_proposals(draft, session.scenario.levers, 1)}
    _, sealed = seal(session.model.position, session.scenario, proposals)
    return [bool(grant.refused[0, 0]) for grant in sealed[actor]]


def test_what_is_legal_is_what_sealing_does_not_refuse_beside_the_draft(session, actor):
    draft = drafted(session, actor)
    assert not any(refused(session, actor, draft))
    legal = LegalActions(session.model.position, session.scenario, actor, draft)
    for offer in legal.offers():
        kept = [order for order in draft if order.target != offer.action.target]
        assert offer.verdict.legal != any(refused(session, actor, [*kept, offer.action]))
        assert (offer.action in legal) == offer.verdict.legal


def test_iterating_gives_the_legal_offers_in_the_order_of_the_levers(session, actor):
    legal = session.legal_actions(actor)
    offers = list(legal.offers())
    assert list(legal) == [offer.action for offer in offers if offer.verdict.legal]
    levers = list(dict.fromkeys(offer.action.lever for offer in offers))
    phase = session.model.position.phase
    owned = session.scenario.levers.of(actor)
    assert levers == [lever.name for lever in owned if in_phase(lever, phase)]


@pytest.fixture
def judged(monkeypatch):
    """The actions that were judged, in their order."""
    actions = []
    judge = LegalActions.verdict

    def verdict(self, action):
        actions.append(action)
        return judge(self, action)

    monkeypatch.setattr(LegalActions, "verdict", verdict)
    return actions


def test_an_action_is_judged_only_when_it_is_read(session, actor, judged):
    legal = session.legal_actions(actor)
    actions = [offer.action for offer in legal.offers()]
    assert judged == []
    first = next(iter(legal))
    assert judged == actions[: actions.index(first) + 1]


def test_an_offer_is_judged_once(session, actor, judged):
    offer = next(session.legal_actions(actor).offers())
    assert offer.verdict is offer.verdict
    assert judged == [offer.action]


def test_what_changes_nothing_is_no_action(session, actor):
    legal = session.legal_actions(actor)
    for slot in legal.slots():
        standing = slot.lever.action(slot.column, legal.held(slot))
        assert standing not in legal
        assert standing not in [offer.action for offer in legal.offers_of(slot)]


def test_nobody_may_take_the_actions_of_others_or_those_of_no_setting(session, actor):
    legal = session.legal_actions(actor)
    others = [one for one in session.scenario.actors if one != actor]
    foreign = [next(iter(session.legal_actions(other)), None) for other in others]
    assert not any(action in legal for action in foreign if action)
    assert Action(actor=actor, lever="nothing", value=1.0) not in legal


def test_a_session_takes_the_legal_actions_and_refuses_the_others():
    scenario = load_scenario("lesson")
    session = Session.begin(scenario, seats=("beijing",), seed=4)
    legal = session.legal_actions("beijing")
    refused = 0
    for offer in legal.offers():
        before = session.log
        if offer.verdict.legal:
            assert session.order(offer.action) == offer.verdict
            session.undo("beijing")
        else:
            with pytest.raises(RefusedOrderError) as error:
                session.order(offer.action)
            assert error.value.reason == offer.verdict.reason
            assert session.log == before
            refused += 1
    assert refused
    with pytest.raises(UserError, match="nobody sits at 'washington'"):
        session.order(scenario.levers["tariff"].action(0, 10.0))


def test_window_text_seat_and_random_policy_offer_the_same_settings(session, actor):
    legal = session.legal_actions(actor)
    targets = [slot.lever.target(slot.column) for slot in legal.slots()]
    rows = read_rows(legal)
    assert sorted(row.target for row in rows) == sorted(targets)
    told = " ".join(menus.tell_levers(session, actor)[1:])
    assert all(f"{target} = " in told for target in targets)
    view = View(session.model.position, session.scenario, actor, session.model.chance)
    policy = RandomLegal(session.scenario.levers.of(actor))
    proposals = policy.decide(view, session.model.chance).proposals
    proposed = [session.scenario.levers[one.lever].target(one.column) for one in proposals]
    assert sorted(proposed) == sorted(targets)
    for row in rows:
        moves = [stop for place, stop in enumerate(row.stops) if place != row.new]
        assert [stop.action for stop in moves if stop.verdict.legal] == [
            action for action in legal if action.target == row.target
        ]
