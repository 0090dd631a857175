"""A game in progress with its log: seats, drafts, undo, rewind, fork, replay."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path

from agents.cast import choose_policies, configs_hash
from agents.model import GameModel, PhaseRecord
from agents.policies.base import Policy
from agents.policies.human import Human, as_proposals
from game import __version__
from game.config.scenarios import load_scenario
from game.engine import seal, see
from game.errors import UserError
from game.ledger import Ledger
from game.legality import Verdict, in_phase, judge
from game.log import (
    Draft,
    GameLog,
    Header,
    Line,
    LogFile,
    Ordered,
    PlayedTurn,
    Redone,
    Rewound,
    SealedPhase,
    Undone,
    check_fits,
    read_log,
)
from game.orders import Action
from game.position import PHASES, Phase, Position, state_hash
from game.scenario import Scenario


@dataclasses.dataclass(frozen=True, kw_only=True)
class TurnRecord:
    """A turn as it was played: where it opened, where both seals left it, where its months ended.

    `pass_months(sealed, ...)` with a ledger plays the months again and tells every cause.
    """

    opened: Position
    sealed: Position
    closed: Position
    phases: Mapping[Phase, PhaseRecord]


class Session:
    """One game that people or policies play, and the log that it is.

    Everything that is confirmed is in the log before the method returns.
    """

    def __init__(
        self, scenario: Scenario, policies: Mapping[str, Policy], log: GameLog, file: LogFile | None
    ) -> None:
        self.scenario = scenario
        self.log = log
        self.file = file
        self.seats = {actor: Human() for actor in log.header.seats}
        self.model = GameModel(scenario, policies={**policies, **self.seats}, seed=log.header.seed)
        self.played: list[TurnRecord] = []
        self._openings: list[Position] = [self.model.position]

    @classmethod
    def begin(
        cls,
        scenario: Scenario,
        *,
        seats: Sequence[str] = (),
        policies: Mapping[str, str] | None = None,
        seed: int = 0,
        path: Path | None = None,
    ) -> Session:
        """Start a game; with a path, its log is kept in that file.

        Raises
        ------
        UserError
            If a seat or policy does not exist, or the file cannot be written.
        """
        for seat in seats:
            if seat not in scenario.seats:
                known = ", ".join(scenario.seats)
                raise UserError("seat", f"nobody can sit at {seat!r}", f"seats are {known}")
        profile = {**scenario.profile, **(policies or {})}
        chosen = choose_policies(scenario, profile)
        header = Header(
            version=__version__,
            config_hash=configs_hash(scenario, chosen),
            scenario=scenario.name,
            seed=seed,
            profile=profile,
            seats=tuple(seats),
        )
        log = GameLog(header)
        file = LogFile(path) if path else None
        if file:
            file.start(log)
        return cls(scenario, chosen, log, file)

    @classmethod
    def resume(cls, path: Path, *, to: int | None = None, verify: bool = False) -> Session:
        """Open a logged game where it stopped, or at the start of a turn.

        Raises
        ------
        UserError
            If the file is no log, does not fit this program and its configs, or, with `verify`,
            where a turn replays to another state than the one logged.
        """
        log = read_log(path)
        scenario = load_scenario(log.header.scenario)
        chosen = choose_policies(scenario, log.header.profile)
        check_fits(log.header, __version__, configs_hash(scenario, chosen), str(path))
        session = cls(scenario, chosen, log, LogFile(path))
        session._replay(log.turns if to is None else min(to, log.turns), str(path), verify)
        return session

    def _replay(self, turns: int, place: str, verify: bool) -> None:
        drafts, hashes = self.log.drafts(), self.log.hashes()
        for turn in range(turns):
            self._replay_phase(drafts)
            self._replay_phase(drafts)
            found = state_hash(self._play_months())
            if verify and hashes.get(turn) != found:
                raise UserError(
                    f"{place}: turn {turn + 1}",
                    f"replays to {found[:12]}, and {hashes.get(turn, 'nothing')[:12]} is logged",
                    "the log was edited or played by another build",
                )
        # A game killed between its second seal and the months goes back to the open responses.
        open_phase = turns == self.log.turns and self.log.phase_sealed()
        if open_phase in {(turns, phase) for phase in PHASES}:
            self._replay_phase(drafts)

    def _replay_phase(self, drafts: Mapping[tuple[int, Phase, str], Draft]) -> None:
        position = self.model.position
        for actor, human in self.seats.items():
            draft = drafts.get((position.turn, position.phase, actor), Draft())
            human.pending = self._actions(actor, draft)
        self.model.play_phase()

    # -- orders --------------------------------------------------------------------------------

    def draft(self, actor: str) -> Draft:
        """Return a seat's orders for the phase at hand."""
        position = self.model.position
        return self.log.drafts().get((position.turn, position.phase, actor), Draft())

    def preview(self, actor: str) -> Position:
        """Return the position as it would be with this seat's draft sealed alone."""
        actions = self._actions(actor, self.draft(actor))
        proposals = {actor: as_proposals(actions, 1)}
        return seal(self.model.position, self.scenario, proposals)[0]

    def verdict(self, actor: str, action: Action) -> Verdict:
        """Return whether a seat may add an order to its draft, its price, and why not."""
        lever = self.scenario.levers[action.lever]
        if not in_phase(lever, self.model.position.phase):
            reason = "only measures can set it; the response menu is shorter"
            return Verdict(legal=False, cost=0.0, reason=reason)
        kept = [
            order
            for order in self._actions(actor, self.draft(actor))
            if (order.lever, order.column) != (action.lever, action.column)
        ]
        position, _ = seal(self.model.position, self.scenario, {actor: as_proposals(kept, 1)})
        index = self.scenario.actors.index(actor)
        return judge(
            lever,
            action,
            position.orders,
            float(position.moves[lever.name][0, action.column]),
            float(position.world.capital[0, index]),
            see(position, self.scenario).value,
        )

    def order(self, actor: str, text: str) -> Verdict:
        """Add an order to a seat's draft.

        Raises
        ------
        UserError
            If the text is no order of this seat, or the order is refused; the reason says why.
        """
        action = self.scenario.levers.parse(text, "order", actor)
        verdict = self.verdict(actor, action)
        if not verdict.legal:
            shown = self.scenario.levers.text(action)
            raise UserError("order", f"{shown} is refused", verdict.reason)
        shown = self.scenario.levers.text(action).partition(": ")[2]
        position = self.model.position
        self._note(Ordered(turn=position.turn, phase=position.phase, actor=actor, action=shown))
        return verdict

    def undo(self, actor: str) -> str | None:
        """Take back a seat's last order of this phase; return it, or None when there is none."""
        orders = self.draft(actor).orders
        if not orders:
            return None
        position = self.model.position
        self._note(Undone(turn=position.turn, phase=position.phase, actor=actor))
        return orders[-1]

    def redo(self, actor: str) -> str | None:
        """Give the order again that was taken back last; return it, or None."""
        taken_back = self.draft(actor).taken_back
        if not taken_back:
            return None
        position = self.model.position
        self._note(Redone(turn=position.turn, phase=position.phase, actor=actor))
        return taken_back[-1]

    def _actions(self, actor: str, draft: Draft) -> tuple[Action, ...]:
        """Return a draft's orders; of two on one setting, the later one stands."""
        latest: dict[tuple[str, int], Action] = {}
        for text in draft.orders:
            action = self.scenario.levers.parse(text, "log", actor)
            latest.pop((action.lever, action.column), None)
            latest[action.lever, action.column] = action
        return tuple(latest.values())

    # -- turns ---------------------------------------------------------------------------------

    @property
    def opened(self) -> Position:
        """Where the turn at hand opened."""
        return self._openings[-1]

    @property
    def over(self) -> bool:
        """Whether the game has ended."""
        return not self.model.running

    def seal(self) -> PhaseRecord:
        """Seal the orders of all seats and policies and open the next phase."""
        position = self.model.position
        for actor, human in self.seats.items():
            human.pending = self._actions(actor, self.draft(actor))
        record = self.model.play_phase()
        self._note(SealedPhase(turn=position.turn, phase=position.phase))
        return record

    def pass_turn(self, ledger: Ledger | None = None) -> Position:
        """Play the months of the turn, once both phases are sealed."""
        self.model.ledger = ledger
        position = self._play_months()
        self.model.ledger = None
        self._note(PlayedTurn(turn=position.turn - 1, hash=state_hash(position)))
        return position

    def _play_months(self) -> Position:
        opened, sealed = self._openings[-1], self.model.position
        phases: dict[Phase, PhaseRecord] = {phase: self.model.record[phase] for phase in PHASES}
        closed = self.model.play_months()
        self.played.append(TurnRecord(opened=opened, sealed=sealed, closed=closed, phases=phases))
        self._openings.append(closed)
        return closed

    def rewind(self, turn: int) -> None:
        """Go back to the start of a turn, counted from 0.

        Raises
        ------
        UserError
            If that turn has not been reached.
        """
        if not 0 <= turn < len(self._openings):
            raise UserError(
                "rewind", f"turn {turn + 1} has not been reached", "name an earlier one"
            )
        self._note(Rewound(turn=turn))
        del self._openings[turn + 1 :]
        del self.played[turn:]
        self.model.position = self._openings[turn]
        self.model.running = True

    def fork(self, turn: int, path: Path) -> GameLog:
        """Write the game up to the start of a turn as a new log, and return it.

        Raises
        ------
        UserError
            If the file exists or cannot be written.
        """
        forked = self.log.up_to(turn)
        LogFile(path).start(forked)
        return forked

    def _note(self, line: Line) -> None:
        if self.file:
            self.file.add(line)
        self.log = self.log.adding(line)
