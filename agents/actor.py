"""Actors as Mesa agents: one role each, in every replicate at once."""

from __future__ import annotations

import functools
import itertools
import weakref
from collections.abc import Iterator
from typing import ClassVar, Protocol

import mesa

from agents.policies.base import Decision, Policy
from game.state.chance import Chance
from game.state.position import Position
from game.state.scenario import Scenario
from game.turn.view import View


class Model(Protocol):
    """What an actor reads of the model that it acts in."""

    position: Position
    scenario: Scenario
    chance: Chance


class _Numbers(weakref.WeakKeyDictionary[Model, "Iterator[int]"]):
    """Where each model's numbering of its agents stands, forgotten with the model."""

    def __getitem__(self, model: Model) -> Iterator[int]:
        return self.setdefault(model, itertools.count(1))


class Actor(mesa.Agent):  # type: ignore[misc] # Mesa ships no types
    """An office or an industry that holds levers and follows a policy.

    Attributes
    ----------
    role
        The actor's name on the actor axis.
    policy
        What decides for it: a file of clauses, a person, a script.
    """

    role: str
    # Mesa 3.3 numbers agents by model in a plain dictionary, which would keep every model for ever.
    _ids: ClassVar[_Numbers] = _Numbers()

    def __init__(self, model: Model, policy: Policy) -> None:
        super().__init__(model)
        self.policy = policy

    def decide(self) -> Decision:
        """Return sealed orders for the phase at hand, made on this actor's own view."""
        model: Model = self.model
        view = View(model.position, model.scenario, self.role, model.chance)
        turn = model.position.turn
        phase = 0 if model.position.phase == "measures" else 1
        return self.policy.decide(view, model.chance.at(2 * turn + phase))


@functools.cache
def kind_of(role: str) -> type[Actor]:
    """Return the class of the agents in a role: Mesa tells actors apart by their type."""
    return type(role.title(), (Actor,), {"role": role, "__doc__": f"The agents of {role}."})
