"""The command `discover`: the worlds of a batch in which a condition holds."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from game.commands._options import (
    AnswerFolder,
    AnswerName,
    AsJson,
    Batch,
    Pack,
    Profiles,
    ResamplingSeed,
)
from game.config import MOST


def run(
    batch: Batch,
    where: Annotated[str, typer.Option(help="A condition over outcomes: 'self_reliance > 50'.")],
    profile: Profiles = None,
    box: Annotated[
        int | None, typer.Option(min=0, max=MOST, help="Tell this box of the way.")
    ] = None,
    chance: Annotated[
        float | None,
        typer.Option(min=0.0, max=1.0, help="Worlds in which it is likelier than this count."),
    ] = None,
    single_games: Annotated[
        bool, typer.Option("--single-games", help="Look among games instead of worlds.")
    ] = False,
    most: Annotated[
        int, typer.Option(min=1, max=MOST, help="Inputs that the box may restrict.")
    ] = 4,
    out: AnswerFolder = None,
    name: AnswerName = None,
    pack: Pack = None,
    resamples: Annotated[
        int, typer.Option(min=1, max=MOST, help="Random halves to try the box on.")
    ] = 20,
    seed: ResamplingSeed = 0,
    as_json: AsJson = False,
) -> None:
    """Find the worlds in which a condition holds, as a box of inputs (PRIM and CART)."""
    from game.analysis.discover import discover
    from game.commands._answer import open_batch, print_answer, print_object, write_answer
    from game.reports.charts.discover import discovery_chart

    runs, where_to = open_batch(batch, out, pack=pack)
    options: dict[str, Any] = {"box": box, "chance": chance, "single_games": single_games}
    options |= {"most": most, "resamples": resamples, "seed": seed}
    discovery = discover(runs, where, profiles=tuple(profile or ()), **options)
    tables = {
        "discover": discovery.limits,
        "discover_boxes": discovery.trajectory,
        "discover_tree": discovery.tree,
    }
    folder = write_answer(
        where_to,
        name,
        "discover",
        {"where": where, "profiles": profile or None, **options},
        discovery.says,
        tables,
        discovery_chart(discovery),
    )
    if as_json:
        names = ("where", "base", "box", "left_out")
        numbers = {key: getattr(discovery, key) for key in names}
        print_object(numbers, discovery.says, tables)
    else:
        leaves = discovery.tree.loc[
            discovery.tree["density"] > discovery.base, ["density", "coverage", "rule"]
        ]
        print_answer(
            folder, discovery.says, {"discover": discovery.limits, "discover_tree": leaves}
        )
