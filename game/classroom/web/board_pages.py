"""The pages of the board: what the projector shows, of which every word is public."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.websockets import WebSocket

from game.classroom.access import fits
from game.classroom.agenda import DEBRIEF
from game.classroom.comparing import compare_orders
from game.classroom.public_view import read_room, read_signs
from game.classroom.web.site import BOARD_COOKIE, Site, see_other, set_key


class BoardPages:
    """The pages, for one room."""

    def __init__(self, site: Site) -> None:
        self.site = site

    async def enter(self, request: Request) -> Response:
        """Take the key from the address, and keep it in the browser."""
        key = request.path_params["key"]
        if not fits(key, self.site.doors.board_hash):
            return self.site.stranger(request)
        answer = see_other("/board")
        set_key(answer, BOARD_COOKIE, key, secure=request.url.scheme == "https")
        return answer

    async def show(self, request: Request) -> Response:
        """Show the board."""
        site = self.site
        if not site.is_board(request):
            return self.site.stranger(request)

        def read() -> dict[str, Any]:
            live = site.live
            room = read_room(live)
            shown = live.room.shown
            playing = [table for table in room.tables if table.table in live.games]
            first = (playing or list(room.tables))[0].table
            is_debrief = room.stage in (*DEBRIEF, "archived")
            table = room.tables[shown.table if shown else first]
            game = live.games.get(table.table)
            return {
                "room": room,
                "plan": live.plan,
                "shown": table,
                "signs": read_signs(game, live.plan.tier) if game else None,
                "cards": shown.cards if shown else 99,
                "code": live.files.header.code,
                "doors": site.doors,
                "commitment": live.files.header.commitment[:8],
                "seed": live.files.seed() if room.stage == "archived" else None,
                "version": site.bells.text(site.bells.public()),
                "look": request.query_params.get("look", "day"),
                "debrief": site.debrief.read() if is_debrief else None,
                "compared": compare_orders(live) if room.stage == "quarter" else [],
            }

        return await site.page(request, "board.html", read)

    async def poll(self, request: Request) -> Response:
        """Answer a long poll of the board."""
        if not self.site.is_board(request):
            return self.site.stranger(request)
        after = request.query_params.get("after", "")
        return await self.site.bells.poll(after, 20.0, self.site.bells.public, None)

    async def listen(self, socket: WebSocket) -> None:
        """Serve the doorbell of the board."""
        if not self.site.is_board(socket):
            await socket.close(1008)
            return
        await self.site.bells.serve(socket, self.site.bells.public, None)
