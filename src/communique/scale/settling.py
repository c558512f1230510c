"""Copies across the shards of a run: of each text one coded copy stays, the first; of the others the links.

Workers know the copies in their own shard. When all shards are done, rows of texts that stand in an earlier shard leave its tables, and
the texts are listed as uncoded. Killed in between, the next call comes to the same files: the list grows before the rows leave, and the
digests of all texts stay.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from communique.scale.copies import originals
from communique.scale.shard import Done, write_manifest
from communique.scale.tables import NAMING, ROWS, SCHEMAS
from communique.scale.whole import finish, unfinished

Drop = Mapping[str, str]


class Copy(NamedTuple):
    """A text that stands in the run before: its article and address, and those of the first."""

    article: str
    url: str | None
    copy_of: str
    url_of_original: str | None


def settle(out: Path, done: Sequence[Done]) -> tuple[tuple[Done, ...], list[Copy]]:
    """Let copies leave the shards that an earlier one has them from; the shards as they are then, and the links of all copies."""
    texts = [(d.shard, row) for d in done for row in _rows(out, d, "digests")]
    found = originals([row["own"] for _, row in texts], [row["minhash"] for _, row in texts])
    links, drops = [], defaultdict[int, dict[str, str]](dict)
    for n, first in enumerate(found):
        if n != first:
            (shard, row), (_, original) = texts[n], texts[first]
            links.append(Copy(row["article"], row["url"], original["article"], original["url"]))
            drops[shard][row["article"]] = original["article"]
    named = Counter((shard, row["article"]) for shard, row in texts)
    firsts = {row["article"]: (texts[f][1]["article"], texts[f][1]["url"]) for (_, row), f in zip(texts, found, strict=True)}
    links += _within(out, done, firsts, {(link.article, link.url) for link in links})
    # Rows are told apart by their article's id: where a shard has it twice, both stay.
    settled = (_settled(out, d, {a: o for a, o in drops[d.shard].items() if named[d.shard, a] == 1}) for d in done)
    return tuple(settled), links


def _within(out: Path, done: Iterable[Done], firsts: Mapping[str, tuple[str, str | None]], known: set[Any]) -> list[Copy]:
    """The links that workers found."""
    rows = (row for d in done for row in _rows(out, d, "uncoded") if row["copy_of"] and (row["article"], row["url"]) not in known)
    return [Copy(r["article"], r["url"], *firsts.get(r["copy_of"], (r["copy_of"], None))) for r in rows]


def _rows(out: Path, done: Done, table: str) -> list[dict[str, Any]]:
    columns = {"digests": ["article", "url", "own", "minhash"], "uncoded": ["article", "url", "copy_of"]}[table]
    rows: list[dict[str, Any]] = parquet.read_table(_path(out, done, table), columns=columns).to_pylist()
    return rows


def _settled(out: Path, done: Done, drop: Drop) -> Done:
    """The shard without what is to be dropped: nothing where nothing is."""
    if not drop:
        return done
    articles = parquet.read_table(_path(out, done, "articles"))
    leaving = articles.filter(_is_in(articles["article"], drop))
    if leaving.num_rows:
        _list_uncoded(out, done, leaving, drop)
        _drop_events(out, done, drop)
        _write(articles.filter(pc.invert(_is_in(articles["article"], drop))), _path(out, done, "articles"))
    return _counted_anew(out, done)


def _list_uncoded(out: Path, done: Done, leaving: pa.Table, drop: Drop) -> None:
    path = _path(out, done, "uncoded")
    before = parquet.read_table(path)
    listed = {(r["article"], r["sha256"]) for r in before.select(["article", "sha256"]).to_pylist()}
    rows = leaving.select([name for name, _ in NAMING]).to_pylist()
    new = [{**r, "reason": "copy", "copy_of": drop[r["article"]]} for r in rows if (r["article"], r["sha256"]) not in listed]
    _write(pa.concat_tables([before, pa.Table.from_pylist(new, schema=SCHEMAS["uncoded"])]), path)


def _drop_events(out: Path, done: Done, drop: Drop) -> None:
    """Parties know their event, not their article: they leave first, while it is still to be seen whose they are."""
    events, parties = (parquet.read_table(_path(out, done, t)) for t in ("events", "parties"))
    gone = _is_in(events["article"], drop)
    lost = set(events.filter(gone)["event"].to_pylist()) - set(events.filter(pc.invert(gone))["event"].to_pylist())
    _write(parties.filter(pc.invert(_is_in(parties["event"], lost))), _path(out, done, "parties"))
    _write(events.filter(pc.invert(gone)), _path(out, done, "events"))
    statements = parquet.read_table(_path(out, done, "statements"))
    _write(statements.filter(pc.invert(_is_in(statements["article"], drop))), _path(out, done, "statements"))


def _counted_anew(out: Path, done: Done) -> Done:
    """The manifest of what the shard's files now hold."""
    articles = parquet.read_table(_path(out, done, "articles"), columns=["events", "statements"])
    uncoded = parquet.read_table(_path(out, done, "uncoded"), columns=["reason"])
    copies = uncoded["reason"].to_pylist().count("copy")
    sums = {name: sum(articles[name].to_pylist()) for name in ("events", "statements")}
    files = {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in done.files}
    anew = msgspec.structs.replace(done, counts={**done.counts, **sums, "kept": articles.num_rows, "copies": copies}, files=files)
    if anew != done:
        write_manifest(out, anew)
    return anew


def _path(out: Path, done: Done, table: str) -> Path:
    return out / table / f"{done.shard:06}.parquet"


def _is_in(column: Any, values: Iterable[str]) -> Any:
    return pc.is_in(column, value_set=pa.array(sorted(values), pa.string()))


def _write(table: pa.Table, path: Path) -> None:
    # In one piece: how a table lies in memory would else show in the bytes.
    parquet.write_table(table.combine_chunks(), unfinished(path), compression="zstd", row_group_size=ROWS)
    finish(unfinished(path), path)
