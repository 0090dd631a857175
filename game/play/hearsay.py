"""What a seat may hear of the others: announced deeds, and causes of numbers that it can see."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from agents.model import PhaseRecord
from agents.session import Session, TurnRecord
from game.errors import UserError
from game.explain import Explanation, Share, explain, fields_read, trace_turn
from game.play.moves import Deed, deeds_of
from game.play.news import news_of
from game.play.telling import tell_deeds, tell_news, wrap
from game.play.words import amount, difference, upper_first
from game.position import Phase

MOST_CAUSES = 12


def public(deeds: Sequence[Deed], seats: Collection[str] = ()) -> list[Deed]:
    """Return what was announced; a deed of a single seat is told to it even when covert."""
    alone = len(seats) == 1
    return [deed for deed in deeds if not deed.covert or (alone and deed.actor in seats)]


def tell_latest(session: Session) -> list[str]:
    """Return what became public last: the measures, or the answers and the news."""
    position, scenario = session.model.position, session.scenario
    if position.phase == "responses":
        phases: dict[Phase, PhaseRecord] = {"measures": session.model.record["measures"]}
        deeds = deeds_of(session.opened, phases, scenario)
    elif session.played:
        last = session.played[-1]
        deeds = deeds_of(last.opened, last.phases, scenario)
    else:
        return []
    phase: Phase = "measures" if position.phase == "responses" else "responses"
    told = public([deed for deed in deeds if deed.phase == phase], tuple(session.seats))
    lines = ["", *tell_deeds(told, phase)]
    if phase == "responses":
        months = scenario.months_per_turn
        passed = f"{months} months pass." if months > 1 else "A month passes."
        lines += ["", passed, *tell_news(news_of(position, scenario))]
    return lines


def tell_history(session: Session, actor: str) -> list[str]:
    """Return what was announced turn by turn, and the seat's own covert orders."""
    scenario = session.scenario
    lines = []
    for turn in session.played:
        lines.append(scenario.date(turn.opened.turn))
        deeds = deeds_of(turn.opened, turn.phases, scenario)
        for deed in deeds:
            if not deed.covert or deed.actor == actor:
                lines += wrap("", f"{upper_first(deed.author)} {deed.text}", indent=4)
    return lines or ["Nothing has been announced yet."]


def tell_why(session: Session, actor: str, name: str) -> list[str]:
    """Return what changed a number over the last turn, as far as the seat may know.

    Exact sights get exact causes; of what is late or blurred, only each cause's part is told.

    Raises
    ------
    UserError
        If no turn was played, or the seat does not see the number.
    """
    if not name:
        raise UserError("why", "why what?", "name a number of your view, or a field of the world")
    if not session.played:
        raise UserError("why", "no turn has been played yet", "ask after the first one")
    turn = session.played[-1]
    field, exact = _seen_field(session, turn, actor, name)
    ledger = trace_turn(turn.sealed, session.scenario, session.model.chance)
    explained = explain(field, session.scenario, turn.opened, turn.sealed, turn.closed, ledger)
    return _tell(explained, session, actor, exact or session.over)


def _seen_field(session: Session, turn: TurnRecord, actor: str, name: str) -> tuple[str, bool]:
    """Return the field that a name stands for to this actor, and whether it sees it exactly."""
    scenario = session.scenario
    sights = scenario.roles[actor].sights
    if name in sights and sights[name].measure.text != name:
        name, exact = sights[name].measure.text, not (sights[name].blur or sights[name].delay)
        return name, exact
    readings = [
        not (sight.blur or sight.delay)
        for sight in sights.values()
        if name.partition(".")[0] in fields_read(sight.measure, turn.closed, scenario)
        or sight.measure.text == name
    ]
    if not readings and not session.over:
        raise UserError("why", f"you see nothing named {name!r}", "view all lists what you see")
    return name, any(readings)


def _tell(explained: Explanation, session: Session, actor: str, exact: bool) -> list[str]:
    unit = explained.unit
    lines = wrap("", f"{explained.name}: {explained.says}", indent=1)
    if exact:
        now = amount(explained.after, unit)
        lines.append(f"  now {now}, last turn {difference(explained.change, unit)}, because")
    else:
        lines.append("  what moved it last turn (parts of all movement, + up, - down)")
    whole = sum(abs(share.change) for share in explained.shares) or 1.0
    for share in explained.shares[:MOST_CAUSES]:
        part = f"{100.0 * share.change / whole:+.0f} %"
        shown = difference(share.change, unit) if exact else part
        lines += wrap(f"  {shown}", _cause(share, session, actor), indent=22)
    if len(explained.shares) > MOST_CAUSES:
        lines.append(f"  and {len(explained.shares) - MOST_CAUSES} smaller causes")
    if exact:
        lines.append(f"  unexplained {explained.unexplained:g}")
    return lines


def _cause(share: Share, session: Session, actor: str) -> str:
    if not share.order:
        return f"{share.says} ({share.rule})"
    lever = share.order.partition(" ")[0].partition(".")[0]
    covert = session.scenario.levers[lever].covert
    if covert and share.actor != actor and not session.over:
        return f"something that was not announced ({share.rule})"
    return f"{share.actor}: {share.order} ({share.rule})"
