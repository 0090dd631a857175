"""Why a number moved, as rows of a waterfall, as far as the seat may know."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from game.config.scenarios import shipped_library
from game.config.schema.world import Param
from game.errors import UserError
from game.model.quantities import QUANTITIES
from game.seat.disclosure import (
    disclosed_text,
    disclosed_with_rule,
    explain_seen,
    hidden_as,
    seen_field,
    turn_of_sight,
)
from game.seat.numbers import Sighting
from game.seat.origins import SCORE
from game.state.levers import Levers
from game.state.reading import Term
from game.why.breakdown import split_aim, split_rule
from game.why.explain import (
    Explanation,
    Origin,
    Share,
    TracedTurn,
    locate,
    numbers_behind,
    sort_shares,
    trace_turn,
)
from game.words.causes import says_text
from game.words.language import say, say_config, spoken
from game.words.numbers import amount, difference, quarter_text, setting_text, upper_first

if TYPE_CHECKING:
    from game.session import Session, TurnRecord

MOST_ROWS = 8
MOST_NUMBERS = 3
MOST_REASONS = 4


@dataclasses.dataclass(frozen=True, kw_only=True)
class Number:
    """A parameter behind a cause: value, how sure it is, and its first source."""

    name: str
    value: str
    confidence: str
    says: str
    source: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Contribution:
    """One bar: how much it moved the number, and by what.

    It is an actor's order, luck, a rule of the model, or another number, whose name is `field`
    where the seat may ask about that one in turn.
    """

    title: str
    told: str
    actor: str
    rule: str
    says: str
    field: str
    is_luck: bool
    change: float
    shown: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Waterfall:
    """A number over the last turn; where the seat has it late or blurred, parts only."""

    name: str
    title: str
    date: str
    unit: str
    before: float
    after: float
    before_shown: str
    after_shown: str
    change_shown: str
    is_exact: bool
    causes: tuple[Contribution, ...]
    explained: Explanation
    traced: TracedTurn


@dataclasses.dataclass(frozen=True, kw_only=True)
class AskedNumber:
    """A number of the seat's view, as the list of numbers has it."""

    name: str
    title: str
    value: str
    change: str


class Causes:
    """The causes of the last turn; its months are traced once."""

    def __init__(self, session: Session, actor: str) -> None:
        self.session, self.actor = session, actor
        self.turn: TurnRecord = session.played[-1]
        self.aims = {f"{actor}.{aim.name}": aim for aim in session.scenario.aims[actor]}
        self._traced: dict[int, TracedTurn] = {}
        self._told: dict[tuple[str, str], Waterfall | None] = {}

    def asked(self, sighting: Sighting) -> AskedNumber:
        """Return a number of the view with its change, where anybody can tell it."""
        change = difference(sighting.value - sighting.before, sighting.unit)
        return AskedNumber(
            name=sighting.name,
            title=upper_first(say_config(sighting.says)),
            value=sighting.text,
            change=change if sighting.moved else "",
        )

    def waterfall(self, name: str) -> Waterfall | None:
        """Return the causes of a number over the last turn; None where the seat may not know."""
        key = name, spoken()
        if key not in self._told:
            try:
                self._told[key] = self._waterfall(name)
            except UserError:
                self._told[key] = None
        return self._told[key]

    def _waterfall(self, name: str) -> Waterfall:
        if self.is_scored(name):
            exact, turn = False, self.turn
            explained = self._explain_score(name)
        else:
            seen, exact = seen_field(self.session, self.turn, self.actor, name)
            turn = self._turn_of(name)
            explained = explain_seen(name, seen, self.actor, self._trace(turn))
            name = seen
        exact, traced = exact or self.session.over, self._trace(turn)
        whole = sum(abs(share.change) for share in explained.shares) or 1.0
        shown = self._aim_cause if name == SCORE else self._cause
        causes = [shown(share, explained.unit, whole, exact=exact) for share in explained.shares]
        if len(causes) > MOST_ROWS:
            causes = _gather(causes, explained.unit, whole, exact=exact)
        return Waterfall(
            name=name,
            title=upper_first(say_config(explained.says)),
            date=quarter_text(self.session.scenario.date(turn.opened.turn)),
            unit=explained.unit,
            before=explained.before,
            after=explained.after,
            before_shown=amount(explained.before, explained.unit) if exact else "",
            after_shown=amount(explained.after, explained.unit) if exact else "",
            change_shown=difference(explained.change, explained.unit) if exact else "",
            is_exact=exact,
            causes=tuple(causes),
            explained=explained,
            traced=traced,
        )

    def _turn_of(self, name: str) -> TurnRecord:
        turn = turn_of_sight(self.session, self.actor, name)
        if turn is None:
            raise UserError("why", "nothing was known of it", "ask after the next turn")
        return turn

    def is_scored(self, name: str) -> bool:
        """Tell whether a name is that of the seat's score or of one of its aims."""
        return name == SCORE or name in self.aims

    def _explain_score(self, name: str) -> Explanation:
        """Return what the numbers behind an aim, or the aims behind the score, added to it."""
        opened, closed = self.turn.opened, self.turn.closed
        if name != SCORE:
            return split_aim(self.aims[name], opened, closed)
        splits = {name: split_aim(aim, opened, closed) for name, aim in self.aims.items()}
        weights = {name: aim.weight for name, aim in self.aims.items()}
        shares = [
            Share(origin=Origin.NUMBER, rule=name, field=name, change=weights[name] * split.change)
            for name, split in splits.items()
            if split.change
        ]
        return Explanation(
            name=SCORE,
            says=say("your score"),
            unit="points",
            before=sum(weights[name] * split.before for name, split in splits.items()),
            after=sum(weights[name] * split.after for name, split in splits.items()),
            shares=sort_shares(shares),
        )

    def _trace(self, turn: TurnRecord) -> TracedTurn:
        number = turn.opened.turn
        if number not in self._traced:
            self._traced[number] = trace_turn(self.session, turn)
        return self._traced[number]

    def _cause(self, share: Share, unit: str, whole: float, *, exact: bool) -> Contribution:
        session, actor = self.session, self.actor
        is_hidden = hidden_as(share, session, actor) is not None
        is_order = share.origin is Origin.ORDER and not is_hidden
        return Contribution(
            title=upper_first(disclosed_text(share, session, actor)),
            told=disclosed_with_rule(share, session, actor),
            actor=share.actor if is_order else "",
            rule="" if is_hidden or share.origin is Origin.NUMBER else share.rule,
            says="" if is_hidden else says_text(share, session.scenario.levers),
            field="" if is_hidden else self._asked_next(share),
            is_luck=share.origin is Origin.EVENT,
            change=share.change,
            shown=_shown(share.change, unit, whole, exact=exact),
        )

    def _aim_cause(self, share: Share, unit: str, whole: float, *, exact: bool) -> Contribution:
        """Return what an aim added to the score."""
        aim = self.aims[share.field]
        return Contribution(
            title=say_config(aim.title),
            told=say_config(aim.says),
            actor="",
            rule="",
            says=say_config(aim.says),
            field=share.field,
            is_luck=False,
            change=share.change,
            shown=_shown(share.change, unit, whole, exact=exact),
        )

    def _asked_next(self, share: Share) -> str:
        """Return the number behind a share, "" where there is none that is one number."""
        number = Term.parse(share.field).number if share.field else ""
        if number in QUANTITIES:
            return number
        try:
            located = number and locate(number, self.session.scenario, self.turn.closed)
        except UserError:
            return ""
        return number if located else ""

    def deeper(self, waterfall: Waterfall, cause: Contribution) -> list[tuple[str, str]]:
        """Return what stood behind a rule's own share, as parts and their names."""
        if not cause.rule or cause.actor or cause.is_luck:
            return []
        shares = split_rule(waterfall.explained, cause.rule, waterfall.traced)
        whole = sum(abs(share.change) for share in shares) or 1.0
        return [
            (
                _shown(share.change, waterfall.unit, whole, exact=waterfall.is_exact),
                self._behind(share),
            )
            for share in shares[:MOST_REASONS]
            if len(shares) > 1
        ]

    def _behind(self, share: Share) -> str:
        if hidden_as(share, self.session, self.actor) is not None:
            return say("what you do not see")
        return disclosed_text(share, self.session, self.actor)

    def numbers(self, waterfall: Waterfall, cause: Contribution) -> list[Number]:
        """Return the parameters that weigh most in a cause, with their sources."""
        field = waterfall.explained.field or cause.field
        names = numbers_behind(field, cause.rule, waterfall.traced)
        params = shipped_library().params
        return [
            Number(
                name=name,
                value=_value(params[name], self.session.scenario.levers),
                confidence=say(
                    "{unit}; confidence {grade}",
                    unit=params[name].unit,
                    grade=params[name].confidence,
                ),
                says=say_config(params[name].says),
                source=params[name].sources[0].title,
            )
            for name in names
            if name in params
        ][:MOST_NUMBERS]


def _value(param: Param, levers: Levers) -> str:
    if param.axis:
        return say("by {axis}", axis=param.axis)
    assert not isinstance(param.value, dict)
    return setting_text(levers[param.lever], param.value) if param.lever else f"{param.value:g}"


def _gather(
    causes: list[Contribution], unit: str, whole: float, *, exact: bool
) -> list[Contribution]:
    """Return the largest causes, and the rest as one."""
    kept, rest = causes[: MOST_ROWS - 1], causes[MOST_ROWS - 1 :]
    change = sum(cause.change for cause in rest)
    gathered = Contribution(
        title=say("{count} smaller causes together", count=len(rest)),
        told="",
        actor="",
        rule="",
        says="",
        field="",
        is_luck=False,
        change=change,
        shown=_shown(change, unit, whole, exact=exact),
    )
    return [*kept, gathered]


def _shown(change: float, unit: str, whole: float, *, exact: bool) -> str:
    if exact:
        return difference(change, unit)
    return say("{number} %", number=f"{100.0 * change / whole:+.0f}")
