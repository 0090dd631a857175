"""Verdicts on a paired difference: what it does at most draws, and whether luck lets that be said.

All draws of the uncertain numbers meet the same lucks, so the error of luck is common to all draws
and many draws do not make it smaller. Draws and lucks are therefore resampled together.
"""

from __future__ import annotations

import dataclasses
import functools
import math
from collections.abc import Mapping
from typing import Literal, TypeAlias

import numpy as np

from game.analysis.blocks import Ints, draw_blocks
from game.analysis.resampling import band, student_reach
from game.mathematics import power
from game.state.chance import Chance
from game.state.orders import Flags
from game.state.ties import TIE, above, tied
from game.state.world import Floats

Direction: TypeAlias = Literal["more", "less", "same"]
# Beside a direction: draws that disagree, too few lucks or draws to tell, and nothing that moves.
Verdict: TypeAlias = Literal["more", "less", "same", "open", "lucks", "draws", "constant"]

DIRECTIONS: tuple[Direction, ...] = ("more", "less", "same")
UNDECIDED: tuple[Verdict, ...] = ("lucks", "draws")
# The share of the draws from which on a direction is an answer.
MOST = 2 / 3
DRAWS = 600
# Bands hold 95 %: of 100 sentences about nothing, luck makes 5 firm, half of them on either side.
SURE = 0.95
TAIL = (1.0 - SURE) / 2.0
# More lucks than this are not worth asking for.
MOST_LUCKS = 100_000
Span: TypeAlias = tuple[float, float]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Evidence:
    """What a difference is in resamples of draws and lucks.

    `means` has the mean over luck at each draw of the uncertain numbers, (P,); `far` how far it
    lies from there in each resample of the lucks, (P, n), widened for few lucks; `drawn` the draws
    of each resample, (n, P). `spread` is the standard deviation of the draws' true means, `noise`
    that of what luck does at one draw and not at all of them. `sampled` says that draws are a
    sample of independent blocks, (blocks); 0 where they are all there are.
    """

    means: Floats
    far: Floats
    drawn: Ints
    lucks: int
    spread: float
    noise: float
    size: float
    sampled: int
    constant: bool

    @property
    def points(self) -> int:
        """How many draws there are."""
        return len(self.means)

    @functools.cached_property
    def medians(self) -> Floats:
        """The median over draws in each resample, (n,)."""
        again = np.take_along_axis(self.means[:, np.newaxis] + self.far, self.drawn.T, axis=0)
        return np.asarray(np.median(again, axis=0))

    @functools.cached_property
    def error(self) -> float:
        """The standard error, by luck, of the mean over draws; as wide as few lucks make it."""
        return float(self.far.mean(axis=0).std())

    def shares(self, matters: float) -> dict[str, float]:
        """Return the shares of the draws with more, with less and with neither."""
        sides = _sides(self.means, matters, self.size)
        return {name: float(side.mean()) for name, side in sides.items()}

    def spans(self, matters: float) -> dict[str, Span]:
        """Return the bands of these shares over draws and lucks."""
        sides = _sides(self.means[:, np.newaxis] + self.far, matters, self.size)
        counts = self.shares(matters)
        return {name: self._span(side, counts[name]) for name, side in sides.items()}

    def _span(self, side: Flags, share: float) -> Span:
        again = np.take_along_axis(side, self.drawn.T, axis=0).mean(axis=0)
        low, high = (float(end) for end in np.quantile(again, [TAIL, 1.0 - TAIL]))
        if not self.sampled:
            return low, high
        # A resample of draws that all agree always agrees; the binomial knows better.
        exact_low, exact_high = _binomial_span(share, self.sampled)
        return min(low, exact_low), max(high, exact_high)

    def with_lucks(self, lucks: float) -> Evidence:
        """Return what is to be expected of another number of lucks, if the estimates stay."""
        noise_now, noise_then = self.noise**2 / self.lucks, self.noise**2 / lucks
        now = self.spread**2 + noise_now
        scale = math.sqrt((self.spread**2 + noise_then) / now) if now > 0.0 else 1.0
        centre = self.means.mean()
        narrower = 0.0
        if math.isfinite(lucks):
            narrower = math.sqrt(self.lucks / lucks) * student_reach(int(lucks), SURE)
            narrower /= student_reach(self.lucks, SURE)
        shared = self.far.mean(axis=0)
        # What luck does to all draws alike, and what it does to each.
        far = narrower * (shared + self.far - shared)
        means = centre + scale * (self.means - centre)
        count = int(lucks) if math.isfinite(lucks) else MOST_LUCKS
        return dataclasses.replace(self, means=means, far=far, lucks=count)

    def judge(self, matters: float) -> Verdict:
        """Return the verdict where differences up to `matters` count as none."""
        if self.constant:
            return "constant"
        verdict = self._decide(matters)
        if verdict is not None:
            return verdict
        return "draws" if self.with_lucks(math.inf)._decide(matters) is None else "lucks"

    def _decide(self, matters: float) -> Verdict | None:
        """Return the verdict that holds whatever the resample, None where there is none."""
        if self.lucks < 2:
            return None
        spans = self.spans(matters)
        for name in DIRECTIONS:
            if spans[name][0] >= MOST and self._median_is(name, matters):
                return name
        # Without what luck adds to their spread, draws may agree after all.
        calm = self._without_noise().spans(matters)
        agree = [max(spans[name][1], calm[name][1]) >= MOST for name in DIRECTIONS]
        return None if any(agree) else "open"

    def _median_is(self, name: Direction, matters: float) -> bool:
        low, high = np.quantile(self.medians, [TAIL, 1.0 - TAIL])
        inside = {
            "more": above(low, matters, self.size),
            "less": above(-matters, high, self.size),
            "same": ~above(high, matters, self.size) & ~above(-matters, low, self.size),
        }
        return bool(inside[name])

    def _without_noise(self) -> Evidence:
        """Return the draws' means with the spread that is left without noise."""
        total = math.sqrt(self.spread**2 + self.noise**2 / self.lucks)
        scale = self.spread / total if total > 0.0 else 1.0
        centre = self.means.mean()
        shared = np.broadcast_to(self.far.mean(axis=0), self.far.shape)
        means = centre + scale * (self.means - centre)
        return dataclasses.replace(self, means=means, far=shared)

    def lucks_needed(self, matters: float) -> int | None:
        """Return how many lucks would settle the verdict if the estimates stay, None for none.

        It is a forecast from the data at hand: on a line, no number of lucks settles anything.
        """
        count = float(max(self.lucks, 2))
        while count <= MOST_LUCKS:
            if self.with_lucks(math.ceil(count))._decide(matters) is not None:
                return _round_up(math.ceil(count))
            count *= 1.4
        return None


def gather_evidence(
    differences: Floats,
    *,
    size: float,
    block: int = 1,
    sampled: bool = True,
    draws: int = DRAWS,
    seed: int = 0,
) -> Evidence:
    """Return what paired differences (points, lucks) show.

    Parameters
    ----------
    size
        How large the numbers are that were subtracted.
    block
        How many neighbouring points a design made together.
    sampled
        Whether the points are a sample; not, where they are a grid or a single one.
    """
    points, lucks = differences.shape
    means = differences.mean(axis=1)
    means = np.where(tied(means, 0.0, size), 0.0, means)
    shifts = (differences - means[:, np.newaxis]) @ _multipliers(lucks, draws, seed).T / lucks
    far = student_reach(lucks, SURE) * shifts
    blocks = points // block
    if sampled and points > 1:
        drawn = draw_blocks(blocks, draws, seed)
        inside = np.arange(block)
        places = (drawn[:, :, np.newaxis] * block + inside).reshape(draws, -1)
    else:
        places = np.broadcast_to(np.arange(points), (draws, points))
    spread, noise = _split_spread(differences)
    return Evidence(
        means=means,
        far=np.where(tied(far, 0.0, size), 0.0, far),
        drawn=places,
        lucks=lucks,
        spread=spread,
        noise=noise,
        size=size,
        sampled=blocks if sampled and points > 1 else 0,
        constant=False,
    )


def _multipliers(lucks: int, draws: int, seed: int) -> Floats:
    """Return normal weights of the lucks' deviations, each with its opposite, (draws, lucks).

    Sums of deviations so weighted are spread as means are (the multiplier bootstrap), also with
    two lucks, of which resampling could make three sets only.
    """
    from scipy.special import ndtri

    half = ndtri(Chance(seed, 0, (draws + 1) // 2).uniform("multipliers", lucks))
    return np.concatenate([half, -half])[:draws]


def nothing_moves(points: int) -> Evidence:
    """Return the evidence of groups in all of whose games the outcome is one and the same."""
    nothing = gather_evidence(np.zeros((points, 2)), size=1.0)
    return dataclasses.replace(nothing, constant=True)


def _sides(means: Floats, matters: float, size: float) -> Mapping[str, Flags]:
    # As `above` has it, with one tolerance for all: there are many numbers.
    line = matters + TIE * max(size, matters, 1.0)
    more, less = means > line, means < -line
    return {"more": more, "less": less, "same": ~(more | less)}


def _split_spread(differences: Floats) -> tuple[float, float]:
    """Return the standard deviations of true means and of luck at single points (two-way model)."""
    points, lucks = differences.shape
    if points < 2 or lucks < 2:
        return 0.0, 0.0
    by_point = differences.mean(axis=1, keepdims=True)
    by_luck = differences.mean(axis=0, keepdims=True)
    rest = differences - by_point - by_luck + differences.mean()
    noise = float((rest**2).sum() / ((points - 1) * (lucks - 1)))
    spread = max(0.0, float(by_point.var(ddof=1)) - noise / lucks)
    return math.sqrt(spread), math.sqrt(noise)


def _binomial_span(share: float, count: int) -> Span:
    """Return the exact band of a share of independent draws (Clopper and Pearson)."""
    from scipy.special import betaincinv

    held = share * count
    low = betaincinv(held, count - held + 1.0, TAIL) if held > 0.0 else 0.0
    high = betaincinv(held + 1.0, count - held, 1.0 - TAIL) if held < count else 1.0
    return float(low), float(high)


def median_span(evidence: Evidence) -> Span:
    """Return the band of the median over draws and lucks."""
    low, high = band(evidence.medians, SURE)
    return float(low), float(high)


def rarest_seen(lucks: int) -> float:
    """Return how likely an event of luck may still be that none of so many lucks had (95 %)."""
    return float(1.0 - power(1.0 - SURE, 1.0 / lucks))


def _round_up(count: int) -> int:
    """Return a count rounded up to two digits."""
    step = int("1" + "0" * max(len(str(count)) - 2, 0))
    return math.ceil(count / step) * step
