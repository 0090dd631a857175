"""The window: keys, clicks and sizes at random break nothing, and every game kept can be read."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random
from unittest import mock

from tests.attack.case import Case

SECONDS = 300.0
LANGUAGES = ("en", "zh_CN")
EVENTS = 400


def invent(random: Random) -> Case:
    """Return where the events come from."""
    values = {
        "seed": random.randrange(2**32),
        "scenario": random.choice(("lesson", "april_2025", "december_2025")),
        "language": random.choice(LANGUAGES),
        "events": EVENTS,
    }
    return Case(attack="window", values=values)


def judge(case: Case, folder: Path) -> None:
    """Do what is drawn, then read each game that was kept."""
    # No window opens and no sound is made, whoever imports pygame first.
    quiet = {
        "SDL_VIDEODRIVER": "dummy",
        "SDL_AUDIODRIVER": "dummy",
        "PYGAME_HIDE_SUPPORT_PROMPT": "1",
        "HIGHFENCE_GAMES": str(folder / "games"),
        "HOME": str(folder),
    }
    with mock.patch.dict(os.environ, quiet):
        from tests.window.test_fuzz import play_at_random

        play_at_random(folder / "games", **case.values)
