"""The command `ensemble`: plays and keeps the games that a debrief compares a score with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from game.commands._options import AsJson, Pack, read_own
from game.commands._terminal import print_json, print_line, print_table
from game.config import DEFAULT, MOST

if TYPE_CHECKING:
    from game.ahead.ensemble import Ensemble, Order

GAMES = 10_000


def run(
    scenario: Annotated[str, typer.Argument(help="A scenario, or a YAML file.")] = DEFAULT,
    seat: Annotated[
        list[str] | None, typer.Option(help="A seat; all that people may take by default.")
    ] = None,
    games: Annotated[
        int, typer.Option(min=100, max=MOST, help="Games of each seat, about.")
    ] = GAMES,
    pack: Pack = None,
    as_json: AsJson = False,
) -> None:
    """Play the games that a debrief compares a score with, under every policy."""
    from agents.cast import check_seats, open_scenario
    from game.ahead.ensemble import Order
    from game.seat.odds.ensemble_progress import ensembles_folder

    library, _ = read_own(scenario, {}, pack)
    opened, _ = open_scenario(scenario, library)
    files = library.own_of([("scenarios", opened.name)])
    seats = tuple(seat or opened.seats)
    check_seats(seats, opened)
    folder = ensembles_folder()
    orders = [Order(scenario=opened.name, seat=name, games=games, own=files) for name in seats]
    ensembles = [_find_or_play(order, folder) for order in orders]
    if as_json:
        print_json([_object(ensemble) for ensemble in ensembles])
        return
    print_table(_table(ensembles))
    print_line(f"kept in {folder}")


def _find_or_play(order: Order, folder: Path) -> Ensemble:
    """Return the games of a seat, which are played first where none are kept."""
    from tqdm import tqdm

    from game.ahead.ensemble import divide, find, gather, play_portion

    kept = find(order, folder)
    if kept is not None:
        return kept
    portions = divide(order)
    total = sum(portion.count for portion in portions)
    with tqdm(total=total, unit=" games", desc=order.seat, disable=None) as bar:
        for portion in portions:
            bar.update(play_portion(order, portion, folder))
    return gather(order, folder)


def _object(ensemble: Ensemble) -> dict[str, Any]:
    low, median, high = ensemble.quantiles((0.05, 0.5, 0.95))
    return {
        "seat": ensemble.seat,
        "games": ensemble.games,
        "p5": low,
        "median": median,
        "p95": high,
        "mean_by_policy": {name: float(scores.mean()) for name, scores in ensemble.scores.items()},
    }


def _table(ensembles: Sequence[Ensemble]) -> Table:
    table = Table(box=None)
    for column in ("seat", "games", "5 %", "median", "95 %", "best policy, by its mean"):
        table.add_column(column, justify="left" if column == "seat" else "right")
    for ensemble in ensembles:
        quantiles = [f"{value:.1f}" for value in ensemble.quantiles((0.05, 0.5, 0.95))]
        means = {name: float(scores.mean()) for name, scores in ensemble.scores.items()}
        best = max(means, key=lambda name: means[name])
        table.add_row(ensemble.seat, f"{ensemble.games:,}", *quantiles, best)
    return table
