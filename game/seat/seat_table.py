"""The table a seat plays at: what the screens show, read once for each state of the game."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from game.config.scenarios import shipped_library
from game.errors import UserError
from game.seat.aims import Gauge, read_gauges, score_text, weigh
from game.seat.correspondence import Papers
from game.seat.disclosure import public
from game.seat.facilitator_news import acts_of
from game.seat.flows import Flow, Gate, Kind, read_flows, read_gates
from game.seat.levers import Row, read_rows
from game.seat.news import NewsItem, news_of
from game.seat.numbers import Sighting, Sightings
from game.seat.orders_given import Deed, deeds_of
from game.seat.refusals import RefusedOrder, public_refusals, refusals_of
from game.state.calendar import count_months
from game.state.levers import Action
from game.state.position import Phase, Position
from game.state.ties import largest_first
from game.turn.legality import RefusedOrderError
from game.turn.outcome import outcome
from game.words.language import say, say_config, spoken
from game.words.numbers import month_text, quarter_text, sentences_of
from game.words.reasons import end_text, refusal_text

if TYPE_CHECKING:
    from agents.model import PhaseRecord
    from game.session import Session

LEAST_MOVED, MOST_MOVED = 0.02, 9
# Without a scale that a reader could know: what these measure is asked for, not told.
UNTOLD = ("index", "sign")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Capital:
    """A seat's political capital: what is free, what the draft pledges, and its cap."""

    free: float
    pledged: float
    cap: float


@dataclasses.dataclass(frozen=True, kw_only=True)
class Dispatch:
    """One headline: `Record` is a dated fact of the calendar, `Model` happened in this game."""

    tag: str
    date: str
    headline: str
    source: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Outset:
    """What a seat reads once a phase, whatever it orders in it."""

    seen: Mapping[str, Sighting]
    gauges: list[Gauge]
    score: tuple[float, float]
    flows: dict[Kind, Flow]
    news: list[NewsItem]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Sheet:
    """Everything a board shows, as of one state of the game and the seat's draft."""

    seen: Mapping[str, Sighting]
    gauges: list[Gauge]
    score: tuple[float, float]
    rows: list[Row]
    flows: dict[Kind, Flow]
    gates: list[Gate]
    capital: Capital
    orders: int
    news: list[NewsItem]
    papers: Papers


class SeatTable:
    """A game at one seat; every order goes through the session, and so into its log."""

    def __init__(self, session: Session, actor: str) -> None:
        self.session = session
        self.actor = actor
        self._sheet: Sheet | None = None
        self._state: tuple[object, ...] = ()
        self._outset: Outset | None = None

    # -- what is shown -----------------------------------------------------------------------------

    @property
    def sheet(self) -> Sheet:
        """What the seat sees now."""
        position = self.session.model.position
        acts = self.session.log.state.acts, self.session.log.state.withdrawn
        phase = (position.turn, position.phase, spoken(), *map(len, acts))
        state = (*phase, self.session.draft(self.actor))
        if self._sheet is None or state != self._state:
            if self._outset is None or phase != self._state[: len(phase)]:
                self._outset = self._find()
            self._sheet, self._state = self._read(self._outset), state
        return self._sheet

    def _find(self) -> Outset:
        session, actor = self.session, self.actor
        scenario = session.scenario
        seen = Sightings(session.views.of(actor), scenario)
        return Outset(
            seen=seen,
            gauges=read_gauges(session, actor, seen),
            score=weigh(session, actor),
            flows=read_flows(seen),
            news=self._news(),
        )

    def _news(self) -> list[NewsItem]:
        """Return the news of the quarter just passed, and what a facilitator did since it began."""
        session, turn = self.session, self.session.model.position.turn
        passed = news_of(session.model.position, session.scenario) if turn else []
        return [*acts_of(session, turn - 1), *passed, *acts_of(session, turn)]

    def _read(self, outset: Outset) -> Sheet:
        session, actor = self.session, self.actor
        legal = session.legal_actions(actor)
        drafted = session.views.of(actor, legal.drafted)
        rows, papers = read_rows(legal), Papers(session, actor, legal)
        return Sheet(
            seen=outset.seen,
            gauges=outset.gauges,
            score=outset.score,
            rows=rows,
            flows=outset.flows,
            gates=read_gates(drafted, session.scenario),
            capital=self._capital(legal.drafted),
            orders=sum(row.is_moved for row in rows) + papers.orders,
            news=outset.news,
            papers=papers,
        )

    def _capital(self, drafted: Position) -> Capital:
        index = self.session.scenario.actors.index(self.actor)
        have = float(self.session.model.position.world.capital[0, index])
        left = float(drafted.world.capital[0, index])
        cap = shipped_library().actors[self.actor].budget.cap
        return Capital(free=left, pledged=have - left, cap=cap)

    @property
    def score(self) -> str:
        """The seat's score as far as it can tell."""
        return score_text(*self.sheet.score)

    @property
    def title(self) -> str:
        """The seat's name."""
        return say_config(self.session.scenario.roles[self.actor].title)

    @property
    def date(self) -> str:
        """The quarter being played."""
        return quarter_text(self.session.scenario.date(self.session.model.position.turn))

    @property
    def phase(self) -> Phase:
        """The phase being played."""
        return self.session.model.position.phase

    def leader(self, actor: str) -> str:
        """Return who leads an actor: `You`, or the policy by its title."""
        if actor in self.session.seats:
            return say("You") if actor == self.actor else say("A person")
        name = self.session.leaders.name(actor)
        policies = shipped_library().policies[actor]
        return (
            say_config(policies[name].name)
            if name in policies
            else Path(name).stem.replace("_", " ")
        )

    @property
    def dispatches(self) -> list[Dispatch]:
        """The news of the quarter just passed, the latest first; at the opening, the brief."""
        if self.sheet.news:
            return [self._dispatch(story) for story in reversed(self.sheet.news)]
        scenario = self.session.scenario
        text = say_config(scenario.brief.seats.get(self.actor, scenario.brief.says))
        chosen = [sentence for sentence in reversed(sentences_of(text)) if sentence][:3]
        date, source = quarter_text(scenario.date(0)), say("your brief")
        return [
            Dispatch(tag=say("Brief"), date=date, headline=sentence, source=source)
            for sentence in chosen
        ]

    def _dispatch(self, story: NewsItem) -> Dispatch:
        event = shipped_library().events[story.event] if story.event else None
        is_record = event is not None and event.kind == "scheduled"
        source = event.sources[0].title if event is not None and is_record else say("this game")
        return Dispatch(
            tag=say("Record") if is_record else say("Model"),
            date=story.date,
            headline=story.text,
            source=source,
        )

    @property
    def ahead(self) -> list[tuple[str, str]]:
        """The dates of the calendar that are still to come, as date and title."""
        scenario = self.session.scenario
        month = self.session.model.position.world.month
        events = shipped_library().events
        coming = []
        for name in scenario.params.axes.events:
            event = events[name]
            if event.kind == "scheduled" and event.month:
                when = count_months(event.month)
                if when > month:
                    coming.append((when, month_text(when), say_config(event.title)))
        return [(date, title) for _, date, title in sorted(coming)]

    @property
    def moved_most(self) -> list[Sighting]:
        """The numbers beside the aims' that moved most over the last turn."""
        aims = {gauge.number for gauge in self.sheet.gauges}
        rest = [
            number
            for number in self.sheet.seen.values()
            if number.name not in aims
            and number.moved > LEAST_MOVED
            and not number.is_written
            and not number.unit.startswith(UNTOLD)
        ]
        return largest_first(rest, lambda number: number.moved)[:MOST_MOVED]

    def deeds(self, phase: Phase) -> list[Deed]:
        """Return what this turn's phase made public, and the seat's own covert orders."""
        session = self.session
        if session.model.position.phase == "responses":
            opened = session.turns.openings[-1]
        else:
            opened = session.played[-1].opened
        deeds = deeds_of(opened, self._phases, session.scenario)
        return public([deed for deed in deeds if deed.phase == phase], self.actor)

    def refusals(self, phase: Phase) -> list[RefusedOrder]:
        """Return what was wanted openly in this turn's phase, or by the seat, and was refused."""
        record = {phase: self._phases[phase]}
        return public_refusals(refusals_of(record, self.session.scenario), self.actor)

    @property
    def _phases(self) -> Mapping[Phase, PhaseRecord]:
        """What happened in the phases of this turn, or of the last one where none was sealed."""
        session = self.session
        if session.model.position.phase == "responses":
            return {"measures": session.model.record["measures"]}
        return session.played[-1].phases

    # -- what is done ------------------------------------------------------------------------------

    def row(self, target: str) -> Row | None:
        """Return the row of a setting, if it is on the menu."""
        return next((row for row in self.sheet.rows if row.target == target), None)

    def order(self, row: Row, place: int) -> str:
        """Put a lever at a stop; return why it may not be, or ""."""
        return "" if place == row.new else self.give(row.stops[place].action)

    def give(self, action: Action) -> str:
        """Give an order; return why it may not be given, or ""."""
        try:
            self.session.order(action)
        except RefusedOrderError as refused:
            return refusal_text(refused.reason, self.session.scenario.levers)
        except UserError as error:
            return error.remedy or error.problem
        return ""

    def undo(self) -> bool:
        """Take back the last change of a setting, however many orders led to it; tell if any."""
        undone = self.session.undo(self.actor)
        while undone is not None and _is_about(self.session.draft(self.actor).orders, undone):
            self.session.undo(self.actor)
        return undone is not None

    def redo(self) -> bool:
        """Change the setting again that was taken back last; tell if there was one."""
        redone = self.session.redo(self.actor)
        while redone is not None and _is_about(self.session.draft(self.actor).taken_back, redone):
            self.session.redo(self.actor)
        return redone is not None

    def clear(self) -> None:
        """Take back every order of the phase."""
        while self.undo():
            pass

    def seal(self) -> None:
        """Seal the seat's orders; when all seats have, seal the phase and let it pass."""
        if len(self.session.seats) > 1:
            self.session.ready(self.actor)
        seal_when_ready(self.session)

    @property
    def verdict(self) -> tuple[bool, str]:
        """Whether the seat has won a game that is over, and why it ended."""
        ended = outcome(self.session.model.position, self.session.scenario)
        return ended.won[self.actor], end_text(ended.why)


def _is_about(orders: Sequence[Action], action: Action) -> bool:
    """Tell whether the last of some orders is about the setting of another."""
    return bool(orders) and orders[-1].target == action.target


def seal_when_ready(session: Session) -> None:
    """Seal the phase once every seat has sealed its orders, then let the months pass.

    A seat that sits alone need not say that it is ready.
    """
    if len(session.seats) > 1 and session.open_seats:
        return
    phase = session.model.position.phase
    session.seal()
    if phase == "responses":
        session.pass_turn()
