"""The codebook of a batch: every column of every table, in Markdown."""

from __future__ import annotations

import html
import re

from game.batch.columns import SERIES, run_columns
from game.batch.study import Study
from game.errors import visible

CODEBOOK = "codebook.md"
# What spreadsheets take for the beginning of a formula.
FORMULA = ("=", "+", "-", "@")


def plain(text: str) -> str:
    """Return a text that Markdown shows as it is: one line, no markup, no formula of a table."""
    line = html.escape(visible(" ".join(text.split())), quote=False)
    escaped = re.sub(r"([\\`*\[\]|])", r"\\\1", line)
    return f"\\{escaped}" if escaped[:1] in FORMULA else escaped


def codebook(study: Study) -> str:
    """Return the description of every column of every table, in Markdown."""
    experiment = study.experiment
    scenario = study.arms[0].scenario
    lines = [
        f"# {plain(experiment.title)}",
        "",
        f"**Question.** {plain(experiment.question)}",
        "",
        f"**How it is answered.** {plain(experiment.says)}",
        "",
        f"**What it does not show.** {plain(experiment.caution)}",
        "",
        "High Fence explores and stress-tests; it does not predict.",
        "",
        "## runs: one row a game",
        "",
        "| column | type | unit | what |",
        "| --- | --- | --- | --- |",
    ]
    for column in run_columns(study):
        unit, says = plain(column.unit), plain(column.says)
        lines.append(f"| {column.name} | {column.type} | {unit} | {says} |")
    lines += ["", "## series: one row a game, observable and turn", ""]
    lines += ["| column | type |", "| --- | --- |"]
    lines += [f"| {field.name} | {field.type} |" for field in SERIES]
    lines += ["", "| observable | unit | what |", "| --- | --- | --- |"]
    for name in experiment.outcomes.series:
        seen = scenario.observables[name]
        lines.append(f"| {name} | {plain(seen.unit)} | {plain(seen.says)} |")
    lines += ["", "## Turns", "", "| turn | quarter |", "| --- | --- |"]
    lines += [f"| {turn + 1} | {scenario.date(turn)} |" for turn in range(scenario.turns)]
    lines += ["", "## Profiles", "", "| profile | what |", "| --- | --- |"]
    titles = {name: plain(arm.title or name) for name, arm in experiment.profiles.items()}
    lines += [f"| {arm.profile} | {titles[arm.line_up]} |" for arm in study.arms]
    return "\n".join(lines) + "\n"
