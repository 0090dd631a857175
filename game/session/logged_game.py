"""A game and the log that it is: what is done in it is in the log before it counts."""

from __future__ import annotations

from collections.abc import Mapping

from agents.policies.base import Policy
from agents.policies.human import Human
from game.config.library import Library
from game.saves.lines import FORMAT, Line, Migrated
from game.saves.log import GameLog
from game.saves.log_file import LogFile
from game.saves.sealed_seed import SealedSeed
from game.session.header import open_seed
from game.session.leaders import Leaders
from game.session.requests import Requests
from game.session.turns import Turns
from game.state.position import Phase
from game.state.scenario import Glass, Scenario


class LoggedGame:
    """The parts of a game in progress that its orders, acts, views and replay work on.

    Attributes
    ----------
    leaders
        Who leads each actor now.
    turns
        The turns that stand, and where the one at hand is.
    requests
        What was asked for under which key.
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
        # Read here: what is shown before a game begins does not wait for Mesa.
        from agents.model import GameModel

        header = log.header
        glass = Glass(blur=header.blur, delay=header.delay)
        self.scenario = scenario.seen_through(glass, header.seats)
        self.log = log
        self.file = file
        self.leaders = Leaders(header, self.scenario, policies, library)
        self.model = GameModel(
            self.scenario,
            policies={**policies, **self.leaders.people},
            seed=open_seed(header, sealed, str(file.path) if file else "log"),
        )
        self.turns = Turns(self.model)
        self.requests = Requests.of(log, scenario.levers)

    @property
    def seats(self) -> Mapping[str, Human]:
        """The seats at which somebody sits now."""
        return self.leaders.people

    @property
    def here(self) -> tuple[int, Phase]:
        """The turn, counted from 0, and the phase at hand."""
        return self.model.position.turn, self.model.position.phase

    @property
    def over(self) -> bool:
        """Whether the game has ended."""
        return not self.model.running

    def note(self, line: Line) -> None:
        """Add a line to the log; it is on disk when this returns."""
        if self.log.state.format < FORMAT:
            self._write(Migrated(format=FORMAT))
        self._write(line)

    def _write(self, line: Line) -> None:
        if self.file:
            self.file.add(line)
        self.log = self.log.adding(line)
