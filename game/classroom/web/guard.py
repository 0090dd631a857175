"""What is refused before any page sees it: foreign origins, large bodies, floods; and the headers.

Written as plain ASGI, so that it stands before WebSockets as well.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY = 8_192
# So many requests in a burst, and so many a second after it, of one browser's key or address.
BURST, A_SECOND = 60.0, 15.0
MOST_SOCKETS = 20
MOST_CALLERS = 4_096
HEADERS = {
    "content-security-policy": (
        "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; "
        "form-action 'self'"
    ),
    # Without a referrer of its own a browser calls the origin of a plain form "null".
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


class Buckets:
    """How much each caller may still ask for: a burst that fills up again with time."""

    def __init__(self, burst: float, a_second: float) -> None:
        self._burst, self._a_second = burst, a_second
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, caller: str, now: float) -> bool:
        """Take one; tell whether there was one."""
        left, since = self._left.pop(caller, (self._burst, now))
        left = min(self._burst, left + (now - since) * self._a_second)
        self._left[caller] = (max(left - 1.0, 0.0), now)
        while len(self._left) > MOST_CALLERS:
            self._left.popitem(last=False)
        return left >= 1.0


class Guard:
    """Stands before the pages."""

    def __init__(self, app: ASGIApp, *, behind_proxy: bool = False) -> None:
        self.app = app
        self.behind_proxy = behind_proxy
        self._buckets = Buckets(BURST, A_SECOND)
        self._sockets: dict[str, int] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        caller = _caller(scope, headers, behind_proxy=self.behind_proxy)
        if scope["type"] == "websocket":
            await self._guard_socket(scope, receive, send, headers, caller)
            return
        refusal = self._refuse(scope, headers, caller)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        limited = _Limited(receive)
        await self.app(scope, limited, _with_headers(send))

    def _refuse(self, scope: Scope, headers: Headers, caller: str) -> PlainTextResponse | None:
        if not self._buckets.take(caller, time.monotonic()):
            return PlainTextResponse("too many requests", 429, {"retry-after": "1"})
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return PlainTextResponse("not here", 405)
        if scope["method"] == "POST" and not _is_own(headers, is_needed=True):
            return PlainTextResponse("this form came from another page", 403)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > LARGEST_BODY:
            return PlainTextResponse("too large", 413)
        return None

    async def _guard_socket(
        self, scope: Scope, receive: Receive, send: Send, headers: Headers, caller: str
    ) -> None:
        if not _is_own(headers, is_needed=True) or self._sockets.get(caller, 0) >= MOST_SOCKETS:
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        self._sockets[caller] = self._sockets.get(caller, 0) + 1
        try:
            await self.app(scope, receive, send)
        finally:
            self._sockets[caller] -= 1
            if not self._sockets[caller]:
                del self._sockets[caller]


class TooLargeError(Exception):
    """A body without a true length went on and on."""


class _Limited:
    """What is received, up to the largest body."""

    def __init__(self, receive: Receive) -> None:
        self._receive, self._left = receive, LARGEST_BODY

    async def __call__(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise TooLargeError
        return message


def _caller(scope: Scope, headers: Headers, *, behind_proxy: bool) -> str:
    """Return who asks: the keys of the browser, else its address."""
    cookie = headers.get("cookie", "")
    if cookie:
        return cookie[:200]
    if behind_proxy:
        return headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
    client = scope.get("client")
    return client[0] if client else ""


def _is_own(headers: Headers, *, is_needed: bool) -> bool:
    """Tell whether a request comes from a page of this server."""
    origin = headers.get("origin")
    if origin is None:
        return not is_needed
    return urlsplit(origin).netloc == headers.get("host", "")


def _with_headers(send: Send) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("cache-control", "no-store")
        await send(message)

    return guarded
