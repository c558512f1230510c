"""Questions to the ledger: ``who``, ``between``, ``quotes``, ``search``, ``planned``, ``overdue``, ``one-sided``."""

from __future__ import annotations

import calendar
import datetime as dt
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

import click
from click.core import ParameterSource

from communique.cli.app import CODED, say

if TYPE_CHECKING:
    from rich.console import Console

    from communique.ledger.queries import Contact, Hit, Quote, Selection

Command = TypeVar("Command", bound=Callable[..., Any])
MEDIA = ("phone", "video", "in_person", "letter", "unspecified")
TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST",
    "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
STATUSES = ("occurred", "planned", "proposed", "cancelled", "postponed", "denied", "hypothetical")
# A table needs so many columns of a terminal.
NARROW = 64
NAMES = "A NAME is a person, a body or a country, by any name or id: Lula, Q37181, Kremlin, RUS."


def ledger_option(command: Command) -> Command:
    """``--ledger FILE``, as every command that asks the ledger takes it."""
    return click.option(
        "--ledger", "path", default="communique.db", envvar="COMMUNIQUE_LEDGER", show_default=True, show_envvar=True, metavar="FILE",
        help="The ledger.",
    )(command)  # fmt: skip


def chosen_ledger(argument: str | None, option: str) -> str:
    """The ledger of a command that takes it as an argument too. Raises ``UsageError`` where the command line names two."""
    source = click.get_current_context().get_parameter_source("path")
    if argument and source is ParameterSource.COMMANDLINE and argument != option:
        raise click.UsageError(f"{argument} and --ledger {option} are two; name one")
    return argument or option


def limit_option(command: Command) -> Command:
    """``--limit N``."""
    return click.option("--limit", type=click.IntRange(1), default=100, show_default=True, help="At most so many answers.")(command)


def answer_options(command: Command) -> Command:
    """``--ledger``, ``--limit`` and ``--format``."""
    command = limit_option(command)
    command = click.option("--format", "shown", type=click.Choice(("table", "jsonl")), help="table on a terminal, jsonl in a pipe.")(
        command
    )
    return ledger_option(command)


def selection_options(command: Command) -> Command:
    """When, by what means, how it stands; and what ``answer_options`` gives."""
    for option in (
        click.option("--all", "everything", is_flag=True, help="Other events too, not only contacts."),
        click.option(
            "--type",
            "types",
            multiple=True,
            metavar="TYPE",
            type=click.Choice(TYPES, case_sensitive=False),
            help="PLOVER event type, for instance THREATEN; implies --all.",
        ),
        click.option("--status", "statuses", multiple=True, type=click.Choice(STATUSES), help="How it stands."),
        click.option("--medium", "media", multiple=True, type=click.Choice(MEDIA), help="By what means."),
        click.option("--month", metavar="YYYY-MM", help="In this month."),
        click.option("--until", metavar="DATE", help="Not after this day (ISO)."),
        click.option("--since", metavar="DATE", help="Not before this day (ISO)."),
    ):
        command = option(command)
    return answer_options(command)


@click.command(epilog="\b\nExamples:\n  communique who Putin --month 2025-08 --medium phone\n  communique who Q37181 --since 2025-01-01")
@click.argument("name")
@selection_options
def who(name: str, **options: Any) -> int:
    """Whom somebody contacted. A NAME is a person, a body or a country, by any name or id."""
    return _answer((name,), options)


@click.command(epilog="\b\nExamples:\n  communique between RUS IND --since 2025-01-01\n  communique between Putin Modi --all")
@click.argument("first")
@click.argument("second")
@selection_options
def between(first: str, second: str, **options: Any) -> int:
    """Contacts between two sides: people, bodies or countries, by any name or id."""
    return _answer((first, second), options)


@click.command(epilog="\b\nExamples:\n  communique planned\n  communique planned Trump --since 2025-08-18")
@click.argument("names", nargs=-1)
@selection_options
def planned(names: tuple[str, ...], **options: Any) -> int:
    """Contacts that are planned or proposed."""
    return _answer(names, options | {"statuses": options["statuses"] or ("planned", "proposed")})


@click.command(epilog="\b\nExamples:\n  communique overdue --on 2025-09-01")
@click.argument("names", nargs=-1)
@click.option("--on", metavar="DATE", help="Due before this day (ISO); today when left out.")
@selection_options
def overdue(names: tuple[str, ...], on: str | None, **options: Any) -> int:
    """Planned contacts whose day has passed without any report of what became of them."""
    return _answer(names, options, overdue_on=day_of("--on", on) or dt.datetime.now(dt.UTC).date())


@click.command("one-sided", epilog="\b\nExamples:\n  communique one-sided --month 2025-08\n  communique one-sided RUS")
@click.argument("names", nargs=-1)
@selection_options
def one_sided(names: tuple[str, ...], **options: Any) -> int:
    """Contacts that took place, of which only one side gives an account."""
    return _answer(names, options, one_sided=True)


@click.command(epilog="\b\nExamples:\n  communique quotes --by Lula\n  communique quotes --by Kremlin --about Modi")
@click.option("--by", metavar="NAME", help="Who speaks.")
@click.option("--about", metavar="NAME", help="Whom the words are about.")
@answer_options
def quotes(by: str | None, about: str | None, path: str, limit: int, shown: str | None) -> int:
    """What somebody said, or what was said about somebody."""
    from communique.ledger import open_ledger, queries
    from communique.ledger.names import resolve

    if not (by or about):
        raise click.UsageError("say whose words are wanted: --by NAME, --about NAME, or both")
    with open_ledger(path) as ledger:
        meant = [resolve(ledger.db, n) if n else None for n in (by, about)]
        found = queries.quotes(ledger.db, by=meant[0], about=meant[1], limit=limit + 1)
    return _show(found, limit, shown, _quote_rows, ("Date", "Who", "Said", "Through", "Source"))


@click.command(epilog="\b\nExamples:\n  communique search 'grain deal'\n  communique search '\"territorial integrity\" Lula'")
@click.argument("words", nargs=-1, required=True)
@answer_options
def search(words: tuple[str, ...], path: str, limit: int, shown: str | None) -> int:
    """Articles with all the words; words in quotation marks stand together."""
    from communique.ledger import open_ledger, queries

    if not queries.matching(" ".join(words)):
        raise click.UsageError("there is no word to look for: give one or more, for instance 'grain deal'")
    with open_ledger(path) as ledger:
        found = queries.search(ledger.db, " ".join(words), limit=limit + 1)
    return _show(found, limit, shown, _hit_rows, ("Date", "Article", "Events", "Words"))


def _answer(names: Sequence[str], options: dict[str, Any], **more: Any) -> int:
    from communique.ledger import open_ledger, queries
    from communique.ledger.names import resolve

    with open_ledger(options["path"]) as ledger:
        parties = tuple(resolve(ledger.db, n) for n in names)
        found = queries.happenings(ledger.db, _selection(parties, options, **more))
    return _show(found, options["limit"], options["shown"], _contact_rows, ("Id", "When", "What", "Parties", "Sources"))


def _selection(parties: tuple[Any, ...], options: dict[str, Any], **more: Any) -> Selection:
    from communique.ledger.queries import Selection

    since, until = _month(options["month"]) if options["month"] else (None, None)
    given = days_of(options["since"], options["until"])
    return Selection(
        parties=parties,
        since=given[0] or since,
        until=given[1] or until,
        media=tuple(options["media"]),
        statuses=tuple(options["statuses"]),
        types=tuple(options["types"]),
        contacts_only=not (options["everything"] or options["types"]),
        limit=options["limit"] + 1,
        **more,
    )


def day_of(option: str, text: str | None) -> dt.date | None:
    """The day that an option gives. Raises ``UsageError`` for what is no ISO date."""
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise click.UsageError(f"{option} takes a day such as 2025-08-18, not {text!r}") from error


def days_of(since: str | None, until: str | None) -> tuple[dt.date | None, dt.date | None]:
    """The days of ``--since`` and ``--until``. Raises ``UsageError`` where nothing can lie between them."""
    first, last = day_of("--since", since), day_of("--until", until)
    if first and last and last < first:
        raise click.UsageError(f"--until {last} is before --since {first}")
    return first, last


def _month(text: str) -> tuple[dt.date, dt.date]:
    try:
        first = dt.date.fromisoformat(f"{text}-01")
    except ValueError as error:
        raise click.UsageError(f"--month takes a month such as 2025-08, not {text!r}") from error
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])


def _show(answers: Sequence[Any], limit: int, shown: str | None, rows: Callable[[Any], tuple[str, ...]], heads: tuple[str, ...]) -> int:
    """The answers as a table or as JSON lines; that there are none, or more than the limit, is said in words."""
    import msgspec

    found = answers[:limit]
    if (shown or ("table" if sys.stdout.isatty() else "jsonl")) == "jsonl":
        for item in found:
            sys.stdout.buffer.write(msgspec.json.encode(item) + b"\n")
    elif found:
        print_table(heads, [rows(item) for item in found])
    if not found:
        say("nothing in the ledger fits")
    say_cut(len(answers), limit)
    return CODED


def say_cut(found: int, limit: int) -> None:
    """That there are more answers than are shown, where so many were asked for and one more."""
    if found > limit:
        say(f"{'this is' if limit == 1 else 'these are'} the first {limit:,}; there are more: --limit {10 * limit}")


def print_table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """A table as wide as the terminal; columns in which nothing stands are left out."""
    from rich.table import Table

    from communique.cli.terminal import output

    terminal = output()
    told = [at for at, head in enumerate(heads) if any(row[at] for row in rows)]
    if terminal.width < NARROW:
        _print_blocks(terminal, heads, rows, told)
        return
    table = Table(box=None, pad_edge=False, header_style="dim")
    for at in told:
        table.add_column(heads[at], overflow="fold", no_wrap=heads[at] in ("Id", "When", "Date"))
    for row in rows:
        table.add_row(*(row[at] for at in told))
    terminal.print(table)


def _print_blocks(terminal: Console, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]], told: Sequence[int]) -> None:
    """Each row as a few lines of its own, where columns would be too thin to read."""
    for row in rows:
        for at in told:
            if row[at]:
                terminal.print(f"{heads[at]}: {row[at]}" if row[at].isdigit() else row[at])
        terminal.print()


def _contact_rows(contact: Contact) -> tuple[str, ...]:
    from communique.render.words import clipped

    sides = [", ".join(p.name for p in contact.parties if p.role == role) for role in ("actor", "recipient")]
    how = (contact.medium or contact.type).replace("_", " ")
    what = ", ".join(w for w in (how, contact.status, contact.place) if w)
    arrow = " ↔ " if contact.medium else " → "
    # An interval stands on two lines: its two days are read at once, and the parties have room.
    when = (contact.edtf or "").replace("/", "/\n")
    return contact.id, when, what, clipped(arrow.join(s for s in sides if s), 80), str(contact.sources)


def _quote_rows(quote: Quote) -> tuple[str, ...]:
    from communique.render.words import flat

    through = "" if quote.outermost_name == quote.speaker_name else quote.outermost_name
    return quote.published or "", quote.speaker_name, flat(quote.content), through, quote.publisher or _site(quote.url) or quote.article


def _site(url: str | None) -> str:
    """The host of an address: the whole of it is in the JSON lines."""
    return urlsplit(url or "").netloc.removeprefix("www.")


def _hit_rows(hit: Hit) -> tuple[str, ...]:
    from communique.render.words import flat

    return hit.published or "", hit.title or hit.url or hit.article, str(hit.events), flat(hit.excerpt)
