"""The page of one happening: both sides' accounts, its reports, what it is tied to, what people decided, how to cite it."""

from __future__ import annotations

from collections import Counter

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from communique.ledger import Ledger, overviews, queries, reviewing
from communique.ledger.chains import ties
from communique.ledger.compare import Comparison, compare
from communique.ledger.proofs import names, proofs
from communique.web import citing
from communique.web.deciding import decider, done_of
from communique.web.pages import missing, opened, page


def happening(request: Request) -> Response:
    """The page; an absorbed id leads to what absorbed it."""
    identity = request.path_params["identity"]
    with opened(request) as ledger:
        (contact, *_) = queries.rows_of(ledger.db, [identity]) or (None,)
        if contact is None:
            return missing(request, f"There is no happening {identity} in this ledger.")
        if contact.id != identity:
            return RedirectResponse(f"/happenings/{contact.id}", 308)
        comparison, tied = compare(ledger.db, contact), ties(ledger.db, contact.id)
        told, history = overviews.reports(ledger.db, contact.id), reviewing.history(ledger.db, contact.id)
        begun_by, topics = _matter(ledger, contact.id)
    return page(
        request, "happening.html", contact=contact, comparison=comparison, verdicts=_verdicts(comparison), ties=tied, reports=told,
        history=history, by=decider(request), begun_by=begun_by, topics=topics, done=done_of(request.query_params),
        cited=citing.plain(contact, told), bibtex=citing.bibtex(contact, told),
    )  # fmt: skip


def _verdicts(comparison: Comparison) -> dict[str, int]:
    """How many points both sides make, one makes, and are contradicted."""
    found = Counter(p.verdict for p in comparison.points)
    return {verdict: found[verdict] for verdict in ("both", "one", "contradicted")}


def _matter(ledger: Ledger, identity: str) -> tuple[str, tuple[str, ...]]:
    """Who began it and what it was about, as far as the reports say."""
    events = [p.event for p in proofs(ledger.db, identity) if p.state != "rejected"]
    begun = [e.initiator for e in events if e.initiator][:1]
    return "".join(names(ledger.db, begun).values()), tuple(dict.fromkeys(t for e in events for t in e.topics))
