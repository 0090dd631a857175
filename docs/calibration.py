"""Match the fitted parameters to the record again; write the draws not ruled out, and the page.

python -m docs.calibration [--draws N] [--keep N]
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd
from tqdm import tqdm

from docs._pages.markdown import table
from game.config.scenarios import shipped_library
from game.files.tables import write_tables
from game.hindcast.calibration.fitted import all_fitted
from game.hindcast.calibration.matching import (
    DRAWS,
    KEPT,
    WAVES,
    Matched,
    match,
    summarise_narrowing,
)
from game.hindcast.targets.series import bars, targets_folder

PAGE = Path(__file__).parent / "calibration.md"
LEAD = """# Calibration

<!-- Written by `python -m docs.calibration`; do not edit. -->

Most numbers of the model come from sources or are judgement; {fitted} were fitted to the record
as told here, and the others with the status calibrated were set by hand so that the model meets
it. Each of these has a range from its sources, which the fit may not leave. This page says how
they were fitted, what the record says of them and what it cannot tell.

## Which numbers are what

| status | parameters | meaning |
|---|---|---|
{statuses}

Every parameter carries its status in its file under `configs/params/` and on its page in the
reference.

## How

History matching in {waves} waves: {draws:,} draws of all fitted parameters together, spread
evenly over their ranges (Latin hypercube, scipy), are each played through the hindcast as one
history with its own luck. The implausibility of a draw is the weighted mean over series of
|run - published| in tolerances, the tolerance being half the published range and
{tolerance:.0%} of the number. Each later wave draws as many around the least implausible of the
one before, scattered as these are; the {kept} least implausible of the last are not ruled out yet
(NROY). They are kept whole in `configs/targets/non_implausible.csv`, and each replicate of
`highfence hindcast` takes one of them, so that its tables hold what the record leaves open
beside luck; the bands of its page are wider, and draw every parameter. There is no search for a
best fit, and no parameter that serves a single number.

## What is not ruled out

`narrowing` is the share of the prior that the record rules out: 0 where it cannot tell at all.

{narrowing_table}

## Inside and outside the window

The same matching to the numbers up to an origin alone: what is then not ruled out, scored on
those numbers (inside) and on the next four of each column (outside); errors are mean absolute
errors over the mean of the numbers. `persistence` is the error of the naive forecast that holds
the last number known. The median error outside beats it on {beaten} of {asked} columns.

{windows_table}

A gap above {gap:g} has one of two reasons here, and no parameter was added against either. Where
a column has one or two numbers inside the window (the yearly and half-yearly ones), the inside
error is that of one coincidence. Where it has more, the miss is of structure: the hindcast page
lists it with the rule that is suspected.

## What the record cannot tell

{untold}

Choosing other values within what is not ruled out changes single games more than the order of
policies; the sensitivity and regret commands measure by how much for any question."""


def main() -> None:
    """Match, then write the sample and the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--draws", type=int, default=DRAWS)
    parser.add_argument("--keep", type=int, default=KEPT)
    wanted = parser.parse_args()
    with tqdm(desc="months", disable=None) as bar:
        matched = match(wanted.draws, wanted.keep, tick=bar.update)
    sample = matched.non_implausible.map(lambda number: float(f"{number:.5g}"))
    write_tables({"non_implausible": sample}, targets_folder(), ["csv"])
    PAGE.write_text(write_page(matched, wanted.draws), encoding="utf-8")
    print(f"wrote {PAGE.name} and non_implausible.csv")


def write_page(matched: Matched, draws: int) -> str:
    """Return the page on what a matching came to."""
    narrowed = summarise_narrowing(matched)
    windows = matched.windows
    beats = windows["outside"] < windows["persistence"]
    loose = [
        row["parameter"] for row in narrowed.to_dict("records") if row["narrowing"] < 1.0 / 7.0
    ]
    return LEAD.format(
        fitted=len(narrowed),
        statuses=_count_statuses(),
        draws=draws,
        waves=WAVES,
        tolerance=bars()["fit_tolerance"],
        kept=len(matched.non_implausible),
        narrowing_table=_narrowing_table(narrowed),
        beaten=int(beats.sum()),
        asked=len(beats),
        windows_table=_tell_windows(windows),
        gap=bars()["overfit_gap"],
        untold=_tell_loose(loose),
    )


def _count_statuses() -> str:
    meanings = {
        "sourced": "taken from a source as it is",
        "calibrated": "set so that the model meets the record, within a sourced or judged range",
        "assumed": "judgement, with a range to sweep",
    }
    known: list[str] = [param.status for param in shipped_library().params.values()]
    return "\n".join(
        f"| {name} | {known.count(name)} | {says} |" for name, says in meanings.items()
    )


def _narrowing_table(narrowed: pd.DataFrame) -> str:
    library = shipped_library()
    rows = [
        (
            f"[`{row['parameter']}`](reference/parameters/{row['parameter']}.md)",
            row["why"].rstrip("."),
            f"{row['low']:g} to {row['high']:g}",
            f"{row['q05']:.3g} to {row['q95']:.3g}",
            f"{row['q50']:.3g}",
            f"{library.params[row['parameter']].value:g}",
            f"{row['narrowing']:.0%}",
            ", ".join(all_fitted()[row["parameter"]].series),
        )
        for row in narrowed.to_dict("records")
    ]
    heads = ["parameter", "what is asked", "range", "90 % interval", "middle", "value used"]
    return table([*heads, "narrowing", "series"], rows)


def _tell_windows(windows: pd.DataFrame) -> str:
    rows = [
        (
            row["origin"],
            f"`{row['observable']}`",
            *(f"{row[name]:.2f}" for name in ("inside", "outside", "gap", "persistence")),
        )
        for row in windows.to_dict("records")
    ]
    return table(["fitted up to", "column", "inside", "outside", "gap", "persistence"], rows)


def _tell_loose(loose: list[str]) -> str:
    if not loose:
        return "Every fitted parameter is narrowed by more than a seventh of its range."
    named = ", ".join(f"`{name}`" for name in loose)
    return (
        f"Of {named} the record rules out less than a seventh of the range: several of them move "
        "the same series, so that a high value of one with a low value of another meets the "
        "numbers as well."
    )


if __name__ == "__main__":
    main()
