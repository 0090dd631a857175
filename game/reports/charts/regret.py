"""How policies fare over worlds: regret of each, and its rank by every metric."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import altair as alt
import numpy as np
import pandas as pd

from game.reports.figures import COLOURS, INK, SECOND, SEQUENTIAL, Chart
from game.words.counts import count_of

if TYPE_CHECKING:
    from game.analysis.regret import Regret

Layers: TypeAlias = "alt.LayerChart | alt.FacetChart"

ALL = "all"
STEP, WIDTH, CELL = 34, 340, 92
# Metrics and how a narrow column calls them.
HEADS = {
    "expected": "expected",
    "worst": "maximin",
    "max_regret": "max regret",
    "regret_90": "90 % regret",
    "satisfied": "good enough",
}
# Further payoff sets and structures of which the ranks are drawn; the table has all.
PANELS = 8


def regret_chart(result: Regret) -> Chart:
    """Return the spread of regret over worlds, and ranks by metric, payoff set and structure."""
    payoffs = next(iter(result.outcomes))
    order = _order(result.summary, payoffs)
    better = "more" if result.better == "high" else "less"
    lines = [
        f"{count_of(result.points, 'point')}, "
        f"means over {count_of(result.replicates, 'replicate')}; "
        f"regret is what a policy lacks of the best of these {len(order)} in the same world.",
        "Box: middle half of the worlds, white at the median. Line: 5th to 95th percentile. "
        "Tick: 90th percentile. Ring: worst world.",
        f"Ranks: 1 is best ({better} of the outcome is better), with the value; "
        f"good enough is {_list_enough(result)}.",
    ]
    title = alt.TitleParams(f"Regret by {result.outcomes[payoffs]}", subtitle=lines)
    worlds = result.worlds[result.worlds["payoffs"] == payoffs]
    parts = _spread(worlds, order), _ranks(result.summary, order)
    return alt.vconcat(*parts, spacing=30, title=title)


def _order(summary: pd.DataFrame, payoffs: str) -> list[str]:
    here = summary[
        (summary["payoffs"] == payoffs)
        & (summary["structure"] == ALL)
        & (summary["metric"] == "expected")
    ]
    return list(here.sort_values("rank", kind="stable")["alternative"])


def _list_enough(result: Regret) -> str:
    words = "at least" if result.better == "high" else "at most"
    values = [f"{value:.3g}" for value in result.enough.values()]
    return f"{words} {', '.join(dict.fromkeys(values))}"


def _spread(worlds: pd.DataFrame, order: list[str]) -> Layers:
    shares = {"p05": 0.05, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p90": 0.9, "p95": 0.95, "most": 1}
    shares_by_option = (
        worlds.groupby("alternative")["regret"].quantile(np.array(list(shares.values()))).unstack()
    )
    rows = shares_by_option.set_axis(list(shares), axis=1).reset_index()
    base = alt.Chart(rows).encode(y=alt.Y("alternative:N", sort=order, title=None))
    end = float(rows["most"].max())
    x = alt.X(
        "p05:Q",
        title="regret",
        scale=alt.Scale(domain=[0.0, end if end > 0.0 else 1.0], nice=True),
    )
    return alt.layer(
        base.mark_rule(color=SECOND, strokeWidth=1.5).encode(x=x, x2="p95:Q"),
        base.mark_bar(color=SEQUENTIAL[2], size=15).encode(x="p25:Q", x2="p75:Q"),
        base.mark_tick(color="white", thickness=2, size=15, opacity=1).encode(x="p50:Q"),
        base.mark_tick(color=INK, thickness=3, size=20, opacity=1).encode(x="p90:Q"),
        base.mark_point(color=COLOURS[1], size=70, strokeWidth=2, opacity=1).encode(x="most:Q"),
    ).properties(width=WIDTH, height=STEP * len(order))


def _ranks(summary: pd.DataFrame, order: list[str]) -> Layers:
    parts = summary["payoffs"] + np.where(
        summary["structure"] == ALL, "", ": " + summary["structure"]
    )
    shown = list(dict.fromkeys(parts))[:PANELS]
    rows = summary.assign(
        part=parts,
        head=summary["metric"].map(HEADS),
        text=[
            f"{rank}  ({value:.0%})" if metric == "satisfied" else f"{rank}  ({value:.3g})"
            for rank, value, metric in zip(
                summary["rank"], summary["value"], summary["metric"], strict=True
            )
        ],
    )
    rows = rows[rows["part"].isin(shown)]
    labels = alt.Header(labelAngle=0, labelAlign="left", labels=len(shown) > 1)
    axis = alt.Axis(orient="top", labelAngle=0, ticks=False, domain=False)
    base = alt.Chart().encode(
        x=alt.X("head:N", sort=list(HEADS.values()), title=None, axis=axis),
        y=alt.Y("alternative:N", sort=order, title=None, axis=alt.Axis(ticks=False, domain=False)),
    )
    scale = alt.Scale(
        range=[SEQUENTIAL[3], SEQUENTIAL[0]], domain=[1, max(2, len(order))], interpolate="rgb"
    )
    cells = base.mark_rect(stroke="white", strokeWidth=2).encode(
        color=alt.Color("rank:Q", scale=scale, legend=None)
    )
    words = base.mark_text(fontSize=12).encode(
        text="text:N", color=alt.condition("datum.rank == 1", alt.value("white"), alt.value(INK))
    )
    return (
        alt.layer(cells, words, data=rows)
        .properties(width=CELL * len(HEADS), height=STEP * 0.8 * len(order))
        .facet(
            row=alt.Row("part:N", sort=shown, title=None, header=labels),
            spacing=10,
        )
    )
