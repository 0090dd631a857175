"""The addresses at which phones may reach this computer, the likeliest first; never loopback."""

from __future__ import annotations

import socket
import subprocess
import sys

# Interfaces of containers, virtual machines and tunnels: phones do not reach them.
VIRTUAL = ("docker", "br-", "veth", "virbr", "vbox", "vmnet", "tun", "tap", "utun", "wg", "zt",
           "tailscale", "lo")  # fmt: skip
# A name server that is asked nothing: the system only says which way it would go.
FAR = ("203.0.113.1", 53)


def find_addresses(port: int) -> tuple[str, ...]:
    """Return `address:port` for each way to this computer, that of the default route first."""
    addresses = [_default_route(), *_listed(), *_named()]
    good = dict.fromkeys(address for address in addresses if _is_reachable(address))
    suffix = "" if port == 80 else f":{port}"
    return tuple(f"{address}{suffix}" for address in good)


def _is_reachable(address: str) -> bool:
    return bool(address) and not address.startswith(("127.", "0.", "169.254."))


def _default_route() -> str:
    """Return this computer's address on the way out; no packet is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(FAR)
            return str(probe.getsockname()[0])
        except OSError:
            return ""


def _listed() -> list[str]:
    """Return the addresses of real interfaces, where the system lists them."""
    if not sys.platform.startswith("linux"):
        return []
    try:
        done = subprocess.run(
            ["ip", "-4", "-o", "addr"], capture_output=True, text=True, timeout=2, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return []
    rows = (line.split() for line in done.stdout.splitlines())
    return [row[3].partition("/")[0] for row in rows if not row[1].startswith(VIRTUAL)]


def _named() -> list[str]:
    """Return what this computer's own name stands for."""
    try:
        return [str(entry[4][0]) for entry in socket.getaddrinfo(socket.gethostname(), None, 2)]
    except OSError:
        return []
