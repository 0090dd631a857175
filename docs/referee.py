"""A hostile referee of the pages on experiments: other seeds and casts, a ruling a sentence.

    python -m docs.referee [NAME ...] [--seeds 4,5,6] [--casts 2] [--draws 12] [--lucks 10]
                           [--write]

Plays each page's experiment again with every seed, and with the first seed and other policies for
the actors whose policies the page does not vary. Prints how often each sentence stands, how often
fewer games leave it open, and what is told where it falls. With --write the page says so too. Exit
code 1 where a sentence falls of which the page does not say so.
"""

from __future__ import annotations

import argparse
import dataclasses
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from docs._pages.rulings import Fall, PageClaims, Ruling, keep_trials, read_claims, rule
from game.batch.runner import run_batch
from game.batch.study import build_study
from game.config.library import Library
from game.config.scenarios import shipped_library
from game.config.schema.experiment import Design, Experiment
from game.reports.finished import called, read_finished

# Morris's design shows nothing with fewer trajectories, Sobol's with fewer base samples.
FEWEST = {"morris": 10, "sobol": 32}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Trial:
    """An experiment that is played again, and how it differs from the page's."""

    title: str
    experiment: Experiment


def trials(
    library: Library, name: str, seeds: Sequence[int], casts: int, draws: int, lucks: int
) -> Iterator[Trial]:
    """Yield an experiment with other seeds, then with other casts."""
    shipped = library.experiments[name]
    for seed in seeds:
        changes = {"seed": seed, "replicates": lucks, "design": _smaller(shipped.design, draws)}
        yield Trial(title=f"seed {seed}", experiment=shipped.model_copy(update=changes))
    smaller = shipped.model_copy(
        update={"seed": seeds[0], "replicates": lucks, "design": _smaller(shipped.design, draws)}
    )
    for number in range(casts):
        policies = other_policies(library, shipped, number)
        arms = {
            arm: line_up.model_copy(update={"policies": policies | line_up.policies})
            for arm, line_up in shipped.profiles.items()
        }
        title = "; ".join(
            f"{called(actor)} {library.policies[actor][policy].name}"
            for actor, policy in policies.items()
        )
        yield Trial(title=title, experiment=smaller.model_copy(update={"profiles": arms}))


def other_policies(library: Library, experiment: Experiment, number: int) -> dict[str, str]:
    """Return policies that the scenario does not have, of actors whose policies are not varied.

    Of each actor's others the one of this number is taken, from the first again after the last.
    """
    own = library.scenarios[experiment.scenario].policies
    varied = {*experiment.grid, *(a for arm in experiment.profiles.values() for a in arm.policies)}
    others = {
        actor: [name for name in library.policies[actor] if name != own.get(actor)]
        for actor in library.axes.actors
        if actor not in varied
    }
    return {actor: names[number % len(names)] for actor, names in others.items() if names}


def _smaller(design: Design | None, draws: int) -> Design | None:
    if design is None or design.samples is None:
        return design
    samples = max(draws, FEWEST.get(design.method, 0))
    if design.method == "morris":
        samples = FEWEST["morris"]
    return design.model_copy(update={"samples": min(samples, design.samples)})


def try_page(
    library: Library, claims: PageClaims, trial: Trial, folder: Path
) -> list[tuple[str, Ruling, str]]:
    """Play a trial into a folder and return the ruling on each sentence of a page."""
    run_batch(build_study(library, trial.experiment), folder, workers=1)
    return list(rule(claims, read_finished(folder)))


def report(
    name: str, rulings: Sequence[tuple[Trial, list[tuple[str, Ruling, str]]]]
) -> Iterator[str]:
    """Say of each sentence of a page how often it stands, and where it does not what is told."""
    yield f"{name}, {len(rulings)} trials"
    for place, (sentence, _, _) in enumerate(rulings[0][1]):
        counts = Counter(told[place][1] for _, told in rulings)
        words = ", ".join(f"{ruling} in {count}" for ruling, count in counts.most_common())
        yield f"  [{words}] {sentence}"
        for trial, told in rulings:
            _, ruling, instead = told[place]
            if ruling != "stands":
                yield f"      {ruling} with {trial.title}: {instead}"


def list_falls(rulings: Sequence[tuple[Trial, list[tuple[str, Ruling, str]]]]) -> list[Fall]:
    """Return the sentences that other games contradict."""
    return [
        Fall(sentence=sentence, trial=trial.title, instead=instead)
        for trial, told in rulings
        for sentence, ruling, instead in told
        if ruling == "falls"
    ]


def main() -> None:
    """Try the pages of the experiments named, or of all."""
    library = shipped_library()
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", default=sorted(library.experiments))
    parser.add_argument("--seeds", default="4,5,6", help="other seeds, with commas")
    parser.add_argument("--casts", type=int, default=2, help="how many other casts")
    parser.add_argument("--draws", type=int, default=12, help="draws of the uncertain numbers")
    parser.add_argument("--write", action="store_true", help="write it into the page")
    parser.add_argument("--lucks", type=int, default=10, help="lucks at each draw")
    wanted = parser.parse_args()
    seeds, fell = [int(seed) for seed in wanted.seeds.split(",")], False
    for name in wanted.names:
        claims, rulings = read_claims(name), []
        for trial in trials(library, name, seeds, wanted.casts, wanted.draws, wanted.lucks):
            with tempfile.TemporaryDirectory() as folder:
                rulings.append((trial, try_page(library, claims, trial, Path(folder) / name)))
        print("\n".join(report(name, rulings)), flush=True)
        falls = list_falls(rulings)
        if wanted.write:
            size = f"{wanted.draws} draws, {wanted.lucks} lucks"
            tried = tuple(trial.title for trial, _ in rulings)
            changes = {"tried": tried, "size": size, "falls": tuple(falls)}
            claims = claims.model_copy(update=changes)
            keep_trials(name, claims)
        said = {(fall.sentence, fall.trial) for fall in claims.falls}
        fell |= any((fall.sentence, fall.trial) not in said for fall in falls)
    sys.exit(1 if fell else 0)


if __name__ == "__main__":
    main()
