"""What a facilitator does in a game: injects, overrides, free moves; and taking them back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Literal

from game.config.library import Library
from game.config.schema.world import Event as EventConfig
from game.errors import UserError
from game.saves.lines import (
    ActLine,
    Effect,
    FreeMove,
    Injected,
    InjectEffect,
    Overridden,
    StepEffect,
    Withdrawn,
)
from game.session.logged_game import LoggedGame
from game.session.strikes import Strikes
from game.state.levers import Action
from game.state.position import Position
from game.state.scenario import Scenario
from game.turn.interventions import (
    Act,
    Work,
    WorldNumber,
    expect_step,
    override,
    set_lever,
)
from game.turn.ledger import FREE_MOVE, INJECT, OVERRIDE

NO_REASON = "give a reason: it is shown to everybody at the table"


class Facilitator:
    """The acts of whoever leads a game from outside its seats; each is a line of the log.

    An act works at once, and everybody at the table may hear of it. An inject may also wait for the
    reveal of the phase, or for a condition on the true numbers, which is looked at whenever a phase
    opens. The months of a turn know nothing of acts: each leads from one position to the next.
    """

    def __init__(self, game: LoggedGame, library: Library) -> None:
        self._game = game
        self._strikes = Strikes(game.scenario, library)
        self._waiting: list[Injected] = []

    # -- what can be done --------------------------------------------------------------------------

    @property
    def events(self) -> Mapping[str, EventConfig]:
        """The events that can be struck, injects first."""
        return self._strikes.events

    @property
    def acts(self) -> Sequence[Act]:
        """The acts that have worked in the turns that stand."""
        return self._game.turns.acts

    @property
    def waiting(self) -> tuple[Injected, ...]:
        """The injects that wait for a reveal or a condition."""
        return tuple(self._waiting)

    # -- what is done ------------------------------------------------------------------------------

    def inject(
        self,
        event: str,
        *,
        scale: float = 1.0,
        at: Literal["now", "reveal", "condition"] = "now",
        when: str = "",
        why: str = "",
        by: str = "",
        key: str = "",
    ) -> str:
        """Let an event strike now, at the reveal of this phase or on a condition; return its id.

        Parameters
        ----------
        scale
            How many times its usual size its effects have, up to 3.
        when
            The condition, over quantities, fields and settings as they truly are: `lag < 6`.

        Raises
        ------
        UserError
            If there is no such event, the scale or the condition cannot be, or the game is over.
        """

        def act() -> str:
            self._strikes.build(event, scale)
            if (at == "condition") != bool(when):
                raise UserError("inject", "a condition needs at = 'condition', and that needs one")
            if when:
                self._strikes.is_met(when, self._game.model.position)
            line = Injected(
                **self._at(), id=self._new_id(), event=event, scale=scale, at=at, when=when,
                why=why, by=by, key=key,
            )  # fmt: skip
            return self._add(line)

        return self._game.requests.once(key, "inject", act)

    def override(self, field: str, value: float, *, why: str, by: str = "", key: str = "") -> str:
        """Set a number of the world, `trust` or `yield_rate.huawei`; return the act's id.

        Raises
        ------
        UserError
            If there is no such number, it cannot have this value or has it, there is no reason, or
            the game is over.
        """

        def act() -> str:
            number = WorldNumber.named(field, self._game.scenario)
            number.expect(value)
            was = number.read(self._game.model.position)
            if was == value:
                raise UserError("override", f"{field} is {value:g} already")
            line = Overridden(
                **self._at(), id=self._new_id(), field=field, was=was, value=value,
                why=_reason("override", why), by=by, key=key,
            )  # fmt: skip
            return self._add(line)

        return self._game.requests.once(key, "override", act)

    def free_move(
        self,
        text: str,
        odds: int,
        effect: Effect,
        *,
        why: str,
        reasons: Sequence[str] = (),
        against: Sequence[str] = (),
        by: str = "",
        key: str = "",
    ) -> str:
        """Draw for a move outside the menu, as in a matrix game; return the act's id.

        The draw belongs to the game's luck and to the id: tables under the same luck that make
        their first free move of a turn draw the same.

        Parameters
        ----------
        odds
            In how many of ten cases it succeeds, 1 to 9.
        effect
            What it does then: an inject, one step of a lever, or nothing but the story.

        Raises
        ------
        UserError
            If the odds or the effect cannot be, there is no reason, or the game is over.
        """

        def act() -> str:
            if not 1 <= odds <= 9:
                raise UserError("free move", f"odds = {odds} in ten", "give 1 to 9")
            if isinstance(effect, InjectEffect):
                self._strikes.build(effect.event, effect.scale)
            if isinstance(effect, StepEffect):
                action = self._action(effect)
                expect_step(self._game.model.position, self._game.scenario, action)
            name = self._new_id()
            line = FreeMove(
                **self._at(), id=name, text=text, reasons=tuple(reasons), against=tuple(against),
                odds=odds, drawn=self._draw(name), effect=effect, why=_reason("free move", why),
                by=by, key=key,
            )  # fmt: skip
            return self._add(line)

        return self._game.requests.once(key, "move", act)

    def withdraw(self, act: str, *, why: str = "", by: str = "", key: str = "") -> None:
        """Take back an act that waits, or that worked since the phase was last opened or sealed.

        Raises
        ------
        UserError
            If there is no such act, or orders were sealed or months passed since it worked.
        """

        def take() -> None:
            game, turns = self._game, self._game.turns
            waits = any(line.id == act for line in self.waiting)
            if not waits and all(done.id != act for done in turns.acts_of_now()):
                problem = f"no act {act!r} waits, or has worked since orders were last sealed"
                raise UserError("withdraw", problem, "rewind to the start of its turn")
            line = Withdrawn(**self._at(), id=act, why=why, by=by, key=key)
            game.note(line)
            self.follow(line)

        self._game.requests.once(key, "withdraw", take)

    def would_be(self, event: str, scale: float = 1.0) -> Position:
        """Return where the game would stand if an event struck now; nothing is done.

        Raises
        ------
        UserError
            If there is no such event, or the scale cannot be.
        """
        return self._strikes.work(event, scale)(self._game.model.position)

    # -- how it works ------------------------------------------------------------------------------

    def follow(self, line: ActLine | Withdrawn, place: str = "log") -> None:
        """Let what a line says work, or wait.

        Raises
        ------
        UserError
            If it cannot be in this game; `place` is where the line stands.
        """
        try:
            self._follow(line, place)
        except UserError as refusal:
            if refusal.place == place:
                raise
            problem = f"{refusal.place}: {refusal.problem}"
            raise UserError(place, problem, refusal.remedy) from refusal

    def _follow(self, line: ActLine | Withdrawn, place: str) -> None:
        if isinstance(line, Withdrawn):
            self._waiting = [waits for waits in self._waiting if waits.id != line.id]
            self._game.turns.undo_act(line.id)
        elif isinstance(line, Injected):
            self._strikes.build(line.event, line.scale)
            self._waiting.append(line)
            self.strike_due()
        elif isinstance(line, Overridden):
            number = WorldNumber.named(line.field, self._game.scenario)
            self._work(
                line, OVERRIDE, line.why, _overriding(self._game.scenario, number, line.value)
            )
        else:
            drawn = self._draw(line.id)
            if line.drawn != drawn:
                problem = f"draws {drawn} for {line.id!r}, and {line.drawn} is logged"
                raise UserError(place, problem, "restore the file from a copy")
            if drawn < line.odds / 10.0:
                self._succeed(line)

    def strike_due(self) -> None:
        """Let the injects strike whose reveal has come or whose condition is met."""
        game = self._game
        for line in self.waiting if not game.over else ():
            is_revealed = game.here != (line.turn, line.phase) or game.turns.is_sealed
            is_due = {"now": True, "reveal": is_revealed}.get(line.at)
            if line.at == "condition":
                is_due = self._strikes.is_met(line.when, game.model.position)
            if is_due:
                self._waiting.remove(line)
                self._work(line, INJECT, line.event, self._strikes.work(line.event, line.scale))

    def rewound(self) -> None:
        """Let the injects wait again that had not worked where the game went back to."""
        state, worked = self._game.log.state, {act.id for act in self.acts}
        self._waiting = [
            line
            for line in state.acts
            if isinstance(line, Injected)
            and line.id not in worked
            and line.id not in state.withdrawn
        ]
        self.strike_due()

    def _succeed(self, line: FreeMove) -> None:
        scenario, effect = self._game.scenario, line.effect
        if isinstance(effect, InjectEffect):
            work = self._strikes.work(effect.event, effect.scale)
            self._work(line, FREE_MOVE, effect.event, work)
        elif isinstance(effect, StepEffect):
            action = self._action(effect)
            work = partial(set_lever, scenario=scenario, action=action)
            self._work(line, FREE_MOVE, line.text, work)

    def _work(self, line: ActLine, rule: str, name: str, work: Work) -> None:
        turn, phase = self._game.here
        position = self._game.model.position
        self._game.turns.act(
            Act(
                id=line.id, rule=rule, name=name, turn=turn, phase=phase, work=work,
                after_seal=self._game.turns.is_sealed, before=position, after=work(position),
            )
        )  # fmt: skip

    def _draw(self, name: str) -> float:
        model = self._game.model
        return float(model.chance.at(model.position.turn).uniform(f"free_move:{name}")[0, 0])

    def _action(self, effect: StepEffect) -> Action:
        return Action.parse(effect.action, self._game.scenario.levers, place="free move")

    def _at(self) -> dict[str, Any]:
        turn, phase = self._game.here
        return {"turn": turn, "phase": phase}

    def _new_id(self) -> str:
        """Return the number of the turn and of the act in it: `2.1`."""
        turn, _ = self._game.here
        count = sum(line.turn == turn for line in self._game.log.state.acts)
        return f"{turn + 1}.{count + 1}"

    def _add(self, line: ActLine) -> str:
        self._game.turns.expect_running()
        self._game.note(line)
        self.follow(line)
        return line.id


def _overriding(scenario: Scenario, number: WorldNumber, value: float) -> Work:
    return partial(override, scenario=scenario, number=number, value=value)


def _reason(place: str, why: str) -> str:
    if not why.strip():
        raise UserError(place, "has no reason", NO_REASON)
    return why.strip()
