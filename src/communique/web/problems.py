"""Errors as RFC 9457 problem details, and as plain pages where no other page can be made."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from starlette.responses import HTMLResponse, JSONResponse, Response

_FIELDS = {"type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"}, "detail": {"type": "string"}}
_SCHEMA = {"type": "object", "properties": _FIELDS, "required": list(_FIELDS)}


def described(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What an interface's description says of these errors."""
    return {s: {"description": "A problem, told in words.", "content": {"application/problem+json": {"schema": _SCHEMA}}} for s in statuses}


def problem(status: int, title: str, detail: str, *, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """One problem, as ``application/problem+json``."""
    content = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return JSONResponse(content, status, headers, media_type="application/problem+json")


_PLAIN = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>{title} · Communique</title><link rel="stylesheet" href="/static/style.css"></head>
<body><main class="empty"><h1>{title}</h1><p class="problem">{detail}</p><p><a href="/">To the contacts</a></p></main></body></html>
"""


def plain_page(status: int, title: str, detail: str, *, headers: Mapping[str, str] | None = None) -> Response:
    """One problem for a reader, without a template, a ledger or a session: it may be these that failed."""
    return HTMLResponse(_PLAIN.format(title=escape(title), detail=escape(detail)), status, headers)
