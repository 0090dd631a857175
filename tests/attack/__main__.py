"""The long attack: python -m tests.attack --minutes 60.

Every attack in turn, for as long as wished, with fresh seeds. What is found is printed and written
as a case file. One that is moved to tests/attack/cases is tried with every run of the tests, and
`python -m tests.attack FILE...` tries case files at once.
"""

from __future__ import annotations

import argparse
import collections
import secrets
import sys
import time
from pathlib import Path
from random import Random

from tests.attack.attacks import NAMES, attack_named
from tests.attack.case import Case, read_case
from tests.attack.trial import what_is_wrong

# One attack goes on for so long before the next has its turn.
ROUND_SECONDS = 20.0


def main(arguments: list[str]) -> int:
    """Attack, and return 1 if anything was found."""
    options = _read(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    if options.case:
        return _try_again(options.case)
    seed = secrets.randbits(48) if options.seed is None else options.seed
    print(f"seed {seed}; what is found is written into {options.out}/", flush=True)
    tried: collections.Counter[str] = collections.Counter()
    found = 0
    begun = time.monotonic()
    end = begun + 60.0 * options.minutes
    luck = {name: Random(f"{seed} {name}") for name in options.only}
    while time.monotonic() < end:
        for name in options.only:
            attack = attack_named(name)
            turn_end = min(end, time.monotonic() + ROUND_SECONDS)
            while time.monotonic() < turn_end:
                case = attack.invent(luck[name])
                wrong = what_is_wrong(case)
                tried[name] += 1
                if wrong:
                    found += 1
                    _tell(case, wrong, options.out)
        minutes = (time.monotonic() - begun) / 60.0
        counts = ", ".join(f"{name} {count:,}" for name, count in tried.items())
        print(f"{minutes:.1f} minutes: {counts}; found {found}", flush=True)
    print(f"seed {seed}: {sum(tried.values()):,} cases, {found} with a wrong answer")
    return int(found > 0)


def _tell(case: Case, wrong: str, out: Path) -> None:
    path = out / case.name
    path.write_text(case.to_text(wrong), "utf-8")
    print(f"\nFOUND {path}\n{wrong.strip()}\n", flush=True)


def _try_again(paths: list[Path]) -> int:
    failed = 0
    for path in paths:
        wrong = what_is_wrong(read_case(path))
        failed += bool(wrong)
        print(f"{path}: {wrong.strip() or 'right'}")
    return int(failed > 0)


def _read(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.attack", description=__doc__)
    parser.add_argument("case", nargs="*", type=Path, help="case files to try again")
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--seed", type=int, help="of the cases; a fresh one unless given")
    parser.add_argument("--only", nargs="+", choices=NAMES, default=NAMES, metavar="ATTACK")
    parser.add_argument("--out", type=Path, default=Path("out/attack"), help="where cases go")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
