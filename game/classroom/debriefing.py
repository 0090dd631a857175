"""The debrief of a class: where the tables ended, and what came of each swap."""

from __future__ import annotations

import dataclasses
import itertools
import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from game.ahead.ensemble import Ensemble
from game.classroom.asking import JudgedForecast, judge_forecasts
from game.classroom.live_room import LiveRoom
from game.classroom.parting import (
    Parting,
    PlayedOrder,
    SwapEffect,
    axis_text,
    compared_text,
    compared_value,
    list_candidates,
    measure,
    measured_in,
    swap_effect,
)
from game.classroom.policy_games import PolicyGames
from game.classroom.promises import WordTold, words_of
from game.classroom.public_view import table_name
from game.classroom.record_beside import BesideRecord, beside_record, facts_of
from game.classroom.replaying import Given, play_again
from game.classroom.room_lines import Swapped
from game.classroom.table_papers import order_title
from game.classroom.voting import VoteCount, count_votes
from game.errors import UserError
from game.seat.debrief.account import Fact
from game.state.position import Phase
from game.words.language import say, say_config
from game.words.numbers import (
    quarter_text,
    setting_text,
)

if TYPE_CHECKING:
    from game.session import Session


@dataclasses.dataclass(frozen=True, kw_only=True)
class Ended:
    """A number by which the tables are compared: its course at each table, turn by turn.

    `band` are the quantiles 5, 25, 50, 75 and 95 % of games that policies led, where there are any.
    """

    name: str
    title: str
    unit: str
    measured: str
    courses: Mapping[int, tuple[float, ...]]
    shown: Mapping[int, str]
    low: float
    high: float
    band: tuple[float, ...] = ()

    @property
    def levels(self) -> Mapping[int, int]:
        """The line on which a table's disc stands, so that no disc hides another."""
        levels: dict[int, int] = {}
        last: dict[int, float] = {}
        for table in sorted(self.shown, key=self.at):
            free = (n for n in range(len(self.shown)) if self.at(table) - last.get(n, -99.0) > 7.0)
            level = next(free, 0)
            levels[table], last[level] = level, self.at(table)
        return levels

    @property
    def ends(self) -> tuple[str, str]:
        """Both ends of the scale."""
        return compared_text(self.low, self.unit), compared_text(self.high, self.unit)

    def at(self, table: int, turn: int = -1) -> float:
        """Return where a table stands on the scale from 0 to 100."""
        return self.place(self.courses[table][turn])

    def axis(self, share: float) -> str:
        """Write the number at a height of the scale, 0 to 1."""
        return axis_text(self.low + share * (self.high - self.low), self.unit)

    def place(self, value: float) -> float:
        """Return where a value stands on that scale."""
        return 100.0 * (value - self.low) / (self.high - self.low or 1.0)


@dataclasses.dataclass(frozen=True, kw_only=True)
class DebriefView:
    """Everything that the board's debrief shows."""

    numbers: tuple[Ended, ...]
    effects: tuple[SwapEffect, ...]
    unmoved: tuple[SwapEffect, ...]
    is_ready: bool
    swaps: tuple[SwapEffect, ...]
    forecasts: tuple[JudgedForecast, ...]
    questions: tuple[str, ...]
    points: tuple[str, ...]
    dates: tuple[str, ...]
    tables: tuple[tuple[int, str], ...]
    words: tuple[WordTold, ...]
    votes: VoteCount
    answer: str
    beside: tuple[BesideRecord, ...]
    facts: tuple[Fact, ...]
    games: int


class RoomDebrief:
    """The debrief of a room: what is worked out of its games, and kept until it is shown."""

    def __init__(self, live: LiveRoom) -> None:
        self.live = live
        self.parting: Parting | None = None
        self._rewinds = 0
        self.policy_games = PolicyGames(live)
        self.replayed: dict[str, Session] = {}

    def work_out(self) -> bool:
        """Work out one thing more of the debrief; tell whether anything was left to do."""
        live = self.live
        if self.parting is None or self._rewinds != live.room.rewinds:
            # A class that went back and played on has other orders to explain.
            self.parting, self._rewinds = Parting(live), live.room.rewinds
            self.replayed.clear()
        if self.parting.is_ready:
            return False
        self.parting.work_one()
        return True

    def read(self) -> DebriefView:
        """Return what the board's debrief shows."""
        live = self.live
        parting = self.parting
        scenario = live.scenario
        played = max((len(game.played) for game in live.games.values()), default=0)
        games = self.policy_games.one
        effects = parting.shown if parting else ()
        return DebriefView(
            numbers=tuple(_read_number(live, name, games) for name in live.plan.compare),
            effects=effects,
            unmoved=parting.unmoved if parting else (),
            is_ready=parting is not None and parting.is_ready,
            swaps=tuple(self.swaps()),
            forecasts=tuple(judge_forecasts(live)),
            questions=tuple(say_config(asked.text) for asked in live.plan.questions),
            points=tuple(say_config(text) for text in scenario.brief.teaching_points),
            dates=tuple(quarter_text(scenario.date(turn)) for turn in range(played)),
            tables=tuple((table, table_name(table)) for table in sorted(live.games)),
            words=tuple(
                word for table, game in sorted(live.games.items()) for word in words_of(table, game)
            ),
            votes=count_votes(live),
            answer=effects[0].actor if effects and parting and parting.is_ready else "",
            beside=beside_record(live),
            facts=facts_of(live),
            games=games.games if games else 0,
        )

    def swap(self, text: str) -> None:
        """Play a table again with an order that it did not give, and keep what came of it.

        Raises
        ------
        UserError
            If the text names no table or no order.
        """
        live = self.live
        parts = text.split("|")
        if len(parts) != 6 or not parts[0].isdecimal() or int(parts[0]) not in live.games:
            raise UserError("", say("there is no such table or order"))
        table, turn, phase, actor, target, setting = parts
        live.tables.action((int(table), actor), target, setting)
        if phase not in ("measures", "responses") or not turn.isdecimal():
            raise UserError("", say("there is no such table or order"))
        phase_of_act: Phase = "measures" if phase == "measures" else "responses"
        line = Swapped(
            at=live.now(),
            table=int(table),
            turn=int(turn),
            phase=phase_of_act,
            actor=actor,
            target=target,
            setting=setting,
        )
        self._swapped(line)
        live.note(line)

    def offers(self) -> list[tuple[str, str]]:
        """Return the swaps that make sense: each order that tables differ by, at one without it."""
        live = self.live
        if self.parting is None:
            return []
        offers = []
        for order, tables in list_candidates(live):
            lever = live.scenario.levers[order.target.partition(".")[0]]
            action = live.tables.action((order.table, order.actor), order.target, order.setting)
            for table in sorted(set(live.games) - set(tables)):
                if order.actor in live.games[table].seats:
                    text = say(
                        "Table {number}, {date}: {lever}: {setting}",
                        number=table + 1,
                        date=quarter_text(live.scenario.date(order.turn)),
                        lever=order_title(lever, lever.column(action.member), live.scenario),
                        setting=setting_text(lever, action.value),
                    )
                    offers.append((dataclasses.replace(order, table=table).text, text))
        return offers

    def swaps(self) -> list[SwapEffect]:
        """Return what each swap came to, the latest first."""
        live = self.live
        return [self._swapped(line) for line in reversed(live.room.swaps)]

    def _swapped(self, line: Swapped) -> SwapEffect:
        live = self.live
        order = PlayedOrder(
            table=line.table,
            turn=line.turn,
            phase=line.phase,
            actor=line.actor,
            target=line.target,
            setting=line.setting,
        )
        if order.text not in self.replayed:
            game = live.games[line.table]
            given = Given(
                turn=line.turn, phase=line.phase, actor=line.actor, target=line.target,
                setting=line.setting,
            )  # fmt: skip
            self.replayed[order.text] = play_again(game, with_order=given)
        measured = measure(
            live,
            order,
            (line.table,),
            before=live.games[line.table],
            after=self.replayed[order.text],
        )
        return swap_effect(live, measured)


def _read_number(live: LiveRoom, name: str, games: Ensemble | None) -> Ended:
    observable = live.scenario.observables[name]
    courses = {
        table: tuple(compared_value(name, record.closed, game) for record in game.played)
        for table, game in live.games.items()
    }
    band = _read_band(name, games, max(map(len, courses.values()), default=0))
    values = [*itertools.chain.from_iterable(courses.values()), *band] or [0.0]
    margin = 0.1 * (max(values) - min(values)) or 1.0
    low, high = min(values) - margin, max(values) + margin
    if min(values) >= 0.0:
        low = max(low, 0.0)  # what cannot be negative has no scale below 0
    return Ended(
        name=name,
        title=say_config(observable.title),
        unit=observable.unit,
        measured=measured_in(observable.unit),
        courses=courses,
        shown={
            table: compared_text(course[-1], observable.unit)
            for table, course in courses.items()
            if course
        },
        low=low,
        high=high,
        band=band,
    )


def _read_band(name: str, games: Ensemble | None, turns: int) -> tuple[float, ...]:
    """Return how a number spreads among games that policies led, after so many turns."""
    if games is None or name not in games.bands or not turns:
        return ()
    band = tuple(float(value) for value in games.bands[name][:, turns - 1])
    return band if all(map(math.isfinite, band)) else ()
