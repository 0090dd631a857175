"""The desk's page for what it does in the games themselves: events, numbers, free moves, turns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from game.classroom import desk_acts, desk_hand, desk_undo
from game.classroom.hand_view import HandViews
from game.classroom.public_view import read_room
from game.classroom.room_files import SEED
from game.classroom.web.site import Site
from game.classroom.web.work_queue import Urgency
from game.errors import UserError
from game.saves.lines import Effect, InjectEffect, StepEffect, StoryEffect
from game.words.language import say

Form = Mapping[str, str]
LONGEST_REASON = 300


class HandPages:
    """The page, and its acts by the name that a form sends."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._views = HandViews(site.live)
        live = site.live
        self.acts: Mapping[str, Callable[[Form], None]] = {
            "inject": self._inject,
            "override": self._override,
            "free_move": self._move,
            "rewind": lambda form: desk_acts.rewind(live, int(form["turn"]), int(form["place"])),
            "fork": lambda form: desk_acts.fork(live, int(form["table"]), int(form["turn"])),
            "undo": lambda form: desk_undo.undo(live, int(form["deeds"])),
        }

    async def show(self, request: Request) -> Response:
        """Show the page."""
        return await self.page(request)

    async def page(self, request: Request, problem: str = "", status: int = 200) -> Response:
        """Return the page, with why the last act was refused."""
        site = self.site
        if not site.is_desk(request):
            return self.site.stranger(request)
        asked = request.query_params
        scale = _number(asked.get("scale", "1"), 1.0)
        table = int(asked["table"]) if asked.get("table", "").isdecimal() else 0

        def read() -> dict[str, Any]:
            refusal = problem
            try:
                view = self._views.read(asked.get("event", ""), table, scale)
            except UserError as error:
                refusal = error.remedy or error.problem
                view = self._views.read("", table, 1.0)
            return {
                "hand": view,
                "room": read_room(site.live, []),
                "place": site.live.room.place,
                "forks": site.live.room.forks,
                "folder": site.live.files.folder,
                "seed_file": site.live.files.folder / SEED,
                "problem": refusal,
                "scale": scale,
                "version": site.bells.text(site.bells.of_desk()),
                "query": asked.multi_items(),
            }

        return await site.page(request, "hand.html", read, status=status, urgency=Urgency.SLOW)

    def _tables(self, form: Form) -> list[int]:
        chosen = form["table"]
        return sorted(self.site.live.games) if chosen == "all" else [int(chosen)]

    def _inject(self, form: Form) -> None:
        when = form["at"]
        desk_hand.inject(
            self.site.live,
            self._tables(form),
            form["event"],
            key=form["key"],
            scale=float(form["scale"]),
            at="condition" if when == "condition" else "reveal" if when == "reveal" else "now",
            when=form.get("when", "").strip() if when == "condition" else "",
        )

    def _override(self, form: Form) -> None:
        value = float(form["value"].replace(",", "."))
        desk_hand.override(
            self.site.live, self._tables(form), form["field"], value, key=form["key"],
            why=form.get("why", "")[:LONGEST_REASON],
        )  # fmt: skip

    def _move(self, form: Form) -> None:
        desk_hand.free_move(
            self.site.live,
            self._tables(form),
            form["text"][:LONGEST_REASON],
            int(form["odds"]),
            _effect(form),
            key=form["key"],
            why=form.get("why", "")[:LONGEST_REASON],
            reasons=_lines(form.get("for", "")),
            against=_lines(form.get("against", "")),
        )


def _effect(form: Form) -> Effect:
    """Return what a move does where it succeeds.

    Raises
    ------
    UserError
        If the form names an event or a step that is missing.
    """
    match form["effect"]:
        case "event" if form.get("event"):
            return InjectEffect(event=form["event"])
        case "step" if form.get("step"):
            return StepEffect(action=form["step"])
        case "story":
            return StoryEffect()
        case _:
            raise UserError("free move", say("choose what the move does if it succeeds"))


def _lines(text: str) -> list[str]:
    return [line.strip()[:LONGEST_REASON] for line in text.splitlines() if line.strip()][:3]


def _number(text: str, otherwise: float) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return otherwise
