"""What all pages share: the room, its engine, its doorbell, who asks, and how pages are drawn."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Callable
from typing import Any, TypeVar

from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from game.classroom import arrivals
from game.classroom.access import fits
from game.classroom.agenda import DEBRIEF
from game.classroom.debriefing import RoomDebrief
from game.classroom.endings import Endings
from game.classroom.live_room import LiveRoom
from game.classroom.room_lines import Person
from game.classroom.seat_view import SeatViews
from game.classroom.web.bells import Bells
from game.classroom.web.render import render
from game.classroom.web.work_queue import Engine, Urgency
from game.errors import UserError
from game.words.language import languages, speaking

T = TypeVar("T")
SEAT_COOKIE = "seat-{person}"
DESK_COOKIE, BOARD_COOKIE = "desk", "board"
A_WEEK = 7 * 24 * 3600


@dataclasses.dataclass(frozen=True, kw_only=True)
class Doors:
    """What opens the room: the hashes of the desk's and the board's keys, and its addresses.

    The first address is the one that the board shows.
    """

    desk_hash: str
    board_hash: str
    addresses: tuple[str, ...]
    network: str = ""
    behind_proxy: bool = False

    def link(self, code: str) -> str:
        """Return the address that a code to scan leads to."""
        first = self.addresses[0]
        return f"{first if '://' in first else 'http://' + first}/j/{code}"


class Site:
    """One room on the web."""

    def __init__(self, live: LiveRoom, doors: Doors) -> None:
        self.live = live
        self.doors = doors
        self.engine = Engine()
        self.bells = Bells(live)
        self.views = SeatViews(live)
        self.debrief = RoomDebrief(live)
        self.endings = Endings(live, self.debrief.policy_games)
        self._trouble = -1, ""

    def tell_trouble(self, trouble: str) -> None:
        """Tell the desk why the clock could not do all that it was to do."""
        before, self._trouble = self._trouble, (self.live.room.place, trouble)
        if before != self._trouble:
            self.live.revise()

    @property
    def trouble(self) -> str:
        """Why the clock could not do all that it was to do in this step, "" where it could."""
        place, trouble = self._trouble
        return trouble if place == self.live.room.place else ""

    @property
    def is_debrief(self) -> bool:
        """Whether the games are over and all of them is told."""
        return self.live.room.stage in (*DEBRIEF, "archived")

    # -- who asks ------------------------------------------------------------------------------

    def person(self, request: HTTPConnection) -> Person | None:
        """Return the person whose page is asked for, None where the key is another one's."""
        number = int(request.path_params["person"])
        key = request.cookies.get(SEAT_COOKIE.format(person=number), "")
        return arrivals.find_by_key(self.live, number, key)

    def own_seats(self, request: HTTPConnection) -> list[int]:
        """Return the people whose keys this browser has."""
        numbers = [
            int(name.removeprefix("seat-"))
            for name in request.cookies
            if name.removeprefix("seat-").isdecimal() and name.startswith("seat-")
        ]
        return [
            number
            for number in sorted(numbers)
            if arrivals.find_by_key(
                self.live, number, request.cookies[SEAT_COOKIE.format(person=number)]
            )
        ]

    def is_desk(self, request: HTTPConnection) -> bool:
        """Tell whether the desk asks."""
        return fits(request.cookies.get(DESK_COOKIE, ""), self.doors.desk_hash)

    def is_board(self, request: HTTPConnection) -> bool:
        """Tell whether the board asks, or the desk."""
        key = request.cookies.get(BOARD_COOKIE, "")
        return fits(key, self.doors.board_hash) or self.is_desk(request)

    def toucher(self, person: int) -> Callable[[], None]:
        """Return what notes, without waiting, that a person's screen is alive."""
        waiting: set[asyncio.Future[None]] = set()

        def touch() -> None:
            task = asyncio.ensure_future(self.engine.run(Urgency.BELL, self.live.touch, person))
            waiting.add(task)
            task.add_done_callback(waiting.discard)

        return touch

    # -- answers -------------------------------------------------------------------------------

    def language(self, request: HTTPConnection, person: Person | None = None) -> str:
        """Return the language of a reader: as asked for, as chosen, or as the browser wants."""
        asked = request.query_params.get("lang", "")
        chosen = asked if asked in languages() else (person.language if person else "")
        if chosen in languages():
            return chosen
        wanted = request.headers.get("accept-language", "").split(",")
        for part in wanted:
            code = part.split(";")[0].strip().replace("-", "_").lower()[:2]
            tag = next((name for name in languages() if name.startswith(code)), "") if code else ""
            if tag:
                return tag
        return "en"

    async def page(
        self,
        request: Request,
        name: str,
        read: Callable[[], dict[str, Any]],
        *,
        person: Person | None = None,
        status: int = 200,
        urgency: Urgency = Urgency.PAGE,
    ) -> Response:
        """Draw a page on the engine's thread, in the reader's language."""
        language = self.language(request, person)

        def draw() -> str:
            with speaking(language):
                return render(name, site=self, language=language, **read())

        return HTMLResponse(await self.engine.run(urgency, draw), status_code=status)

    def stranger(self, request: HTTPConnection) -> Response:
        """Return the answer to one whose key opens nothing here."""
        language = self.language(request)
        with speaking(language):
            return HTMLResponse(render("stranger.html", language=language), 403)

    async def act(
        self,
        request: Request,
        urgency: Urgency,
        work: Callable[..., None],
        *given: Any,
        person: Person | None = None,
    ) -> str:
        """Do something on the engine's thread; return why it could not be done, or ""."""
        language = self.language(request, person)

        def task() -> str:
            with speaking(language):
                try:
                    work(*given)
                except UserError as error:
                    return error.remedy or error.problem
                return ""

        return await self.engine.run(urgency, task)


def see_other(path: str) -> Response:
    """Return the answer to a form: look there now."""
    return RedirectResponse(path, status_code=303)


def set_key(answer: Response, name: str, key: str, *, secure: bool) -> None:
    """Give a browser a key that no script reads and no other site sends."""
    answer.set_cookie(
        name, key, max_age=A_WEEK, httponly=True, samesite="strict", secure=secure, path="/"
    )
