"""Options and arguments that several commands take."""

from __future__ import annotations

from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON value instead of text.")]
LogName = Annotated[str, typer.Argument(help="A log file, the name of a kept game, or 'last'.")]
Policies = Annotated[
    list[str] | None,
    typer.Option(
        "--policy", metavar="ACTOR=NAME", help="Who leads an actor: a policy or a YAML file."
    ),
]
Seed = Annotated[int, typer.Option(min=0, help="Nature's luck; equal seeds give equal luck.")]
Workers = Annotated[
    int | None, typer.Option(min=1, help="Local processes; all cores where they pay.")
]
