"""``communique report``: one HTML file on somebody's contacts, for a reader who knows none of our terms."""

from __future__ import annotations

import datetime as dt
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from communique.cli.app import CODED, say
from communique.cli.ask import day_of, ledger_option

if TYPE_CHECKING:
    from communique.ledger.compare import Comparison, Point
    from communique.ledger.dossier import Dossier
    from communique.ledger.queries import Contact

EXAMPLES = """\b
Examples:
  communique report --actor Lula --since 2025-01-01 -o lula.html
  communique report --actor RUS --with IND --since 2025-01-01 --until 2025-12-31 > russia-india.html
"""
TEMPLATES = Path(__file__).parent / "templates"
MEANS = {"in_person": "in person", "unspecified": "means not told"}
FIELDS = {
    "duration_minutes": "how long it took, in minutes",
    "initiator": "who asked for it",
    "where": "where",
    "status": "whether it took place",
    "outcome": "what came of it",
}


@click.command(epilog=EXAMPLES)
@click.option("--actor", required=True, metavar="NAME", help="Whom it is about: a person, a body or a country, by any name or id.")
@click.option("--with", "other", metavar="NAME", help="Only contacts with this one.")
@click.option("--since", metavar="DATE", help="Not before this day (ISO).")
@click.option("--until", metavar="DATE", help="Not after this day (ISO).")
@click.option("--all", "everything", is_flag=True, help="Other events too, not only contacts.")
@click.option("--limit", type=click.IntRange(1), default=500, show_default=True, help="At most so many contacts, the newest.")
@click.option("-o", "--output", "out", type=click.Path(path_type=Path, dir_okay=False), help="The file; standard output when left out.")
@ledger_option
def report(
    actor: str, other: str | None, since: str | None, until: str | None, everything: bool, limit: int, out: Path | None, path: str
) -> int:
    """Write one HTML file on somebody's contacts: what took place, what each side says of it, and the words that prove it.

    The file needs nothing else: it can be sent, printed, and opened without a network.
    """
    from communique.ledger import open_ledger
    from communique.ledger.dossier import dossier
    from communique.ledger.names import resolve
    from communique.ledger.queries import Selection

    first, last = day_of("--since", since), day_of("--until", until)
    with open_ledger(path) as ledger:
        parties = tuple(resolve(ledger.db, n) for n in (actor, other) if n)
        found = dossier(ledger.db, Selection(parties=parties, since=first, until=last, contacts_only=not everything, limit=limit))
    _write(page(found).encode(), out)
    count, kind = len(found.chapters), "event" if everything else "contact"
    say(f"{out or 'report'}: {count:,} {kind}{'' if count == 1 else 's'}{', the newest' if found.cut else ''}")
    return CODED


def page(found: Dossier) -> str:
    """The report as HTML. All words of the ledger are escaped; nothing in it is loaded from anywhere."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from communique.export.base import country_name

    room = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    room.filters |= {
        "days": days_words,
        "day": lambda day: days_words(day, day, ""),
        "means": means,
        "link": web_address,
        "country": lambda code: country_name(code) or code,
        "plain": plain,
    }
    style = (TEMPLATES / "report.css").read_text("utf-8")
    contacts = [c.contact for c in found.chapters]
    return room.get_template("report.html").render(
        d=found,
        style=style,
        when=_period(found),
        statuses=_counted(contacts, "status"),
        media=_counted(contacts, "medium"),
        verdict=verdict,
        told_by=told_by,
        sides=sides_words([c.comparison for c in found.chapters]),
    )


def _period(found: Dossier) -> str:
    chosen = found.selection
    return days_words(str(chosen.since) if chosen.since else None, str(chosen.until) if chosen.until else None, "all dates")


def _counted(contacts: Iterable[Contact], field: str) -> list[tuple[str, int]]:
    return Counter(v for c in contacts if (v := getattr(c, field))).most_common()


def days_words(earliest: str | None, latest: str | None, unknown: str = "date not told") -> str:
    """An interval of ISO days in words."""
    from communique.model import When
    from communique.render.words import when_words

    first, last = (dt.date.fromisoformat(d) if d else None for d in (earliest, latest))
    return when_words(When(first, last, "", "")) or unknown if first or last else unknown


def means(contact: Contact) -> str:
    """How it took place; the type of an event that is no contact."""
    return MEANS.get(contact.medium or "", (contact.medium or contact.type.lower()).replace("_", " "))


def plain(word: str) -> str:
    """A word of the record without its underscores."""
    return FIELDS.get(word, word.replace("_", " "))


def web_address(url: str | None) -> str:
    """An address that a reader may follow; empty for anything but the web's."""
    return url if url and url.startswith(("https://", "http://")) else ""


def verdict(point: Point) -> str:
    """What a comparison came to, in words."""
    from communique.export.base import country_name

    if point.verdict == "one":
        (side,) = point.values
        return f"told by {country_name(side) or side} only"
    return "told alike by both" if point.verdict == "both" else "contradicted"


def told_by(found: Comparison) -> str:
    """Which sides' accounts of a contact are known, in words; nothing where it has no sides."""
    from communique.export.base import country_name

    if len(found.accounts) < 2 or found.contact.status != "occurred":
        return ""
    names = [country_name(side) or side for side in found.speaking]
    if not found.silent:
        return "both sides" if len(names) == 2 else "all sides"
    return f"{', '.join(names)} only" if names else "no side"


def sides_words(comparisons: Iterable[Comparison]) -> str:
    """How many contacts are told by all their sides, by some and by none, in a sentence; nothing where none has two sides."""
    told = Counter("all" if not c.silent else "some" if c.speaking else "none" for c in comparisons if told_by(c))
    if not told:
        return ""
    counts = ", ".join((f"by both sides: {told['all']}", f"by one side only: {told['some']}", f"by no side itself: {told['none']}"))
    return f"Who gives an account of what took place – {counts}."


def _write(page: bytes, out: Path | None) -> None:
    """A file is there whole or not at all. Raises ``InputError`` where it cannot be written."""
    from communique.errors import InputError

    if out is None:
        sys.stdout.buffer.write(page)
        return
    partial = out.with_name(f"{out.name}.partial")
    try:
        partial.write_bytes(page)
        partial.replace(out)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise InputError(f"{out}: cannot be written: {error.strerror or error}") from error
