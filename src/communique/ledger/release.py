"""A release of the ledger as data: a folder that a repository such as Dataverse can take. Same ledger, same bytes."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

import msgspec

from communique import __version__
from communique.errors import InputError
from communique.export.base import Expand, safe
from communique.export.tables import TABLES, Column, Table, Values
from communique.export.wholly import whole_folder
from communique.ledger.decided import decided
from communique.ledger.release_tables import LEDGER_TABLES
from communique.ledger.store import Ledger
from communique.model import Record

Text = Literal["none", "quote", "full"]
# Columns that hold words of the articles, which a release without text leaves out.
WORDS = frozenset(("words", "content", "source", "cue", "topics"))
ARTICLES = (
    Column("article", "string", "id of the article"),
    Column("sha256", "string", "digest of the text that was coded"),
    Column("title", "string", "headline"),
    Column("publisher", "string", "who published it"),
    Column("url", "string", "where it was published"),
    Column("published", "date", "publication date"),
    Column("language", "string", "BCP 47 code"),
    Column("engine", "string", "what coded it: version, knowledge, model"),
)
FULL = Column("text", "string", "the text; offsets count its Unicode code points")


class Built(msgspec.Struct, frozen=True):
    """What a release holds: rows by table, and events that were added, changed and withdrawn since the last one."""

    rows: dict[str, int]
    changes: dict[str, int]


class Cited(msgspec.Struct, frozen=True, kw_only=True):
    """How a release is cited: its title, who made it, and under which licence (an SPDX identifier) it may be used."""

    title: str = "Events coded by Communique"
    authors: tuple[str, ...] = ()
    license: str | None = None


_PLAIN = Cited()


def build(ledger: Ledger, folder: Path, *, version: str, text: Text = "quote", since: Path | None = None, cited: Cited = _PLAIN) -> Built:
    """Write a release into a new or empty folder; ``since`` is the folder of the release before.

    Raises ``InputError`` where the folder holds something or cannot be written, in which case nothing is, or ``since`` is no release.
    """
    if folder.is_dir() and any(folder.iterdir()):
        raise InputError(f"{folder}: is not empty; a release goes into a folder of its own")
    before = _events_of(since) if since else {}
    with whole_folder(folder) as partial:
        return _build(ledger, partial, before, version, text, cited)


def _build(ledger: Ledger, folder: Path, before: dict[str, dict[str, str]], version: str, text: Text, cited: Cited) -> Built:
    (folder / "data").mkdir()
    tables = [_article_table(text), *(_cut(t, text) for t in TABLES)]
    rows = _write_tables(decided(ledger), tables, folder / "data")
    tables += [Table(t.name, t.columns, _no_rows) for t in LEDGER_TABLES]
    rows |= {t.name: _write_table(folder / "data", t.name, t.columns, t.rows(ledger.db)) for t in LEDGER_TABLES}
    changes = list(_changes(before, _events_of(folder), _reasons(ledger)))
    _lines(folder / "changes.jsonl", changes)
    _write(folder / "codebook.md", _codebook(version, tables))
    _write(folder / "CITATION.cff", _citation(version, cited))
    _json(folder / "prov.json", _provenance(version, tables))
    _json(folder / "datapackage.json", _package(version, tables, folder, cited))
    _write(folder / "SHA256SUMS", "".join(f"{_digest(p)}  {p.relative_to(folder).as_posix()}\n" for p in _files(folder)))
    return Built(rows, {kind: sum(c["change"] == kind for c in changes) for kind in ("added", "changed", "withdrawn")})


def _article_table(text: Text) -> Table:
    columns = (*ARTICLES, FULL) if text == "full" else ARTICLES
    return Table("articles", columns, lambda record, expand: iter((_article(record),)))


def _article(record: Record) -> Values:
    a, e = record.article, record.engine
    facts = {"title": a.title, "publisher": a.publisher, "url": a.url, "published": a.published, "language": a.language}
    return {"article": a.id, "sha256": a.sha256, "engine": f"{e.version} {e.knowledge} {e.model}", "text": a.text, **facts}


def _cut(table: Table, text: Text) -> Table:
    kept = tuple(c for c in table.columns if text != "none" or c.name not in WORDS)
    return Table(table.name, kept, table.rows)


def _write_tables(records: Iterable[Record], tables: Sequence[Table], folder: Path) -> dict[str, int]:
    rows: dict[str, list[Values]] = {t.name: [] for t in tables}
    for record in records:
        for table in tables:
            rows[table.name] += table.rows(record, "dyads")
    return {t.name: _write_table(folder, t.name, t.columns, rows[t.name]) for t in tables}


def _write_table(folder: Path, name: str, columns: Sequence[Column], rows: Iterable[Values]) -> int:
    """One file, its lines sorted, so that the order of ingestion leaves no trace. Gives their number."""
    lines = sorted([_cell(row[c.name]) for c in columns] for row in rows)
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([c.name for c in columns])
        writer.writerows(lines)
    return len(lines)


def _no_rows(record: Record, expand: Expand) -> Iterator[Values]:
    """The tables of the ledger have no rows of one record."""
    del record, expand
    yield from ()


def _cell(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else safe(value)


def _events_of(folder: Path) -> dict[str, dict[str, str]]:
    """The events of a release by id. Raises ``InputError`` for a folder that is none."""
    path = folder / "data" / "events.csv"
    if not path.is_file():
        raise InputError(f"{folder}: is no release: {path.name} is missing in its data folder")
    with path.open(encoding="utf-8", newline="") as file:
        return {row["event"]: row for row in csv.DictReader(file)}


def _changes(before: dict[str, dict[str, str]], now: dict[str, dict[str, str]], reasons: dict[str, list[str]]) -> Iterator[dict[str, Any]]:
    for event in sorted(before.keys() | now.keys()):
        old, new = before.get(event), now.get(event)
        why = reasons.get(event) or ["coded anew"]
        if old is None:
            yield {"event": event, "change": "added", "reasons": reasons.get(event, [])}
        elif new is None:
            yield {"event": event, "change": "withdrawn", "reasons": why}
        elif fields := {f: [old[f], new[f]] for f in new if f in old and old[f] != new[f]}:
            yield {"event": event, "change": "changed", "fields": fields, "reasons": why}


def _reasons(ledger: Ledger) -> dict[str, list[str]]:
    """What people said about the events that they corrected, by event."""
    rows = ledger.db.execute("SELECT json FROM decision WHERE outcome IN ('applied', 'conflict') ORDER BY number")
    events = {r["key"]: r["event"] for r in ledger.db.execute("SELECT key, event FROM report")}
    found: dict[str, list[str]] = {}
    for row in rows:
        decision = json.loads(row["json"])
        for target in decision["targets"]:
            key = f"{target['sha256']}:{target['start']}-{target['end']}:{target['type']}" + (f":{a}" if (a := target.get("among")) else "")
            if key in events:
                found.setdefault(events[key], []).append(f"{decision['kind']}: {decision['because']}")
    return found


def _codebook(version: str, tables: Sequence[Table]) -> str:
    parts = [f"# Code book, version {version}\n\nCoded by communique {__version__}. Cells are UTF-8; empty is unknown or open.\n"]
    for table in tables:
        lines = "".join(f"| `{c.name}` | {c.type} | {c.meaning} |\n" for c in table.columns)
        parts.append(f"\n## {table.name}.csv\n\n| column | type | meaning |\n|---|---|---|\n{lines}")
    return "".join(parts)


def _citation(version: str, cited: Cited) -> str:
    authors = "".join(f"  - name: {_quoted(a)}\n" for a in cited.authors or ("The makers of this release",))
    license_line = f"license: {_quoted(cited.license)}\n" if cited.license else ""
    return (
        'cff-version: 1.2.0\nmessage: "If you use these data, please cite them with their version."\ntype: dataset\n'
        f"title: {_quoted(cited.title)}\nauthors:\n{authors}version: {_quoted(version)}\n{license_line}"
    )


def _quoted(words: str) -> str:
    """A string as YAML has it: JSON's are."""
    return json.dumps(words, ensure_ascii=False)


def _provenance(version: str, tables: Sequence[Table]) -> dict[str, Any]:
    """PROV-JSON: the tables were generated by one coding with one program."""
    coding, program = "communique:coding", f"communique:communique-{__version__}"
    entities = {f"communique:{t.name}-{version}": {"prov:location": f"data/{t.name}.csv"} for t in tables}
    return {
        "prefix": {"communique": "urn:communique:"},
        "entity": entities,
        "activity": {coding: {"prov:label": "coding of articles by rules, with corrections by people"}},
        "agent": {program: {"prov:type": "prov:SoftwareAgent"}},
        "wasGeneratedBy": {f"_:g{n}": {"prov:entity": e, "prov:activity": coding} for n, e in enumerate(entities)},
        "wasAssociatedWith": {"_:a": {"prov:activity": coding, "prov:agent": program}},
    }


def _package(version: str, tables: Sequence[Table], folder: Path, cited: Cited) -> dict[str, Any]:
    """A Data Package of version 1: R's reader warns about others."""
    resources = [_resource(t, folder / "data" / f"{t.name}.csv") for t in tables]
    facts: dict[str, Any] = {"profile": "tabular-data-package", "name": "communique-events", "title": cited.title, "version": version}
    if cited.authors:
        facts["contributors"] = [{"title": a, "role": "author"} for a in cited.authors]
    if cited.license:
        facts["licenses"] = [{"name": cited.license}]
    return {**facts, "resources": resources}


def _resource(table: Table, path: Path) -> dict[str, Any]:
    fields = [{"name": c.name, "type": c.type, "description": c.meaning} for c in table.columns]
    facts = {"bytes": path.stat().st_size, "hash": f"sha256:{_digest(path)}", "encoding": "utf-8", "format": "csv"}
    return {"profile": "tabular-data-resource", "name": table.name, "path": f"data/{path.name}", **facts, "schema": {"fields": fields}}


def _files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file())


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _write(path: Path, words: str) -> None:
    path.write_text(words, "utf-8")


def _json(path: Path, value: object) -> None:
    _write(path, json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def _lines(path: Path, values: Iterable[object]) -> None:
    _write(path, "".join(json.dumps(v, ensure_ascii=False) + "\n" for v in values))
