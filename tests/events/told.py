"""A record's contacts in words, as the tests of sentences compare them."""

from __future__ import annotations

from communique.model import Record


def contacts_told(record: Record) -> list[str]:
    """Each contact as "status medium actors > recipients when", names and contacts in their order."""
    names = {a.id: a.name for a in record.actors}
    told = []
    for event in record.events:
        if event.medium is not None:
            sides = [", ".join(sorted(names[a] for a in side)) for side in (event.actors, event.recipients)]
            told.append(f"{event.status} {event.medium} {' > '.join(sides)} {event.when.edtf if event.when else ''}".strip())
    return sorted(told)
