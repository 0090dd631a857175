"""The command `duel`: two policies meet, and the clause that lost is found."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from game.commands._options import (
    AsJson,
    ContestFolder,
    OtherPolicies,
    Pack,
    Seed,
    Workers,
    read_policies,
)
from game.commands._terminal import print_json
from game.config import DEFAULT, MOST
from game.errors import UserError
from game.words.counts import count_of

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Group

    from game.batch.study import Study
    from game.contests.duel import Duel, Side


def run(
    first: Annotated[str, typer.Argument(help="A policy: a YAML file, ACTOR=NAME or a name.")],
    second: Annotated[str, typer.Argument(help="The policy that it meets, of any actor.")],
    scenario: Annotated[str, typer.Option(help="A scenario, or a YAML file.")] = DEFAULT,
    policy: OtherPolicies = None,
    pack: Pack = None,
    replicates: Annotated[int, typer.Option(min=2, max=MOST, help="Pairs of games.")] = 100,
    seed: Seed = 0,
    out: ContestFolder = None,
    workers: Workers = None,
    as_json: AsJson = False,
) -> None:
    """Let two policies meet under the same luck, and find the clause that lost the game."""
    from game.commands._contest import print_folder, print_parts, resumable

    with resumable(out):
        study, judged = hold_duel(
            first,
            second,
            scenario=scenario,
            cast=read_policies(policy),
            pack=pack or (),
            replicates=replicates,
            seed=seed,
            out=out,
            workers=workers,
        )
    if out is not None:
        write_duel(judged, out)
    if as_json:
        print_json(duel_object(study, judged))
        return
    print_parts(duel_tables(judged))
    print_folder(out)


def hold_duel(
    first: str,
    second: str,
    *,
    scenario: str,
    cast: dict[str, str],
    pack: Sequence[Path],
    replicates: int,
    seed: int,
    out: Path | None,
    workers: int | None,
) -> tuple[Study, Duel]:
    """Play a duel, or go on with one in `out`, and judge it.

    Raises
    ------
    UserError
        If something named does not exist, or the folder holds something else.
    """
    from game.commands._contest import play_study
    from game.contests.duel import judge_duel, pair_up, plan_duel
    from game.contests.entrants import expect_policy, name_policy, policy_file, read_entrants

    named = [policy_file(first), policy_file(second), *cast.values()]
    library, scenario = read_entrants(scenario, named, pack)
    challenger, other = (name_policy(library, wanted, "duel") for wanted in (first, second))
    for actor in {challenger[0], other[0]} & set(cast):
        raise UserError("--policy", f"{actor} is led by a side of the duel", "leave it out")
    led = {actor: expect_policy(library, actor, name, "--policy") for actor, name in cast.items()}
    sides = pair_up(library, scenario, challenger, other)
    study = plan_duel(library, scenario, sides, replicates=replicates, seed=seed, policies=led)
    return study, judge_duel(study, sides, play_study(study, out, workers))


def write_duel(duel: Duel, out: Path) -> None:
    """Write the tables of a duel as Parquet and CSV, and its figures."""
    from game.files.tables import write_tables
    from game.reports.charts.duel import clause_chart, effect_chart
    from game.reports.figures import save_figure

    tables = {"margins": duel.margins, "effects": duel.effects, "clauses": duel.clauses}
    write_tables(tables, out)
    save_figure(effect_chart(duel.effects, compared(duel)), out / "effects")
    if (duel.clauses["moved"] > 0.0).any():
        save_figure(clause_chart(duel.clauses), out / "clauses")


def compared(duel: Duel) -> dict[str, str]:
    """Return by side what is compared; in one seat the second is only the first turned round."""
    sides: Sequence[Side] = duel.sides[:1] if duel.in_one_seat else duel.sides
    return {side.letter: f"{side.policy} instead of {side.instead}" for side in sides}


def duel_object(study: Study, duel: Duel) -> dict[str, Any]:
    """Return a duel as one JSON value."""
    import pandas as pd

    from game.commands._contest import frame_of, records_of
    from game.contests.verdict import clause_that_lost, tell_duel

    lost = clause_that_lost(duel)
    return {
        **frame_of(study),
        "margins": records_of(duel.margins),
        "effects": records_of(duel.effects),
        "clauses": records_of(duel.clauses),
        "clause_that_lost": records_of(pd.DataFrame([lost]))[0] if lost else None,
        "told": tell_duel(duel),
    }


def duel_tables(duel: Duel) -> Iterator[Group | str]:
    """Yield what came of a duel: the sentences, then the tables behind them."""
    from game.contests.verdict import tell_duel

    yield from tell_duel(duel)
    yield ""
    yield _effects(duel)
    for side in duel.sides:
        clauses = duel.clauses_of(side)
        moved = clauses[clauses["moved"] > 0.0]
        if len(clauses):
            title = f"Clauses of {side.policy} ({side.actor})"
            yield _clauses(moved, title)
            if len(moved) < len(clauses):
                yield _idle(clauses[clauses["moved"] <= 0.0], title)
    if duel.dropped:
        yield f"Left out for a game that failed: {count_of(duel.dropped, 'replicate')}."


def _effects(duel: Duel) -> Group:
    from game.commands._contest import plain_table, titled

    table = plain_table()
    table.add_column("actor", overflow="fold")
    sides = duel.sides[:1] if duel.in_one_seat else duel.sides
    for side in sides:
        table.add_column(
            f"{side.policy} instead of {side.instead}", justify="right", overflow="fold"
        )
    by_side = {side.letter: duel.effects[duel.effects["side"] == side.letter] for side in sides}
    for place, actor in enumerate(by_side["a"]["actor"]):
        cells = [
            _change(*(float(rows.iloc[place][name]) for name in ("change", "low", "high")))
            for rows in by_side.values()
        ]
        table.add_row(actor, *cells)
    pairs = count_of(duel.replicates, "pair")
    return titled(f"Change of scores in {duel.scenario}, {pairs} of games", table)


def _clauses(moved: pd.DataFrame, title: str) -> Group:
    from game.commands._contest import plain_table, titled

    table = plain_table()
    table.add_column("no.", justify="right", overflow="fold")
    table.add_column("clause", overflow="fold")
    table.add_column("gain", justify="right", no_wrap=True, overflow="fold")
    table.add_column("games changed", justify="right", overflow="fold")
    for row in moved.to_dict("records"):
        table.add_row(
            str(row["clause"]),
            f"{row['when']}: {row['sets']}",
            _change(row["gain"], row["low"], row["high"]),
            f"{row['moved']:.0%}",
        )
    return titled(f"{title}: what the score gains without each", table)


def _idle(idle: pd.DataFrame, title: str) -> Group:
    """Return the clauses that never changed the score, and what became of them."""
    from game.commands._contest import plain_table, titled

    table = plain_table()
    for name in ("no.", "clause", "what became of it"):
        table.add_column(name, justify="right" if name == "no." else "left", overflow="fold")
    for row in idle.to_dict("records"):
        table.add_row(str(row["clause"]), f"{row['when']}: {row['sets']}", _fate(row))
    return titled(f"{title} that never changed the score", table)


def _fate(row: Mapping[Hashable, Any]) -> str:
    """Return in how many games a clause held, was refused and moved a setting."""
    if not row["held"]:
        return "never held"
    parts = [f"held in {row['held']:.0%} of games"]
    if row["refused"]:
        parts.append(f"was refused in {row['refused']:.0%}")
    moved = f"moved a setting in {row['granted']:.0%}" if row["granted"] else "moved nothing"
    return ", ".join([*parts, moved])


def _change(middle: float, low: float, high: float) -> str:
    return f"{_signed(middle)} ({_signed(low)} to {_signed(high)})"


def _signed(value: float) -> str:
    return f"{round(value, 2) + 0.0:+.2f}"
