"""In which worlds a condition holds: the way of PRIM, and the box that is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import altair as alt
import pandas as pd

from game.reports.figures import COLOURS, INK, SECOND, SEQUENTIAL, Chart
from game.words.counts import count_of

if TYPE_CHECKING:
    from game.analysis.discover import Discovery

Layers: TypeAlias = "alt.LayerChart | alt.FacetChart"

SIZE, WIDTH, STEP = 260, 420, 44


def discovery_chart(result: Discovery) -> Chart:
    """Return the trade-off of coverage and density, and the limits of the box that is told."""
    box = result.box
    lines = [
        f"{count_of(result.games, 'game')} at {count_of(result.points, 'point')}; "
        f"it holds in {result.base:.0%}.",
        f"Box {result.chosen}: density {box['density']:.0%}, coverage {box['coverage']:.0%}, "
        f"{box['mass']:.0%} of the games.",
    ]
    title = alt.TitleParams(f"Where {result.where}", subtitle=lines)
    parts = [_trade_off(result)]
    if len(result.limits):
        parts.append(_limits(result))
    drawn: alt.HConcatChart = alt.hconcat(*parts, spacing=40, title=title)
    drawn = drawn.resolve_scale(color="independent").resolve_legend(color="independent")
    return drawn


def _trade_off(result: Discovery) -> Layers:
    rows = result.trajectory
    share = alt.Scale(domain=[0, 1])
    percent = alt.Axis(format=".0%", tickCount=5)
    base = alt.Chart(rows).encode(
        x=alt.X("coverage:Q", scale=share, axis=percent, title="coverage: share of all cases"),
        y=alt.Y("density:Q", scale=share, axis=percent, title="density: share of its games"),
    )
    numbers = sorted(rows["restricted"].unique())
    hues = [SEQUENTIAL[min(1 + number, len(SEQUENTIAL) - 1)] for number in numbers]
    colour = alt.Scale(domain=numbers, range=hues)
    legend = alt.Legend(orient="bottom", direction="horizontal")
    points = base.mark_circle(size=70, opacity=1).encode(
        color=alt.Color("restricted:O", scale=colour, title="inputs restricted", legend=legend),
        tooltip=[alt.Tooltip(name, format=".2f") for name in ("coverage", "density", "mass")]
        + [alt.Tooltip("box"), alt.Tooltip("restricted")],
    )
    labels = (
        base.mark_point(size=220, color=COLOURS[1], strokeWidth=3, opacity=1)
        .encode()
        .transform_filter(alt.datum.box == result.chosen)
    )
    rule = alt.Chart(pd.DataFrame({"density": [result.base]})).mark_rule(
        strokeDash=[4, 4], color=SECOND
    )
    line = base.mark_line(color=SECOND, strokeWidth=1).encode(order="box:Q")
    return alt.layer(rule.encode(y="density:Q"), line, points, labels).properties(
        width=SIZE, height=SIZE, title=alt.TitleParams("All boxes on the way", fontSize=13)
    )


def _limits(result: Discovery) -> Layers:
    rows = [_bar(row) for _, row in result.limits.iterrows()]
    table = pd.DataFrame(rows)
    base = alt.Chart(table).encode(
        y=alt.Y(
            "input:N",
            sort=list(table["input"]),
            title=None,
            axis=alt.Axis(ticks=False, domain=False),
        )
    )
    scale = alt.Scale(domain=[0, 1])
    axis = alt.Axis(tickCount=2, labelExpr="datum.value == 0 ? 'lowest' : 'highest'", values=[0, 1])
    x = alt.X("zero:Q", scale=scale, axis=axis, title="within the range sampled")
    return alt.layer(
        base.mark_bar(color=SEQUENTIAL[0], size=16).encode(x=x, x2="one:Q"),
        base.mark_bar(color=COLOURS[0], size=16).encode(x="from:Q", x2="to:Q"),
        base.mark_text(align="left", dy=-17, color=INK).encode(
            x=alt.value(0), text=alt.Text("says:N")
        ),
    ).properties(
        width=WIDTH,
        height=alt.Step(STEP),
        title=alt.TitleParams("The limits of the box", fontSize=13),
    )


def _bar(row: pd.Series[Any]) -> dict[str, object]:
    again = "" if pd.isna(row["again"]) else f"; found again in {row['again']:.0%} of halves"
    bar: dict[str, object] = {"input": str(row["input"]).replace("_", " "), "zero": 0.0, "one": 1.0}
    if row["kept"]:
        return bar | {"one": 0.0, "from": 0.0, "to": 0.0, "says": f"{row['kept']}{again}"}
    width = row["highest"] - row["lowest"]
    return bar | {
        "from": (row["low"] - row["lowest"]) / width,
        "to": (row["high"] - row["lowest"]) / width,
        "says": f"{row['low']:.3g} to {row['high']:.3g} "
        f"of {row['lowest']:.3g} to {row['highest']:.3g}{again}",
    }
