"""A game in plain lines, of 80 columns or as the terminal is narrow: by turn, and how it ended."""

from __future__ import annotations

import itertools
import math
import os
import sys
import textwrap
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from game.seat.news import NewsItem, news_of
from game.seat.orders_given import Deed, deeds_of
from game.seat.refusals import RefusedOrder, clauses_of, idle_texts, refusals_of, wanted_text
from game.state.levers import Action
from game.state.position import PHASES, Phase, Position, see
from game.state.scenario import Scenario
from game.state.ties import largest_first
from game.turn.outcome import Outcome
from game.why.explain import describe_number
from game.words.language import later
from game.words.numbers import amount, difference, scenario_title, thin, upper_first
from game.words.reasons import end_text

if TYPE_CHECKING:
    from game.session import Session, TurnRecord

WIDTH, NARROWEST = 80, 24
NAMES = 13
LONGEST_DEED = 3
LONGEST_REFUSAL = 2
MOST_NEWS = 3
MOST_CHANGES = 6
LEAST_CHANGE = 0.005

# The numbers that a whole game is told by, as people read them.
HEADLINE_NUMBERS = later(
    {
        "nv_cn_units": "Nvidia chips delivered to China",
        "nv_rev_quarter": "Nvidia revenue",
        "domestic_units": "Chinese chips made",
        "gray_flow": "diverted into China",
        "shortage": "compute that China lacks",
        "compute_ratio": "US compute over China's",
        "lag": "China behind the US frontier",
        "mineral_exports": "China's mineral exports",
        "approval": "approval of the White House",
    }
)
HEADINGS: dict[Phase, str] = {"measures": "Measures", "responses": "Answers"}


def fold(text: str, first: str = "", rest: str = "", most: int | None = None) -> list[str]:
    """Return a text in lines; `first` and `rest` begin them, `most` whole lines cut it short."""
    width = _columns() - 1
    return textwrap.wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=rest,
        # As much is said in a narrow terminal, in more lines.
        max_lines=most and math.ceil(most * (WIDTH - 1) / width),
        placeholder=" ...",
        break_on_hyphens=False,
    )


def _columns() -> int:
    """Return how wide lines are: as the terminal, where they go to one that is narrow."""
    try:
        columns = os.get_terminal_size(sys.__stdout__.fileno()).columns if sys.__stdout__ else 0
    except (OSError, ValueError):  # no terminal, or one that is closed
        columns = 0
    return min(max(columns or WIDTH, NARROWEST), WIDTH)


def wrap(label: str, text: str, *, indent: int = NAMES) -> list[str]:
    """Return a labelled text in lines, indented under its label."""
    return fold(text, f"{label:<{indent - 1}} ", " " * indent) or [label]


def tell_opening(
    scenario: Scenario, seed: int | str, led_by: Sequence[tuple[str, str]]
) -> list[str]:
    """Return what a game is: its story, its length, who leads whom."""
    title = scenario_title(scenario.brief.title)
    lines = [title, "=" * len(title)]
    lines += fold(scenario.brief.says)
    lines.append("")
    lines.append(f"{scenario.turns} turns from {scenario.date(0)}, seed {seed}. Led by")
    for actor, leader in led_by:
        lines.append(f"  {scenario.roles[actor].title:<20}{leader}")
    return lines


def tell_turn(turn: TurnRecord, scenario: Scenario) -> list[str]:
    """Return one turn: date, measures, answers, news, and what changed."""
    lines = [heading(turn.opened, scenario)]
    deeds = deeds_of(turn.opened, turn.phases, scenario)
    for phase in PHASES:
        lines += tell_deeds([deed for deed in deeds if deed.phase == phase], phase)
    lines += tell_refusals(refusals_of(turn.phases, scenario), scenario)
    lines += tell_news(news_of(turn.closed, scenario), MOST_NEWS)
    lines.append("What changed")
    lines += tell_changes(turn.opened, turn.closed, scenario)
    return lines


def heading(position: Position, scenario: Scenario) -> str:
    """Return the headline of a turn: its date and number."""
    return f"--- {scenario.date(position.turn)} (turn {position.turn + 1} of {scenario.turns}) ---"


def tell_deeds(deeds: Sequence[Deed], phase: Phase) -> list[str]:
    """Return what was done in a phase, office by office, with the most urgent reason."""
    lines = [HEADINGS[phase] if deeds else f"{HEADINGS[phase]}: none"]
    by_author: dict[str, list[Deed]] = {}
    for deed in deeds:
        by_author.setdefault(deed.author, []).append(deed)
    for author, deeds_of_author in by_author.items():
        sentence = upper_first(f"{author} {_joined(deeds_of_author)}")
        lines += fold(sentence, "- ", "  ", LONGEST_DEED)
    return lines


def tell_refusals(refused: Iterable[RefusedOrder], scenario: Scenario) -> list[str]:
    """Return what each actor wanted and was refused: one order with its reason, others counted."""
    wanted: dict[str, dict[Action, str]] = {}
    for order in refused:
        wanted.setdefault(order.action.actor, {}).setdefault(
            order.action, wanted_text(order, scenario)
        )
    lines = []
    for actor, texts in wanted.items():
        more = f"; {len(texts) - 1} more refused" if len(texts) > 1 else ""
        text = f"{scenario.roles[actor].title}: {next(iter(texts.values()))}{more}"
        lines += fold(text, "- ", "  ", LONGEST_REFUSAL)
    return ["Refused", *lines] if lines else []


def tell_clauses(session: Session) -> list[str]:
    """Return the clauses of policies that never held, or were never granted anything.

    Of the policies that lead in the scenario anyway, those that never held are only counted.
    """
    usual, lines = session.scenario.profile, []
    by_actor = itertools.groupby(clauses_of(session), key=lambda clause: clause.actor)
    for actor, grouped in by_actor:
        records = list(grouped)
        waiting = []
        if session.log.header.profile.get(actor) == usual[actor]:
            waiting = [record for record in records if not record.held]
        named = [record for record in records if record not in waiting]
        for text in dict.fromkeys(idle_texts(named)):
            lines += fold(f"{actor}: {text}", "- ", "  ", LONGEST_DEED)
        if waiting:
            lines.append(f"- {actor}: {len(waiting)} of {len(records)} clauses never held")
    return ["", "Clauses that did nothing", *lines] if lines else []


def _joined(deeds: Sequence[Deed]) -> str:
    """Return an office's deeds in one sentence; the first reason given stands behind its deed."""
    parts, reason = [], ""
    for deed in deeds:
        notes = ["covert"] if deed.covert else []
        if deed.because and not reason:
            reason = deed.because
            notes.append(reason)
        parts.append(f"{deed.text} ({'; '.join(notes)})" if notes else deed.text)
    return "; ".join(parts)


def tell_news(stories: Sequence[NewsItem], most: int | None = None) -> list[str]:
    """Return the news, each under its date; `most` leaves the least of it out."""
    kept = sorted(stories, key=lambda story: story.is_routine)[:most]
    if not kept:
        return []
    lines = ["News" if len(kept) == len(stories) else f"News ({len(kept)} of {len(stories)})"]
    for story in sorted(kept, key=lambda story: story.month):
        lines += wrap(f"  {story.date}", story.text)
    return lines


def tell_changes(opened: Position, closed: Position, scenario: Scenario) -> list[str]:
    """Return the headline numbers that moved most over the turn, in their usual order."""
    before, after = see(opened, scenario), see(closed, scenario)
    moved = {}
    for name in HEADLINE_NUMBERS:
        was, now = float(before.value(name)[0, 0]), float(after.value(name)[0, 0])
        moved[name] = abs(now - was) / max(abs(was), abs(now), 1e-9)
    names = largest_first(moved, moved.__getitem__)[:MOST_CHANGES]
    lines = []
    for name, title in HEADLINE_NUMBERS.items():
        if name not in names or moved[name] < LEAST_CHANGE:
            continue
        unit = describe_number(name)[0]
        now = float(after.value(name)[0, 0])
        shift = difference(now - float(before.value(name)[0, 0]), unit)
        lines.append(f"  {title:<33}{amount(now, unit)} ({shift})")
    return lines or ["  nothing to speak of"]


def tell_outcome(outcome: Outcome, scenario: Scenario, seats: Sequence[str] = ()) -> list[str]:
    """Return how a game ended and each actor's score, aim by aim; `seats` come first."""
    by = f" Author: {scenario.roles[outcome.by].title}." if outcome.by else ""
    lines = ["=== The end ===", f"{upper_first(end_text(outcome.why))}.{by}", ""]
    order = [*seats, *(actor for actor in scenario.actors if actor not in seats)]
    for actor in order:
        score, *aims = tell_score(outcome, scenario, actor)
        lines += [f"{score}: {'won' if outcome.won[actor] else 'lost'}", *aims]
    return lines


def tell_score(outcome: Outcome, scenario: Scenario, actor: str) -> list[str]:
    """Return an actor's score and its aims, 0 to 100 each."""
    target = f"{thin(scenario.targets[actor])} or more wins"
    lines = [f"{scenario.roles[actor].title}: {outcome.scores[actor]:.0f} of 100 ({target})"]
    for aim in scenario.aims[actor]:
        share = f"weight {100 * aim.weight:.0f} %"
        lines.append(f"  {aim.title:<36}{outcome.aims[actor][aim.name]:>4.0f}   {share}")
    return lines
