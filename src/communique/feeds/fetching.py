"""One request, nothing followed: the answer of one server, within limits of time, size and kind."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import cache
from typing import NamedTuple

import httpcore
import httpx

from communique import __version__
from communique.feeds.addresses import Guarded, LateError, RefusedError
from communique.feeds.bodies import body
from communique.feeds.nouns import Settings, Trouble

AGENT = "Communique"
REDIRECTS = (301, 302, 303, 307, 308)
READ_SECONDS = 15.0
Headers = Mapping[str, str]


class Reply(NamedTuple):
    """What a server answered to one request."""

    status: int
    headers: httpx.Headers
    body: bytes


def agent(settings: Settings) -> str:
    """How we name ourselves."""
    return f"{AGENT}/{__version__}" + (f" (+{settings.contact})" if settings.contact else "")


def http_url(text: str) -> httpx.URL | Trouble:
    """An address that can be asked: http or https, with a host and without a password."""
    try:
        url = httpx.URL(text.strip())
    except (httpx.InvalidURL, ValueError, UnicodeError):
        return Trouble("bad-address", f"{text[:200]!r} is no address", lasting=True)
    if url.scheme not in ("http", "https") or not url.host:
        return Trouble("bad-address", f"{text[:200]!r} is no http or https address", lasting=True)
    if url.userinfo:
        return Trouble("bad-address", f"the address on {url.host} holds a name or a password; such pages are not watched", lasting=True)
    return url.copy_with(fragment=None)


def ask(url: httpx.URL, headers: Headers, settings: Settings, deadline: float, *, allow_private: bool) -> Reply | Trouble:
    """Ask one server once; every failure on the way is trouble."""
    guard = Guarded(deadline, allow_private=allow_private)
    sent = {"User-Agent": agent(settings), "Accept-Encoding": "gzip, deflate", **headers}
    # Given to the transport itself: a client would also look into where a redirect leads.
    request = httpx.Request("GET", url, headers=sent, extensions={"timeout": httpx.Timeout(READ_SECONDS).as_dict()})
    try:
        with Transport(guard) as transport, closing(transport.handle_request(request)) as response:
            return _reply(response, settings, deadline)
    except RefusedError as error:
        return Trouble("refused-address", f"{error}, which is not asked; `feeds add --allow-private` allows private ones", lasting=True)
    except LateError:
        return _late(settings)
    except (httpcore.TimeoutException, httpx.TimeoutException):
        return _late(settings) if time.monotonic() >= deadline else Trouble("silent", f"{url.host} does not answer")
    except (httpcore.NetworkError, httpcore.ProtocolError, httpx.HTTPError, OSError) as error:
        return Trouble("unreachable", f"{url.host} cannot be asked: {error or type(error).__name__}")


def _late(settings: Settings) -> Trouble:
    return Trouble("too-slow", f"it took more than {settings.seconds:g} seconds")


def _reply(response: httpx.Response, settings: Settings, deadline: float) -> Reply | Trouble:
    if response.status_code != 200:
        return Reply(response.status_code, response.headers, b"")
    length = response.headers.get("content-length", "")
    if length.isdecimal() and int(length[:20]) > settings.most_bytes:
        return Trouble("too-large", f"it has {int(length[:20]):,} bytes, more than {settings.most_bytes:,}", lasting=True)
    found = body(_in_time(response, deadline), response.headers.get("content-encoding", "").strip().lower(), settings.most_bytes)
    return found if isinstance(found, Trouble) else Reply(200, response.headers, found)


def _in_time(response: httpx.Response, deadline: float) -> Iterator[bytes]:
    for chunk in response.iter_raw():
        if time.monotonic() > deadline:
            raise LateError
        yield chunk


class Transport(httpx.BaseTransport):
    """httpx over connections that are guarded. No proxy: behind one, addresses could not be checked."""

    def __init__(self, guard: Guarded) -> None:
        self._pool = httpcore.ConnectionPool(ssl_context=_tls(), network_backend=guard, http2=False, retries=0)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """One exchange, as httpx's own transport makes it."""
        at = request.url
        url = httpcore.URL(scheme=at.raw_scheme, host=at.raw_host, port=at.port, target=at.raw_path)
        answer = self._pool.handle_request(
            httpcore.Request(request.method, url, headers=request.headers.raw, extensions=request.extensions)
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Stream(answer), extensions=answer.extensions)

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()


class _Stream(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


@cache
def _tls() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)
