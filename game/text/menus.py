"""What a seat is told of itself in plain lines: its brief, levers with prices, orders, score."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from game.config.scenarios import shipped_library
from game.seat.score_range import read_standing
from game.state.levers import Lever
from game.text.story import fold, tell_score, wrap
from game.turn.legal_actions import LegalActions
from game.turn.legality import Slot, slots
from game.turn.outcome import outcome
from game.words.numbers import setting_text, thin
from game.words.reasons import refusal_text

if TYPE_CHECKING:
    from game.session import Session


def tell_brief(session: Session, actor: str) -> list[str]:
    """Return the situation, what the seat is, and its aims with their weights."""
    scenario = session.scenario
    role = scenario.roles[actor]
    texts = [scenario.brief.seats.get(actor, role.says)]
    lines = [f"You sit at {role.title}."]
    for text in texts:
        lines += fold(text)
    lines.append("Your aims, each scored 0 to 100 at the end:")
    for aim in scenario.aims[actor]:
        scale = f"0 at {thin(aim.worst)}, 100 at {thin(aim.best)} {aim.unit}"
        lines += wrap(f"  {100 * aim.weight:.0f} %", f"{aim.title} ({scale}): {aim.says}", indent=9)
    lines.append(f"A score of {thin(scenario.targets[actor])} wins.")
    return lines


def capital_left(session: Session, actor: str) -> float:
    """Return the political capital that the seat's draft leaves."""
    index = session.scenario.actors.index(actor)
    return float(session.legal_actions(actor).drafted.world.capital[0, index])


def setting_now(session: Session, lever: Lever, column: int) -> float:
    """Return a setting with the draft of its seat in it."""
    return float(session.legal_actions(lever.actor).drafted.orders.settings[lever.name][0, column])


def tell_levers(session: Session, actor: str) -> list[str]:
    """Return every lever on the menu of the phase: setting, what may be set, prices, refusals."""
    left = thin(capital_left(session, actor))
    lines = [f"Levers, and [what each setting costs]; {left} political capital left"]
    legal, notes = session.legal_actions(actor), dict[str, int]()
    for slot in legal.slots():
        prices, refusals = _offers(legal, slot)
        refused = [
            f"{', '.join(settings)} refused, note {notes.setdefault(why, len(notes) + 1)}"
            for why, settings in refusals.items()
        ]
        lines += wrap(f"  {_held(legal, slot)}", f"[{'; '.join([*prices, *refused])}]", indent=4)
    for why, number in notes.items():
        lines += wrap(f"  note {number}", why, indent=10)
    lines.append("lever NAME tells what one does; NAME = SETTING orders it.")
    return lines


def _held(legal: LegalActions, slot: Slot) -> str:
    return slot.lever.action(slot.column, legal.held(slot)).setting(legal.scenario.levers)


def _offers(legal: LegalActions, slot: Slot) -> tuple[list[str], dict[str, list[str]]]:
    """Return the prices of the legal moves of a setting, and the refused ones by reason.

    All named settings are told, of a number a step down and a step up.
    """
    prices: list[str] = []
    refused: dict[str, list[str]] = {}
    lever, held = slot.lever, legal.held(slot)
    for offer in legal.offers_of(slot):
        value = offer.action.value
        if not lever.settings and abs(value - held) > 1.5 * lever.step:
            continue
        refusal = offer.verdict.reason
        if refusal is None:
            prices.append(f"{lever.text(value)} {thin(offer.verdict.cost)}")
        else:
            why = refusal_text(refusal, legal.scenario.levers, typed=True)
            refused.setdefault(why, []).append(lever.text(value))
    return prices, refused


def tell_lever(session: Session, actor: str, lever: Lever) -> list[str]:
    """Return what a lever does: its settings, prices, refusals and real moves."""
    config = shipped_library().levers[lever.actor][lever.name]
    kind = "resets after the turn" if lever.pulse else "stands until moved"
    traits = [kind, *(["seen by nobody else"] if lever.covert else [])]
    traits.append("measure and response" if lever.response else "measure only")
    lines = [f"{lever.title} ({', '.join(traits)})"]
    lines += fold(lever.says)
    for name, setting in (config.settings or {}).items():
        lines += wrap(f"  {name}", setting.says, indent=20)
    if not config.settings:
        span = f"{setting_text(lever, lever.low)} to {setting_text(lever, lever.high)}"
        lines.append(f"  {span} in steps of {lever.step:g}")
    lines.append(
        f"A step costs {lever.cost:g}; undoing the last move {lever.reversal:g} times that."
    )
    if lever.upkeep:
        lines.append(f"Each step kept costs {lever.upkeep * lever.step:g} a quarter.")
    legal = session.legal_actions(actor)
    for slot in slots((lever,)):
        prices, refusals = _offers(legal, slot)
        refused = [f"{', '.join(names)} refused: {why}" for why, names in refusals.items()]
        lines += wrap(f"  {_held(legal, slot)}", f"[{'; '.join([*prices, *refused])}]", indent=4)
    lines += ["Done before:"] if config.precedents else []
    for precedent in config.precedents:
        lines += wrap(f"  {precedent.date}", precedent.says)
    return lines


def tell_orders(session: Session, actor: str) -> list[str]:
    """Return the seat's draft and what it costs."""
    levers = session.scenario.levers
    orders = [action.setting(levers) for action in session.actions(actor)]
    left = f"{thin(capital_left(session, actor))} political capital left"
    if not orders:
        return [f"No orders yet; {left}."]
    return ["Your orders:", *(f"  {text}" for text in orders), f"{left}."]


def tell_standing(session: Session, actor: str) -> list[str]:
    """Return the seat's score as it stands, aim by aim."""
    position, scenario = session.model.position, session.scenario
    if position.turn == 0:
        return ["No turn has been played, so there is no score; brief tells your aims."]
    if session.over:
        return tell_score(outcome(position, scenario), scenario, actor)
    standing = read_standing(session, actor)
    target = f"{thin(scenario.targets[actor])} or more wins"
    title = scenario.roles[actor].title
    lines = ["As it stands, if the rest goes as it usually does, as far as you can see:"]
    lines.append(f"{title}: {_points(standing.total)} of 100 ({target})")
    for aim in scenario.aims[actor]:
        share = f"weight {100 * aim.weight:.0f} %"
        lines.append(f"  {aim.title:<36}{_points(standing.aims[aim.name]):>9}   {share}")
    return lines


def _points(span: tuple[float, float]) -> str:
    low, high = (f"{end + 0.0:.0f}" for end in span)
    return low if low == high else f"{low} to {high}"


def step_value(lever: Lever, now: float, steps: int) -> float:
    """Return the setting so many steps from where a lever stands, within its bounds."""
    return float(lever.away(np.array(now), steps))
