"""The outcome of a duel in plain sentences: who did better, and which clause lost the game."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import Any

from game.contests.duel import Duel, Side
from game.state.ties import above, at_least
from game.words.counts import count_of

Row = Mapping[Hashable, Any]

# What people read of a long condition.
SHOWN = 90
LEVEL = "0.0"


def tell_duel(duel: Duel) -> list[str]:
    """Return who did better, which clause lost the game, and what the winner owes most to."""
    if not duel.in_one_seat:
        return [_tell_change(duel, side) for side in duel.sides] + [
            sentence for side in duel.sides for sentence in _tell_clauses(duel, side)
        ]
    lost, won = in_order(duel)
    sentences = [_tell_winner(duel, lost, won)]
    if _is_decided(duel, won):
        sentences += [*_tell_clauses(duel, lost), *_tell_best(duel, won)]
    return sentences


def clause_that_lost(duel: Duel) -> Row | None:
    """Return the clause without which the side that did worse would not have done so, if any.

    It is the costliest one of that side, if it cost more than luck could have made any of the
    side's clauses cost, and at least as much as the side is behind.
    """
    lost, won = in_order(duel)
    if not (_is_decided(duel, won) or not duel.in_one_seat):
        return None
    clause = _costliest(duel, lost)
    return clause if clause is not None and _lost_by(clause, _behind(duel, lost)) else None


def in_order(duel: Duel) -> tuple[Side, Side]:
    """Return the side that did worse, then the other."""
    first, second = duel.sides
    behind = [_behind(duel, side) for side in duel.sides]
    return (first, second) if above(behind[0], behind[1]) else (second, first)


def _is_decided(duel: Duel, won: Side) -> bool:
    return bool(above(_margin(duel, won)["low"], 0.0))


def _tell_winner(duel: Duel, lost: Side, won: Side) -> str:
    row = _margin(duel, won)
    if row["equal"] == 1.0:
        return f"{_name(won)} and {_name(lost)} score the same in every game."
    by = f"{_points(row['margin'])} ({_points(row['low'])} to {_points(row['high'])}) points"
    if not _is_decided(duel, won):
        return (
            f"{_name(won)} and {_name(lost)} cannot be told apart: the difference of {by} is "
            "within the reach of luck."
        )
    worse = 1.0 - row["better"] - row["equal"]
    return (
        f"{_name(lost)} lost to {_name(won)} by {by}; "
        f"it did better in {worse:.0%} of {count_of(duel.replicates, 'game')}."
    )


def _tell_change(duel: Duel, side: Side) -> str:
    row = _margin(duel, side)
    led = f"{side.actor} led by {side.policy} scores {_points(row['score'])}"
    if side.policy == side.instead:
        return f"{led}; that is the scenario's own policy."
    is_firm = above(row["low"], 0.0) or above(0.0, row["high"])
    firm = "" if is_firm else ", within the reach of luck"
    return (
        f"{led}, {row['margin']:+.1f} ({row['low']:+.1f} to {row['high']:+.1f}) points against "
        f"{side.instead} in its place{firm}."
    )


def _tell_clauses(duel: Duel, side: Side) -> Iterator[str]:
    behind = _behind(duel, side)
    is_behind = bool(above(behind, 0.0))
    clause = _costliest(duel, side)
    if not len(duel.clauses_of(side)):
        yield f"{_name(side)} has no clauses to switch off."
    elif clause is None and is_behind:
        yield (
            f"No clause of {side.policy} lost the game: switching off any one gains nothing beyond "
            "the reach of luck, so it lost by what it does not do, or by clauses together."
        )
    elif clause is None:
        yield f"No clause of {side.policy} cost it anything beyond the reach of luck."
    elif _lost_by(clause, behind):
        ahead = _points(clause["gain"] - behind)
        without = "it would be level" if ahead == LEVEL else f"it would be {ahead} ahead"
        yield f"The clause that lost the game is {_tell_cost(clause)}; without it {without}."
    elif is_behind:
        yield (
            f"No clause of {side.policy} alone lost those {_points(behind)} points; the costliest "
            f"is {_tell_cost(clause)}."
        )
    else:
        yield f"The costliest clause of {side.policy} is {_tell_cost(clause)}."


def _tell_best(duel: Duel, side: Side) -> Iterator[str]:
    clauses = duel.clauses_of(side)
    if len(clauses) and above(0.0, clauses.iloc[-1]["high"]):
        row = clauses.iloc[-1].to_dict()
        yield (
            f"What {side.policy} owes most to is {_tell_clause(row)}, worth "
            f"{_points(-row['gain'])} ({_points(-row['high'])} to {_points(-row['low'])}) points."
        )


def _tell_cost(row: Row) -> str:
    span = f"({_points(row['low'])} to {_points(row['high'])})"
    return f"{_tell_clause(row)}, which cost {row['actor']} {_points(row['gain'])} {span} points"


def _tell_clause(row: Row) -> str:
    return f"clause {row['clause']}, '{_say(row)}: {row['sets']}'"


def _say(row: Row) -> str:
    when = row["when"]
    if when == "true":
        return "always"
    text = f"when {when}" if row["kind"] == "clause" else when
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def _costliest(duel: Duel, side: Side) -> Row | None:
    clauses = duel.clauses_of(side)
    if not len(clauses) or not above(clauses.iloc[0]["low"], 0.0):
        return None
    row: Row = clauses.iloc[0].to_dict()
    return row


def _lost_by(clause: Row, behind: float) -> bool:
    """Tell whether a clause cost at least what its side is behind.

    Without it the side may play the very games of the other, so that both are equal on paper.
    """
    return bool(above(behind, 0.0) and at_least(clause["gain"], behind))


def _behind(duel: Duel, side: Side) -> float:
    return -float(_margin(duel, side)["margin"])


def _margin(duel: Duel, side: Side) -> Row:
    row: Row = duel.margins[duel.margins["side"] == side.letter].iloc[0].to_dict()
    return row


def _name(side: Side) -> str:
    return f"{side.actor}'s {side.policy}"


def _points(value: float) -> str:
    # Adding 0 turns -0.0 into 0.0.
    return f"{round(value, 1) + 0.0:.1f}"
