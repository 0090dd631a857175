"""Requests that may come twice: what the first one was answered is the answer to all."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from game.errors import UserError
from game.saves.lines import ActLine, Ordered, Redone, Request, Undone
from game.saves.log import GameLog
from game.saves.log_state import LoggedDraft, LogState
from game.state.levers import Action, Levers
from game.turn.legality import Verdict

Answer = TypeVar("Answer")


class Requests:
    """The requests of a game by their keys, each with its kind of line and its answer."""

    def __init__(self) -> None:
        self._answers: dict[str, tuple[str, object]] = {}

    def once(self, key: str, kind: str, act: Callable[[], Answer]) -> Answer:
        """Do what is asked unless it was done under this key; return the answer of that time.

        What was refused has not been done, and is judged anew. Without a key everything is new.

        Raises
        ------
        UserError
            If a request of another kind had this key.
        """
        if not key:
            return act()
        if key not in self._answers:
            self._answers[key] = kind, act()
        asked, answer = self._answers[key]
        if asked != kind:
            raise UserError("key", f"was that of another request ({asked})", "draw a new one")
        return cast(Answer, answer)

    @classmethod
    def of(cls, log: GameLog, levers: Levers) -> Requests:
        """Return the requests that a log holds, those before a rewind among them."""
        requests = cls()
        state = LogState(format=log.header.format)
        for line in log.lines:
            if isinstance(line, Request) and line.key:
                answer = _answer(line, state, levers)
                requests._answers[line.key] = line.kind, answer
            state = state.after(line)
        return requests


def _answer(line: Request, state: LogState, levers: Levers) -> object:
    """Return what a logged request was answered; `state` is that before its line."""
    if isinstance(line, Ordered):
        return Verdict(cost=line.cost or 0.0, reason=None)
    if isinstance(line, Undone | Redone):
        draft = state.drafts.get((line.turn, line.phase, line.actor), LoggedDraft())
        texts = draft.orders if isinstance(line, Undone) else draft.taken_back
        return Action.parse(texts[-1], levers, actor=line.actor, place="log") if texts else None
    return line.id if isinstance(line, ActLine) else None
