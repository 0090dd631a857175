"""Why a field changed over a turn: its causes by the ledger, and their sum."""

from __future__ import annotations

import dataclasses
import enum
import functools
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np

from game.errors import UserError, did_you_mean
from game.language.expression import compile_expression
from game.model.quantities import QUANTITIES
from game.state.chance import Chance
from game.state.levers import Action
from game.state.params import Params
from game.state.position import Position
from game.state.scenario import Scenario
from game.state.ties import above, largest_first, tied
from game.state.world import FIELDS, Floats
from game.turn.engine import Sealed, pass_months
from game.turn.interventions import Act
from game.turn.ledger import FREE_MOVE, INJECT, OVERRIDE, Ledger, author_of
from game.turn.reads import (
    RULES_BY_NAME,
    WatchedParams,
    fields_measured,
    measure_by,
    measure_over,
)

if TYPE_CHECKING:
    from game.session import Session, TurnRecord

# Only amounts can be added over makers, parts or buyers; shares and indices cannot.
AMOUNTS = ("k ", "US$", "GW")
SEALING = "seal"
# What works besides rules, as a rule's docstring would say it.
SAYS = {
    SEALING: "Orders cost political capital when they are sealed.",
    INJECT: "A facilitator struck an event.",
    OVERRIDE: "A facilitator set the number.",
    FREE_MOVE: "A free move succeeded.",
}
# What a cause came by: its rule, the orders and the event behind it.
Way = tuple[str, tuple[Action, ...], str]


class Origin(enum.Enum):
    """What stands behind a share of a change."""

    RULE = "rule"
    """A rule, with the settings held as they were when the turn began."""
    ORDER = "order"
    """Orders of one actor about one lever."""
    EVENT = "event"
    """Something that nature, the calendar or a facilitator did."""
    NUMBER = "number"
    """Another number that was read, the share's `field`."""
    CALENDAR = "calendar"
    """The passing of time."""
    STANDSTILL = "standstill"
    """What a rule would have done had all that it reads stood still."""
    USUAL = "usual"
    """What an aim usually adds in a turn, which its standing had counted on."""
    CARRIED = "carried"
    """Where the turn opened, against what was read of the months of the turn before."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Share:
    """What one cause added to a number over the turn; `rule` is through what it worked.

    `field` is the number that was read, or the field through which a cause worked most where the
    number is worked out from several.
    """

    origin: Origin
    rule: str
    change: float
    order: tuple[Action, ...] = ()
    event: str = ""
    field: str = ""

    @property
    def actor(self) -> str:
        """Whose order it was, `NATURE` or `FACILITATOR` of an event, else ""."""
        return author_of(self.rule, self.order, self.event)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Explanation:
    """A number before and after a turn, and its causes, the largest first.

    Causes taken from the ledger are those of a `field`; `weights` say how much a change in each of
    the turn's months counts in the number.
    """

    name: str
    says: str
    unit: str
    before: float
    after: float
    shares: tuple[Share, ...]
    field: str = ""
    weights: tuple[float, ...] = ()

    @property
    def change(self) -> float:
        """How far the number moved."""
        return self.after - self.before

    @property
    def unexplained(self) -> float:
        """What the causes leave over, 0 but for rounding in the last digits."""
        rest = self.change - math.fsum(share.change for share in self.shares)
        return 0.0 if tied(rest, 0.0, max(abs(self.before), abs(self.after))) else rest


@dataclasses.dataclass(frozen=True, kw_only=True)
class TracedTurn:
    """A played turn of a single game, with the causes of every change in it.

    `chance` is the luck it was played with, `sealings` are the orders granted in its phases, `acts`
    what a facilitator did before its months.
    """

    scenario: Scenario
    chance: Chance
    opened: Position
    sealed: Position
    closed: Position
    sealings: tuple[Sealed, ...]
    acts: tuple[Act, ...] = ()

    @functools.cached_property
    def ledger(self) -> Ledger:
        """Every cause: the months are played again when it is first asked for."""
        ledger = Ledger()
        for act in self.acts:
            for cause in act.causes:
                ledger.note(cause)
        pass_months(self.sealed, self.scenario, self.chance, ledger)
        return ledger


def trace_turn(session: Session, turn: TurnRecord) -> TracedTurn:
    """Return a turn that a session played, to be explained."""
    return TracedTurn(
        scenario=session.scenario,
        chance=session.model.chance,
        opened=turn.opened,
        sealed=turn.sealed,
        closed=turn.closed,
        sealings=tuple(record.sealed for record in turn.phases.values()),
        acts=turn.acts,
    )


def explain_field(name: str, turn: TracedTurn) -> Explanation:
    """Return why a field changed over a turn, by the turn's ledger.

    `name` is a field of the world, or `field.member`; of an amount with members, the sum is
    explained where no member is named. Political capital is explained order by order.

    Raises
    ------
    UserError
        If there is no such field; what is worked out from fields is answered with their names.
    """
    opened, scenario = turn.opened, turn.scenario
    field, pick = locate(name, scenario, turn.closed)
    sums: dict[Way, float] = defaultdict(float)
    spent = pick(getattr(turn.sealed.world, field)) - pick(getattr(opened.world, field))
    for order, cost in _payments(turn.sealings, scenario) if field == "capital" else ():
        paid = np.zeros_like(opened.world.capital)
        paid[0, scenario.actors.index(order.actor)] = -cost
        if change := pick(paid):
            sums[SEALING, (order,), ""] += change
            spent -= change
    spent -= acted_on(field, pick, turn)
    if not tied(spent, 0.0):
        sums[SEALING, (), ""] = spent
    for cause in turn.ledger.of(field):
        if change := pick(cause.change):
            sums[cause.rule, cause.order, cause.event] += change
    return Explanation(
        name=name,
        says=FIELDS[field].says,
        unit=FIELDS[field].unit,
        before=pick(getattr(opened.world, field)),
        after=pick(getattr(turn.closed.world, field)),
        shares=sort_shares(share_ways(sums)),
        field=name,
        weights=(1.0,) * scenario.months_per_turn,
    )


def acted_on(field: str, pick: Callable[[Floats], float], turn: TracedTurn) -> float:
    """Return what a facilitator added to a field before the months of a turn."""
    causes = (cause for act in turn.acts for cause in act.causes if cause.field == field)
    return math.fsum(pick(cause.change) for cause in causes)


def share_ways(sums: Mapping[Way, float]) -> list[Share]:
    """Return what came by each way as a share."""
    return [
        Share(origin=_origin(order, event), rule=rule, order=order, event=event, change=change)
        for (rule, order, event), change in sums.items()
    ]


def sort_shares(shares: Iterable[Share]) -> tuple[Share, ...]:
    """Return shares by how much they changed, the largest first."""
    return tuple(largest_first(shares, lambda share: abs(share.change)))


def _origin(order: tuple[Action, ...], event: str) -> Origin:
    if event:
        return Origin.EVENT
    return Origin.ORDER if order else Origin.RULE


def _payments(sealings: Iterable[Sealed], scenario: Scenario) -> Iterator[tuple[Action, float]]:
    """Yield each granted order with what it cost its actor."""
    for sealed in sealings:
        for grants in sealed.values():
            for grant in grants:
                if grant.granted[0, 0]:
                    proposal = grant.proposal
                    lever = scenario.levers[proposal.lever]
                    value = min(max(float(proposal.values[0, 0]), lever.low), lever.high)
                    yield lever.action(proposal.column, value), float(grant.cost[0, 0])


def describe_number(name: str) -> tuple[str, str]:
    """Return the unit and the meaning of a quantity or field."""
    described = QUANTITIES.get(name) or FIELDS[name.partition(".")[0]]
    return described.unit, described.says


def rule_says(rule: str) -> str:
    """Return what a rule does, in the first line of its docstring."""
    if rule in SAYS:
        return SAYS[rule]
    return (RULES_BY_NAME[rule].__doc__ or rule).strip().splitlines()[0]


def numbers_behind(name: str, rule: str, turn: TracedTurn) -> list[str]:
    """Return the parameters by which a rule moves a number, those that matter most first.

    Each parameter that the rule reads is raised by 1 % and the rule is tried again on the first
    month of the turn. Of a field with members what all of them come to is looked at.
    """
    if not name or rule not in RULES_BY_NAME:
        return []
    position, scenario = turn.sealed, turn.scenario
    field, _, member = name.partition(".")
    pick = locate(name, scenario, position)[1] if member else _total
    month = position.world.month + 1
    world, luck = position.world.at_month(month), turn.chance.at(month)

    def result(params: Params) -> float:
        changes = RULES_BY_NAME[rule](world, position.orders, params, luck)
        return pick(changes.get(field, getattr(world, field)))

    watched = WatchedParams(scenario.params)
    plain = result(watched)
    felt = {
        read: abs(result(scenario.params.scaled(read, 1.01)) - plain)
        for read in scenario.params.numbers
        if read in watched.read
    }
    moving = (read for read in felt if above(felt[read], 0.0, abs(plain)))
    return largest_first(moving, felt.__getitem__)


def _total(values: Floats) -> float:
    return float(np.sum(values[0]))


def locate(
    name: str, scenario: Scenario, position: Position
) -> tuple[str, Callable[[Floats], float]]:
    """Return the field that a name stands for, and how its number is picked from an array.

    Raises
    ------
    UserError
        If it stands for no field, or for one with several numbers that cannot be added.
    """
    field, *members = name.split(".")
    declared = FIELDS.get(field)
    if declared is None:
        raise UserError("field", *_no_field(name, scenario, position))
    letters = [letter for letter in declared.axes if letter != "R"]
    columns = scenario.params.axes.columns(field, declared.axes, members)
    if len(columns) < len(letters) and not declared.unit.startswith(AMOUNTS):
        options = scenario.params.axes.members(letters[len(columns)])
        first = f"{name}.{options[0]}"
        problem = f"{name} is not one number ({declared.unit})"
        raise UserError("field", problem, f"name one of {', '.join(options)}, as in {first}")
    return field, lambda values: float(np.sum(values[(0, *columns)]))


def _no_field(name: str, scenario: Scenario, position: Position) -> tuple[str, str]:
    """Return what to say of a name that is no field, and which fields to ask about instead."""
    if name in QUANTITIES:
        measure = measure_by(compile_expression(name))
    elif name in scenario.observables:
        measure = measure_over(scenario.observables[name])
    else:
        return f"unknown field {name!r}", did_you_mean(name, [*FIELDS, *QUANTITIES])
    fields = fields_measured(measure, position, scenario)
    if not fields:
        return f"{name} is worked out from orders alone", "look at the orders of the turn"
    return f"{name} is worked out from other numbers", f"ask about {_listed(fields)}"


def _listed(names: Iterable[str]) -> str:
    *head, last = names
    return f"{', '.join(head)} or {last}" if head else last


def is_field(name: str) -> bool:
    """Tell whether a name is that of a field of the world, or of a member of one."""
    return name.partition(".")[0] in FIELDS
