"""The files that pages load: read once when the server starts, so that no word of a request ever becomes a path."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from pathlib import Path

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from communique.web.problems import problem

HERE = Path(__file__).parent / "static"
KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
}


class Asset(msgspec.Struct, frozen=True):
    """One file: its bytes, the same packed, its media type and a mark that changes with its content."""

    plain: bytes
    packed: bytes
    kind: str
    mark: str


def load_assets(folder: Path = HERE) -> Mapping[str, Asset]:
    """Every file of a folder that pages may load, by its name."""
    return {p.name: as_asset(p.read_bytes(), KINDS[p.suffix]) for p in sorted(folder.iterdir()) if p.suffix in KINDS}


def as_asset(plain: bytes, kind: str) -> Asset:
    """Bytes made ready to be sent."""
    return Asset(plain, gzip.compress(plain, mtime=0), kind, f'"{hashlib.sha256(plain).hexdigest()[:32]}"')


def asset(request: Request) -> Response:
    """One of them; browsers ask again each time, and are told when theirs is still right."""
    assets: Mapping[str, Asset] = request.app.state.assets
    found = assets.get(request.path_params["name"])
    if found is None:
        return problem(404, "Not found", "There is no such file here.")
    headers = {"etag": found.mark, "cache-control": "no-cache", "vary": "accept-encoding"}
    if found.mark in request.headers.get("if-none-match", ""):
        return Response(None, 304, headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(found.packed, 200, headers | {"content-encoding": "gzip"}, found.kind)
    return Response(found.plain, 200, headers, found.kind)
