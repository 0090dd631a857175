"""What papers may be sent and answered, and what becomes of them in a game."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from game.config.scenarios import load_scenario
from game.session import Session
from game.state.levers import Action
from game.state.position import Phase
from game.state.world import FIELDS
from game.turn.agreements import broken_by, deals_in_force, papers_in, undelivered
from game.turn.ledger import Ledger
from game.turn.legality import Refusal, RefusedOrderError
from game.turn.papers import (
    CannotDeliver,
    EnoughPapers,
    ForeignTerm,
    NoPaper,
    NothingInForce,
    Owing,
)

SCENARIO = load_scenario()

OFFER = (
    "beijing: beijing_terms.minerals_eased = in",
    "beijing: beijing_terms.h200_approved = in",
    "beijing: beijing_paper.washington = offer",
)


def begin(seed: int = 3) -> Session:
    return Session.begin(load_scenario(), seats=("beijing", "washington", "nvidia"), seed=seed)


def order(session: Session, *lines: str) -> None:
    for line in lines:
        session.order(Action.parse(line, session.scenario.levers))


def refusal(session: Session, line: str) -> Refusal:
    with pytest.raises(RefusedOrderError) as refused:
        order(session, line)
    return refused.value.reason


def signed() -> Session:
    """Return a game a turn after Washington accepted Beijing's offer."""
    session = begin()
    order(session, *OFFER)
    session.seal()
    order(session, "washington: washington_answer.beijing = accept")
    session.seal()
    session.pass_turn()
    return session


def test_a_paper_is_read_as_it_was_written_and_answered() -> None:
    session = begin()
    order(session, *OFFER, "beijing: beijing_months.washington = 9")
    session.seal()
    order(session, "washington: washington_answer.beijing = accept")
    settings = session.legal_actions("washington").drafted.orders.settings
    papers = papers_in(settings, session.scenario)
    (paper,) = (paper for paper in papers if paper.sender == "beijing")
    assert (paper.receiver, paper.kind) == ("washington", "offer")
    assert [term.name for term in (*paper.gives, *paper.asks)] == [
        "minerals_eased",
        "h200_approved",
    ]
    assert (paper.months, paper.start, paper.answer) == (9, 3, "accept")


def test_what_was_not_sent_cannot_be_answered() -> None:
    session = begin()
    session.seal()
    reason = refusal(session, "washington: washington_answer.beijing = accept")
    assert reason == NoPaper("beijing")


def test_a_term_of_two_others_cannot_be_drafted() -> None:
    reason = refusal(begin(), "nvidia: nvidia_terms.minerals_eased = in")
    assert reason == ForeignTerm("beijing", "washington")


def test_two_papers_a_turn_are_enough() -> None:
    session = begin()
    order(
        session, *(f"washington: washington_paper.{one} = offer" for one in ("beijing", "nvidia"))
    )
    reason = refusal(session, "washington: washington_paper.congress = offer")
    assert reason == EnoughPapers(2)


def test_notice_needs_a_deal_to_end() -> None:
    line = "washington: washington_paper.beijing = notice"
    assert refusal(begin(), line) == NothingInForce("beijing")
    order(signed(), line)


def test_what_its_giver_may_not_lawfully_do_cannot_be_accepted() -> None:
    session = begin()
    order(session, *OFFER)
    session.seal()
    # Once Congress has written the line into law, licences above it stay refused.
    position = session.model.position
    world = position.world.with_changes({"law": np.ones(position.world.law.shape)})
    months = (*position.months[:-1], world)
    session.model.position = dataclasses.replace(position, world=world, months=months)
    reason = refusal(session, "washington: washington_answer.beijing = accept")
    assert isinstance(reason, CannotDeliver)
    assert reason.giver == "washington"


def test_an_accepted_offer_binds_and_is_warned_of() -> None:
    session = signed()
    position, scenario = session.model.position, session.scenario
    assert {owed.term.name for owed in deals_in_force(position, scenario)} == {
        "minerals_eased",
        "h200_approved",
    }
    deny = Action.parse("washington: licence_policy.h200_class = deny", scenario.levers)
    (owed,) = broken_by([deny], position, scenario)
    assert (owed.giver, owed.receiver, owed.term.name) == ("washington", "beijing", "h200_approved")
    (due,) = undelivered("beijing", position.orders, position, scenario)
    assert due.term.name == "minerals_eased"


def test_who_does_not_deliver_breaks_its_word_and_frees_the_other() -> None:
    session = signed()
    order(session, "washington: licence_policy.h200_class = approve")
    session.seal()
    session.seal()
    ledger = Ledger()
    closed = session.pass_turn(ledger)
    world, opened = closed.world, session.played[-1].sealed.world
    beijing = session.scenario.actors.index("beijing")
    assert world.deals_broken[0, beijing] == 1.0
    assert not (world.term_left > 0.0).any()
    for field in ("word", "trust", "capital", "term_left"):
        told = sum(cause.change for cause in ledger.of(field))
        assert np.allclose(told, getattr(world, field) - getattr(opened, field), atol=1e-12)


def test_a_row_with_a_deal_is_the_game_alone() -> None:
    from agents.cast import choose_policies
    from agents.model import GameModel
    from agents.policies.human import Scripted

    scenario = load_scenario()
    levers = scenario.levers

    def play(replicates: int, first: int) -> GameModel:
        scripts: dict[tuple[str, int, Phase], tuple[str, ...]] = {
            ("beijing", 0, "measures"): OFFER,
            ("washington", 0, "responses"): ("washington: washington_answer.beijing = accept",),
        }
        policies = choose_policies(scenario, dict(scenario.profile))
        for actor in ("beijing", "washington"):
            script = {
                (turn, phase): [Action.parse(line, levers) for line in lines]
                for (owner, turn, phase), lines in scripts.items()
                if owner == actor
            }
            policies[actor] = Scripted(script)
        model = GameModel(scenario, policies=policies, seed=5, replicates=replicates, first=first)
        for _ in range(3):
            model.step()
        return model

    many, alone = play(3, 0).position.world, play(1, 2).position.world
    for name in FIELDS:
        assert np.array_equal(getattr(many, name)[2:], getattr(alone, name)), name
    assert many.deals_broken.sum() == 6.0


@pytest.mark.parametrize("place", range(len(SCENARIO.params.terms.members)))
def test_what_is_owed_can_be_delivered_from_every_setting(place: int) -> None:
    """Also that of a demand that was met: what its sender threatened is then not to be done."""
    terms = SCENARIO.params.terms
    term = terms.members[place]
    lever = SCENARIO.levers[term.lever]
    own = (term.low, term.high) if term.is_fixed else (lever.low, lever.high)
    spared = (float(terms.spared_low[place]), float(terms.spared_high[place]))
    for low, high in (own, spared) if term.is_fixed else (own,):
        owing = Owing(
            term=term,
            binds=np.array([[True]]),
            low=np.array([[low]]),
            high=np.array([[high]]),
        )
        keeping = [value for value in lever.values if owing.is_kept_at(np.array([[value]])).all()]
        for now in lever.values:
            goal = float(owing.nearest(lever, np.array([[now]]))[0, 0])
            assert goal in keeping
            assert abs(goal - now) == min(abs(value - now) for value in keeping)
