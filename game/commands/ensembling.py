"""The command `ensemble`: plays and keeps the games that a debrief compares a score with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table
from tqdm import tqdm

from game.commands.options import AsJson
from game.commands.printing import console, print_json
from game.config.scenarios import DEFAULT

if TYPE_CHECKING:
    from game.ahead.ensemble import Ensemble

GAMES = 10_000


def ensemble(
    scenario: Annotated[str, typer.Argument(help="A scenario, or a YAML file.")] = DEFAULT,
    seat: Annotated[
        list[str] | None, typer.Option(help="A seat; all that people may take by default.")
    ] = None,
    games: Annotated[int, typer.Option(min=100, help="Games of each seat, about.")] = GAMES,
    as_json: AsJson = False,
) -> None:
    """Play the games that a debrief compares a score with, each seat led by every policy."""
    # Read here: the window's first frame does not wait for it.
    from agents.cast import check_seats, open_scenario
    from game.ahead.ensemble import Order, divide, find, gather, play_portion
    from game.seat.odds.ensemble_progress import ensembles_folder

    opened, _ = open_scenario(scenario)
    seats = tuple(seat or opened.seats)
    check_seats(seats, opened)
    folder = ensembles_folder()
    made: list[Ensemble] = []
    for name in seats:
        order = Order(scenario=scenario, seat=name, games=games)
        kept = find(order, folder)
        if kept is None:
            portions = divide(order)
            whole = sum(portion.count for portion in portions)
            with tqdm(total=whole, unit=" games", desc=name, disable=None) as bar:
                for portion in portions:
                    bar.update(play_portion(order, portion, folder))
            kept = gather(order, folder)
        made.append(kept)
    if as_json:
        print_json([_object(one) for one in made])
        return
    console.print(_table(made))
    console.print(f"kept in {folder}", soft_wrap=True)


def _object(one: Ensemble) -> dict[str, Any]:
    low, median, high = one.quantiles((0.05, 0.5, 0.95))
    policies = {name: float(scores.mean()) for name, scores in one.scores.items()}
    return {
        "seat": one.seat, "games": one.games, "p5": low, "median": median, "p95": high,
        "mean_by_policy": policies,
    }  # fmt: skip


def _table(made: list[Ensemble]) -> Table:
    table = Table(box=None)
    for column in ("seat", "games", "5 %", "median", "95 %", "best policy, by its mean"):
        table.add_column(column, justify="left" if column == "seat" else "right")
    for one in made:
        quantiles = [f"{value:.1f}" for value in one.quantiles((0.05, 0.5, 0.95))]
        best = max(one.scores, key=lambda name: float(one.scores[name].mean()))
        table.add_row(one.seat, f"{one.games:,}", *quantiles, best)
    return table
