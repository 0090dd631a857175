"""Policies that lead as others do and write or answer papers as dictated: interventions."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np

from agents.policies.base import Decision, Policy
from game.contests.redteam.side_by_side import MOST_ROWS, Cast, Played, Reader, play_casts
from game.state.chance import Chance
from game.state.levers import Action
from game.state.orders import Flags, Proposal
from game.state.position import Phase
from game.state.scenario import Scenario
from game.state.terms import Part, lever_of
from game.turn.papers import terms_between
from game.turn.view import View

MONTHS, START = 12, 3


@dataclasses.dataclass(frozen=True, kw_only=True)
class Dictation:
    """What one actor is to order in a phase of a turn, for each of equally many games."""

    turn: int
    phase: Phase
    blocks: tuple[tuple[Action, ...], ...]


class Dictated:
    """Leads as a policy does, but gives the orders that are dictated first, and instead of its own.

    What is dictated is sealed like any order: what cannot be granted does not happen.
    """

    name = "dictated"

    def __init__(self, policy: Policy, dictation: Dictation) -> None:
        self._policy, self._dictation = policy, dictation

    def decide(self, view: View, chance: Chance) -> Decision:
        """Return what is dictated, then what the policy orders of other settings."""
        decision = self._policy.decide(view, chance)
        if (view.turn, view.phase) != (self._dictation.turn, self._dictation.phase):
            return decision
        first = list(self._dictate(view))
        taken: dict[tuple[str, int], Flags] = {}
        for proposal in first:
            slot = proposal.lever, proposal.column
            taken[slot] = taken.get(slot, np.False_) | proposal.where
        rest = [
            dataclasses.replace(
                proposal,
                where=proposal.where & ~taken.get((proposal.lever, proposal.column), np.False_),
            )
            for proposal in decision.proposals
        ]
        return Decision(proposals=(*first, *rest))

    def _dictate(self, view: View) -> Sequence[Proposal]:
        blocks = self._dictation.blocks
        block = np.repeat(np.arange(len(blocks)), view.replicates // len(blocks))[:, np.newaxis]
        return [
            Proposal(
                lever=action.lever,
                column=view.levers[action.lever].column(action.member),
                values=np.full((view.replicates, 1), action.value),
                where=block == number,
            )
            for number, actions in enumerate(blocks)
            for action in actions
        ]


def answer_of(scenario: Scenario, reader: str, sender: str, answer: str) -> Action:
    """Return the order that answers a paper."""
    return _action(scenario, reader, "answer", sender, answer)


def offer_of(
    scenario: Scenario, sender: str, receiver: str, terms: Sequence[str]
) -> tuple[Action, ...]:
    """Return the orders that offer some terms for a year, from three months after the signature."""
    actors = scenario.actors
    pair = actors.index(sender), actors.index(receiver)
    shared = [term.name for _, term in terms_between(scenario.params.terms, *pair)]
    parts: list[tuple[Part, str, str]] = [
        ("terms", name, "in" if name in terms else "out") for name in shared
    ]
    parts += [("months", receiver, str(MONTHS)), ("start", receiver, str(START))]
    parts.append(("paper", receiver, "offer"))
    return tuple(_action(scenario, sender, *part) for part in parts)


def no_paper(scenario: Scenario, sender: str, receiver: str) -> tuple[Action, ...]:
    """Return the order that sends no paper."""
    return (_action(scenario, sender, "paper", receiver, "none"),)


def _action(scenario: Scenario, actor: str, part: Part, member: str, setting: str) -> Action:
    lever = scenario.levers[lever_of(actor, part)]
    return lever.action(lever.column(member), lever.parse(setting, part))


@dataclasses.dataclass(frozen=True, kw_only=True)
class DictatedCast:
    """A cast, and what some of its actors are to order in one turn: by actor and phase."""

    cast: Cast
    dictated: tuple[tuple[str, Phase, tuple[Action, ...]], ...] = ()


def play_arms(
    scenario: Scenario, arms: Sequence[DictatedCast], *, turn: int, seed: int, games: int,
    watch: dict[str, Reader] | None = None,
) -> list[Played]:  # fmt: skip
    """Play arms of an intervention in one turn, each in so many games of the same luck."""
    at_once = max(1, MOST_ROWS // games)
    played = []
    for first in range(0, len(arms), at_once):
        casts = _lead(arms[first : first + at_once], turn)
        played.append(play_casts(scenario, casts, seed=seed, games=games, watch=watch))
    return played


def _lead(arms: Sequence[DictatedCast], turn: int) -> list[Cast]:
    """Return the casts of arms; a policy that leads several of them is one and the same."""
    casts: list[dict[str, Policy]] = [dict(arm.cast) for arm in arms]
    for actor, phase in dict.fromkeys(
        (actor, phase) for arm in arms for actor, phase, _ in arm.dictated
    ):
        blocks = tuple(
            next((given for who, when, given in arm.dictated if (who, when) == (actor, phase)), ())
            for arm in arms
        )
        dictation = Dictation(turn=turn, phase=phase, blocks=blocks)
        wrapped: dict[int, Policy] = {}
        for cast in casts:
            policy = cast[actor]
            cast[actor] = wrapped.setdefault(id(policy), Dictated(policy, dictation))
    return list(casts)
