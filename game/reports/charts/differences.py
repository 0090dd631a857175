"""Differences under common random numbers: their spread over draws, and by thirds of each input."""

from __future__ import annotations

import textwrap

import altair as alt
import pandas as pd

from game.analysis.verdicts import MOST
from game.reports.figures import COLOURS, SECOND, Chart

WIDTH = 420
ROW = 38
LINE = 48  # characters of a label
TITLE = 70  # and of a title


def spread_chart(table: pd.DataFrame, label: str) -> Chart:
    """Draw comparisons of one outcome: the median, its band, and a line for nine draws in ten.

    Columns: `comparison`, `title` (row within it), `median`, `low`, `high`, and `surely_from` and
    `surely_to`, the band of the median.
    """
    several = table["comparison"].nunique() > 1
    names = table["title"].where(table["title"].str.startswith("…").eq(False), None).ffill()
    inner = table["title"].str.startswith("…")
    # A combination is named within its comparison; rows of a figure have names of their own.
    unique = table["title"].where(~(inner & several), table["title"] + " | " + names)
    wrapped = table.assign(title=unique.map(lambda title: textwrap.fill(title, LINE)))
    rows = list(dict.fromkeys(wrapped["title"]))
    lines = alt.Axis(ticks=False, domain=False, labelLimit=0, labelExpr=r"split(datum.label, '\n')")
    base = alt.Chart(wrapped).encode(
        y=alt.Y("title:N", sort=rows, title=None, axis=lines),
        tooltip=[
            alt.Tooltip("title:N", title="compared"),
            alt.Tooltip("median:Q", title="median difference", format="+,.3~g"),
            alt.Tooltip("surely_from:Q", title="95 % band from", format="+,.3~g"),
            alt.Tooltip("surely_to:Q", title="to", format="+,.3~g"),
            alt.Tooltip("low:Q", title="one draw in twenty below", format="+,.3~g"),
            alt.Tooltip("high:Q", title="one draw in twenty above", format="+,.3~g"),
        ],
    )
    span = base.mark_rule(strokeWidth=1.5, color=COLOURS[0], opacity=0.6).encode(
        x=alt.X("low:Q", title=label), x2="high:Q"
    )
    sure = base.mark_rule(strokeWidth=7, color=COLOURS[0], opacity=0.4).encode(
        x="surely_from:Q", x2="surely_to:Q"
    )
    dot = base.mark_point(filled=True, size=110, color=COLOURS[0], opacity=1).encode(x="median:Q")
    return alt.layer(_nothing(), span, sure, dot).properties(
        width=WIDTH, height=ROW * len(rows) + 10
    )


def threshold_chart(table: pd.DataFrame, title: str, label: str) -> Chart:
    """Draw the shares of more, less and neither over thresholds; the table is that of `curve`."""
    sides = ["more", "less", "same"]
    long = table.melt(["matters"], sides, "side", "share")
    lines = (
        alt.Chart(long)
        .mark_line(point=True)
        .encode(
            x=alt.X("matters:Q", title=label),
            y=alt.Y("share:Q", title="share of the draws", axis=alt.Axis(format="%"),
                    scale=alt.Scale(domain=[0, 1])),
            color=alt.Color("side:N", sort=sides, title=None,
                            scale=alt.Scale(domain=sides, range=list(COLOURS[:3]))),
            tooltip=[alt.Tooltip("side:N"), alt.Tooltip("matters:Q", format=".3~g"),
                     alt.Tooltip("share:Q", format=".0%")],
        )
    )  # fmt: skip
    here = (
        alt.Chart(table[table["counts"]]).mark_rule(color=SECOND, strokeDash=[4, 3])
        .encode(x="matters:Q")
    )  # fmt: skip
    most = alt.Chart(pd.DataFrame({"most": [MOST]})).mark_rule(color=SECOND, strokeDash=[1, 3])
    chart = alt.layer(most.encode(y="most:Q"), here, lines)
    return chart.properties(width=WIDTH, height=120, title=textwrap.wrap(title, TITLE))


def thirds_chart(table: pd.DataFrame, label: str) -> Chart:
    """Draw a difference within the thirds of each input; the table is that of `thirds`."""
    inputs = list(dict.fromkeys(table["input"]))
    parts = ["low", "middle", "high"]
    base = alt.Chart(table).encode(
        y=alt.Y("input:N", sort=inputs, title=None, axis=alt.Axis(ticks=False, grid=True)),
        yOffset=alt.YOffset("third:N", sort=parts),
        color=alt.Color(
            "third:N",
            sort=parts,
            title="third of the input",
            scale=alt.Scale(domain=parts, range=["#8FB8D4", "#2A78AE", "#0B3F66"]),
        ),
        tooltip=[
            alt.Tooltip("input:N"),
            alt.Tooltip("third:N"),
            alt.Tooltip("median:Q", format="+,.3~g"),
            alt.Tooltip("low:Q", title="one in twenty below", format="+,.3~g"),
            alt.Tooltip("high:Q", title="one in twenty above", format="+,.3~g"),
            alt.Tooltip("draws:Q"),
        ],
    )
    span = base.mark_rule(strokeWidth=2, opacity=0.8).encode(
        x=alt.X("low:Q", title=label), x2="high:Q"
    )
    dot = base.mark_point(filled=True, size=60, opacity=1).encode(x="median:Q")
    return alt.layer(_nothing(), span, dot).properties(width=WIDTH, height=46 * len(inputs) + 10)


def _nothing() -> alt.Chart:
    """Return the line of no difference."""
    rule = alt.Chart(pd.DataFrame({"nothing": [0.0]})).mark_rule(color=SECOND, strokeDash=[4, 3])
    line: alt.Chart = rule.encode(x="nothing:Q")
    return line
