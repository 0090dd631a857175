"""Fan charts: how an observable went, with bands that hold half and nine in ten of the games."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from game.reports.figures import Chart, colours, dashes, pickers

QUANTILES = {"low": 0.05, "quarter": 0.25, "median": 0.5, "three_quarters": 0.75, "high": 0.95}
WIDE, NARROW = 600, 270
# The same for colour and dash, which share one legend.
LEGEND = alt.Legend(title=None, symbolType="stroke", symbolSize=400, symbolOpacity=1)


def fan_table(series: pd.DataFrame) -> pd.DataFrame:
    """Return quantiles of `value` over games by `group`, `panel` and `turn`."""
    # In the order of the line-ups, as other figures have their panels.
    grouped = series.groupby(["group", "panel", "turn"], observed=True, sort=False)["value"]
    levels = grouped.quantile(pd.Index(QUANTILES.values())).unstack()
    levels.columns = pd.Index(QUANTILES)
    return levels.assign(games=grouped.size()).reset_index()


def fan_chart(
    table: pd.DataFrame, groups: Sequence[str], dates: Sequence[str], title: str, unit: str
) -> Chart:
    """Draw the table that `fan_table` returns, one panel each, one colour a group."""
    panels = list(dict.fromkeys(table["panel"]))
    shown = table.assign(date=table["turn"].map(lambda turn: dates[turn - 1]))
    legend, buttons = pickers("group", groups)
    seen = legend & buttons
    size = {
        "width": WIDE if len(panels) == 1 else NARROW,
        "height": 300 if len(panels) == 1 else 190,
    }
    base = alt.Chart(shown).encode(
        x=alt.X("date:O", title=None, axis=date_axis(dates)),
        color=alt.Color("group:N", scale=colours(groups), legend=LEGEND, sort=list(groups)),
    )

    def band(low: str, high: str, strength: float) -> alt.Chart:
        area: alt.Chart = base.mark_area(line=False).encode(
            y=alt.Y(f"{low}:Q", title=unit, scale=alt.Scale(zero=False)),
            y2=f"{high}:Q",
            opacity=alt.condition(seen, alt.value(strength), alt.value(0.0)),
        )
        return area

    line = base.mark_line().encode(
        y="median:Q",
        strokeDash=alt.StrokeDash(
            "group:N", scale=dashes(groups), legend=LEGEND, sort=list(groups)
        ),
        opacity=alt.condition(seen, alt.value(1.0), alt.value(0.08)),
    )
    # What a pointer can find is larger than what is seen.
    spots = base.mark_point(filled=True, size=160, opacity=0).encode(
        y="median:Q", tooltip=_tooltip(len(panels) > 1)
    )
    # Many bands on top of each other have to be fainter to be seen through.
    faint = min(1.0, 3.0 / len(groups))
    both = [band("low", "high", 0.12 * faint), band("quarter", "three_quarters", 0.2 * faint)]
    layers = alt.layer(*both, line.add_params(legend, buttons), spots).properties(**size)
    if len(panels) == 1:
        return layers.properties(title=title)
    facet = alt.Facet("panel:N", title=None, sort=panels)
    faceted: alt.FacetChart = layers.facet(facet=facet, columns=2, title=title)
    return faceted


def date_axis(dates: Sequence[str]) -> alt.Axis:
    """Return an axis of quarters that names the first of each year."""
    named = [date for date in dates if date.endswith(("Q1", "-01"))] or list(dates[:1])
    return alt.Axis(values=named, labelAngle=0, grid=False, ticks=True)


def _tooltip(panels: bool) -> list[Any]:
    beside = [alt.Tooltip("panel:N", title="where")] if panels else []
    return [
        alt.Tooltip("group:N", title="games"),
        *beside,
        alt.Tooltip("date:O", title="quarter"),
        alt.Tooltip("median:Q", title="median", format=",.3~g"),
        alt.Tooltip("quarter:Q", title="a quarter below", format=",.3~g"),
        alt.Tooltip("three_quarters:Q", title="a quarter above", format=",.3~g"),
        alt.Tooltip("low:Q", title="one in twenty below", format=",.3~g"),
        alt.Tooltip("high:Q", title="one in twenty above", format=",.3~g"),
        alt.Tooltip("games:Q", title="games", format=","),
    ]
