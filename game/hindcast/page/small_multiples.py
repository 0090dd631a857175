"""One small chart a series: published numbers, bands of the runs, the persistence forecast."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import numpy as np
import pandas as pd
from markupsafe import Markup

from game.hindcast.scores.assess import BANDS, Met, by_column, series_of, stack
from game.hindcast.scores.scoring_rules import last_value
from game.hindcast.targets.series import all_published, title_of
from game.hindcast.targets.targets import period_span
from game.reports.figures import COLOURS, INK, SECOND, Chart
from game.reports.fragments import note
from game.state.calendar import month_label

WIDTH, HEIGHT, COLUMNS = 260, 150, 3
RUNS, PERSISTENCE = COLOURS[0], COLOURS[1]
PUBLISHED, MIDDLE, LAST = "published", "middle of the runs", "last value"
FEWEST = 3


def multiples(met: Sequence[Met]) -> Chart | None:
    """Return the small multiples of every column with at least three numbers in a row."""
    charts = [
        small_chart(name, steps)
        for name, ones in by_column(met).items()
        if len(steps := series_of(ones)) >= FEWEST and _is_shown(name)
    ]
    return alt.concat(*charts, columns=COLUMNS, spacing=18) if charts else None


def _is_shown(name: str) -> bool:
    about = all_published().get(name)
    return about is None or about.use not in ("input", "sign")


def small_chart(name: str, ones: Sequence[Met]) -> alt.LayerChart | alt.FacetChart:
    """Return the chart of one series."""
    frame = series_frame(ones)
    title = alt.TitleParams(
        _wrapped(title_of(name)),
        subtitle=f"{name}, {ones[0].target.unit}",
        fontSize=12,
        subtitleFontSize=10,
        offset=6,
    )
    base = alt.Chart(frame).encode(
        x=alt.X(
            "date:T", title=None, axis=alt.Axis(format="%Y", tickCount="year", labelFontSize=10)
        )
    )
    y = alt.Axis(title=None, labelFontSize=10, tickCount=4, format="~s")
    outer = base.mark_area(color=RUNS, opacity=0.22).encode(y=alt.Y("q05:Q", axis=y), y2="q95:Q")
    inner = base.mark_area(color=RUNS, opacity=0.4).encode(y="q25:Q", y2="q75:Q")
    lines = (
        base.transform_fold(["q50", "persistence"], as_=["line", "value"])
        .mark_line(strokeWidth=1.8)
        .encode(
            y="value:Q",
            color=alt.Color(
                "line:N",
                legend=None,
                scale=alt.Scale(domain=["q50", "persistence"], range=[RUNS, PERSISTENCE]),
            ),
            strokeDash=alt.StrokeDash(
                "line:N",
                legend=None,
                scale=alt.Scale(domain=["q50", "persistence"], range=[[1, 0], [4, 3]]),
            ),
        )
    )
    points = base.mark_point(color=INK, filled=True, size=26, opacity=1).encode(
        y="published:Q",
        tooltip=["period:N", "published:Q", "q05:Q", "q50:Q", "q95:Q", "persistence:Q"],
    )
    layers = alt.layer(outer, inner, lines, points)
    layers.width, layers.height, layers.title = WIDTH, HEIGHT, title
    return layers


def series_frame(ones: Sequence[Met]) -> pd.DataFrame:
    """Return a row a period: the published number, the bands of the runs, the last value."""
    actual, middle, ensemble = stack(ones)
    edges = np.quantile(ensemble, BANDS, axis=0)
    middles = [sum(period_span(met.target.period)) // 2 for met in ones]
    return pd.DataFrame(
        {
            "period": [met.target.period for met in ones],
            "date": pd.to_datetime([f"{month_label(month)}-15" for month in middles]),
            "published": actual,
            "persistence": last_value(actual),
            **{f"q{round(100 * at):02d}": row for at, row in zip(BANDS, edges, strict=True)},
            "q50": middle,
        }
    )


def key() -> Markup:
    """Return what the marks mean."""
    return note(
        "Dots: published. ",
        ("Line", RUNS),
        ": middle of the runs with fitted parameters that the record does not rule out; bands: "
        "half and nine tenths of the runs whose parameters are all drawn from their ranges. ",
        ("Dashes", PERSISTENCE),
        ": the naive (persistence) forecast, which says of each period what the last one was, and "
        "so knows more than a run does.",
    )


def pattern_chart(shares: pd.DataFrame) -> Chart:
    """Return the shares of runs that show each pattern, with its event and without.

    Columns: name, treated, placebo, counts.
    """
    order = list(shares["name"])
    long = shares.melt(
        id_vars=["name", "counts"], value_vars=["treated", "placebo"], var_name="runs",
        value_name="share",
    )  # fmt: skip
    base = alt.Chart(long).encode(
        y=alt.Y("name:N", sort=order, title=None, axis=alt.Axis(labelFontSize=11)),
        x=alt.X("share:Q", title="share of runs", axis=alt.Axis(format="%"),
                scale=alt.Scale(domain=[0, 1])),
    )  # fmt: skip
    links = base.mark_line(color=SECOND, strokeWidth=1, opacity=0.6).encode(detail="name:N")
    dots = base.mark_point(filled=True, size=70, opacity=1).encode(
        color=alt.Color(
            "runs:N",
            title=None,
            scale=alt.Scale(domain=["treated", "placebo"], range=[RUNS, PERSISTENCE]),
        ),
        shape=alt.Shape("runs:N", title=None, scale=alt.Scale(domain=["treated", "placebo"],
                        range=["circle", "diamond"])),
        tooltip=["name:N", "runs:N", alt.Tooltip("share:Q", format=".0%")],
    )  # fmt: skip
    bars = pd.DataFrame({"share": [0.3, 0.7]})
    rules = alt.Chart(bars).mark_rule(strokeDash=[3, 3], color=SECOND).encode(x="share:Q")
    return alt.layer(links, rules, dots).properties(width=560, height=18 * len(order))


def _wrapped(text: str, width: int = 36) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
