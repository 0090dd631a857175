"""The pages of people: joining, coming back, the seat, and what is done there."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.websockets import WebSocket

from game.classroom import acts, arrivals
from game.classroom.acts import StaleError
from game.classroom.asking import open_question
from game.classroom.doctrine import read_form as read_doctrine_form
from game.classroom.keeping import read_kept
from game.classroom.public_view import read_room, table_name
from game.classroom.room_lines import Person
from game.classroom.table_papers import TARGET, PaperForm
from game.classroom.voting import has_voted, open_votes
from game.classroom.waterfalls import read_reasons
from game.classroom.web.guard import Buckets
from game.classroom.web.site import SEAT_COOKIE, Site, see_other, set_key
from game.classroom.web.work_queue import Urgency
from game.errors import UserError
from game.words.language import languages, say, say_config, speak, speaking

MOST_FIELDS = 60
# Wrong codes and phrases that one address may try: a burst, and so many a second.
TRIES, TRIES_A_SECOND = 10.0, 10.0 / 60.0


class PeoplePages:
    """The pages, for one room."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._tries = Buckets(TRIES, TRIES_A_SECOND)
        self._acts: Mapping[str, Callable[[acts.ActRequest, Mapping[str, str]], None]] = {
            "propose": lambda by, form: acts.propose(
                site.live, by, form["target"], form["setting"]
            ),
            "paper": self._write_paper,
            "agree": lambda by, form: acts.agree(site.live, by, form["target"]),
            "withdraw": lambda by, form: acts.withdraw(site.live, by, form["target"]),
            "seal": lambda by, _: acts.seal(site.live, by),
            "say": lambda by, form: acts.speak(site.live, by, form["to"], form["text"]),
            "answer": lambda by, form: acts.answer(site.live, by, form["question"], form["answer"]),
            "go_on": lambda by, form: acts.go_on(site.live, by, int(form["place"])),
            "doctrine": lambda by, form: acts.write_doctrine(
                site.live, by, form["policy"], [form.get(f"set-{n}", "") for n in range(3)]
            ),
            "help": lambda by, form: acts.ask_help(site.live, by, wanted=form["wanted"] == "yes"),
            "move": self._move,
            "consent": lambda by, form: arrivals.change_person(
                site.live, by.person, consents=form["consents"] == "yes"
            ),
            "language": self._change_language,
        }

    # -- joining -------------------------------------------------------------------------------

    async def show_join(self, request: Request) -> Response:
        """Show the page that a QR code or the typed address leads to."""
        return await self._join_page(request, request.path_params.get("code", ""))

    async def _join_page(
        self, request: Request, code: str, problem: str = "", status: int = 200
    ) -> Response:
        site = self.site
        own_seats = site.own_seats(request)

        def read() -> dict[str, Any]:
            live = site.live
            return {
                "code": live.files.header.code if self._is_code(code) else "",
                "typed": code,
                "problem": problem,
                "room": read_room(live, []),
                "plan": live.plan,
                "table_name": table_name,
                "own": [(number, arrivals.describe(live, number)) for number in own_seats],
                "suggested": arrivals.suggested_seat(live),
                "choices": arrivals.read_choices(live),
                "is_late": live.room.is_late(),
            }

        return await site.page(request, "join.html", read, status=status)

    def _is_code(self, code: str) -> bool:
        return code.strip().upper() == self.site.live.files.header.code

    def _may_try(self, request: Request) -> bool:
        client = request.client.host if request.client else ""
        return self._tries.take(client, request.app.state.now())

    async def join(self, request: Request) -> Response:
        """Let a person in, and seat them where they wish."""
        site, form = self.site, await read_form(request)
        speak(site.language(request))
        code = form.get("code", "")
        if not self._is_code(code):
            text = say("there is no room with this code")
            if not self._may_try(request):
                return await self._join_page(request, "", say("too many tries; wait a minute"), 429)
            return await self._join_page(request, code, text, 404)
        given: list[arrivals.Pass] = []
        language = site.language(request)

        def work() -> None:
            live = site.live
            entry = arrivals.join(live, form.get("name", ""), language, form.get("key", ""))
            given.append(entry)
            seat = arrivals.parse_seat(live, form.get("seat", ""))
            arrivals.sit(live, entry.person, seat, by="self")

        problem = await site.act(request, Urgency.ORDER, work)
        if not given:
            return await self._join_page(request, code, problem, 400)
        return self._let_in(request, given[0])

    async def come_back(self, request: Request) -> Response:
        """Give a person who has the phrase a new key on this device."""
        site, form = self.site, await read_form(request)
        speak(site.language(request))
        if not self._may_try(request):
            return await self._join_page(request, "", say("too many tries; wait a minute"), 429)
        phrase = form.get("phrase", "")
        arrival = await site.engine.run(Urgency.ORDER, arrivals.come_back, site.live, phrase)
        if arrival is None:
            text = say("nobody in this room has this phrase")
            return await self._join_page(request, form.get("code", ""), text, 404)
        return self._let_in(request, arrival)

    def _let_in(self, request: Request, given: arrivals.Pass) -> Response:
        answer = see_other(f"/p/{given.person}/welcome")
        name = SEAT_COOKIE.format(person=given.person)
        set_key(answer, name, given.key, secure=request.url.scheme == "https")
        # Read once by the page that shows it, so that it stands in no address.
        answer.set_cookie(
            "phrase", given.phrase, max_age=600, httponly=True, samesite="strict", path="/p"
        )
        return answer

    # -- the seat ------------------------------------------------------------------------------

    async def show_welcome(self, request: Request) -> Response:
        """Show the phrase that brings a person back."""
        person = self.site.person(request)
        if person is None:
            return self.site.stranger(request)
        phrase = request.cookies.get("phrase", "")
        answer = await self.site.page(
            request,
            "welcome.html",
            lambda: {"person": person, "phrase": phrase},
            person=person,
        )
        return answer

    async def show_seat(self, request: Request) -> Response:
        """Show a person's page."""
        person = self.site.person(request)
        return (
            self.site.stranger(request)
            if person is None
            else await self._seat_page(request, person)
        )

    async def _seat_page(
        self, request: Request, person: Person, problem: str = "", status: int = 200
    ) -> Response:
        site = self.site

        def read() -> dict[str, Any]:
            live = site.live
            live.touch(person.person)
            member = live.room.members[person.person]
            view = site.views.read(person.person)
            return {
                "person": person,
                "member": member,
                "view": view,
                "room": read_room(live, [member.table] if view is None else []),
                "table_name": table_name,
                "problem": problem,
                "version": site.bells.text(*self._mark(person)),
                "rule": live.plan.agreement,
                "is_on": person.person in live.room.gone_on,
                "question": open_question(live, person.person),
                "left": live.seconds_left(member.seat),
                "choices": arrivals.read_choices(live),
                "deals": site.views.deals(member.seat) if member.seat else None,
                "deeds": site.views.deeds(member.seat) if member.seat else [],
                "ending": site.endings.read(person.person),
                "doctrine": live.room.doctrines.get(member.seat) if member.seat else None,
                "doctrine_form": read_doctrine_form(live.scenario, member.actor)
                if member.seat
                else None,
                "votes": open_votes(live, person.person),
                "has_voted": has_voted(live, person.person),
                "saved": _saved(live.room.work_of(member.seat).last_act) if member.seat else "",
            }

        return await site.page(request, "seat.html", read, person=person, status=status)

    def _mark(self, person: Person) -> tuple[Any, Any]:
        member = self.site.live.room.members[person.person]
        seat = member.seat
        mark = self.site.bells.of_seat(seat) if seat else self.site.bells.public()
        return mark, seat

    async def act(self, request: Request) -> Response:
        """Do what a form of the seat asks for; a script gets JSON, a browser without one a page."""
        site = self.site
        person = site.person(request)
        if person is None:
            return self.site.stranger(request)
        form = await read_form(request)
        work = self._acts.get(form.get("do", ""))
        by = acts.ActRequest(
            person=person.person,
            key=form.get("key", "")[:64],
            turn=int(form["turn"]) if form.get("turn", "").isdecimal() else -1,
            phase=form.get("phase", ""),
        )
        status, problem = 200, ""
        if work is None:
            speak(site.language(request, person))
            status, problem = 400, say("nothing to do")
        else:
            status, problem = await self._do(request, person, work, by, form)
        if request.headers.get("accept", "") == "application/json":
            saved = _saved(site.live.now())
            return JSONResponse({"ok": not problem, "problem": problem, "saved": saved}, status)
        if problem:
            return await self._seat_page(request, person, problem, status)
        anchor = form.get("at", "")
        return see_other(f"/p/{person.person}/" + (f"#{anchor}" if anchor.isalpha() else ""))

    async def _do(
        self,
        request: Request,
        person: Person,
        work: Callable[[acts.ActRequest, Mapping[str, str]], None],
        by: acts.ActRequest,
        form: Mapping[str, str],
    ) -> tuple[int, str]:
        site = self.site
        language = site.language(request, person)

        def task() -> tuple[int, str]:
            with speaking(language):
                try:
                    site.live.touch(person.person)
                    work(by, form)
                except StaleError as error:
                    return 409, error.problem
                except UserError as error:
                    return 422, error.remedy or error.problem
                except (KeyError, ValueError):
                    return 400, say("this form is not whole; load the page again")
                return 200, ""

        urgency = Urgency.SEAL if form.get("do") == "seal" else Urgency.ORDER
        return await site.engine.run(urgency, task)

    def _write_paper(self, by: acts.ActRequest, form: Mapping[str, str]) -> None:
        """Propose the paper that a form of checked terms describes."""
        terms = tuple(name.removeprefix("term-") for name in form if name.startswith("term-"))
        lengths = form.get("months", "6"), form.get("start", "3")
        if not all(number.isdecimal() for number in lengths):
            raise UserError("paper", say("write the months as whole numbers"))
        months, start = map(int, lengths)
        written = PaperForm(kind=form["kind"], terms=terms, months=months, start=start)
        acts.propose(self.site.live, by, TARGET + form["to"], written.text)

    def _move(self, by: acts.ActRequest, form: Mapping[str, str]) -> None:
        seat = arrivals.parse_seat(self.site.live, form["seat"])
        arrivals.sit(self.site.live, by.person, seat, by="self", key=by.key)

    def _change_language(self, by: acts.ActRequest, form: Mapping[str, str]) -> None:
        if form["language"] in languages():
            arrivals.change_person(self.site.live, by.person, language=form["language"])

    async def show_why(self, request: Request) -> Response:
        """Show why a number of the seat moved over the last turn, cause by cause."""
        site = self.site
        person = site.person(request)
        if person is None:
            return self.site.stranger(request)
        number = request.path_params["number"]

        def read() -> dict[str, Any]:
            seat = site.live.room.members[person.person].seat
            reasons = read_reasons(site.live, seat, number) if seat else None
            return {"person": person, "why": reasons, "number": number}

        return await site.page(request, "why.html", read, person=person, urgency=Urgency.SLOW)

    async def keep(self, request: Request) -> Response:
        """Give a person the page that they keep, once the games are told."""
        site = self.site
        person = site.person(request)
        if person is None:
            return self.site.stranger(request)
        member = site.live.room.members[person.person]
        if not site.is_debrief or site.live.tables.game_of(member.seat or (-1, "")) is None:
            return see_other(f"/p/{person.person}/")

        def read() -> dict[str, Any]:
            live = site.live
            return {
                "kept": read_kept(live, person.person),
                "ending": site.endings.read(person.person),
                "plan_title": say_config(live.plan.title),
                "mark": read_room(live, []).mark,
            }

        answer = await site.page(request, "keep.html", read, person=person, urgency=Urgency.SLOW)
        answer.headers["content-disposition"] = 'attachment; filename="high-fence.html"'
        return answer

    async def poll(self, request: Request) -> Response:
        """Answer a long poll of a person's page."""
        site = self.site
        person = site.person(request)
        if person is None:
            return self.site.stranger(request)
        await site.engine.run(Urgency.BELL, site.live.touch, person.person)
        after, wait = request.query_params.get("after", ""), request.query_params.get("wait", "20")
        seconds = float(wait) if wait.replace(".", "", 1).isdecimal() else 20.0
        return await site.bells.poll(
            after, seconds, lambda: self._mark(person)[0], self._mark(person)[1]
        )

    async def listen(self, socket: WebSocket) -> None:
        """Serve the doorbell of a person's page."""
        site = self.site
        person = site.person(socket)
        if person is None:
            await socket.close(1008)
            return
        loop_touch = site.toucher(person.person)
        await site.bells.serve(
            socket, lambda: self._mark(person)[0], self._mark(person)[1], loop_touch
        )


async def read_form(request: Request) -> Mapping[str, str]:
    """Return the texts of a form."""
    if "urlencoded" not in request.headers.get("content-type", ""):
        return {}
    body = (await request.body()).decode("utf-8", "replace")
    try:
        return dict(parse_qsl(body, max_num_fields=MOST_FIELDS))
    except ValueError:
        return {}  # no form of these pages has so many


def _saved(at: float) -> str:
    return datetime.datetime.fromtimestamp(at).strftime("%H:%M:%S") if at else ""
