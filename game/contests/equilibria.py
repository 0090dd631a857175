"""Where no seat gains by another policy: pure and mixed equilibria of a table of payoffs.

A table of payoffs has one axis for each of m seats, as long as the seat has policies, and last an
axis with the payoff of each seat: shape (k1, ..., km, m).
"""

from __future__ import annotations

import dataclasses
import math
import warnings
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from game.state.orders import Flags
from game.state.ties import above, at_least, first_best, ranks
from game.state.world import Floats

KeepGoing = Callable[[], bool]

# Mixes whose probabilities differ by less are one; a gap of less than this share of the spread of
# payoffs is none.
SAME_MIX = 1e-4
NO_GAP = 1e-6


@dataclasses.dataclass(frozen=True, kw_only=True)
class Mix:
    """How often each seat follows each of its policies.

    `payoffs` is what each seat expects, `gap` the most that a seat would gain by leaving its mix
    for one policy: 0 in an equilibrium.
    """

    probabilities: tuple[Floats, ...]
    payoffs: tuple[float, ...]
    gap: float


def go_on() -> bool:
    """Never stop."""
    return True


def regrets(payoffs: Floats) -> Floats:
    """Return what each seat would have gained by its best reply, in every profile; same shape."""
    seats = payoffs.shape[-1]
    payoffs_by_seat = [payoffs[..., seat] for seat in range(seats)]
    return np.stack(
        [
            payoff.max(axis=seat, keepdims=True) - payoff
            for seat, payoff in enumerate(payoffs_by_seat)
        ],
        axis=-1,
    )


def is_equilibrium(payoffs: Floats, slack: float = 0.0) -> Flags:
    """Return in which profiles no seat gains by changing its policy alone; shape (k1, ..., km).

    Gains of no more than `slack` are none.
    """
    return np.asarray(at_least(slack, regrets(payoffs)).all(axis=-1))


def pure_equilibria(payoffs: Floats, slack: float = 0.0) -> list[tuple[int, ...]]:
    """Return the profiles in which no seat gains by changing its policy alone, as indices."""
    places = np.argwhere(is_equilibrium(payoffs, slack))
    return [tuple(int(index) for index in place) for place in places]


def dominated_by(payoffs: Floats, seat: int, slack: float = 0.0) -> list[int | None]:
    """Return for each policy of a seat one that is better whatever the others do, if there is.

    Of several, the one that is best on average over what the others do.
    """
    payoffs_of_seat = np.moveaxis(payoffs[..., seat], seat, 0)
    rows = payoffs_of_seat.reshape(len(payoffs_of_seat), -1)
    better = np.asarray(above(rows[np.newaxis], rows[:, np.newaxis] + slack).all(axis=-1))
    means = rows.mean(axis=1)
    return [first_best(np.where(row, means, -np.inf)) if row.any() else None for row in better]


def expected(payoffs: Floats, probabilities: Sequence[Floats], seat: int) -> Floats:
    """Return what each policy of a seat earns it while the others follow their mixes."""
    value = payoffs[..., seat]
    # From the last axis on, so that the axes before keep their places.
    for other in reversed(range(len(probabilities))):
        if other != seat:
            value = np.tensordot(value, probabilities[other], axes=(other, 0))
    return value


def judge_mix(payoffs: Floats, probabilities: Sequence[Floats]) -> Mix:
    """Return a mix with what each seat expects of it and how far it is from an equilibrium."""
    earned = [expected(payoffs, probabilities, seat) for seat in range(len(probabilities))]
    means = [float(payoff @ mix) for payoff, mix in zip(earned, probabilities, strict=True)]
    gap = max(float(payoff.max()) - mean for payoff, mean in zip(earned, means, strict=True))
    return Mix(probabilities=tuple(probabilities), payoffs=tuple(means), gap=max(gap, 0.0))


def two_seat_equilibria(payoffs: Floats) -> list[Mix]:
    """Return the mixed equilibria, pure ones included, of a game of two seats.

    Vertex and support enumeration of nashpy, for either alone misses some by rounding; each answer
    is checked, and kept once. (Its Lemke-Howson paths can circle for ever.)
    A degenerate game can have a continuum of equilibria, of which these are corners.

    Parameters
    ----------
    payoffs
        Shape (k1, k2, 2).

    Raises
    ------
    ValueError
        If the game has not two seats.
    """
    if payoffs.ndim != 3 or payoffs.shape[-1] != 2:
        raise ValueError(f"two seats are needed, not payoffs of shape {payoffs.shape}")
    mixes: list[Mix] = []
    for pair in _candidates(payoffs[..., 0], payoffs[..., 1]):
        shares = [np.clip(np.asarray(share, dtype=np.float64), 0.0, None) for share in pair]
        if not all(np.isfinite(share).all() and share.sum() > 0.0 for share in shares):
            continue
        mix = judge_mix(payoffs, [share / share.sum() for share in shares])
        if mix.gap <= NO_GAP * max(float(np.ptp(payoffs)), 1.0) and not _known(mix, mixes):
            mixes.append(mix)
    return _in_order(mixes)


def _candidates(rows: Floats, columns: Floats) -> Iterator[tuple[Floats, Floats]]:
    # Read here: it brings scipy with it, which takes a second.
    import nashpy

    if 1 in rows.shape:
        yield from _best_replies(rows, columns)
        return
    game = nashpy.Game(rows, columns)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        # It warns of degenerate games; what it returns is checked instead.
        warnings.simplefilter("ignore")
        for solve in (game.vertex_enumeration, game.support_enumeration):
            try:
                yield from (pair for pair in solve() if _fits(pair, rows.shape))
            except Exception:  # a degenerate table can break qhull
                continue


def _best_replies(rows: Floats, columns: Floats) -> Iterator[tuple[Floats, Floats]]:
    payoffs = np.stack([rows, columns], axis=-1)
    for row, column in pure_equilibria(payoffs):
        yield np.eye(rows.shape[0])[row], np.eye(rows.shape[1])[column]


def _fits(pair: tuple[Floats, Floats], shape: tuple[int, ...]) -> bool:
    return tuple(len(share) for share in pair) == shape


def _known(mix: Mix, mixes: list[Mix]) -> bool:
    return any(
        all(
            np.abs(share - other).max() < SAME_MIX
            for share, other in zip(mix.probabilities, old.probabilities, strict=True)
        )
        for old in mixes
    )


def _in_order(mixes: list[Mix]) -> list[Mix]:
    """Return mixes by how many policies they use, then by their probabilities, larger first."""
    if not mixes:
        return []
    shares = np.array([np.concatenate(mix.probabilities) for mix in mixes])
    used = (shares > SAME_MIX).sum(axis=1)
    ranked = np.stack([ranks(column, descending=True) for column in shares.T])
    # The last key of a lexical sort counts first.
    return [mixes[place] for place in np.lexsort((*ranked[::-1], used))]


def profiles_in(payoffs: Floats) -> int:
    """Return how many profiles a table of payoffs has."""
    return math.prod(payoffs.shape[:-1])
