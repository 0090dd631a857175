"""A game in progress with its log: seats, drafts, undo, rewind, fork, replay."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from agents.cast import check_seats, choose_policies, configs_hash, open_log, own_texts
from agents.policies.base import Policy
from agents.policies.human import Human
from game import __version__
from game.config.library import Library
from game.config.scenarios import library_with
from game.errors import UserError
from game.mathematics import ARITHMETIC
from game.saves.course import departed
from game.saves.lines import (
    Header,
    Line,
    Ordered,
    PlayedTurn,
    Ready,
    Redone,
    Rewound,
    SealedPhase,
    Undone,
)
from game.saves.log import GameLog, LoggedDraft
from game.saves.log_file import LogFile, write_new
from game.state.chance import check_seed
from game.state.orders import Action
from game.state.position import PHASES, Phase, Position, state_hash
from game.state.scenario import Glass, Scenario
from game.turn.draft import Draft
from game.turn.draft_legality import judge_draft
from game.turn.ledger import Ledger
from game.turn.legal_actions import LegalActions
from game.turn.legality import RefusedOrderError, Verdict

if TYPE_CHECKING:
    from agents.model import PhaseRecord


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
        # Read here: what is shown before a game begins does not wait for Mesa.
        from agents.model import GameModel

        header = log.header
        glass = Glass(blur=header.blur, delay=header.delay)
        self.scenario = scenario.seen_through(glass, header.seats)
        self.log = log
        self.file = file
        self.seats = {actor: Human() for actor in header.seats}
        self.model = GameModel(self.scenario, policies={**policies, **self.seats}, seed=header.seed)
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
        library: Library | None = None,
        difficulty: str = "",
        glass: Glass | None = None,
    ) -> Session:
        """Start a game; with a path, its log is kept in that file.

        `difficulty` names a level for the record, `glass` is what it does to the seats' sights.
        `library` has the files of the user's own; the log holds those that are played with.

        Raises
        ------
        UserError
            If a seat or policy does not exist, the seed is none, or the file cannot be written.
        """
        check_seats(seats, scenario)
        check_seed(seed)
        profile = {**scenario.profile, **(policies or {})}
        library = library_with(policies=profile.values(), library=library)
        chosen = choose_policies(scenario, profile, library)
        for actor, name in profile.items():
            profile[actor] = library.name_of("policies", name).rpartition("/")[2]
        header = Header(
            version=__version__,
            config_hash=configs_hash(scenario, chosen, library),
            scenario=scenario.name,
            seed=seed,
            arithmetic=ARITHMETIC,
            profile=profile,
            seats=tuple(seats),
            own=own_texts(scenario.name, profile, library),
            difficulty=difficulty,
            blur=(glass or Glass()).blur,
            delay=(glass or Glass()).delay,
        )
        log = GameLog(header)
        file = LogFile(path) if path else None
        if file:
            file.start(log)
        return cls(scenario, chosen, log, file)

    @classmethod
    def resume(cls, path: Path, *, to: int | None = None, sound: bool = False) -> Session:
        """Open a logged game where it stopped, or at the start of a turn.

        Every turn is held to the state that the log has for it. `sound` opens the part of a damaged
        log before its first fault, for reading.

        A game opened before its end is for reading: what is done in it is not added to the file.
        The file is taken for writing with the first line, or by `hold`.

        Raises
        ------
        UserError
            If the file is no log, is damaged, does not fit this program and its configs, or where a
            turn replays to another state than the one logged.
        """
        file = LogFile(path)
        file.follow()
        log, scenario, chosen = open_log(path, sound=sound)
        is_earlier = to is not None and to < log.turns
        if to is not None and is_earlier:
            log = log.up_to(max(to, 0))
        session = cls(scenario, chosen, log, None if sound or is_earlier else file)
        try:
            session._replay(session.log.turns, str(path))
        except UserError:
            if not sound:
                raise
            session._return_to(len(session.played) - 1)
        return session

    def _replay(self, turns: int, place: str) -> None:
        hashes = self.log.hashes()
        for turn in range(turns):
            self._replay_phase()
            self._replay_phase()
            found = state_hash(self._play_months())
            if hashes.get(turn) != found:
                raise departed(self.log, turn, found, place)
        # A game killed between its second seal and the months goes back to the open responses.
        open_phase = turns == self.log.turns and self.log.phase_sealed()
        if open_phase in {(turns, phase) for phase in PHASES}:
            self._replay_phase()

    def _replay_phase(self) -> None:
        for actor, human in self.seats.items():
            human.pending = self.actions(actor)
        self.model.play_phase()

    # -- orders --------------------------------------------------------------------------------

    def draft(self, actor: str) -> Draft:
        """Return a seat's orders for the phase at hand, as given, and those taken back."""
        position, levers = self.model.position, self.scenario.levers
        logged = self.log.drafts().get((position.turn, position.phase, actor), LoggedDraft())
        place = str(self.file.path) if self.file else "log"
        orders, taken_back = (
            tuple(Action.parse(text, levers, actor=actor, place=place) for text in texts)
            for texts in (logged.orders, logged.taken_back)
        )
        return Draft(orders, taken_back)

    def actions(self, actor: str) -> tuple[Action, ...]:
        """Return a seat's orders as they would be sealed: of two on one setting, the later one."""
        return self.draft(actor).standing

    def legal_actions(self, actor: str) -> LegalActions:
        """Return the orders that a seat may add to its draft, each judged as it is read."""
        return LegalActions(self.model.position, self.scenario, actor, self.actions(actor))

    def preview(self, actor: str) -> Position:
        """Return the position as it would be with this seat's draft sealed alone."""
        return self.legal_actions(actor).drafted

    def verdict(self, action: Action) -> Verdict:
        """Return whether an order may be added to the draft of its seat, its price, and why not."""
        return self.legal_actions(action.actor).verdict(action)

    def orders(self, actor: str) -> list[tuple[Action, Verdict]]:
        """Return a seat's orders as they would be sealed, each with what would become of it."""
        actions = self.actions(actor)
        verdicts = judge_draft(self.model.position, self.scenario, actor, actions)
        return list(zip(actions, verdicts, strict=True))

    def order(self, action: Action) -> Verdict:
        """Add an order to the draft of its seat.

        Raises
        ------
        RefusedOrderError
            If the order may not be given now; its reason says why.
        UserError
            If its actor has no seat or no such setting, or the seat has sealed its orders.
        """
        self._check_open(action.actor)
        self.scenario.levers.check(action)
        verdict = self.verdict(action)
        if verdict.reason is not None:
            raise RefusedOrderError(action, verdict.reason)
        position, text = self.model.position, action.setting(self.scenario.levers)
        self._note(
            Ordered(turn=position.turn, phase=position.phase, actor=action.actor, action=text)
        )
        return verdict

    def undo(self, actor: str) -> Action | None:
        """Take back a seat's last order of this phase; return it, or None when there is none."""
        self._check_open(actor)
        orders = self.draft(actor).orders
        if not orders:
            return None
        position = self.model.position
        self._note(Undone(turn=position.turn, phase=position.phase, actor=actor))
        return orders[-1]

    def redo(self, actor: str) -> Action | None:
        """Give the order again that was taken back last; return it, or None."""
        self._check_open(actor)
        taken_back = self.draft(actor).taken_back
        if not taken_back:
            return None
        position = self.model.position
        self._note(Redone(turn=position.turn, phase=position.phase, actor=actor))
        return taken_back[-1]

    def ready(self, actor: str) -> None:
        """Seal one seat's orders of this phase; they wait until `seal` seals the phase.

        Raises
        ------
        UserError
            If nobody sits there, or the seat has sealed already.
        """
        self._check_open(actor)
        position = self.model.position
        self._note(Ready(turn=position.turn, phase=position.phase, actor=actor))

    def is_ready(self, actor: str) -> bool:
        """Tell whether a seat has sealed its own orders of this phase."""
        position = self.model.position
        return (position.turn, position.phase, actor) in self.log.ready()

    def _check_open(self, actor: str) -> None:
        if actor not in self.seats:
            raise UserError("seat", f"nobody sits at {actor!r}")
        if self.is_ready(actor):
            raise UserError(
                "order", f"{actor} has sealed its orders of this phase", "only a rewind opens them"
            )

    # -- turns ---------------------------------------------------------------------------------

    @property
    def opened(self) -> Position:
        """Where the turn at hand opened."""
        return self._openings[-1]

    @property
    def openings(self) -> tuple[Position, ...]:
        """Where each turn opened; the last is where the turn at hand opened, or the game ended."""
        return tuple(self._openings)

    @property
    def over(self) -> bool:
        """Whether the game has ended."""
        return not self.model.running

    def seal(self) -> PhaseRecord:
        """Seal the orders of all seats and policies and open the next phase."""
        position = self.model.position
        for actor, human in self.seats.items():
            human.pending = self.actions(actor)
        self._note(SealedPhase(turn=position.turn, phase=position.phase))
        return self.model.play_phase()

    def pass_turn(self, ledger: Ledger | None = None) -> Position:
        """Play the months of the turn, once both phases are sealed."""
        sealed = self.model.position
        self.model.ledger = ledger
        position = self._play_months()
        self.model.ledger = None
        try:
            self._note(PlayedTurn(turn=position.turn - 1, hash=state_hash(position)))
        except UserError:
            # What is not in the log has not happened.
            self._return_to(sealed.turn)
            self.model.position = sealed
            raise
        return position

    def _play_months(self) -> Position:
        opened, sealed = self._openings[-1], self.model.position
        phases: dict[Phase, PhaseRecord] = {phase: self.model.record[phase] for phase in PHASES}
        closed = self.model.play_months()
        self.played.append(TurnRecord(opened=opened, sealed=sealed, closed=closed, phases=phases))
        self._openings.append(closed)
        return closed

    def rewind(self, turn: int) -> Path | None:
        """Go back to the start of a turn, counted from 0.

        Where turns are lost by it, the game as it stands is kept first, in a file beside the log;
        its path is returned.

        Raises
        ------
        UserError
            If that turn has not been reached, or the copy cannot be written.
        """
        if not 0 <= turn < len(self._openings):
            raise UserError(
                "rewind", f"turn {turn + 1} has not been reached", "name an earlier one"
            )
        copy = self._keep_copy() if turn < len(self.played) else None
        self._note(Rewound(turn=turn))
        self._return_to(turn)
        return copy

    def _return_to(self, turn: int) -> None:
        del self._openings[turn + 1 :]
        del self.played[turn:]
        self.model.position = self._openings[turn]
        self.model.running = bool((self.model.position.ending.turn < 0.0).any())

    def _keep_copy(self) -> Path | None:
        if self.file is None:
            return None
        path = self.file.path
        names = (f"{path.stem}-before-rewind-{n}{path.suffix}" for n in itertools.count(1))
        copy = next(one for name in names if not (one := path.with_name(name)).exists())
        write_new(self.log.settled(), copy)
        return copy

    def fork(self, turn: int, path: Path) -> GameLog:
        """Write the game up to the start of a turn as a new log, and return it.

        Raises
        ------
        UserError
            If the file exists or cannot be written.
        """
        forked = self.log.up_to(turn)
        write_new(forked, path)
        return forked

    def hold(self) -> None:
        """Take the log for writing before anything is done, so that no other window has it.

        Raises
        ------
        UserError
            If another window is playing this game, or the file cannot be written.
        """
        if self.file:
            self.file.hold()

    def close(self) -> None:
        """Let go of the log file; playing on takes it again."""
        if self.file:
            self.file.close()

    def _note(self, line: Line) -> None:
        if self.file:
            self.file.add(line)
        self.log = self.log.adding(line)
