"""What one seat may read, as plain data: it is made from the seat's own view and from nothing else.

Texts are in the language in use; a page is these values and what `public_view` has.
"""

from __future__ import annotations

import dataclasses

from game.classroom.arrivals import name_of
from game.classroom.deals_view import DealsView, read_deals
from game.classroom.draft_view import DraftLine, read_draft, setting_of
from game.classroom.live_room import LiveRoom
from game.classroom.public_view import PublicTable, read_public
from game.classroom.room import RoomMember, Seat
from game.classroom.room_lines import Said
from game.classroom.table_papers import order_title
from game.classroom.teams import lead_of
from game.seat.aims import Gauge
from game.seat.levers import Row
from game.seat.orders_given import DRAFTS, Deed
from game.seat.refusals import refusals_of, refused_text
from game.seat.seat_table import Dispatch, SeatTable, Sheet
from game.state.position import Phase
from game.words.language import say, say_config, spoken
from game.words.numbers import setting_text, thin

# Levers with more settings than this are chosen from a list, others tapped.
MOST_TAPS = 5


@dataclasses.dataclass(frozen=True, kw_only=True)
class Mate:
    """A person of the team."""

    person: int
    name: str
    is_lead: bool
    is_away: bool
    is_me: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class StopChoice:
    """One stop of a lever: its words, the text that orders it, and why it may not be ordered."""

    text: str
    setting: str
    says: str
    price: str
    reason: str
    is_now: bool
    is_new: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class LeverLine:
    """A lever as a page has it."""

    target: str
    title: str
    says: str
    state: str
    is_moved: bool
    is_covert: bool
    reason: str
    choices: tuple[StopChoice, ...]
    precedent: str

    @property
    def is_list(self) -> bool:
        """Whether its settings are chosen from a list."""
        return len(self.choices) > MOST_TAPS


@dataclasses.dataclass(frozen=True, kw_only=True)
class Result:
    """What became of one order of the seat, and why it was refused where it was."""

    title: str
    setting: str
    is_granted: bool
    why: str
    is_covert: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class Message:
    """Something that was said, and when."""

    actor: str
    who: str
    to: str
    step: str
    text: str
    is_team: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class SeatView:
    """Everything on the page of a person with a seat."""

    member: RoomMember
    actor: str
    title: str
    team: tuple[Mate, ...]
    public: PublicTable
    says: str
    brief: str
    wants: tuple[str, ...]
    target: str
    gauges: tuple[Gauge, ...]
    score: str
    free: float
    pledged: float
    cap: float
    draft: tuple[DraftLine, ...]
    groups: tuple[tuple[str, tuple[LeverLine, ...]], ...]
    results: tuple[Result, ...]
    news: tuple[Dispatch, ...]
    messages: tuple[Message, ...]
    is_sealed: bool
    sealing: int
    is_mine_sealing: bool
    nudge: str
    asks_help: bool
    has_game: bool
    led_why: str

    @property
    def lead(self) -> Mate | None:
        """Who leads the team."""
        return next((mate for mate in self.team if mate.is_lead), None)


class SeatViews:
    """The pages of all seats; what a phase finds is read once for each seat and language."""

    def __init__(self, live: LiveRoom) -> None:
        self.live = live
        self._tables: dict[tuple[Seat, str, int, int], SeatTable] = {}

    def table(self, seat: Seat) -> SeatTable | None:
        """Return what a seat sees of its game, None where it plays in none yet."""
        game = self.live.tables.game_of(seat)
        if game is None:
            return None
        key = (seat, spoken(), id(game), self.live.room.rewinds)
        if key not in self._tables:
            self._tables[key] = SeatTable(game, seat[1])
        return self._tables[key]

    def deeds(self, seat: Seat) -> list[Deed]:
        """Return what the last reveal told the seat: the public, and its own covert deeds."""
        table, stage = self.table(seat), self.live.room.stage
        if table is None or stage not in ("reveal", "responses", "quarter"):
            return []
        phases: tuple[Phase, ...] = ("responses", "measures") if stage == "quarter" else (
            "measures",
        )  # fmt: skip
        return [deed for phase in phases for deed in table.deeds(phase)]

    def deals(self, seat: Seat) -> DealsView | None:
        """Return the papers and deals of the seat while orders can be given, else None."""
        game = self.live.tables.game_of(seat)
        if game is None or game.over or not self.live.room.is_open:
            return None
        return read_deals(game, seat[1])

    def read(self, person: int) -> SeatView | None:
        """Return the page of a person, None for one without a seat."""
        live = self.live
        member = live.room.members[person]
        if member.seat is None:
            return None
        seat, actor = member.seat, member.actor
        scenario, work = live.scenario, live.room.work_of(member.seat)
        role, table = scenario.roles[actor], self.table(seat)
        sheet = table.sheet if table is not None else None
        nudged = live.room.nudges.get(seat)
        return SeatView(
            member=member,
            actor=actor,
            title=say_config(role.title),
            team=_team(live, seat, person),
            public=read_public(live, seat[0]),
            says=say_config(scenario.brief.says),
            brief=say_config(scenario.brief.seats.get(actor, role.says)),
            wants=tuple(_aim_text(live, seat)),
            target=thin(scenario.targets[actor]),
            gauges=tuple(sheet.gauges) if sheet else (),
            score=table.score if table else "",
            free=sheet.capital.free if sheet else 0.0,
            pledged=sheet.capital.pledged if sheet else 0.0,
            cap=sheet.capital.cap if sheet else 0.0,
            draft=read_draft(live, seat, person, sheet) if sheet else (),
            # Judging each setting is most of a page's work, and only an open phase shows them.
            groups=_groups(sheet) if sheet and live.room.step.phase and not work.is_sealed else (),
            results=tuple(read_results(live, seat)),
            news=tuple(table.dispatches) if table else (),
            messages=tuple(read_messages(live, member)),
            is_sealed=work.is_sealed,
            sealing=len(work.sealing),
            is_mine_sealing=person in work.sealing,
            nudge=nudged.text if nudged else "",
            asks_help=seat in live.room.help,
            has_game=table is not None,
            led_why=live.room.led[seat].why if seat in live.room.led else "",
        )


def _team(live: LiveRoom, seat: Seat, me: int) -> tuple[Mate, ...]:
    team, away = live.room.team(seat), live.room.away
    lead = lead_of(team, away)
    return tuple(
        Mate(
            person=person,
            name=name_of(live, person),
            is_lead=person == lead,
            is_away=person in away,
            is_me=person == me,
        )
        for person in team
    )


def _aim_text(live: LiveRoom, seat: Seat) -> list[str]:
    return [
        say(
            "{aim} ({weight} %): {says}",
            aim=say_config(aim.title),
            weight=f"{100 * aim.weight:.0f}",
            says=say_config(aim.says),
        )
        for aim in live.scenario.aims[seat[1]]
    ]


def _groups(sheet: Sheet) -> tuple[tuple[str, tuple[LeverLine, ...]], ...]:
    groups: dict[str, list[LeverLine]] = {}
    for row in sheet.rows:
        if row.lever.part:
            continue  # papers are written and answered on forms of their own
        groups.setdefault(say_config(row.group), []).append(_lever_line(row))
    return tuple((heading, tuple(rows)) for heading, rows in groups.items())


def _lever_line(row: Row) -> LeverLine:
    lever = row.lever
    precedent = row.precedents[0] if row.precedents else None
    return LeverLine(
        target=row.target,
        title=row.title,
        says=say_config(_lever_says(row)),
        state=row.stops[row.new].text,
        is_moved=row.is_moved,
        is_covert=lever.covert,
        reason=row.reason,
        choices=tuple(
            StopChoice(
                text=stop.text,
                setting=setting_of(row, place),
                says=stop.says,
                price=thin(stop.verdict.cost) if place != row.now else "",
                reason="" if place == row.new else stop.reason,
                is_now=place == row.now,
                is_new=place == row.new,
            )
            for place, stop in enumerate(row.stops)
        ),
        precedent=f"{precedent.date}: {precedent.says}" if precedent else "",
    )


def _lever_says(row: Row) -> str:
    from game.config.scenarios import shipped_library

    return shipped_library().levers[row.lever.actor][row.lever.name].says


def read_results(live: LiveRoom, seat: Seat) -> list[Result]:
    """Return what became of the seat's own orders in the last phase that was sealed."""
    game = live.tables.game_of(seat)
    if game is None or live.room.stage not in ("reveal", "responses", "quarter"):
        return []
    phase: Phase = "responses" if live.room.stage == "quarter" else "measures"
    record = game.model.record.get(phase)
    if record is None:
        return []
    reasons = {
        order.action.target: refused_text(order, live.scenario)
        for order in refusals_of(game.model.record, live.scenario)
        if (order.phase, order.actor) == (phase, seat[1])
    }
    results = []
    for grant in record.sealed[seat[1]]:
        lever = live.scenario.levers[grant.proposal.lever]
        if not grant.asked[0, 0] or lever.part in DRAFTS:
            continue
        value = min(max(float(grant.proposal.values[0, 0]), lever.low), lever.high)
        results.append(
            Result(
                title=order_title(lever, grant.proposal.column, live.scenario),
                setting=setting_text(lever, value),
                is_granted=bool(grant.granted[0, 0]),
                why=reasons.get(lever.target(grant.proposal.column), ""),
                is_covert=lever.covert,
            )
        )
    return results


def read_messages(live: LiveRoom, member: RoomMember) -> list[Message]:
    """Return what a person's seat was told and what it said, the latest first."""
    heard = [line for line in live.room.messages if _hears(member, line)]
    return [_message(live, member, line) for line in reversed(heard)]


def _hears(member: RoomMember, line: Said) -> bool:
    if line.table != member.table:
        return False
    return line.to == "" or member.actor in (line.actor, line.to)


def _message(live: LiveRoom, member: RoomMember, line: Said) -> Message:
    titles = {actor: say_config(live.scenario.roles[actor].title) for actor in live.scenario.actors}
    is_team = line.to == line.actor
    is_own = line.actor == member.actor
    step = live.agenda[line.place]
    return Message(
        actor=line.actor,
        who=name_of(live, line.person) if is_own else titles[line.actor],
        to=say("team") if is_team else titles[line.to] if line.to else say("the whole table"),
        step=say("turn {turn}", turn=step.turn + 1),
        text=line.text,
        is_team=is_team,
    )
