"""The pages of the facilitator's desk, and what is done there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.websockets import WebSocket

from game.classroom import arrivals, desk_acts
from game.classroom.access import fits
from game.classroom.desk_view import read_desk
from game.classroom.room import Seat
from game.classroom.web.hand_pages import HandPages
from game.classroom.web.people_pages import read_form
from game.classroom.web.site import DESK_COOKIE, Site, see_other, set_key
from game.classroom.web.work_queue import Urgency
from game.errors import UserError
from game.words.language import say

Form = Mapping[str, str]


class DeskPages:
    """The pages, for one room."""

    def __init__(self, site: Site, hand: HandPages) -> None:
        self.site, self._hand = site, hand
        live = site.live
        self._new_pass: arrivals.Pass | None = None
        self._acts: Mapping[str, Callable[[Form], None]] = {
            "close": lambda form: desk_acts.close_step(live, int(form["place"])),
            "pause": lambda _: desk_acts.pause(live),
            "go_on": lambda _: desk_acts.go_on(live),
            "time": lambda form: desk_acts.give_time(live, float(form["minutes"])),
            "seat_time": lambda form: desk_acts.give_seat_time(
                live, _seat(form), float(form["minutes"])
            ),
            "nudge": lambda form: desk_acts.nudge(live, _seat(form), form.get("text", "")),
            "policy_acts": lambda form: desk_acts.let_policy_act(live, _seat(form)),
            "policy_sits": lambda form: desk_acts.let_policy_sit(live, _seat(form)),
            "give_back": lambda form: desk_acts.give_back(live, _seat(form)),
            "end_help": lambda form: desk_acts.end_help(live, _seat(form)),
            "show": lambda form: desk_acts.show(live, int(form["table"]), int(form["cards"])),
            "let_in": self._let_in,
            "move": lambda form: arrivals.sit(
                live, int(form["person"]), arrivals.parse_seat(live, form["seat"]), by="desk"
            ),
            "park": lambda form: arrivals.park(live, int(form["person"]), "parked"),
            "remove": lambda form: arrivals.park(live, int(form["person"]), "removed"),
            "rename": lambda form: arrivals.change_person(
                live, int(form["person"]), name=form["name"][: arrivals.LONGEST_NAME]
            ),
            "new_key": self._give_key,
            "swap": lambda form: site.debrief.swap(form["swap"]),
            **hand.acts,
        }

    def _let_in(self, form: Form) -> None:
        live = self.site.live
        person = int(form["person"])
        member = live.room.members[person]
        arrivals.sit(live, person, (max(member.table, 0), member.actor), by="desk")

    def _give_key(self, form: Form) -> None:
        self._new_pass = arrivals.give_key(self.site.live, int(form["person"]))

    async def enter(self, request: Request) -> Response:
        """Take the key from the address that the terminal printed, and keep it in the browser."""
        key = request.path_params["key"]
        if not fits(key, self.site.doors.desk_hash):
            return self.site.stranger(request)
        answer = see_other("/desk")
        set_key(answer, DESK_COOKIE, key, secure=request.url.scheme == "https")
        return answer

    async def show(self, request: Request) -> Response:
        """Show the desk."""
        return await self._page(request)

    async def _page(self, request: Request, problem: str = "", status: int = 200) -> Response:
        site = self.site
        if not site.is_desk(request):
            return self.site.stranger(request)
        chosen = request.query_params.get("seat", "")

        def read() -> dict[str, Any]:
            live = site.live
            given, self._new_pass = self._new_pass, None
            return {
                "desk": read_desk(live),
                "choices": arrivals.read_choices(live),
                "chosen": chosen,
                "problem": problem,
                "version": site.bells.text(site.bells.of_desk()),
                "code": live.files.header.code,
                "plan": live.plan,
                "given": given,
                "doors": site.doors,
                "swaps": site.debrief.swaps(),
                "offers": site.debrief.offers(),
                "room_name": live.files.folder.name,
            }

        return await site.page(request, "desk.html", read, status=status)

    async def act(self, request: Request) -> Response:
        """Do what a form of the desk asks for."""
        site = self.site
        if not site.is_desk(request):
            return self.site.stranger(request)
        form = await read_form(request)
        work = self._acts.get(form.get("do", ""))

        def task() -> None:
            if work is None:
                raise UserError("", say("nothing to do"))
            try:
                work(form)
            except (KeyError, ValueError):
                raise UserError("", say("this form is not whole; load the page again")) from None

        problem = await site.act(request, Urgency.SEAL, task)
        if request.headers.get("accept", "") == "application/json":
            return JSONResponse({"ok": not problem, "problem": problem}, 422 if problem else 200)
        is_hand = form.get("from") == "hand"
        if problem:
            page = self._hand.page if is_hand else self._page
            return await page(request, problem, 422)
        if is_hand:
            return see_other("/desk/hand")
        chosen = form.get("seat", "")
        return see_other("/desk" + (f"?seat={chosen}" if "." in chosen else ""))

    async def poll(self, request: Request) -> Response:
        """Answer a long poll of the desk."""
        if not self.site.is_desk(request):
            return self.site.stranger(request)
        after = request.query_params.get("after", "")
        return await self.site.bells.poll(after, 20.0, self.site.bells.of_desk, None)

    async def listen(self, socket: WebSocket) -> None:
        """Serve the doorbell of the desk."""
        if not self.site.is_desk(socket):
            await socket.close(1008)
            return
        await self.site.bells.serve(socket, self.site.bells.of_desk, None)


def _seat(form: Form) -> Seat:
    table, _, actor = form["seat"].partition(".")
    return int(table), actor
