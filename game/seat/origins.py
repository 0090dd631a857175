"""What began the change of a number over the last turn, as far as a seat may hear of it.

Orders of any turn stand under the actor that gave them, the seat's own first; then what luck,
events and a facilitator did, and what was under way when the game opened. What was not announced is
told as one. The parts add up to the change that is shown.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from game.config.scenarios import shipped_library
from game.errors import UserError, did_you_mean
from game.language.expression import compile_expression
from game.model.quantities import QUANTITIES
from game.seat.debrief.naming import name_order
from game.state.arrays import fill_rows
from game.state.position import Position, see
from game.state.scenario import Scenario, Sight
from game.state.ties import largest_first
from game.state.world import FIELDS, Floats
from game.turn.observables import read_observable
from game.turn.outcome import payoff_lookup, score_aim
from game.why.explain import describe_number, is_field, locate
from game.why.roots import Origins, Read, Root, RootKind, Roots
from game.words.language import later, say, say_config
from game.words.numbers import quarter_text

if TYPE_CHECKING:
    from game.session import Session

SCORE = "score"
# What each draw of luck decides, in the words of a headline.
LUCK: Mapping[str, str] = later(
    {
        "truce_collapse": "whether the truce falls apart",
        "truce_signed": "whether talks end in a truce",
        "design_lag": "how long new designs take",
        "mineral_licences": "how fast mineral licences are given",
        "fab_learning": "how fast the fabs learn",
        "election": "the vote",
        "law_alone": "whether a bill passes",
        "defence_rider": "whether a rider passes",
        "smuggling_case": "whether smugglers are caught",
        "smuggling_case_size": "how much is seized",
    }
)
UNANNOUNCED, COURSE = later(
    ("what was not announced", "what was under way when the game opened, and the calendar")
)


@dataclasses.dataclass(frozen=True, kw_only=True)
class TracedNumber:
    """A number that can be traced: its meaning, its unit, and how it is read from a position."""

    name: str
    says: str
    unit: str
    read: Read


@dataclasses.dataclass(frozen=True, kw_only=True)
class Beginning:
    """One line of what began a change; `actor` is whose order it was, "" of anything else."""

    change: float
    actor: str
    text: str


class OriginTracer:
    """The beginnings of changes over the last turn of a game; the game is played again once.

    `actor` is the seat that asks; "" hears everything.
    """

    def __init__(self, session: Session, actor: str = "") -> None:
        self.session, self.actor = session, actor
        self._roots = Roots(session.played, session.scenario, session.model.chance)

    def work(self) -> bool:
        """Play one turn more; tell whether there was one."""
        return self._roots.work()

    def trace(self, number: TracedNumber) -> Origins:
        """Return what began the change of a number."""
        with np.errstate(all="ignore"):
            return self._roots.trace(number.read)

    def tell(self, origins: Origins) -> list[Beginning]:
        """Return the beginnings in words: the seat's own orders, others', luck, the rest."""
        hidden = [root for root in origins.roots if self._is_hidden(root)]
        lines = [self.line(root) for root in origins.roots if not self._is_hidden(root)]
        if hidden:
            unannounced = sum(root.change for root in hidden)
            lines.append(Beginning(change=unannounced, actor="", text=say(UNANNOUNCED)))
        largest = largest_first(lines, lambda line: abs(line.change))
        if not self.actor:
            return largest
        return sorted(largest, key=lambda line: (line.actor != self.actor, not line.actor))

    def _is_hidden(self, root: Root) -> bool:
        if root.order is None or self.session.over or not self.actor:
            return False
        levers = self.session.scenario.levers
        is_covert = any(levers[action.lever].covert for action in root.order.actions)
        return is_covert and root.actor != self.actor

    def line(self, root: Root) -> Beginning:
        """Return one beginning in words."""
        return Beginning(change=root.change, actor=root.actor, text=self._text(root))

    def _text(self, root: Root) -> str:
        session = self.session
        match root.kind:
            case RootKind.ORDER:
                assert root.order is not None
                date = quarter_text(session.scenario.date(root.order.turn))
                return say("{order} ({date})", order=name_order(root.order, session), date=date)
            case RootKind.LUCK:
                name = root.name
                return say("luck: {name}", name=say(LUCK[name]) if name in LUCK else
                           say_config(name.replace("_", " ")))  # fmt: skip
            case RootKind.EVENT:
                return say_config(shipped_library().events[root.name].headline)
            case RootKind.ACT:
                event = shipped_library().events.get(root.name)
                what = say_config(event.headline) if event else root.name
                return say("the facilitator: {what}", what=what)
            case RootKind.COURSE:
                return say(COURSE)


def find_number(name: str, session: Session, actor: str = "") -> TracedNumber:
    """Return the number that a name stands for: of a seat's view, an aim, a score, an observable.

    `score.beijing` and `beijing.compute_now` name those of any actor; without an actor the seat's.

    Raises
    ------
    UserError
        If there is no such number.
    """
    scenario = session.scenario
    owner, _, rest = name.partition(".")
    if owner == SCORE or (owner in scenario.actors and rest == SCORE):
        seat = (owner if owner in scenario.actors else rest) or actor
        return _score(session, seat)
    sights = scenario.roles[actor].sights if actor else {}
    if name in sights:
        return _sight(sights[name], scenario)
    aims = _aims(session, actor)
    if name.casefold() in aims:
        return aims[name.casefold()]
    if name in scenario.observables:
        observable = scenario.observables[name]
        return TracedNumber(
            name=name,
            says=say_config(observable.says),
            unit=observable.unit,
            read=lambda position: read_observable(name, position, scenario),
        )
    return _quantity(name, session)


def _score(session: Session, seat: str) -> TracedNumber:
    scenario = session.scenario
    if seat not in scenario.actors:
        options = " or ".join(f"{SCORE}.{actor}" for actor in scenario.actors)
        raise UserError("number", "whose score?", f"ask for {options}")
    aims = [(aim.weight, _aim_reader(session, seat, aim.name)) for aim in scenario.aims[seat]]
    return TracedNumber(
        name=f"{SCORE}.{seat}",
        says=say("Score of {actor}", actor=say_config(scenario.roles[seat].title)),
        unit="points",
        read=lambda position: sum(
            (weight * read(position) for weight, read in aims), np.zeros((position.replicates, 1))
        ),
    )


def _aim_reader(session: Session, seat: str, name: str) -> Read:
    """Return how an aim is read, 0 to 100: where a game has ended, as it ended."""
    aim = next(aim for aim in session.scenario.aims[seat] if aim.name == name)

    def read(position: Position) -> Floats:
        scored = score_aim(aim, payoff_lookup(position))
        if not position.ending.aims:
            return scored
        return np.where(position.ending.turn >= 0.0, position.ending.aims[seat][name], scored)

    return read


def _aims(session: Session, actor: str) -> dict[str, TracedNumber]:
    """Return the aims by the names under which they can be asked for."""
    numbers = {}
    for seat, aims in session.scenario.aims.items():
        for aim in aims:
            number = TracedNumber(
                name=f"{seat}.{aim.name}",
                says=say_config(aim.says),
                unit="points",
                read=_aim_reader(session, seat, aim.name),
            )
            numbers[number.name] = number
            if seat == actor:
                numbers[aim.name] = numbers[aim.title.casefold()] = number
    return numbers


def _sight(sight: Sight, scenario: Scenario) -> TracedNumber:
    def read(position: Position) -> Floats:
        if sight.delay:
            past = position.past
            return past[max(len(past) - 1 - sight.delay, 0)].facts[sight.measure.text]
        return evaluate(position)

    evaluate = _evaluator(sight.measure.text, scenario)
    return TracedNumber(name=sight.name, says=say_config(sight.says), unit=sight.unit, read=read)


def _quantity(name: str, session: Session) -> TracedNumber:
    scenario, position = session.scenario, session.model.position
    if name in QUANTITIES:
        unit, says = describe_number(name)
        read = _evaluator(name, scenario)
        return TracedNumber(name=name, says=say_config(says), unit=unit, read=read)
    if not is_field(name):
        options = [*FIELDS, *QUANTITIES, *scenario.observables, *_aims(session, "")]
        raise UserError("number", f"unknown number {name!r}", did_you_mean(name, options))
    field, _ = locate(name, scenario, position)
    columns = scenario.params.axes.columns(field, FIELDS[field].axes, name.split(".")[1:])
    unit, says = describe_number(name)

    def read_field(at: Position) -> Floats:
        values: Floats = getattr(at.world, field)[(slice(None), *columns)]
        summed: Floats = values.reshape(len(values), -1).sum(axis=1, keepdims=True)
        return summed

    return TracedNumber(name=name, says=say_config(says), unit=unit, read=read_field)


def _evaluator(text: str, scenario: Scenario) -> Read:
    """Return how an expression is read from what is seen of a position."""
    measure = compile_expression(text)
    return lambda at: fill_rows(measure.evaluate(see(at, scenario).value), at.replicates)
