"""The section of a batch's report on clauses of policies: refused, or never anything moved."""

from __future__ import annotations

import pandas as pd

from game.batch.clause_shares import ClauseShare, ClauseShares
from game.reports.finished import Finished, called
from game.reports.fragments import paragraphs, table
from game.reports.page import Section
from game.words.counts import count_of
from game.words.names import order_text
from game.words.reasons import refusal_text

MOST_REFUSED, MOST_IDLE = 10, 30
SHARES = {"held": ".0f", "moved a setting": ".0f", "refused": ".0f"}


def clauses(finished: Finished, shares: ClauseShares | None, why_not: str) -> Section:
    """Tell which clauses were refused, and which never moved a setting in the games looked at."""
    title = "What policies wanted and did not get"
    if shares is None or not shares.clauses:
        reason = why_not or "no policy written in clauses leads in games that can be played again"
        uncounted = paragraphs(f"Not counted: {reason}.")
        return Section(title, uncounted + _unmet(finished, shares), "refused")
    html = paragraphs(
        f"Counted in {count_of(shares.games, 'game')} of {count_of(shares.line_ups, 'line-up')}, "
        "played again for this: "
        "the first draws and lucks of each, as many line-ups as it takes to meet in some every "
        "policy that can be met. A clause held where its condition was true, and moved a setting "
        "where an order of it was granted; per cent of games in which it did so at least once."
    ) + _unmet(finished, shares)
    refused, idle = shares.refused, shares.idle
    if refused:
        caption = _cut("Clauses that were refused, the most often refused first",
                       refused, MOST_REFUSED)  # fmt: skip
        html += table(_frame(finished, shares, refused[:MOST_REFUSED]), caption, SHARES)
    if idle:
        caption = _cut("Clauses that moved nothing in any of these games, those that held first",
                       idle, MOST_IDLE)  # fmt: skip
        frame = _frame(finished, shares, idle[:MOST_IDLE]).drop(columns="for instance")
        html += table(frame, caption, SHARES)
    if not refused and not idle:
        html += paragraphs("None was refused anything, and each moved a setting in some game.")
    return Section(title, html, "refused")


def _unmet(finished: Finished, shares: ClauseShares | None) -> str:
    """Say whose clauses could not be counted."""
    if shares is None or not shares.unmet:
        return ""
    names = (f"{called(actor)}: {finished.policy(actor, name)}" for actor, name in shares.unmet)
    return paragraphs(
        "Not met, since somebody looks ahead or a game fails in every line-up that they are in: "
        f"{'; '.join(names)}."
    )


def _cut(caption: str, rows: list[ClauseShare], most: int) -> str:
    return caption if len(rows) <= most else f"{caption}: {most} of {len(rows)}"


def _frame(finished: Finished, shares: ClauseShares, rows: list[ClauseShare]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "clause": [row.name for row in rows],
            "policy": [
                f"{called(row.actor)}: {finished.policy(row.actor, row.policy)}" for row in rows
            ],
            "held": [100.0 * row.held for row in rows],
            "moved a setting": [100.0 * row.granted for row in rows],
            "refused": [100.0 * row.refused for row in rows],
            "for instance": [_instance_text(row, shares) for row in rows],
        }
    )


def _instance_text(row: ClauseShare, shares: ClauseShares) -> str:
    if row.instance is None:
        return ""
    order = order_text(row.instance.action, shares.levers)
    if row.instance.reason is None:
        return f"{order}: what belongs to it was refused"
    return f"{order}: {refusal_text(row.instance.reason, shares.levers)}"
