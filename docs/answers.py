"""The pages on the shipped experiments, with numbers and figures as played: python -m docs.answers.

    python -m docs.answers [NAME ...] [--out FOLDER]

Plays the experiments, writes a report on each, and from it the page docs/experiments/NAME.md, with
NAME.json beside it, to which `python -m docs.referee --write` holds other games. All
of them take a few minutes. With --out the batches are kept, and gone on with where they were.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from docs._pages.markdown import table
from docs._pages.rulings import PAGES, claims_of, tell_trials, write_claims
from game.batch.runner import run_batch
from game.batch.study import build_study
from game.config.experiments import find_experiment
from game.config.scenarios import shipped_library
from game.reports.analysed import analyse, find_box, tell_box, tell_deciding
from game.reports.comparisons import Compared, compare_all
from game.reports.finished import Finished, plain, read_finished
from game.reports.meanings import tell_further, tell_meaning, tell_numbers
from game.reports.report import FIGURES, write_report

MADE = "<!-- made by `python -m docs.answers`: change the experiment, not this -->"
# The figures that a page shows, of all that the report has.
SHOWN = {
    "boycott": ("difference_score_washington", "regret"),
    "churn": ("difference_nvidia_china_revenue", "difference_self_reliance"),
    "congress": ("difference_bound", "box_bound"),
    "h200": ("difference_self_reliance", "fan_selfsuff_value"),
    "ranking": ("tornado", "regret"),
    "rare_earths": ("difference_truce", "difference_tariff"),
}


def answer(name: str, out: Path) -> None:
    """Play one experiment into a folder, and write its page and figures."""
    run_batch(build_study(*find_experiment(name)), out)
    write_report(out)
    finished = read_finished(out)
    folder = PAGES / "figures"
    folder.mkdir(parents=True, exist_ok=True)
    for figure in SHOWN.get(name, ()):
        shutil.copyfile(out / FIGURES / f"{figure}.svg", folder / f"{name}_{figure}.svg")
    write_claims(name, claims_of(finished))
    text = "\n\n".join(write_page(finished)) + "\n"
    (PAGES / f"{name}.md").write_text(text, encoding="utf-8")


def write_page(finished: Finished) -> Iterator[str]:
    """Yield the blocks of the page of a finished batch."""
    experiment = finished.experiment
    name, counts = experiment.name, finished.manifest.counts
    compared = compare_all(finished)
    yield MADE
    yield f"# {experiment.title}"
    yield f"**{experiment.question}**"
    yield "## What the games say"
    further = (
        tell_deciding(finished, analyse(finished)),
        tell_box(finished, find_box(finished)),
    )
    yield "\n".join([*(f"- **{one}**" for one in further if one), *_tell(compared)])
    for figure in SHOWN.get(name, ()):
        yield f"![{plain(figure)}](figures/{name}_{figure}.svg)"
    yield (
        f"Dots are medians over {finished.points:,} draws of the uncertain numbers, bars their "
        f"95 % bands over draws and {experiment.replicates} lucks; thin lines hold nine draws in "
        "ten. Compare line-ups under the same luck; levels are no forecast."
    )
    yield tell_trials(claims_of(finished))
    yield "## What they do not say"
    yield (
        f"{experiment.caution} High Fence explores and stress-tests; it does not predict: see "
        "[what the model leaves out](../leaves-out.md)."
    )
    yield "## What was played"
    yield experiment.says
    yield (
        f"{counts.played:,} games from `{experiment.scenario}`: {len(finished.runs.profiles)} "
        f"line-ups x {finished.points:,} draws x {experiment.replicates} lucks, seed "
        f"{experiment.seed}, {finished.dates[0]} to {finished.dates[-1]}."
    )
    yield table(("what varied", "from", "to", "unit", "what it is"), _inputs(finished))
    yield "## Again"
    yield f"```\nhighfence batch {name} --out out/{name}\nhighfence report out/{name}\n```"
    yield (
        f"The [experiment](../../configs/experiments/{name}.yaml) as played by version "
        f"{finished.manifest.version}, configs `{finished.manifest.config_hash[:12]}`. "
        "Back to [the lab](../lab.md)."
    )


def _tell(compared: list[Compared]) -> Iterator[str]:
    for one in compared:
        yield f"- **{tell_meaning(one)}** {' '.join((tell_numbers(one), *tell_further(one)))}"


def _inputs(finished: Finished) -> Iterator[tuple[str, ...]]:
    for name in finished.runs.factors:
        column, drawn = finished.column(name), finished.runs.points[name]
        says = column.says.rpartition(" (")[0] or column.says
        yield plain(name), f"{drawn.min():.3g}", f"{drawn.max():.3g}", column.unit, says


def main() -> None:
    """Write the pages of the experiments named, or of all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", default=sorted(shipped_library().experiments))
    parser.add_argument("--out", type=Path, help="a folder that keeps the batches")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = wanted.out or Path(folder)
        for name in wanted.names:
            answer(name, out / name)
            print(f"{PAGES / name}.md")


if __name__ == "__main__":
    main()
