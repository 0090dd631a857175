"""The game as a Mesa model: a step is a turn, in all replicates at once."""

from __future__ import annotations

import dataclasses
import operator
from collections.abc import Iterable, Mapping, Sequence
from numbers import Integral
from typing import Any, cast

import mesa

from agents.actor import Actor, kind_of
from agents.cast import choose_policies
from agents.policies.base import Decision, Policy
from game.config.scenarios import load_scenario
from game.errors import UserError, did_you_mean
from game.state.chance import Chance, check_seed, fresh_seed
from game.state.opening import draw_opening
from game.state.position import Phase, Position
from game.state.scenario import Scenario
from game.turn.engine import Sealed, open_position, pass_months, seal
from game.turn.ledger import Ledger
from game.turn.observables import read_observable


@dataclasses.dataclass(frozen=True, kw_only=True)
class PhaseRecord:
    """What happened in one phase: the position decided on, decisions and what became of them."""

    opened: Position
    decisions: Mapping[str, Decision]
    sealed: Sealed


class GameModel(mesa.Model):  # type: ignore[misc] # Mesa ships no types
    """All actors, one world of R replicates.

    Parameters
    ----------
    scenario
        A scenario, or the name of a shipped one.
    policies
        A policy (or the name of one, or a path to a file) for each actor; actors left out follow
        the scenario's own.
    seed, rng
        Nature's luck, a whole number under either name; equal seeds and orders give equal games.
        Without one each model has luck of its own, as the iterations of `mesa.batch_run` need it;
        `model.chance.seed` then tells which. Mesa calls it `seed` up to version 3.3 and `rng` from
        4.0 on.
    replicates, first
        How many histories run side by side, and the number of the first one: replicate r of a
        large run is the game with `replicates=1, first=r`.
    collect
        Observables that a `mesa.DataCollector` gathers each turn, one name or several; they are
        of one replicate.

    Raises
    ------
    UserError
        If the scenario, a policy or an observable does not exist, or the seed or a count cannot be
        used.
    """

    # Hides the property of this name in Mesa 3.5 and later, which takes Mesa's own scenarios only.
    scenario: Scenario = cast(Any, None)

    def __init__(
        self,
        scenario: Scenario | str = "december_2025",
        *,
        policies: Mapping[str, Policy | str] | None = None,
        seed: int | None = None,
        rng: int | None = None,
        replicates: int = 1,
        first: int = 0,
        collect: str | Sequence[str] = (),
    ) -> None:
        seed = _choose_seed(seed, rng)
        _check_count("replicates", replicates, 1)
        _check_count("first", first, 0)
        super().__init__(rng=seed)
        self.scenario = load_scenario(scenario) if isinstance(scenario, str) else scenario
        collected = _expect_observables(collect, self.scenario, replicates)
        self.chance = Chance(seed, first, replicates)
        self.position = open_position(self.scenario, draw_opening(self.scenario, self.chance))
        self.ledger: Ledger | None = None
        self.record: dict[Phase, PhaseRecord] = {}
        chosen = choose_policies(self.scenario, policies or {})
        self.actors: dict[str, Actor] = {
            role: kind_of(role)(self, chosen[role]) for role in self.scenario.actors
        }
        self.datacollector = mesa.DataCollector(
            model_reporters={name: _reporter(name) for name in collected}
        )

    def step(self) -> None:
        """Play one turn: measures, responses, three months.

        Raises
        ------
        UserError
            If the game has ended in every replicate.
        """
        if not self.running:
            turn, turns = self.position.turn, self.scenario.turns
            problem = f"the game ended after turn {turn} of {turns}"
            raise UserError("step", problem, "step only while model.running")
        self.play_phase()
        self.play_phase()
        self.play_months()

    def play_phase(self) -> PhaseRecord:
        """Let every actor decide on the same position, then seal all orders at once."""
        opened, phase = self.position, self.position.phase
        decisions = {name: actor.decide() for name, actor in self.actors.items()}
        self.position, sealed = seal(
            self.position,
            self.scenario,
            {name: decision.proposals for name, decision in decisions.items()},
        )
        self.record[phase] = PhaseRecord(opened=opened, decisions=decisions, sealed=sealed)
        return self.record[phase]

    def play_months(self) -> Position:
        """Play the months of the turn."""
        return self.open_turn(pass_months(self.position, self.scenario, self.chance, self.ledger))

    def open_turn(self, position: Position) -> Position:
        """Go on from where the months of the turn led; stop when every replicate has ended."""
        self.position = position
        self.running = bool((self.position.ending.turn < 0.0).any())
        self.datacollector.collect(self)
        return self.position

    def lead(self, actor: str, policy: Policy) -> None:
        """Let a policy decide for an actor from the phase at hand on."""
        self.actors[actor].policy = policy

    def close(self) -> None:
        """Give the memory back at once; the model cannot be used any more.

        Model and agents hold each other, so that Python alone would free them only when it next
        searches for such circles: in a batch, after many more chunks.
        """
        self.__dict__.clear()


def _choose_seed(seed: int | None, rng: int | None) -> int:
    if seed is not None and rng is not None:
        raise UserError("seed", f"seed = {seed} and rng = {rng} are two names of one number")
    given = rng if seed is None else seed
    if given is None:
        return fresh_seed()
    try:
        chosen = operator.index(given)
    except TypeError:
        remedy = "give a whole number from 0 to 2**128 - 1"
        raise UserError("seed", f"{given!r} is no seed", remedy) from None
    check_seed(chosen)
    return chosen


def _check_count(name: str, given: object, least: int) -> None:
    if isinstance(given, bool) or not isinstance(given, Integral) or given < least:
        raise UserError(name, f"{name} = {given!r}", f"give a whole number from {least} on")


def _expect_observables(collect: Any, scenario: Scenario, replicates: int) -> tuple[str, ...]:
    several = isinstance(collect, Iterable) and not isinstance(collect, str)
    names = tuple(collect) if several else (collect,)
    if names and replicates > 1:
        remedy = "use replicates=1, or read_observable for an array over all"
        raise UserError("collect", f"a collector has one number a turn, not {replicates}", remedy)
    for name in names:
        if not isinstance(name, str) or name not in scenario.observables:
            remedy = did_you_mean(str(name), scenario.observables)
            raise UserError("collect", f"unknown observable {name!r}", remedy)
    return names


def _reporter(name: str):  # type: ignore[no-untyped-def] # Mesa types reporters as Any
    def report(model: GameModel) -> float:
        return float(read_observable(name, model.position, model.scenario)[0, 0])

    return report
