"""The sections that answer an experiment's question: differences, and what they depend on."""

from __future__ import annotations

import numpy as np
import pandas as pd
from markupsafe import Markup

from game.analysis.verdicts import median_span
from game.reports.charts.differences import spread_chart, thirds_chart, threshold_chart
from game.reports.comparisons import BAND, Compared, thirds
from game.reports.figures import Chart, Figures
from game.reports.finished import Finished
from game.reports.fragments import folded, heading, paragraphs, table
from game.reports.meanings import signed, span
from game.reports.page import Section
from game.state.ties import above, first_best

SHARES = {"more": "more", "less": "less", "same": "neither"}
VERDICTS = {
    **{name: name for name in ("more", "less", "same")},
    "open": "the draws do not agree",
    "lucks": "too few lucks",
    "draws": "too few draws",
    "constant": "nothing moves",
    "depends": "depends on policy",
}


def differences(compared: list[Compared], figures: Figures) -> Section | None:
    """Draw the comparisons, those of one outcome together."""
    if not compared:
        return None
    html = paragraphs(
        "Each dot is the median difference between two groups of games that met the same lucks at "
        "the same draws of the uncertain numbers; the bar is its 95 % band over draws and lucks, "
        "the thin line holds nine draws in ten. A bar that crosses the dashed line leaves the "
        "direction open. Where the groups share several combinations of policies, each has a row."
    )
    for outcome, group in _by_outcome(compared).items():
        chart, says = difference_figure(group)
        html += figures.place(chart, f"difference_{outcome}", says)
    caption = (
        "Differences, and the shares of the draws in which the first group has more, has less, or "
        "differs by less than matters, each with its 95 % band over draws and lucks"
    )
    html += table(pd.DataFrame([_table_row(difference) for difference in compared]), caption)
    parts = [row for difference in compared for row in _part_rows(difference)]
    if parts:
        html += table(pd.DataFrame(parts), "Ratios, and the two numbers that each is made of")
    html += _curves(compared, figures)
    return Section("The differences", html, "differences")


def _table_row(difference: Compared) -> dict[str, str]:
    return {
        "outcome": difference.label,
        "difference between": _row(difference),
        "verdict": VERDICTS[difference.verdict],
        "median": f"{signed(difference.median)} ({span(*difference.median_span)})",
        "nine draws in ten": span(difference.low, difference.high),
        **{
            heading: f"{difference.shares[key]:.0%} ({difference.share_spans[key][0]:.0%} to "
            f"{difference.share_spans[key][1]:.0%})"
            for key, heading in SHARES.items()
        },
        "rests on": difference.counts,
    }


def _part_rows(difference: Compared) -> list[dict[str, str]]:
    """Return a ratio with its numerator, its denominator, and itself at one denominator."""
    if difference.parts is None:
        return []
    whole = {
        "outcome": difference.label,
        "median": f"{signed(difference.median)} ({span(*difference.median_span)})",
    }
    titles = {
        "over": f"above the line: {difference.parts.over}",
        "under": f"below the line: {difference.parts.under}",
        "common": f"the ratio at the denominator of “{difference.against}”",
    }
    rows = [whole] + [
        {
            "outcome": title,
            "median": f"{signed(difference.parts.medians[name])} "
            f"({span(*difference.parts.spans[name])})",
        }
        for name, title in titles.items()
    ]
    return [{**row, "difference between": _row(difference)} for row in rows]


def _curves(compared: list[Compared], figures: Figures) -> Markup:
    """Draw how each verdict follows from the threshold of what matters."""
    html = heading("Over other thresholds") + paragraphs(
        "The shares of the draws with more, with less and with neither, if differences below "
        "a threshold count as none; the dashed line is the threshold that counts, the dotted one "
        "two draws in three."
    )
    for difference in compared:
        rows = difference.curve
        chart = threshold_chart(rows, _row(difference), f"threshold: {difference.label}")
        title = f"{_row(difference)}: shares of the draws over the threshold of {difference.label}"
        html += figures.place(chart, f"threshold_{difference.name}", title)
        shown = rows.assign(verdict=rows["verdict"].map(VERDICTS)).drop(columns="counts")
        forms = dict.fromkeys(SHARES, ".0%")
        html += folded(
            "The numbers", table(shown, f"Verdicts over thresholds: {_row(difference)}", forms)
        )
    return html


def difference_figure(compared: list[Compared]) -> tuple[Chart, str]:
    """Return the figure of comparisons of one outcome, and what it shows in a sentence."""
    label = compared[0].label
    rows = pd.DataFrame([row for difference in compared for row in _drawn(difference)])
    return spread_chart(rows, f"Difference in: {label}"), f"Differences in {label}"


def _drawn(compared: Compared) -> list[dict[str, object]]:
    """Return the rows of a figure: all combinations together, then each alone."""
    parts = [(_row(compared), compared.evidence)]
    if len(compared.cells) > 1:
        cells = zip(compared.titles, compared.cells, strict=True)
        parts += [(f"… with {'; '.join(title.values())}", cell.evidence) for title, cell in cells]
    rows = []
    for title, evidence in parts:
        low, median, high = np.quantile(evidence.means, [BAND[0], 0.5, BAND[1]])
        ends = dict(zip(("surely_from", "surely_to"), median_span(evidence), strict=True))
        row = {"title": title, "median": median, "low": low, "high": high, **ends}
        rows.append({"comparison": compared.name, **row})
    return rows


def _row(compared: Compared) -> str:
    where = f" ({compared.where})" if compared.where else ""
    return f"{compared.of} against {compared.against}{where}"


def _by_outcome(compared: list[Compared]) -> dict[str, list[Compared]]:
    rows: dict[str, list[Compared]] = {}
    for difference in compared:
        rows.setdefault(difference.comparison.outcome, []).append(difference)
    return rows


def depends(finished: Finished, compared: list[Compared], figures: Figures) -> Section | None:
    """Draw the first comparison within thirds of each uncertain number."""
    if not compared:
        return None
    first = compared[0]
    parts = thirds(finished, first)
    if parts.empty:
        return None
    html = paragraphs(
        f"The first comparison ({first.label}: {_row(first)}) among the draws in which one "
        "uncertain number lies in the lower, the middle or the upper third of those drawn. Where "
        "the three part, the answer depends on that number.",
        tell_dependence(parts),
    )
    chart = thirds_chart(parts, f"Difference in: {first.label}")
    html += figures.place(chart, "thirds", f"Difference in {first.label} by thirds of each input")
    return Section("What the answer depends on", html, "depends")


def tell_dependence(parts: pd.DataFrame) -> str:
    """Say which input moves a comparison most, and whether any turns its direction."""
    medians = parts.pivot(index="input", columns="third", values="median")
    moved = (medians["high"] - medians["low"]).abs()
    turning = [
        str(name)
        for name, row in medians.iterrows()
        if above(0.0, row.min()) and above(row.max(), 0.0)
    ]
    most = f"The median moves most with {moved.index[first_best(moved)]}"
    if not turning:
        return f"{most}; within no third of any input does it change its direction."
    return f"{most}; it changes its direction between thirds of {', '.join(turning)}."
