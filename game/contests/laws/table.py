"""The table of laws: what must be true of a live contest, the mark, and how it is read."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

from game.contests.laws.acts import read_idle_turns, read_reversals
from game.contests.laws.advice import read_advice
from game.contests.laws.aims import read_aims
from game.contests.laws.alternatives import read_alternatives
from game.contests.laws.blind import (
    read_best_ordinary,
    read_blind_plans,
    read_bots,
    read_order_of_players,
)
from game.contests.laws.course import read_best_orders, read_lead
from game.contests.laws.endings import read_endings
from game.contests.laws.engine import read_house_laws
from game.contests.laws.first_turn import read_first_turn
from game.contests.laws.foresight import ABOVE_ORDINARY, read_reading
from game.contests.laws.gate_openings import read_openings
from game.contests.laws.ground import Ground
from game.contests.laws.interventions import read_repeal, read_shut_then_open
from game.contests.laws.mechanisms import join_mechanisms, read_mechanisms
from game.contests.laws.offers import read_bargaining
from game.contests.laws.readings import Reading
from game.contests.laws.settings import (
    join_acting_settings,
    join_crossing_levers,
    read_acting_settings,
    read_crossing_levers,
)
from game.contests.laws.stakes import read_stakes
from game.contests.laws.truces import read_truces

OfScenario = Callable[[Ground], list[Reading]]
OfSeat = Callable[[Ground, str], list[Reading]]
Join = Callable[[Sequence[Reading]], list[Reading]]

PLAYED = ("october_2022", "april_2025", "december_2025")
EVERY = (*PLAYED, "lesson")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Law:
    """One law of a live contest.

    `of_scenario` reads what is about a scenario, `of_seat` what is about a seat; where neither is
    there, it cannot be measured yet. `join` makes of the readings of several
    scenarios those by which the law is judged. `lacks` says what of it cannot be measured yet.
    `parts` are readings that older measurements may be without: while one is not there, the law is
    told as measured in part. `scenarios` are those it is read in.
    """

    number: int
    says: str
    mark: str
    of_scenario: OfScenario | None = None
    of_seat: OfSeat | None = None
    join: Join | None = None
    lacks: str = ""
    parts: tuple[str, ...] = ()
    scenarios: tuple[str, ...] = PLAYED

    @property
    def is_built(self) -> bool:
        """Whether any of it can be measured."""
        return self.of_scenario is not None or self.of_seat is not None

    def read(self, ground: Ground, seat: str = "") -> list[Reading]:
        """Return what is read of it in a scenario: of a seat, or of the scenario as a whole."""
        if seat:
            return self.of_seat(ground, seat) if self.of_seat is not None else []
        return self.of_scenario(ground) if self.of_scenario is not None else []

    def unread(self, readings: Sequence[Reading]) -> tuple[str, ...]:
        """Return the parts that nothing was read of, where anything was read of the law."""
        read = {reading.part for reading in readings if reading.cell.law == self.number}
        return tuple(part for part in self.parts if read and part not in read)

    def judged(self, readings: Sequence[Reading]) -> list[Reading]:
        """Return the readings by which it holds or not: its own, joined where it is about all."""
        readings_of_law = [
            reading for reading in readings if reading.cell.law == self.number and reading.is_marked
        ]
        return self.join(readings_of_law) if self.join is not None else readings_of_law


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
            mark="40 to 60 %; a third of the score's variance is the seat's own policy; a "
            "strategist is 5 points above it",
            of_seat=read_best_ordinary,
            parts=(ABOVE_ORDINARY,),
        ),
        Law(
            number=4,
            says="nearly every setting does something",
            mark="80 % of settings move the score by half a point and 3 standard errors in some "
            "line-up, held from turn 1 or 5, other than through what an aim is measured by",
            of_seat=read_acting_settings,
            join=join_acting_settings,
        ),
        Law(
            number=5,
            says="which setting of a lever is best depends on others or on time",
            mark="60 % of levers, and each that costs 2 capital a step",
            of_seat=read_crossing_levers,
            join=join_crossing_levers,
        ),
        Law(
            number=6,
            says="aims open in the middle, can move, and pull against each other",
            mark="opens between 25 and 75, can move 15 either way; two aims correlate below -0.3 "
            "over random plans",
            of_seat=read_aims,
        ),
        Law(
            number=7,
            says="rivals act",
            mark="at most 25 % of an actor's turns without an act",
            of_scenario=read_idle_turns,
        ),
        Law(
            number=8,
            says="actors bargain: offers, demands and threats",
            mark="one a turn; 20 to 70 % accepted, 5 to 30 % of deals broken, 30 to 80 % of "
            "refused threats carried out",
            of_scenario=read_bargaining,
        ),
        Law(
            number=9,
            says="US policy turns round now and then",
            mark="1 to 5 reversals a year under a deal-maker, half of them at temperature 0; at "
            "most 1.5 under rules",
            of_scenario=read_reversals,
        ),
        Law(
            number=10,
            says="truces are kept and broken, and the mineral ladder is climbed",
            mark="40 to 80 % stand to their end, half the hazard unprovoked; climbed in 10 to 45 % "
            "of games",
            of_scenario=read_truces,
        ),
        Law(
            number=11,
            says="in some games the H200 flows, in others it never does, and what came before "
            "tells",
            mark="both in 25 to 65 % of games, a third of openings in one quarter at most, a fifth "
            "reversed, both at temperature 0, AUC at least .75",
            of_scenario=read_openings,
            scenarios=("december_2025",),
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
            number=17,
            says="every mechanism acts as its page says",
            mark="an intervention test each, at most 5 weak, none with the wrong sign",
            of_scenario=read_mechanisms,
            join=join_mechanisms,
        ),
        Law(
            number=18,
            says="reading the board pays",
            mark="a strategist is 4 points above itself with its view frozen, and above the best "
            "dated plan",
            of_seat=read_reading,
        ),
        Law(
            number=19,
            says="there is something to bargain for",
            mark="a deal helps both capitals in 30 to 80 % of games, breaking it pays in 30 %",
            of_scenario=read_stakes,
        ),
        Law(
            number=20,
            says="ordinary policies are alternatives",
            mark="each within a point of the best somewhere, none best in more than half of "
            "line-ups",
            of_seat=read_alternatives,
        ),
        Law(
            number=21,
            says="the game stays open",
            mark="the best order gains in turns 5 to 9 at least half of what it does in turn 1; "
            "leaders at half time lose in 20 to 45 % of games",
            of_scenario=read_lead,
            of_seat=read_best_orders,
        ),
        Law(
            number=22,
            says="players are ordered: nothing, random, the best ordinary policy, a strategist",
            mark="5 points apart",
            of_seat=read_order_of_players,
            parts=(ABOVE_ORDINARY,),
        ),
        Law(
            number=23,
            says="games end in more ways than one",
            mark="three endings above 5 %",
            of_scenario=read_endings,
        ),
        Law(
            number=24,
            says="the house's laws hold, and a turn is quick",
            mark="nothing left over, rows equal to lone games, a turn at most 1.4 times as long",
            of_scenario=read_house_laws,
        ),
        Law(
            number=25,
            says="advice is not built in",
            mark="the lead over five years is best at a middling tightness in some line-up; steady "
            "rules are a best reply somewhere",
            of_scenario=read_advice,
        ),
    )
}
