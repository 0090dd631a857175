"""The command `discover`: the worlds of a batch in which a condition holds."""

from __future__ import annotations

from typing import Annotated

import typer

from game.commands._options import AnswerFolder, AsJson, Batch, Pack, Profiles, ResamplingSeed


def run(
    batch: Batch,
    where: Annotated[str, typer.Option(help="A condition over outcomes: 'self_reliance > 50'.")],
    profile: Profiles = None,
    box: Annotated[int | None, typer.Option(min=0, help="Tell this box of the way.")] = None,
    most: Annotated[int, typer.Option(min=1, help="Inputs that the box may restrict.")] = 4,
    out: AnswerFolder = None,
    pack: Pack = None,
    resamples: Annotated[int, typer.Option(min=1, help="Random halves to try the box on.")] = 20,
    seed: ResamplingSeed = 0,
    as_json: AsJson = False,
) -> None:
    """Find the worlds in which a condition holds, as a box of inputs (PRIM and CART)."""
    from game.analysis.discover import discover
    from game.commands._answer import open_batch, print_answer, print_object, write_answer
    from game.reports.charts.discover import discovery_chart

    runs, folder = open_batch(batch, out, pack=pack)
    found = discover(
        runs,
        where,
        profiles=tuple(profile or ()),
        box=box,
        most=most,
        resamples=resamples,
        seed=seed,
    )
    tables = {
        "discover": found.limits,
        "discover_boxes": found.trajectory,
        "discover_tree": found.tree,
    }
    write_answer(folder, tables, "discover", discovery_chart(found))
    if as_json:
        numbers = {
            "where": found.where,
            "base": found.base,
            "box": found.box,
            "left_out": found.left_out,
        }
        print_object(numbers, found.says, tables)
    else:
        leaves = found.tree.loc[found.tree["density"] > found.base, ["density", "coverage", "rule"]]
        print_answer(folder, found.says, {"discover": found.limits, "discover_tree": leaves})
