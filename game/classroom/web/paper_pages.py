"""The pages that a teacher prints: guide, role sheets, cards, rubric, quizzes, questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from game.classroom.handouts import read_sheets
from game.classroom.log_items import items_of_log
from game.classroom.public_view import read_room
from game.classroom.teaching import (
    FORMS,
    read_evidence,
    read_guide,
    read_quiz,
    rehearsal_command,
)
from game.classroom.web.site import Site
from game.words.language import later, say

Read = Callable[[], dict[str, Any]]

# The parts in the order in which a teacher needs them: address, title, what it is.
PARTS = later(
    {
        "guide": ("Guide for the facilitator", "minute by minute, with model answers"),
        "roles": ("Role sheets", "one for each seat, with a box for its plan"),
        "cards": ("Cards to join with", "eight on a page"),
        "rubric": ("Rubric", "ten points, and where to look"),
        "quiz-a": ("Quiz on mechanisms, form A", "twelve items"),
        "quiz-b": ("Quiz on mechanisms, form B", "twelve items on the same concepts"),
        "answers": ("Answers to the quiz", "both forms, with reasons"),
        "log": ("Questions from your own class", "made from its games, in the debrief"),
        "evidence": ("Evidence for the rubric", "with names, for you alone"),
    }
)


class PaperPages:
    """The pages, for one room."""

    def __init__(self, site: Site) -> None:
        self.site = site
        live = site.live
        self._reads: Mapping[str, tuple[str, Read]] = {
            "guide": (
                "paper_guide.html",
                lambda: {
                    "guide": read_guide(live),
                    "rehearsal": rehearsal_command(live.files.header.plan, live.plan),
                },
            ),
            "roles": (
                "paper_roles.html",
                lambda: {"sheets": read_sheets(live), "mark": read_room(live, []).mark},
            ),
            "cards": (
                "paper_cards.html",
                lambda: {"doors": site.doors, "code": live.files.header.code},
            ),
            "rubric": ("paper_rubric.html", dict),
            "quiz-a": ("paper_quiz.html", lambda: {"quiz": read_quiz(FORMS[0])}),
            "quiz-b": ("paper_quiz.html", lambda: {"quiz": read_quiz(FORMS[1])}),
            "answers": ("paper_answers.html", lambda: {"quizzes": [read_quiz(f) for f in FORMS]}),
            "log": ("paper_log.html", self._read_items),
            "evidence": ("paper_evidence.html", lambda: {"evidence": read_evidence(live)}),
        }

    def _read_items(self) -> dict[str, Any]:
        if not self.site.is_debrief:
            return {"items": []}
        debrief = self.site.debrief.read()
        return {"items": items_of_log(self.site.live, [*debrief.effects, *debrief.unmoved])}

    async def show_all(self, request: Request) -> Response:
        """Show what there is to print."""
        return await self._show(
            request,
            "handouts.html",
            lambda: {
                "parts": [(name, say(title), say(says)) for name, (title, says) in PARTS.items()]
            },
        )

    async def show(self, request: Request) -> Response:
        """Show one part, as the browser prints it."""
        part = self._reads.get(request.path_params["part"])
        if part is None:
            return PlainTextResponse("", 404)
        return await self._show(request, *part)

    async def _show(self, request: Request, name: str, read: Read) -> Response:
        site = self.site
        if not site.is_desk(request):
            return self.site.stranger(request)
        return await site.page(request, name, lambda: {"plan": site.live.plan, **read()})
