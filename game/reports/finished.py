"""A finished batch as a report reads it: its games, and the words people have for them."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from game.analysis.runs import Runs, runs_of
from game.batch.finished import FinishedBatch, open_batch
from game.batch.manifest import SERIES, KeptColumn, Manifest
from game.config import STRATEGISTS
from game.config.scenarios import shipped_library
from game.config.schema.experiment import Experiment

# Policies that are written in code have no file with a name for people.
CODED = {
    "random_legal": "Move at random",
    **dict.fromkeys(STRATEGISTS, "Look ahead"),
}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Finished:
    """A batch, its games and the words for them."""

    batch: FinishedBatch
    runs: Runs

    @property
    def manifest(self) -> Manifest:
        """What the batch was made from."""
        return self.batch.manifest

    @property
    def experiment(self) -> Experiment:
        """The experiment as it was played."""
        return self.runs.experiment

    @property
    def dates(self) -> list[str]:
        """The quarter of each turn."""
        return list(self.manifest.scenario.dates)

    @property
    def points(self) -> int:
        """How many draws of the uncertain numbers were played."""
        return len(self.runs.points)

    def series(self, name: str) -> pd.DataFrame:
        """Return an observable with the columns profile, turn and value."""
        chosen = pc.field("observable") == name
        table = self.batch.read(SERIES, columns=["run", "turn", "value"], filters=chosen)
        games = self.runs.table
        # Games stand in the order of their numbers, with gaps where some failed.
        places = np.searchsorted(games["run"].to_numpy(), table["run"].to_numpy())
        return pd.DataFrame(
            {
                "profile": pd.Categorical(games["profile"]).take(places),
                "turn": table["turn"].to_numpy(),
                "value": table["value"].to_numpy(),
            }
        )

    def column(self, name: str) -> KeptColumn:
        """Return unit and meaning of a column."""
        return next(column for column in self.manifest.columns if column.name == name)

    def label(self, name: str) -> str:
        """Return what people read for an outcome, a score or an aim."""
        given = self._given(name)
        if given:
            return given
        if name.startswith("score_"):
            actor, _, payoffs = name.removeprefix("score_").partition("_")
            of = f" by the payoff set {payoffs}" if payoffs else ""
            return f"Score of {called(actor)}{of} (0 to 100)"
        if name.startswith("aim_"):
            title = self.column(name).title
            actor = name.split("_")[1]
            return f"{called(actor).capitalize()}: {title} (0 to 100)"
        return plain(name)

    def series_label(self, name: str) -> str:
        """Return what people read for an observable."""
        says = self.manifest.scenario.observables[name].says
        return self._given(name) or says[0].upper() + says[1:]

    def _given(self, name: str) -> str:
        """Return the label that the experiment gives, on one line for charts; "" for none."""
        return " ".join(self.experiment.outcomes.labels.get(name, "").split())

    def arm(self, name: str) -> str:
        """Return what people read for an arm of the experiment."""
        return self.experiment.profiles[name].title or plain(name)

    def policy(self, actor: str, name: str) -> str:
        """Return what people read for a policy."""
        titles = {**CODED, **self.manifest.titles.get(actor, {})}
        return str(titles.get(name, plain(name)))

    def part(self, key: str, name: str) -> str:
        """Return what people read for one part of a profile: its arm, or the policy of an actor."""
        return self.arm(name) if key == "arm" else self.policy(key, name)

    @property
    def dimensions(self) -> tuple[str, ...]:
        """What profiles differ in: `arm`, then the actors of the grid."""
        experiment = self.experiment
        arms = ("arm",) if len(experiment.profiles) > 1 or not experiment.grid else ()
        return (*arms, *(actor for actor, names in experiment.grid.items() if len(names) > 1))

    def parts(self) -> pd.DataFrame:
        """Return the dimensions of each profile by their names, one row a profile."""
        profiles = self.manifest.profiles
        index = pd.Index([led.profile for led in profiles], name="profile")
        parts = pd.DataFrame([{**led.policies, "arm": led.arm} for led in profiles], index=index)
        return parts[list(self.dimensions)]

    def layout(self) -> tuple[str | None, tuple[str, ...]]:
        """Return the dimension that figures colour by, and those that they set side by side.

        What the first comparison tells apart is told apart by colour.
        """
        first = next(iter(self.experiment.comparisons.values()), None)
        asked = [key for key in self.dimensions if first is not None and key in first.of]
        coloured = next(iter([*asked, *self.dimensions]), None)
        return coloured, tuple(key for key in self.dimensions if key != coloured)

    def labelled_parts(self) -> pd.DataFrame:
        """Return by profile the columns `group`, the colour, and `panel`, what stands beside."""
        coloured, beside = self.layout()
        parts = self.parts()
        group = parts[coloured].map(lambda name: self.part(coloured, name)) if coloured else "all"
        panels = [parts[key].map(lambda name, key=key: self.part(key, name)) for key in beside]
        panel = ["; ".join(names) for names in zip(*panels, strict=True)] if panels else ""
        return pd.DataFrame({"group": group, "panel": panel}, index=parts.index)

    def titles(self) -> dict[str, str]:
        """Return what people read for each profile."""
        parts = self.parts()
        return {
            str(profile): "; ".join(
                self.part(str(key), name) for key, name in parts.loc[profile].items()
            )
            for profile in parts.index
        }


def read_finished(folder: Path) -> Finished:
    """Read the folder of a finished batch.

    Raises
    ------
    UserError
        If it holds no finished batch, one that is damaged, or one of another version.
    """
    batch = open_batch(folder)
    return Finished(batch=batch, runs=runs_of(batch))


def called(actor: str) -> str:
    """Return an actor's name within a sentence."""
    config = shipped_library().actors.get(actor)
    return config.called if config else actor


def plain(name: str) -> str:
    """Return a name of the configs as words."""
    return name.replace("_", " ")
