"""The debrief of one game as a page: text, tables and charts in one file that needs no network."""

from __future__ import annotations

import html
import math
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from game.seat.debrief.account import Account, Among, Course, TurningPoint

if TYPE_CHECKING:
    import altair as alt

    from game.reports.page import Section

SERIES_SIZE = (290, 120)
COLUMNS = 2
# The middle half of a policy's scores, light enough for the median on it.
HALF = "#9AA6AE"


def write_debrief(told: Account, among: Among | None, path: Path) -> None:
    """Write what a debrief tells as one HTML file.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    # Charts and tables take a second to read, and the window only hands this function over.
    from game.reports.page import Section, bullets, paragraphs, write_page

    sections: list[Section] = [
        Section("Scores", _scores(told), "scores"),
    ]
    if among is not None:
        sections.append(Section("Among other games", _among(told, among), "among"))
    sections += [
        Section("Turn by turn", _courses(told, among), "series"),
        Section("Turning points", _turning(told), "turning"),
        Section("The record", _record(told), "record"),
        Section("Questions to discuss", bullets(told.questions), "questions"),
        Section("What this is", paragraphs(
            "High Fence explores what could follow from stated assumptions. It does not predict.",
            f"The game can be played again: scenario {told.scenario}, seed {told.seed}.",
        ), "limits"),
    ]  # fmt: skip
    write_page(path, f"{told.seat_title}: {told.scenario}", f"{told.verdict}. {told.why}", sections)


def _scores(told: Account) -> str:
    import pandas as pd

    from game.reports.figures import embed
    from game.reports.page import table

    aims = pd.DataFrame(
        [(aim.title, 100.0 * aim.weight, aim.score, aim.says) for aim in told.aims],
        columns=["aim", "weight, %", "score of 100", "what it measures"],
    )
    actors = pd.DataFrame(
        [(one.title, one.score, one.target, one.won) for one in told.standings],
        columns=["actor", "score", "wins with", "won"],
    )
    forms = {"weight, %": ".0f", "score of 100": ".0f", "score": ".1f", "wins with": ".0f"}
    return (
        embed(_score_chart(told), "score", f"{told.seat_title}'s score after each turn")
        + table(aims, f"Aims of {told.seat_title}", forms)
        + table(actors, "How all fared", forms)
    )


def _score_chart(told: Account) -> alt.LayerChart | alt.FacetChart:
    import altair as alt
    import pandas as pd

    from game.reports.figures import actor_colour

    dates = ["opening", *told.dates]
    marks = {point.turn + 1: str(number) for number, point in enumerate(told.turning, start=1)}
    frame = pd.DataFrame(
        [
            (turn, date, score, marks.get(turn, ""))
            for turn, (date, score) in enumerate(zip(dates, told.totals, strict=True))
        ],
        columns=["turn", "date", "score", "turning point"],
    )
    x = alt.X("date:N", sort=None, title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True))
    y = alt.Y("score:Q", scale=alt.Scale(domain=[0, 100]), title="score of 100")
    base = alt.Chart(frame).encode(x=x, y=y, tooltip=["date", alt.Tooltip("score", format=".1f")])
    goal = alt.Chart(pd.DataFrame({"target": [told.target]}))
    return alt.layer(
        goal.mark_rule(strokeDash=[5, 4]).encode(y="target:Q"),
        base.mark_line(color=actor_colour(told.seat)),
        base.mark_circle(size=60, color=actor_colour(told.seat), opacity=1.0),
        base.transform_filter("datum['turning point'] != ''")
        .mark_text(dy=-14, fontWeight="bold", fontSize=14)
        .encode(text="turning point:N"),
    ).properties(width=760, height=240)


def _among(told: Account, among: Among) -> str:
    from game.reports.figures import embed
    from game.reports.page import paragraphs

    share = f"{100.0 * among.below:.0f}"
    return paragraphs(
        f"The score is better than {share} % of {among.games:,} games of the same scenario, in "
        "which each shipped policy led the seat in turn, under the same luck, against the "
        "scenario's own cast."
    ) + embed(_among_chart(told, among), "among", f"better than {share} % of the games")


def _among_chart(told: Account, among: Among) -> alt.VConcatChart:
    import altair as alt
    import pandas as pd

    from game.reports.figures import SECOND, actor_colour

    wide = 100.0 / len(among.bars)
    bars = pd.DataFrame(
        [
            (n * wide, (n + 1) * wide, 100.0 * share, (n + 1) * wide <= told.score)
            for n, share in enumerate(among.bars)
        ],
        columns=["low", "high", "share of games, %", "below"],
    )
    names = ["p5", "p25", "median", "p75", "p95"]
    strips = pd.DataFrame(
        [(one.title, *one.quantiles) for one in among.policies], columns=["policy", *names]
    )
    scale = alt.Scale(domain=[0, 100])
    you = alt.Chart(pd.DataFrame({"score": [told.score]})).mark_rule(
        color=actor_colour(told.seat), strokeWidth=3
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


def _courses(told: Account, among: Among | None) -> str:
    from game.reports.figures import embed
    from game.reports.page import paragraphs

    spoken = "; ".join(f"{one.title}: {one.first} to {one.last}" for one in told.courses)
    legend = "Line: this game. Open circles: what was reported. Dashed: turning points."
    if among is not None:
        legend += " Shaded: nine in ten of the stored games."
    return paragraphs(legend) + embed(_series_chart(told, among), "series", spoken)


def _series_chart(told: Account, among: Among | None) -> alt.FacetChart:
    """Return all series as one chart of small panels, which is quick to make and to draw."""
    import altair as alt
    import pandas as pd

    from game.reports.figures import HAIRLINE, actor_colour

    bands = among.bands if among is not None else {}
    marked = {point.turn + 1 for point in told.turning}
    rows = [
        row
        for course in told.courses
        for row in _rows(course, told.dates, bands.get(course.name, ()), marked)
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
            base.mark_line(color=actor_colour(told.seat), point=True).encode(y=y, tooltip=tips),
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


def _turning(told: Account) -> str:
    if not told.turning:
        return "<p>The score never moved by half a point in one turn.</p>"
    return "".join(
        _turning_point(number, point) for number, point in enumerate(told.turning, start=1)
    )


def _turning_point(number: int, point: TurningPoint) -> str:
    from game.reports.page import bullets, paragraphs

    moved = [
        f"{one.aim} ({one.points:+.1f}): {one.number}. "
        + "; ".join(f"{shown} {cause}" for shown, cause in one.causes)
        for one in point.moved
    ]
    title = f"{number}. {point.date}: {point.change:+.1f} points, " \
        f"{point.before:.0f} to {point.after:.0f}"  # fmt: skip
    split = (
        f"Orders of the seat, at once: {point.yours:+.1f}; luck: {point.luck:+.1f}; others and "
        f"what was under way: {point.rest:+.1f}."
    )
    orders = "; ".join(point.orders) or "no orders"
    others = "; ".join(point.others) or "nothing"
    return (
        f"<h3>{html.escape(title)}</h3>"
        + paragraphs(split)
        + bullets(moved)
        + paragraphs(f"The seat: {orders}.", f"Others: {others}.")
    )


def _record(told: Account) -> str:
    from game.reports.page import bullets, paragraphs

    parts = []
    if told.before:
        parts.append(paragraphs("What the dated record says last before the game begins:"))
        parts.append(bullets([_fact(fact.date, fact.actor, fact.action) for fact in told.before]))
    for quarter in told.quarters:
        facts = [_fact(fact.date, fact.actor, fact.action) for fact in quarter.facts]
        parts.append(f"<h3>{html.escape(quarter.date)}</h3>")
        parts.append(paragraphs("In this game"))
        parts.append(bullets([*quarter.deeds, *quarter.news] or ["nothing was ordered"]))
        parts.append(paragraphs("As it happened"))
        parts.append(bullets(facts or ["nothing in the record"]))
    return "".join(parts)


def _fact(date: str, actor: str, action: str) -> str:
    return f"{date}, {actor}: {action}"
