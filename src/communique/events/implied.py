"""Readouts that leave their contact to the title: "The two leaders discussed …", "The message reads".

On an official's own page such words tell of a contact between that official and the foreigner the text is about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

import msgspec

from communique.actors import holder, leader_of
from communique.actors.lookup import term_on
from communique.actors.publisher import voice_of
from communique.events.finding import Finding, Party
from communique.events.international import side
from communique.events.reach import is_sitting_in
from communique.events.scene import Scene
from communique.events.stand_ins import STANDS_IN
from communique.knowledge.actors_tables import Person, Publisher
from communique.match import syntax
from communique.model import Actor, Evidence, Mention, Sentence, Token

# Whoever the readout is about is named early; who is only talked about may come later.
EARLY_SENTENCES = 6
# As many as a mention may mean for one of them to be whom a text is about: not one of "leaders from the G7".
FEW = 2
# How long after a contact its readout comes out at most, in days.
MOST_DAYS = 45
# "leader": a page known by its manner alone.
HEADS_OF_STATE = frozenset({"head_of_state", "leader"})
Lead = Callable[[Scene, str | None], Actor | None]
_BETWEEN = re.compile(r"\s*[-–—]\s*|\s+and\s+(?:the\s+)?")


def implied(findings: Sequence[Finding], scene: Scene) -> Finding | None:
    """The contact that a readout tells of without naming both sides in one sentence; ``None`` where one is told anyway."""
    publisher = scene.publisher
    if publisher is None:
        return None
    # Where only the opening tells whose text it is, "the meeting" may be news; "they discussed" and "the message reads" are not.
    signs = [f for f in findings if f.anaphoric and (publisher.domain or f.match.frame.part == "verb" or f.match.frame.medium == "letter")]
    signs = [f for f in signs if not (_is_past(f, scene) or _is_attended(f, scene, publisher) or _is_of_bodies(f, scene))]
    if not signs:
        return None
    # Where nobody is told to have spoken ("were discussed"), the state in question must be set beside the publisher's own.
    plain = [f for f in signs if f.actors or f.match.frame.actor]
    lead = _addressee if (plain or signs)[0].medium == "letter" and publisher.office in HEADS_OF_STATE else _leader
    home, other = _home(scene, publisher), _counterpart(scene, publisher, lead, anyone=bool(plain))
    if (
        home is None
        or other is None
        or _opens_among_own(scene, publisher)
        or any(_tells(f, home, other) or _opens_with(f, home, scene) or _is_journey(f, home) for f in findings)
    ):
        return None
    sign = (plain or signs)[0]
    one, two = _party(sign, home), _party(sign, other)
    proof = (
        Evidence("actors", one.mention.start, one.mention.end),
        Evidence("recipients", two.mention.start, two.mention.end),
    )
    evidence = (*(e for e in sign.evidence if e.field not in ("actors", "recipients")), *proof)
    return msgspec.structs.replace(sign, anaphoric=False, actors=(one,), recipients=(two,), evidence=evidence)


def _is_attended(sign: Finding, scene: Scene, publisher: Publisher) -> bool:
    """ "The meeting was attended by Mr Volodin": who of the house sat in does not tell with whom."""
    people = [a for p in sign.actors for a in scene.who(p)]
    if is_sitting_in(scene, sign.match):
        return True
    passive = sign.match.carrier is not None and syntax.is_passive(sign.match.sentence, sign.match.carrier)
    return sign.match.frame.part == "noun" and passive and bool(people) and all(side(a, scene) in (None, publisher.country) for a in people)


def _is_of_bodies(sign: Finding, scene: Scene) -> bool:
    """ "Ethiopia and Eritrea signed a deal. *They* agreed": states have acted, nobody has met; nor is "the *NATO* summit" of two."""
    return any(p.mention.reason == STANDS_IN for p in sign.actors) or _is_of_members(sign, scene)


def _is_of_members(sign: Finding, scene: Scene) -> bool:
    """Whether a meeting bears the name of a body, or a summit that of a town, so that its members meet there."""
    sentence, noun = sign.match.sentence, sign.match.trigger
    named = sentence.children(noun, "compound", "nmod", "amod")
    of_body = any(scene.actors.bodies_in(t.text) for t in named)
    at_town = noun.text == "Summit" and any(t.pos == "PROPN" and not scene.actors.readings(t.text) for t in named)  # "the Rio Summit"
    return sign.match.frame.part == "noun" and (of_body or at_town)


def _is_past(sign: Finding, scene: Scene) -> bool:
    """Whether a sign tells of something long ago ("the June 2016 summit"): a readout comes out within days."""
    published = scene.document.article.published
    last = sign.when.latest if sign.when is not None else None
    return published is not None and last is not None and (published - last).days > MOST_DAYS


def with_means(findings: Sequence[Finding], scene: Scene) -> list[Finding]:
    """On an official's page, contacts told without their means have the one that the page names for "the meeting", "the call"."""
    if scene.publisher is None or not scene.publisher.domain:
        return _face_to_face(findings, scene)
    definite = [f for f in findings if f.medium not in (None, "unspecified")]
    pointing = [f for f in definite if f.anaphoric]
    told = [f for f in definite if not f.anaphoric and f.status == "occurred"]
    if len({f.medium for f in pointing}) != 1:
        return _face_to_face(findings, scene)
    sign = pointing[0]
    proof = Evidence("medium", sign.match.trigger.start, sign.match.trigger.end)
    return [
        msgspec.structs.replace(f, medium=sign.medium, evidence=(*f.evidence, proof))
        if _is_todays(f, scene) and not any(f.ids <= t.ids for t in told)
        else f
        for f in findings
    ]


def _is_todays(finding: Finding, scene: Scene) -> bool:
    told = finding.medium == "unspecified" and finding.status == "occurred" and not finding.anaphoric
    return told and not _is_past(finding, scene)


def _face_to_face(findings: Sequence[Finding], scene: Scene) -> list[Finding]:
    """An official's page with a transcript of who said what to whom tells of a meeting, where nothing names the means."""
    turn = _first_turn(scene)
    if scene.publisher is None or turn is None:
        return list(findings)
    proof = Evidence("medium", turn.start, turn.end)
    return [
        msgspec.structs.replace(f, medium="in_person", evidence=(*f.evidence, proof))
        if f.medium == "unspecified" and f.status == "occurred" and set(turn.actors) & f.ids
        else f
        for f in findings
    ]


def _first_turn(scene: Scene) -> Mention | None:
    """The first name that opens a line and is followed by a colon: "President of Russia Vladimir Putin: …"."""
    text = scene.parse.text
    for mention in scene.cast.mentions:
        opens = mention.start == 0 or text[mention.start - 1] == "\n"
        if opens and mention.kind == "name" and text[mention.end : mention.end + 1] == ":":
            return mention
    return None


def _tells(finding: Finding, home: Actor, other: Actor) -> bool:
    return finding.medium is not None and not finding.anaphoric and {home.id, other.id} <= finding.ids


def _opens_with(finding: Finding, home: Actor, scene: Scene) -> bool:
    """Whether the text opens on a contact of its official: then "they discussed" goes back to that one."""
    told = finding.medium is not None and not finding.anaphoric and finding.status in ("occurred", "planned")
    if not told or finding.match.sentence.number > 0 or home.id not in finding.ids:
        return False
    return any(a.kind == "person" and a.id != home.id for p in (*finding.actors, *finding.recipients) for a in scene.who(p))


def _is_journey(finding: Finding, home: Actor) -> bool:
    """Whether the text opens on a journey, announced or of another than its official: whom one meets on it has to be named."""
    frame = finding.match.frame
    told = finding.medium is not None and frame.places and frame.part == "verb" and finding.match.sentence.number == 0
    return told and (finding.status == "planned" or home.id not in finding.ids)


def _opens_among_own(scene: Scene, publisher: Publisher) -> bool:
    """Whether the text opens on a session with people who are nobody's envoys: "held a briefing with members of the council"."""
    sentence = scene.parse.sentences[0]
    held = (t for t in sentence.tokens if t.dep == "dobj" and sentence.head(t).lemma in scene.words["hold"])
    phrases = (p for noun in held for top in (noun, sentence.head(noun)) for p in sentence.children(top, "prep") if p.text == "with")
    people = [o for p in phrases for o in sentence.children(p, "pobj")]
    return bool(people) and all(o.tag == "NNS" and not _is_foreign(scene, publisher, sentence, o) for o in people)


def _is_foreign(scene: Scene, publisher: Publisher, sentence: Sentence, noun: Token) -> bool:
    """Whether a noun phrase names somebody of another state or body."""
    mentions = (m for t in sentence.subtree(noun) if (m := scene.mention(sentence, t)) is not None)
    return any(side(scene.cast.actors[a], scene) not in (None, publisher.country) for m in mentions for a in m.actors)


def _party(sign: Finding, actor: Actor) -> Party:
    """An actor as party of a sign: its first mention is the proof, else the words of the sign."""
    trigger = sign.match.trigger
    span = actor.mentions[0] if actor.mentions else trigger.span
    mention = Mention(span.start, span.end, sign.match.sentence.number, trigger.i, "nominal", (actor.id,), "implied-by-readout")
    return Party(mention, (actor.id,), msgspec.structs.replace(actor, mentions=(span,)) if not actor.mentions else None)


def _home(scene: Scene, publisher: Publisher) -> Actor | None:
    """The official of the page whom the text names most; else the one who speaks there."""
    named = _ranked(scene, lambda a: a.kind == "person" and a.country == publisher.country)
    if named:
        return named[0]
    voice = voice_of(scene.document.article, scene.actors)
    if voice is None:
        return _leader(scene, publisher.country) if publisher.domain else None
    return Actor(voice.id, voice.name, "person", voice.country, voice.office, ())


def _counterpart(scene: Scene, publisher: Publisher, lead: Lead, *, anyone: bool) -> Actor | None:
    """The foreigner the text is about: who acts in it, else the leader of the state it sets beside its own, else (``anyone``) who is
    named."""
    abroad = _ranked(scene, lambda a: a.kind in ("person", "office") and side(a, scene) not in (None, publisher.country))
    acting = {a for m in scene.cast.mentions if len(m.actors) <= FEW and _acts(scene, m) for a in m.actors}
    foreign = [p for p in abroad if p.kind == "person"]
    acts = next((p for p in foreign if p.id in acting), None) or next((p for p in abroad if p.id in acting), None)
    if acts is not None:
        return acts
    beside = _beside(scene, publisher)
    if beside is not None:
        return next((p for p in foreign if side(p, scene) in (beside.country, beside.id)), None) or _head(scene, beside, lead)
    states = _ranked(scene, lambda a: a.kind == "state" and a.country != publisher.country) if anyone else ()
    return foreign[0] if foreign else lead(scene, states[0].country) if states else None


def _acts(scene: Scene, mention: Mention) -> bool:
    """Whether a mention is a subject by itself, not only joined to one ("the President and *Mr Bo* know")."""
    return mention.reason.endswith(":subject") and scene.parse.sentences[mention.sentence].tokens[mention.head].dep != "conj"


def _beside(scene: Scene, publisher: Publisher) -> Actor | None:
    """The state or body in "Russian-Uzbek relations", "Russia and Jordan", "Russia-NATO": the one set beside the publisher's own."""
    for one, other in pairwise(m for m in scene.cast.mentions if m.sentence < EARLY_SENTENCES):
        if _BETWEEN.fullmatch(scene.parse.text, one.end, other.start):
            pair = [scene.cast.actors[m.actors[0]] for m in (one, other)]
            foreign = [a for a in pair if a.country != publisher.country]
            if len(foreign) == 1:
                return foreign[0]
    return None


def _head(scene: Scene, beside: Actor, lead: Lead) -> Actor | None:
    """Who leads a state or a body on the day of publication."""
    if beside.kind != "organisation":
        return lead(scene, beside.country)
    date, code = scene.document.article.published, scene.actors.organisation_codes.get(beside.id)
    held = (holder(scene.actors, f"org:{code}", office, date) for office in scene.words["body_heads"]) if date is not None else ()
    person = next((p for p in held if p is not None), None)
    return Actor(person.id, person.name, "person", None, None, ()) if person is not None else None


def _leader(scene: Scene, country: str | None) -> Actor | None:
    """Who leads a state on the day of publication."""
    date = scene.document.article.published
    leader = leader_of(scene.actors, country, date) if country is not None and date is not None else None
    return _as_actor(leader, country)


def _addressee(scene: Scene, country: str | None) -> Actor | None:
    """To whom of a state a head of state writes: the head of state; in grief, whoever leads it."""
    date = scene.document.article.published
    said = {t.lemma for s in scene.parse.sentences for t in s.tokens}
    head = holder(scene.actors, country, "head_of_state", date) if country is not None and date is not None else None
    if head is None or not said.isdisjoint(scene.words["grief"]) or (_reigns(scene, head) and said.isdisjoint(scene.words["royal"])):
        return _leader(scene, country)
    return _as_actor(head, country)


def _reigns(scene: Scene, head: Person) -> bool:
    """Whether a head of state is a monarch; then letters go to the head of government, unless they say "Your Majesty"."""
    term = term_on(scene.actors, head, scene.document.article.published)
    titles = (scene.actors.titles.get(t) for t in (term.title.split("|") if term is not None else ()))
    return any(t is not None and t.kind == "royal" for t in titles)


def _as_actor(leader: Person | None, country: str | None) -> Actor | None:
    return Actor(leader.id, leader.name, "person", country, "head_of_state", ()) if leader is not None else None


def _ranked(scene: Scene, fits: Callable[[Actor], bool]) -> list[Actor]:
    """Actors named early that fit; who only owns what is spoken of ("Putin's war") last, most mentions first, then first come first."""
    early = Counter(a for m in scene.cast.mentions if m.sentence < EARLY_SENTENCES and len(m.actors) <= FEW for a in m.actors)
    kept = [scene.cast.actors[a] for a in early if fits(scene.cast.actors[a])]
    taking_part = {a for m in scene.cast.mentions if not m.reason.endswith(":owner") for a in m.actors}
    return sorted(kept, key=lambda a: (a.id not in taking_part, -early[a.id], a.mentions[0].start if a.mentions else 0))
