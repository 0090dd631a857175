"""File names for saves: what a person typed, as a name that every system can hold.

Two names that some system takes for one are one: upper and lower case, and the ways in which a
letter with an accent is written. So what may be lost is known before it is written over.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

from game.errors import UserError
from game.files.portable_names import DEVICES, KEPT, LONGEST, UNSEEN
from game.words.language import say

SUFFIX = ".jsonl"


def file_stem(name: str) -> str:
    """Return a name as a file can have it on every system.

    Raises
    ------
    UserError
        If nothing of it is left, or it is too long.
    """
    spaced = " ".join(unicodedata.normalize("NFC", name).split())
    seen = "".join("-" if unicodedata.category(sign) in UNSEEN else sign for sign in spaced)
    stem = KEPT.sub("-", seen).strip(" .").removesuffix(SUFFIX).strip(" .")
    if not stem.strip("- ."):
        raise UserError(say("save"), say("has no name"), say("write one"))
    head, dot, rest = stem.partition(".")
    if DEVICES.fullmatch(head.strip()):
        stem = f"{head.strip()}-{dot}{rest}"
    if len(stem.encode()) > LONGEST:
        problem = say("has a name of {count} letters", count=len(stem))
        raise UserError(say("save"), problem, say("write a shorter one"))
    return stem


def same_file(folder: Path, stem: str) -> Path | None:
    """Return the save in a folder that some system would write over under this name, if any."""
    return next((path for path in folder.glob(f"*{SUFFIX}") if _key(path.stem) == _key(stem)), None)


def free_stem(folder: Path, stem: str) -> str:
    """Return a name, with a number behind it where one of that name is there."""
    free, number = stem, 2
    while same_file(folder, free) is not None:
        free, number = f"{stem} {number}", number + 1
    return free


def _key(stem: str) -> str:
    """Return what two names have in common that are one for the strictest system."""
    folded = unicodedata.normalize("NFKC", stem).casefold()
    return unicodedata.normalize("NFKC", folded).strip(" .")
