"""What the command `tournament` prints."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from rich.console import Group

from game.batch.study import Study
from game.commands._contest import MOST_ROWS, plain_table, rest_of, titled
from game.contests.tournament import Tournament, mix_table, ranking_table
from game.words.counts import count_of

MATRIX_NOTE = "* neither gains by changing its policy alone"
POLICIES_TITLE = (
    "Policies over all profiles of the others (± half a band of 90 % of resampled luck)"
)
EQUILIBRIA_TITLE = "Pure equilibria (held: share of resamplings of luck in which it is one)"
MIXES_TITLE = "Mixes (gap: the most a seat would gain by leaving its mix)"
RANKING_TITLE = "Alpha-rank: where seats that learn one at a time spend their time"


def tournament_tables(
    study: Study, judged: Tournament, fingerprints: pd.DataFrame | None
) -> Iterator[Group | str]:
    """Yield what came of a tournament, table by table."""
    scores, scenario = judged.scores, study.experiment.scenario
    cast = ", ".join(f"{actor} {name}" for actor, name in scores.cast.items())
    yield (
        f"{count_of(len(study.arms), 'profile')} of {', '.join(scores.seats)} in {scenario}, "
        f"{count_of(scores.replicates, 'game')} each under the same luck"
        f"{'; the others follow ' + cast if cast else ''}."
    )
    if len(scores.seats) == 2:
        yield _matrix(judged)
    yield _policies(judged.policies)
    yield _equilibria(judged)
    mixes = mix_table(judged)
    if len(mixes):
        yield _mixes(mixes)
    yield _ranking(ranking_table(judged))
    if fingerprints is not None:
        for actor, cells in fingerprints.groupby("actor", sort=False):
            yield _fingerprints(str(actor), cells)
    yield from judged.notes


def _matrix(judged: Tournament) -> Group:
    rows, columns = judged.scores.seats
    scores = {
        (profile[rows], profile[columns], profile["actor"]): profile["score"]
        for profile in judged.payoffs.to_dict("records")
    }
    table = plain_table()
    table.add_column(f"{rows} \\ {columns}", overflow="fold")
    for name in judged.scores.entrants[columns]:
        table.add_column(name, justify="right", overflow="fold")
    framed = {
        (profile[rows], profile[columns])
        for profile in judged.equilibria.to_dict("records")
        if profile["equilibrium"]
    }
    for policy in judged.scores.entrants[rows]:
        cells = []
        for name in judged.scores.entrants[columns]:
            scored, other = (scores[policy, name, seat] for seat in (rows, columns))
            mark = " *" if (policy, name) in framed else ""
            cells.append(f"{scored:.0f} / {other:.0f}{mark}")
        table.add_row(policy, *cells)
    return titled(f"Score of {rows} / of {columns}", table, MATRIX_NOTE)


def _policies(policies: pd.DataFrame) -> Group:
    table = plain_table()
    for name in ("seat", "policy", "score", "regret", "worst", "best reply", "alpha-rank"):
        table.add_column(
            name, justify="left" if name in {"seat", "policy"} else "right", overflow="fold"
        )
    table.add_column("dominated by", overflow="fold")
    for actor, rows_of_actor in policies.groupby("actor", sort=False):
        for row in rows_of_actor.sort_values("regret").to_dict("records"):
            table.add_row(
                str(actor),
                row["policy"],
                _give_or_take(row["score"], row["low"], row["high"]),
                _give_or_take(row["regret"], row["regret_low"], row["regret_high"]),
                f"{row['worst_regret']:.1f}",
                f"{row['best_reply']:.0%}",
                f"{row['alpha_rank']:.0%}",
                row["dominated_by"],
            )
    return titled(POLICIES_TITLE, table)


def _equilibria(judged: Tournament) -> Group | str:
    rows = judged.equilibria
    if rows.empty:
        return "No profile is a pure equilibrium: in each of them some seat gains by a change."
    table = plain_table()
    seats = judged.scores.seats
    for seat in seats:
        table.add_column(seat, overflow="fold")
    for actor in judged.scores.actors:
        table.add_column(actor, justify="right", overflow="fold")
    table.add_column("held", justify="right", overflow="fold")
    for row in rows.head(MOST_ROWS).to_dict("records"):
        scored = [f"{row[f'score_{actor}']:.1f}" for actor in judged.scores.actors]
        table.add_row(*(row[seat] for seat in seats), *scored, f"{row['held']:.0%}")
    return titled(EQUILIBRIA_TITLE, table, rest_of(table, len(rows)))


def _mixes(mixes: pd.DataFrame) -> Group:
    table = plain_table()
    for name in ("game", "found as", "mix", "gap"):
        table.add_column(name, justify="right" if name == "gap" else "left", overflow="fold")
    grouped = mixes.groupby(["game", "kind", "number"], sort=False)
    for number, (_, rows) in enumerate(grouped):
        if number >= 2 * MOST_ROWS:
            break
        first = rows.iloc[0]
        share = first["share_of_starts"]
        kind = first["kind"] if pd.isna(share) else f"{first['kind']}, {share:.0%} of starts"
        table.add_row(first["game"], kind, _mix(rows), f"{first['gap']:.2f}")
    return titled(MIXES_TITLE, table, rest_of(table, grouped.ngroups))


def _mix(rows: pd.DataFrame) -> str:
    lines = []
    for actor, mixes in rows.groupby("actor", sort=False):
        parts = [
            f"{mix['policy']} {mix['probability']:.0%}"
            for mix in mixes.sort_values("probability", ascending=False).to_dict("records")
            if mix["probability"] >= 0.01
        ]
        lines.append(f"{actor}: {', '.join(parts)}")
    return "\n".join(lines)


def _ranking(ranking: pd.DataFrame) -> Group:
    table = plain_table()
    for name in ranking.columns:
        table.add_column(str(name), justify="right" if name == "share" else "left", overflow="fold")
    for row in ranking.head(MOST_ROWS).to_dict("records"):
        *names, share = row.values()
        table.add_row(*map(str, names), f"{share:.1%}")
    return titled(RANKING_TITLE, table, rest_of(table, len(ranking)))


def _fingerprints(actor: str, cells_of_actor: pd.DataFrame) -> Group:
    table = plain_table()
    for name in ("policy", "mean", "lowest", "against", "highest", "against"):
        table.add_column(
            name, justify="left" if name in {"policy", "against"} else "right", overflow="fold"
        )
    for policy, cells in cells_of_actor.groupby("policy", sort=False):
        cells_of_rivals = []
        rows = cells.sort_values("score").to_dict("records")
        for cell in (rows[0], rows[-1]):
            cells_of_rivals += [
                f"{cell['score']:.1f}",
                f"{cell['rival_policy']}, {cell['others_policy']}",
            ]
        table.add_row(str(policy), f"{cells['score'].mean():.1f}", *cells_of_rivals)
    rival = cells_of_actor["rival"].iloc[0]
    title = f"Fingerprints of {actor}: nine cells by what {rival} and all others follow"
    return titled(title, table)


def _give_or_take(middle: float, low: float, high: float) -> str:
    return f"{middle:.1f} ± {(high - low) / 2.0:.1f}"
