"""The sections of a report on a batch: each is one function of what was played."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from markupsafe import Markup

from game.config.grades import grade_of
from game.reports.charts.fan import fan_chart, fan_table
from game.reports.charts.outcomes import outcome_chart, outcome_table, share_chart, share_table
from game.reports.charts.passage import passage_chart, passage_table
from game.reports.comparisons import Compared
from game.reports.figures import Figures
from game.reports.finished import Finished, called, plain
from game.reports.fragments import (
    bullets,
    findings,
    folded,
    heading,
    listing,
    note,
    paragraphs,
    table,
    warning,
)
from game.reports.meanings import tell_further, tell_meaning, tell_numbers
from game.reports.page import Section
from game.words.counts import count_of

LIMITS = (
    "High Fence explores and stress-tests; it does not predict. Read differences between line-ups "
    "under the same luck, not levels, and never a single game.",
    "Left out altogether: war and any crisis over Taiwan, what compute is used for, individual "
    "persons, currency and macro policy, most vendors but Nvidia and the Chinese makers.",
    "Every actor follows one fixed policy for a whole game; none learns or sees through another.",
    "Many numbers of the model are judgement. The bands show how far those that vary here leave "
    "the answer open, and nothing of what does not vary.",
)


def question(finished: Finished, compared: list[Compared], further: Sequence[str]) -> Section:
    """Ask, answer from the numbers, and say at once what the answer does not show.

    `further` are sentences of analyses, told first; empty ones are left out.
    """
    experiment = finished.experiment
    html = paragraphs(experiment.says)
    sentences = [(sentence, "") for sentence in further if sentence]
    sentences += [
        (tell_meaning(difference), " ".join((tell_numbers(difference), *tell_further(difference))))
        for difference in compared
    ]
    if sentences:
        html += heading("What the games say") + findings(sentences)
    limits = warning(bullets((experiment.caution, *LIMITS)))
    html += heading("What they do not say") + limits + paragraphs(_size(finished))
    return Section("The question", html, "question")


def _size(finished: Finished) -> str:
    counts, experiment = finished.manifest.counts, finished.experiment
    profiles = len(finished.runs.profiles)
    failed = counts.failed
    lost = f" Left out: {count_of(failed, 'game')} that failed." if failed else " None failed."
    return (
        f"{count_of(counts.played, 'game')}: {count_of(profiles, 'line-up')} x "
        f"{count_of(finished.points, 'draw')} of "
        f"{count_of(len(finished.runs.factors), 'uncertain number')} x "
        f"{count_of(experiment.replicates, 'luck')} each, "
        f"seed {experiment.seed}.{lost} Luck number 7 is the same luck in every line-up and at "
        "every draw, so games are compared in pairs."
    )


def line_ups(finished: Finished) -> Section:
    """Tell who was led by whom, and what was held."""
    experiment, scenario = finished.experiment, finished.manifest.scenario
    ends = "may end early" if experiment.early_ends else "are all played to the last turn"
    first, last = finished.dates[0], finished.dates[-1]
    html = paragraphs(
        f"Games start from the scenario “{scenario.title}” and run over "
        f"{count_of(scenario.turns, 'turn')}, {first} to {last}; they {ends}."
    )
    rows = [
        {"line-up": finished.arm(name), "what differs": _differs(finished, name)}
        for name in experiment.profiles
    ]
    html += table(pd.DataFrame(rows), "Line-ups")
    led = finished.manifest.profiles
    policies = {
        called(actor): "; ".join(
            dict.fromkeys(finished.policy(actor, line_up.policies[actor]) for line_up in led)
        )
        for actor in led[0].policies
    }
    shown = pd.DataFrame({"actor": list(policies), "led by": list(policies.values())})
    html += table(shown, "Policies; several mean that each was played with every line-up")
    return Section("What was played", html, "played")


def _differs(finished: Finished, name: str) -> str:
    line_up = finished.experiment.profiles[name]
    parts = [f"{called(a)} follows “{finished.policy(a, p)}”" for a, p in line_up.policies.items()]
    for actor, settings in line_up.held.items():
        held = ", ".join(f"{plain(target)} = {value}" for target, value in settings.items())
        parts.append(f"{called(actor)} is held at {held}")
    parts += [f"{plain(target)} = {value:g}" for target, value in line_up.parameters.items()]
    for field, members in line_up.opening.items():
        opens = ", ".join(f"{plain(member)} {value:g}" for member, value in members.items())
        parts.append(f"{plain(field)} opens at {opens}")
    for actor, clauses in line_up.without.items():
        numbers = ", ".join(map(str, clauses))
        parts.append(f"{called(actor)}'s policy without clause {numbers}")
    return "; ".join(parts) or "nothing: the scenario's own policies and numbers"


def over_time(finished: Finished, figures: Figures) -> Section | None:
    """Draw a fan chart of each observable that was written down."""
    names = finished.experiment.outcomes.series
    if not names:
        return None
    labelled = finished.labelled_parts()
    groups = list(dict.fromkeys(labelled["group"]))
    html = paragraphs(
        "The line is the median game, the dark band holds the middle half of the games and the "
        "light band nine in ten: luck and uncertain numbers together. A year's name stands at its "
        "first quarter."
    )
    for name in names:
        unit = finished.manifest.scenario.observables[name].unit
        series = finished.series(name)
        for column in labelled:
            series[column] = labelled[column].reindex(series["profile"]).to_numpy()
        drawn = fan_table(series)
        title = finished.series_label(name)
        chart = fan_chart(drawn, groups, finished.dates, title, unit)
        html += figures.place(chart, f"fan_{name}", f"{title}, by quarter and line-up")
        grade = grade_of(name)
        html += note(f"Held against 2022 to 2025: {grade.mark} ({grade.says}).")
    return Section("Over time", html, "time")


def endings(finished: Finished, figures: Figures) -> Section | None:
    """Draw where games end: the spread of each number written down at their end."""
    names = list(finished.experiment.outcomes.written("number")) or [
        name for name in finished.runs.outcomes if name.startswith("score_")
    ]
    html = paragraphs(
        "Thin lines hold nine games in ten, thick ones the middle half; the tick is the median. "
        "± is half a 95 % interval of the mean, with one draw of the uncertain numbers counted as "
        "one observation."
    )
    for name in names:
        drawn = _labelled(finished, outcome_table(_games(finished, name)))
        groups = list(dict.fromkeys(finished.labelled_parts()["group"]))
        label = finished.label(name)
        chart = outcome_chart(drawn, groups, label)
        html += heading(label)
        html += figures.place(chart, f"end_{name}", f"{label} at the end, by line-up")
        html += folded(
            "The numbers",
            table(
                drawn[["title", "mean", "error", "median", "low", "high", "games"]].rename(
                    columns={"title": "line-up", "error": "±", "low": "5 %", "high": "95 %"}
                ),
                label,
                {"mean": ",.4g", "±": ",.2g", "median": ",.4g", "5 %": ",.4g", "95 %": ",.4g"}
                | {"games": ",d"},
            ),
        )
    return Section("Where games end", html, "ends")


def chances(finished: Finished, figures: Figures) -> Section | None:
    """Draw how often each condition holds at the end, and tell how games ended."""
    names = list(finished.experiment.outcomes.written("condition"))
    early = finished.experiment.early_ends
    if not names and not early:
        return None
    word = "share of games" if finished.runs.deep else "probability within the model"
    html = Markup()
    if names:
        html = paragraphs(
            "The dot is the share over all games; the line spans the shares at single draws of the "
            "uncertain numbers, nine in ten of them."
        )
    if finished.runs.deep:
        deep = ", ".join(map(plain, finished.runs.deep))
        html += paragraphs(f"No distribution is claimed for {deep}: shares are no probabilities.")
    groups = list(dict.fromkeys(finished.labelled_parts()["group"]))
    for name in names:
        drawn = _labelled(finished, share_table(_games(finished, name)))
        label = finished.label(name)
        html += heading(label)
        html += figures.place(share_chart(drawn, groups, word), f"share_{name}", f"{label}: {word}")
    if early:
        html += _terminations(finished)
    return Section("How likely", html, "chances")


def _terminations(finished: Finished) -> Markup:
    table_of = finished.runs.table
    ended = pd.crosstab(table_of["profile"], table_of["termination"], normalize="index")
    ended = ended.loc[[name for name in finished.runs.profiles if name in ended.index]]
    ended.insert(0, "line-up", [finished.titles()[str(name)] for name in ended.index])
    return table(ended, "How games ended, share of games", dict.fromkeys(ended.columns[1:], ".1%"))


def first_dates(finished: Finished, figures: Figures) -> Section | None:
    """Draw when each condition first holds: the trigger points."""
    names = list(finished.experiment.outcomes.written("turn"))
    if not names:
        return None
    labelled = finished.labelled_parts()
    groups = list(dict.fromkeys(labelled["group"]))
    html = paragraphs("The share of games in which it has happened by the end of each quarter.")
    for name in names:
        games = _games(finished, name)
        for column in labelled:
            games[column] = labelled[column].reindex(games["profile"]).to_numpy()
        label = finished.label(name)
        drawn = passage_table(games, len(finished.dates))
        chart = passage_chart(drawn, groups, finished.dates, label)
        html += figures.place(chart, f"first_{name}", f"{label}: share of games by quarter")
        html += folded("The dates", table(_dates(finished, games), f"{label}: dates"))
    return Section("When it first happens", html, "first")


def _dates(finished: Finished, games: pd.DataFrame) -> pd.DataFrame:
    """Return by line-up the dates by which a tenth, half and nine tenths of the games passed."""
    rows = []
    for profile, inside in games.groupby("profile", sort=False, observed=True):
        # Never is later than any turn.
        turns = inside["value"].fillna(float("inf"))
        row = {"line-up": finished.titles()[str(profile)]}
        for heading_of_share, share in (
            ("first tenth by", 0.1),
            ("half by", 0.5),
            ("nine tenths by", 0.9),
        ):
            row[heading_of_share] = _date(
                finished, float(turns.quantile(share, interpolation="higher"))
            )
        row["never"] = f"{inside['value'].isna().mean():.0%}"
        rows.append(row)
    return pd.DataFrame(rows)


def _date(finished: Finished, turn: float) -> str:
    if turn == float("inf"):
        return "not within the game"
    return "the opening" if turn == 0 else finished.dates[int(turn) - 1]


def inputs(finished: Finished) -> Section | None:
    """Tell what varied, over which range, and what it means."""
    factors = finished.runs.factors
    if not factors:
        return None
    experiment, design = finished.experiment, finished.experiment.design
    assert design is not None
    rows = []
    for target, uncertainty in experiment.uncertain.items():
        name = target.replace(".", "_")
        drawn, column = finished.runs.points[name], finished.column(name)
        rows.append(
            {
                "input": plain(name),
                "lowest drawn": f"{drawn.min():.3g}",
                "highest drawn": f"{drawn.max():.3g}",
                "unit": column.unit,
                "distribution": uncertainty.distribution,
                "what it is": column.title,
            }
        )
    method = plain(design.method)
    html = paragraphs(
        f"{count_of(finished.points, 'draw')} by the method “{method}”. Where the distribution is "
        "deep, none is claimed: the range is sampled evenly; shares over it are no probabilities."
    )
    html += table(pd.DataFrame(rows), "Uncertain numbers")
    return Section("What varied", html, "inputs")


def remake(finished: Finished) -> Section:
    """Tell what it takes to play the same games again."""
    manifest = finished.manifest
    name = finished.experiment.name
    command = (
        f"highfence batch {name} --out out/{name}\n"
        f"highfence verify out/{name}\n"
        f"highfence report out/{name}"
    )
    facts = {
        "version": manifest.version,
        "seed": str(manifest.seed),
        "configs (SHA-256)": manifest.config_hash,
        "program (SHA-256)": manifest.code_hash,
        **{f"{table} (SHA-256)": digest for table, digest in manifest.tables.items()},
        "Python": f"{manifest.python} on {manifest.machine}",
        **manifest.packages,
    }
    frame = pd.DataFrame({"what": list(facts), "which": list(facts.values())})
    html = paragraphs(
        "The same version with the same configs writes the same tables, byte for byte, whatever "
        "the number of processes. An experiment in a file of its own is named by that file."
    )
    html += listing(command)
    html += folded("Versions and hashes", table(frame, "From manifest.json"))
    sources = [source.title for source in finished.experiment.sources]
    if sources:
        html += heading("Sources of the experiment") + bullets(sources)
    return Section("How to make it again", html, "again")


def _games(finished: Finished, name: str) -> pd.DataFrame:
    games = finished.runs.table[["profile", "point"]]
    return games.assign(value=finished.runs.table[name].astype(float))


def _labelled(finished: Finished, drawn: pd.DataFrame) -> pd.DataFrame:
    """Return a table by profile with the words and the colour group of each."""
    parts = finished.labelled_parts().reindex(drawn["profile"])
    return drawn.assign(
        title=drawn["profile"].map(finished.titles()),
        group=parts["group"].to_numpy(),
        panel=parts["panel"].to_numpy(),
    )
