"""How papers, deals and their terms are said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from game.state.scenario import Scenario
from game.state.terms import DealTerm
from game.turn.agreements import Owed, Paper
from game.turn.fates import Fate
from game.words.language import later, say, say_config, say_count
from game.words.numbers import listed, month_text

# By kind, and by whether anything is asked for and anything is given.
SENDS = later(
    {
        "offer both": "offers {receiver} {gives} in return for {asks}, {months}",
        "offer given": "offers {receiver} {gives}, {months}",
        "offer asked": "asks {receiver} for {asks}, {months}",
        "demand both": "demands of {receiver} {asks}, {months}, and threatens {gives}",
        "demand given": "threatens {receiver} with {gives}",
        "demand asked": "demands of {receiver} {asks}, {months}",
        "promise": "promises {receiver} {gives}, {months}",
        "notice": "gives {receiver} notice of the end of what they agreed",
        "empty": "sends {receiver} a paper without terms",
    }
)
# The same of one's own papers.
YOU_SEND = later(
    {
        "offer both": "You offer {receiver} {gives} in return for {asks}, {months}",
        "offer given": "You offer {receiver} {gives}, {months}",
        "offer asked": "You ask {receiver} for {asks}, {months}",
        "demand both": "You demand of {receiver} {asks}, {months}, and threaten {gives}",
        "demand given": "You threaten {receiver} with {gives}",
        "demand asked": "You demand of {receiver} {asks}, {months}",
        "promise": "You promise {receiver} {gives}, {months}",
        "notice": "You give {receiver} notice of the end of what you agreed",
        "empty": "You send {receiver} a paper without terms",
    }
)
YOU_ANSWER = later(
    {
        "accept": "You accept the paper of {sender}",
        "refuse": "You refuse the paper of {sender}",
    }
)
ANSWERS = later(
    {
        "accept": "accepts the paper of {sender}",
        "refuse": "refuses the paper of {sender}",
    }
)
OWED, OWED_NOT = later(
    ("{giver} to {receiver}: {term}, {span}", "{giver} to {receiver}: not {term}, {span}")
)


def paper_text(paper: Paper, scenario: Scenario) -> str:
    """Write a paper without its sender: `offers Washington ... for ..., for 6 months`."""
    return _fill(SENDS[_pattern(paper)], paper, scenario)


def own_paper_text(paper: Paper, scenario: Scenario) -> str:
    """Write a seat's own paper: `You offer Washington ... for ..., for 6 months`."""
    return _fill(YOU_SEND[_pattern(paper)], paper, scenario)


def _fill(pattern: str, paper: Paper, scenario: Scenario) -> str:
    return say(
        pattern,
        receiver=actor_text(paper.receiver, scenario),
        gives=terms_text(paper.gives),
        asks=terms_text(paper.asks),
        months=months_text(paper.months),
    )


def answer_text(answer: str, sender: str, scenario: Scenario) -> str:
    """Write an answer without its author: `accepts the paper of Beijing`."""
    return say(ANSWERS[answer], sender=actor_text(sender, scenario))


def own_answer_text(answer: str, sender: str, scenario: Scenario) -> str:
    """Write a seat's own answer: `You accept the paper of Beijing`."""
    return say(YOU_ANSWER[answer], sender=actor_text(sender, scenario))


def _pattern(paper: Paper) -> str:
    if paper.kind == "notice":
        return "notice"
    if (not paper.gives and not paper.asks) or (paper.kind == "promise" and not paper.gives):
        return "empty"
    if paper.kind == "promise":
        return "promise"
    sides = "both" if paper.gives and paper.asks else "given" if paper.gives else "asked"
    return f"{paper.kind} {sides}"


def terms_text(terms: Sequence[DealTerm]) -> str:
    """Write what is given as a list within a sentence."""
    return listed([say_config(term.title) for term in terms])


def months_text(months: int) -> str:
    """Write how long a deal binds."""
    return say_count("for {count} month", "for {count} months", months)


def actor_text(actor: str, scenario: Scenario) -> str:
    """Write who an actor is."""
    return say_config(scenario.roles[actor].title)


def owed_text(owed: Owed, month: int, scenario: Scenario) -> str:
    """Write a term in force as a line: who owes whom what, from when until when."""
    return say(
        OWED_NOT if owed.must_not else OWED,
        giver=actor_text(owed.giver, scenario),
        receiver=actor_text(owed.receiver, scenario),
        term=say_config(owed.term.title),
        span=span_text(owed, month),
    )


def span_text(owed: Owed, month: int) -> str:
    """Write from when until when a term binds."""
    until = month_text(month + owed.months)
    if owed.wait:
        return say("from {month} to {until}", month=month_text(month + owed.wait + 1), until=until)
    return say("until {until}", until=until)


def threat_text(owed: Owed, month: int, scenario: Scenario) -> str:
    """Write a threat that hangs: who threatens whom with what, and until when it is believed."""
    return say(
        "threat of {giver} to {receiver}: {term}, until {until}",
        giver=actor_text(owed.giver, scenario),
        receiver=actor_text(owed.receiver, scenario),
        term=say_config(owed.term.title),
        until=month_text(month + owed.months),
    )


def breach_text(owed: Owed, month: int, scenario: Scenario) -> str:
    """Warn of an order that breaks a term, and tell the lawful ways out."""
    receiver = actor_text(owed.receiver, scenario)
    return say(
        "This breaks your word to {receiver}: {term}. It is lawful after {until}, some months after"
        " a notice to {receiver}, once a new deal takes its place, or after a breach by {receiver}",
        receiver=receiver,
        term=say_config(owed.term.title),
        until=month_text(month + owed.months),
    )


def undelivered_text(owed: Owed, month: int, scenario: Scenario) -> str:
    """Warn of a term that is due and stands undelivered."""
    return say(
        "You owe {receiver} from {month}: {term}",
        receiver=actor_text(owed.receiver, scenario),
        month=month_text(month + owed.wait + 1),
        term=say_config(owed.term.title),
    )


def fate_text(fate: Fate, scenario: Scenario) -> str:
    """Write what became of a deal or a threat."""
    firms = 2 if scenario.levers.of(fate.giver)[0].wording.is_plural else 1
    giver, receiver = actor_text(fate.giver, scenario), actor_text(fate.receiver, scenario)
    filled = {"giver": giver, "receiver": receiver, "terms": terms_text(fate.terms)}
    match fate.kind:
        case "broken":
            return say_count(
                "{giver} breaks its word to {receiver}: {terms}",
                "{giver} break their word to {receiver}: {terms}",
                firms, **filled,
            )  # fmt: skip
        case "kept":
            return say_count(
                "{giver} has kept its word to {receiver} to the end: {terms}",
                "{giver} have kept their word to {receiver} to the end: {terms}",
                firms, **filled,
            )  # fmt: skip
        case "carried":
            return say_count(
                "{giver} carries out its threat to {receiver}: {terms}",
                "{giver} carry out their threat to {receiver}: {terms}",
                firms, **filled,
            )  # fmt: skip
        case "called":
            return say_count(
                "{giver} lets its threat to {receiver} lapse, a bluff that was called: {terms}",
                "{giver} let their threat to {receiver} lapse, a bluff that was called: {terms}",
                firms, **filled,
            )  # fmt: skip
        case _:
            assert_never(fate.kind)
