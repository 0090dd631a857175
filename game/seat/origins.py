"""What began the change of a number over a turn, as far as a seat may hear of it.

Orders of any turn stand under the actor that gave them, the seat's own first; then what luck,
events and a facilitator did, and what was under way when the game opened. What was not announced is
told as one. The parts add up to the change that is shown.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping, Sequence
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
from game.state.ties import above, largest_first
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
# Beginnings smaller than this share of the largest are told together.
SLIGHT = 0.02
# What each draw of luck decides, in the words of a headline.
LUCK: Mapping[str, str] = later(
    {
        "approval": "the President's polls",
        "rival_belief": "how near Washington believes its rival to be",
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
    """The beginnings of changes over turns of a game; the game is played again once.

    `actor` is the seat that asks; "" hears everything. `turns` are those that can be asked about,
    counted from 0; the last one by default.
    """

    def __init__(self, session: Session, actor: str = "", turns: Collection[int] = ()) -> None:
        self.session, self.actor = session, actor
        self._last = len(session.played) - 1
        traced = turns or (self._last,)
        self._roots = Roots(session.played, session.scenario, session.model.chance, traced)

    def work(self) -> bool:
        """Play one turn more; tell whether there was one."""
        return self._roots.work()

    def trace(self, number: TracedNumber, turn: int | None = None) -> Origins:
        """Return what began the change of a number over a turn, the last one by default."""
        with np.errstate(all="ignore"):
            return self._roots.trace(number.read, self._last if turn is None else turn)

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


def gather_slight(lines: Sequence[Beginning], most: int) -> list[Beginning]:
    """Return the largest beginnings, in the order given, and what the others add up to as one."""
    largest = max((abs(line.change) for line in lines), default=0.0)
    moving = [line for line in lines if above(abs(line.change), 0.0, largest)]
    ranked = largest_first(moving, lambda line: abs(line.change))[:most]
    kept = [line for line in ranked if above(abs(line.change), SLIGHT * largest)]
    rest = [line for line in moving if line not in kept]
    if len(rest) == 1:
        return moving
    shown = [line for line in moving if line in kept]
    if rest:
        text = say("{count} smaller beginnings together", count=len(rest))
        shown.append(Beginning(change=sum(line.change for line in rest), actor="", text=text))
    return shown


def find_seen(name: str, session: Session, actor: str) -> TracedNumber:
    """Return the number that a name stands for to a seat: as its view shows it, if it does.

    Raises
    ------
    UserError
        If there is no such number.
    """
    sight = session.scenario.roles[actor].sights.get(name)
    return _sight(sight, session.scenario) if sight else find_number(name, session, actor)


def find_number(name: str, session: Session, actor: str = "") -> TracedNumber:
    """Return the number that a name stands for, in this order: a score, a number, an aim.

    `score.beijing` and `beijing.compute` name those of any actor; without one they are those of
    `actor`, and what only its view holds can be asked for too.

    Raises
    ------
    UserError
        If there is no such number.
    """
    scenario = session.scenario
    owner, _, rest = name.partition(".")
    if owner == SCORE or (owner in scenario.actors and rest == SCORE):
        return _score(session, (owner if owner != SCORE else rest) or actor)
    if is_number(name, session):
        return _number(name, session)
    aims = _aims(session, actor)
    if name in aims:
        return aims[name]
    sights = scenario.roles[actor].sights if actor else {}
    if name in sights:
        return _sight(sights[name], scenario)
    options = [*scenario.observables, *QUANTITIES, *aims, *sights, *FIELDS]
    raise UserError("number", f"unknown number {name!r}", did_you_mean(name, options))


def is_number(name: str, session: Session) -> bool:
    """Tell whether a name is that of an observable, a quantity or a field, which rules move."""
    return name in session.scenario.observables or name in QUANTITIES or is_field(name)


def _score(session: Session, seat: str) -> TracedNumber:
    scenario = session.scenario
    if seat not in scenario.actors:
        names = [f"{SCORE}.{actor}" for actor in scenario.actors]
        if not seat:
            raise UserError("number", "whose score?", f"ask for {', '.join(names)}")
        raise UserError("number", f"unknown actor {seat!r}", f"ask for {', '.join(names)}")
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
        scored = score_aim(aim, payoff_lookup(position), position.turn)
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


def _number(name: str, session: Session) -> TracedNumber:
    scenario = session.scenario
    if name not in scenario.observables:
        return find_quantity(name, session)
    observable = scenario.observables[name]
    return TracedNumber(
        name=name,
        says=say_config(observable.says),
        unit=observable.unit,
        read=lambda position: read_observable(name, position, scenario),
    )


def find_quantity(name: str, session: Session) -> TracedNumber:
    """Return a quantity or a field, as views and payoffs read it.

    Raises
    ------
    UserError
        If it is a field whose members cannot be added up.
    """
    scenario, position = session.scenario, session.model.position
    unit, says = describe_number(name)
    if name in QUANTITIES:
        read = _evaluator(name, scenario)
        return TracedNumber(name=name, says=say_config(says), unit=unit, read=read)
    field, _ = locate(name, scenario, position)
    columns = scenario.params.axes.columns(field, FIELDS[field].axes, name.split(".")[1:])

    def read_field(at: Position) -> Floats:
        values: Floats = getattr(at.world, field)[(slice(None), *columns)]
        summed: Floats = values.reshape(len(values), -1).sum(axis=1, keepdims=True)
        return summed

    return TracedNumber(name=name, says=say_config(says), unit=unit, read=read_field)


def _evaluator(text: str, scenario: Scenario) -> Read:
    """Return how an expression is read from what is seen of a position."""
    measure = compile_expression(text)
    return lambda at: fill_rows(measure.evaluate(see(at, scenario).value), at.replicates)
