"""Duels: what each side changes for every actor, and what each clause was worth."""

from __future__ import annotations

import altair as alt
import pandas as pd

from game.reports.figures import COLOURS, DIVERGING, SECOND, Chart
from game.state.ties import order

ROW = 24
WIDTH = 380
LABELS = 330
# Of a clause's text.
LETTERS = 58


def clause_chart(clauses: pd.DataFrame) -> Chart:
    """Draw what a side loses and gains by each clause; those that never mattered are left out.

    Columns: `policy`, `actor`, `clause`, `when`, `sets`, `gain`, `low`, `high`, `moved`; bars are
    what a clause adds to the score, the negative of `gain`.
    """
    panels = [
        _clauses(moved, str(moved["policy"].iloc[0]))
        for _, side in clauses.groupby("side", sort=True)
        if len(moved := side[side["moved"] > 0.0])
    ]
    drawn: Chart = alt.vconcat(*panels, spacing=18).resolve_scale(x="shared")
    return drawn


def _clauses(clauses: pd.DataFrame, title: str) -> alt.LayerChart | alt.FacetChart:
    texts = [
        _shorten(number, sets)
        for number, sets in zip(clauses["clause"], clauses["sets"], strict=True)
    ]
    table = clauses.assign(
        text=texts, worth=-clauses["gain"], least=-clauses["high"], most=-clauses["low"]
    )
    table = table.iloc[order(table["worth"])]
    base = alt.Chart(table).encode(
        y=alt.Y(
            "text:N",
            sort=list(table["text"]),
            title=None,
            axis=alt.Axis(
                ticks=False, domain=False, labelLimit=LABELS, minExtent=LABELS, maxExtent=LABELS
            ),
        ),
        tooltip=[
            alt.Tooltip("clause:Q"),
            alt.Tooltip("when:N"),
            alt.Tooltip("sets:N"),
            alt.Tooltip("because:N"),
            alt.Tooltip("worth:Q", format="+.2f"),
            alt.Tooltip("least:Q", format="+.2f"),
            alt.Tooltip("most:Q", format="+.2f"),
            alt.Tooltip("moved:Q", format=".0%", title="games changed"),
        ],
    )
    bars = base.mark_bar(height=0.6 * ROW).encode(
        x=alt.X("worth:Q", title="points the clause is worth to the policy that holds it"),
        color=alt.condition(alt.datum.worth < 0, alt.value(DIVERGING[0]), alt.value(DIVERGING[-1])),
    )
    span = base.mark_rule(color=SECOND, strokeWidth=1.6).encode(x="least:Q", x2="most:Q")
    return alt.layer(bars, span, _nothing()).properties(
        title=title, width=WIDTH, height=ROW * len(table)
    )


def effect_chart(effects: pd.DataFrame, names: dict[str, str]) -> Chart:
    """Draw what each side changes in the score of every actor.

    `names` says what is compared by side. Columns: `side`, `actor`, `change`, `low`, `high`.
    """
    table = effects.assign(compared=effects["side"].map(names))
    shown = table[table["side"].isin(list(names))]
    base = alt.Chart(shown).encode(
        y=alt.Y("actor:N", sort=None, title=None, axis=alt.Axis(ticks=False, domain=False)),
        yOffset=alt.YOffset("compared:N", sort=list(names.values())),
        color=alt.Color(
            "compared:N",
            sort=list(names.values()),
            title=None,
            scale=alt.Scale(domain=list(names.values()), range=list(COLOURS[: len(names)])),
        ),
        tooltip=[
            alt.Tooltip("compared:N"),
            alt.Tooltip("actor:N"),
            alt.Tooltip("change:Q", format="+.1f"),
            alt.Tooltip("low:Q", format="+.1f"),
            alt.Tooltip("high:Q", format="+.1f"),
        ],
    )
    span = base.mark_rule(strokeWidth=2.5).encode(
        x=alt.X("low:Q", title="change of score"), x2="high:Q"
    )
    dot = base.mark_point(filled=True, size=90, opacity=1).encode(x="change:Q")
    return alt.layer(_nothing(), span, dot).properties(width=WIDTH, height=44 * 5)


def _shorten(number: int, sets: str) -> str:
    text = f"{number}: {sets}"
    return text if len(text) <= LETTERS else f"{text[: LETTERS - 1]}…"


def _nothing() -> alt.Chart:
    rule = alt.Chart(pd.DataFrame({"nothing": [0.0]})).mark_rule(color=SECOND, strokeDash=[4, 3])
    line: alt.Chart = rule.encode(x="nothing:Q")
    return line
