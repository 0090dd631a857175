"""The section of what else was asked of a batch: every answer that lies in its folder."""

from __future__ import annotations

from markupsafe import Markup

from game.batch.manifest import RUNS
from game.files.kept_answers import ANSWERS, read_answers
from game.reports.finished import Finished
from game.reports.fragments import bullets, heading, note, paragraphs
from game.reports.page import Section


def asked(finished: Finished) -> Section | None:
    """Tell what `sensitivity`, `regret` and `discover` were asked, and what they said."""
    answers = read_answers(finished.batch.folder)
    if not answers:
        return None
    html: Markup = paragraphs(
        f"Each was asked by a command of its own; its tables and figure are in {ANSWERS}/."
    )
    for name, answer in answers.items():
        html += heading(name)
        if answer is None:
            html += note("Its question cannot be read; ask it again.")
            continue
        given = ", ".join(f"{key} {value}" for key, value in answer.asked.items())
        html += note(f"{answer.command}: {given}" if given else answer.command)
        if answer.runs != finished.manifest.tables[RUNS]:
            html += note("It was asked of other games than these: ask it again.")
        html += bullets(answer.says)
    return Section("What else was asked", html, "asked")
