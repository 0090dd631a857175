"""What can be typed at the text seat, and what answers each line.

Every order is in the log before it is answered.
"""

from __future__ import annotations

import dataclasses
import shlex
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal

from game.config import STRATEGIST
from game.errors import UserError
from game.saves.place import keep_elsewhere, kept_path
from game.seat.correspondence import order_together
from game.session import Session
from game.state.levers import Action
from game.text import menus, negotiation, view, why, worth_lines
from game.text.desk import obey_desk
from game.text.farewell import tell_way_out
from game.text.lever_names import find_lever, find_setting
from game.text.story import fold, tell_news
from game.text.typed import is_number, turn_number
from game.turn.legality import Refusal, RefusedOrderError
from game.turn.view import View
from game.words.reasons import refusal_text

# What can be asked of a game that is over.
DEBRIEF = frozenset(
    {
        "brief", "view", "lever", "why", "news", "history", "score", "worth", "rewind", "fork",
        "keep", "help", "quit",
    }
)  # fmt: skip
OTHER_WORDS = {"?": "help", "q": "quit", "exit": "quit"}

Answer = Literal["stay", "sealed", "moved", "quit"]
# Writes lines to the person, who may type on.
Say = Callable[[Iterable[str]], Literal["stay"]]


@dataclasses.dataclass(frozen=True)
class Command:
    """Something a person can type: its usage, what it does, and what answers it."""

    usage: str
    says: str
    run: Callable[[str], Answer]


class TypedCommands:
    """The commands of one game, for the actor whose turn it is to type."""

    def __init__(self, session: Session, say: Say) -> None:
        self.session = session
        self.actor = ""
        self._say = say
        self.by_name = self._make_commands()
        self._is_warned = False

    def obey(self, line: str) -> Answer:
        """Answer one line of the seat whose turn it is."""
        word, _, rest = line.strip().partition(" ")
        if not word:
            return "stay"
        name = OTHER_WORDS.get(word.lower(), word.lower())
        try:
            command = self.by_name.get(name)
            if self.session.over and name not in DEBRIEF:
                raise UserError("", "the game is over", f"ask it: {', '.join(sorted(DEBRIEF))}")
            if command is not None and not rest.lstrip().startswith("="):
                return command.run(rest.strip())
            return self._order(line.strip())
        except RefusedOrderError as refused:
            order = refused.order.text(self.session.scenario.levers)
            return self._say(fold(f"order: {order} is refused; {self._why(refused.reason)}"))
        except UserError as error:
            return self._say(fold(str(error)))

    def _why(self, refusal: Refusal) -> str:
        return refusal_text(refusal, self.session.scenario.levers, typed=True)

    def _make_commands(self) -> Mapping[str, Command]:
        return {
            "brief": Command("brief", "who you are and what you want", self._show_brief),
            "view": Command("view [all]", "what you know", self._show_view),
            "levers": Command("levers", "what you may set, and what it costs", self._show_levers),
            "lever": Command("lever NAME", "what one lever does", self._show_lever),
            "set": Command("set NAME = SETTING", "order it; set may be left out", self._order),
            "deals": Command("deals", "papers, terms and deals in force", self._show_deals),
            "send": Command("send KIND to WHOM: TERMS", "an offer, demand or promise", self._send),
            "answer": Command("answer WHOM accept", "a paper, or refuse it", self._answer),
            "orders": Command("orders", "your orders so far", self._show_orders),
            "undo": Command("undo", "take back your last order", self._undo),
            "redo": Command("redo", "give it again", self._redo),
            "seal": Command("seal", "seal your orders and go on", self._seal),
            "why": Command("why NAME", "what changed a number or aim last turn", self._show_why),
            "news": Command("news", "last turn's news", self._show_news),
            "history": Command("history", "who announced what so far", self._show_history),
            "score": Command("score", "your score as it stands", self._show_score),
            "worth": Command("worth [strategist]", "what your orders were worth", self._show_worth),
            "rewind": Command("rewind TURN", "go back to the start of a turn", self._rewind),
            "fork": Command("fork FILE [TURN]", "begin a second game there", self._fork),
            "desk": Command("desk ACT", "what a facilitator does; desk lists it", self._desk),
            "help": Command("help", "this list", self._show_help),
            "keep": Command("keep FILE", "keep the game in another file from now on", self._keep),
            "quit": Command("quit", "leave the game; it can be gone on with", self._quit),
        }

    def _show_brief(self, _: str) -> Answer:
        return self._say(menus.tell_brief(self.session, self.actor))

    def _show_view(self, rest: str) -> Answer:
        tell = view.tell_all if rest == "all" else view.tell_view
        return self._say(tell(self._view(), self.session.scenario))

    def _show_levers(self, _: str) -> Answer:
        return self._say(menus.tell_levers(self.session, self.actor))

    def _show_lever(self, name: str) -> Answer:
        lever = find_lever(name, self.session, self.actor)
        return self._say(menus.tell_lever(self.session, self.actor, lever))

    def _show_orders(self, _: str) -> Answer:
        return self._say(menus.tell_orders(self.session, self.actor))

    def _show_deals(self, _: str) -> Answer:
        return self._say(negotiation.tell_deals(self.session, self.actor))

    def _send(self, rest: str) -> Answer:
        return self._give(negotiation.read_paper(rest, self.session, self.actor))

    def _answer(self, rest: str) -> Answer:
        return self._give([negotiation.read_answer(rest, self.session, self.actor)])

    def _give(self, actions: Sequence[Action]) -> Answer:
        order_together(self.session, self.actor, actions)
        left = menus.capital_left(self.session, self.actor)
        lines = negotiation.tell_draft(self.session, self.actor)
        return self._say([*lines, f"{left:.1f} political capital left."])

    def _show_score(self, _: str) -> Answer:
        return self._say(menus.tell_standing(self.session, self.actor))

    def _show_worth(self, rest: str) -> Answer:
        if not self.session.over:
            raise UserError("worth", "the game is not over", "ask it at the end; score tells now")
        if rest not in {"", STRATEGIST}:
            raise UserError("worth", f"{rest!r} is no answer it has", f"write worth {STRATEGIST}")
        if rest:
            self._say(fold("A small strategist plays your seat, the luck the same: a minute."))
            return self._say(worth_lines.tell_strategist(self.session, self.actor))
        return self._say(worth_lines.tell_worth(self.session, self.actor))

    def _show_why(self, name: str) -> Answer:
        return self._say(why.tell_why(self.session, self.actor, name))

    def _show_news(self, _: str) -> Answer:
        lines = tell_news(why.latest_news(self.session))
        return self._say(lines or ["Nothing in the papers."])

    def _show_history(self, _: str) -> Answer:
        return self._say(why.tell_history(self.session, self.actor))

    def _show_help(self, _: str) -> Answer:
        return self._say(
            [f"  {command.usage:<20}{command.says}" for command in self.by_name.values()]
        )

    def _seal(self, _: str) -> Answer:
        for action, verdict in self.session.legal_actions(self.actor).judged():
            if verdict.reason is not None:
                refusal = f"{self._setting(action)}, for {self._why(verdict.reason)}"
                self._say(fold(f"Not carried out: {refusal}."))
        self._say(negotiation.warn_at_seal(self.session, self.actor))
        self.session.ready(self.actor)
        return "sealed"

    def _undo(self, _: str) -> Answer:
        taken = self.session.undo(self.actor)
        answer = (
            f"Taken back: {self._setting(taken)}" if taken else "There is no order to take back."
        )
        return self._say([answer])

    def _redo(self, _: str) -> Answer:
        given = self.session.redo(self.actor)
        answer = f"Ordered again: {self._setting(given)}" if given else "Nothing was taken back."
        return self._say([answer])

    def _order(self, text: str) -> Answer:
        target, equals, value = (part.strip() for part in text.partition("="))
        if not equals:
            target, _, value = text.strip().rpartition(" ")
        named = target or text
        lever, column = find_setting(named, self.session, self.actor, self.by_name)
        if not value or not target:
            return self._say(menus.tell_lever(self.session, self.actor, lever))
        now = menus.setting_now(self.session, lever, column)
        if value[0] in "+-" and is_number(value[1:]):
            value = lever.text(menus.step_value(lever, now, int(value)))
        elif value.casefold() in lever.settings:
            value = value.casefold()
        action = lever.action(column, lever.parse(value, "order"))
        if action.value == now:
            return self._say([f"{action.target} already stands at {lever.text(now)}."])
        verdict = self.session.order(action)
        left = menus.capital_left(self.session, self.actor)
        ordered = f"Ordered: {self._setting(action)}, costs {verdict.cost:g}"
        self._say(fold(f"{ordered}, {left:.1f} left."))
        return self._say(negotiation.warn_of(self.session, [action]))

    def _setting(self, action: Action) -> str:
        return action.setting(self.session.scenario.levers)

    def _rewind(self, rest: str) -> Answer:
        turn = turn_number(rest)
        copy = self.session.rewind(turn - 1)
        self._say([f"Back at the start of turn {turn}."])
        if copy:
            self._say(fold(f"The game as it stood is kept as {copy.name}."))
        return "moved"

    def _fork(self, rest: str) -> Answer:
        try:
            words = shlex.split(rest)
        except ValueError:
            words = rest.split()
        if not words or len(words) > 2 or is_number(words[0]):
            problem = f"{words[0]!r} is no name of a file" if words else "where to?"
            raise UserError("fork", problem, "write fork FILE, or fork FILE TURN")
        reached = len(self.session.played)
        at = turn_number(words[1]) - 1 if len(words) > 1 else self.session.model.position.turn
        if at > reached:
            raise UserError("fork", f"turn {at + 1} has not been reached", "name an earlier one")
        path = Path(words[0]).expanduser()
        self.session.fork(at, path)
        return self._say(
            [
                f"A second game begins at turn {at + 1}:",
                f"highfence play --log {shlex.quote(str(path))}",
            ]
        )

    def _desk(self, rest: str) -> Answer:
        led = tuple(self.session.seats)
        self._say(obey_desk(self.session, rest))
        return "stay" if tuple(self.session.seats) == led else "moved"

    def _keep(self, rest: str) -> Answer:
        if not rest:
            raise UserError("keep", "where to?", "write keep FILE")
        path = Path(rest.strip("'\"")).expanduser()
        keep_elsewhere(self.session, path)
        return self._say([f"Kept in {path}"])

    def _quit(self, _: str) -> Answer:
        """Leave; where no file holds the game, only when told twice."""
        if kept_path(self.session) or self._is_warned:
            return "quit"
        self._is_warned = True
        return self._say(tell_way_out(self.session))

    def _view(self) -> View:
        return self.session.views.of(self.actor)
