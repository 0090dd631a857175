"""What a batch was made from and what it holds: enough to make it again."""

from __future__ import annotations

import html
import platform
import re
from importlib.metadata import version
from typing import Any

from game import __version__
from game.batch.columns import SERIES, run_columns
from game.batch.design import salib_problem
from game.batch.store import MANIFEST, Store
from game.batch.study import Study
from game.errors import UserError
from game.words.numbers import scenario_title

PACKAGES = ("mesa", "numpy", "pandas", "pyarrow", "pydantic", "SALib", "scipy")
DESIGN = "design.parquet"
# What spreadsheets take for the beginning of a formula.
FORMULA = ("=", "+", "-", "@")


def describe(study: Study) -> dict[str, Any]:
    """Return the manifest of a batch that has only begun."""
    experiment = study.experiment
    return {
        "experiment": experiment.model_dump(mode="json"),
        "version": __version__,
        "code_hash": study.code,
        "config_hash": study.digest,
        "seed": experiment.seed,
        "profiles": [
            {"profile": arm.profile, "arm": arm.line_up, "policies": dict(arm.scenario.profile)}
            for arm in study.arms
        ],
        "inputs": {
            "problem": salib_problem(study.factors),
            "points": len(study.points),
            "table": DESIGN,
        },
        "counts": {"games": study.games},
        "scenario": _describe_scenario(study),
        "titles": {actor: dict(named) for actor, named in study.titles.items()},
        "columns": [
            {"name": one.name, "title": one.title, "unit": one.unit, "says": one.says}
            for one in run_columns(study)
        ],
        "packages": {name: version(name) for name in PACKAGES},
        "python": platform.python_version(),
        "machine": platform.machine(),
    }


def _describe_scenario(study: Study) -> dict[str, Any]:
    """Return what a reader of the tables wants to know of the scenario: dates, and observables."""
    scenario = study.arms[0].scenario
    return {
        "title": scenario_title(scenario.brief.title),
        "turns": scenario.turns,
        "dates": [scenario.date(turn) for turn in range(scenario.turns)],
        "observables": {
            name: {
                "unit": scenario.observables[name].unit,
                "says": scenario.observables[name].says,
            }
            for name in study.experiment.outcomes.series
        },
    }


def expect_same(store: Store, study: Study) -> None:
    """Hold a folder that has been begun to what would be written into it now.

    Raises
    ------
    UserError
        If it belongs to another batch, or was begun by other versions.
    """
    begun = store.read_json(MANIFEST)
    if begun is None:
        return
    place, now = str(store.folder / MANIFEST), describe(study)
    if begun["config_hash"] != now["config_hash"]:
        problem = f"holds games of {begun['experiment']['name']} with other configs"
        raise UserError(place, problem, "name another folder for these")
    if begun["code_hash"] != now["code_hash"]:
        problem = f"was made by another state of the program (version {begun['version']})"
        raise UserError(place, problem, "go back to it, or name another folder")
    for package, installed in now["packages"].items():
        if begun["packages"].get(package) != installed:
            problem = f"was begun with {package} {begun['packages'].get(package)}"
            raise UserError(place, f"{problem}, here is {installed}", "name another folder")


def plain(text: str) -> str:
    """Return a text that Markdown shows as it is: one line, no markup, no formula of a table."""
    line = html.escape(" ".join(text.split()), quote=False)
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
        one = scenario.observables[name]
        lines.append(f"| {name} | {plain(one.unit)} | {plain(one.says)} |")
    lines += ["", "## Turns", "", "| turn | quarter |", "| --- | --- |"]
    lines += [f"| {turn + 1} | {scenario.date(turn)} |" for turn in range(scenario.turns)]
    lines += ["", "## Profiles", "", "| profile | what |", "| --- | --- |"]
    titles = {name: plain(one.title or name) for name, one in experiment.profiles.items()}
    lines += [f"| {arm.profile} | {titles[arm.line_up]} |" for arm in study.arms]
    return "\n".join(lines) + "\n"
