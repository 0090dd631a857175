"""Who leads each actor: a person at its seat, or a policy; both may change between phases."""

from __future__ import annotations

from collections.abc import Mapping

from agents.cast import choose_policy, line_up_of, own_texts, read_size
from agents.policies.base import Policy
from agents.policies.human import Human
from agents.strategist.strategist import Strategist
from game.config import SIZES, STRATEGIST
from game.config.library import Library
from game.config.own_files import OwnFile
from game.config.scenarios import library_of, library_with
from game.errors import UserError
from game.saves.lines import PERSON, Header, OwnText, Seated
from game.saves.log import GameLog
from game.state.position import Phase
from game.state.scenario import Scenario

At = tuple[int, Phase]
SMALLEST = f"{STRATEGIST}_{SIZES[0]}"


class Leaders:
    """The leaders of a game now, and the policies that stand in where a person sits.

    Attributes
    ----------
    people
        The seats at which somebody sits, those of the header first.
    stand_ins
        For each actor the policy that leads it, or that led it before somebody sat down.
    """

    def __init__(
        self, header: Header, scenario: Scenario, policies: Mapping[str, Policy], library: Library
    ) -> None:
        self.people: dict[str, Human] = {actor: Human() for actor in header.seats}
        self.stand_ins = dict(policies)
        self._names = dict(header.profile)
        self._scenario = scenario
        self._library = library
        self._own: dict[str, tuple[OwnText, ...]] = {}

    def policy(self, actor: str) -> Policy:
        """Return what decides for an actor."""
        return self.people.get(actor) or self.stand_ins[actor]

    @property
    def in_rollouts(self) -> dict[str, Policy]:
        """The policies that lead in games played ahead: none of them looks ahead itself."""
        return {
            actor: policy.stand_in if isinstance(policy, Strategist) else policy
            for actor, policy in self.stand_ins.items()
        }

    def name(self, actor: str) -> str:
        """Return who leads an actor: `PERSON`, or a policy by its name."""
        return PERSON if actor in self.people else self._names[actor]

    def stand_in(self, actor: str) -> str:
        """Return the name of the policy that leads an actor where nobody sits."""
        return self._names[actor]

    def strategist(self, actor: str) -> Strategist:
        """Return the smallest strategist, which looks ahead for an actor."""
        line_up = line_up_of(self._scenario, self._library)
        return Strategist(line_up, actor, read_size(self._library, SIZES[0]), SMALLEST)

    def led_throughout(self, log: GameLog) -> dict[str, Policy]:
        """Return the policies that have led their actors since the game began.

        Those that look ahead are left out: to ask them again for every course of a game takes
        minutes, so that their orders stand as those of people do.
        """
        changed = {line.actor for line in log.settled().lines if isinstance(line, Seated)}
        return {
            actor: policy
            for actor, policy in self.stand_ins.items()
            if actor not in self.people
            and actor not in changed
            and not isinstance(policy, Strategist)
        }

    def seating(self, actor: str, at: At, *, why: str, by: str, key: str) -> Seated:
        """Return the line by which somebody sits down at an actor's seat.

        Raises
        ------
        UserError
            If it is no seat, or somebody sits there.
        """
        if actor not in self._scenario.seats:
            seats = ", ".join(self._scenario.seats)
            raise UserError("seat", f"nobody can sit at {actor!r}", f"seats are {seats}")
        if actor in self.people:
            raise UserError("seat", f"somebody sits at {actor} already", "let a policy lead first")
        return Seated(
            turn=at[0],
            phase=at[1],
            actor=actor,
            leader=PERSON,
            why=why,
            by=by,
            key=key,
        )

    def takeover(
        self,
        actor: str,
        policy: str,
        at: At,
        library: Library | None,
        *,
        why: str,
        by: str,
        key: str,
    ) -> Seated:
        """Return the line by which a policy takes an actor over; "" is the last one it had.

        Raises
        ------
        UserError
            If there is no such actor or policy, or its file cannot be used.
        """
        if actor not in self._scenario.actors:
            actors = ", ".join(self._scenario.actors)
            raise UserError("seat", f"unknown actor {actor!r}", f"actors are {actors}")
        name, files = self._names[actor], self._own.get(actor, ())
        if policy:
            configs = library_with(policies=[policy], library=library or self._library)
            choose_policy(self._scenario, actor, policy, configs)
            name = configs.name_of("policies", policy).rpartition("/")[2]
            files = own_texts("", {actor: name}, configs)
        if name == PERSON:
            raise UserError("policy", f"{PERSON!r} is whoever sits at a seat", "give it a name")
        return Seated(
            turn=at[0],
            phase=at[1],
            actor=actor,
            leader=name,
            own=files,
            why=why,
            by=by,
            key=key,
        )

    def follow(self, line: Seated, place: str = "log") -> Policy:
        """Let the leader of a line lead from here on, and return what decides for the actor.

        Raises
        ------
        UserError
            If there is no such policy, or its file cannot be used; `place` is where the line is.
        """
        actor = line.actor
        if line.leader == PERSON:
            self.people[actor] = Human()
        else:
            library = self._library
            if line.own:
                library = library_of(
                    OwnFile(name=text.name, text=text.text, place=f"{place}: {text.name}.yaml",
                            kind=text.kind)
                    for text in line.own
                )  # fmt: skip
            self.stand_ins[actor] = choose_policy(self._scenario, actor, line.leader, library)
            self._names[actor], self._own[actor] = line.leader, line.own
            self.people.pop(actor, None)
        return self.policy(actor)

    def again(self, at: At, logged: Mapping[str, str]) -> list[Seated]:
        """Return the lines that keep everybody in place where a log says that others lead."""
        return [
            Seated(
                turn=at[0],
                phase=at[1],
                actor=actor,
                leader=self.name(actor),
                why="rewind",
                own=() if actor in self.people else self._own.get(actor, ()),
            )
            for actor in self._scenario.actors
            if self.name(actor) != logged[actor]
        ]
