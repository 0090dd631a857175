"""A table played again with one order taken back or added: same luck, all else as it was given.

Policies decide anew on what they see, as they would have.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterator, Sequence

from game.saves.lines import (
    PERSON,
    ActLine,
    FreeMove,
    Injected,
    Overridden,
    SealedPhase,
    Seated,
    Withdrawn,
)
from game.session import Session
from game.state.levers import Action
from game.state.position import PHASES, Phase
from game.turn.legality import RefusedOrderError


@dataclasses.dataclass(frozen=True, kw_only=True)
class Given:
    """An order of a person: when, by whom, and what it set."""

    turn: int
    phase: Phase
    actor: str
    target: str
    setting: str


def orders_of(game: Session) -> Iterator[Given]:
    """Yield the orders of people that were sealed, in the order of the game."""
    levers = game.scenario.levers
    seated = people_by_phase(game)
    for (turn, phase, actor), draft in game.log.state.drafts.items():
        if actor in seated.get((turn, phase), ()):
            actions = [Action.parse(t, levers, actor=actor, place="log") for t in draft.orders]
            for action in {action.target: action for action in actions}.values():
                yield Given(
                    turn=turn,
                    phase=phase,
                    actor=actor,
                    target=action.target,
                    setting=levers[action.lever].text(action.value),
                )


def people_by_phase(game: Session) -> dict[tuple[int, Phase], frozenset[str]]:
    """Return the actors that people led, for each phase as it was sealed."""
    people = set(game.log.header.seats)
    seated: dict[tuple[int, Phase], frozenset[str]] = {}
    for line in game.log.settled().lines:
        if isinstance(line, Seated):
            (people.add if line.leader == PERSON else people.discard)(line.actor)
        elif isinstance(line, SealedPhase):
            seated[line.turn, line.phase] = frozenset(people)
    return seated


def play_again(
    game: Session, *, without: Given | None = None, with_order: Given | None = None
) -> Session:
    """Return the game played again, kept in no file; orders that are refused now are left out."""
    header = game.log.header
    again = Session.begin(
        game.scenario, seats=header.seats, policies=header.profile, seed=game.model.chance.seed
    )
    orders = [order for order in orders_of(game) if order != without]
    if with_order is not None:
        same = (with_order.turn, with_order.phase, with_order.actor, with_order.target)
        orders = [o for o in orders if (o.turn, o.phase, o.actor, o.target) != same]
        orders.append(with_order)
    seated, acts = people_by_phase(game), _acts_by_phase(game)
    for turn in range(len(game.played)):
        if again.over:
            break
        for phase in PHASES:
            _seat(again, seated[turn, phase])
            given = [
                order
                for order in orders
                if (order.turn, order.phase) == (turn, phase) and order.actor in again.seats
            ]
            _play_phase(again, given, acts[turn, phase])
        again.pass_turn()
    return again


def _acts_by_phase(game: Session) -> defaultdict[tuple[int, Phase], list[ActLine | Withdrawn]]:
    """Return what the desk did in a game, by the phase that was open."""
    acts: defaultdict[tuple[int, Phase], list[ActLine | Withdrawn]] = defaultdict(list)
    for line in game.log.settled().lines:
        if isinstance(line, Injected | Overridden | FreeMove | Withdrawn):
            acts[line.turn, line.phase].append(line)
    return acts


def _play_phase(
    again: Session, orders: Sequence[Given], acts: Sequence[ActLine | Withdrawn]
) -> None:
    """Give the orders of a phase, let what the desk did in it work, and seal it.

    What was refused before the desk's acts is tried once more after them.
    """
    refused = [order for order in orders if not _give(again, order)]
    for act in acts:
        again.facilitator.follow(act)
    for order in refused if acts else ():
        _give(again, order)
    again.seal()


def _seat(game: Session, people: frozenset[str]) -> None:
    for actor in people - set(game.seats):
        game.sit(actor)
    for actor in set(game.seats) - people:
        game.lead(actor)


def _give(game: Session, order: Given) -> bool:
    """Give an order; tell whether it could be given.

    Where what made it possible was taken back, the seat goes without.
    """
    action = Action.parse(
        f"{order.target} = {order.setting}",
        game.scenario.levers,
        actor=order.actor,
        place="order",
    )
    try:
        game.order(action)
    except RefusedOrderError:
        return False
    return True
