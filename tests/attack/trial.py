"""Trying a case: in a folder of its own, for a limited time, with every error a finding."""

from __future__ import annotations

import re
import tempfile
import traceback
from pathlib import Path

import numpy as np

from game.paths import CLONE
from tests.attack.attacks import attack_named
from tests.attack.case import Case, WrongAnswerError
from tests.attack.commands import TimeUp, within


def what_is_wrong(case: Case) -> str:
    """Return what the program does wrong with a case, "" where it answers rightly."""
    attack = attack_named(case.attack)
    # numpy's own answer to a number that is none is a warning that nobody reads.
    strict = np.errstate(all="raise", under="ignore")
    with tempfile.TemporaryDirectory(prefix="attack of ") as folder, strict:
        try:
            with within(attack.seconds):
                attack.judge(case, Path(folder))
        except WrongAnswerError as wrong:
            return str(wrong)
        except TimeUp:
            return f"takes longer than {attack.seconds:g} seconds"
        except Exception:
            return _without_places(traceback.format_exc())
    return ""


def _without_places(trace: str) -> str:
    """Return a traceback that names files as they stand in the project, or in a library."""
    return re.sub(r'(File ")[^"\n]*/(?:site-packages|lib/python[\d.]+)/', r"\1", trace).replace(
        f"{CLONE}/", ""
    )
