"""Why a number changed and what was announced, in plain lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.errors import UserError
from game.seat.disclosure import (
    disclosed_text,
    disclosed_with_rule,
    explain_seen,
    public,
    public_foresight,
    seen_field,
    turn_of_sight,
)
from game.seat.facilitator_news import acts_of
from game.seat.news import NewsItem, news_of
from game.seat.orders_given import deeds_of, foresights_of, moves_of, weighings_of
from game.seat.origins import (
    SCORE,
    OriginTracer,
    TracedNumber,
    find_number,
    find_seen,
    gather_slight,
    is_number,
)
from game.seat.refusals import public_refusals, refusals_of, refused_text
from game.state.position import Phase
from game.text.story import tell_deeds, tell_news, tell_refusals, wrap
from game.why.breakdown import split_rule
from game.why.explain import Explanation, Origin, Share, trace_turn
from game.words.foresight import foresight_lines
from game.words.language import say_config
from game.words.numbers import amount, difference, upper_first
from game.words.weighing import taken_text, tipped_text, weighed_text

if TYPE_CHECKING:
    from agents.model import PhaseRecord
    from game.session import Session, TurnRecord


MOST_CAUSES = 12
MOST_REASONS = 4


def tell_latest(session: Session, reader: str) -> list[str]:
    """Return what became public last: the measures, or the answers and the news.

    The seat that reads it is told its own covert orders as well.
    """
    position, scenario = session.model.position, session.scenario
    phases: dict[Phase, PhaseRecord]
    if position.phase == "responses":
        phases = {"measures": session.model.record["measures"]}
        opened = session.turns.openings[-1]
    elif session.played:
        opened, phases = session.played[-1].opened, dict(session.played[-1].phases)
    else:
        return tell_news(acts_of(session, 0))
    phase: Phase = "measures" if position.phase == "responses" else "responses"
    deeds = deeds_of(opened, phases, scenario)
    told_deeds = public([deed for deed in deeds if deed.phase == phase], reader)
    refused = public_refusals(refusals_of({phase: phases[phase]}, scenario), reader)
    lines = ["", *tell_deeds(told_deeds, phase), *tell_refusals(refused, scenario)]
    if phase == "responses":
        months = scenario.months_per_turn
        passed = f"{months} months pass." if months > 1 else "A month passes."
        lines += ["", passed]
        return [*lines, *tell_news(latest_news(session))]
    return [*lines, *tell_news(acts_of(session, position.turn))]


def latest_news(session: Session) -> list[NewsItem]:
    """Return the news of the turn just passed, and what a facilitator did then and since."""
    position = session.model.position
    passed = news_of(position, session.scenario)
    return [*acts_of(session, position.turn - 1), *passed, *acts_of(session, position.turn)]


def tell_history(session: Session, actor: str) -> list[str]:
    """Return what was announced turn by turn, and the seat's own covert orders."""
    scenario = session.scenario
    lines = []
    for turn in session.played:
        lines.append(scenario.date(turn.opened.turn))
        deeds = deeds_of(turn.opened, turn.phases, scenario)
        for deed in deeds:
            if not deed.covert or deed.actor == actor or session.over:
                lines += wrap("", f"{upper_first(deed.author)} {deed.text}", indent=4)
    return lines or ["Nothing has been announced yet."]


def tell_why(session: Session, actor: str, name: str) -> list[str]:
    """Return what changed a number, aim or setting over the last turn, as far as the seat may know.

    Exact sights get exact causes; of what is late or blurred, only each cause's part is told.

    Raises
    ------
    UserError
        If no turn was played, or the seat does not see the number.
    """
    if not name:
        raise UserError("why", "why what?", "name a number of your view, an aim or a lever")
    if not session.played:
        raise UserError("why", "no turn has been played yet", "ask after the first one")
    name = name.casefold()
    scenario, turn = session.scenario, session.played[-1]
    if name.partition(".")[0] in scenario.levers:
        return _tell_moves(session, turn, actor, name)
    if _is_of_score(name, session, actor):
        number = find_number(name, session, actor)
        return _tell_origins(name, number, session, actor, exact=session.over)
    seen, exact = seen_field(session, turn, actor, name)
    exact = exact or session.over
    lines = _tell_origins(name, find_seen(name, session, actor), session, actor, exact=exact)
    return [*lines, *_tell_rules(name, seen, session, actor, exact=exact)]


def _is_of_score(name: str, session: Session, actor: str) -> bool:
    """Tell whether a name is that of a score or an aim: the seat's, of anybody in the end.

    A number of the same name comes first.
    """
    scenario = session.scenario
    if name in scenario.roles[actor].sights or is_number(name, session):
        return False
    own_aims = scenario.aims[actor]
    names = {SCORE, *(aim.name for aim in own_aims), *(aim.title.casefold() for aim in own_aims)}
    for owner in scenario.actors if session.over else (actor,):
        names |= {f"{SCORE}.{owner}", f"{owner}.{SCORE}"}
        names |= {f"{owner}.{aim.name}" for aim in scenario.aims[owner]}
    return name in names


def _tell_origins(
    name: str, number: TracedNumber, session: Session, actor: str, *, exact: bool
) -> list[str]:
    """Return what began the change of a number: orders of any turn, luck, the opening."""
    tracer = OriginTracer(session, actor)
    origins = tracer.trace(number)
    unit, lines = number.unit, wrap("", f"{name}: {number.says}", indent=1)
    if exact:
        now, change = amount(origins.after, unit), difference(origins.change, unit)
        lines.append(f"  now {now}, last turn {change}; what began it")
    else:
        lines.append("  what began its change last turn (parts of all movement, + up, - down)")
    beginnings = tracer.tell(origins)
    whole = sum(abs(line.change) for line in beginnings) or 1.0
    for line in gather_slight(beginnings, MOST_CAUSES):
        shown = difference(line.change, unit) if exact else _part(line.change, whole)
        by = f"{line.actor}: " if line.actor else ""
        lines += wrap(f"  {shown}", f"{by}{line.text}", indent=22)
    if exact:
        lines.append(f"  sum {difference(origins.change, unit)}, "
                     f"unexplained {origins.unexplained:g}")  # fmt: skip
    return lines


def _part(change: float, whole: float) -> str:
    share = f"{100.0 * change / whole:+.0f}"
    return f"{'0' if share in {'+0', '-0'} else share} %"


def _tell_rules(name: str, seen: str, session: Session, actor: str, *, exact: bool) -> list[str]:
    """Return by which rules the change came about, in the turn in which it did."""
    turn = turn_of_sight(session, actor, name)
    if turn is None:
        return []
    traced = trace_turn(session, turn)
    explained = explain_seen(name, seen, actor, traced)
    lines = _tell(explained, session, actor, exact)
    rule_share = next((share for share in explained.shares if share.origin is Origin.RULE), None)
    if rule_share is None:
        return lines
    deeper = split_rule(explained, rule_share.rule, traced)
    unit = explained.unit if exact else ""
    return [*lines, *_tell_deeper(rule_share.rule, deeper, unit, session, actor)]


def _tell_moves(session: Session, turn: TurnRecord, actor: str, name: str) -> list[str]:
    """Return who moved a setting over a turn, when, and why."""
    lever = session.scenario.levers[name.partition(".")[0]]
    if name != lever.name:
        session.scenario.levers.find(name, "why")
    if lever.covert and lever.actor != actor and not session.over:
        raise UserError("why", f"you see nothing named {name!r}", "view all lists what you see")
    lines = wrap("", f"{name}: {lever.title}", indent=1)
    for moved in moves_of(turn.opened, turn.phases, session.scenario):
        target = moved.lever.target(moved.column)
        if moved.lever is lever and name in (lever.name, target):
            change = f"{target} from {lever.text(moved.was)} to {lever.text(moved.now)}"
            because = f", because {moved.because}" if moved.because else ""
            lines += wrap(f"  {lever.actor}", f"{change} ({moved.phase}){because}", indent=15)
    if len(lines) == 1:
        lines.append("  nobody moved it last turn")
    for order in refusals_of(turn.phases, session.scenario):
        if name in (order.action.lever, order.action.target):
            refused = f"{order.action.setting(session.scenario.levers)} ({order.phase}) refused: "
            refused += refused_text(order, session.scenario, typed=True)
            lines += wrap(f"  {order.actor}", refused, indent=15)
    for phase, weighing in weighings_of(turn.phases, lever.actor, name):
        weighed = f"weighed {weighed_text(weighing)} ({phase}) and {taken_text(weighing)}"
        reasons = "; ".join(part for part in (weighed, tipped_text(weighing)) if part)
        lines += wrap(f"  {lever.actor}", reasons, indent=15)
    titles = {name: say_config(role.title) for name, role in session.scenario.roles.items()}
    levers, reader = session.scenario.levers, lever.actor if session.over else actor
    for phase, foresight in foresights_of(turn.phases, lever.actor):
        plans = public_foresight(foresight, levers, lever.actor, reader)
        for sentence in foresight_lines(plans, phase, levers, titles):
            lines += wrap(f"  {lever.actor}", sentence, indent=15)
    return lines


def _tell_deeper(
    rule: str, deeper: Sequence[Share], unit: str, session: Session, actor: str
) -> list[str]:
    """Return what stood behind the largest rule's own share; without a unit, in parts."""
    if len(deeper) < 2:
        return []
    lines = [f"  of which, by {rule}"]
    whole = sum(abs(share.change) for share in deeper) or 1.0
    for share in deeper[:MOST_REASONS]:
        shown = difference(share.change, unit) if unit else _part(share.change, whole)
        cause = disclosed_text(share, session, actor)
        if share.origin is Origin.NUMBER:
            cause = f"because of {cause}"
        lines += wrap(f"    {shown}", cause, indent=22)
    return lines


def _tell(explained: Explanation, session: Session, actor: str, exact: bool) -> list[str]:
    unit = explained.unit
    lines = ["  by which rules"]
    whole = sum(abs(share.change) for share in explained.shares) or 1.0
    for share in explained.shares[:MOST_CAUSES]:
        shown = difference(share.change, unit) if exact else _part(share.change, whole)
        cause = disclosed_with_rule(share, session, actor, typed=True)
        lines += wrap(f"  {shown}", cause, indent=22)
    if len(explained.shares) > MOST_CAUSES:
        lines.append(f"  and {len(explained.shares) - MOST_CAUSES} smaller causes")
    if exact:
        lines.append(f"  unexplained {explained.unexplained:g}")
    return lines
