"""What an analysis of sensitivity found, in order of size and in words."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pandas as pd

from game.analysis.trust import FEWEST, unseen
from game.analysis.wording import PLAIN, ReadableNames
from game.state.ties import above, at_least, order
from game.words.counts import count_of

RANKING = "ranking"
BLOCKS = {"sobol": "base samples", "morris": "trajectories"}
# What a subject's factors are sorted by.
SIZES = {"sobol": "total", "morris": "strength"}
TOLD = 3
# Bands narrower than this share of the largest index: a house aim for reporting a Sobol analysis.
NARROW = 0.1


@dataclasses.dataclass(frozen=True, kw_only=True)
class Sensitivity:
    """What decides an outcome.

    `indices` has a row for each subject (`of`: a profile, a difference, or the ranking) and factor;
    `trusted` says whether it rests on enough and contradicts nothing.
    With Sobol's design it has `first` and `total`, shares of the variance over points of the mean
    over luck, each with `_low` and `_high`; with Morris's `strength` with its band, `mean` and
    `spread`. `interactions` has second-order indices where they were sampled for. `luck` has the
    shares of the variance over all games due to parameters, luck, and both together, `trusted`
    where they rest on enough.
    """

    method: str
    outcome: str
    indices: pd.DataFrame
    interactions: pd.DataFrame
    luck: pd.DataFrame
    blocks: int
    dropped: int
    replicates: int
    games: int
    deep: tuple[str, ...]
    says: tuple[str, ...] = ()


def leading(result: Sensitivity, of: str) -> pd.DataFrame:
    """Return the rows of a subject, what decides it most first."""
    size = SIZES[result.method]
    rows = result.indices[result.indices["of"] == of]
    return rows.iloc[order(rows[size], descending=True)].reset_index(drop=True)


def sort_indices(result: Sensitivity) -> pd.DataFrame:
    """Return the indices subject by subject, what decides each most first."""
    subjects = dict.fromkeys(result.indices["of"])
    return pd.concat([leading(result, of) for of in subjects], ignore_index=True)


def tell(result: Sensitivity, wording: ReadableNames = PLAIN) -> Iterator[str]:
    """Say what decides the first subject, how firm that is, and what luck has to do with it."""
    yield from tell_leading(result, wording)
    yield from _tell_above_one(result, wording)
    if result.blocks >= FEWEST[result.method]:
        yield from _tell_luck(result, str(result.indices["of"].iloc[0]))
    if result.dropped:
        yield f"Left out for a failed game: {count_of(result.dropped, 'block')} of points."
    if result.deep:
        yield (
            f"No distribution is claimed for {', '.join(map(wording, result.deep))}: "
            "shares of variance hold for the ranges sampled, and are no chances."
        )


def tell_leading(result: Sensitivity, wording: ReadableNames = PLAIN) -> Iterator[str]:
    """Say what decides the first subject, and how firm that is."""
    of = str(result.indices["of"].iloc[0])
    size = SIZES[result.method]
    rows = leading(result, of)
    outcome = wording(result.outcome)
    what = f"the order of the {wording.profile}s by {outcome}"
    subject = what if of == RANKING else f"{outcome} of {wording(of)}"
    if not rows["trusted"].all():
        yield from _tell_doubt(result, rows, subject, wording)
    elif not above(rows[size].iloc[0], 0.0):
        yield (
            f"Nothing that was varied changes {subject} {_over_luck(result)}: none of "
            f"{result.blocks} changes of each did, so at most {unseen(result.blocks):.0%} of such "
            "changes do (at 95%)."
        )
    elif not above(rows[f"{size}_low"].iloc[0], 0.0):
        yield (
            f"What decides {subject} is open: the band of the largest index, "
            f"{_name_three(rows.head(1), size, wording)}, reaches 0; raise samples."
        )
    else:
        yield f"{_capital(subject)} is decided most by {_name_three(rows, size, wording)}."
        yield from _tell_firmness(result, rows, size, wording)


def _tell_doubt(
    result: Sensitivity, rows: pd.DataFrame, subject: str, wording: ReadableNames
) -> Iterator[str]:
    """Say why nothing is concluded from the indices of a subject."""
    fewest = FEWEST[result.method]
    if result.blocks < fewest:
        yield (
            f"What decides {subject} is open: {result.blocks} {BLOCKS[result.method]} are too few "
            f"to trust an index, and {fewest} are the least; raise samples."
        )
        return
    worst = rows[~rows["trusted"]].iloc[0]
    yield (
        f"What decides {subject} is open: the indices of {wording(worst['factor'])} (first order "
        f"{worst['first']:.2g}, total {worst['total']:.2g}) cannot be shares of a variance, so "
        "none is to be trusted; raise samples."
    )


def _tell_above_one(result: Sensitivity, wording: ReadableNames) -> Iterator[str]:
    """Say which shares of a variance are estimated above all of it, whoever they are of."""
    if result.method != "sobol":
        return
    rows = result.indices
    largest = rows[["first", "total"]].max(axis=1)
    over = rows.assign(largest=largest)[largest > 1.0]
    named = [
        f"{wording(row['factor'])} of {wording(row['of'])} ({row['largest']:.3g})"
        for _, row in over.iterrows()
    ]
    if named:
        yield (
            "An index above 1 cannot be, and shows how rough the estimates are: "
            f"{', '.join(named)}; raise samples."
        )


def _name_three(rows: pd.DataFrame, size: str, wording: ReadableNames) -> str:
    named = [
        f"{wording(row['factor'])} "
        f"({row[size]:.2g}, {row[f'{size}_low']:.2g} to {row[f'{size}_high']:.2g})"
        for _, row in rows.head(TOLD).iterrows()
        if above(row[size], 0.0)
    ]
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"


def _tell_firmness(
    result: Sensitivity, rows: pd.DataFrame, size: str, wording: ReadableNames
) -> Iterator[str]:
    if len(rows) > TOLD:
        third, fourth = rows.iloc[TOLD - 1], rows.iloc[TOLD]
        if above(third[size], 0.0) and at_least(fourth[f"{size}_high"], third[f"{size}_low"]):
            yield (
                f"The bands of the third and of the fourth, {wording(fourth['factor'])}, overlap: "
                "which of them belongs among the three is open."
            )
    if result.method == "sobol":
        widths = [rows[f"{name}_high"] - rows[f"{name}_low"] for name in ("first", "total")]
        width = max(float(width_of_size.max()) for width_of_size in widths) / rows[size].iloc[0]
        wide = f"The widest band is {width:.2g} of the largest index"
        if at_least(NARROW, width):
            yield f"{wide}, within the aim of {NARROW:g}."
        else:
            yield f"{wide}; the aim is {NARROW:g}, so more samples are needed."


def _tell_luck(result: Sensitivity, of: str) -> Iterator[str]:
    luck = result.luck[result.luck["of"] == of].set_index("part")["share"]
    if result.replicates < 2:
        yield "With one replicate, luck cannot be told from the parameters."
    elif luck.notna().all():
        yield (
            f"Of the variance over all games {luck['parameters']:.0%} is due to the parameters, "
            f"{luck['luck']:.0%} to luck, {luck['both']:.0%} to both together "
            f"({result.replicates} replicates)."
        )


def _over_luck(result: Sensitivity) -> str:
    return "on average over luck" if result.replicates > 1 else "under the one luck of each point"


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
