"""Answers to questions that were asked of a batch, each in a folder of its own."""

from __future__ import annotations

import dataclasses
import itertools
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from game.errors import UserError
from game.files.durable import write_whole
from game.files.portable_names import is_portable
from game.files.regular import read_regular

ANSWERS = "answers"
QUESTION = "question.json"
# Letters of a name that is made of a question.
LONGEST = 60


@dataclasses.dataclass(frozen=True, kw_only=True)
class Answer:
    """What was asked of a batch by which command, what it said, and of which table of games."""

    command: str
    asked: Mapping[str, Any]
    says: tuple[str, ...]
    runs: str


def answer_folder(batch: Path, command: str, asked: Mapping[str, Any], name: str | None) -> Path:
    """Return the folder of an answer: that of the same question asked before, or a new one.

    Raises
    ------
    UserError
        If the name that a person gave is none, or that of another question.
    """
    if name is not None:
        if not is_portable(name):
            remedy = "give a short one that every system can hold, such as answer-2"
            raise UserError("--name", f"{name!r} is no name of a folder", remedy)
        folder = batch / ANSWERS / name
        if _is_free(folder, command, asked):
            return folder
        remedy = "give another name, or none"
        raise UserError("--name", f"{name} is the answer to another question", remedy)
    stem = _stem(command, asked)
    numbers = itertools.count(2)
    folder = batch / ANSWERS / stem
    while not _is_free(folder, command, asked):
        folder = batch / ANSWERS / f"{stem}_{next(numbers)}"
    return folder


def keep_answer(folder: Path, answer: Answer) -> None:
    """Write the question beside its answer."""
    text = json.dumps(dataclasses.asdict(answer), indent=2, ensure_ascii=False)
    write_whole(folder / QUESTION, text.encode())


def read_answers(batch: Path) -> dict[str, Answer | None]:
    """Return the answers of a batch by name, None for one whose question cannot be read."""
    folders = sorted((batch / ANSWERS).glob("*/"))
    return {folder.name: read_answer(folder) for folder in folders}


def read_answer(folder: Path) -> Answer | None:
    """Return the answer of a folder, or None where its question is missing or damaged."""
    try:
        content = json.loads(read_regular(folder / QUESTION))
        command, runs, asked = content["command"], content["runs"], content["asked"]
        says = tuple(map(str, content["says"]))
        return Answer(command=str(command), asked=dict(asked), says=says, runs=str(runs))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _is_free(folder: Path, command: str, asked: Mapping[str, Any]) -> bool:
    """Whether nothing is there, or the answer to this very question."""
    if not folder.exists():
        return True
    there = read_answer(folder)
    return there is not None and (there.command, dict(there.asked)) == (command, dict(asked))


def _stem(command: str, asked: Mapping[str, Any]) -> str:
    """Return a name made of what was asked for, in letters and digits that every system has."""
    words: Sequence[str] = [value for value in asked.values() if isinstance(value, str)]
    text = "_".join((command, *words)).lower()
    letters = "".join(sign if sign.isascii() and sign.isalnum() else "_" for sign in text)
    return "_".join(part for part in letters.split("_") if part)[:LONGEST]
