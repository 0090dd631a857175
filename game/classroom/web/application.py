"""The application: every address, the guard before them, and what begins and ends with them."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

from game.classroom.live_room import LiveRoom
from game.classroom.web.board_pages import BoardPages
from game.classroom.web.desk_pages import DeskPages
from game.classroom.web.guard import Guard, TooLargeError
from game.classroom.web.hand_pages import HandPages
from game.classroom.web.paper_pages import PaperPages
from game.classroom.web.people_pages import PeoplePages
from game.classroom.web.site import Doors, Site
from game.classroom.web.styles import actor_styles
from game.classroom.web.work_queue import Urgency
from game.errors import UserError
from game.paths import assets_dir

STATIC = Path(__file__).resolve().parent.parent / "pages" / "static"
# How often time is looked at, in seconds; a faster room looks as much oftener.
TICK = 0.25
# How long after a failure time is looked at again.
RETRY = 5.0


def make_app(live: LiveRoom, doors: Doors) -> Starlette:
    """Return the application of a room."""
    site = Site(live, doors)
    people, hand, board = PeoplePages(site), HandPages(site), BoardPages(site)
    papers = PaperPages(site)
    desk = DeskPages(site, hand)
    routes = [
        Route("/", people.show_join),
        Route("/j/{code}", people.show_join),
        Route("/join", people.join, methods=["POST"]),
        Route("/back", people.come_back, methods=["POST"]),
        Route("/p/{person:int}/", people.show_seat),
        Route("/p/{person:int}/welcome", people.show_welcome),
        Route("/p/{person:int}/act", people.act, methods=["POST"]),
        Route("/p/{person:int}/why/{number}", people.show_why),
        Route("/p/{person:int}/keep", people.keep),
        Route("/p/{person:int}/bell", people.poll),
        WebSocketRoute("/p/{person:int}/bell", people.listen),
        Route("/desk", desk.show),
        Route("/desk/in/{key}", desk.enter),
        Route("/desk/act", desk.act, methods=["POST"]),
        Route("/desk/hand", hand.show),
        Route("/desk/handouts", papers.show_all),
        Route("/desk/handouts/{part}", papers.show),
        Route("/desk/bell", desk.poll),
        WebSocketRoute("/desk/bell", desk.listen),
        Route("/board", board.show),
        Route("/board/in/{key}", board.enter),
        Route("/board/bell", board.poll),
        WebSocketRoute("/board/bell", board.listen),
        Route("/actors.css", _show_actors),
        Route("/alive", _show_alive),
        Mount("/static", StaticFiles(directory=STATIC)),
        Mount("/fonts", StaticFiles(directory=assets_dir() / "fonts")),
    ]
    app = Starlette(
        routes=routes,
        lifespan=lambda _: _run(site),
        middleware=[
            Middleware(Guard, behind_proxy=doors.behind_proxy),
            Middleware(GZipMiddleware, minimum_size=1_000, compresslevel=5),
        ],
        exception_handlers={TooLargeError: _refuse_large},
    )
    app.state.site = site
    app.state.now = time.monotonic
    return app


async def _refuse_large(_: Request, __: Exception) -> Response:
    return PlainTextResponse("too large", 413)


async def _show_alive(_: Request) -> Response:
    """Answer that the room can be reached."""
    return PlainTextResponse("High Fence")


async def _show_actors(_: Request) -> Response:
    """Return the colours of the actors, of both looks."""
    headers = {"cache-control": "max-age=3600"}
    return Response(actor_styles(), media_type="text/css", headers=headers)


@contextlib.asynccontextmanager
async def _run(site: Site) -> AsyncIterator[None]:
    """Let the clock pass while the pages are served."""
    site.bells.start()
    ticking = asyncio.ensure_future(_tick(site))
    try:
        yield
    finally:
        ticking.cancel()
        site.bells.stop()
        site.endings.strategists.close()
        await asyncio.sleep(0)
        await site.engine.run(Urgency.BELL, site.live.close)
        site.engine.stop()


async def _tick(site: Site) -> None:
    """Let the clock pass, also after a step that fails: the desk is told, and time goes on."""
    pause = TICK
    while True:
        await asyncio.sleep(pause / site.live.files.header.speed**0.5)
        try:
            await _pass(site)
            pause = TICK
        except Exception as error:  # whatever it was, phones and desk still need their clock
            pause = RETRY
            await site.engine.run(Urgency.BELL, site.tell_trouble, _said_of(error))


def _said_of(error: Exception) -> str:
    return str(error) if isinstance(error, UserError) else f"{type(error).__name__}: {error}"


async def _pass(site: Site) -> None:
    """Do what time does, and what is worked out meanwhile."""
    await site.engine.run(Urgency.BELL, site.live.tick)
    debrief = site.debrief
    for work in (debrief.work_out, site.endings.work_out, debrief.policy_games.work_out):
        if not site.is_debrief or await site.engine.run(Urgency.SLOW, work):
            break
    else:
        await site.engine.run(Urgency.BELL, site.endings.strategists.poll)
