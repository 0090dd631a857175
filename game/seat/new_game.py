"""What the title lets a person choose, and the game that comes of it."""

from __future__ import annotations

import dataclasses
import time
from pathlib import Path
from typing import TYPE_CHECKING

from agents.cast import open_header
from game.config import DEFAULT, STRATEGISTS
from game.config.scenarios import build_title, load_scenario, shipped_library
from game.config.schema.play import Difficulty
from game.errors import UserError, did_you_mean
from game.saves.folder import LAST, find_log, new_log_path
from game.saves.log_text import read_log
from game.state.calendar import quarter_start
from game.state.scenario import Glass
from game.words.language import say, say_config
from game.words.numbers import month_text, sentences_of, upper_first

if TYPE_CHECKING:
    from game.session import Session

# Fresh seeds are short enough to tell each other.
FRESH_SEEDS = 100_000
# The lesson comes first, then history in its order.
FIRST = "lesson"
ANALYST = "analyst"
# Months a turn of the games that the title offers; monthly ones are for the laboratory.
QUARTER = 3
LEAST_STAKES, MOST_STAKES = 90, 150


@dataclasses.dataclass(frozen=True, kw_only=True)
class ScenarioChoice:
    """A scenario as its card tells it."""

    date: str
    title: str
    stakes: str
    length: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class KeptGame:
    """The latest game that is not over."""

    path: Path
    told: str


class Setup:
    """The choices of the title; policies not chosen are the scenario's own."""

    def __init__(
        self, scenario: str | None = None, seed: int | None = None, difficulty: str = ANALYST
    ) -> None:
        self.scenario = scenario or DEFAULT
        levels = shipped_library().difficulty
        self.difficulty = difficulty if difficulty in levels else ANALYST
        self.seat = ""
        self.partners: set[str] = set()
        self.profile: dict[str, str] = {}
        self.seed_text = ""
        if seed is None:
            self.draw_seed()
        else:
            self.seed_text = str(seed)
        self.kept = find_kept()
        self.choose_scenario(self.scenario)

    @property
    def scenarios(self) -> list[str]:
        """The shipped scenarios of quarters, the lesson first, the others by date."""
        quarterly = {
            name: scenario
            for name, scenario in shipped_library().scenarios.items()
            if scenario.months_per_turn == QUARTER
        }
        return sorted(quarterly, key=lambda name: (name != FIRST, quarterly[name].start))

    @property
    def seats(self) -> tuple[str, ...]:
        """The actors that a person may lead."""
        return tuple(shipped_library().scenarios[self.scenario].seats)

    @property
    def seed(self) -> int:
        """The seed as a number."""
        return int(self.seed_text or "0")

    def story(self, name: str) -> ScenarioChoice:
        """Return a scenario's card."""
        config = shipped_library().scenarios[name]
        title = build_title(config)
        month = quarter_start(config.start) if title.month is None else title.month
        return ScenarioChoice(
            date=month_text(month, long=True),
            title=upper_first(say_config(title.text)),
            stakes=_stakes(say_config(config.says)),
            length=say("{count} turns", count=config.turns),
        )

    def title(self, actor: str) -> str:
        """Return an actor's name."""
        return say_config(shipped_library().actors[actor].title)

    def wants(self, actor: str) -> str:
        """Return what an actor is about, in a line."""
        return say_config(shipped_library().actors[actor].summary)

    def policy_title(self, actor: str) -> str:
        """Return the name of the policy that leads an actor."""
        policy = shipped_library().policies[actor].get(self.profile[actor])
        if policy is None and self.profile[actor] in STRATEGISTS:
            return say("strategist")
        path = Path(self.profile[actor])
        return say_config(policy.name) if policy else path.stem.replace("_", " ")

    def policy_says(self, actor: str) -> str:
        """Return what that policy does."""
        policy = shipped_library().policies[actor].get(self.profile[actor])
        if policy is None and self.profile[actor] in STRATEGISTS:
            return say("plays games ahead from what it sees, and gives the orders that do best")
        return say_config(policy.says) if policy else say("a policy of your own")

    def choose_scenario(self, name: str) -> None:
        """Take a scenario, its usual seat and its own policies.

        Raises
        ------
        UserError
            If there is no such scenario.
        """
        scenarios = shipped_library().scenarios
        if name not in scenarios:
            problem = f"unknown scenario {name!r}"
            raise UserError("scenario", problem, did_you_mean(name, scenarios))
        config = scenarios[name]
        self.scenario = name
        if self.seat not in config.seats:
            self.seat = config.default_seat
        self.partners &= set(config.seats) - {self.seat}
        self._lead()

    def _lead(self) -> None:
        """Let the scenario's own policies lead, but where the level has others."""
        policies = shipped_library().scenarios[self.scenario].policies
        self.profile = {**policies, **self.level.policies}

    @property
    def level(self) -> Difficulty:
        """The level of difficulty."""
        return shipped_library().difficulty[self.difficulty]

    def turn_difficulty(self, by: int) -> None:
        """Take the next or the previous level, and its opponents."""
        names = list(shipped_library().difficulty)
        self.difficulty = names[(names.index(self.difficulty) + by) % len(names)]
        self._lead()

    @property
    def taken(self) -> tuple[str, ...]:
        """The seats that people take, in the order of the scenario."""
        return tuple(seat for seat in self.seats if seat == self.seat or seat in self.partners)

    def take_seat(self, seat: str) -> None:
        """Sit down there; where several people share the window, take the seat in or out."""
        if not self.partners:
            self.seat = seat
        elif seat != self.seat:
            self.partners ^= {seat}
        else:
            self.seat = next(seat for seat in self.seats if seat in self.partners)
            self.partners -= {self.seat}

    def share(self) -> None:
        """Let a second person in, or play alone again."""
        others = [seat for seat in self.seats if seat != self.seat]
        self.partners = set() if self.partners else set(others[:1])

    def turn_policy(self, actor: str, by: int) -> None:
        """Take the next or the previous policy of an actor."""
        names = list(dict.fromkeys([*shipped_library().policies[actor], self.profile[actor]]))
        self.profile[actor] = names[(names.index(self.profile[actor]) + by) % len(names)]

    def draw_seed(self) -> None:
        """Take fresh luck."""
        self.seed_text = str(time.time_ns() // 1_000_000 % FRESH_SEEDS)

    def begin(self) -> Session:
        """Begin the chosen game, kept in the user's folder."""
        # The title does not wait for what a game needs.
        from game.session import Session

        return Session.begin(
            load_scenario(self.scenario),
            seats=self.taken,
            policies=self.profile,
            difficulty=self.difficulty,
            glass=Glass(blur=self.level.blur, delay=self.level.delay),
            seed=self.seed,
            path=new_log_path(self.scenario, self.seed),
        )


def begin_again(played: Session) -> Session:
    """Begin the same game anew: scenario, seats, policies and luck."""
    from game.session import Session

    header = played.log.header
    scenario, library = open_header(header)
    return Session.begin(
        scenario,
        seats=header.seats,
        policies=header.profile,
        library=library,
        difficulty=header.difficulty,
        glass=Glass(blur=header.blur, delay=header.delay),
        seed=played.sealed or played.seed,
        path=new_log_path(header.scenario, header.seed),
    )


def _stakes(says: str) -> str:
    """Return the first sentences of a story, enough for a card."""
    first, *further = (say("{sentence}.", sentence=text) for text in sentences_of(says))
    stakes = first
    for sentence in further:
        if len(stakes) >= LEAST_STAKES or len(stakes) + len(sentence) > MOST_STAKES:
            break
        stakes = f"{stakes}{say(' ')}{sentence}"
    return stakes


def find_kept() -> KeptGame | None:
    """Return the latest game that a person has not finished, if it can be read."""
    try:
        path = find_log(LAST)
        log = read_log(path)
    except (UserError, OSError):
        return None
    header = log.header
    config = shipped_library().scenarios.get(header.scenario)
    if config is None or not header.seats or log.turns >= config.turns:
        return None
    actors = shipped_library().actors
    seats = ", ".join(say_config(actors[seat].title) for seat in header.seats if seat in actors)
    turn = log.turns + 1
    summary = say("{seats}, turn {turn} of {turns}", seats=seats, turn=turn, turns=config.turns)
    return KeptGame(path=path, told=summary)
