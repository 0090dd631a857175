"""Stored ensembles: thousands of games of one scenario, a seat led by each shipped policy in turn.

A person's score is shown beside them. All games have the scenario's own cast for the other actors,
and every policy meets the same luck. They are played in portions, each kept at once, so that
building goes on where it was stopped.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
import shutil
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from agents.cast import choose_policies, quick_policies
from agents.policies.base import Policy
from agents.rollouts import play_turn
from game.batch.fingerprint import code_hash
from game.config.fingerprint import config_hash
from game.config.library import Library
from game.config.own_files import OwnFile
from game.config.scenarios import library_of, load_scenario
from game.files.durable import whole_file
from game.files.regular import open_regular
from game.state.chance import Chance
from game.state.opening import draw_opening
from game.state.position import Position
from game.state.scenario import Scenario
from game.state.ties import above
from game.state.world import Floats
from game.turn.engine import open_position
from game.turn.observables import read_observable
from game.turn.outcome import score_aims, total_scores

GAMES, PORTION = 10_000, 1_000
# A seed that no person is offered.
SEED = 7_919_000_001
# The course of a game is told by these observables.
SERIES = (
    "nv_cn_units", "nv_cn_h100e", "nv_rev", "nv_cn_rev_bill", "smuggled_h100e", "gray_premium",
    "unmet_share", "cn_units_huawei", "smic_yield_7nm", "cn_share_domestic", "selfsuff_value",
    "cn_global_share", "compute_ratio", "cn_lag", "mineral_exports", "magnet_exp_us",
    "ga_price_row", "approval", "el_cn",
)  # fmt: skip
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Order:
    """Which ensemble is wanted: a scenario, the seat, about how many games, of how many turns.

    `own` are the user's own files that the scenario is from; without `turns` games go to their end.
    """

    scenario: str
    seat: str
    games: int = GAMES
    own: tuple[OwnFile, ...] = ()
    turns: int = 0


@dataclasses.dataclass(frozen=True, kw_only=True)
class Portion:
    """Games `first` to `first + count` - 1 of one policy."""

    policy: str
    first: int
    count: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class Ensemble:
    """Final scores by policy, each sorted, and how the series spread turn by turn.

    `bands` has the quantiles of each series over all games that were still running,
    (quantiles, turns); a game that has ended counts no longer.
    """

    seat: str
    scores: Mapping[str, Floats]
    bands: Mapping[str, Floats]

    @property
    def games(self) -> int:
        """How many games it holds."""
        return sum(scores.size for scores in self.scores.values())

    @property
    def pooled(self) -> Floats:
        """All scores, sorted."""
        return np.sort(np.concatenate(list(self.scores.values())))

    def quantiles(self, levels: Sequence[float]) -> list[float]:
        """Return quantiles of all scores."""
        return [float(score) for score in np.quantile(self.pooled, levels)]

    def share_below(self, score: float) -> float:
        """Return the share of all games that scored less."""
        return float(above(score, self.pooled).mean())


@dataclasses.dataclass(frozen=True, kw_only=True)
class _Cast:
    scenario: Scenario
    library: Library
    policies: Mapping[str, Policy]


@functools.lru_cache(maxsize=4)
def _cast(name: str, files: tuple[OwnFile, ...]) -> _Cast:
    library = library_of(files)
    scenario = load_scenario(name, library)
    policies = choose_policies(scenario, {}, library)
    return _Cast(scenario=scenario, library=library, policies=policies)


def divide(order: Order) -> list[Portion]:
    """Return the portions in which an ensemble is played: as many games of every policy."""
    names = quick_policies(_cast(order.scenario, order.own).library, order.seat)
    each = -(-order.games // len(names))
    return [
        Portion(policy=name, first=first, count=min(PORTION, each - first))
        for name in names
        for first in range(0, each, PORTION)
    ]


@functools.lru_cache(maxsize=16)
def key_of(order: Order) -> str:
    """Return the hash of all that an ensemble depends on: configs, code, seat, size."""
    cast = _cast(order.scenario, order.own)
    library, scenario = cast.library, cast.scenario
    policies = {
        f"{order.seat}/{name}": policy for name, policy in library.policies[order.seat].items()
    }
    others = {
        actor: library.policies[actor][name]
        for actor, name in scenario.profile.items()
        if name in library.policies[actor]
    }
    configs = config_hash(library, library.scenarios[scenario.name], {**others, **policies})
    length = [order.turns] if order.turns else []
    text = json.dumps([code_hash(), configs, order.seat, order.games, SEED, SERIES, *length])
    return hashlib.sha256(text.encode()).hexdigest()


def play_portion(order: Order, portion: Portion, folder: Path) -> int:
    """Play a portion, unless it has been kept already, and keep it; return its games.

    Raises
    ------
    OSError
        If the folder cannot be written.
    """
    path = _parts(order, folder) / f"{portion.policy}-{portion.first}.npz"
    if not path.is_file():
        scores, series = _play(order, portion)
        _write(path, {"scores": scores, "series": series})
    return portion.count


def _play(order: Order, portion: Portion) -> tuple[Floats, Floats]:
    """Return final scores (R,) and the course of the series (series, turns, R)."""
    cast = _cast(order.scenario, order.own)
    scenario = cast.scenario
    policies = choose_policies(scenario, {order.seat: portion.policy}, cast.library)
    luck = Chance(SEED, portion.first, portion.count)
    series = np.full((len(SERIES), scenario.turns, portion.count), np.nan)

    def note(position: Position) -> None:
        ended = position.ending.turn[:, 0]
        counts = (ended < 0.0) | (ended == position.turn)
        for number, name in enumerate(SERIES):
            values = read_observable(name, position, scenario)[:, 0]
            series[number, position.turn - 1] = np.where(counts, values, np.nan)

    with np.errstate(all="raise", under="ignore"):
        ended = open_position(scenario, draw_opening(scenario, luck))
        last = order.turns or scenario.turns
        while ended.turn < last and (ended.ending.turn < 0.0).any():
            ended = play_turn(ended, scenario, policies, luck)
            note(ended)
        totals = total_scores(score_aims(ended, scenario), scenario)
    return totals[order.seat][:, 0], series


def gather(order: Order, folder: Path) -> Ensemble:
    """Put the portions together, keep the ensemble in one file, and return it.

    Raises
    ------
    OSError
        If a portion is missing, or the folder cannot be written.
    """
    portions = divide(order)
    scores: dict[str, list[Floats]] = {}
    courses = []
    for portion in portions:
        with np.load(_parts(order, folder) / f"{portion.policy}-{portion.first}.npz") as part:
            scores.setdefault(portion.policy, []).append(part["scores"])
            courses.append(part["series"])
    series = np.concatenate(courses, axis=-1)
    arrays = {f"score {name}": np.sort(np.concatenate(parts)) for name, parts in scores.items()}
    for number, name in enumerate(SERIES):
        arrays[f"band {name}"] = np.stack([_spread(turn) for turn in series[number]], axis=1)
    _write(_whole(order, folder), arrays)
    shutil.rmtree(_parts(order, folder), ignore_errors=True)
    return _ensemble(order, arrays)


def _spread(values: Floats) -> Floats:
    numbers = values[~np.isnan(values)]
    return np.quantile(numbers, QUANTILES) if numbers.size else np.full(len(QUANTILES), np.nan)


def find(order: Order, folder: Path) -> Ensemble | None:
    """Return an ensemble that is kept, or None; a damaged file counts for none."""
    try:
        with open_regular(_whole(order, folder)) as file, np.load(file) as kept:
            return _ensemble(order, dict(kept))
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None


def _ensemble(order: Order, arrays: Mapping[str, Floats]) -> Ensemble:
    parted: dict[str, dict[str, Floats]] = {"score": {}, "band": {}}
    for name, values in arrays.items():
        kind, _, rest = name.partition(" ")
        parted[kind][rest] = values
    return Ensemble(seat=order.seat, scores=parted["score"], bands=parted["band"])


def _parts(order: Order, folder: Path) -> Path:
    return folder / f"{key_of(order)[:24]}.parts"


def _whole(order: Order, folder: Path) -> Path:
    return folder / f"{key_of(order)[:24]}.npz"


def _write(path: Path, arrays: Mapping[str, Floats]) -> None:
    with whole_file(path) as file:
        np.savez(file, allow_pickle=False, **arrays)
