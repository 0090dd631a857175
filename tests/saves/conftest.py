"""Orders given by their text, and logs that somebody made by hand."""

from game.saves.chain import add_link, split_link
from game.session import Session
from game.state.orders import Action


def give(session: Session, text: str) -> Action:
    """Order for the only seat what a line of text says."""
    (seat,) = session.seats
    action = Action.parse(text, session.scenario.levers, actor=seat)
    session.order(action)
    return action


def rechained(text: str) -> str:
    """Return a changed log with links that fit, so that only the change is wrong."""
    lines, chain = [], ""
    for line in text.splitlines():
        linked, chain = add_link(split_link(line)[0], chain)
        lines.append(linked)
    return "".join(f"{line}\n" for line in lines)
