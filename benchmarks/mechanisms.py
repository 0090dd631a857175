"""Whether the mechanisms of the background articles act: docs/mechanisms.md, measured.

    python benchmarks/mechanisms.py [--only M07,M13] [--games 200] [--write]

Plays every intervention of configs/mechanisms, all of a scenario side by side under the same luck,
and prints its effect beside what is claimed. `--write` makes docs/mechanisms.md of all of them.
"""

from __future__ import annotations

import argparse

from contest import version
from tqdm import tqdm

from game.contests.laws.ground import Budget, Ground
from game.contests.mechanisms.claims import all_mechanisms
from game.contests.mechanisms.effects import Effect, measure, scenarios_of
from game.contests.mechanisms.mechanisms_page import page
from game.paths import CLONE

PAGE = CLONE / "docs" / "mechanisms.md"


def told(effect: Effect) -> str:
    """Return an effect in a line."""
    test = effect.test
    return (
        f"{effect.mechanism} {effect.verdict:10s} {effect.value:10.4g} ± {effect.error:<8.2g} "
        f"{test.unit:14s} claimed {test.sign} {test.least:g}; {test.scenario}: {test.says}"
    )


def main() -> None:
    """Measure, print, and write the page if asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help="numbers of mechanisms; all by default")
    parser.add_argument("--games", type=int, default=200, help="games of each arm")
    parser.add_argument("--seed", type=int, default=Budget.test, help="seed of their luck")
    parser.add_argument("--write", action="store_true", help="write docs/mechanisms.md")
    wanted = parser.parse_args()
    mechanisms = all_mechanisms()
    only = wanted.only.split(",") if wanted.only else list(mechanisms)
    if unknown := [number for number in only if number not in mechanisms]:
        parser.error(f"--only: there is no mechanism {unknown[0]}; there are M01 to M90")
    if wanted.write and wanted.only:
        parser.error("--write needs all mechanisms: leave out --only")
    chosen = {number: mechanisms[number] for number in only}
    budget = Budget(testing=wanted.games, test=wanted.seed, drawn=0)
    effects: list[Effect] = []
    for scenario in tqdm(scenarios_of(chosen), unit=" scenarios", disable=None):
        effects += measure(Ground(scenario, budget), chosen)
    print("\n".join(map(told, sorted(effects, key=lambda effect: effect.mechanism))))
    if wanted.write:
        measured = f"Measured on {version()}: {wanted.games} games of each arm, seed {wanted.seed}."
        PAGE.write_text(page(mechanisms, effects, measured), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
