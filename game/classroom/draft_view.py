"""The draft of a team as a page has it: settings and papers, ordered or waiting for a yes."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from game.classroom.arrivals import name_of
from game.classroom.live_room import LiveRoom
from game.classroom.room import Seat
from game.classroom.table_papers import TARGET, PaperForm, is_paper, proposed_paper
from game.seat.correspondence import Papers
from game.seat.levers import Row
from game.seat.orders_given import DRAFTS
from game.seat.seat_table import Sheet
from game.state.terms import lever_of
from game.turn.agreements import NONE, Paper
from game.words.diplomacy import own_paper_text
from game.words.language import say
from game.words.numbers import setting_text, thin

# Settings that a paper is made of; its answer is a row of its own.
PAPER_PARTS = ("paper", *DRAFTS)


@dataclasses.dataclass(frozen=True, kw_only=True)
class DraftLine:
    """A setting of the team's draft: an order that stands, or one that waits for a yes."""

    target: str
    title: str
    was: str
    new: str
    price: str
    names: tuple[str, ...]
    waits: bool
    is_mine: bool
    back: str


def read_draft(live: LiveRoom, seat: Seat, me: int, sheet: Sheet) -> tuple[DraftLine, ...]:
    """Return the draft of a seat for one of its people."""
    return *_settings(live, seat, me, sheet), *_papers(live, seat, me)


def _settings(live: LiveRoom, seat: Seat, me: int, sheet: Sheet) -> list[DraftLine]:
    work = live.room.work_of(seat)
    rows = {row.target: row for row in sheet.rows}
    lines = []
    for row in sheet.rows:
        backed = work.orders.get(row.target)
        if row.is_moved and row.lever.part not in PAPER_PARTS:
            names = tuple(name_of(live, person) for person in backed.agreed) if backed else ()
            lines.append(_draft_line(row, row.stops[row.new].text, names))
    for proposal in work.waiting.values():
        if is_paper(proposal.target):
            continue
        row = rows[proposal.target]
        action = live.tables.action(seat, proposal.target, proposal.setting)
        text = setting_text(row.lever, action.value)
        names = tuple(name_of(live, person) for person in proposal.agreed)
        line = _draft_line(row, text, names)
        lines.append(dataclasses.replace(line, waits=True, is_mine=me in proposal.agreed))
    return lines


def _papers(live: LiveRoom, seat: Seat, me: int) -> Iterator[DraftLine]:
    """Yield the papers of the team's draft, and those that wait for a yes."""
    game, work = live.tables.game_of(seat), live.room.work_of(seat)
    if game is None:
        return
    for paper in Papers(game, seat[1]).drafted:
        target = TARGET + paper.receiver
        backed = work.orders.get(target)
        names = tuple(name_of(live, person) for person in backed.agreed) if backed else ()
        yield _paper_line(live, seat, paper, names)
    for proposal in work.waiting.values():
        if is_paper(proposal.target):
            paper = proposed_paper(game, seat[1], proposal.target, proposal.setting)
            names = tuple(name_of(live, person) for person in proposal.agreed)
            line = _paper_line(live, seat, paper, names)
            yield dataclasses.replace(line, waits=True, is_mine=me in proposal.agreed)


def _paper_line(live: LiveRoom, seat: Seat, paper: Paper, names: tuple[str, ...]) -> DraftLine:
    lever = live.scenario.levers[lever_of(seat[1], "paper")]
    return DraftLine(
        target=TARGET + paper.receiver,
        title=say("Paper"),
        was="",
        new=own_paper_text(paper, live.scenario),
        price=thin(lever.cost),
        names=names,
        waits=False,
        is_mine=False,
        back=PaperForm(kind=NONE).text,
    )


def _draft_line(row: Row, new: str, names: tuple[str, ...]) -> DraftLine:
    return DraftLine(
        target=row.target,
        title=row.title,
        was=row.stops[row.now].text,
        new=new,
        price=row.price,
        names=names,
        waits=False,
        is_mine=False,
        back=setting_of(row, row.now),
    )


def setting_of(row: Row, place: int) -> str:
    """Return the text that orders a stop of a lever."""
    return row.lever.text(row.stops[place].action.value)
