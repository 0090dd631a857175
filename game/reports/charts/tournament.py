"""Tournaments: payoffs of two seats as tables in colour, standings, and fingerprints."""

from __future__ import annotations

import altair as alt
import pandas as pd

from game.reports.figures import COLOURS, INK, SECOND, SEQUENTIAL, Chart
from game.state.ties import order

CELL = 58
ROW = 26
PANEL = 260
LABELS = 200
REGRET = "regret: mean (dot) and worst (tick)"
# Of a fingerprint.
SMALL_CELL = 52
ACROSS = 3


def matrix_chart(payoffs: pd.DataFrame, equilibria: pd.DataFrame) -> Chart:
    """Draw what two seats score in each profile, one panel a seat, with equilibria framed.

    Parameters
    ----------
    payoffs
        Columns: the two seats (policies), `actor`, `score`, `low`, `high`.
    equilibria
        Columns: the two seats, `equilibrium`, `held`.
    """
    rows, columns = (str(name) for name in payoffs.columns[:2])
    framed = equilibria[equilibria["equilibrium"]]
    panels = [
        _matrix(payoffs[payoffs["actor"] == seat], framed, rows, columns, seat)
        for seat in (rows, columns)
    ]
    drawn: Chart = alt.hconcat(*panels, spacing=40).resolve_scale(color="independent")
    return drawn


def _matrix(
    payoffs: pd.DataFrame, framed: pd.DataFrame, rows: str, columns: str, seat: str
) -> alt.LayerChart | alt.FacetChart:
    x = _across(columns, payoffs[columns], columns)
    y = _down(rows, payoffs[rows], rows)
    low, high = float(payoffs["score"].min()), float(payoffs["score"].max())
    base = alt.Chart(payoffs).encode(x=x, y=y)
    cells = base.mark_rect().encode(
        color=alt.Color(
            "score:Q",
            scale=_shades(low, high),
            legend=None,
        ),
        tooltip=[
            alt.Tooltip(f"{rows}:N"),
            alt.Tooltip(f"{columns}:N"),
            alt.Tooltip("score:Q", format=".1f"),
            alt.Tooltip("low:Q", format=".1f"),
            alt.Tooltip("high:Q", format=".1f"),
        ],
    )
    words = base.mark_text(fontSize=13).encode(
        text=alt.Text("score:Q", format=".0f"),
        color=alt.condition(
            alt.datum.score > low + 0.55 * (high - low), alt.value("white"), alt.value(INK)
        ),
    )
    frames = (
        alt.Chart(framed)
        .mark_rect(fillOpacity=0.0, stroke=COLOURS[1], strokeWidth=3)
        .encode(x=x, y=y)
    )
    return alt.layer(cells, words, frames).properties(
        title=f"Score of {seat}",
        width=CELL * payoffs[columns].nunique(),
        height=0.7 * CELL * payoffs[rows].nunique(),
    )


def standings_chart(policies: pd.DataFrame) -> Chart:
    """Draw how each policy fares over all profiles of the others: its score, and its regret.

    Columns: `actor`, `policy`, `score`, `low`, `high`, `regret`, `regret_low`, `regret_high`,
    `worst_regret`.
    """
    seats = list(dict.fromkeys(policies["actor"]))
    # One scale of regret for all seats, lest a hair's breadth look like a mile.
    most = max(1.0, float(policies[["regret_high", "worst_regret"]].to_numpy().max()))
    rows = []
    for place, seat in enumerate(seats):
        rows_of_seat = policies[policies["actor"] == seat]
        rows_of_seat = rows_of_seat.iloc[order(rows_of_seat["regret"])]
        last = place == len(seats) - 1
        scales = alt.Scale(zero=False, nice=True), alt.Scale(domain=[0.0, most], nice=True)
        score = _spans(
            rows_of_seat, ("score", "low", "high"), seat, scales[0], "mean score" if last else ""
        )
        names = ("regret", "regret_low", "regret_high")
        regret = _spans(rows_of_seat, names, "", scales[1], REGRET if last else "")
        worst = (
            alt.Chart(rows_of_seat)
            .mark_tick(color=SECOND, thickness=2, size=14)
            .encode(y=alt.Y("policy:N", sort=list(rows_of_seat["policy"])), x="worst_regret:Q")
        )
        rows.append(alt.hconcat(score, alt.layer(regret, worst), spacing=12))
    drawn: Chart = alt.vconcat(*rows, spacing=8)
    return drawn


def _spans(
    rows: pd.DataFrame, names: tuple[str, str, str], seat: str, scale: alt.Scale, title: str
) -> alt.LayerChart | alt.FacetChart:
    """Draw a middle with its band for each policy of a seat; only the first panel names them."""
    middle, low, high = names
    named = alt.Axis(ticks=False, domain=False, minExtent=LABELS, maxExtent=LABELS)
    colour = COLOURS[0] if seat else COLOURS[1]
    base = alt.Chart(rows).encode(
        y=alt.Y("policy:N", sort=list(rows["policy"]), title=None, axis=named if seat else None),
        tooltip=[
            alt.Tooltip("policy:N"),
            *(alt.Tooltip(f"{name}:Q", format=".1f") for name in names),
        ],
    )
    span = base.mark_rule(strokeWidth=2.5, color=colour, opacity=0.7).encode(
        x=alt.X(f"{low}:Q", title=title or None, scale=scale), x2=f"{high}:Q"
    )
    dot = base.mark_point(filled=True, size=80, color=colour, opacity=1).encode(x=f"{middle}:Q")
    drawn = alt.layer(span, dot).properties(width=PANEL, height=ROW * len(rows))
    return drawn.properties(title=seat) if seat else drawn


def fingerprint_chart(fingerprints: pd.DataFrame) -> Chart:
    """Draw the fingerprint of each policy of one actor: its score in each cell of the grid.

    Columns: `policy`, `rival`, `rival_policy`, `others_policy`, `score`, `low`, `high`.
    """
    rival = str(fingerprints["rival"].iloc[0])
    order = list(dict.fromkeys(fingerprints["policy"]))
    span = [float(fingerprints["score"].min()), float(fingerprints["score"].max())]
    middle = span[0] + 0.55 * (span[1] - span[0])
    base = alt.Chart().encode(
        x=_across("others_policy", fingerprints["others_policy"], "the others"),
        y=_down("rival_policy", fingerprints["rival_policy"], rival),
    )
    cells = base.mark_rect().encode(
        color=alt.Color(
            "score:Q",
            title="score",
            scale=_shades(*span),
            legend=alt.Legend(orient="right"),
        )
    )
    words = base.mark_text(fontSize=12).encode(
        text=alt.Text("score:Q", format=".0f"),
        color=alt.condition(alt.datum.score > middle, alt.value("white"), alt.value(INK)),
    )
    drawn = alt.layer(cells, words, data=fingerprints).properties(
        width=SMALL_CELL * 3, height=0.7 * SMALL_CELL * 3
    )
    return drawn.facet(
        facet=alt.Facet("policy:N", sort=order, title=None), columns=ACROSS, spacing=16
    )


def _shades(low: float, high: float) -> alt.Scale:
    domain = [low, high] if low < high else [0, 100]
    return alt.Scale(range=list(SEQUENTIAL), domain=domain, interpolate="rgb")


def _across(name: str, values: pd.Series[str], title: str) -> alt.X:
    axis = alt.Axis(ticks=False, domain=False, labelAngle=-35)
    return alt.X(f"{name}:N", sort=list(dict.fromkeys(values)), title=title, axis=axis)


def _down(name: str, values: pd.Series[str], title: str) -> alt.Y:
    axis = alt.Axis(ticks=False, domain=False)
    return alt.Y(f"{name}:N", sort=list(dict.fromkeys(values)), title=title, axis=axis)
