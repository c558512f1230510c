"""Errors as RFC 9457 problem details."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.responses import JSONResponse

_FIELDS = {"type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"}, "detail": {"type": "string"}}
_SCHEMA = {"type": "object", "properties": _FIELDS, "required": list(_FIELDS)}


def described(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What an interface's description says of these errors."""
    return {s: {"description": "A problem, told in words.", "content": {"application/problem+json": {"schema": _SCHEMA}}} for s in statuses}


def problem(status: int, title: str, detail: str, *, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """One problem, as ``application/problem+json``."""
    content = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return JSONResponse(content, status, headers, media_type="application/problem+json")
