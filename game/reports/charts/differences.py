"""Differences under common random numbers: their spread over draws, and by thirds of each input."""

from __future__ import annotations

import textwrap

import altair as alt
import pandas as pd

from game.reports.figures import COLOURS, SECOND, Chart

WIDTH = 420
ROW = 38
LINE = 48  # characters of a label


def spread_chart(table: pd.DataFrame, label: str) -> Chart:
    """Draw comparisons of one outcome: a dot for the median, a line for nine draws in ten.

    Columns: `title` (row), `median`, `low`, `high`.
    """
    wrapped = table.assign(title=table["title"].map(lambda title: textwrap.fill(title, LINE)))
    rows = list(dict.fromkeys(wrapped["title"]))
    lines = alt.Axis(ticks=False, domain=False, labelLimit=0, labelExpr=r"split(datum.label, '\n')")
    base = alt.Chart(wrapped).encode(
        y=alt.Y("title:N", sort=rows, title=None, axis=lines),
        tooltip=[
            alt.Tooltip("title:N", title="compared"),
            alt.Tooltip("median:Q", title="median difference", format="+,.3~g"),
            alt.Tooltip("low:Q", title="one in twenty below", format="+,.3~g"),
            alt.Tooltip("high:Q", title="one in twenty above", format="+,.3~g"),
        ],
    )
    span = base.mark_rule(strokeWidth=2.5, color=COLOURS[0], opacity=0.7).encode(
        x=alt.X("low:Q", title=label), x2="high:Q"
    )
    dot = base.mark_point(filled=True, size=110, color=COLOURS[0], opacity=1).encode(x="median:Q")
    return alt.layer(_nothing(), span, dot).properties(width=WIDTH, height=ROW * len(rows) + 10)


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
