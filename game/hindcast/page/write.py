"""The page of the hindcast: what was met, what was missed, and what was given."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
from markupsafe import Markup

from game import __version__
from game.files.tables import write_texts
from game.hindcast.docking.exports_2026 import order_agreement
from game.hindcast.page.small_multiples import key, multiples, pattern_chart
from game.hindcast.page.tables import docking_frame, pattern_frame
from game.hindcast.patterns.shares import Shown, failure, telling
from game.hindcast.scores.grading import grade_series
from game.hindcast.scores.judge import Judged, SeriesJudged, worst_misses
from game.hindcast.targets.series import all_published, bars
from game.reports.figures import embed, save_figure
from game.reports.fragments import bullets, folded, heading, paragraphs, table, warning
from game.reports.page import Section, write_page
from game.state.calendar import month_label
from game.state.ties import at_least, order

NAME = "hindcast.html"
TITLE = "The hindcast: 2022 to 2025 played again"


def write_hindcast_page(judged: Judged, folder: Path) -> list[Path]:
    """Write the page, its tables and its figures; return the files."""
    tables = {
        "series": judged.history.series,
        "numbers": judged.history.numbers,
        "windows": judged.history.windows,
        "misses": worst_misses(judged.history),
        "patterns": pattern_frame(judged),
        "docking": docking_frame(judged),
    }
    written = write_texts(tables, folder)
    figures = multiples(judged.history.met)
    if figures is not None:
        save_figure(figures, folder / "series")
    save_figure(pattern_chart(pattern_frame(judged)), folder / "patterns")
    write_page(folder / NAME, TITLE, _lead(judged), list(_sections(judged)))
    drawn = [folder / name for name in ("series.svg", "patterns.svg")]
    return [folder / NAME, *written, *(file for file in drawn if file.exists())]


def _lead(judged: Judged) -> str:
    history = judged.history
    beaten, rated = history.beaten
    counting = sum(tested.counts for tested in judged.patterns)
    many = "1 history" if history.replicates == 1 else f"{history.replicates} histories"
    docked = sum(figure.agrees for figure in judged.docked)
    return (
        f"{many}, each under other luck. {beaten} of {rated} truth series "
        f"come closer than the last value; {counting} of {len(judged.patterns)} patterns count; "
        f"{docked} of {len(judged.docked)} docking checks agree."
    )


def _sections(judged: Judged) -> Iterator[Section]:
    yield Section("What this shows and does not", _verdict(judged), "verdict")
    yield Section("Series", _series(judged.history), "series")
    yield Section("Patterns", _patterns(judged), "patterns")
    yield Section("Misses, worst first", _misses(judged), "misses")
    yield Section("In and out of the window", _windows(judged.history), "windows")
    yield Section("Docking", _docking(judged), "docking")
    yield Section("What was given", _given(judged.history), "given")
    yield Section("Grades", _grades(judged.history), "grades")


def _verdict(judged: Judged) -> Markup:
    history, bar = judged.history, bars()
    beaten, rated = history.beaten
    best = telling(judged.patterns)
    met = [f"{tested.name} ({tested.pattern.title.lower()})" for tested in best if tested.counts]
    failed = [
        f"{tested.name} ({tested.pattern.title.lower()})" for tested in best if not tested.counts
    ]
    share = beaten / rated if rated else 0.0
    teaching = at_least(history.score, bar["teaching_score"]) and share >= bar["teaching_series"]
    claim = "meets" if teaching else "does not meet"
    return warning(
        paragraphs(
            "A run is told the rules, gates, mineral controls and truces of the record, month by "
            "month, and has to find what follows. It explores; it does not forecast. About a dozen "
            "shocks between one pair of countries is a small sample.",
            "Lines and scaled errors are of runs that each take the fitted parameters from a draw "
            "that the record does not rule out (configs/targets/non_implausible.csv). Bands "
            "come from runs whose "
            f"parameters are all drawn, each by itself, from {bars()['spread']:.0%} of their "
            "published ranges. Patterns are at the parameters of the configs.",
        )
    ) + paragraphs(
        f"The weighted score of all columns is {history.score:.0%}; {beaten} of {rated} truth "
        f"series have an error below that of the last value. That {claim} the bar proposed for "
        f"teaching and exploration ({bar['teaching_score']:.0%} and "
        f"{bar['teaching_series']:.0%}), which asks for periods not used in fitting.",
        f"Of the four patterns that tell most, these count: {_listed(met)}. "
        f"These do not: {_listed(failed)}.",
    )


def _listed(texts: list[str]) -> str:
    return "; ".join(texts) or "none"


def _series(history: SeriesJudged) -> Markup:
    chart = multiples(history.met)
    drawn = embed(chart, "series", "Small multiples of every series") if chart else Markup()
    scored = history.series[history.series["use"] != "input"]
    long, short = scored[scored["mase"].notna()], scored[scored["mase"].isna()]
    return (
        key()
        + drawn
        + table(long[list(LONG)].iloc[order(long["mase"])], LONG_CAPTION, LONG)
        + table(short[list(SHORT)], SHORT_CAPTION, SHORT)
    )


# Columns with the formats of their numbers.
LONG = {
    "observable": "", "points": ".0f", "mase": ".2f", "mase_held": ".2f", "turns_met": ".0f",
    "turns": ".0f", "coverage_50": ".0%", "coverage_90": ".0%", "crps": ",.3g",
}  # fmt: skip
LONG_CAPTION = (
    "Series, best first. mase: mean absolute error over that of the last value; mase held: over "
    "that of the first value held throughout; below 1 is better than that naive forecast. "
    "Coverage should be near 50 and 90 %; crps is in the unit of the series, lower is "
    "better. The interval scores stand in series.csv."
)
SHORT = {"observable": "", "use": "", "points": ".0f", "number_score": ".2f"}
SHORT_CAPTION = (
    "Columns of too few numbers for a series. Number score: 1 inside the published range (or one "
    "as wide as its confidence allows), 0.5 within twice it, below 0 at the wrong sign."
)


def _patterns(judged: Judged) -> Markup:
    frame = pattern_frame(judged)
    shown = frame.drop(columns=["telling", "measured"])
    shown["name"] = [f"{n} *" if t else n for n, t in zip(frame.name, frame.telling, strict=True)]
    caption = (
        f"A pattern counts when it shows in at least {bars()['pattern_treated']:.0%} of runs and "
        f"in at most {bars()['pattern_placebo']:.0%} of placebo runs, which lack the event that "
        f"sets it off, and of knock-outs, which lack the mechanism that makes it. Where there is "
        "no knock-out it is a clause, a law of the rules or arithmetic, and does not count. "
        "* one of the four that tell most."
    )
    chart = embed(pattern_chart(frame), "patterns", "Shares of runs that show each pattern")
    return chart + table(shown, caption, {"treated": ".0%", "placebo": ".0%", "knocked_out": ".0%"})


def _misses(judged: Judged) -> Markup:
    misses = worst_misses(judged.history)
    poor = misses[misses["score"] < 1.0].copy()
    poor["where_to_look"] = [_suspects(name) for name in poor["observable"]]
    caption = (
        "MASE: error over that of the persistence forecast. Ranges away: distance of the middle "
        "run from the published range, in half ranges, at most 10. Bias: middle of "
        "the relative misses; above 0 is too high."
    )
    formats = {
        "points": ".0f", "mase": ".2f", "ranges_away": ".1f", "bias": "+.0%",
        "score": ".2f",
    }  # fmt: skip
    failed = [tested for tested in judged.patterns if not tested.counts]
    return (
        heading("Columns")
        + table(poor, caption, formats)
        + heading("Patterns that do not count")
        + bullets([_failure(tested) for tested in failed])
        + heading("Numbers furthest off")
        + table(_worst_numbers(judged.history), "The 25 worst single numbers.", NUMBER_FORMATS)
    )


NUMBER_FORMATS = {"miss": "+.0%", "score": ".1f"}


def _suspects(name: str) -> str:
    about = all_published().get(name)
    return _plain(about.suspects) if about else ""


def _plain(text: str) -> str:
    """Return a text without the marks of code, which mean nothing in a page."""
    return text.replace("`", "")


def _failure(tested: Shown) -> str:
    return _plain(f"{tested.name}, {tested.pattern.title.lower()}: {failure(tested)}")


def _worst_numbers(history: SeriesJudged) -> pd.DataFrame:
    aside = {name for name, about in all_published().items() if about.use in ("input", "sign")}
    frame = history.numbers[~history.numbers["observable"].isin(aside)]
    worst = order(frame["miss"].abs(), descending=True)[:25]
    wanted = ["observable", "period", "published", "q05", "q50", "q95", "unit", "miss", "score"]
    return frame.iloc[worst][wanted]


def _windows(history: SeriesJudged) -> Markup:
    caption = (
        "Mean absolute error over the mean of the published numbers: up to an origin, and over the "
        "four periods after it, beside the persistence forecast. The same runs stand on both "
        "sides; docs/calibration.md has the errors of parameters matched to each window alone."
    )
    formats = {"inside": ".0%", "outside": ".0%", "gap": ".1f", "persistence": ".0%"}
    return table(history.windows, caption, formats)


def _docking(judged: Judged) -> Markup:
    frame = docking_frame(judged)
    caption = (
        "Published arithmetic that the game's own rules must reproduce at its rounding, with "
        "politics off. The last rows are scenarios: ordering agrees by "
        f"{order_agreement(list(judged.exports)):.2f} (Spearman), ratios within a factor of two."
    )
    return table(frame, caption, {"published": ",.6g", "ledger": ",.6g"})


def _given(history: SeriesJudged) -> Markup:
    orders = pd.DataFrame(
        [
            {
                "month": month_label(order.month),
                "who": order.actor,
                "order": ", ".join(f"{k}: {v}" for k, v in order.settings.items()),
                "events": " ".join(order.events),
            }
            for order in history.orders
        ]
    )
    names = sorted({target.observable for target in history.untested})
    return paragraphs(
        "These orders were given to every run, with the opening of January 2022, the products, "
        "and the votes of 2022 and 2024. No other number of 2022 to 2025 was.",
        f"Scored with version {__version__}, seed {history.seed}, {history.replicates} "
        f"histories a run, configs {history.config_hash[:12] or 'unknown'}. Scores of "
        "parameters that were set after seeing scores are those of tuned parameters.",
        f"Targets that a run says nothing about, or was given, count for nothing: "
        f"{', '.join(names)}.",
    ) + folded("All orders of the record", table(orders, f"{len(orders)} dated orders."))


def _grades(history: SeriesJudged) -> Markup:
    grades = grade_series(history.series)
    frame = pd.DataFrame(
        [{"observable": n, "grade": g.mark, "why": g.says} for n, g in sorted(grades.items())]
    )
    caption = (
        "Good: beats the last value, and single numbers lie mostly near their range. Fair: beats "
        "it. Poor: does not. Observables that are not listed are untested."
    )
    return table(frame, caption)
