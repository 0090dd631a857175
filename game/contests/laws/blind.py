"""Laws 1 to 3 and 22: nobody wins without reading the board, and players are in order."""

from __future__ import annotations

import numpy as np

from game.contests.laws.foresight import read_strategist
from game.contests.laws.ground import Ground
from game.contests.laws.readings import Reading, percent
from game.contests.redteam.search import Found
from game.contests.redteam.side_by_side import standard_error
from game.state.world import Floats


def read_blind_plans(ground: Ground, seat: str) -> list[Reading]:
    """Read law 1: the best constant and the best dated plan, against the best ordinary policy."""
    readings = []
    for line_up in ground.searched:
        best = ground.best_ordinary(seat, line_up)
        ordinary = ground.ordinary_scores(seat, line_up)[best]
        for kind, attempt in (
            ("constant plan", ground.constant(seat, line_up)),
            ("dated plan", ground.dated(seat, line_up)),
        ):
            scores = ground.test_plan(seat, line_up, attempt)
            cell = ground.cell(1, seat, line_up)
            behind = ordinary - scores
            readings += [
                Reading(
                    cell=cell,
                    part=f"{kind} wins",
                    value=percent(ground.won(seat, scores)),
                    high=55.0,
                    notes=_settings(ground, attempt),
                ),
                Reading(
                    cell=cell,
                    part=f"{kind} behind the best ordinary policy",
                    value=float(behind.mean()),
                    error=standard_error(behind),
                    unit="points",
                    low=2.0,
                    errors=2.0,
                    notes=((best, float(ordinary.mean())), (kind, float(scores.mean()))),
                ),
            ]
    return readings


def _settings(ground: Ground, attempt: Found) -> tuple[tuple[str, float], ...]:
    """Return the steps of a plan with the turn each holds from, the first being 1."""
    levers = ground.scenario.levers
    return tuple(
        (f"{step.order.setting(levers)} from turn", step.turn + 1.0) for step in attempt.plan
    )


def read_bots(ground: Ground, seat: str) -> list[Reading]:
    """Read law 2: the players that need no search."""
    return [
        reading for line_up in ground.line_ups for reading in read_bots_in(ground, seat, line_up)
    ]


def read_bots_in(ground: Ground, seat: str, line_up: str) -> list[Reading]:
    """Read law 2 in one line-up."""
    return [
        Reading(
            cell=ground.cell(2, seat, line_up),
            part=bot,
            value=percent(ground.won(seat, scores)),
            high=25.0,
            notes=(("mean score", float(scores.mean())),),
        )
        for bot, scores in ground.bot_scores(seat, line_up).items()
    ]


def read_best_ordinary(ground: Ground, seat: str) -> list[Reading]:
    """Read law 3: how often the best ordinary policy wins, what decides, and who beats it.

    A seat that is decided by luck or by its opponents alone meets no law by its play.
    """
    line_up = ground.searched[0]
    best = ground.best_ordinary(seat, line_up)
    scores = {name: ground.scores(seat, name) for name in ground.line_ups}
    return [
        Reading(
            cell=ground.cell(3, seat, line_up),
            part="best ordinary policy wins",
            value=percent(ground.won(seat, scores[line_up][best])),
            low=40.0,
            high=60.0,
            notes=((best, float(scores[line_up][best].mean())),),
        ),
        Reading(
            cell=ground.cell(3, seat),
            part="of the score's variance is the seat's own policy, alone and with its opponents",
            value=100.0
            * own_share(np.array([list(by_player.values()) for by_player in scores.values()])),
            low=100.0 / 3.0,
        ),
        *read_strategist(ground, seat, 3),
    ]


def own_share(scores: Floats) -> float:
    """Return the share of variance that players explain, alone and with their line-up.

    Scores are (line-ups, players, games); what is left is the line-up's own and luck's.
    """
    means = scores.mean(axis=2)
    apart = means - means.mean(axis=1, keepdims=True)
    whole = float(scores.var())
    return float((apart**2).mean()) / whole if whole else 0.0


def read_order_of_players(ground: Ground, seat: str) -> list[Reading]:
    """Read law 22: nothing below random below the best ordinary policy below the strategist."""
    line_up = ground.searched[0]
    scores = ground.scores(seat, line_up)
    best = scores[ground.best_ordinary(seat, line_up)]
    pairs = (
        ("random above nothing", scores["random"] - scores["nothing"]),
        ("best ordinary policy above random", best - scores["random"]),
    )
    return [
        *read_strategist(ground, seat, 22),
        *_apart(ground, seat, line_up, pairs),
    ]


def _apart(
    ground: Ground, seat: str, line_up: str, pairs: tuple[tuple[str, Floats], ...]
) -> list[Reading]:
    return [
        Reading(
            cell=ground.cell(22, seat, line_up),
            part=part,
            value=float(np.mean(ahead)),
            error=standard_error(ahead),
            unit="points",
            low=5.0,
        )
        for part, ahead in pairs
    ]
