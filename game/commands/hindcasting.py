"""The command `hindcast`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from game.commands.options import AsJson, Seed
from game.commands.printing import console, print_json

if TYPE_CHECKING:
    from game.hindcast.scores.judge import Judged

LAST = "2026-12"

Replicates = Annotated[int, typer.Option(min=1, help="Histories side by side.")]
Free = Annotated[
    list[str] | None,
    typer.Option(metavar="ACTOR@MONTH", help="Leave an actor to its ordinary policies."),
]
Without = Annotated[
    list[str] | None, typer.Option(metavar="EVENT", help="Delete an event of the record.")
]
Scale = Annotated[
    list[str] | None, typer.Option(metavar="EVENT=X", help="Multiply an event's orders.")
]
Spread = Annotated[
    float, typer.Option(help="Draw parameters from so much of their ranges, 0 to 1.")
]
Until = Annotated[str, typer.Option(metavar="MONTH", help="The last month.")]
TargetsFile = Annotated[
    Path | None, typer.Option(help="A CSV of targets; the public ones by default.")
]
Out = Annotated[Path | None, typer.Option(help="The folder of tables, scores and the page.")]
PerReplicate = Annotated[
    bool, typer.Option("--per-replicate", help="Write every replicate as CSV too.")
]


def hindcast(
    replicates: Replicates = 200,
    seed: Seed = 0,
    free: Free = None,
    without: Without = None,
    scale: Scale = None,
    spread: Spread = 0.0,
    until: Until = LAST,
    targets: TargetsFile = None,
    out: Out = None,
    per_replicate: PerReplicate = False,
    as_json: AsJson = False,
) -> None:
    """Play 2022 to 2026 again under the record, and hold what follows against what was published.

    With --out, the record as it was, to its end, gets a page with placebos, patterns and docking.
    """
    # Read here: table libraries take a second that other commands do not need.
    from game.commands import hindcasts
    from game.commands.judgements import judged_object, patterns_table
    from game.hindcast.page.write import write_hindcast_page

    wanted = hindcasts.read_wanted(targets)
    done = hindcasts.play_hindcast(
        replicates,
        seed=seed,
        free=tuple(free or ()),
        without_events=tuple(without or ()),
        scaled=hindcasts.read_doses(scale or ()),
        until=until,
        spread=spread,
        quiet=as_json,
    )
    series, numbers = hindcasts.score_hindcast(done, wanted)
    judged: Judged | None = None
    files: list[Path] = []
    if out is not None:
        files = hindcasts.write_tables(done, out, per_replicate=per_replicate)
        if free or without or scale or spread or until != LAST:
            files += hindcasts.write_scores(series, numbers, out)
        else:
            judged = hindcasts.judge_hindcast(replicates, seed, targets, quiet=as_json)
            files += write_hindcast_page(judged, out)
            series = judged.history.series
    if as_json:
        found = hindcasts.hindcast_object(done, series) | (judged_object(judged) if judged else {})
        found["files"] = [str(file) for file in files]
        print_json(found)
        return
    console.print(hindcasts.hindcast_table(done))
    console.print(hindcasts.score_table(series))
    if judged:
        console.print(patterns_table(judged.patterns))
    for line in (*hindcasts.tell_refused(done), *(f"wrote {file}" for file in files)):
        print(line)
