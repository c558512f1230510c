"""Record → HTML for a notebook: one self-contained fragment, everything from the text escaped, no scripts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from communique.model import Record
from communique.render.story import Account, Happening, Story, tell

_CELL = "text-align:left;vertical-align:top;padding:2px 10px 2px 0"
_DIM = "opacity:.65"


def record_html(record: Record) -> str:
    """The same content as the table, as HTML."""
    return f'<div class="communique-record">{"".join(_parts(tell(record)))}</div>'


def _parts(story: Story) -> Iterator[str]:
    yield f"<p><strong>{escape(story.title)}</strong><br>{_dim(' · '.join(story.facts))}</p>"
    yield _table("Contacts", ("", "who", "how", "when", "status"), map(_contact, story.contacts)) or _dim("No contact found.")
    yield _table("Other events", ("", "event", "who", "when", "status"), map(_other, story.others))
    yield _list("Other statements", map(_account, story.unlinked))
    yield _list("Left out", (_dim(f"{z.kind}, {z.length} words: {z.words}") for z in story.left_out))
    yield _list("Problems", (f"<code>{escape(p.code)}</code> {escape(p.message)}" for p in story.problems))
    yield f"<p>{_dim(story.engine)}</p>"


def _dim(words: str) -> str:
    return f'<span style="{_DIM}">{escape(words)}</span>'


def _table(name: str, heads: tuple[str, ...], rows: Iterable[str]) -> str:
    body = "".join(rows)
    head = "".join(f'<th style="{_CELL}">{h}</th>' for h in heads)
    return f"<table><caption>{name}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>" if body else ""


def _list(name: str, items: Iterable[str]) -> str:
    body = "".join(f"<li>{i}</li>" for i in items)
    return f"<p>{name}</p><ul>{body}</ul>" if body else ""


def _row(*cells: str) -> str:
    return "<tr>" + "".join(f'<td style="{_CELL}">{c}</td>' for c in cells) + "</tr>"


def _contact(contact: Happening) -> str:
    who = f"<strong>{escape(contact.parties)}</strong>{_below(contact)}"
    return _row(str(contact.number), who, escape(contact.how), escape(contact.when or "open"), escape(contact.status))


def _other(event: Happening) -> str:
    who = f"<strong>{escape(event.parties)}</strong><br><em>{escape(event.words)}</em>{_below(event)}"
    return _row(str(event.number), escape(event.label), who, escape(event.when), escape(event.status))


def _below(event: Happening) -> str:
    details = f"<br>{_dim(' · '.join(event.details))}" if event.details else ""
    silent = _dim(f"no account from {', '.join(event.silent)}") if event.silent else ""
    return details + _list("", map(_account, event.accounts)).replace("<p></p>", "") + silent


def _account(account: Account) -> str:
    via = _dim(f" via {account.via}") if account.via else ""
    stance = f" [{escape(account.stance)}]" if account.stance else ""
    return f"<code>{escape(account.side)}</code> <strong>{escape(account.speaker)}</strong>{via}{stance}: {escape(account.words)}"
