"""What every answer and every request must keep to: no foreign code, no foreign host, no forged form, no giant or endless body."""

from __future__ import annotations

import asyncio
import base64
import binascii
import hmac
import ipaddress
import re
import secrets
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

import msgspec
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from communique.web.problems import plain_page, problem

MOST_BYTES = 2_000_000
MOST_FIELDS = 200
# How long a request's body may keep us waiting for its next piece.
SECONDS_A_PIECE = 20.0
COOKIE = "communique_form"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]", "::1"})
READING = frozenset({"GET", "HEAD", "OPTIONS"})
HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # Not "no-referrer": browsers would then not say of our own forms where they come from.
    "referrer-policy": "same-origin",
    "permissions-policy": "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), midi=(), "
    "payment=(), screen-wake-lock=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
_HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")


class Gate(msgspec.Struct, frozen=True, kw_only=True):
    """Who may come in: the names that the server answers to, a token, and a header that a reverse proxy at ``proxies`` sets."""

    hosts: frozenset[str] = LOOPBACK
    token: str | None = None
    header: str | None = None
    proxies: frozenset[str] = frozenset({"127.0.0.1/32", "::1/128"})

    def lets_proxy(self, address: str) -> bool:
        """Whether a connection comes from the reverse proxy."""
        try:
            peer = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(peer in ipaddress.ip_network(p, strict=False) for p in self.proxies)


class Refusal(NamedTuple):
    """An answer that is given in place of a page."""

    status: int
    title: str
    words: str
    more: Mapping[str, str] = {}


def is_header_name(name: str) -> bool:
    """Whether this can be the name of an HTTP header."""
    return bool(_HEADER_NAME.fullmatch(name))


def refusal(gate: Gate, scope: Scope) -> Refusal | None:
    """Why a request is not let in; ``None`` for one that is."""
    headers = Headers(scope=scope)
    return _wrong_host(gate, headers) or _wrong_visitor(gate, headers, scope) or _foreign_form(headers, scope) or _giant(headers)


def visitor(gate: Gate, request: Request) -> str:
    """The name that a proxy or a password prompt gives the visitor; empty where neither does."""
    if gate.header:
        return request.headers.get(gate.header, "").strip()[:200]
    return _basic(request.headers.get("authorization", ""))[0].strip()[:200] if gate.token else ""


def _wrong_host(gate: Gate, headers: Headers) -> Refusal | None:
    """DNS rebinding: a foreign name that was made to lead to this machine."""
    host = headers.get("host", "").lower()
    bare = re.sub(r":\d*$", "", host) if not host.endswith("]") else host
    if bare in gate.hosts:
        return None
    return Refusal(421, "Unknown host", f"This server does not answer for {host[:200] or 'no host'}; name it with --name.")


def _wrong_visitor(gate: Gate, headers: Headers, scope: Scope) -> Refusal | None:
    if gate.token and not _has_token(headers.get("authorization", ""), gate.token):
        words = "Give the server's token as the password, or send it as `Authorization: Bearer TOKEN`."
        return Refusal(401, "Token missing", words, {"www-authenticate": 'Basic realm="Communique", charset="UTF-8"'})
    if gate.header and not gate.lets_proxy((scope.get("client") or ("",))[0]):
        return Refusal(403, "Not through the proxy", "This server is reached through its reverse proxy only.")
    if gate.header and not headers.get(gate.header, "").strip():
        return Refusal(403, "Not signed in", f"The reverse proxy did not say who asks: its header {gate.header} is missing.")
    return None


def _has_token(given: str, token: str) -> bool:
    kind, _, value = given.partition(" ")
    sent = _basic(given)[1] if kind.lower() == "basic" else value if kind.lower() == "bearer" else ""
    return hmac.compare_digest(sent.strip().encode(), token.encode())


def _basic(given: str) -> tuple[str, str]:
    kind, _, value = given.partition(" ")
    if kind.lower() != "basic":
        return "", ""
    try:
        name, _, word = base64.b64decode(value.strip(), validate=True).decode("utf-8").partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return name, word


def _foreign_form(headers: Headers, scope: Scope) -> Refusal | None:
    """Whatever changes something must come from a page of this server; browsers say where it comes from."""
    if scope["method"] in READING:
        return None
    origin = headers.get("origin")
    is_foreign = headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
    if is_foreign or (origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower()):
        return Refusal(403, "Form refused", "This was sent from a page of another site.")
    return None


def _giant(headers: Headers) -> Refusal | None:
    size = headers.get("content-length", "0")
    if not (size.isascii() and size.isdigit()):
        return Refusal(400, "Wrong request", "Its content-length is no number.")
    return TOO_LARGE if int(size) > MOST_BYTES else None


TOO_LARGE = Refusal(413, "Too large", f"At most {MOST_BYTES:,} bytes are taken at once.")
TOO_SLOW = Refusal(408, "Too slow", f"No more of the request came for {SECONDS_A_PIECE:.0f} seconds.")
BROKEN = Refusal(500, "Failure", "Something went wrong here. What was stored before is kept; the server's own output says more.")


class Guard:
    """Pure ASGI: lets in or refuses, limits what comes in, and puts the headers on every answer."""

    def __init__(self, app: ASGIApp, *, gate: Gate) -> None:
        self.app, self.gate = app, gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answer = _Answer(send)
        refused = refusal(self.gate, scope)
        if refused is None:
            try:
                await self.app(scope, _Limited(receive), answer)
            except _Refused as stop:
                refused = stop.refusal
            except Exception:
                await answer.refuse(BROKEN, scope, receive)
                raise
        if refused:
            await answer.refuse(refused, scope, receive)


class _Refused(Exception):  # noqa: N818 - an answer, not an error
    """Thrown by the limits through whatever reads the body."""

    def __init__(self, refused: Refusal) -> None:
        super().__init__(refused.title)
        self.refusal = refused


class _Limited:
    """A request's body: at most so large, and never endless."""

    def __init__(self, receive: Receive) -> None:
        self.receive, self.size, self.is_whole = receive, 0, False

    async def __call__(self) -> Message:
        # While an answer is being sent this waits for the visitor to leave: only a body that is not whole can be late.
        try:
            message = await asyncio.wait_for(self.receive(), None if self.is_whole else SECONDS_A_PIECE)
        except TimeoutError as error:
            raise _Refused(TOO_SLOW) from error
        self.size += len(message.get("body", b""))
        self.is_whole = not message.get("more_body", False)
        if self.size > MOST_BYTES:
            raise _Refused(TOO_LARGE)
        return message


class _Answer:
    """What is sent, with the headers that every answer has."""

    def __init__(self, send: Send) -> None:
        self.send, self.is_begun = send, False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.is_begun = True
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                if name != "cache-control" or name not in headers:
                    headers[name] = value
        await self.send(message)

    async def refuse(self, refused: Refusal, scope: Scope, receive: Receive) -> None:
        """Give this answer, if none has begun: a page to a browser that asks for one, problem details to everybody else."""
        if not self.is_begun:
            told = plain_page if _wants_page(scope) else problem
            await told(*refused[:3], headers=refused.more)(scope, receive, self)


def _wants_page(scope: Scope) -> bool:
    return "text/html" in Headers(scope=scope).get("accept", "") and not scope["path"].startswith("/api/")


def form_token(request: Request) -> str:
    """The word that a form of this visitor must carry: the cookie's, or a new one."""
    return request.cookies.get(COOKIE) or secrets.token_urlsafe(24)


async def checked_form(request: Request) -> dict[str, str]:
    """The fields of a posted form. Raises ``PermissionError`` where it does not carry the visitor's word, or has too many fields."""
    body = (await request.body()).decode("utf-8", "replace")
    try:
        fields = {name: values[-1] for name, values in parse_qs(body, keep_blank_values=True, max_num_fields=MOST_FIELDS).items()}
    except ValueError as error:
        raise PermissionError(f"A form has at most {MOST_FIELDS} fields.") from error
    cookie = request.cookies.get(COOKIE, "")
    if not cookie or not hmac.compare_digest(fields.get("form_token", "").encode(), cookie.encode()):
        raise PermissionError("This form was not made here, or cookies are off. Load the page again and repeat.")
    return fields
