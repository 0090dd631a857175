"""The command `regret`: which policy of a batch stands up in which worlds."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from game.commands._options import (
    AnswerFolder,
    AnswerName,
    AsJson,
    Batch,
    Outcome,
    Pack,
    Resamples,
    ResamplingSeed,
)

if TYPE_CHECKING:
    import pandas as pd


class Better(StrEnum):
    """Whether more of an outcome is better, or less."""

    HIGH = "high"
    LOW = "low"


def run(
    batch: Batch,
    outcome: Outcome = None,
    by: Annotated[
        str | None, typer.Option(help="What is compared: an actor's policies, profile or arm.")
    ] = None,
    better: Annotated[Better, typer.Option(help="Whether more is better, or less.")] = Better.HIGH,
    enough: Annotated[
        float | None, typer.Option(help="The value that is good enough; the median by default.")
    ] = None,
    out: AnswerFolder = None,
    name: AnswerName = None,
    pack: Pack = None,
    resamples: Resamples = 300,
    seed: ResamplingSeed = 0,
    as_json: AsJson = False,
) -> None:
    """Find which policy stands up in which worlds: value, regret, and whether they agree."""
    from game.analysis.regret import regret
    from game.commands._answer import open_batch, print_answer, print_object, write_answer
    from game.reports.charts.regret import regret_chart

    runs, where_to = open_batch(batch, out, pack=pack)
    way: Literal["high", "low"] = "low" if better is Better.LOW else "high"
    answer = regret(runs, outcome, by=by, better=way, enough=enough, resamples=resamples, seed=seed)
    tables = {"regret": answer.summary, "regret_worlds": answer.worlds}
    folder = write_answer(
        where_to,
        name,
        "regret",
        {
            "outcome": outcome,
            "by": answer.by,
            "better": way,
            "enough": enough,
            "resamples": resamples,
            "seed": seed,
        },
        answer.says,
        tables,
        regret_chart(answer),
    )
    if as_json:
        numbers = {
            "by": answer.by,
            "outcomes": answer.outcomes,
            "better": way,
            "enough": answer.enough,
        }
        print_object(numbers, answer.says, {"regret": answer.summary})
    else:
        print_answer(folder, answer.says, {"regret": list_ranks(answer.summary)})


def list_ranks(summary: pd.DataFrame) -> pd.DataFrame:
    """Return ranks with values, one row for each payoff set, structure and alternative."""
    shown = summary["rank"], summary["value"]
    cells = [f"{rank} ({value:.3g})" for rank, value in zip(*shown, strict=True)]
    table = summary.assign(cells=cells).pivot_table(
        index=["payoffs", "structure", "alternative"],
        columns="metric",
        values="cells",
        aggfunc="first",
        sort=False,
    )
    rows = table.reset_index()
    return rows if rows["structure"].nunique() > 1 else rows.drop(columns="structure")
