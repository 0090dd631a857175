"""The orders of a turn as people are told them: who set what, from where, and why."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from game.language.expression import FlipPoint, SeenTerm
from game.state.levers import Action, Lever
from game.state.position import PHASES, Phase, Position
from game.state.scenario import Scenario
from game.turn.agreements import paper_in
from game.words.diplomacy import answer_text, paper_text
from game.words.language import say, say_config
from game.words.numbers import author, in_number, member_title, sentence

if TYPE_CHECKING:
    from agents.model import PhaseRecord
    from agents.policies.base import Foresight, Weighing

# Parts of papers that say nothing alone.
DRAFTS = ("terms", "months", "start")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Moved:
    """One setting that one order moved; a policy gave its reason and the values it saw."""

    phase: Phase
    lever: Lever
    column: int
    was: float
    now: float
    because: str
    clause: int
    seen: tuple[SeenTerm, ...]
    flips: tuple[FlipPoint, ...]
    weighing: Weighing | None
    foresight: Foresight | None

    @property
    def action(self) -> Action:
        """The order that moved it."""
        return self.lever.action(self.column, self.now)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Deed:
    """What one office did for one reason: `Commerce` `approves licences for H200 chips`.

    Covert deeds are told to nobody else.
    """

    actor: str
    author: str
    phase: Phase
    text: str
    because: str
    seen: tuple[SeenTerm, ...]
    flips: tuple[FlipPoint, ...]
    weighing: Weighing | None
    foresight: Foresight | None
    covert: bool

    @property
    def told(self) -> str:
        """The deed with its author: `Commerce approves licences for H200 chips`."""
        return say("{author} {deed}", author=self.author, deed=self.text)


def moves_of(
    opened: Position, phases: Mapping[Phase, PhaseRecord], scenario: Scenario
) -> Iterator[Moved]:
    """Yield the granted orders of a single game since a turn opened, phase by phase."""
    held = {name: values[0].copy() for name, values in opened.orders.settings.items()}
    for phase in PHASES:
        if phase not in phases:
            return
        record = phases[phase]
        for actor, grants in record.sealed.items():
            firings = {fired.clause: fired for fired in record.decisions[actor].firings}
            for grant in grants:
                if not grant.granted[0, 0]:
                    continue
                proposal = grant.proposal
                lever = scenario.levers[proposal.lever]
                now = min(max(float(proposal.values[0, 0]), lever.low), lever.high)
                fired = firings.get(proposal.clause)
                yield Moved(
                    phase=phase,
                    lever=lever,
                    column=proposal.column,
                    was=float(held[lever.name][proposal.column]),
                    now=now,
                    because=fired.because if fired else "",
                    clause=proposal.clause,
                    seen=fired.seen if fired else (),
                    flips=fired.flips if fired else (),
                    weighing=fired.weighing if fired else None,
                    foresight=fired.foresight if fired else None,
                )
                held[lever.name][proposal.column] = now


def deeds_of(
    opened: Position, phases: Mapping[Phase, PhaseRecord], scenario: Scenario
) -> list[Deed]:
    """Return what was done since a turn opened; moves of a clause on one lever are one deed.

    The deeds of one choice have their reason and their weighing once, with the first of them that
    is announced, and so have those of one plan what was seen ahead.
    """
    groups: dict[tuple[object, ...], list[Moved]] = {}
    moves = list(moves_of(opened, phases, scenario))
    papers = _Papers(moves, scenario)
    for moved in moves:
        if moved.lever.part in DRAFTS:
            continue  # told with the paper that they stand in
        alone = moved.clause < 0
        key: tuple[object, ...] = (moved.phase, moved.lever.name, moved.now, alone or moved.clause)
        if moved.lever.part:
            key = (*key, moved.column)  # each paper is a deed of its own
        groups.setdefault(key, []).append(moved)
    return _told_once([_tell(group, papers) for group in groups.values()])


def _told_once(deeds: Sequence[Deed]) -> list[Deed]:
    """Return deeds with each weighing and foresight at one of them only.

    That is the first announced one, as nobody else reads a covert one, else the first.
    """
    tellers: dict[int, Deed] = {}
    for deed in sorted(deeds, key=lambda deed: deed.covert):
        tellers.setdefault(id(deed.weighing), deed)
        tellers.setdefault(id(deed.foresight), deed)
    shown = []
    for deed in deeds:
        if deed.weighing is not None and tellers[id(deed.weighing)] is not deed:
            shown.append(dataclasses.replace(deed, because="", seen=(), weighing=None))
        elif tellers[id(deed.foresight)] is not deed:
            shown.append(dataclasses.replace(deed, foresight=None))
        else:
            shown.append(deed)
    return shown


def weighings_of(
    phases: Mapping[Phase, PhaseRecord], actor: str, target: str
) -> Iterator[tuple[Phase, Weighing]]:
    """Yield the choices that an actor considered about a setting, or any of a lever's."""
    for phase, record in phases.items():
        for fired in record.decisions[actor].firings:
            weighing = fired.weighing
            if weighing and any(
                target in (weighed, weighed.partition(".")[0]) for weighed in weighing.targets
            ):
                yield phase, weighing


def foresights_of(
    phases: Mapping[Phase, PhaseRecord], actor: str
) -> Iterator[tuple[Phase, Foresight]]:
    """Yield what an actor that looks ahead compared, phase by phase."""
    for phase, record in phases.items():
        for fired in record.decisions[actor].firings:
            if fired.foresight is not None:
                yield phase, fired.foresight


class _Papers:
    """The papers of a turn, as its orders left them."""

    def __init__(self, moves: Iterable[Moved], scenario: Scenario) -> None:
        self._scenario = scenario
        levers = scenario.levers.values()
        self._settings = {
            lever.name: np.full((1, lever.columns), lever.rest) for lever in levers if lever.part
        }
        for moved in moves:
            if moved.lever.part:
                self._settings[moved.lever.name][0, moved.column] = moved.now

    def tell(self, moved: Moved) -> str:
        """Return what was sent or answered, without who did it."""
        scenario, lever = self._scenario, moved.lever
        other = scenario.actors[moved.column]
        if lever.part == "answer":
            return answer_text(lever.text(moved.now), other, scenario)
        paper = paper_in(self._settings, scenario, lever.actor, other)
        assert paper is not None, moved.action
        return paper_text(paper, scenario)


def _tell(moves: Sequence[Moved], papers: _Papers) -> Deed:
    first = moves[0]
    lever = first.lever
    members = [member_title(lever, moved.column) for moved in moves] if lever.members else []
    return Deed(
        actor=lever.actor,
        author=author(lever),
        phase=first.phase,
        text=in_number(
            lever,
            papers.tell(first) if lever.part else sentence(lever, members, first.was, first.now),
        ),
        because=say_config(first.because),
        seen=first.seen,
        flips=first.flips,
        weighing=first.weighing,
        foresight=first.foresight,
        covert=lever.covert,
    )
