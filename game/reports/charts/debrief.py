"""Figures of the debrief of one game: its score, its place among others, its series."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence

import altair as alt
import pandas as pd

from game.reports.figures import HAIRLINE, SECOND, actor_colour
from game.seat.debrief.account import Account, Among, Course

SERIES_SIZE = (290, 120)
COLUMNS = 2
# The middle half of a policy's scores, light enough for the median on it.
HALF = "#9AA6AE"


def score_chart(account: Account) -> alt.LayerChart | alt.FacetChart:
    """Return the seat's score after each turn, its target, and the turning points by number."""
    dates = ["opening", *account.dates]
    marks = {point.turn + 1: str(number) for number, point in enumerate(account.turning, start=1)}
    frame = pd.DataFrame(
        [
            (turn, date, score, marks.get(turn, ""))
            for turn, (date, score) in enumerate(zip(dates, account.totals, strict=True))
        ],
        columns=["turn", "date", "score", "turning point"],
    )
    x = alt.X("date:N", sort=None, title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True))
    y = alt.Y("score:Q", scale=alt.Scale(domain=[0, 100]), title="score of 100")
    base = alt.Chart(frame).encode(x=x, y=y, tooltip=["date", alt.Tooltip("score", format=".1f")])
    goal = alt.Chart(pd.DataFrame({"target": [account.target]}))
    return alt.layer(
        goal.mark_rule(strokeDash=[5, 4]).encode(y="target:Q"),
        base.mark_line(color=actor_colour(account.seat)),
        base.mark_circle(size=60, color=actor_colour(account.seat), opacity=1.0),
        base.transform_filter("datum['turning point'] != ''")
        .mark_text(dy=-14, fontWeight="bold", fontSize=14)
        .encode(text="turning point:N"),
    ).properties(width=760, height=240)


def among_chart(account: Account, among: Among) -> alt.VConcatChart:
    """Return where the score lies among other games, in all and by the policy that led the seat."""
    wide = 100.0 / len(among.bars)
    bars = pd.DataFrame(
        [
            (n * wide, (n + 1) * wide, 100.0 * share, (n + 1) * wide <= account.score)
            for n, share in enumerate(among.bars)
        ],
        columns=["low", "high", "share of games, %", "below"],
    )
    names = ["p5", "p25", "median", "p75", "p95"]
    strips = pd.DataFrame(
        [(led.title, *led.quantiles) for led in among.policies], columns=["policy", *names]
    )
    scale = alt.Scale(domain=[0, 100])
    you = alt.Chart(pd.DataFrame({"score": [account.score]})).mark_rule(
        color=actor_colour(account.seat), strokeWidth=3
    ).encode(x=alt.X("score:Q", scale=scale))  # fmt: skip
    histogram = alt.Chart(bars).mark_bar(color=SECOND).encode(
        x=alt.X("low:Q", scale=scale, title=None, bin="binned"), x2="high:Q",
        y="share of games, %:Q",
        opacity=alt.condition("datum.below", alt.value(0.85), alt.value(0.35)),
    )  # fmt: skip
    row = alt.Y("policy:N", sort=None, title=None)
    base = alt.Chart(strips).encode(y=row, tooltip=["policy", *names])
    lines = alt.layer(
        base.mark_rule(strokeWidth=2).encode(x=alt.X("p5:Q", scale=scale, title="score"),
                                             x2="p95:Q"),
        base.mark_bar(height=9, color=HALF).encode(x="p25:Q", x2="p75:Q"),
        base.mark_tick(color="#000000", thickness=3, height=14).encode(x="median:Q"),
        you,
    )  # fmt: skip
    return alt.vconcat(
        alt.layer(histogram, you).properties(width=640, height=140),
        lines.properties(width=640, height=22 * len(strips)),
    )


def series_chart(account: Account, among: Among | None) -> alt.FacetChart:
    """Return all series as one chart of small panels, which is quick to make and to draw."""
    bands = among.bands if among is not None else {}
    marked = {point.turn + 1 for point in account.turning}
    rows = [
        row
        for course in account.courses
        for row in _rows(course, account.dates, bands.get(course.name, ()), marked)
    ]
    frame = pd.DataFrame(
        rows, columns=["series", "turn", "date", "value", "low", "high", "reported", "turning"]
    )
    order = list(dict.fromkeys(frame["series"]))
    x = alt.X("turn:Q", title="turn", axis=alt.Axis(tickMinStep=1))
    y = alt.Y("value:Q", title=None, scale=alt.Scale(zero=False))
    base = alt.Chart(frame).encode(x=x)
    tips = [alt.Tooltip("date:N"), alt.Tooltip("value:Q", format=",.4g")]
    width, height = SERIES_SIZE
    chart: alt.FacetChart = (
        alt.layer(
            base.mark_area(color=HAIRLINE, opacity=0.8)
            .encode(y=alt.Y("low:Q", title=None), y2="high:Q"),
            base.mark_rule(strokeDash=[2, 3]).encode(x="turning:Q"),
            base.mark_line(color=actor_colour(account.seat), point=True).encode(y=y, tooltip=tips),
            base.mark_point(color="#000000", size=40).encode(y=alt.Y("reported:Q", title=None)),
        )
        .properties(width=width, height=height)
        .facet(alt.Facet("series:N", sort=order, title=None), columns=COLUMNS)
        .resolve_scale(x="independent", y="independent")
    )  # fmt: skip
    return chart


def _rows(
    course: Course, dates: Sequence[str], band: Sequence[Sequence[float]], marked: Collection[int]
) -> Iterator[tuple[object, ...]]:
    """Yield a row for each turn of a series, and one for each number that was reported."""
    name = f"{course.title}, {course.unit}" if course.unit else course.title
    for turn, (date, value) in enumerate(zip(dates, course.values, strict=True), start=1):
        low, high = (band[0][turn - 1], band[-1][turn - 1]) if band else (None, None)
        if low is not None and not math.isfinite(low):
            low, high = None, None
        turning = turn if turn in marked else None
        yield name, turn, date, value, low, high, None, turning
    for when, value in course.record:
        yield name, when, "", None, None, None, value, None
