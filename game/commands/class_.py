"""The command `class`: a class in one room, with tables, phones, a desk and a board."""

from __future__ import annotations

import threading
import time
import webbrowser
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from game.commands._terminal import print_line
from game.errors import UserError

DEFAULT_PLAN = "lesson_50min"
PORT = 8000


def run(
    plan: Annotated[
        str | None,
        typer.Argument(
            help="A plan, see list classes, or its file; or `open` or `export` with a room."
        ),
    ] = None,
    room: Annotated[str | None, typer.Argument(help="The room to open or export.")] = None,
    tables: Annotated[int, typer.Option(min=1, max=12, help="Tables at the start.")] = 1,
    port: Annotated[int, typer.Option(min=1, max=65535, help="The one port.")] = PORT,
    host: Annotated[str, typer.Option(help="Where to listen; every way in by default.")] = "",
    rehearse: Annotated[
        int, typer.Option(min=0, max=100, help="Robot students that play the plan.")
    ] = 0,
    trouble: Annotated[
        bool,
        typer.Option(
            "--trouble",
            help="In a rehearsal a student leaves, an event strikes, the room is killed.",
        ),
    ] = False,
    speed: Annotated[
        float, typer.Option(min=0.1, max=10_000.0, help="How much faster than the plan's minutes.")
    ] = 1.0,
    untimed: Annotated[bool, typer.Option("--untimed", help="Without a clock.")] = False,
    luck_of: Annotated[
        str | None,
        typer.Option("--luck-of", help="A class that is over, whose luck this one has."),
    ] = None,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the desk in the browser.")
    ] = True,
    behind_proxy: Annotated[
        bool, typer.Option("--behind-proxy", help="Trust the X-Forwarded headers of a proxy.")
    ] = False,
    address: Annotated[
        str, typer.Option(help="The address that people come by, https://... behind a proxy.")
    ] = "",
    network: Annotated[str, typer.Option(help="The network's name, for the board.")] = "",
    out: Annotated[Path | None, typer.Option(help="The folder that export writes into.")] = None,
) -> None:
    """Hold a class: tables under the same luck, seats on phones, a desk and a board."""
    if plan == "export":
        _export(room, out)
        return
    if room is not None and plan != "open":
        raise UserError("class", f"{room!r} belongs to no command", "write class open ROOM")
    folder = (
        _open(room)
        if plan == "open"
        else _make(plan, tables, speed, timed=not untimed, luck_of=luck_of)
    )
    _hold(
        folder, port=port, host=host, browser=browser and not rehearse, robots=rehearse,
        trouble=trouble, behind_proxy=behind_proxy, network=network, public=address,
    )  # fmt: skip


def _open(room: str | None) -> Path:
    from game.classroom.room_files import find_room

    if room is None:
        raise UserError("class open", "which room?", "name its folder, 2026-11-29-HF7K")
    return find_room(room)


def _make(plan: str | None, tables: int, speed: float, *, timed: bool, luck_of: str | None) -> Path:
    from game.classroom.live_room import LiveRoom
    from game.classroom.room_files import find_room

    live = LiveRoom.make(
        plan or DEFAULT_PLAN, now=time.time, tables=tables, speed=speed, timed=timed,
        luck_of=find_room(luck_of) if luck_of else None,
    )  # fmt: skip
    live.close()
    return live.files.folder


def _hold(
    folder: Path, *, port: int, host: str, browser: bool, robots: int, trouble: bool,
    behind_proxy: bool, network: str, public: str,
) -> None:  # fmt: skip
    from game.classroom import door
    from game.classroom.access import hash_key, new_key
    from game.classroom.addresses import find_addresses

    try:
        listening = door.open_socket(host or "0.0.0.0", port)
    except OSError as error:
        problem = f"cannot listen there: {error.strerror or error}"
        raise UserError(
            f"port {port}", problem, "close what uses it, or name another one"
        ) from None
    desk_key, board_key = new_key(), new_key()
    address = door.RoomAddress(
        folder=str(folder),
        desk_hash=hash_key(desk_key),
        board_hash=hash_key(board_key),
        addresses=(_checked(public),) if public else find_addresses(port),
        network=network,
        behind_proxy=behind_proxy,
    )
    here = _checked(public) if public else f"http://localhost:{port}"
    desk, board = f"{here}/desk/in/{desk_key}", f"{here}/board/in/{board_key}"
    _say_where(folder, desk, board, address.addresses)
    if browser:
        webbrowser.open(desk)
    ended, processes = threading.Event(), list[int]()
    if robots:
        from game.classroom.rehearsal import begin_rehearsal, killer_of

        kill = killer_of(processes) if trouble else None
        begin_rehearsal(port, desk_key, robots, report=_say, ended=ended, kill=kill)
    raise typer.Exit(door.keep(listening, address, _say, ended, processes.append))


def _checked(public: str) -> str:
    """Return the address that people come by, without what follows the host.

    Raises
    ------
    UserError
        If it is no address of a host.
    """
    parts = urlsplit(public)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path.strip("/"):
        raise UserError(
            "--address", f"{public!r} is no address of a host", "write https://class.example.org"
        )
    return f"{parts.scheme}://{parts.netloc}"


def _say(line: str) -> None:
    print(line, flush=True)


def _say_where(folder: Path, desk: str, board: str, addresses: tuple[str, ...]) -> None:
    print_line(f"The room is kept in {folder}")
    print(f"Desk (yours alone):  {desk}")
    print(f"Board (projector):   {board}")
    if addresses:
        first = addresses[0]
        print(f"Phones:              {first if '://' in first else 'http://' + first}/")
    else:
        print("Phones:              no network was found; join one or open a hotspot")
    for other in addresses[1:]:
        print(f"  or                 http://{other}/")
    print(f"Stop with Ctrl+C; go on with: highfence class open {folder.name}", flush=True)


def _export(room: str | None, out: Path | None) -> None:
    from game.classroom.exporting import export_room
    from game.classroom.room_files import find_room

    if room is None or out is None:
        raise UserError("class export", "which room, and where to?", "export ROOM --out FOLDER")
    for path in export_room(find_room(room), out):
        print(path)
