"""Deals: papers that are answered become terms that bind; terms and threats are watched."""

from __future__ import annotations

import dataclasses

import numpy as np

from game.model.market.drafted import (
    answered,
    any_of,
    drafted,
    is_inside,
    sent,
    settings_of_terms,
)
from game.state.arrays import approach, side_by_side
from game.state.chance import Chance
from game.state.orders import Flags, Orders
from game.state.params import Params
from game.state.settings import PartSetting
from game.state.terms import Terms
from game.state.world import Changes, Floats, World

NO_PAPER, OFFER, DEMAND, PROMISE, NOTICE = (
    PartSetting("paper", "none"),
    PartSetting("paper", "offer"),
    PartSetting("paper", "demand"),
    PartSetting("paper", "promise"),
    PartSetting("paper", "notice"),
)
ACCEPT = PartSetting("answer", "accept")
CAPITALS = {"washington", "beijing"}


def sign_deals(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Let papers that were accepted bind, and start the clock of threats that were defied.

    bound  : each term of an accepted offer, each asked for by an accepted demand, each promised
    spared : of an accepted demand, what its sender threatened: it must not be done     [(R, X)]
    left   = months + start, wait = start                                       [months, (R, X)]
    threat = `threat_life`, of what a demand that was not accepted threatens    [months, (R, X)]
    left   = at most `notice_months` after notice, at a small price in word     [months, (R, X)]

    A new deal takes the place of what its givers owed each other before. Papers and answers are
    pulses, so all of this happens in the first month of a turn. A bound that is written `as_now` is
    the setting in force in this month. What a demand threatens is no threat where it is done
    already.

    Left out: secret papers, papers among three, terms that depend on a third party.
    Source: judgement on the form; Fearon 1998, Bargaining, Enforcement, and International
    Cooperation.
    """
    if not params.terms:
        return {}
    kind = sent("paper", orders, params)
    if not (kind != params.setting(NO_PAPER)).any():
        return {}
    papers = _read_papers(kind, orders, params)
    settings, terms = settings_of_terms(orders, params), params.terms
    defied = papers.threatened & ~is_inside(settings, terms.low, terms.high)
    bounds = _bind(world, papers, settings, terms)
    ending = papers.noticed[:, terms.out] | papers.noticed[:, terms.back]
    soon = np.minimum(bounds["term_left"], params.notice_months)
    in_force = any_of(world.term_left > 0.0, terms)
    fee = _by_giver(papers.noticed & (in_force | in_force[:, terms.reverse]), params) > 0.0
    return {
        **bounds,
        "term_left": np.where(ending, soon, bounds["term_left"]),
        "threat_left": np.where(defied, params.threat_life, world.threat_left),
        "word": np.where(fee, world.word * (1.0 - params.word_notice), world.word),
        **_count_papers(world, papers, defied, params),
    }


def watch_deals(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Watch every term and threat for a month: kept, broken, carried out, called.

    broken  = a term that binds and whose setting lies outside its bounds; it ends all that the two
              owed each other
    kept    = all terms of a giver towards a receiver run out unbroken
    carried = a threat whose setting is reached in time; a bluff is one whose time is over
    word   -> `word_usual`, and by a share up or down for each kind that befell an actor   [(R, A)]

    Breaking costs belief in one's word with everybody, `audience_cost` political capital at home
    and, between the two capitals, trust. What a threat that is carried out does to the other is for
    the rule of its setting.

    Left out: disputes about whether a term was broken; breaches that nobody sees; what a demand
    asked for and got without an answer.
    Source: audience costs, Fearon 1994 and Tomz 2007; called bluffs, Sartori 2005.
    """
    word = approach(world.word, params.word_usual, params.word_lag)
    bound, threatened = world.term_left > 0.0, world.threat_left > 0.0
    if not bound.any() and not threatened.any():
        return {"word": word}
    terms = params.terms
    settings = settings_of_terms(orders, params)
    due = bound & (world.term_wait <= 0.0)
    broken = any_of(due & ~is_inside(settings, world.term_low, world.term_high), terms)
    ended = broken | broken[:, terms.reverse]
    left = np.where(ended[:, terms.out], 0.0, np.maximum(world.term_left - 1.0, 0.0))
    kept = any_of(bound, terms) & ~ended & ~any_of(left > 0.0, terms)
    carried = any_of(threatened & is_inside(settings, terms.low, terms.high), terms)
    clock = np.where(carried[:, terms.out], 0.0, np.maximum(world.threat_left - 1.0, 0.0))
    bluff = any_of(threatened, terms) & ~carried & ~any_of(clock > 0.0, terms)
    times_broken, times_kept = _by_giver(broken, params), _by_giver(kept, params)
    times_carried = _by_giver(carried, params)
    for times, share in ((times_kept, params.word_kept), (times_carried, params.word_carried)):
        word = np.where(times > 0.0, word + share * (1.0 - word), word)
    word = np.where(_by_giver(bluff, params) > 0.0, word * (1.0 - params.word_bluff), word)
    return {
        "term_left": left,
        "term_wait": np.maximum(world.term_wait - 1.0, 0.0),
        "threat_left": clock,
        "word": np.where(times_broken > 0.0, word * (1.0 - params.word_broken), word),
        "trust": _trust(world, broken, kept, params),
        "capital": np.maximum(world.capital - params.audience_cost * times_broken, 0.0),
        "deals_broken": world.deals_broken + times_broken,
        "deals_kept": world.deals_kept + times_kept,
        "threats_carried": world.threats_carried + times_carried,
    }


@dataclasses.dataclass(frozen=True, kw_only=True)
class _Papers:
    """The papers of a month, by pledge (R, G) and by term (R, X).

    By pledge: where its giver sends an offer, a demand or a notice to its receiver, and where the
    receiver accepts. By term: what follows, and the months and the start of the paper it stands in.
    """

    offers: Flags
    demands: Flags
    noticed: Flags
    accepted: Flags
    bound: Flags
    spared: Flags
    threatened: Flags
    months: Floats
    start: Floats


def _read_papers(kind: Floats, orders: Orders, params: Params) -> _Papers:
    terms = params.terms
    offer, demand, promise, notice = (
        kind == params.setting(named) for named in (OFFER, DEMAND, PROMISE, NOTICE)
    )
    accepted = answered(orders, params) == params.setting(ACCEPT)
    given, asked = drafted(orders, params)
    is_written = any_of(given, terms) | any_of(asked, terms)[:, terms.reverse]
    taken, met = offer & accepted, demand & accepted
    granted = asked & (taken | met)[:, terms.back]
    months, start = sent("months", orders, params), sent("start", orders, params)
    return _Papers(
        offers=offer & is_written,
        demands=demand & is_written,
        noticed=notice,
        accepted=accepted,
        bound=granted | (given & (taken | promise)[:, terms.out]),
        spared=given & met[:, terms.out],
        threatened=given & (demand & ~accepted)[:, terms.out],
        months=np.where(granted, months[:, terms.back], months[:, terms.out]),
        start=np.where(granted, start[:, terms.back], start[:, terms.out]),
    )


def _bind(world: World, papers: _Papers, settings: Floats, terms: Terms) -> Changes:
    """Return the bounds of all terms after this month's papers."""
    new = papers.bound | papers.spared
    replaced = any_of(new, terms)[:, terms.out] & ~new
    low = np.where(np.isnan(terms.low), settings, terms.low)
    high = np.where(np.isnan(terms.high), settings, terms.high)
    left = np.where(replaced, 0.0, world.term_left)
    return {
        "term_left": np.where(new, papers.months + papers.start, left),
        "term_wait": np.where(new, papers.start, world.term_wait),
        "term_low": np.where(papers.spared, terms.spared_low, np.where(new, low, world.term_low)),
        "term_high": np.where(
            papers.spared, terms.spared_high, np.where(new, high, world.term_high)
        ),
    }


def _count_papers(world: World, papers: _Papers, defied: Flags, params: Params) -> Changes:
    offers, demands, accepted = papers.offers, papers.demands, papers.accepted
    refused = any_of(defied, params.terms)
    return {
        "offers_made": world.offers_made + _by_giver(offers, params),
        "offers_taken": world.offers_taken + _by_giver(offers & accepted, params),
        "demands_made": world.demands_made + _by_giver(demands, params),
        "demands_met": world.demands_met + _by_giver(demands & accepted, params),
        "threats_refused": world.threats_refused + _by_giver(refused, params),
    }


def _trust(world: World, broken: Flags, kept: Flags, params: Params) -> Floats:
    """Return the trust between the capitals after what they kept and broke, (R, 1)."""
    actors = params.axes.actors
    between = np.array(
        [
            {actors[pledge.giver], actors[pledge.receiver]} == CAPITALS
            for pledge in params.terms.pledges
        ]
    )
    held = (kept & between).any(axis=1, keepdims=True)
    broke = (broken & between).any(axis=1, keepdims=True)
    trust = np.where(held, world.trust + params.deal_trust_kept * (1.0 - world.trust), world.trust)
    return np.where(broke, trust * (1.0 - params.deal_trust_broken), trust)


def _by_giver(marks: Flags, params: Params) -> Floats:
    """Return how many marked pledges each actor gave, (R, A)."""
    counts: list[Floats] = [np.multiply(marks[:, :1], 0.0) for _ in params.axes.actors]
    for place, pledge in enumerate(params.terms.pledges):
        counts[pledge.giver] = counts[pledge.giver] + marks[:, place : place + 1]
    return side_by_side(counts)
