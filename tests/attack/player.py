"""A player that is killed: python -m tests.attack.player LOG SEED ACTS.

Does random things in a game that LOG keeps, and prints each line of it once it is confirmed.
"""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random
from unittest import mock

from game.config.scenarios import load_scenario
from game.errors import UserError
from game.saves.lines import Line
from game.saves.log_text import dump_line
from game.session import Session
from tests.attack.logs import act_at_random

CONFIRMED = "confirmed "


def lines_of(printed: str) -> list[str]:
    """Return the confirmed lines that were printed whole."""
    whole = printed.split("\n")[:-1]
    return [line.removeprefix(CONFIRMED) for line in whole if line.startswith(CONFIRMED)]


def main(path: Path, seed: int, acts: int) -> None:
    """Play, and say what was confirmed."""
    random = Random(seed)
    if path.exists() and path.stat().st_size:
        session = Session.resume(path)
        random = Random(seed + 1)
    else:
        try:
            session = Session.begin(
                load_scenario("lesson"), seats=("beijing",), seed=seed, path=path
            )
        except UserError as refused:
            print(f"refused: {refused}", file=sys.stderr)
            return
    assert session.file is not None
    write = session.file.add

    def confirm(line: Line) -> None:
        write(line)
        print(CONFIRMED + dump_line(line, "", chained=False)[0].strip(), flush=True)

    with mock.patch.object(session.file, "add", confirm):
        for _ in range(acts):
            try:
                act_at_random(session, random)
            except UserError as refused:
                print(f"refused: {refused}", file=sys.stderr)
    session.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
