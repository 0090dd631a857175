"""The sections that answer an experiment's question: differences, and what they depend on."""

from __future__ import annotations

import pandas as pd

from game.reports.charts.differences import spread_chart, thirds_chart
from game.reports.comparisons import Compared, signed, thirds
from game.reports.figures import Chart, Figures
from game.reports.finished import Finished
from game.reports.fragments import paragraphs, table
from game.reports.page import Section
from game.state.ties import above, first_best

SHARES = {"more": "more", "less": "less", "same": "neither"}


def differences(compared: list[Compared], figures: Figures) -> Section | None:
    """Draw the comparisons, those of one outcome together."""
    if not compared:
        return None
    html = paragraphs(
        "Each dot is the median difference between two groups of games that met the same luck and "
        "the same uncertain numbers; its line holds nine in ten of the draws. A line that crosses "
        "the dashed one leaves the direction open."
    )
    for outcome, group in _by_outcome(compared).items():
        chart, says = difference_figure(group)
        html += figures.place(chart, f"difference_{outcome}", says)
    rows = [
        {
            "outcome": one.label,
            "difference between": _row(one),
            "median": signed(one.median),
            "nine draws in ten": f"{signed(one.low)} to {signed(one.high)}",
            **{told: one.shares[key] for key, told in SHARES.items()},
        }
        for one in compared
    ]
    caption = (
        "Differences, and the shares of the draws in which the first group has more, has less, or "
        "differs by less than matters"
    )
    html += table(pd.DataFrame(rows), caption, dict.fromkeys(SHARES.values(), ".0%"))
    return Section("The differences", html, "differences")


def difference_figure(compared: list[Compared]) -> tuple[Chart, str]:
    """Return the figure of comparisons of one outcome, and what it shows in a sentence."""
    label = compared[0].label
    rows = pd.DataFrame(
        [
            {"title": _row(one), "median": one.median, "low": one.low, "high": one.high}
            for one in compared
        ]
    )
    return spread_chart(rows, f"Difference in: {label}"), f"Differences in {label}"


def _row(compared: Compared) -> str:
    where = f" ({compared.where})" if compared.where else ""
    return f"{compared.of} against {compared.against}{where}"


def _by_outcome(compared: list[Compared]) -> dict[str, list[Compared]]:
    found: dict[str, list[Compared]] = {}
    for one in compared:
        found.setdefault(one.comparison.outcome, []).append(one)
    return found


def depends(finished: Finished, compared: list[Compared], figures: Figures) -> Section | None:
    """Draw the first comparison within thirds of each uncertain number."""
    if not compared:
        return None
    one = compared[0]
    parts = thirds(finished, one)
    if parts.empty:
        return None
    html = paragraphs(
        f"The first comparison ({one.label}: {_row(one)}) among the draws in which one uncertain "
        "number lies in the lower, the middle or the upper third of those drawn. Where the three "
        "part, the answer depends on that number.",
        tell_dependence(parts),
    )
    chart = thirds_chart(parts, f"Difference in: {one.label}")
    html += figures.place(chart, "thirds", f"Difference in {one.label} by thirds of each input")
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
