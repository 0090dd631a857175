"""Numbers of things read as English has them, wherever a command or a report counts."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import game
from game.words.counts import count_of

ROOMS = ("analysis", "batch", "commands", "contests", "hindcast", "reports")
PLURAL = re.compile(
    r" (base samples|blocks|clauses|draws|games|line-ups|lucks|pairs|points|policies|processes"
    r"|profiles|replicates|rows|seats|tasks|trajectories|turns)\b"
)
# What is no count of things: a rate, points of a score; and what is never 1 where it is said.
NEVER_ONE = {
    "expected.rate",
    "_points(behind)",
    "mean",
    "lean.error",
    "error",
    "span",
    "point.change",
    "CLOSE",
    "result.replicates",
    "result.points",
    "len(table)",
    "len(names)",
    "labels",
    "replicates",
    "among.games",
    "self.draws",
    "compared.lucks",
    "often",
    "max(enough)",
}


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 points"), (1, "1 point"), (2, "2 points"), (2000, "2,000 points")]
)
def test_one_is_singular_and_all_else_plural(number, said):
    assert count_of(number, "point") == said


def plurals_by_hand(file: Path) -> Iterator[str]:
    """Yield what stands in a text of the program before a plural that is written out."""
    for text in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(text, ast.JoinedStr):
            for filled, after in zip(text.values, text.values[1:], strict=False):
                if isinstance(filled, ast.FormattedValue) and PLURAL.match(ast.unparse(after)[1:]):
                    yield ast.unparse(filled.value)


def test_no_sentence_writes_a_plural_after_a_number_that_may_be_one():
    rooms = [Path(game.__file__).parent / room for room in ROOMS]
    found = {
        text for room in rooms for file in room.rglob("*.py") for text in plurals_by_hand(file)
    }
    assert found <= NEVER_ONE
    assert "expected.rate" in found
