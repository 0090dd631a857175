"""What decides an outcome: bars by factor with their bands, and luck's share beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import altair as alt
import pandas as pd

from game.analysis.deciding import BLOCKS
from game.reports.figures import COLOURS, INK, Chart
from game.state.ties import order
from game.words.counts import count_of

if TYPE_CHECKING:
    from game.analysis.deciding import Sensitivity

Layers: TypeAlias = "alt.LayerChart | alt.FacetChart"

# The ranking and so many profiles; the table has all of them.
PANELS = 6
FACTORS = 10
STEP, WIDTH = 26, 300
LIGHT = "#BFD4E2"
RANKING = "ranking"
MEASURES = {
    "sobol": ("total", "share of the variance over points"),
    "morris": ("strength", "mean absolute effect over the range"),
}
PARTS = {"parameters": "parameters", "luck": "luck", "both": "both together"}


def tornado(result: Sensitivity) -> Chart:
    """Return bars of each factor's size, with bands, for each subject; below, the part of luck."""
    subjects = list(dict.fromkeys(result.indices["of"]))[:PANELS]
    size, axis = MEASURES[result.method]
    order = _largest(result.indices[result.indices["of"].isin(subjects)], size)
    panels = [_panel(result, of, order, axis) for of in subjects]
    lines = [
        f"{result.blocks:,} {BLOCKS[result.method]}, "
        f"means over {count_of(result.replicates, 'replicate')}; "
        f"{count_of(result.games, 'game')} in all.",
        "Thin lines: 90 % bands over resampled points, under the same luck.",
        "Dark bars: a factor alone (Sobol's first order). Light: with all its interactions (total)."
        if result.method == "sobol"
        else "Bars: Morris's mu star; for an order, the share of pairs of profiles that swap. "
        "Dots: mean effect with its sign.",
    ]
    if not result.indices["trusted"].all():
        lines.insert(
            0, "Not to be trusted: too few samples, or indices that contradict themselves."
        )
    every = result.indices["factor"].nunique()
    if every > len(order):
        lines.append(f"The {len(order)} strongest of {every} inputs; the table has all.")
    title = alt.TitleParams(f"What decides {result.outcome}?", subtitle=lines)
    shown = alt.concat(*panels, columns=2, spacing=28)
    parts = _luck(result.luck[result.luck["of"].isin(subjects)], subjects)
    drawn: alt.VConcatChart = alt.vconcat(
        *([shown, parts] if parts else [shown]), spacing=34, title=title
    )
    drawn = drawn.resolve_scale(color="independent").resolve_legend(color="independent")
    return drawn


def _largest(rows: pd.DataFrame, size: str) -> list[str]:
    """Return the factors that are strongest for any subject, in the order of the first."""
    wide = rows.pivot(index="factor", columns="of", values=size)[list(dict.fromkeys(rows["of"]))]
    share = (wide / wide.max().replace(0.0, 1.0)).max(axis=1)
    kept = wide.iloc[order(share, descending=True)[:FACTORS]]
    return [str(name) for name in kept.index[order(kept.iloc[:, 0], descending=True)]]


def _panel(result: Sensitivity, of: str, order: list[str], axis: str) -> Layers:
    rows = result.indices[result.indices["of"] == of]
    rows = rows[rows["factor"].isin(order)]
    rows = rows.assign(factor=[name.replace("_", " ") for name in rows["factor"]])
    y = alt.Y("factor:N", sort=[name.replace("_", " ") for name in order], title=None)
    base = alt.Chart(rows).encode(y=y)
    layers = _variances(base, axis) if result.method == "sobol" else _effects(base, axis)
    if of == RANKING and result.method == "morris":
        layers = layers[:2]  # which of a pair comes first is no direction
    title = alt.TitleParams(_name(of), fontSize=13)
    return alt.layer(*layers, title=title, width=WIDTH, height=alt.Step(STEP))


def _name(of: str) -> str:
    return "order of the profiles" if of == RANKING else of


def _variances(base: alt.Chart, axis: str) -> list[alt.Chart]:
    scale = alt.Scale(domainMin=0, nice=True)
    x = alt.X("total:Q", title=axis, scale=scale, axis=alt.Axis(tickCount=5))
    return [
        base.mark_bar(color=LIGHT, size=19).encode(x=x),
        base.mark_bar(color=COLOURS[0], size=13)
        .encode(x="shown:Q")
        .transform_calculate(shown="max(datum.first, 0)"),
        base.mark_rule(color=INK, strokeWidth=1.5).encode(x="total_low:Q", x2="total_high:Q"),
    ]


def _effects(base: alt.Chart, axis: str) -> list[alt.Chart]:
    return [
        base.mark_bar(color=LIGHT, size=19).encode(
            x=alt.X("strength:Q", title=axis, axis=alt.Axis(tickCount=6))
        ),
        base.mark_rule(color=INK, strokeWidth=1.5).encode(x="strength_low:Q", x2="strength_high:Q"),
        base.mark_point(color=COLOURS[1], filled=True, size=60, opacity=1).encode(x="mean:Q"),
    ]


def _luck(luck: pd.DataFrame, subjects: list[str]) -> Layers | None:
    """Return the shares of the variance over all games, a bar for each subject."""
    if luck["share"].isna().any():
        return None
    rows = luck.assign(part=luck["part"].map(PARTS), of=luck["of"].map(_name))
    parts = list(PARTS.values())
    base = alt.Chart(rows).encode(y=alt.Y("of:N", sort=[_name(of) for of in subjects], title=None))
    colour = alt.Scale(domain=parts, range=[COLOURS[0], COLOURS[5], COLOURS[4]])
    bars = (
        base.mark_bar(size=15)
        .encode(
            x=alt.X(
                "share:Q",
                title="share of the variance over all games",
                axis=alt.Axis(format=".0%"),
                scale=alt.Scale(domain=[0, 1]),
            ),
            color=alt.Color(
                "part:N",
                scale=colour,
                title="due to",
                sort=parts,
                legend=alt.Legend(orient="right"),
            ),
            order=alt.Order("place:Q"),
        )
        .transform_calculate(place=f"indexof({parts}, datum.part)")
    )
    title = alt.TitleParams("Parameters or luck?", fontSize=13)
    return alt.layer(bars, title=title, width=WIDTH, height=alt.Step(STEP))
