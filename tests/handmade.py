"""A record made by hand, so that what shows records can be tested without coding any."""

from __future__ import annotations

import datetime as dt
import hashlib

from communique.model import (
    Actor,
    ActorKind,
    Article,
    Engine,
    Event,
    Evidence,
    EvidenceField,
    Problem,
    Record,
    Span,
    Stance,
    Statement,
    TextSpan,
    When,
    Where,
    Zone,
    edtf,
)

TEXT = """\
Chilean President Gabriel Boric phoned Uruguayan President Lacalle Pou on Friday to tell him of a meeting with Lula da Silva in Brasilia.
Boric said the two “share a coast and a future” and that the call lasted 20 minutes. Lacalle Pou’s office said Boric “asked for patience.”
Boric is to meet Peruvian President Dina Boluarte in Lima next week. The United States threatened Chile with tariffs on <copper>.
Support our work from $2 a month.
Remind me later.
"""


def span(words: str, after: str = "") -> Span:
    """Where ``words`` first stand in the text, after other words."""
    start = TEXT.index(words, TEXT.index(after))
    return Span(start, start + len(words))


def spelled(words: str, after: str = "") -> TextSpan:
    """The same, with its words."""
    found = span(words, after)
    return TextSpan(words, found.start, found.end)


def proof(field: EvidenceField, words: str, after: str = "") -> Evidence:
    """Evidence for a field."""
    found = span(words, after)
    return Evidence(field, found.start, found.end)


def day(first: str, last: str | None, words: str) -> When:
    """An interval."""
    earliest, latest = dt.date.fromisoformat(first), dt.date.fromisoformat(last) if last else None
    return When(earliest, latest, edtf(earliest, latest), words)


def _actor(ident: str, name: str, country: str | None, *words: str, kind: ActorKind = "person") -> Actor:
    office = "head_of_state" if kind == "person" else None
    return Actor(ident, name, kind, country, office, tuple(sorted(span(w) for w in words)))


ACTORS = (
    _actor("wd:Q1", "Gabriel Boric", "CHL", "Chilean President Gabriel Boric"),
    _actor("wd:Q2", "Luis Lacalle Pou", "URY", "Uruguayan President Lacalle Pou", "him"),
    _actor("wd:Q3", "Luiz Inácio Lula da Silva", "BRA", "Lula da Silva"),
    _actor("wd:Q4", "Dina Boluarte", "PER", "Peruvian President Dina Boluarte"),
    _actor("iso:USA", "United States", "USA", "The United States", kind="state"),
    _actor("iso:CHL", "Chile", "CHL", "Chile with", kind="state"),
    _actor("org:office", "Lacalle Pou’s office", "URY", "Lacalle Pou’s office", kind="office"),
)


def _event(ident: str, evidence: tuple[Evidence, ...], **changes: object) -> Event:
    known: dict[str, object] = {
        "type": "CONSULT", "mode": "phone", "contexts": ("diplomatic",), "cameo": "041", "quad": 1, "actors": ("wd:Q1",),
        "recipients": ("wd:Q2",), "reciprocal": True, "status": "occurred", "medium": "phone", "duration_minutes": None,
        "initiator": None, "when": None, "where": None, "about": (), "topics": (), "statements": (), "rule": "contact/call-verb",
        "confidence": 0.9,
    }  # fmt: skip
    return Event(id=ident, evidence=evidence, **(known | changes))  # type: ignore[arg-type]


EVENTS = (
    _event(
        "e1",
        (
            proof("actors", "Chilean President Gabriel Boric"),
            proof("recipients", "Uruguayan President Lacalle Pou"),
            proof("trigger", "phoned"),
            proof("medium", "phoned"),
            proof("when", "on Friday"),
            proof("duration_minutes", "20 minutes"),
        ),
        when=day("2023-05-26", "2023-05-26", "on Friday"),
        duration_minutes=20,
        initiator="wd:Q1",
        about=("e2",),
        statements=("s1", "s2"),
    ),
    _event(
        "e2",
        (
            proof("actors", "Chilean President Gabriel Boric"),
            proof("recipients", "Lula da Silva"),
            proof("trigger", "meeting"),
            proof("where", "Brasilia"),
        ),
        mode="meet",
        medium="in_person",
        recipients=("wd:Q3",),
        where=Where("Brasilia", "BRA", -15.78, -47.93, 3469058),
        rule="contact/meeting-noun",
    ),
    _event(
        "e3",
        (proof("actors", "Boric", "patience"), proof("trigger", "meet", "Boric is to"), proof("when", "next week"), proof("where", "Lima")),
        mode="meet",
        medium="in_person",
        recipients=("wd:Q4",),
        status="planned",
        when=day("2023-05-29", "2023-06-04", "next week"),
        where=Where("Lima", "PER", None, None, None),
    ),
    _event(
        "e4",
        (proof("actors", "The United States"), proof("recipients", "Chile", "threatened"), proof("trigger", "threatened")),
        type="THREATEN",
        mode="restrict",
        cameo="1312",
        quad=3,
        actors=("iso:USA",),
        recipients=("iso:CHL",),
        reciprocal=False,
        medium=None,
        rule="threaten/verb",
    ),
)
STATEMENTS = (
    Statement(
        "s1", "wd:Q1", (), None, spelled("Boric", "him"), spelled("said", "Boric"), span("the two “share a coast and a future”"),
        (span("share a coast and a future"),), Stance("support", "wd:Q2"), "e1", None,
    ),
    Statement(
        "s2", "wd:Q1", ("org:office",), None, spelled("Lacalle Pou’s office"), spelled("said", "office"), span("“asked for patience.”"),
        (span("asked for patience."),), None, "e1", None,
    ),
)  # fmt: skip


def record() -> Record:
    """A record with a bit of everything."""
    body = span(TEXT[: TEXT.index("Support")].rstrip())
    notice = span(TEXT[TEXT.index("Support") :].rstrip())
    published = dt.date(2023, 5, 27)
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    return Record(
        article=Article("a1", "Boric <phones> Montevideo", "La Prueba", None, published, "en", digest, TEXT),
        zones=(Zone("body", body.start, body.end), Zone("subscription", notice.start, notice.end)),
        actors=ACTORS,
        events=EVENTS,
        statements=STATEMENTS,
        times=(),
        problems=(Problem("example", "This is a <problem>.", 0, 5),),
        engine=Engine("rules", "0.1.0", "2026.11", "none 0"),
    )
