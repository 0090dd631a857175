"""When something first happens: the share of games in which it has, quarter by quarter."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from game.reports.charts.fan import LEGEND, NARROW, WIDE, date_axis
from game.reports.figures import Chart, colours, dashes, pickers

OPENING = "opening"


def passage_table(games: pd.DataFrame, turns: int) -> pd.DataFrame:
    """Return by `group` and `panel` the share of games that had passed by each turn, from 0 on.

    `value` is the first turn, missing for never.
    """
    rows = []
    for (group, panel), inside in games.groupby(["group", "panel"], sort=False, observed=True):
        for turn in range(turns + 1):
            share = float((inside["value"] <= turn).mean())
            row = {"group": group, "panel": panel, "turn": turn, "share": share}
            rows.append({**row, "games": len(inside)})
    return pd.DataFrame(rows)


def passage_chart(
    table: pd.DataFrame, groups: Sequence[str], dates: Sequence[str], title: str
) -> Chart:
    """Draw the table that `passage_table` returns as steps."""
    named = [OPENING, *dates]
    panels = list(dict.fromkeys(table["panel"]))
    shown = table.assign(date=table["turn"].map(lambda turn: named[turn]))
    legend, buttons = pickers("group", groups)
    chart: alt.Chart = (
        alt.Chart(shown)
        .mark_line(interpolate="step-after", point=alt.OverlayMarkDef(size=28))
        .encode(
            x=alt.X("date:O", title=None, sort=named, axis=date_axis(dates)),
            y=alt.Y(
                "share:Q",
                title="share of games",
                scale=alt.Scale(domainMin=0, nice=True),
                axis=alt.Axis(format="%", tickCount=4),
            ),
            color=alt.Color("group:N", scale=colours(groups), legend=LEGEND, sort=list(groups)),
            strokeDash=alt.StrokeDash(
                "group:N", scale=dashes(groups), legend=LEGEND, sort=list(groups)
            ),
            opacity=alt.condition(legend & buttons, alt.value(1.0), alt.value(0.08)),
            tooltip=[
                alt.Tooltip("group:N", title="games"),
                alt.Tooltip("panel:N", title="where"),
                alt.Tooltip("date:O", title="by the end of"),
                alt.Tooltip("share:Q", title="share", format=".1%"),
                alt.Tooltip("games:Q", title="games", format=","),
            ],
        )
        .add_params(legend, buttons)
    )
    if len(panels) == 1:
        alone: alt.Chart = chart.properties(width=WIDE, height=240, title=title)
        return alone
    facet = alt.Facet("panel:N", title=None, sort=panels)
    sized = chart.properties(width=NARROW, height=150)
    faceted: alt.FacetChart = sized.facet(facet=facet, columns=2, title=title)
    return faceted
