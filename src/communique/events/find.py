"""Matches → findings: a frame's trigger with its parties, status, time, place and means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from communique.events.answering import answers_one
from communique.events.circumstances import Clock, by_telephone, head_of, length, means, timing
from communique.events.deadlines import deadline
from communique.events.finding import Finding, Party, has_fuller_telling
from communique.events.gapping import at_each_stop
from communique.events.habits import is_habit
from communique.events.home import of_states
from communique.events.intent import as_intent
from communique.events.international import is_gathering
from communique.events.lacking import Side, brought, followed, lacking
from communique.events.mutual import mutual
from communique.events.nearby import acted, counted, may_touch_more, proofs, sides, touched
from communique.events.parties import recipient_parties
from communique.events.places import place
from communique.events.reach import is_sitting_in
from communique.events.scene import Scene
from communique.events.sign import Sign
from communique.events.sport import is_sport
from communique.events.status import by_date, is_prospect, status_of, without_calling_off
from communique.events.unidentified import done_at, unidentified
from communique.knowledge.events import EventKnowledge, MeansWords
from communique.match import Match, find_matches, syntax
from communique.model import Evidence, EvidenceField, Medium, Sentence, Span

# Who protests to another state rather than in the street.
OFFICIAL = frozenset({"state", "government", "office"})
# What nobody does to himself: "Russia freed the head of a *Moscow* theatre".
OUTWARD = frozenset({"AGREE", "AID", "COOPERATE", "RETREAT", "SANCTION", "SUPPORT"})
ANAPHORS = frozenset({"the", "that", "this", "their", "these", "those", "his", "her", "its"})


def find_in(sentence: Sentence, scene: Scene, clock: Clock, knowledge: EventKnowledge) -> tuple[Finding, ...]:
    """All findings of a sentence, in text order."""
    told = (tuple(m for m in matches if not _is_namesake(m, scene)) for matches in find_matches(sentence, knowledge))
    matched = tuple(matches for matches in told if matches)
    triggers = frozenset(matches[0].trigger.i for matches in matched)
    peaceful = tuple(m for m in matched if all(n.frame.type != "ASSAULT" for n in m))
    if len(peaceful) < len(matched) and is_sport(scene, sentence):
        matched = peaceful
    found = tuple(_findings(matched, scene, knowledge)) or tuple(_findings(_loosely(matched), scene, knowledge, loose=True))
    completed = (_completed(f, scene, clock, knowledge, triggers - {f.match.trigger.i}) for f in found)
    kept = [f for f in completed if not (_is_taken_back(f) or _is_way_home(f, scene) or is_habit(f, scene, clock))]
    return tuple(stop for f in kept if not has_fuller_telling(f, kept) for stop in at_each_stop(f, scene, clock))


def _is_namesake(match: Match, scene: Scene) -> bool:
    """Whether a person's name is taken for a thing: "*Rice* flew to Busan" tells of no food that arrived."""
    frame = match.frame
    if frame.medium is not None or not (frame.subject or match.trigger.pos == "PROPN"):
        return False
    verb = match.carrier or match.trigger
    subjects = (t for t in syntax.subject(match.sentence, verb) if t.pos == "PROPN" and t.text.lower() in frame.subject)
    named = (match.trigger, *subjects)
    mentions = (scene.mention(match.sentence, t) for t in named if t.pos == "PROPN")
    return any(m is not None and m.kind == "name" and scene.cast.actors[m.actors[0]].kind == "person" for m in mentions)


def _is_way_home(finding: Finding, scene: Scene) -> bool:
    """Whether somebody only goes back to his own state: "*left for Pretoria* in the evening", said of South Africa's president."""
    frame = finding.match.frame
    countries = {a.country for p in (*finding.actors, *finding.recipients) for a in scene.who(p)}
    going = all(a.kind == "state" for p in finding.recipients for a in scene.who(p)) and bool(finding.recipients and finding.actors)
    return frame.places and going and len(countries) == 1 and None not in countries


def _findings(matched: Iterable[tuple[Match, ...]], scene: Scene, knowledge: EventKnowledge, *, loose: bool = False) -> Iterator[Finding]:
    for matches in matched:
        yield from _best(matches, scene, knowledge, loose=loose)


def _loosely(matched: Iterable[tuple[Match, ...]]) -> Iterator[tuple[Match, ...]]:
    """The matches that may find their parties when these are looked for loosely."""
    return (kept for matches in matched if (kept := tuple(m for m in matches if may_touch_more(m))))


def _is_taken_back(finding: Finding) -> bool:
    """ "dropped its threat", "lifted its embargo": what the noun names is over; the verb tells what happened."""
    frame = finding.match.frame
    return finding.medium is None and frame.part == "noun" and not frame.under and finding.status in ("cancelled", "postponed")


def _best(matches: Iterable[Match], scene: Scene, knowledge: EventKnowledge, *, loose: bool) -> Iterator[Finding]:
    """Of the frames on one word, the first that tells of a contact and the first that tells of something else."""
    sorted_out: dict[bool, list[Match]] = {True: [], False: []}
    for match in matches:
        sorted_out[match.frame.medium is not None].append(match)
    contact = _first_filled(sorted_out[True], scene, knowledge, loose=loose)
    if contact is not None:
        yield contact
    other = _first_filled(sorted_out[False], scene, knowledge, loose=loose)
    told = contact is not None and _is_whole(contact) and contact.match.frame.status is None
    if other is not None and not (told and _is_contact_itself(other)):
        yield other


def _is_contact_itself(finding: Finding) -> bool:
    """What a word that tells of a contact tells no second time: "*will receive* him" is no consent, "*called on* the king" no appeal."""
    frame = finding.match.frame
    return frame.type in ("CONSULT", "REQUEST") or (frame.type == "AGREE" and bool(frame.future))


def _is_whole(finding: Finding) -> bool:
    return not (finding.anaphoric or finding.open or finding.lacks)


def _first_filled(matches: Iterable[Match], scene: Scene, knowledge: EventKnowledge, *, loose: bool) -> Finding | None:
    """The first frame that finds its parties; a contact noun without them may still point back to one ("the call")."""
    fallback: Finding | None = None
    for match in matches:
        finding = _filled(match, scene, knowledge, loose=loose)
        if finding is not None and _is_whole(finding):
            return finding
        fallback = fallback or finding
    return fallback


def _filled(match: Match, scene: Scene, knowledge: EventKnowledge, *, loose: bool = False) -> Finding | None:
    frame = match.frame
    if frame.medium is None and is_prospect(match, knowledge.status):
        return None
    acting = acted(scene, match) or unidentified(scene, match)
    if not acting and frame.medium is None and not frame.reciprocal:
        return None
    receiving = touched(scene, match, acting, counted(scene, match, recipient_parties(scene, match, acting)), loose=loose)
    if frame.medium is None:  # one name never both acts and is acted upon ("a deadline set by Washington")
        own = {a for p in acting for a in p.actors} if frame.type in OUTWARD else set[str]()
        receiving = tuple(p for p in receiving if all(p.mention.span != a.mention.span for a in acting) and not own.issuperset(p.actors))
        receiving = tuple(p for p in receiving if not _is_posted(match, scene, p))
    if frame.type == "CONSULT" and any(_is_press(scene, p) for p in receiving):
        receiving = tuple(p for p in receiving if not _is_press(scene, p))
        if not receiving:  # "they talked with the journalists"
            return None
    lacks = lacking(scene, match, acting, receiving)
    if frame.places and any(_is_numbered(match, p) for p in acting):
        return None
    if frame.reciprocal and not acting and not frame.places:
        if _acts_unknown(match):
            return None
        acting, receiving = receiving, ()
    acting, receiving = sides(match, acting, receiving)
    match, acting, receiving = mutual(scene, match, acting, receiving, knowledge.homes)
    acting, receiving = of_states(scene, match, acting, receiving, knowledge.homes)
    parties = {a for p in (*acting, *receiving) for a in p.actors}
    many = len(parties) > 1 or (frame.medium is not None and any(is_gathering(a, scene) for p in acting for a in scene.who(p)))
    empty = not acting or (frame.needs_recipient and not receiving and not (frame.reciprocal and many and not frame.places))
    if frame.part == "noun" and match.trigger.tag == "NNS" and acting and not receiving and _are_bodies(scene, acting):
        return None
    if frame.echo:
        official = scene.publisher is not None and scene.publisher.domain != ""
        return (
            Finding(match=match, actors=acting, recipients=receiving, medium=frame.medium, anaphoric=True)
            if official and (acting or not frame.actor)
            else None
        )
    fits = _fits(scene, match, acting, receiving)
    if fits and not empty and (many or not frame.reciprocal):
        seated = frame.medium is not None and ((not receiving and is_sitting_in(scene, match)) or _is_comment(match))
        return Finding(match=match, actors=acting, recipients=receiving, medium=frame.medium, anaphoric=seated)
    return _partly_filled(match, scene, acting, receiving, lacks)


def _is_comment(match: Match) -> bool:
    """ "*It is Mr Bo's first visit* to Rome since 2017": said of a journey that is told elsewhere."""
    verb = match.sentence.head(match.trigger)
    subject = match.sentence.child(verb, "nsubj")
    pointing = subject is not None and subject.text.lower() in ("it", "this", "that")
    return match.frame.places and match.trigger.dep == "attr" and verb.lemma == "be" and pointing


def _acts_unknown(match: Match) -> bool:
    """Whether a contact's verb has a subject that nobody knows: "*The President* spoke with Mr Bo and Mr Xi" is no contact of these two."""
    frame = match.frame
    if frame.medium is None or frame.part != "verb" or frame.echo or syntax.is_passive(match.sentence, match.trigger):
        return False
    subject = syntax.surface_subject(match.sentence, match.trigger)
    return bool(subject) and all(t.pos in ("NOUN", "PROPN") for t in subject)


def _is_posted(match: Match, scene: Scene, party: Party) -> bool:
    """Whether somebody is only soldiers whom the one who acts sends somewhere: "promised to send *two more battalions*"."""
    described = party.described
    if (
        described is None
        or described.kind not in ("armed_group", "group")
        or described.country is not None
        or party.mention.sentence != match.sentence.number
    ):
        return False
    head = match.sentence.tokens[party.mention.head]
    verb = match.sentence.head(head)
    return head.dep in ("dobj", "nsubjpass") and verb.i != match.trigger.i and verb.lemma in scene.words["posting"]


def _partly_filled(
    match: Match, scene: Scene, acting: tuple[Party, ...], receiving: tuple[Party, ...], lacks: Side | None
) -> Finding | None:
    """A telling that names one side or none, where the other stands elsewhere in the text."""
    frame = match.frame
    if frame.places and frame.part == "noun" and receiving and not acting and match.trigger.dep in ("nsubj", "nsubjpass"):
        return Finding(match=match, actors=(), recipients=receiving, medium=frame.medium, anaphoric=True, lacks="visitor")
    if not (acting or receiving) and followed(scene, match):
        return Finding(match=match, actors=(), recipients=(), medium=frame.medium, lacks="everyone")
    letter = brought(scene, match, acting, receiving)
    back = frame.medium is not None and letter is None and _points_back(match, scene.words["pointers"])
    if back or lacks is not None:
        lacks = None if lacks == "hearer" and back else lacks
        anaphoric = back or lacks == "guest"
        return Finding(match=match, actors=acting, recipients=receiving, medium=frame.medium, anaphoric=anaphoric, lacks=lacks)
    if letter is not None:
        return letter
    if frame.medium is None and acting and not receiving and not frame.reciprocal and answers_one(match):
        return Finding(match=match, actors=acting, recipients=(), open=True)
    return None


def _is_numbered(match: Match, party: Party) -> bool:
    """ "*900,000 Russians* visited the country" are no envoys."""
    here = party.mention.sentence == match.sentence.number
    return here and match.sentence.child(match.sentence.tokens[party.mention.head], "nummod") is not None


def _fits(scene: Scene, match: Match, acting: tuple[Party, ...], receiving: tuple[Party, ...]) -> bool:
    """Whether the parties are such as the frame asks for: ``persons``, or ``states`` that act; nor do statesmen fight with weapons."""
    frame = match.frame
    if frame.type == "ASSAULT" and frame.reciprocal and _are_statesmen(scene, (*acting, *receiving)):
        return False
    if frame.states and not all(a.kind in OFFICIAL for p in acting for a in scene.who(p)):
        return False
    asked = acting if frame.places else (*acting, *receiving)
    if not frame.persons:
        return True
    led = tuple(p for p in receiving if frame.medium is not None and all(is_gathering(a, scene) for a in scene.who(p)))
    people = tuple(p for p in asked if not (acting and p in led))  # "sat down with the leaders of the European Union"
    return _all_persons(scene, _named_ones(scene, match, people))


def _is_press(scene: Scene, party: Party) -> bool:
    """Whether a party is the press: to speak to reporters is no contact."""
    roles = scene.actors.roles
    words = (a.name.split()[-1].lower() for a in scene.who(party) if a.id.startswith("name:"))
    return any((role := roles.get(w) or roles.get(w.removesuffix("s"))) is not None and role.sector == "MED" for w in words)


def _are_statesmen(scene: Scene, parties: Iterable[Party]) -> bool:
    """Whether all parties are office-holders by name: "Cameron and Kirchner clash over the Falklands" fight with words."""
    return all(a.kind == "person" and a.office is not None for p in parties for a in scene.who(p))


def _are_bodies(scene: Scene, parties: Iterable[Party]) -> bool:
    """Whether a plural only names each one's own meeting: "the G8 and G20 summits"."""
    return all(a.kind == "organisation" for p in parties for a in scene.who(p))


def _all_persons(scene: Scene, parties: Iterable[Party]) -> bool:
    return all(a.kind in ("person", "office") for p in parties for a in scene.who(p))


def _named_ones(scene: Scene, match: Match, parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """The parties without the rest of a list of people: "hosts Mr Bo, Ms Li *and other leaders*"."""
    people = [p for p in parties if _all_persons(scene, (p,))]
    others = [p for p in parties if p not in people]
    heads = (match.sentence.tokens[p.mention.head] for p in others if p.mention.sentence == match.sentence.number)
    vague = all(any(a.text.lower() == "other" for a in match.sentence.children(h, "amod")) for h in heads)
    return tuple(people) if people and others and vague else parties


def _points_back(match: Match, pointers: frozenset[str]) -> bool:
    """ "the call", "their talks"; "they discussed", "the two presidents agreed": words for a contact told elsewhere."""
    if match.frame.part == "noun":
        return any(c.text.lower() in ANAPHORS for c in match.sentence.children(match.trigger, "det", "poss"))
    trigger = match.trigger
    if trigger.tag == "VBG" and trigger.dep in ("advcl", "acl") and match.sentence.child(trigger, "dobj", "prep") is None:
        return False  # "the officials, *speaking* privately, …"
    subject = syntax.surface_subject(match.sentence, trigger) if not match.frame.places else ()
    return any(t.lemma in pointers and (len(subject) > 1 or t.tag not in ("NN", "NNP")) for t in subject)


def _completed(finding: Finding, scene: Scene, clock: Clock, knowledge: EventKnowledge, others: frozenset[int]) -> Finding:
    match = finding.match
    limit = deadline(match, clock)
    chosen = timing(match, clock, others, limit.time if limit else None) or limit
    published = scene.document.article.published
    sign = by_date(status_of(match, knowledge.status), chosen, published)
    chosen = without_calling_off(match, sign, chosen, published) if finding.medium is not None else chosen
    sign = _put_off(match, scene, clock) or sign if finding.medium is not None and sign.status in ("occurred", "planned") else sign
    meant = as_intent(match, sign, knowledge.intent)
    if sign.status == "denied" and meant is not match:  # what "will not support" refuses is refused
        sign = Sign("occurred", None)
    tour = _is_tour(finding, scene)
    spot = place(match, scene) if not tour else None
    minutes = length(match, clock) if finding.medium is not None and match.frame.status is None else None
    medium, medium_span = _medium(finding, knowledge.means, spot=spot.span if spot else None, official=scene.reads_official)
    spans: list[tuple[EvidenceField, Span | None]] = [
        ("trigger", match.trigger.span),
        ("when", chosen.time.span if chosen else None),
        ("where", spot.span if spot else None),
        ("status", sign.span),
        ("medium", medium_span),
        ("duration_minutes", minutes[1] if minutes else None),
    ]
    return msgspec.structs.replace(
        finding,
        match=meant,
        status=sign.status,
        medium=medium,
        when=chosen.when if chosen else None,
        time=chosen.time if chosen else None,
        where=spot.where if spot else None,
        duration_minutes=minutes[0] if minutes else None,
        tour=tour,
        evidence=(*_party_evidence(finding, scene), *(Evidence(f, s.start, s.end) for f, s in spans if s is not None)),
    )


def _put_off(match: Match, scene: Scene, clock: Clock) -> Sign | None:
    """ "was moved *to Friday*": another day, not another place."""
    verb = match.sentence.head(match.trigger)
    if verb.lemma not in scene.words["moving"] or match.trigger.dep not in ("nsubjpass", "dobj", "nsubj"):
        return None
    heads = (head_of(match.sentence, t) for t in clock.in_sentence(match.sentence))
    above = (match.sentence.head(h) for h in heads if h is not None)
    return Sign("postponed", verb.span) if any(a.text.lower() in ("to", "until") and a.head == verb.i for a in above) else None


def _is_tour(finding: Finding, scene: Scene) -> bool:
    """Whether a visit goes to several states, so that no one place is its own."""
    states = {a.id for p in finding.recipients for a in scene.who(p) if a.kind == "state"}
    return finding.match.frame.places and len(states) > 1


def _party_evidence(finding: Finding, scene: Scene) -> Iterator[Evidence]:
    sides: tuple[tuple[EvidenceField, tuple[Party, ...]], ...] = (("actors", finding.actors), ("recipients", finding.recipients))
    for (field, parties), (_, others) in zip(sides, reversed(sides), strict=True):
        spans = [s for p in parties for s in proofs(scene, p, wide=True)]
        if field == "actors" and finding.medium is None:
            spans += done_at(scene, finding.match, parties)
        yield from (Evidence(field, s.start, s.end) for s in spans if not any(_is_part(s, p.mention.span) for p in others))


def _is_part(span: Span, whole: Span) -> bool:
    """Whether a stretch is a part of another: "*Israeli* settlers" are no proof of Israel."""
    return whole.start <= span.start and span.end <= whole.end and span != whole


def _medium(finding: Finding, words: MeansWords, *, spot: Span | None, official: bool) -> tuple[Medium | None, Span | None]:
    """The frame's medium, sharpened by the words around it; the trigger proves what the frame says, a place that they met."""
    told = finding.medium
    if told is None:
        return None, None
    if finding.match.frame.places:  # "invited him to Tokyo during their video call": the call is another contact
        return told, finding.match.trigger.span
    named = means(finding.match, words)
    if told == "unspecified" and named is not None:
        return named
    if told in ("in_person", "phone") and named is not None and named[0] == "video":
        return named
    if told == "in_person" and (spoken := by_telephone(finding.match, words)) is not None:
        return "phone", spoken
    if told == "unspecified" and spot is not None:
        return "in_person", spot
    if told == "unspecified" and official and finding.match.frame.readout_medium is not None and not _goes_on(finding):
        return finding.match.frame.readout_medium, finding.match.trigger.span
    return told, finding.match.trigger.span if told != "unspecified" else None


def _goes_on(finding: Finding) -> bool:
    """ "They shook hands and *the three talked*": of those who have just met, no call is told."""
    return all(p.mention.kind in ("collective", "pronoun") for p in (*finding.actors, *finding.recipients))
