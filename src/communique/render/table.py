"""Record → the table that a person takes in at a glance, for a terminal (rich)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from communique.model import Problem, Record
from communique.render.story import Account, Happening, LeftOut, Story, tell

T = TypeVar("T")
STATUS_STYLE = {"occurred": "green", "planned": "cyan", "proposed": "cyan", "hypothetical": "dim"}
WARN = "yellow"
INDENT = 4
HOW, WHEN, STATUS, LABEL = 9, 19, 12, 20


def record_table(record: Record) -> Group:
    """Contacts with both sides' accounts, other events, statements, what was left out, problems."""
    return Group(*_parts(tell(record)))


def _parts(story: Story) -> Iterator[RenderableType]:
    yield Text(story.title, style="bold")
    yield Text(" · ".join(story.facts), style="dim")
    yield from _section("Contacts", story.contacts, _contact, empty="No contact found.")
    yield from _section("Other events", story.others, _other)
    yield from _section("Other statements", story.unlinked, _account)
    yield from _section("Left out", story.left_out, _left_out)
    yield from _section("Problems", story.problems, _problem)
    yield Text(story.engine, style="dim")


def _section(name: str, items: tuple[T, ...], show: Callable[[T], RenderableType], empty: str = "") -> Iterator[RenderableType]:
    if not items and not empty:
        return
    yield Text()
    yield Rule(Text(f"{name} ({len(items)})" if items else name, style="bold cyan"), align="left", style="cyan")
    for item in items:
        yield show(item)
    if not items:
        yield Text(empty, style="dim")


def _row(number: int, *cells: tuple[str | Text, int | None]) -> Table:
    """One line of fixed columns; the one without a width takes what is left."""
    row = Table.grid(padding=(0, 1), expand=True)
    row.add_column(width=3, justify="right")
    for _, width in cells:
        row.add_column(width=width, ratio=None if width else 1)
    row.add_row(Text(str(number), style="dim"), *(c for c, _ in cells))
    return row


def _status(status: str) -> Text:
    return Text(status, style=STATUS_STYLE.get(status, "bold red"))


def _contact(contact: Happening) -> Group:
    row = _row(
        contact.number,
        (Text(contact.parties, style="bold"), None),
        (contact.how, HOW),
        (contact.when or Text("date open", style="dim"), WHEN),
        (_status(contact.status), STATUS),
    )
    return Group(row, *_below(contact), Text())


def _other(event: Happening) -> Group:
    row = _row(
        event.number,
        (Text(event.label, style="magenta"), LABEL),
        (Text(event.parties, style="bold"), None),
        (event.when, WHEN),
        (_status(event.status), STATUS),
    )
    words = Padding(Text(event.words, style="italic"), (0, 0, 0, INDENT))
    return Group(row, words, *_below(event))


def _below(event: Happening) -> Iterable[RenderableType]:
    if event.details:
        yield Padding(Text(" · ".join(event.details), style="dim"), (0, 0, 0, INDENT))
    for account in event.accounts:
        yield _account(account)
    if event.silent:
        yield Padding(Text(f"no account from {', '.join(event.silent)}", style="dim"), (0, 0, 0, INDENT))


def _account(account: Account) -> Table:
    row = Table.grid(padding=(0, 1), expand=True)
    row.add_column(width=INDENT - 1)
    row.add_column(width=min(max(len(account.side), 3), 12), style="blue")
    row.add_column(ratio=1)
    said = Text(account.speaker, style="bold")
    if account.via:
        said.append(" ").append(f"via {account.via}", style="dim not bold")
    if account.stance:
        said.append(" ").append(f"[{account.stance}]", style="magenta not bold")
    said.append(f": {account.words}", style="not bold")
    row.add_row("", account.side, said)
    return row


def _left_out(zone: LeftOut) -> Padding:
    return Padding(Text(f"{zone.kind}, {zone.length} words: {zone.words}", style="dim"), (0, 0, 0, INDENT))


def _problem(problem: Problem) -> Padding:
    return Padding(Text.assemble((problem.code, f"bold {WARN}"), f": {problem.message}"), (0, 0, 0, INDENT))
