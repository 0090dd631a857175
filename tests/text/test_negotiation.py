"""Papers at the text seat: sent, answered, listed, and warned of when they would be broken."""

from __future__ import annotations

import io

from game.config.scenarios import load_scenario
from game.session import Session
from game.text.seat import TextSeat

OFFER = "send offer to washington: minerals_eased, h200_approved for 9"


def play(*lines: str) -> str:
    session = Session.begin(load_scenario(), seats=("beijing", "washington"), seed=3)
    written = io.StringIO()
    TextSeat(session, io.StringIO("\n".join(lines) + "\n"), written).play()
    return " ".join(written.getvalue().split())


def test_a_line_sends_a_paper_and_another_accepts_it() -> None:
    told = play(
        "here", OFFER, "seal", "here", "seal",
        "here", "seal", "here", "answer beijing accept", "deals",
    )  # fmt: skip
    assert "You offer Washington the mineral ladder at single-metal licences or lower" in told
    assert "For your answer - Beijing offers Washington" in told
    assert "You accept the paper of Beijing." in told
    assert "for 9 months (accepted)" in told


def test_an_order_that_breaks_a_promise_is_warned_of_with_the_lawful_ways_out() -> None:
    told = play(
        "here", OFFER, "seal", "here", "seal",
        "here", "seal", "here", "answer beijing accept", "seal",
        "here", "seal", "here", "licence_policy.h200_class = deny",
    )  # fmt: skip
    assert "This breaks your word to Beijing: licences for H200 chips as a rule." in told
    assert "some months after a notice to Beijing" in told


def test_what_is_owed_and_not_delivered_is_told_before_the_responses_are_sealed() -> None:
    told = play(
        "here", OFFER, "seal", "here", "seal",
        "here", "seal", "here", "answer beijing accept", "seal",
        "here", "seal", "here", "seal", "here", "seal",
    )  # fmt: skip
    assert "You owe Washington from Apr 2026: the mineral ladder at single-metal licences" in told


def test_a_paper_that_cannot_be_read_is_refused_with_the_way_out() -> None:
    told = play("here", "send offer to washington: magnets", "send gift to washington", "send")
    assert "'magnets' is no term between you and washington" in told
    assert "'gift' is no kind of paper" in told
    assert "write send offer to beijing: minerals_eased, h200_licensed for 6" in told


def test_a_paper_tells_before_it_is_sealed_what_follows_from_it() -> None:
    told = play("here", OFFER)
    assert "Once it is accepted, you owe: - the mineral ladder at single-metal licences" in told
    assert "from Apr 2026 to Dec 2026" in told
    assert "a breach costs its giver 40 % of the belief in its word with everybody" in told
    assert "7.8 political capital left" in told


def test_who_answers_is_told_what_each_answer_brings() -> None:
    demand = "send demand to washington: minerals_banned, h200_approved for 9"
    told = play("here", demand, "seal", "here", "seal", "here", "seal", "here")
    assert "You demand of Washington licences for H200 chips as a rule, for 9 months" in told
    assert "and threaten a ban of mineral exports" in told
    assert "If you accept, you owe: - licences for H200 chips as a rule" in told
    assert "If you refuse, Beijing may carry out until Jun 2026" in told
