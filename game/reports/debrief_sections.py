"""The sections of the debrief of one game: each is one function of what is told of it."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from markupsafe import Markup

from game.reports.charts.debrief import among_chart, score_chart, series_chart
from game.reports.figures import embed
from game.reports.fragments import bullets, heading, paragraphs, table
from game.reports.page import Section
from game.seat.debrief.account import Account, Among, TurningPoint, Worth


def sections(account: Account, among: Among | None) -> Iterator[Section]:
    """Yield the sections of a debrief, in their order."""
    yield Section("Scores", _scores(account), "scores")
    if among is not None:
        yield Section("Among other games", _among(account, among), "among")
    yield Section("Turn by turn", _courses(account, among), "series")
    if account.worth is not None:
        yield Section("What the orders were worth", _worth(account.worth), "worth")
    yield Section("Turning points", _turning(account), "turning")
    yield Section("The record", _record(account), "record")
    yield Section("Questions to discuss", bullets(account.questions), "questions")
    limits = paragraphs(
        "High Fence explores what could follow from stated assumptions. It does not predict.",
        f"The game can be played again: scenario {account.scenario}, seed {account.seed}.",
    )
    yield Section("What this is", limits, "limits")


def _scores(account: Account) -> Markup:
    aims = pd.DataFrame(
        [(aim.title, 100.0 * aim.weight, aim.score, aim.says) for aim in account.aims],
        columns=["aim", "weight, %", "score of 100", "what it measures"],
    )
    actors = pd.DataFrame(
        [(fared.title, fared.score, fared.target, fared.won) for fared in account.standings],
        columns=["actor", "score", "wins with", "won"],
    )
    words = pd.DataFrame(
        [
            (record.title, record.offers, record.taken, record.demands, record.met, record.kept,
             record.broken, record.defied, record.carried, 100.0 * record.word)
            for record in account.bargained
        ],
        columns=["actor", "offers", "accepted", "demands", "met", "deals kept", "broken",
                 "threats defied", "carried out", "word, %"],
    )  # fmt: skip
    forms = {
        "word, %": ".0f",
        "weight, %": ".0f",
        "score of 100": ".0f",
        "score": ".1f",
        "wins with": ".0f",
    }
    return (
        embed(score_chart(account), "score", f"{account.seat_title}'s score after each turn")
        + table(aims, f"Aims of {account.seat_title}", forms)
        + table(actors, "How all fared", forms)
        + table(words, "What all put on paper, and how they kept their word", forms)
    )


def _among(account: Account, among: Among) -> Markup:
    share = f"{100.0 * among.below:.0f}"
    return paragraphs(
        f"The score is better than {share} % of {among.games:,} games of the same scenario, in "
        "which each shipped policy led the seat in turn, under the same luck, against the "
        "scenario's own cast."
    ) + embed(among_chart(account, among), "among", f"better than {share} % of the games")


def _courses(account: Account, among: Among | None) -> Markup:
    spoken = "; ".join(
        f"{course.title}: {course.first} to {course.last}" for course in account.courses
    )
    legend = "Line: this game. Open circles: what was reported. Dashed: turning points."
    if among is not None:
        legend += " Shaded: nine in ten of the stored games."
    return paragraphs(legend) + embed(series_chart(account, among), "series", spoken)


def _worth(worth: Worth) -> Markup:
    end = worth.end
    strategist = ""
    if worth.strategist is not None:
        strategist = (
            "; led by a small strategist, which looks ahead and sees no more than the seat, at "
            f"{worth.strategist:.1f}"
        )
    forms = {"share": "+.1f", "standard error": ".1f", "left out alone": "+.1f"}
    content = paragraphs(
        f"The score of {end.score:.1f} is {end.course:.1f} if nobody had ordered anything (the "
        f"mean over other luck), {end.luck:+.1f} by this game's luck, {end.others:+.1f} by others' "
        f"orders and {end.own:+.1f} by the seat's own. The same game without the seat's orders "
        f"ends at {worth.held:.1f}; led by the policy {worth.policy_name}, at {worth.policy:.1f}"
        f"{strategist}.",
        "Each order was taken out in turn and the game played again under the same luck; policies "
        "decided anew, people's orders stood. A share is an order's part of what all of them came "
        f"to (Shapley value by sampled permutations, {worth.orderings} orderings): the shares add "
        "up to that exactly, and each is an estimate with its standard error. Left out alone is "
        "what the score would have changed by.",
    )
    for caption, orders in (
        ("Orders", worth.orders),
        ("Settings, all orders about each", worth.settings),
        ("Clauses of the policy that led the seat", worth.clauses),
    ):
        rows = pd.DataFrame(
            [
                (piece.date, piece.text, piece.count, piece.share, piece.error, -piece.alone)
                for piece in orders
            ],
            columns=["since", "order", "orders", "share", "standard error", "left out alone"],
        )
        if orders:
            content += table(rows, caption, forms)
    return content


def _turning(account: Account) -> Markup:
    if not account.turning:
        return paragraphs("The score never moved by half a point in one turn.")
    return Markup().join(
        _turning_point(number, point) for number, point in enumerate(account.turning, start=1)
    )


def _turning_point(number: int, point: TurningPoint) -> Markup:
    moved = [
        f"{aim.aim} ({aim.points:+.1f}): {aim.number}. "
        + "; ".join(f"{cause} ({shown})" for shown, cause in aim.causes)
        for aim in point.moved
    ]
    title = f"{number}. {point.date}: {point.change:+.1f} points, " \
        f"{point.before:.0f} to {point.after:.0f}"  # fmt: skip
    parts = point.parts
    split = (
        f"Orders of the seat, of this turn and before: {parts.own:+.1f}; orders of others: "
        f"{parts.others:+.1f}; luck: {parts.luck:+.1f}; what was under way: {parts.course:+.1f}."
    )
    orders = "; ".join(point.orders) or "no orders"
    others = "; ".join(point.others) or "nothing"
    return (
        heading(title)
        + paragraphs(split)
        + bullets(moved)
        + paragraphs(f"The seat: {orders}.", f"Others: {others}.")
    )


def _record(account: Account) -> Markup:
    parts = []
    if account.before:
        parts.append(paragraphs("What the dated record says last before the game begins:"))
        parts.append(
            bullets([_fact(fact.date, fact.actor, fact.action) for fact in account.before])
        )
    for quarter in account.quarters:
        facts = [_fact(fact.date, fact.actor, fact.action) for fact in quarter.facts]
        parts.append(heading(quarter.date))
        parts.append(paragraphs("In this game"))
        parts.append(bullets([*quarter.deeds, *quarter.news] or ["nothing was ordered"]))
        if quarter.refused:
            parts.append(paragraphs("Wanted and refused"))
            parts.append(bullets(quarter.refused))
        parts.append(paragraphs("As it happened"))
        parts.append(bullets(facts or ["nothing in the record"]))
    for actor, clauses in account.idle:
        parts.append(heading(f"Clauses of the policy of {actor} that did nothing"))
        parts.append(bullets(clauses))
    return Markup().join(parts)


def _fact(date: str, actor: str, action: str) -> str:
    return f"{date}, {actor}: {action}"
