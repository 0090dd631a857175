"""Openings of scenarios: where the histories of the hindcast stand at a date, stored as a table.

`python -m game.hindcast.openings` writes configs/openings anew. It is due after a change of rules,
parameters or the record that moves them; a test says when.
"""

from __future__ import annotations

import dataclasses
import itertools
import sys
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from game.config.files import lines_of, read_text
from game.config.scenarios import shipped_library
from game.config.stored_openings import LEVER, WRITER, is_stored, opening_path
from game.hindcast.calibration.fitted import draw_non_implausible
from game.hindcast.record.scenario import open_hindcast
from game.hindcast.simulate import make_plan, play_plan
from game.paths import configs_dir
from game.state.axes import Axes
from game.state.calendar import month_label
from game.state.chance import Chance
from game.state.levers import Levers
from game.state.periods import read_month
from game.state.position import Position
from game.state.scenario import Scenario
from game.state.ties import order
from game.state.world import FIELDS, Floats

HISTORIES, SEED = 64, 0


def play_histories(
    months: Iterable[int], *, histories: int = HISTORIES, first: int = 0
) -> dict[int, Position]:
    """Return where histories of the hindcast stand at the ends of months.

    Each has the parameters of a draw that the record does not rule out, and luck of its own.
    """
    wanted = set(months)
    library = shipped_library()
    plan = make_plan(library, until=month_label(max(wanted)))
    luck = Chance(SEED, first, histories)
    drawn = draw_non_implausible(plan.scenario, luck)
    positions: dict[int, Position] = {}

    def watch(position: Position) -> None:
        if position.world.month in wanted:
            positions[position.world.month] = position

    play_plan(
        dataclasses.replace(plan, scenario=drawn),
        library,
        histories,
        seed=SEED,
        first=first,
        only=("unmet_share",),
        watch=watch,
    )
    return positions


def opening_table(position: Position) -> str:
    """Return the table of where histories stand, the most typical first, numbers to six digits."""
    scenario = open_hindcast()
    numbers = dict(_numbers(position, scenario.params.axes))
    ranks = order(_distances(tuple(numbers.values())))
    lines = [
        f"# The hindcast at the end of {month_label(position.world.month)}: histories 0 to "
        f"{position.replicates - 1} of seed {SEED}, the most typical first.",
        f"# Written by `{WRITER}`; do not edit.",
        ",".join(["number", *(str(int(rank)) for rank in ranks)]),
    ]
    settings = _settings(position, scenario.levers)
    lines += [f"{target},{setting}" for target, setting in settings]
    for target, values in numbers.items():
        cells = [_cell(value) for value in values[ranks]]
        if set(cells) != {"0"}:
            lines.append(",".join([target, *(cells[:1] if len(set(cells)) == 1 else cells)]))
    return "\n".join(lines) + "\n"


def moved_since(months: Sequence[str], histories: Sequence[int]) -> list[str]:
    """Return what is stored for months and comes out otherwise when histories are played anew.

    These are names of numbers and settings after their month; tables are read as they stand.
    """
    tables = {read_month(month, "opening"): (month, _read_rows(month)) for month in months}
    scenario = open_hindcast()
    moved: dict[str, None] = {}
    for history in histories:
        for number, position in play_histories(tables, histories=1, first=history).items():
            month, rows = tables[number]
            column = rows["number"].index(str(history))
            for target, cell in _cells(position, scenario).items():
                cells = rows.get(target, ["0"])
                if cell != cells[column if len(cells) > 1 else 0]:
                    moved[f"{month}: {target}"] = None
    return list(moved)


def _read_rows(month: str) -> dict[str, list[str]]:
    lines = lines_of(read_text(opening_path(shipped_library().folder, month)))
    rows = (line.split(",") for line in lines if not line.startswith("#"))
    return {target: cells for target, *cells in rows}


def _cells(position: Position, scenario: Scenario) -> dict[str, str]:
    """Return everything that is stored of one history, as it is written."""
    cells = dict(_settings(position, scenario.levers))
    for target, values in _numbers(position, scenario.params.axes):
        cells[target] = _cell(values[0])
    return cells


def _numbers(position: Position, axes: Axes) -> Iterator[tuple[str, Floats]]:
    """Yield every number that is stored, by its path, in each history (R,)."""
    for name, field in FIELDS.items():
        if field.lever or not is_stored(name):
            continue
        array: Floats = getattr(position.world, name)
        members = [axes.members(letter) for letter in field.axes[1:]]
        for path in itertools.product(*(enumerate(names) for names in members)):
            place: tuple[int | slice, ...] = tuple(index for index, _ in path) or (0,)
            yield ".".join((name, *(member for _, member in path))), array[(slice(None), *place)]


def _settings(position: Position, levers: Levers) -> Iterator[tuple[str, str]]:
    """Yield the settings in force that do not rest, and those of fields; histories share them."""
    for name, lever in levers.items():
        for column in range(lever.columns):
            setting = lever.snap(float(position.orders.settings[name][0, column]), name)
            if not lever.pulse and lever.differ(setting, lever.rest):
                yield f"{LEVER}.{lever.actor}.{lever.target(column)}", lever.text(setting)
    for name, field in FIELDS.items():
        if field.lever and is_stored(name):
            yield name, levers[field.lever].text(float(getattr(position.world, name)[0, 0]))


def _distances(numbers: Sequence[Floats]) -> Floats:
    """Return how far each history is from the medians, each number in its own spread, (R,)."""
    distances = np.zeros_like(numbers[0])
    for values in numbers:
        apart = np.abs(values - np.median(values))
        spread = float(apart.mean())
        if spread > 0.0:
            distances = distances + apart / spread
    return distances


def _cell(value: float) -> str:
    return f"{value + 0.0:.6g}"


def main() -> None:
    """Write the openings of every scenario that opens from the hindcast.

    A month that no file is there for is added by naming it: a scenario may then open from it.
    """
    for added in sys.argv[1:]:
        path = opening_path(configs_dir(), added)
        path.parent.mkdir(exist_ok=True)
        path.touch()
    library = shipped_library()
    wanted = {config.opens_from for config in library.scenarios.values()} - {None}
    months = {read_month(month, "opening"): month for month in sorted(filter(None, wanted))}
    for month, position in play_histories(months).items():
        path = opening_path(library.folder, months[month])
        path.write_text(opening_table(position), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
