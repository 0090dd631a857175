"""A class behind a proxy: the address that people come by, and what the image is made of."""

import asyncio
import http.client
import re
import tomllib
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest

from game.classroom.door import open_socket
from game.classroom.web import guard
from game.classroom.web.guard import BURST, Guard
from game.classroom.web.site import Doors
from game.commands.class_ import _checked
from game.errors import UserError
from tests.classroom.served_room import DESK, make_room
from tests.patience import PATIENCE

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("192.168.1.2:8000", "http://192.168.1.2:8000/j/ABCD"),
        ("https://class.example.org", "https://class.example.org/j/ABCD"),
    ],
)
def test_a_code_leads_to_the_address_that_people_come_by(address, link):
    doors = Doors(desk_hash="", board_hash="", addresses=(address,))
    assert doors.link("ABCD") == link


def test_an_address_is_a_host_and_nothing_more():
    assert _checked("https://class.example.org/") == "https://class.example.org"
    for wrong in ("class.example.org", "ftp://class.example.org", "https://example.org/class"):
        with pytest.raises(UserError, match="no address of a host"):
            _checked(wrong)


@pytest.mark.parametrize("options", [(), ("--behind-proxy",)])
def test_the_room_is_told_that_it_stands_behind_a_proxy(highfence, monkeypatch, options):
    kept = []

    def keep(listening, address, *_):
        listening.close()
        kept.append(address)
        return 0

    monkeypatch.setattr("game.classroom.door.keep", keep)
    code, *_ = highfence("class", "--no-browser", "--port", free_port(), *options)
    assert code == 0
    assert [address.behind_proxy for address in kept] == [bool(options)]


@pytest.mark.parametrize("behind_proxy", [False, True])
def test_behind_a_proxy_a_key_goes_over_its_encrypted_line_alone(tmp_path, behind_proxy):
    served = make_room(tmp_path / "room", tables=1, watchers=0)
    served.behind_proxy = behind_proxy
    served.start()
    try:
        proxy = http.client.HTTPConnection("127.0.0.1", served.port, timeout=PATIENCE)
        proxy.request("GET", f"/desk/in/{DESK}", headers={"x-forwarded-proto": "https"})
        with proxy.getresponse() as answer:
            assert answer.status == 303
            # Without --behind-proxy nobody is believed about the line.
            assert ("Secure" in answer.headers["set-cookie"]) == behind_proxy
        proxy.close()
    finally:
        served.stop()


@pytest.mark.parametrize("behind_proxy", [False, True])
def test_behind_a_proxy_each_phone_has_its_own_share_of_requests(monkeypatch, behind_proxy):
    monkeypatch.setattr(guard, "time", SimpleNamespace(monotonic=lambda: 1_000.0))

    async def answer(_, __, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def ask():
        # A phone may name any address; the proxy puts what it sees behind it.
        forwarded = [*["9.9.9.9, 10.0.0.1"] * (int(BURST) + 20), "9.9.9.9, 10.0.0.2"]
        transport = httpx.ASGITransport(Guard(answer, behind_proxy=behind_proxy))
        async with httpx.AsyncClient(transport=transport, base_url="http://class") as proxy:
            return [
                (await proxy.get("/", headers={"x-forwarded-for": address})).status_code
                for address in forwarded
            ]

    *flood, other = asyncio.run(ask())
    assert flood == [200] * int(BURST) + [429] * 20
    assert other == (200 if behind_proxy else 429)


def free_port():
    door = open_socket("127.0.0.1", 0)
    try:
        return door.getsockname()[1]
    finally:
        door.close()


def test_the_image_has_all_that_the_package_is_made_of():
    text = (ROOT / "container" / "Dockerfile").read_text()
    copied = set(re.findall(r"^COPY (?:.* )?(\w+) \./\w+$", text, re.MULTILINE))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert copied == set(project["tool"]["hatch"]["build"]["targets"]["wheel"]["only-include"])
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        assert name in text
        assert (ROOT / name).exists()
