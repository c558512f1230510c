"""Which addresses may be asked: checked after names are resolved, and the connection goes to the very address that was checked.

A name that answers differently the second time (DNS rebinding) so gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from typing import Any

import httpcore

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class RefusedError(Exception):
    """An address that is not to be asked."""


class LateError(Exception):
    """The time of a fetch is over."""


def objection(text: str, *, allow_private: bool) -> str | None:
    """Why this address may not be asked, in a word; ``None`` where it may."""
    address = _innermost(ipaddress.ip_address(text.partition("%")[0]))
    if address.is_unspecified or address.is_multicast or address.is_link_local:
        return "an unspecified, multicast or link-local address"
    if address.is_loopback or address.is_private:
        return None if allow_private else "a loopback or private address"
    return None if address.is_global else "a reserved address"


def _innermost(address: Address) -> Address:
    """The IPv4 address that an IPv6 address stands for, where it does."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    inner = address.ipv4_mapped or address.sixtofour
    if inner is None and address in _NAT64:
        inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return inner or address


class Guarded(httpcore.NetworkBackend):
    """Connections to checked addresses only, all of them over at ``deadline`` (seconds of the monotonic clock)."""

    def __init__(self, deadline: float, *, allow_private: bool) -> None:
        self._deadline, self._allow = deadline, allow_private
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None, socket_options: Any = None
    ) -> httpcore.NetworkStream:
        """Resolve once, check every address, connect to the first that answers. Raises ``RefusedError``."""
        trouble: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in self._checked(host, port):
            left = _left(self._deadline, timeout)
            try:
                return Timed(self._backend.connect_tcp(address, port, left, local_address, socket_options), self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                trouble = error
        raise trouble

    def _checked(self, host: str, port: int) -> list[str]:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"{host} cannot be resolved: {error}") from error
        addresses = list(dict.fromkeys(str(f[4][0]) for f in found))
        for address in addresses:
            if why := objection(address, allow_private=self._allow):
                raise RefusedError(f"{host} is {address}, {why}")
        return addresses


class Timed(httpcore.NetworkStream):
    """A connection of which every read and write ends at the deadline: one byte a second does not keep it open."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Bytes, while there is time."""
        return self._stream.read(max_bytes, _left(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send, while there is time."""
        self._stream.write(buffer, _left(self._deadline, timeout))

    def close(self) -> None:
        """Let go."""
        self._stream.close()

    def start_tls(self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None) -> httpcore.NetworkStream:
        """The same with TLS; the certificate is checked for the name, not for the address."""
        return Timed(self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline, timeout)), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """What httpcore asks about the socket."""
        return self._stream.get_extra_info(info)


def _left(deadline: float, timeout: float | None) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise LateError
    return min(left, timeout) if timeout is not None else left
