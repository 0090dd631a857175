"""Where games end: the spread of each outcome, and how often a condition holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from game.reports.figures import SECOND, Chart, colours

WIDE, NARROW = 420, 225
ROW = 26
Z = 1.96


def outcome_table(games: pd.DataFrame) -> pd.DataFrame:
    """Return the spread of `value` by `profile`, in the order of the games.

    `error` is half of a 95 % interval of the mean; games at one point count as one observation,
    because they share their uncertain numbers.
    """
    grouped = games.groupby("profile", sort=False, observed=True)["value"]
    spread = grouped.quantile(pd.Index([0.05, 0.25, 0.5, 0.75, 0.95])).unstack()
    spread.columns = pd.Index(["low", "quarter", "median", "three_quarters", "high"])
    return spread.assign(
        mean=grouped.mean(), error=_errors(games), games=grouped.count()
    ).reset_index()


def _errors(games: pd.DataFrame) -> pd.Series[float]:
    by_point = games.groupby(["profile", "point"], sort=False, observed=True)["value"].mean()
    points = by_point.groupby("profile", sort=False)
    counts = points.count()
    alone = games.groupby("profile", sort=False, observed=True)["value"]
    spread = points.std().where(counts > 1, alone.std())
    return Z * spread / np.sqrt(counts.where(counts > 1, alone.count()))


def outcome_chart(table: pd.DataFrame, groups: Sequence[str], label: str) -> Chart:
    """Draw spreads side by side: thin line nine in ten, thick line the middle half, tick median.

    The table is that of `outcome_table` with `group` (row and colour), `panel` and `title`.
    """
    base = _base(table, groups).encode(
        tooltip=[
            alt.Tooltip("title:N", title="games"),
            *(
                alt.Tooltip(f"{name}:Q", title=title, format=",.3~g")
                for name, title in (
                    ("median", "median"),
                    ("mean", "mean"),
                    ("error", "± of the mean"),
                    ("low", "one in twenty below"),
                    ("high", "one in twenty above"),
                )
            ),
            alt.Tooltip("games:Q", title="games", format=","),
        ],
    )
    scale = alt.Scale(zero=False, nice=True)
    thin = base.mark_rule(strokeWidth=2, opacity=0.75).encode(
        x=alt.X("low:Q", title=_axis_title(table, label), scale=scale), x2="high:Q"
    )
    thick = base.mark_bar(height=11, opacity=0.55).encode(x="quarter:Q", x2="three_quarters:Q")
    tick = base.mark_tick(thickness=3, size=18, color=SECOND).encode(x="median:Q")
    return _in_panels(alt.layer(thin, thick, tick), table, groups)


def _axis_title(table: pd.DataFrame, label: str) -> str | None:
    """Return the title of an axis; panels side by side are narrower than most, and have none."""
    return label if table["panel"].nunique() == 1 else None


def _base(table: pd.DataFrame, groups: Sequence[str]) -> alt.Chart:
    axis = alt.Axis(ticks=False, domain=False)
    chart: alt.Chart = alt.Chart(table).encode(
        y=alt.Y("group:N", sort=list(groups), title=None, axis=axis),
        color=alt.Color("group:N", scale=colours(groups), legend=None),
    )
    return chart


def _in_panels(layers: Any, table: pd.DataFrame, groups: Sequence[str]) -> Chart:
    """Return layers as one chart, or side by side where line-ups differ in more than colour."""
    panels = list(dict.fromkeys(table["panel"]))
    height = ROW * len(groups) + 10
    if len(panels) == 1:
        alone: Chart = layers.properties(width=WIDE, height=height)
        return alone
    facet = alt.Facet("panel:N", title=None, sort=panels)
    sized = layers.properties(width=NARROW, height=height)
    faceted: Chart = sized.facet(facet=facet, columns=2)
    return faceted


def share_table(games: pd.DataFrame) -> pd.DataFrame:
    """Return how often `value` holds by `profile`, with Wilson's 95 % interval for luck alone.

    `lowest` and `highest` are the shares at the draws of uncertain numbers that hold nine in ten.
    """
    grouped = games.groupby("profile", sort=False, observed=True)["value"]
    share, count = grouped.mean(), grouped.count()
    middle = (share + Z**2 / (2 * count)) / (1 + Z**2 / count)
    half = np.sqrt(share * (1 - share) / count + Z**2 / (4 * count**2)) * Z / (1 + Z**2 / count)
    by_point = games.groupby(["profile", "point"], sort=False, observed=True)["value"].mean()
    draws = by_point.groupby("profile", sort=False).quantile(pd.Index([0.05, 0.95])).unstack()
    return pd.DataFrame(
        {
            "share": share,
            "low": (middle - half).clip(0.0),
            "high": (middle + half).clip(upper=1.0),
            "lowest": draws[0.05],
            "highest": draws[0.95],
            "games": count,
        }
    ).reset_index()


def share_chart(table: pd.DataFrame, groups: Sequence[str], label: str) -> Chart:
    """Draw shares as dots with the span over draws.

    The table is that of `share_table` with `group`, `panel` and `title` of each profile.
    """
    base = _base(table, groups).encode(
        tooltip=[
            alt.Tooltip("title:N", title="games"),
            alt.Tooltip("share:Q", title="share of games", format=".1%"),
            alt.Tooltip("lowest:Q", title="draws, one in twenty below", format=".0%"),
            alt.Tooltip("highest:Q", title="draws, one in twenty above", format=".0%"),
            alt.Tooltip("games:Q", title="games", format=","),
        ],
    )
    scale = alt.Scale(domain=[0, 1])
    axis = alt.Axis(format="%", values=[0, 0.25, 0.5, 0.75, 1])
    span = base.mark_rule(strokeWidth=2, opacity=0.7).encode(
        x=alt.X("lowest:Q", title=_axis_title(table, label), scale=scale, axis=axis), x2="highest:Q"
    )
    dot = base.mark_point(filled=True, size=90, opacity=1).encode(x="share:Q")
    return _in_panels(alt.layer(span, dot), table, groups)
