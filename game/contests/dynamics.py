"""Where learning seats go when equilibria are too many to solve for: replicators and alpha-rank."""

from __future__ import annotations

import dataclasses

import numpy as np

from game.contests.equilibria import KeepGoing, Mix, expected, go_on, judge_mix, profiles_in
from game.mathematics import exp, log1p
from game.state.chance import Chance
from game.state.ties import above, at_least
from game.state.world import Floats

STEPS = 2000
# Policies grow by exp(RATE) a step where they earn a whole spread of payoffs more than others.
RATE = 0.5
STARTS = 8
# A mix whose gap is below this share of the spread of payoffs is at rest.
AT_REST = 1e-3
STILL = 1e-7
# How seldom a seat that learns takes a step that costs it something.
SLIP = 0.01
SETTLED = 1e-9
MOST_STEPS = 50_000
# The clock is asked once in so many steps.
ASKED = 50


@dataclasses.dataclass(frozen=True, kw_only=True)
class Rest:
    """Where replicators went, and from which share of the starts.

    `settled` says that they stopped there; otherwise they circle, and the mix is their average.
    """

    mix: Mix
    share: float
    settled: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class Ranking:
    """The share of time that learning seats spend in each profile; `mass` is (k1, ..., km).

    `settled` is False where the time ran out before the shares stood still to `residual`.
    """

    mass: Floats
    residual: float
    settled: bool

    def shares(self, seat: int) -> Floats:
        """Return the share of time in which a seat follows each of its policies."""
        others = tuple(axis for axis in range(self.mass.ndim) if axis != seat)
        return np.asarray(self.mass.sum(axis=others))


def replicate(
    payoffs: Floats,
    *,
    starts: int = STARTS,
    steps: int = STEPS,
    seed: int = 0,
    keep_going: KeepGoing = go_on,
) -> tuple[list[Rest], bool]:
    """Return where multi-population replicators go from an even mix and from random ones.

    Policies that earn more than their seat's mean grow, in discrete time with exponential weights.
    The time average of a path that circles is judged too, and kept where it is the nearer to an
    equilibrium.

    Parameters
    ----------
    payoffs
        Shape (k1, ..., km, m).
    keep_going
        Asked from time to time; once it says no, no further start is begun.

    Returns
    -------
    rests
        The commonest first; shares are of the starts that were tried. Those at which every seat
        earns the same count as one.
    finished
        Whether all starts were tried.
    """
    spread = max(float(np.ptp(payoffs)), np.finfo(np.float64).tiny)
    scaled = payoffs / spread
    arrived: list[tuple[Mix, bool]] = []
    for start in _draw_starts(payoffs.shape[:-1], starts, seed):
        path = _follow(scaled, start, steps, keep_going)
        if path is None:
            break
        last, mean = (judge_mix(payoffs, end) for end in path)
        settled = last.gap <= AT_REST * spread
        nearer = last if settled or at_least(mean.gap, last.gap, spread) else mean
        arrived.append((nearer, settled))
    return _gather(arrived, AT_REST * spread), len(arrived) == starts + 1


def _draw_starts(shape: tuple[int, ...], starts: int, seed: int) -> list[list[Floats]]:
    drawn = [[np.full(count, 1.0 / count) for count in shape]]
    chance = Chance(seed, 0, starts)
    # Exponentials that are scaled to sum 1 are spread evenly over all mixes.
    waits = [-log1p(-chance.uniform(f"start_{seat}", n)) for seat, n in enumerate(shape)]
    for start in range(starts):
        drawn.append([wait[start] / wait[start].sum() for wait in waits])
    return drawn


def _follow(
    payoffs: Floats, start: list[Floats], steps: int, keep_going: KeepGoing
) -> tuple[list[Floats], list[Floats]] | None:
    """Return the last mix and the average one, or None where the time ran out.

    A path that has come as near to an equilibrium as `STILL` is at its end.
    """
    now, summed, done = start, [np.zeros_like(share) for share in start], 0
    while done < steps:
        if done % ASKED == 0 and not keep_going():
            return None
        earned = [expected(payoffs, now, seat) for seat in range(len(now))]
        if max(float(e.max() - e @ share) for share, e in zip(now, earned, strict=True)) <= STILL:
            break
        grown = [share * exp(RATE * (e - e.max())) for share, e in zip(now, earned, strict=True)]
        now = [share / share.sum() for share in grown]
        summed = [total + share for total, share in zip(summed, now, strict=True)]
        done += 1
    return now, [total / done for total in summed] if done else now


def _gather(arrived: list[tuple[Mix, bool]], close: float) -> list[Rest]:
    groups: list[tuple[Mix, bool, int]] = []
    for mix, settled in arrived:
        for place, (old, rested, count) in enumerate(groups):
            if rested == settled and _near(mix, old, close):
                nearer = mix if above(old.gap, mix.gap) else old
                groups[place] = (nearer, rested, count + 1)
                break
        else:
            groups.append((mix, settled, 1))
    rests = [
        Rest(mix=mix, share=count / len(arrived), settled=settled) for mix, settled, count in groups
    ]
    return sorted(rests, key=lambda rest: -rest.share)


def _near(mix: Mix, other: Mix, close: float) -> bool:
    return float(np.abs(np.subtract(mix.payoffs, other.payoffs)).max()) <= close


def alpha_rank(
    payoffs: Floats, *, slip: float = SLIP, slack: float = 0.0, keep_going: KeepGoing = go_on
) -> Ranking:
    """Return the share of time in each profile when seats, one at a time, try other policies.

    A random seat tries one of its other policies: it keeps one that is better with probability
    1 - `slip`, one that is as good (to `slack`) with 1/2, one that is worse with `slip`. The shares
    are the stationary distribution of that chain over all profiles.

    Source: Omidshafiei et al. (2019), alpha-rank, in its limit of strong selection.

    Parameters
    ----------
    payoffs
        Shape (k1, ..., km, m).
    keep_going
        Asked from time to time; once it says no, the shares reached so far are returned.
    """
    from scipy import sparse  # read here: it takes a second

    shape = payoffs.shape[:-1]
    count = profiles_in(payoffs)
    steps = sum(policies - 1 for policies in shape)
    if steps == 0:
        return Ranking(mass=np.ones(shape), residual=0.0, settled=True)
    here, there, taken = _moves(payoffs, slip, slack)
    chain = sparse.csr_array((taken / steps, (there, here)), shape=(count, count))
    stay = 1.0 - np.asarray(chain.sum(axis=0)).ravel()
    mass, residual = np.full(count, 1.0 / count), np.inf
    for step in range(MOST_STEPS):
        if step % ASKED == 0 and not keep_going():
            break
        after = chain @ mass + stay * mass
        residual = float(np.abs(after - mass).sum())
        mass = after / after.sum()
        if residual < SETTLED:
            break
    return Ranking(mass=mass.reshape(shape), residual=residual, settled=residual < SETTLED)


def _moves(payoffs: Floats, slip: float, slack: float) -> tuple[Floats, Floats, Floats]:
    """Return from where to where each try of another policy leads, and how often it is kept."""
    shape = payoffs.shape[:-1]
    index = np.arange(profiles_in(payoffs)).reshape(shape)
    parts = []
    for seat, policies in enumerate(shape):
        payoffs_of_seat = payoffs[..., seat]
        for shift in range(1, policies):
            other = np.roll(index, -shift, axis=seat)
            gain = np.roll(payoffs_of_seat, -shift, axis=seat) - payoffs_of_seat
            worse = np.where(above(-slack, gain), slip, 0.5)
            kept = np.where(above(gain, slack), 1.0 - slip, worse)
            parts.append((index.ravel(), other.ravel(), kept.ravel()))
    here, there, taken = (np.concatenate(column) for column in zip(*parts, strict=True))
    return here, there, taken
