"""Votes before answers: everybody says what decided, and only then reads what the model says."""

from __future__ import annotations

import dataclasses

from game.classroom.live_room import LiveRoom
from game.words.language import later, say, say_config

DECISION, SCORE = "vote-decision", "vote-score"
VOTES = (DECISION, SCORE)
# What may have decided a score, as it is split there.
PARTS = later(
    {
        "own": "our own orders",
        "others": "the orders of others",
        "luck": "luck",
        "course": "what was under way when the game opened",
    }
)


@dataclasses.dataclass(frozen=True, kw_only=True)
class OpenVote:
    """A vote that is open for a person: what is asked, what may be answered, what was."""

    name: str
    text: str
    about: str
    choices: tuple[tuple[str, str], ...]
    given: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class VoteCount:
    """What the class voted: each choice with its votes, in the order of the choices."""

    text: str
    votes: tuple[tuple[str, str, int], ...]
    voters: int
    people: int

    @property
    def most(self) -> int:
        """The most votes that a choice has."""
        return max((votes for _, _, votes in self.votes), default=0)


def is_open(live: LiveRoom) -> bool:
    """Tell whether people vote: until the board says why."""
    return live.room.stage == "what"


def choices_of(live: LiveRoom, vote: str) -> dict[str, str]:
    """Return what may be answered to a vote."""
    if vote == DECISION:
        return {
            actor: say_config(live.scenario.roles[actor].title) for actor in live.scenario.actors
        }
    return {part: say(text) for part, text in PARTS.items()}


def open_votes(live: LiveRoom, person: int) -> list[OpenVote]:
    """Return the votes that are open for a person at a seat."""
    if not is_open(live) or live.room.members[person].seat is None:
        return []
    abouts = {
        DECISION: say("Only the count is shown, once all have voted or the desk goes on."),
        SCORE: say("Nobody sees your answer. What the model says comes after it."),
    }
    return [
        OpenVote(
            name=vote,
            text=vote_text(live, vote),
            about=about,
            choices=tuple(choices_of(live, vote).items()),
            given=live.room.answers.get((person, vote), ""),
        )
        for vote, about in abouts.items()
    ]


def vote_text(live: LiveRoom, vote: str) -> str:
    """Return what a vote asks."""
    if vote == SCORE:
        return say("What moved your own score most?")
    number = say_config(live.scenario.observables[live.plan.compare[0]].title)
    return say("Whose decisions moved “{number}” most?", number=number)


def has_voted(live: LiveRoom, person: int) -> bool:
    """Tell whether a person may read what the model says of the own score."""
    return not is_open(live) or (person, SCORE) in live.room.answers


def count_votes(live: LiveRoom) -> VoteCount:
    """Return how the class voted on whose decisions counted."""
    answers = live.room.answers
    people = [person for person, member in live.room.members.items() if member.seat is not None]
    given = [answers[person, DECISION] for person in people if (person, DECISION) in answers]
    return VoteCount(
        text=vote_text(live, DECISION),
        votes=tuple(
            (name, title, given.count(name)) for name, title in choices_of(live, DECISION).items()
        ),
        voters=len(given),
        people=len(people),
    )
