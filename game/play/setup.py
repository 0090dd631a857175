"""What the title lets a person choose, and the game that comes of it."""

from __future__ import annotations

import dataclasses
import time
from pathlib import Path

from agents.session import Session
from game.config.scenarios import DEFAULT, load_scenario, shipped_library
from game.errors import UserError, did_you_mean
from game.log import read_log
from game.play.keeping import LAST, find_log, new_log_path

# Fresh seeds are short enough to tell each other.
FRESH_SEEDS = 100_000
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
# The lesson comes first, then history in its order.
FIRST = "lesson"
# What a side is about, short enough for its card.
WANTS = {
    "washington": "Keep the lead, earnings and minerals",
    "congress": "Look tough, pass laws, check the executive",
    "nvidia": "Revenue, share, and China's developers",
    "beijing": "Compute now, building at home later",
    "chipmakers": "Volume, yield and customers at home",
}
LEAST_STAKES, MOST_STAKES = 90, 150


@dataclasses.dataclass(frozen=True, kw_only=True)
class Story:
    """A scenario as its card tells it."""

    date: str
    title: str
    stakes: str
    length: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Kept:
    """The latest game that is not over."""

    path: Path
    told: str


class Setup:
    """The choices of the title; policies not chosen are the scenario's own."""

    def __init__(self, scenario: str | None = None, seed: int | None = None) -> None:
        self.scenario = scenario or DEFAULT
        self.seat = ""
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
        """The shipped scenarios, the lesson first, the others by date."""
        known = shipped_library().scenarios
        return sorted(known, key=lambda name: (name != FIRST, known[name].start))

    @property
    def seats(self) -> tuple[str, ...]:
        """The actors that a person may lead."""
        return tuple(shipped_library().scenarios[self.scenario].seats)

    @property
    def seed(self) -> int:
        """The seed as a number."""
        return int(self.seed_text or "0")

    def story(self, name: str) -> Story:
        """Return a scenario's card."""
        config = shipped_library().scenarios[name]
        date, _, rest = config.title.partition(": ")
        year, _, quarter = config.start.partition("-Q")
        months = MONTHS[3 * int(quarter) - 3] if quarter else ""
        return Story(
            date=date if rest else f"{months} {year}",
            title=(rest or config.title)[:1].upper() + (rest or config.title)[1:],
            stakes=_stakes(config.says),
            length=f"{config.turns} turns",
        )

    def title(self, actor: str) -> str:
        """Return an actor's name."""
        return shipped_library().actors[actor].title

    def wants(self, actor: str) -> str:
        """Return what an actor wants, in a line."""
        return WANTS.get(actor, shipped_library().actors[actor].wants[0])

    def policy_title(self, actor: str) -> str:
        """Return the name of the policy that leads an actor."""
        known = shipped_library().policies[actor].get(self.profile[actor])
        return known.name if known else Path(self.profile[actor]).stem.replace("_", " ")

    def policy_says(self, actor: str) -> str:
        """Return what that policy does."""
        known = shipped_library().policies[actor].get(self.profile[actor])
        return known.says if known else "a policy of your own"

    def choose_scenario(self, name: str) -> None:
        """Take a scenario, its usual seat and its own policies.

        Raises
        ------
        UserError
            If there is no such scenario.
        """
        known = shipped_library().scenarios
        if name not in known:
            problem = f"unknown scenario {name!r}"
            raise UserError("scenario", problem, did_you_mean(name, known))
        config = known[name]
        self.scenario = name
        if self.seat not in config.seats:
            self.seat = config.default_seat
        self.profile = dict(config.policies)

    def turn_policy(self, actor: str, by: int) -> None:
        """Take the next or the previous policy of an actor."""
        names = list(dict.fromkeys([*shipped_library().policies[actor], self.profile[actor]]))
        self.profile[actor] = names[(names.index(self.profile[actor]) + by) % len(names)]

    def draw_seed(self) -> None:
        """Take fresh luck."""
        self.seed_text = str(time.time_ns() // 1_000_000 % FRESH_SEEDS)

    def begin(self) -> Session:
        """Begin the chosen game, kept in the user's folder."""
        return Session.begin(
            load_scenario(self.scenario),
            seats=(self.seat,),
            policies=self.profile,
            seed=self.seed,
            path=new_log_path(self.scenario, self.seed),
        )


def _stakes(says: str) -> str:
    """Return the first sentences of a story, enough for a card."""
    sentences = [part.strip().rstrip(".") for part in says.strip().split(". ")]
    told = f"{sentences[0]}."
    for sentence in sentences[1:]:
        if len(told) >= LEAST_STAKES or len(told) + len(sentence) > MOST_STAKES:
            break
        told = f"{told} {sentence}."
    return told


def find_kept() -> Kept | None:
    """Return the latest game that a person has not finished, if it can be read."""
    try:
        path = find_log(LAST)
        log = read_log(path)
    except (UserError, OSError):
        return None
    header = log.header
    config = shipped_library().scenarios.get(header.scenario)
    if config is None or len(header.seats) != 1 or log.turns >= config.turns:
        return None
    seat = shipped_library().actors[header.seats[0]].title
    return Kept(path=path, told=f"{seat}, turn {log.turns + 1} of {config.turns}")
