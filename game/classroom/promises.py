"""What became of words at the tables: deals kept and broken, threats carried out and called."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator

from game.session import Session
from game.turn.fates import fates_of
from game.words.diplomacy import fate_text
from game.words.numbers import month_text


@dataclasses.dataclass(frozen=True, kw_only=True)
class WordTold:
    """One deal or threat that ended: at which table, when, whose word it was, and how."""

    table: int
    date: str
    giver: str
    kind: str
    text: str


def words_of(table: int, game: Session) -> Iterator[WordTold]:
    """Yield what became of words at a table, month by month."""
    for record in game.played:
        for before, after in itertools.pairwise(record.closed.months):
            for fate in fates_of(before, after, record.closed.sealed, game.scenario):
                yield WordTold(
                    table=table,
                    date=month_text(after.month),
                    giver=fate.giver,
                    kind=fate.kind,
                    text=fate_text(fate, game.scenario),
                )
