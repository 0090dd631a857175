"""What the desk can do in the games, as its page has it: events, numbers, steps, turns to go to."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from game.classroom.desk_acts import turns_to_go_back
from game.classroom.desk_undo import describe_last
from game.classroom.live_room import LiveRoom
from game.classroom.public_view import table_name
from game.saves.lines import Injected
from game.seat.facilitator_menu import DeskCard, list_events, list_numbers
from game.seat.facilitator_news import act_text
from game.seat.odds.event_preview import EventPreview, preview
from game.session import Session
from game.words.language import say, say_config, spoken
from game.words.names import setting_title
from game.words.numbers import quarter_text, setting_text, upper_first


@dataclasses.dataclass(frozen=True, kw_only=True)
class LeverStep:
    """One step that a free move could move a lever: the order that does it, and its words."""

    order: str
    text: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class ActDone:
    """Something the desk did at a table."""

    table: int
    text: str
    waits: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class HandView:
    """Everything on the page; `chosen` is the event looked at, and `preview` what it would do.

    Numbers, steps and the preview are those of the table `at`.
    """

    at: int
    tables: tuple[tuple[int, str], ...]
    injects: tuple[DeskCard, ...]
    chances: tuple[DeskCard, ...]
    chosen: DeskCard | None
    preview: EventPreview | None
    numbers: tuple[DeskCard, ...]
    steps: tuple[tuple[str, tuple[LeverStep, ...]], ...]
    done: tuple[ActDone, ...]
    turns: tuple[tuple[int, str], ...]
    reached: tuple[tuple[int, str], ...]
    last: str
    deeds: int


class HandViews:
    """The page for the desk; a preview is worked out once for each position and event."""

    def __init__(self, live: LiveRoom) -> None:
        self.live = live
        self._previews: dict[tuple[object, ...], EventPreview] = {}

    def read(self, event: str, table: int, scale: float) -> HandView:
        """Return the page, with what an event would do at a table, "" for none.

        Raises
        ------
        UserError
            If the scale cannot be.
        """
        live = self.live
        at = table if table in live.games else min(live.games, default=table)
        game = live.games.get(at)
        events = list_events(game) if game else []
        injects = [choice for choice in events if game and _is_inject(game, choice)]
        chosen = next((choice for choice in events if choice.name == event), None)
        return HandView(
            at=at,
            tables=tuple((number, table_name(number)) for number in sorted(live.games)),
            injects=tuple(injects),
            chances=tuple(choice for choice in events if choice not in injects),
            chosen=chosen,
            preview=self._preview(game, chosen.name, scale) if game and chosen else None,
            numbers=tuple(list_numbers(game)) if game else (),
            steps=tuple(_steps(game)) if game else (),
            done=tuple(_done(live)),
            turns=tuple(_dated(live, turns_to_go_back(live))),
            reached=tuple(_dated(live, range(len(game.turns.openings)))) if game else (),
            last=describe_last(live),
            deeds=len(live.room.deeds),
        )

    def _preview(self, game: Session, event: str, scale: float) -> EventPreview | None:
        if game.over:
            return None
        acts = len(game.log.state.acts), len(game.log.state.withdrawn), self.live.room.rewinds
        key = (id(game), game.here, acts, event, scale, spoken())
        if key not in self._previews:
            self._previews = {key: preview(game, event, scale)}
        return self._previews[key]


def _is_inject(game: Session, card: DeskCard) -> bool:
    return game.facilitator.events[card.name].kind == "inject"


def _dated(live: LiveRoom, turns: range | list[int]) -> Iterator[tuple[int, str]]:
    for turn in turns:
        date = quarter_text(live.scenario.date(turn))
        yield turn, say("Turn {turn}, {date}", turn=turn + 1, date=date)


def _steps(game: Session) -> Iterator[tuple[str, tuple[LeverStep, ...]]]:
    """Yield each actor's title with the steps of its levers; papers are for the actors alone."""
    settings, levers = game.model.position.orders.settings, game.scenario.levers
    for actor in game.scenario.actors:
        steps = []
        for lever in levers.of(actor):
            for column in range(0 if lever.part else lever.columns):
                held = settings[lever.name][0, column : column + 1]
                near = {float(lever.away(held, by)[0]) for by in (-1, 1)}
                for value in sorted(near - {float(held[0])}):
                    text = setting_text(lever, value)
                    steps.append(
                        LeverStep(
                            order=f"{actor}: {lever.action(column, value).setting(levers)}",
                            text=f"{setting_title(lever, column)}: {text}",
                        )
                    )
        yield say_config(game.scenario.roles[actor].title), tuple(steps)


def _done(live: LiveRoom) -> Iterator[ActDone]:
    """Yield what the desk did at the tables, the latest first, and what waits."""
    for table, game in sorted(live.games.items()):
        state = game.log.state
        waiting = {line.id for line in game.facilitator.waiting}
        for line in reversed(state.acts):
            if line.id in state.withdrawn:
                continue
            waits = isinstance(line, Injected) and line.id in waiting
            yield ActDone(table=table, text=upper_first(act_text(line)), waits=waits)
