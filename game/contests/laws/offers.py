"""Law 8: actors bargain; offers are taken, deals broken and threats carried out now and then."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Mapping

import numpy as np

from game.contests.laws.dictated import DictatedCast, answer_of, play_arms
from game.contests.laws.ground import Ground
from game.contests.laws.readings import Reading, percent
from game.contests.redteam.side_by_side import Reader
from game.state.orders import Flags
from game.state.position import Position
from game.state.scenario import Scenario
from game.state.terms import lever_of
from game.state.world import Floats

COUNTS = (
    "offers_made", "offers_taken", "demands_made", "demands_met", "deals_kept", "deals_broken",
    "threats_refused", "threats_carried",
)  # fmt: skip
# An offer counts if accepting it is so close to refusing, in points of who gets it.
CLOSE = 3.0
# Turns whose offers are accepted and refused side by side.
TRIED = (0, 4, 8)


def read_bargaining(ground: Ground) -> list[Reading]:
    """Read law 8: papers by line-up, and whether offers of the scenario's own are close calls."""
    close = read_close_offers(ground)
    papers = (read_papers(ground, line_up, close.value / 100.0) for line_up in ground.line_ups)
    return [close, *itertools.chain.from_iterable(papers)]


def read_papers(ground: Ground, line_up: str, share: float) -> list[Reading]:
    """Read law 8 in one line-up; `share` of the offers are close calls."""
    played = ground.play(
        [ground.line_ups[line_up]],
        watch={**{name: read_sum(name) for name in COUNTS}, "pending": _pending},
    )
    count = {name: float(values[0, :, -1].sum()) for name, values in played.series.items()}
    cell, games = ground.cell(8, line_up=line_up), ground.budget.testing
    turns = games * ground.scenario.turns
    ended = count["deals_kept"] + count["deals_broken"]
    refused = count["threats_refused"] - count["pending"]
    shares = (
        ("offers that are accepted", "offers_taken", count["offers_made"], 20.0, 70.0),
        ("deals that are broken", "deals_broken", ended, 5.0, 30.0),
        ("refused threats that are carried out", "threats_carried", refused, 30.0, 80.0),
    )
    return [
        Reading(
            cell=cell,
            part="offers that are close calls, and demands",
            value=(share * count["offers_made"] + count["demands_made"]) / turns,
            unit="a turn",
            low=1.0,
            notes=tuple((name.replace("_", " "), count[name] / games) for name in COUNTS),
        ),
        *(
            Reading(
                cell=cell,
                part=part,
                value=100.0 * count[name] / of,
                low=low,
                high=high,
                notes=(("of", of),),
            )
            for part, name, of, low, high in shares
            if of > 0.0  # where nobody threatened, no threat was empty
        ),
    ]


def read_close_offers(ground: Ground) -> Reading:
    """Read how many offers are worth about as much accepted as refused to who gets them.

    In the scenario's own line-up, in three turns; both answers meet the same luck to the end.
    """
    sent = _sent(ground)
    gains = [
        gain
        for turn in TRIED
        if turn < ground.scenario.turns
        for gain in _tried(
            ground, turn, {pair: offers[:, turn + 1] > 0.0 for pair, offers in sent.items()}
        )
    ]
    every = np.concatenate(gains) if gains else np.zeros(0)
    return Reading(
        cell=ground.cell(8, line_up="own"),
        part=f"offers within {CLOSE:g} points accepted or refused",
        value=percent(np.abs(every) <= CLOSE) if every.size else 0.0,
        notes=(
            ("offers tried", float(every.size)),
            ("better accepted, %", percent(every > 0.0) if every.size else 0.0),
            ("better refused, %", percent(every < 0.0) if every.size else 0.0),
        ),
    )


def _sent(ground: Ground) -> dict[tuple[str, str], Floats]:
    """Return where offers are sent, by sender and receiver, (games, 1 + turns)."""
    scenario, cast = ground.scenario, ground.line_ups["own"]
    pairs = [
        (scenario.actors[pledge.giver], scenario.actors[pledge.receiver])
        for pledge in scenario.params.terms.pledges
    ]
    sent = ground.play([cast], watch={" ".join(pair): read_offer(*pair) for pair in pairs}).series
    return {pair: sent[" ".join(pair)][0] for pair in pairs}


def _tried(ground: Ground, turn: int, where: Mapping[tuple[str, str], Flags]) -> list[Floats]:
    """Return what accepting over refusing brings its reader, for each pair that sends offers.

    `where` tells in which games it is sent in that turn.
    """
    scenario, cast = ground.scenario, ground.line_ups["own"]
    open_pairs = [pair for pair in where if where[pair].any()]
    arms = [
        DictatedCast(
            cast=cast,
            dictated=((reader, "responses", (answer_of(scenario, reader, sender, answer),)),),
        )
        for sender, reader in open_pairs
        for answer in ("accept", "refuse")
    ]
    budget = ground.budget
    played = play_arms(scenario, arms, turn=turn, seed=budget.test, games=budget.testing)
    gains = []
    for number, (sender, reader) in enumerate(open_pairs):
        scores = np.concatenate([game.scores[reader] for game in played])
        accepted, refused = scores[2 * number], scores[2 * number + 1]
        gains.append((accepted - refused)[where[sender, reader]])
    return gains


def read_sum(name: str) -> Reader:
    """Return the reader of a count, summed over actors."""
    return functools.partial(_sum, name)


def _sum(name: str, position: Position, _scenario: Scenario) -> Floats:
    values: Floats = getattr(position.world, name).sum(axis=1, keepdims=True)
    return values


def _pending(position: Position, scenario: Scenario) -> Floats:
    """Return how many threats hang that may still be carried out."""
    hanging = [
        (position.world.threat_left[:, pledge.terms] > 0.0).any(axis=1, keepdims=True)
        for pledge in scenario.params.terms.pledges
    ]
    pending: Floats = np.sum(hanging, axis=0, dtype=np.float64)
    return pending


def read_offer(sender: str, receiver: str) -> Reader:
    """Return the reader of whether an offer was sent in the turn just passed."""
    return functools.partial(_offer, sender, receiver)


def _offer(sender: str, receiver: str, position: Position, scenario: Scenario) -> Floats:
    lever, column = scenario.levers[lever_of(sender, "paper")], scenario.actors.index(receiver)
    sent = position.sealed.settings[lever.name][:, column : column + 1] == lever.scale["offer"]
    return np.where(sent, 1.0, 0.0)
