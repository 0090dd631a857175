"""What one actor may know of a position: its information set."""

from __future__ import annotations

import copy
import dataclasses
import functools
from collections.abc import Iterator, Mapping

import numpy as np

from game.mathematics import exp
from game.model.quantities.dates import CALENDAR
from game.state.arrays import bell, fill_rows
from game.state.chance import Chance
from game.state.levers import Lever, Levers
from game.state.opening import DEALS
from game.state.orders import Flags
from game.state.position import Past, Phase, Position, see
from game.state.scenario import Role, Scenario, Sight
from game.state.terms import Places, deal_names
from game.state.world import Floats
from game.turn.granting import Granting
from game.turn.papers import Owing, gain_of_paper, read_deal

# What news and papers tell everybody, to the digit.
PUBLIC = ("truce", "truce_left", "law", *DEALS)
# 90 % of estimates lie within this many standard errors of the truth.
BAND = 1.645


@dataclasses.dataclass(frozen=True, kw_only=True)
class Range:
    """An estimate and the range that holds the truth nine times in ten, arrays (R, 1)."""

    low: Floats
    estimate: Floats
    high: Floats


@functools.lru_cache(maxsize=256)
def spread_of(blur: float) -> float:
    """Return the factor by which an estimate may lie off the truth, nine times in ten."""
    return float(exp(BAND * blur))


class View:
    """An actor's view in one phase: own facts exact, others' facts late and blurred.

    Names are the actor's sights, the settings of its own and of all announced levers, `capital`,
    and the calendar. In the measures `previous` lies `look_back` turns back; `turns_back` counts
    how many turns ago the view itself was taken.
    """

    def __init__(
        self,
        position: Position,
        scenario: Scenario,
        actor: str,
        chance: Chance,
        *,
        look_back: int = 1,
        turns_back: int = 0,
    ) -> None:
        self.actor = actor
        self.phase: Phase = position.phase
        self.turn = position.turn
        self.replicates = position.replicates
        self._position = position
        self._scenario = scenario
        self._role: Role = scenario.roles[actor]
        self._chance = chance
        self._look_back = look_back
        self._back = turns_back
        self._known: dict[str, Floats] = {}

    @property
    def pace(self) -> int:
        """In how many turns of the game its reader takes measures once."""
        return self._look_back

    @property
    def levers(self) -> Levers:
        """The levers of the game, whoever owns them."""
        return self._scenario.levers

    def value(self, name: str) -> Floats:
        """Return what the actor takes a name's value to be, (R, 1).

        Raises
        ------
        KeyError
            If the actor may not see anything of this name.
        """
        values = self._known.get(name)
        if values is None:
            values = self._known[name] = self._read(name)
        return values

    def previous(self, name: str) -> Floats:
        """Return the value the actor saw before: what is new since is what it may answer.

        In the measures that is what it saw a turn ago, in the responses what it saw before this
        turn's measures were revealed. So a move is new once in each phase. In the first turn, it
        is what the actor sees now.
        """
        return self.earlier.value(name)

    @functools.cached_property
    def earlier(self) -> View:
        """The view that `previous` reads."""
        back = self._look_back if self.phase == "measures" else 1
        return self._again(turns_back=self._back + back)

    def paced(self, turns: int) -> View:
        """Return the view of one who takes measures once in so many turns, on what is new since."""
        return self._again(look_back=turns, turns_back=self._back)

    def _again(self, *, turns_back: int, look_back: int = 1) -> View:
        return View(
            self._position,
            self._scenario,
            self.actor,
            self._chance,
            look_back=look_back,
            turns_back=turns_back,
        )

    def recalling(self, memories: Mapping[str, Floats]) -> View:
        """Return the same view with further names: what its reader remembers, arrays (R, 1)."""
        view = copy.copy(self)
        view._known = {**self._known, **memories}
        return view

    def remembering(self, turns: Mapping[str, Floats]) -> View:
        """Return the same view in which proposals of some keys were granted in given turns."""
        view = copy.copy(self)
        granted = {**self._position.granted, **turns}
        view._position = dataclasses.replace(self._position, granted=granted)
        return view

    def granting(self) -> Granting:
        """Return the judgement of this actor's orders, which are judged as they will be sealed."""
        return Granting(self._position, self._scenario, self.actor)

    def range(self, name: str) -> Range:
        """Return a sight with the range that its blur leaves."""
        estimate = self.value(name)
        sight = self._role.sights.get(name)
        if sight is None:
            return Range(low=estimate, estimate=estimate, high=estimate)
        spread, error = spread_of(sight.blur), BAND * sight.error
        return Range(
            low=estimate / spread - error, estimate=estimate, high=estimate * spread + error
        )

    def turns_since(self, key: str) -> Floats:
        """Return how many turns ago a proposal of this key was last granted, (R, 1)."""
        last = self._position.granted.get(key)
        if last is None:
            return np.full((self.replicates, 1), np.inf)
        return self._position.turn - last

    def _read(self, name: str) -> Floats:
        sight = self._role.sights.get(name)
        if sight is not None:
            return self._blurred(sight)
        if name == "capital":
            index = self._scenario.actors.index(self.actor)
            return self._position.world.capital[:, index : index + 1]
        if name in CALENDAR:
            return fill_rows(self._look(name), self.replicates)
        if name in deal_names(self._scenario.actors):
            return self._read_deal(name)
        lever = self._scenario.levers.get(name.partition(".")[0])
        if lever is None or not is_visible(lever, self.actor):
            raise KeyError(f"{self.actor} sees nothing named {name!r}")
        return self._setting(name)

    def _read_deal(self, name: str) -> Floats:
        part, _, other = name.partition(".")
        desk = self.granting().desk
        if part == "gain":
            return gain_of_paper(self.value, desk, other, self.actor)
        return read_deal(part, desk, other, self.actor)

    @functools.cached_property
    def owed(self) -> tuple[Owing, ...]:
        """The terms that bind this actor before the turn is over, with their bounds."""
        return tuple(self._owed())

    def _owed(self) -> Iterator[Owing]:
        world, months = self._position.world, self._scenario.months_per_turn
        me = self._scenario.actors.index(self.actor)
        for place, term in enumerate(self._scenario.params.terms.members):
            at = slice(place, place + 1)
            binds = (world.term_left[:, at] > 0.0) & (world.term_wait[:, at] < months)
            if term.giver == me and binds.any():
                yield Owing(
                    term=term,
                    binds=binds,
                    low=world.term_low[:, at],
                    high=world.term_high[:, at],
                )

    def certain_numbers(self) -> dict[str, tuple[Places, Floats]]:
        """Return the numbers that this actor knows to the digit: its capital, what all are told.

        By field of the world: the places on its axis, and the numbers there, (R, places, ...).
        """
        world = self._position.world
        me = np.array([self._scenario.actors.index(self.actor)])
        public = {name: getattr(world, name) for name in PUBLIC}
        return {
            "capital": (me, world.capital[:, me]),
            **{name: (np.arange(values.shape[1]), values) for name, values in public.items()},
        }

    def visible_settings(self) -> dict[str, Floats]:
        """Return the settings of every lever that this actor may see, by lever, (R, columns)."""
        return {
            lever.name: np.concatenate(
                [self.value(lever.target(column)) for column in range(lever.columns)], axis=1
            )
            for lever in self.levers.values()
            if is_visible(lever, self.actor)
        }

    def visible_moves(self) -> dict[str, Floats]:
        """Return the sign of the last move of each setting that this actor may see, by lever."""
        return {
            name: signs
            for name, signs in self._position.moves.items()
            if is_visible(self.levers[name], self.actor)
        }

    def is_pending(self, term: str) -> Flags:
        """Tell where a threat of this name was defied and may still be carried out, (R, 1)."""
        names = self._scenario.params.axes.terms
        place = names.index(term)
        pending: Flags = self._position.world.threat_left[:, place : place + 1] > 0.0
        return pending

    def _blurred(self, sight: Sight) -> Floats:
        truth = self._fact(sight)
        if sight.blur == 0.0 and sight.error == 0.0:
            return truth
        then = self._chance.before(self._position.turn, self._ago)
        luck = then.uniform(f"view:{self.actor}:{sight.name}")
        mistake = bell(luck)
        return truth * exp(sight.blur * mistake) + sight.error * mistake

    @property
    def _ago(self) -> int:
        """How many ends of turns lie between the last one and what is read."""
        return self._back - (self._back > 0 and self.phase == "responses")

    def _fact(self, sight: Sight) -> Floats:
        if self._back == 0 and sight.delay == 0:
            return fill_rows(sight.measure.evaluate(self._look), self.replicates)
        return self._end(self._ago + sight.delay).facts[sight.measure.text]

    def _end(self, turns: int) -> Past:
        """Return the end of so many turns before the last; the opening where none is older."""
        past = self._position.past
        if turns < len(past):
            return past[-1 - turns]
        if self._position.turn < len(past):
            return past[0]
        raise LookupError(
            f"{self.actor} looks {turns} turns back and {len(past)} ends of turns are kept; "
            "raise the look_back of the scenario"
        )

    def _setting(self, name: str) -> Floats:
        orders = self._end(self._ago).orders if self._back else self._position.orders
        lever, _, member = name.partition(".")
        column = self._scenario.levers[lever].members.index(member) if member else 0
        return orders.settings[lever][:, column : column + 1]

    def _look(self, name: str) -> Floats:
        return see(self._position, self._scenario).value(name)


def is_visible(lever: Lever, actor: str) -> bool:
    """Tell whether an actor may see a lever's settings: its own, and all that are announced."""
    return lever.actor == actor or not lever.covert


def visible_names(scenario: Scenario, actor: str) -> frozenset[str]:
    """Return every name that a policy of this actor may read as it is and as it was."""
    targets = {
        lever.target(column)
        for lever in scenario.levers.values()
        if is_visible(lever, actor)
        for column in range(lever.columns)
    }
    return frozenset({*scenario.roles[actor].sights, *targets, *CALENDAR, "capital"})


def present_names(scenario: Scenario) -> frozenset[str]:
    """Return what a policy may read as it is now only: the deals with the other actors."""
    return deal_names(scenario.actors)
