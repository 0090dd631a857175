"""A game in progress with its log: seats, drafts, undo, rewind, fork, replay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from agents.cast import open_log
from agents.policies.base import Policy
from agents.policies.human import Human
from game.config.library import Library
from game.errors import UserError
from game.saves.lines import Line, PlayedTurn, SealedPhase, Seated
from game.saves.log import GameLog
from game.saves.log_file import LogFile, write_new
from game.saves.sealed_seed import SealedSeed
from game.session.facilitator import Facilitator
from game.session.header import write_header
from game.session.logged_game import LoggedGame
from game.session.replay import go_back, replay
from game.session.seat_orders import SeatOrders
from game.session.turns import TurnRecord
from game.session.views import Views
from game.state.levers import Action
from game.state.position import Phase, Position, state_hash
from game.state.scenario import Glass, Scenario
from game.turn.draft import Draft
from game.turn.ledger import Ledger
from game.turn.legal_actions import LegalActions
from game.turn.legality import Verdict

if TYPE_CHECKING:
    from agents.model import PhaseRecord


class Session:
    """One game that people or policies play, and the log that it is.

    Everything that is confirmed is in the log before the method returns. `by` says in the log who
    asked; a request that comes again under the same `key` is answered as before and done once.

    Attributes
    ----------
    leaders
        Who leads each actor now.
    turns
        The turns that stand, and where the one at hand is.
    facilitator
        Injects, overrides and free moves.
    requests, views
        What was asked for under which key, and what each actor may know.
    """

    def __init__(
        self,
        scenario: Scenario,
        policies: Mapping[str, Policy],
        log: GameLog,
        file: LogFile | None,
        library: Library,
        sealed: SealedSeed | None = None,
    ) -> None:
        self._game = LoggedGame(scenario, policies, log, file, library, sealed)
        self.sealed = sealed
        self.scenario = self._game.scenario
        self.leaders = self._game.leaders
        self.model = self._game.model
        self.turns = self._game.turns
        self.requests = self._game.requests
        self.facilitator = Facilitator(self._game, library)
        self.views = Views(self._game)
        self._seat_orders = SeatOrders(self._game)

    @classmethod
    def begin(
        cls,
        scenario: Scenario,
        *,
        seats: Sequence[str] = (),
        policies: Mapping[str, str] | None = None,
        seed: int | SealedSeed = 0,
        path: Path | None = None,
        library: Library | None = None,
        difficulty: str = "",
        glass: Glass | None = None,
    ) -> Session:
        """Start a game; with a path, its log is kept in that file.

        `difficulty` names a level for the record, `glass` is what it does to the seats' sights.
        `library` has the files of the user's own; the log holds those that are played with. A
        sealed seed is not in the log, which has its commitment.

        Raises
        ------
        UserError
            If a seat or policy does not exist, the seed is none, or the file cannot be written.
        """
        header, chosen, configs = write_header(
            scenario,
            seats=seats,
            policies=policies or {},
            seed=seed,
            library=library,
            difficulty=difficulty,
            glass=glass or Glass(),
        )
        log = GameLog(header)
        file = LogFile(path) if path else None
        if file:
            file.start(log)
        sealed = seed if isinstance(seed, SealedSeed) else None
        return cls(scenario, chosen, log, file, configs, sealed)

    @classmethod
    def resume(
        cls,
        path: Path,
        *,
        to: int | None = None,
        sound: bool = False,
        sealed: SealedSeed | None = None,
    ) -> Session:
        """Open a logged game where it stopped, or at the start of a turn.

        Every turn is held to the state that the log has for it. `sound` opens the part of a damaged
        log before its first fault, for reading. `sealed` is the seed of a game whose log has
        only its commitment.

        A game opened before its end is for reading: what is done in it is not added to the file.
        The file is taken for writing with the first line, or by `hold`.

        Raises
        ------
        UserError
            If the file is no log, is damaged, does not fit this program, its configs or the seed,
            or where a turn replays to another state than the one logged.
        """
        file = LogFile(path)
        file.follow()
        log, scenario, chosen, library = open_log(path, sound=sound)
        is_earlier = to is not None and to < log.turns
        if to is not None and is_earlier:
            log = log.up_to(max(to, 0))
        held = None if sound or is_earlier else file
        session = cls(scenario, chosen, log, held, library, sealed)
        try:
            replay(session._game, session._seat_orders, session.facilitator, str(path))
        except UserError:
            if not sound:
                raise
            session.turns.return_to(session._turns_that_hold())
        return session

    def _turns_that_hold(self) -> int:
        """Return how many turns came to the state that the log has for them."""
        logged, openings = self.log.state.hashes, self.turns.openings
        count = 0
        while count < len(self.played) and state_hash(openings[count + 1]) == logged.get(count):
            count += 1
        return count

    @property
    def log(self) -> GameLog:
        """What has been confirmed."""
        return self._game.log

    @property
    def file(self) -> LogFile | None:
        """Where the log is kept, None where nowhere."""
        return self._game.file

    def keep_in(self, file: LogFile) -> None:
        """Keep the log in another file from here on, which has its lines already."""
        self._game.file = file

    @property
    def seats(self) -> Mapping[str, Human]:
        """The seats at which somebody sits now."""
        return self._game.seats

    def sit(self, actor: str, *, why: str = "", by: str = "", key: str = "") -> None:
        """Let somebody sit down at a seat that a policy leads; orders given there before stand.

        Raises
        ------
        UserError
            If it is no seat, somebody sits there, or the game is over.
        """
        self.requests.once(
            key,
            "seat",
            lambda: self._follow(self.leaders.seating(actor, self.here, why=why, by=by, key=key)),
        )

    def lead(
        self,
        actor: str,
        policy: str = "",
        *,
        why: str = "",
        by: str = "",
        key: str = "",
        library: Library | None = None,
    ) -> None:
        """Let a policy lead an actor, at whose seat nobody sits from here on.

        Orders that a person gave in this phase are kept, and sealed only if somebody sits there
        again when it closes.

        Parameters
        ----------
        policy
            Its name or its file, by default the last policy that led this actor.
        library
            Configs with policies of the user's own; the log keeps the one that leads.

        Raises
        ------
        UserError
            If there is no such actor or policy, the policy cannot be used, or the game is over.
        """
        self.requests.once(
            key,
            "seat",
            lambda: self._follow(
                self.leaders.takeover(actor, policy, self.here, library, why=why, by=by, key=key)
            ),
        )

    def _follow(self, line: Seated) -> None:
        self.turns.expect_running()
        self.note(line)
        self.model.lead(line.actor, self.leaders.follow(line))

    def draft(self, actor: str) -> Draft:
        """Return a seat's orders for the phase at hand, as given, and those taken back."""
        return self._seat_orders.read(actor)

    def actions(self, actor: str) -> tuple[Action, ...]:
        """Return a seat's orders as they would be sealed: of two on one setting, the later one."""
        return self._seat_orders.standing(actor)

    def legal_actions(self, actor: str) -> LegalActions:
        """Return the orders that a seat may add to its draft, each judged as it is read."""
        return self._seat_orders.legal(actor)

    def order(self, action: Action, *, by: str = "", key: str = "") -> Verdict:
        """Add an order to the draft of its seat.

        Raises
        ------
        RefusedOrderError
            If the order may not be given now; its reason says why.
        UserError
            If nobody sits at its actor's seat, there is no such setting, or the seat has sealed its
            orders.
        """
        return self.requests.once(key, "order", lambda: self._seat_orders.add(action, by, key))

    def undo(self, actor: str, *, by: str = "", key: str = "") -> Action | None:
        """Take back a seat's last order of this phase; return it, or None when there is none."""
        return self.requests.once(key, "undo", lambda: self._seat_orders.undo(actor, by, key))

    def redo(self, actor: str, *, by: str = "", key: str = "") -> Action | None:
        """Give the order again that was taken back last; return it, or None."""
        return self.requests.once(key, "redo", lambda: self._seat_orders.redo(actor, by, key))

    def ready(self, actor: str, *, by: str = "", key: str = "") -> None:
        """Seal one seat's orders of this phase; they wait until `seal` seals the phase.

        Raises
        ------
        UserError
            If nobody sits there, or the seat has sealed already.
        """
        self.requests.once(key, "ready", lambda: self._seat_orders.seal(actor, by, key))

    def is_ready(self, actor: str) -> bool:
        """Tell whether a seat has sealed its own orders of this phase."""
        return self._seat_orders.is_ready(actor)

    @property
    def open_seats(self) -> tuple[str, ...]:
        """The seats that have not sealed their orders of this phase."""
        return tuple(actor for actor in self.seats if not self.is_ready(actor))

    @property
    def seed(self) -> int:
        """The seed of the game's luck, a sealed one too: not for anybody at a table."""
        return self.model.chance.seed

    @property
    def here(self) -> tuple[int, Phase]:
        """The turn, counted from 0, and the phase at hand."""
        return self._game.here

    @property
    def played(self) -> Sequence[TurnRecord]:
        """The turns that stand, as they were played."""
        return self.turns.played

    @property
    def over(self) -> bool:
        """Whether the game has ended."""
        return self._game.over

    def seal(
        self, *, cause: str = "", open: Sequence[str] | None = None, by: str = ""
    ) -> PhaseRecord:
        """Seal the orders of all seats and policies and open the next phase.

        Both phases sealed, it changes nothing: the months have to pass.

        Parameters
        ----------
        cause
            Why the phase closes now, where that is not because every seat has sealed.
        open
            The seats that had not sealed, as the log keeps them; by default those of now, and none
            where no cause is given.
        """
        if self.turns.is_sealed:
            return self.model.record["responses"]
        waited = open if open is not None else self.open_seats if cause else ()
        turn, phase = self.here
        self.note(SealedPhase(turn=turn, phase=phase, cause=cause, open=tuple(waited), by=by))
        record = self.turns.seal(self.seats, {actor: self.actions(actor) for actor in self.seats})
        self.facilitator.strike_due()
        return record

    def pass_turn(self, ledger: Ledger | None = None) -> Position:
        """Play the months of the turn, once both phases are sealed."""
        return self.close_turn(self.turns.pass_months(ledger))

    def close_turn(self, position: Position) -> Position:
        """Note that the months of the turn have passed and led to a position.

        Raises
        ------
        UserError
            If the log cannot be written; then they have not passed.
        """
        try:
            self.note(PlayedTurn(turn=position.turn - 1, hash=state_hash(position)))
        except UserError:
            # What is not in the log has not happened.
            self.turns.take_back()
            raise
        self.facilitator.strike_due()
        return position

    def rewind(self, turn: int, *, by: str = "") -> Path | None:
        """Go back to the start of a turn, counted from 0.

        Where turns are lost by it, the game as it stands is kept first, in a file beside the log;
        its path is returned. Whoever leads an actor now goes on leading it.

        Raises
        ------
        UserError
            If that turn has not been reached, or the copy cannot be written.
        """
        return go_back(self._game, self.facilitator, turn, by)

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

    def note(self, line: Line) -> None:
        """Add a line to the log; it is on disk when this returns."""
        self._game.note(line)
