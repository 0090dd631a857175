"""The command `sensitivity`: which parameters decide an outcome, and how much is luck."""

from __future__ import annotations

from typing import Annotated

import typer

from game.commands._options import (
    AnswerFolder,
    AnswerName,
    AsJson,
    Batch,
    Outcome,
    Pack,
    Profiles,
    Resamples,
    ResamplingSeed,
)


def run(
    batch: Batch,
    outcome: Outcome = None,
    profile: Profiles = None,
    against: Annotated[
        str | None, typer.Option(help="Look at the differences from this profile.")
    ] = None,
    out: AnswerFolder = None,
    name: AnswerName = None,
    pack: Pack = None,
    resamples: Resamples = 300,
    seed: ResamplingSeed = 0,
    as_json: AsJson = False,
) -> None:
    """Find what decides an outcome, or the order of profiles: parameters, and luck."""
    from game.analysis.deciding import sort_indices
    from game.analysis.sensitivity import expect_design, sensitivity
    from game.commands._answer import open_batch, print_answer, print_object, write_answer
    from game.reports.charts.sensitivity import tornado

    runs, where_to = open_batch(batch, out, expect_design, pack)
    answer = sensitivity(
        runs,
        outcome,
        profiles=tuple(profile or ()),
        against=against,
        resamples=resamples,
        seed=seed,
    )
    tables = {"sensitivity": sort_indices(answer), "sensitivity_luck": answer.luck}
    if len(answer.interactions):
        tables["sensitivity_pairs"] = answer.interactions
    folder = write_answer(
        where_to,
        name,
        "sensitivity",
        {
            "outcome": answer.outcome,
            "profiles": profile or None,
            "against": against,
            "resamples": resamples,
            "seed": seed,
        },
        answer.says,
        tables,
        tornado(answer),
    )
    if as_json:
        numbers = {"method": answer.method, "outcome": answer.outcome, "games": answer.games}
        print_object(numbers, answer.says, tables)
    else:
        print_answer(folder, answer.says, tables)
