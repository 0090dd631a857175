"""The clock of a class that is served: what fails in it ends neither it nor the room."""

import asyncio

import httpx
import pytest

from game.classroom.access import hash_key
from game.classroom.web import application
from game.classroom.web.site import Doors
from game.classroom.web.work_queue import Urgency
from game.errors import UserError
from tests.classroom.conftest import BOARD, DESK


@pytest.mark.parametrize("error", [UserError("inject", "nothing strikes"), OSError("disk full")])
def test_a_step_that_fails_ends_no_clock_and_is_told_at_the_desk(klass, monkeypatch, error):
    monkeypatch.setattr(application, "TICK", 0.0)
    monkeypatch.setattr(application, "RETRY", 0.0)
    live = klass.live

    async def serve():
        loop = asyncio.get_running_loop()
        went_on = asyncio.Event()
        looks = iter([error, error])

        def tick():
            failure = next(looks, None)
            if failure is not None:
                raise failure
            loop.call_soon_threadsafe(went_on.set)

        monkeypatch.setattr(live, "tick", tick)
        app = application.make_app(
            live, Doors(desk_hash=hash_key(DESK), board_hash=hash_key(BOARD), addresses=("here",))
        )
        site = app.state.site
        ticking = asyncio.ensure_future(application._tick(site))
        await went_on.wait()
        ticking.cancel()
        browser = httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://class", cookies={"desk": DESK}
        )
        async with browser:
            told = (await browser.get("/desk")).text
            await site.engine.run(Urgency.BELL, klass.close)
            later = (await browser.get("/desk")).text
        site.engine.stop()
        return told, later

    before = live.revision
    told, later = asyncio.run(serve())
    reason = str(error)
    assert reason in told
    assert reason not in later
    assert live.revision == before + 1  # the bell rings once for what fails twice
