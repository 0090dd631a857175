"""The manifest of a batch: what it was made from and what it holds."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from game.config.files import read_text
from game.config.schema.experiment import Experiment
from game.errors import UserError
from game.files.durable import IS_A_FOLDER
from game.saves.lines import OwnText
from game.words.counts import count_of

MANIFEST = "manifest.json"
RUNS, SERIES, DESIGN = "runs.parquet", "series.parquet", "design.parquet"
TABLES = (RUNS, SERIES, DESIGN)
# The form of the manifest; folders of another form are refused in words. 1 had no such number.
FORMAT = 2
# Far more than a manifest with a failure of every game has.
LARGEST = 2**30
ELSEWHERE = "play the batch again in another folder"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class LedProfile(_Part):
    """A profile of the batch: its arm, and the policy of each actor."""

    profile: str
    arm: str
    policies: dict[str, str]


class VariedInputs(_Part):
    """What varied: the problem dict of SALib, and how many points its table has."""

    problem: dict[str, Any]
    points: int
    table: str = DESIGN


class Counts(_Part):
    """How many games there are; `played`, `failed` and rows of `series` once there are tables."""

    games: int
    played: int = 0
    failed: int = 0
    series: int = 0


class SeenObservable(_Part):
    """Unit and meaning of an observable whose series was kept."""

    unit: str
    says: str


class PlayedScenario(_Part):
    """What a reader of the tables wants to know of the scenario."""

    title: str
    turns: int
    dates: tuple[str, ...]
    observables: dict[str, SeenObservable]


class OutcomeThreshold(_Part):
    """From which difference on an outcome matters, and why.

    Of a ratio, `over` and `under` are the outcomes that are its numerator and its denominator, ""
    where they were not written down, and `times` what their quotient is multiplied by.
    """

    least: float
    unit: str
    reason: str
    is_ratio: bool = False
    over: str = ""
    under: str = ""
    times: float = 1.0


class KeptColumn(_Part):
    """A column of the table of games."""

    name: str
    title: str
    unit: str
    says: str


class Manifest(_Part):
    """What stands in the manifest of a batch.

    `own` are the user's own files among what was played, so that the folder is enough to play its
    games again. `thresholds` are those of what is compared, by outcome. `tables` has the SHA-256 of
    each table, and is empty until they are written; `complete` says that no game failed.
    """

    format: int = FORMAT
    experiment: Experiment
    version: str
    code_hash: str
    config_hash: str
    seed: int
    profiles: tuple[LedProfile, ...]
    inputs: VariedInputs
    counts: Counts
    scenario: PlayedScenario
    titles: dict[str, dict[str, str]]
    own: tuple[OwnText, ...] = ()
    columns: tuple[KeptColumn, ...]
    thresholds: dict[str, OutcomeThreshold] = {}
    packages: dict[str, str]
    python: str
    machine: str
    tables: dict[str, str] = {}
    failures: tuple[dict[str, Any], ...] = ()
    complete: bool = False

    def to_text(self) -> str:
        """Return the manifest as it is written: JSON whose last entry is its own hash."""
        content = self.model_dump(mode="json")
        whole = {**content, "sha256": _digest(content)}
        return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _digest(content: dict[str, Any]) -> str:
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def read_manifest(folder: Path) -> Manifest | None:
    """Return the manifest of a folder, or None where there is none.

    Raises
    ------
    UserError
        If it is damaged, was changed, or has the form of another version.
    """
    path = folder / MANIFEST
    try:
        if not os.path.lexists(path):
            return None
        if path.is_dir():
            raise UserError(str(path), IS_A_FOLDER, f"move it away, or {ELSEWHERE}")
        content = json.loads(read_text(path, LARGEST))
    except (OSError, ValueError, RecursionError):
        raise UserError(str(path), "is not whole", ELSEWHERE) from None
    if not isinstance(content, dict) or not {"version", "experiment"} <= content.keys():
        raise UserError(str(path), "is no manifest of a batch", ELSEWHERE)
    if content.get("format") != FORMAT:
        problem = f"was made by version {content['version']} in a form that is not read here"
        raise UserError(str(path), problem, ELSEWHERE)
    if content.pop("sha256", None) != _digest(content):
        raise UserError(str(path), "was changed after the batch wrote it", ELSEWHERE)
    try:
        manifest = Manifest.model_validate_json(json.dumps(content))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise UserError(str(path), f"{where}: {first['msg']}", ELSEWHERE) from None
    if contradiction := next(_contradictions(manifest), ""):
        raise UserError(str(path), f"contradicts itself: {contradiction}", ELSEWHERE)
    return manifest


def _contradictions(manifest: Manifest) -> Iterator[str]:
    """Yield which entries do not fit each other: all come from one study and its games."""
    counts, experiment = manifest.counts, manifest.experiment
    played = len(manifest.profiles) * manifest.inputs.points * experiment.replicates
    if counts.games != played:
        yield f"profiles, points and replicates make {count_of(played, 'game')}, not {counts.games}"
    if any(profile.arm not in experiment.profiles for profile in manifest.profiles):
        yield "a profile has an arm that the experiment lacks"
    names = manifest.inputs.problem.get("names")
    if not isinstance(names, list) or not {*names} < {column.name for column in manifest.columns}:
        yield "its inputs are no columns"
    if len(manifest.scenario.dates) != manifest.scenario.turns:
        yield f"{count_of(manifest.scenario.turns, 'turn')}, and dates of another number"
    if not manifest.tables:
        return
    if {*manifest.tables} != {*TABLES}:
        yield f"its tables are {', '.join(manifest.tables)}"
    failed = [failure.get("games") for failure in manifest.failures]
    if not all(isinstance(games, int) for games in failed) or sum(failed) != counts.failed:  # type: ignore[arg-type]
        yield f"{count_of(counts.failed, 'game')} failed, and failures of another number"
    if counts.played + counts.failed != counts.games or manifest.complete != (not failed):
        yield "games that were played and that failed are not all of them"
