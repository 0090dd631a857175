"""A seat's levers as rows: where each stands, where the draft puts it, what may be done."""

from __future__ import annotations

import dataclasses
import functools

from game.config.scenarios import shipped_library
from game.state.levers import Action, Lever, Levers
from game.turn.legal_actions import LegalActions, Offer
from game.turn.legality import Refusal, Slot, Verdict
from game.words.language import say_config
from game.words.names import setting_title
from game.words.numbers import setting_text, thin, without_marks
from game.words.reasons import problem_text, refusal_text


@dataclasses.dataclass(frozen=True, kw_only=True)
class Precedent:
    """A real move of the lever, with its date and source."""

    date: str
    says: str
    source: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Stop:
    """One setting of a slider: its words, and the order that would put the lever there.

    A stop says and judges what it is asked for, when it is asked: most are never looked at.
    """

    lever: Lever
    offer: Offer

    @functools.cached_property
    def text(self) -> str:
        """The setting as people read it."""
        return setting_text(self.lever, self.action.value)

    @property
    def says(self) -> str:
        """What the setting means, "" where its name says it."""
        settings = shipped_library().levers[self.lever.actor][self.lever.name].settings or {}
        setting = settings.get(self.lever.text(self.action.value))
        return say_config(setting.says) if setting else ""

    @property
    def action(self) -> Action:
        """The order."""
        return self.offer.action

    @property
    def verdict(self) -> Verdict:
        """Whether it may be given; it is judged when this is first asked."""
        return self.offer.verdict

    @property
    def reason(self) -> str:
        """Why it may not be given, "" where it may."""
        refusal = self.verdict.reason
        return refusal_text(refusal, self.offer.among.scenario.levers) if refusal else ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Row:
    """One setting that a seat owns.

    `now` is the place of the stop in force, `new` that of the draft.
    """

    target: str
    lever: Lever
    group: str
    title: str
    stops: tuple[Stop, ...]
    now: int
    new: int

    @functools.cached_property
    def _locked(self) -> Refusal | None:
        """Why no other stop may be taken, None while one may."""
        others = [stop for place, stop in enumerate(self.stops) if place != self.new]
        if self.is_moved or any(stop.verdict.legal for stop in others):
            return None
        return others[0].verdict.reason

    @property
    def reason(self) -> str:
        """Why no other stop may be taken, with the way out; "" while one may."""
        return refusal_text(self._locked, self._levers) if self._locked else ""

    @property
    def problem(self) -> str:
        """Why no other stop may be taken, without the way out."""
        return problem_text(self._locked, self._levers) if self._locked else ""

    @property
    def _levers(self) -> Levers:
        return self.stops[0].offer.among.scenario.levers

    @property
    def pledged(self) -> float:
        """What the move in the draft costs."""
        return self.stops[self.new].verdict.cost if self.is_moved else 0.0

    @property
    def precedents(self) -> tuple[Precedent, ...]:
        """Real moves of the lever."""
        return tuple(
            Precedent(
                date=precedent.date,
                says=without_marks(say_config(precedent.says)),
                source=without_marks(precedent.source.title) if precedent.source else "",
            )
            for precedent in shipped_library().levers[self.lever.actor][self.lever.name].precedents
        )

    @property
    def is_moved(self) -> bool:
        """Whether the draft moves it."""
        return self.now != self.new

    @property
    def price(self) -> str:
        """What the move in the draft costs, or what a step would."""
        if self.is_moved:
            return thin(self.pledged)
        return thin(self.lever.cost)

    def toward(self, by: int) -> Stop | None:
        """Return the nearest stop in a direction that may be taken."""
        places = range(self.new + by, len(self.stops) if by > 0 else -1, by)
        legal = (self.stops[place] for place in places if self.stops[place].verdict.legal)
        return next(legal, None)


def read_rows(legal: LegalActions) -> list[Row]:
    """Return a row for each setting on the menu of the phase, heading by heading.

    Headings stand as the configs of the seat's levers first name them.
    """
    levers = legal.scenario.levers.of(legal.actor)
    headings = list(dict.fromkeys(lever.heading for lever in levers))
    rows = [_row(legal, slot) for slot in legal.slots()]
    return sorted(rows, key=lambda row: headings.index(row.group))


def _row(legal: LegalActions, slot: Slot) -> Row:
    lever, column = slot.lever, slot.column
    return Row(
        target=lever.target(column),
        lever=lever,
        group=lever.heading,
        title=setting_title(lever, column),
        stops=tuple(
            Stop(lever=lever, offer=legal.offer(lever.action(column, value)))
            for value in lever.values
        ),
        now=_nearest(lever, float(legal.position.orders.settings[lever.name][0, column])),
        new=_nearest(lever, legal.held(slot)),
    )


def _nearest(lever: Lever, value: float) -> int:
    values = lever.values
    return min(range(len(values)), key=lambda place: abs(values[place] - value))
