"""What every answer and every request must keep to: no foreign code, no foreign host, no forged form, no giant body."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from communique.web.problems import problem

MOST_BYTES = 2_000_000
COOKIE = "communique_form"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]", "::1", "testserver.local"})
HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class Guard:
    """Pure ASGI: checks the host, the token and the size, and puts the headers on every answer."""

    def __init__(self, app: ASGIApp, *, hosts: frozenset[str], token: str | None) -> None:
        self.app, self.hosts, self.token = app, hosts, token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refused = self._refusal(Headers(scope=scope))
        if refused:
            await problem(*refused)(scope, receive, _hardened(send))
            return
        await self.app(scope, _limited(receive), _hardened(send))

    def _refusal(self, headers: Headers) -> tuple[int, str, str] | None:
        host = headers.get("host", "").lower()
        bare = host.rsplit(":", 1)[0] if not host.endswith("]") else host
        if bare not in self.hosts:
            return 421, "Unknown host", f"This server does not answer for {host or 'no host'}; name it with --host."
        if self.token and not hmac.compare_digest(headers.get("authorization", ""), f"Bearer {self.token}"):
            return 401, "Token missing", "Send the server's token as `Authorization: Bearer TOKEN`, or let a reverse proxy add it."
        if int(headers.get("content-length", "0") or 0) > MOST_BYTES:
            return 413, "Too large", f"At most {MOST_BYTES:,} bytes are taken at once."
        return None


def _limited(receive: Receive) -> Receive:
    seen = 0

    async def limited() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > MOST_BYTES:
            return {"type": "http.disconnect"}
        return message

    return limited


def _hardened(send: Send) -> Send:
    async def hardened(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                if name != "cache-control" or name not in headers:
                    headers[name] = value
        await send(message)

    return hardened


def form_token(request: Request) -> str:
    """The word that a form of this visitor must carry: the cookie's, or a new one."""
    return request.cookies.get(COOKIE) or secrets.token_urlsafe(24)


async def checked_form(request: Request) -> dict[str, str]:
    """The fields of a posted form. Raises ``PermissionError`` where it does not carry the visitor's word."""
    body = (await request.body()).decode("utf-8", "replace")
    fields = {name: values[-1] for name, values in parse_qs(body, keep_blank_values=True).items()}
    cookie = request.cookies.get(COOKIE, "")
    if not cookie or not hmac.compare_digest(fields.get("form_token", ""), cookie):
        raise PermissionError("This form was not made here, or cookies are off. Load the page again and repeat.")
    return fields


Handler = Callable[[Request], Awaitable[object]]
