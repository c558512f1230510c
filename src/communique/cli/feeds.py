"""``communique feeds``: addresses that are watched, and what they list stored in the ledger."""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from communique.cli.app import CODED, FAILED, SOME_FAILED, say
from communique.cli.ask import ledger_option
from communique.cli.run import try_log

if TYPE_CHECKING:
    from communique.feeds import Feed, Step, Store, Tools

EXAMPLES = """\b
Examples:
  communique feeds add https://news.example.org/rss.xml --name example --every 30m
  communique feeds run --once --contact https://my-project.example.org    # for cron
  communique feeds run                                                    # until it is interrupted
  communique feeds doctor

\b
What is watched stands in FILE.feeds beside the ledger FILE.
"""
SECONDS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
SHORTEST = 60.0
# A page that takes longer to read than this is made to.
SECONDS_TO_READ = 30.0
# Between two rounds, at most so long is slept: what another program adds is seen then.
LONGEST_SLEEP = 300.0
_WHAT = ("feed-read", "feed-same", "feed-failed", "page-new", "page-changed", "page-recoded", "page-same", "page-failed")


@click.group(epilog=EXAMPLES)
def feeds() -> None:
    """Watch RSS, Atom and JSON feeds, and store what they list."""


class Span(click.ParamType[float]):
    """A length of time such as 30m, 6h or 1d, in seconds."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Seconds."""
        if isinstance(value, int | float):
            return float(value)
        found = re.fullmatch(r"(\d{1,6})([smhd])", value)
        if not found:
            self.fail(f"{value!r} is no length of time; write 90s, 30m, 6h or 1d", param, ctx)
        return float(int(found[1]) * SECONDS[found[2]])


@feeds.command()
@click.argument("url")
@click.option("--name", help="What messages call it.")
@click.option("--publisher", help="Who publishes what it lists; else the pages say.")
@click.option("--every", type=Span(), default="1h", show_default=True, help="How often it is asked.")
@click.option("--allow-private", is_flag=True, help="It, its pages and its redirects may be at loopback or private addresses.")
@ledger_option
def add(url: str, path: str, every: float, name: str | None, **how: Any) -> int:
    """Watch a feed from now on. Nothing is asked yet."""
    from communique.feeds import Trouble
    from communique.feeds.fetching import http_url

    address = http_url(url)
    if isinstance(address, Trouble):
        raise click.UsageError(address.message)
    if every < SHORTEST:
        raise click.UsageError("--every takes at least a minute")
    with _store(path) as store:
        store.add(str(address), time.time(), every=every, name=name, **how)
    return CODED


@feeds.command()
@click.argument("feed")
@ledger_option
def remove(feed: str, path: str) -> int:
    """Watch a feed no longer, named by its address, name or number. What was stored stays."""
    with _store(path) as store:
        say(f"{store.remove(feed).url} is watched no longer")
    return CODED


@feeds.command("list")
@click.option("--format", "shown", type=click.Choice(("table", "jsonl")), default="table", show_default=True)
@ledger_option
def list_feeds(path: str, shown: str) -> int:
    """What is watched."""
    import msgspec

    with _store(path) as store:
        watched = store.feeds()
        for feed in watched:
            click.echo(msgspec.json.encode(feed) if shown == "jsonl" else _line(feed))
    if not watched:
        say("no feed is watched; `communique feeds add URL` adds one")
    return CODED


def _line(feed: Feed) -> str:
    failed = f"failed {feed.failures} time{'s' * (feed.failures > 1)}" if feed.failures else ""
    state = "ended" if feed.ended else failed or ("asked" if feed.asked else "never asked")
    return f"{feed.number}\t{feed.called}\t{feed.url}\tevery {feed.every / 60:g} min\t{state}"


@feeds.command()
@ledger_option
def pages(path: str) -> int:
    """Print all pages as they came, as JSONL that `read` and `ingest` take: to code them anew without asking anybody."""
    from communique.feeds.reading import as_line

    with _store(path) as store:
        sys.stdout.buffer.writelines(as_line(*page) for page in store.kept())
    return CODED


@feeds.command()
@ledger_option
def doctor(path: str) -> int:
    """Name feeds gone silent against their own rhythm, failing, moved or ended. Leaves with 3 where there is one."""
    from communique.feeds import findings

    with _store(path) as store:
        found = list(findings(store, time.time()))
        for finding in found:
            click.echo(f"{finding.what}\t{finding.feed}\t{finding.message}")
        feeds = len(store.feeds())
        say(f"{feeds} feed{'s' * (feeds != 1)}, {len(found) or 'no'} finding{'s' * (len(found) != 1)}")
    return SOME_FAILED if found else CODED


@feeds.command()
@click.option("--once", is_flag=True, help="One round, and out; else round after round until interrupted.")
@click.option("--now", "at_once", is_flag=True, help="Ask every feed and listed page, whether it is its turn or not.")
@click.option("--contact", envvar="COMMUNIQUE_CONTACT", show_envvar=True, help="A page or mail address, named to those who are asked.")
@click.option("--recheck", type=Span(), default="1d", show_default=True, help="Ask again for pages still listed after this; 0s for never.")
@click.option("--pause", type=click.FloatRange(0), default=1.0, show_default=True, help="Seconds between requests to one host.")
@click.option("--seconds", type=click.FloatRange(0.1), default=30.0, show_default=True, help="Longest time of one fetch.")
@click.option("--most-mb", type=click.FloatRange(0.001), default=10.0, show_default=True, help="Largest body, unpacked.")
@click.option("--log", "log_path", type=click.Path(dir_okay=False, path_type=Path), help="A JSON line for each thing that happens.")
@ledger_option
def run(path: str, once: bool, at_once: bool, log_path: Path | None, most_mb: float, contact: str | None, **how: float) -> int:
    """Ask the feeds whose turn it is; fetch, code and store what they list."""
    from communique.feeds import Settings, next_turn, watch

    if contact and not (contact.isascii() and contact.isprintable() and not set(contact) & set("()")):
        raise click.UsageError("--contact takes a page or mail address in plain letters")
    try_log(log_path)
    settings = Settings(contact, most_bytes=int(most_mb * 1_000_000), **how)
    with _tools(path, settings) as tools:
        while True:
            counts: Counter[str] = Counter()
            for step in watch(tools, at_once=at_once):
                counts[step.what] += 1
                _report(step, log_path)
            if once or counts:
                say(_summary(path, counts))
            if once:
                return _code(counts)
            at_once = False
            due = next_turn(tools.store) or time.time() + LONGEST_SLEEP
            time.sleep(min(max(due - time.time(), 1.0), LONGEST_SLEEP))


@contextmanager
def _store(path: str) -> Iterator[Store]:
    from communique.feeds import open_store, store_path

    with open_store(store_path(Path(path))) as store:
        yield store


@contextmanager
def _tools(path: str, settings: Any) -> Iterator[Tools]:
    from communique.cli.coding import coded
    from communique.feeds import Bounded, Tools, alone, store_path
    from communique.ledger import open_ledger

    with alone(store_path(Path(path))), _store(path) as store, open_ledger(path, create=True) as ledger, Bounded(SECONDS_TO_READ) as reader:
        yield Tools(store, ledger, coded, _engine, reader, settings)


def _engine() -> Any:
    from communique.pipeline import default_coder

    return default_coder().engine


def _report(step: Step, log_path: Path | None) -> None:
    import msgspec

    if log_path:
        with log_path.open("ab") as log:
            log.write(msgspec.json.encode({"at": round(time.time(), 3), **msgspec.to_builtins(step)}) + b"\n")
    if step.trouble:
        say(f"{step.feed}: {step.url}: {step.trouble.message}")
    elif step.what == "feed-read":
        say(f"{step.feed}: {step.entries} new or changed")


def _summary(path: str, counts: Counter[str]) -> str:
    told = [", ".join(f"{counts[w]:,} {w[5:]}" for w in _WHAT if w.startswith(kind) and counts[w]) for kind in ("feed", "page")]
    parts = [f"{kind}: {what}" for kind, what in zip(("feeds", "pages"), told, strict=True) if what]
    return f"{path}: {'; '.join(parts) or 'nothing was due'}"


def _code(counts: Counter[str]) -> int:
    failed = counts["feed-failed"] + counts["page-failed"]
    if not failed:
        return CODED
    return SOME_FAILED if counts.total() > failed else FAILED
