"""A contact as a reference: a line for a text, and an entry for BibTeX."""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique import __version__
from communique.ledger.overviews import Report
from communique.ledger.queries import Contact
from communique.render.words import days_words

MOST_NAMED = 3


def plain(contact: Contact, reports: Sequence[Report]) -> str:
    """One line: who, how, when, where, out of which sources, under which id."""
    day = days_words(contact.earliest, contact.latest) or "date open"
    where = f", {contact.place}" if contact.place else ""
    return f"{_title(contact)}, {day}{where}. {_sources(reports)}Communique {__version__}, happening {contact.id}."


def bibtex(contact: Contact, reports: Sequence[Report]) -> str:
    """An ``@misc`` entry; its key is the happening's id."""
    fields = {
        "title": f"{{{_tex(_title(contact))}}}",
        "year": (contact.earliest or contact.latest or "")[:4],
        "date": contact.edtf or "",
        "note": _tex(_sources(reports).strip()),
        "howpublished": f"Communique {__version__}, happening {contact.id}",
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{communique-{contact.id},\n{lines}\n}}"


def _title(contact: Contact) -> str:
    names = list(dict.fromkeys(p.name for p in contact.parties))
    who = ", ".join(names[:-1]) + f" and {names[-1]}" if len(names) > 1 else "".join(names)
    return f"{who}: {(contact.medium or contact.type).replace('_', ' ')} ({contact.status})"


def _sources(reports: Sequence[Report]) -> str:
    counted = [r for r in reports if r.state != "rejected"]
    named = list(dict.fromkeys(", ".join(w for w in (_named(r), r.published) if w) for r in counted))
    if not named:
        return ""
    more = f" and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
    return f"Reported by {'; '.join(named[:MOST_NAMED])}{more}. "


def _named(report: Report) -> str:
    return report.publisher or report.url or report.title or "an unnamed text"


_SPECIAL = re.compile(r"[\\{}$&#^_~%]")
_SPELLED = {"\\": r"\textbackslash{}", "^": r"\^{}", "~": r"\~{}"}


def _tex(words: str) -> str:
    return _SPECIAL.sub(lambda m: _SPELLED.get(m[0], "\\" + m[0]), " ".join(words.split()))
