"""A seat's levers as rows: where each stands, where the draft puts it, what may be done."""

from __future__ import annotations

import dataclasses

from game.config.scenarios import shipped_library
from game.state.orders import Action, Lever
from game.turn.legal_actions import LegalActions, Offer
from game.turn.legality import Slot, Verdict
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
    """One setting of a slider: its words, and the order that would put the lever there."""

    text: str
    says: str
    offer: Offer

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

    `now` is the place of the stop in force, `new` that of the draft. `reason` tells why no other
    stop may be taken, `problem` the same without the way out; both are empty while one may.
    """

    target: str
    lever: Lever
    group: str
    title: str
    stops: tuple[Stop, ...]
    now: int
    new: int
    reason: str
    problem: str
    pledged: float
    precedents: tuple[Precedent, ...]

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
    own = legal.scenario.levers.of(legal.actor)
    headings = list(dict.fromkeys(lever.heading for lever in own))
    rows = [_row(legal, slot) for slot in legal.slots()]
    return sorted(rows, key=lambda row: headings.index(row.group))


def _row(legal: LegalActions, slot: Slot) -> Row:
    lever, column, actor = slot.lever, slot.column, legal.actor
    says = _setting_says(lever)
    stops = tuple(
        Stop(
            text=setting_text(lever, value),
            says=say_config(says.get(lever.text(value), "")),
            offer=legal.offer(lever.action(column, value)),
        )
        for value in lever.values
    )
    now = _nearest(lever, float(legal.position.orders.settings[lever.name][0, column]))
    new = _nearest(lever, legal.held(slot))
    others = [stop for place, stop in enumerate(stops) if place != new]
    locked = None
    if now == new and not any(stop.verdict.legal for stop in others):
        locked = others[0].verdict.reason
    levers = legal.scenario.levers
    config = shipped_library().levers[actor][lever.name]
    return Row(
        target=lever.target(column),
        lever=lever,
        group=lever.heading,
        title=setting_title(lever, column),
        stops=stops,
        now=now,
        new=new,
        reason=refusal_text(locked, levers) if locked else "",
        problem=problem_text(locked, levers) if locked else "",
        pledged=stops[new].verdict.cost if now != new else 0.0,
        precedents=tuple(
            Precedent(
                date=one.date,
                says=without_marks(say_config(one.says)),
                source=without_marks(one.source.title) if one.source else "",
            )
            for one in config.precedents
        ),
    )


def _nearest(lever: Lever, value: float) -> int:
    values = lever.values
    return min(range(len(values)), key=lambda place: abs(values[place] - value))


def _setting_says(lever: Lever) -> dict[str, str]:
    settings = shipped_library().levers[lever.actor][lever.name].settings or {}
    return {name: setting.says for name, setting in settings.items()}
