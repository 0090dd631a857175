"""The process of a room: it opens the room's folder and serves its pages on the door's socket.

It ends with its door, also where that is killed: nobody would start it again, and it would keep the
port from the door that comes next.
"""

from __future__ import annotations

import asyncio
import json
import socket
import sys
import threading
import time
from pathlib import Path

import uvicorn

from game.classroom.door import RoomAddress, take_socket
from game.classroom.live_room import LiveRoom
from game.classroom.web.application import make_app
from game.classroom.web.site import Doors
from game.errors import UserError

# How long streams have to end when the server does.
PATIENCE = 1


def serve(door: socket.socket, address: RoomAddress) -> None:
    """Serve a room until it is told to end."""
    live = LiveRoom.open(Path(address.folder), now=time.time)
    doors = Doors(
        desk_hash=address.desk_hash,
        board_hash=address.board_hash,
        addresses=address.addresses,
        network=address.network,
        behind_proxy=address.behind_proxy,
    )
    config = uvicorn.Config(
        make_app(live, doors),
        log_level="critical",
        access_log=False,
        server_header=False,
        ws="websockets-sansio",
        ws_max_size=1_024,
        timeout_graceful_shutdown=PATIENCE,
        proxy_headers=address.behind_proxy,
        # Whoever may connect is the proxy: docs/container.md says how that is seen to.
        forwarded_allow_ips="*" if address.behind_proxy else None,
        lifespan="on",
    )
    server = uvicorn.Server(config)
    threading.Thread(target=_end_with_door, args=[server], daemon=True).start()
    asyncio.run(server.serve(sockets=[door]))


def _end_with_door(server: uvicorn.Server) -> None:
    """Wait until nothing more can come from the door, and let the server end."""
    sys.stdin.read()
    server.should_exit = True


def main() -> None:
    """Take the socket and the address from the door, and serve.

    A user's mistake is one line; the door has it started again a few times, then gives up.
    """
    given = json.loads(sys.stdin.readline())
    address = given["address"]
    try:
        serve(
            take_socket(given["socket"]),
            RoomAddress(**{**address, "addresses": tuple(address["addresses"])}),
        )
    except UserError as error:
        sys.exit(f"highfence: {error}")


if __name__ == "__main__":
    main()
