"""The teaching pack of a room: what its facilitator prints, from the plan, the configs and the log.

Nothing in it is a claim that anybody learns: the quizzes ask what the game's rules do.
"""

from __future__ import annotations

import dataclasses
import shlex
from collections import Counter

from game.classroom.agenda import DEBRIEF, STAGES
from game.classroom.arrivals import name_of
from game.classroom.live_room import LiveRoom
from game.classroom.room_files import read_room
from game.classroom.room_lines import OBSERVER, Agreed, Proposed
from game.config.scenarios import shipped_library
from game.config.schema.class_plan import ClassPlan
from game.config.schema.quiz import Quiz
from game.words.language import later, say, say_config
from game.words.numbers import amount, quarter_text

# What the facilitator does in each step of the debrief.
DEBRIEF_SAYS = later(
    {
        "what": "Show where the tables ended. Let everybody vote before anybody explains: whose"
        " decision moved the first number most?",
        "why": "The board names the orders by which the tables differ, largest first. Ask the seat"
        " that gave the first what it knew then. Give another table the same order at the desk.",
        "real": "Hold the game beside the record. Ask what the model leaves out, and which way that"
        " would turn the result.",
        "so_what": "Leave the game: ask the questions for the end. Everybody writes one sentence on"
        " the phone.",
    }
)
# Robots are let play a plan in so many minutes, however long a class with it is.
REHEARSED = 2.5
# The forms of the quiz, before a class and after it.
FORMS = ("mechanisms_a", "mechanisms_b")


@dataclasses.dataclass(frozen=True, kw_only=True)
class GuideLine:
    """A part of the plan: when it is, what it is, and what the facilitator says or does."""

    start: float
    minutes: float
    title: str
    parts: str
    says: tuple[str, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class GuideForecast:
    """A forecast of the plan, and what settles it."""

    text: str
    settled: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Guide:
    """The facilitator's guide of one plan."""

    lines: tuple[GuideLine, ...]
    forecasts: tuple[GuideForecast, ...]
    questions: tuple[tuple[str, str], ...]
    points: tuple[str, ...]
    compared: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class RubricEvidence:
    """What the room holds of one person, beside which a teacher grades; it grades nobody."""

    name: str
    seat: str
    proposals: int
    agreed: int
    messages: int
    forecasts: str
    sentence: str


def rehearsal_command(plan_name: str, plan: ClassPlan) -> str:
    """Return what is typed to let robots play a plan once, so fast that it can be waited for."""
    speed = max(1, round(plan.minutes / REHEARSED))
    return shlex.join(["highfence", "class", plan_name, "--rehearse", "25", "--speed", str(speed)])


def read_guide(live: LiveRoom) -> Guide:
    """Return the guide of a room's plan."""
    scenario, plan = live.scenario, live.plan
    return Guide(
        lines=tuple(_lines(live)),
        forecasts=tuple(
            GuideForecast(
                text=say_config(asked.text),
                settled=say(
                    "asked in turn {turn}; true where {number} is above {value} after turn {by}",
                    turn=asked.turn,
                    number=say_config(scenario.observables[asked.observable].title),
                    value=amount(asked.above, scenario.observables[asked.observable].unit),
                    by=asked.by,
                ),
            )
            for asked in plan.forecasts
        ),
        questions=tuple(
            (say_config(asked.text), say_config(asked.answer)) for asked in plan.questions
        ),
        points=tuple(say_config(point) for point in scenario.brief.teaching_points),
        compared=say_config(scenario.observables[plan.compare[0]].title),
    )


def _lines(live: LiveRoom) -> list[GuideLine]:
    plan, start = live.plan, live.plan.brief
    brief = say("Everybody reads the brief and finds a first decision. Policies lead empty seats.")
    lines = [
        GuideLine(
            start=0.0, minutes=plan.brief, title=say(STAGES["brief"]), parts="", says=(brief,)
        )
    ]
    for number, turn in enumerate(plan.turns):
        parts = {"measures": turn.measures, "reveal": turn.reveal}
        if turn.responses is not None:
            parts["responses"] = turn.responses
        parts["quarter"] = turn.quarter
        says = [say_config(turn.say)] if turn.say else []
        says += [_event_text(live, place) for place in range(len(plan.injects))
                 if plan.injects[place].turn == number + 1]  # fmt: skip
        lines.append(
            GuideLine(
                start=start,
                minutes=turn.minutes,
                title=say(
                    "Turn {turn}, {date}",
                    turn=number + 1,
                    date=quarter_text(live.scenario.date(number)),
                ),
                parts=", ".join(
                    f"{say(STAGES[stage])} {minutes:g}" for stage, minutes in parts.items()
                ),
                says=tuple(says),
            )
        )
        start += turn.minutes
    for stage in DEBRIEF:
        minutes = getattr(plan.debrief, stage)
        title = say("Debrief: {step}", step=say(STAGES[stage]))
        advice = (say(DEBRIEF_SAYS[stage]),)
        lines.append(GuideLine(start=start, minutes=minutes, title=title, parts="", says=advice))
        start += minutes
    return lines


def _event_text(live: LiveRoom, place: int) -> str:
    inject = live.plan.injects[place]
    event = shipped_library().events[inject.event]
    return say(
        "By plan an event strikes, which the desk can take back: {title}. {why}",
        title=say_config(event.title),
        why=say_config(inject.why),
    )


def read_quiz(form: str) -> Quiz:
    """Return a form of the quiz."""
    return shipped_library().quizzes[form]


def read_evidence(live: LiveRoom) -> list[RubricEvidence]:
    """Return what the room holds of each person, seat by seat."""
    proposals, agreed = Counter[int](), Counter[int]()
    for line in read_room(live.files.folder)[1]:
        if isinstance(line, Proposed | Agreed):
            counts = proposals if isinstance(line, Proposed) else agreed
            counts[line.person] += 1
    people = [member for member in live.room.members.values() if member.table >= 0]
    return [
        RubricEvidence(
            name=name_of(live, member.person),
            seat=_seat_text(live, member.table, member.actor),
            proposals=proposals[member.person],
            agreed=agreed[member.person],
            messages=sum(said.person == member.person for said in live.room.messages),
            forecasts=", ".join(
                f"{answer} %"
                for (person, question), answer in live.room.answers.items()
                if person == member.person and question.startswith("forecast-")
            ),
            sentence=live.room.answers.get((member.person, "sentence"), ""),
        )
        for member in sorted(people, key=lambda member: (member.table, member.actor, member.person))
    ]


def _seat_text(live: LiveRoom, table: int, actor: str) -> str:
    if actor == OBSERVER:
        return say("watches")
    title = say_config(live.scenario.roles[actor].title)
    return say("table {number}, {seat}", number=table + 1, seat=title)
