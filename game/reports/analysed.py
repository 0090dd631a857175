"""The sections that analyses add where an experiment fits them: regret, sensitivity, discovery."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import TypeVar

import pandas as pd

from game.analysis.deciding import Sensitivity, tell_leading
from game.analysis.deciding import tell as tell_sensitivity
from game.analysis.discover import Discovery, discover
from game.analysis.discover import tell as tell_discovery
from game.analysis.regret import ALL, TITLES, Regret, regret
from game.analysis.regret import tell as tell_regret
from game.analysis.sensitivity import sensitivity
from game.analysis.wording import ReadableNames
from game.errors import UserError
from game.reports.charts.discover import discovery_chart
from game.reports.charts.regret import regret_chart
from game.reports.charts.sensitivity import tornado
from game.reports.figures import Figures
from game.reports.finished import Finished, plain
from game.reports.fragments import bullets, paragraphs, table
from game.reports.page import Section
from game.state.ties import first_best, order
from game.words.counts import count_of

# Below, or above one less this, a condition has too few games on one side to look for a box.
RARE = 0.01
# Draws from which on a box says more than the draws that happened to be played.
FEWEST_POINTS = 50
# A page should be there within seconds; the commands of their own take more.
RESAMPLES, HALVES = 100, 10
DECIDES, BOXES = "What decides the order", "What would have to be true"

T = TypeVar("T")


@dataclasses.dataclass(frozen=True)
class NotAnalysed:
    """An analysis that these games cannot be put to, and why; the page shows all the rest."""

    reason: str

    def section(self, title: str, name: str) -> Section:
        """Return the section that says so in its place."""
        return Section(title, paragraphs(f"Not worked out: {self.reason}."), name)


def _analysed(analyse: Callable[[], T]) -> T | NotAnalysed:
    """Return an analysis of games that were read, or why these games cannot be put to it."""
    try:
        return analyse()
    except UserError as error:
        return NotAnalysed("; ".join(part for part in (error.problem, error.remedy) if part))


def regrets(finished: Finished, figures: Figures) -> Section | None:
    """Tell which policy of an actor stands up in which worlds, where the grid has a choice."""
    actor = _compared_actor(finished)
    if actor is None:
        return None
    regrets_of_actor = _analysed(lambda: regret(finished.runs, by=actor))
    if isinstance(regrets_of_actor, NotAnalysed):
        return regrets_of_actor.section("Regret", "regret")
    titled = _titled_regret(finished, actor, regrets_of_actor)
    html = paragraphs(
        "The regret of a policy in a world is what its score lacks there of the best of those "
        "compared. A world is one draw of the uncertain numbers with one line-up of the others, "
        "averaged over luck. A policy can be best on average and regretted most."
    )
    html += bullets(
        list(tell_regret(regrets_of_actor, _wording_of_regret(finished, actor, regrets_of_actor)))
    )
    html += figures.place(regret_chart(titled), "regret", "Regret of each policy, and its ranks")
    html += table(*_regret_table(titled))
    return Section("Regret", html, "regret")


def _compared_actor(finished: Finished) -> str | None:
    coloured, _ = finished.layout()
    actors = [key for key in finished.dimensions if key != "arm"]
    if coloured in actors:
        return coloured
    return actors[0] if actors else None


def _titled_regret(finished: Finished, actor: str, answer: Regret) -> Regret:
    titles = {name: finished.policy(actor, name) for name in finished.experiment.grid[actor]}
    structures = {
        whole: "; ".join(finished.part(key, name) for key, name in parts.items()) or whole
        for whole, parts in answer.structures.items()
    }
    columns = {"alternative": titles, "structure": structures}
    return dataclasses.replace(
        answer,
        summary=answer.summary.replace(columns),
        worlds=answer.worlds.replace(columns),
        outcomes={name: finished.label(text) for name, text in answer.outcomes.items()},
    )


def _wording_of_regret(finished: Finished, actor: str, answer: Regret) -> ReadableNames:
    """Return what names read as where the policies of an actor are compared."""
    policies = {
        name: f"“{finished.policy(actor, name)}”" for name in finished.experiment.grid[actor]
    }
    structures = {
        whole: " + ".join(f"“{finished.part(key, name)}”" for key, name in parts.items())
        for whole, parts in answer.structures.items()
        if parts
    }
    wording = wording_of(finished)
    return dataclasses.replace(wording, names={**wording.names, **structures, **policies})


def _regret_table(answer: Regret) -> tuple[pd.DataFrame, str, Mapping[str, str]]:
    payoffs = next(iter(answer.outcomes))
    rows = answer.summary
    rows = rows[(rows["payoffs"] == payoffs) & (rows["structure"] == ALL)]
    wide = rows.pivot(index="alternative", columns="metric", values="value")[list(TITLES)]
    wide = wide.iloc[order(wide["expected"], descending=True)].rename(columns=TITLES)
    forms = dict.fromkeys(wide.columns, ".1f") | {TITLES["satisfied"]: ".0%"}
    caption = f"{answer.outcomes[payoffs]} over {count_of(answer.points, 'draw')}"
    return wide.reset_index(names="policy"), caption, forms


def analyse(finished: Finished) -> Sensitivity | NotAnalysed | None:
    """Return what decides the first outcome that is compared; None where the design has no say."""
    design = finished.experiment.design
    if design is None or design.method not in {"sobol", "morris"}:
        return None
    first = next(iter(finished.experiment.comparisons.values()), None)
    outcome = first.outcome if first else None
    return _analysed(lambda: sensitivity(finished.runs, outcome, resamples=RESAMPLES))


def tell_deciding(finished: Finished, sensitivity: Sensitivity | NotAnalysed | None) -> str:
    """Return the sentences on which inputs decide and how firm that is, or nothing."""
    if not isinstance(sensitivity, Sensitivity):
        return ""
    return " ".join(tell_leading(sensitivity, wording_of(finished)))


def decides(
    finished: Finished, sensitivity: Sensitivity | NotAnalysed | None, figures: Figures
) -> Section | None:
    """Tell which inputs decide an outcome and the order of the line-ups."""
    if sensitivity is None:
        return None
    if isinstance(sensitivity, NotAnalysed):
        return sensitivity.section(DECIDES, "decides")
    titled = dataclasses.replace(
        sensitivity,
        indices=sensitivity.indices.replace({"of": finished.titles()}),
        luck=sensitivity.luck.replace({"of": finished.titles()}),
        outcome=finished.label(sensitivity.outcome),
    )
    html = bullets(list(tell_sensitivity(sensitivity, wording_of(finished))))
    html += figures.place(tornado(titled), "tornado", "What decides the order of the line-ups")
    return Section(DECIDES, html, "decides")


@dataclasses.dataclass(frozen=True, kw_only=True)
class DiscoveredBox:
    """What would have to be true for a condition, among the line-ups where it holds most."""

    name: str
    label: str
    group: str
    found: Discovery


def find_box(finished: Finished) -> DiscoveredBox | NotAnalysed | None:
    """Return the box of the first condition that sometimes holds, where there are enough draws."""
    if not finished.runs.factors or finished.points < FEWEST_POINTS:
        return None
    conditions = finished.experiment.outcomes.written("condition")
    name = next((condition for condition in conditions if _sometimes(finished, condition)), None)
    if name is None:
        return None
    group, profiles = _likeliest(finished, name)
    discovery = _analysed(
        lambda: discover(finished.runs, name, profiles=profiles, resamples=HALVES)
    )
    if isinstance(discovery, NotAnalysed):
        return discovery
    if discovery.limits.empty:
        return None
    return DiscoveredBox(name=name, label=finished.label(name), group=group, found=discovery)


def tell_box(finished: Finished, box: DiscoveredBox | NotAnalysed | None) -> str:
    """Return the sentence on when the first thing compared holds, or nothing."""
    first = next(iter(finished.experiment.comparisons.values()), None)
    if not isinstance(box, DiscoveredBox) or first is None or first.outcome != box.name:
        return ""
    first_sentence = next(tell_discovery(box.found, wording_of(finished)))
    return f"{_among(box.group)} {first_sentence}".strip()


def boxes(
    finished: Finished, box: DiscoveredBox | NotAnalysed | None, figures: Figures
) -> Section | None:
    """Tell what would have to be true for a condition to hold, where it sometimes does."""
    if box is None:
        return None
    if isinstance(box, NotAnalysed):
        return box.section(BOXES, "boxes")
    html = paragraphs(
        f"When does this hold: {box.label}? A search peels away the ranges of the inputs in which "
        "it holds least, and leaves a box. A world is one draw in one line-up; it counts where the "
        "condition is likelier over luck than in all games together. The density of a box is the "
        "share of its worlds that count, its coverage the share of all such worlds that lie in it.",
        _among(box.group),
    )
    html += bullets(list(tell_discovery(box.found, wording_of(finished))))
    drawn = discovery_chart(dataclasses.replace(box.found, where=box.label))
    html += figures.place(drawn, f"box_{box.name}", f"Where this holds: {box.label}")
    return Section(BOXES, html, "boxes")


def _sometimes(finished: Finished, condition: str) -> bool:
    return RARE < float(finished.runs.table[condition].mean()) < 1.0 - RARE


def _likeliest(finished: Finished, condition: str) -> tuple[str, tuple[str, ...]]:
    """Return the group of line-ups in which a condition holds most, and its profiles."""
    groups = finished.labelled_parts()["group"]
    table_of = finished.runs.table
    held = table_of[condition].groupby(table_of["profile"].map(groups)).mean()
    group = str(held.index[first_best(held)])
    return group, tuple(str(name) for name in groups.index[groups == group])


def _among(group: str) -> str:
    return "" if group == "all" else f"Among the games with “{group}”, where it holds most:"


def wording_of(finished: Finished) -> ReadableNames:
    """Return what the names of the configs read as in the sentences of an analysis."""
    names = {factor: plain(factor) for factor in finished.runs.factors}
    outcomes = finished.experiment.outcomes
    scored = [
        outcome for outcome in finished.runs.outcomes if outcome.startswith(("score_", "aim_"))
    ]
    written = (*outcomes.written("number", "condition"), *outcomes.labels, *scored)
    names |= {name: f"“{finished.label(name)}”" for name in written}
    names |= {profile: f"“{title}”" for profile, title in finished.titles().items()}
    return ReadableNames(names, profile="line-up")
