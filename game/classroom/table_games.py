"""The games of a room's tables: begun, led, told of orders, and moved on in lock step."""

from __future__ import annotations

from game.classroom.agenda import AgendaStep
from game.classroom.doctrine import NAME, make_doctrine
from game.classroom.room import Room, Seat
from game.classroom.room_files import RoomFiles
from game.classroom.table_papers import is_paper, paper_actions
from game.saves.log_file import is_begun
from game.session import Session
from game.session.together import pass_turns
from game.state.levers import Action
from game.state.position import Phase
from game.state.scenario import Scenario


class TableGames:
    """The game of each table, by its number from 0; all follow the room's lines."""

    def __init__(
        self, room: Room, files: RoomFiles, scenario: Scenario, agenda: tuple[AgendaStep, ...]
    ) -> None:
        self.room = room
        self.files = files
        self.scenario = scenario
        self.agenda = agenda
        self.games: dict[int, Session] = {}

    def begin(self) -> None:
        """Begin the game of each table that has people; the other seats are led by policies.

        A table that comes late was played by policies until now.
        """
        seed = self.files.seed()
        for table in sorted({table for table, _ in self.room.seats()}):
            path = self.files.table(table)
            if table in self.games:
                continue
            if is_begun(path):
                self.games[table] = Session.resume(path, sealed=seed)
                continue
            people = {actor for at, actor in self.room.seats() if at == table}
            self.games[table] = Session.begin(
                self.scenario,
                seats=[actor for actor in self.scenario.actors if actor in people],
                seed=seed,
                path=path,
            )

    def match_leaders(self) -> None:
        """Let people lead where they sit, and policies elsewhere.

        What a seat has sealed stays its people's until the phase is over.
        """
        if self.room.place == 0:
            return
        for table, game in self.games.items():
            for actor in self.scenario.actors:
                seat = (table, actor)
                has_people = bool(self.room.team(seat)) and seat not in self.room.led
                if game.over or self.room.work_of(seat).is_sealed:
                    continue
                if has_people and actor not in game.seats:
                    game.sit(actor, by="room")
                elif not has_people and actor in game.seats:
                    led = self.room.led.get(seat)
                    self.lead(seat, led.why if led else "nobody")

    def lead(self, seat: Seat, why: str) -> None:
        """Let a policy lead a seat: by the doctrine of its people, if they wrote one."""
        table, actor = seat
        written = self.room.doctrines.get(seat) if self.room.team(seat) else None
        if written is None:
            self.games[table].lead(actor, why=why, by="room")
            return
        library = make_doctrine(self.scenario, actor, written.policy, written.settings)
        self.games[table].lead(actor, NAME, why=why, by="room", library=library)

    def game_of(self, seat: Seat) -> Session | None:
        """Return the game that a seat of people plays in, None where no person plays it yet."""
        game = self.games.get(seat[0])
        return game if game is not None and seat[1] in game.seats else None

    def required(self, place: int) -> tuple[int, Phase]:
        """Return the turn and phase at which games must stand in a step of the agenda."""
        step = self.agenda[place]
        match step.stage:
            case "lobby" | "brief":
                return 0, "measures"
            case "measures":
                return step.turn, "measures"
            case "reveal" | "responses":
                return step.turn, "responses"
            case _:
                return step.turn + 1, "measures"

    def bring_to(self, place: int) -> None:
        """Seal phases and pass months until every game stands where a step needs it.

        All phases are sealed before any months pass: what was ordered is known sooner.
        """
        wanted = _count_phases(*self.required(place))
        while behind := [game for game in self.games.values() if _is_behind(game, wanted)]:
            due = [game for game in behind if game.model.position.phase == "responses"]
            closing = self.room.closing
            cause = closing.cause if closing and closing.cause != "sealed" else ""
            for game in behind:
                game.seal(cause=cause)
            pass_turns(due)

    def rewind_to(self, place: int) -> None:
        """Take every game that is past a step back to the start of the step's turn."""
        turn, phase = self.required(place)
        wanted = _count_phases(turn, phase)
        for game in self.games.values():
            if _count_phases(*stands_at(game)) > wanted:
                game.rewind(turn, by="desk")

    def tell(self) -> None:
        """Give each game the orders that stand in the room's log and not in its own."""
        step = self.room.step
        if step.phase is None:
            return
        for seat, work in self.room.work.items():
            game = self.game_of(seat)
            if game is None or stands_at(game) != (step.turn, step.phase):
                continue
            if not game.is_ready(seat[1]):
                for proposal in work.orders.values():
                    self.give_order(game, seat, proposal.target, proposal.setting, by=proposal.by)
                if work.is_sealed:
                    game.ready(seat[1])

    def give_order(
        self, game: Session, seat: Seat, target: str, setting: str, *, by: int, key: str = ""
    ) -> None:
        """Give an order that stands, or those of a paper, unless they do so already."""
        for number, action in enumerate(self.actions(game, seat, target, setting)):
            standing = {given.target: given for given in game.actions(seat[1])}
            is_legal = game.legal_actions(seat[1]).verdict(action).legal
            if standing.get(action.target) != action and is_legal:
                game.order(action, by=str(by), key=f"{key}-{number}" if key and number else key)

    def actions(self, game: Session, seat: Seat, target: str, setting: str) -> list[Action]:
        """Return the orders that a proposal stands for: one, or those that write a paper.

        Raises
        ------
        UserError
            If the seat has no such setting, or may write no such paper.
        """
        if is_paper(target):
            return paper_actions(game, seat[1], target, setting)
        return [self.action(seat, target, setting)]

    def action(self, seat: Seat, target: str, setting: str) -> Action:
        """Return an order by the texts that a page has for it.

        Raises
        ------
        UserError
            If the seat has no such setting.
        """
        return Action.parse(
            f"{target} = {setting}", self.scenario.levers, actor=seat[1], place="order"
        )


def _count_phases(turn: int, phase: Phase) -> int:
    return 2 * turn + (phase == "responses")


def stands_at(game: Session) -> tuple[int, Phase]:
    """Return the turn and the phase that a game is at."""
    position = game.model.position
    return position.turn, position.phase


def _is_behind(game: Session, wanted: int) -> bool:
    return not game.over and _count_phases(*stands_at(game)) < wanted
