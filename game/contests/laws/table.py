"""The table of laws: what must be true of a live contest, the mark, and how it is read."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

from game.contests.laws.blind import (
    read_best_ordinary,
    read_blind_plans,
    read_bots,
    read_order_of_players,
)
from game.contests.laws.first_turn import read_first_turn
from game.contests.laws.ground import Ground
from game.contests.laws.interventions import read_repeal, read_shut_then_open
from game.contests.laws.readings import Reading

OfScenario = Callable[[Ground], list[Reading]]
OfSeat = Callable[[Ground, str], list[Reading]]

PLAYED = ("october_2022", "april_2025", "december_2025")
EVERY = (*PLAYED, "lesson")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Law:
    """One law of a live contest.

    `of_scenario` reads it once in a scenario, `of_seat` seat by seat; where neither is there, it
    cannot be measured yet. `lacks` says what of it cannot. `scenarios` are those it is read in.
    """

    number: int
    says: str
    mark: str
    of_scenario: OfScenario | None = None
    of_seat: OfSeat | None = None
    lacks: str = ""
    scenarios: tuple[str, ...] = PLAYED

    @property
    def is_built(self) -> bool:
        """Whether any of it can be measured."""
        return self.of_scenario is not None or self.of_seat is not None

    def read(self, ground: Ground, seats: Sequence[str]) -> list[Reading]:
        """Return what is read of it in a scenario, of these seats."""
        if self.of_scenario is not None:
            return self.of_scenario(ground)
        if self.of_seat is not None:
            return [reading for seat in seats for reading in self.of_seat(ground, seat)]
        return []


LAWS = {
    law.number: law
    for law in (
        Law(
            number=1,
            says="a blind plan, constant or dated, does not win",
            mark="wins at most 55 %; at least 2 points and 2 standard errors behind the best "
            "ordinary policy",
            of_seat=read_blind_plans,
        ),
        Law(
            number=2,
            says="players that need no search do not win",
            mark="each wins at most 25 %",
            of_seat=read_bots,
            scenarios=EVERY,
        ),
        Law(
            number=3,
            says="the best ordinary policy wins about half of its games",
            mark="40 to 60 %",
            of_seat=read_best_ordinary,
            lacks="a strategist that beats it by 5 points",
        ),
        Law(
            number=12,
            says="repealing all chip controls costs Washington its lead",
            mark="after 4 and 8 quarters the lead is lower and China's compute no lower",
            of_scenario=read_repeal,
        ),
        Law(
            number=13,
            says="refusing chips builds makers, and costs compute meanwhile",
            mark="shut for 8 quarters: home output a fifth higher in quarters 17 to 20, half of "
            "the gap of quarter 8 left at 12, unmet demand up 10 points, a longer lag; either is "
            "better in some line-up",
            of_scenario=read_shut_then_open,
        ),
        Law(
            number=14,
            says="a game begins where it is: holding everything moves nothing by much",
            mark="no observable moves in the first turn by more than twice its usual change",
            of_scenario=read_first_turn,
            scenarios=EVERY,
        ),
        Law(
            number=22,
            says="players are ordered: nothing, random, the best ordinary policy",
            mark="5 points apart",
            of_seat=read_order_of_players,
            lacks="a strategist above them",
        ),
    )
}
