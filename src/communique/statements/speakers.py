"""Source words → actors: names and pronouns by the cast, documents by their owners, the nameless by description."""

from __future__ import annotations

from collections.abc import Iterator

from communique.actors import Cast, describe, name_of_head
from communique.knowledge.actors import ActorKnowledge
from communique.knowledge.actors_names import slug
from communique.knowledge.cues import CueKnowledge
from communique.match.pronouns import stood_for
from communique.model import Actor, Document, Mention, Parse, Sentence, Span, Token
from communique.statements.attribution import Attribution
from communique.statements.clauses import owner_of, putters_out
from communique.statements.taken_up import taken_up

# Whoever speaks where the text names nobody ("it was reported that").
_BODIES = frozenset({"government", "organisation"})
UNNAMED = Actor("name:unnamed", "unnamed source", "other", None, None, ())


class Speakers:
    """Resolves heads of noun phrases to actor ids; its cast grows by the unnamed."""

    def __init__(self, cast: Cast, document: Document, parse: Parse, actors: ActorKnowledge, knowledge: CueKnowledge) -> None:
        """Start from the cast the actors room found."""
        self.cast = cast
        self._document = document
        self._parse = parse
        self._actors = actors
        self._knowledge = knowledge
        self._said_by: set[str] = set()

    def of(self, number: int, head: Token | None, span: Span | None) -> str:
        """The actor who speaks; :data:`UNNAMED` where nobody is named. Of several ("Putin and Modi said") the first."""
        if head is None:
            return self._unnamed()
        sentence = self._parse.sentences[number]
        if head.tag in {"WP", "WDT"} and self._antecedent(sentence, head) is None:
            head = _meant(sentence, head)
        found = self._official_before(sentence, head) or self._known(sentence, head, span) or self._body(sentence, head)
        found = found or self._publisher(sentence, head) or self._described(number, head)
        self._said_by.add(found)
        return found

    def again(self, speaker: str, one: Attribution, before: Attribution) -> str | None:
        """The last speaker, where "he" or "she" goes on speaking in the next sentence: somebody the cast may not know."""
        head, told = one.source_head, before.source_head
        if head is None or told is None or head.text.lower() not in {"he", "she"} or told.pos == "PRON":
            return None
        known = self.cast.actors[speaker]
        if known.kind == "person":
            return speaker if self._may_be(speaker, head.text.lower()) else None
        sentence = self._parse.sentences[before.sentence]
        is_named = told.pos == "PROPN" and any(c.dep in {"compound", "appos"} for c in sentence.children(told))
        is_official = told.lemma in self._actors.roles and told.tag in {"NN", "NNP"}
        return speaker if known.kind == "other" and (is_named or is_official) else None

    def _may_be(self, person: str, pronoun: str) -> bool:
        """Whether the tables allow that "he" or "she" is said of somebody."""
        known = self._actors.people.get(person.removeprefix("wd:").removeprefix("name:"))
        gender = known.gender if known is not None else ""
        return gender == "f" if pronoun == "she" and known is not None else gender != "f"

    def _body(self, sentence: Sentence, head: Token) -> str | None:
        """Whom "it said" and "the statement said" mean: the office or body named, or heard, last; "a statement" is a new one's."""
        article = sentence.child(head, "det")
        is_new = article is not None and article.text.lower() in {"a", "an"}
        if head.text.lower() != "it" and (head.lemma not in self._knowledge.documents or is_new or _is_joint(sentence, head)):
            return None
        if any(c.pos == "PROPN" for c in sentence.children(head, "compound", "nmod", "poss")):  # "the Tanjug readout" is nobody else's
            return None
        read_out = self._read_out(sentence, head)
        if read_out is not None:
            return read_out
        named = [m.actors[0] for m in self.cast.mentions if m.end <= head.start and len(m.actors) == 1 and self._may_be_it(m.actors[0])]
        return named[-1] if named else None

    def _read_out(self, sentence: Sentence, document: Token) -> str | None:
        """Who brought up the document before, in that paragraph or the one before: "Berg read a statement. “…,” *the statement* said"."""
        for earlier in reversed(self._parse.sentences[: sentence.number]):
            if sentence.paragraph - earlier.paragraph > 1:
                return None
            same = (t for t in earlier.tokens if t.lemma == document.lemma and t.pos == "NOUN")
            owners = (owner_of(earlier, t) or _teller(earlier, t) for t in same)
            found = next((k for o in owners if o is not None and (k := self._known(earlier, o, None)) is not None), None)
            if found is not None:
                return found
        return None

    def _may_be_it(self, actor: str) -> bool:
        known = self.cast.actors[actor]
        if known.kind in _BODIES or actor not in self._said_by:
            return known.kind in _BODIES
        is_human = known.kind == "other" and any(w.removesuffix("s") in self._actors.roles for w in known.name.lower().split())
        return known.kind != "person" and known.name != UNNAMED.name and not is_human  # "it" is no adviser

    def known(self, number: int, head: Token | None) -> str | None:
        """The actor of a mention, if that token heads one."""
        mention = self.cast.at(number, head.i) if head is not None else None
        return mention.actors[0] if mention is not None else None

    def may_speak(self, number: int, head: Token) -> bool:
        """Whether a name is that of a person, or of a state, a seat of power or a body that the tables hold."""
        known = self.known(number, head)
        if known is None:
            return head.text in self._actors.metonyms
        return self.cast.actors[known].kind == "person" or not known.startswith("name:")

    def others(self, number: int, head: Token | None) -> tuple[str, ...]:
        """Whoever else "both of whom" means: each of them speaks for himself."""
        mention = self.cast.at(number, head.i) if head is not None else None
        return mention.actors[1:] if mention is not None and mention.reason.startswith("relative") else ()

    def cited(self, number: int, verb: Token | None) -> Token | None:
        """Whose words a reporting verb passes on: "Yonhap reported, citing an official"; not a reason ("citing high costs")."""
        sentence = self._parse.sentences[number]
        if verb is None or verb.pos not in {"VERB", "AUX"}:
            return None
        clause = next((c for c in _below(sentence, verb) if c.lemma in self._knowledge.citing and c.tag == "VBG"), None)
        source = sentence.child(clause, "dobj") if clause is not None else None
        named = source is not None and (source.pos == "PROPN" or self.known(number, source) is not None)
        owned = source is not None and source.lemma in self._knowledge.documents and sentence.child(source, "poss") is not None
        speaks = source is not None and (named or owned or source.lemma in self._actors.roles or source.lemma in self._knowledge.voices)
        return source if speaks else None

    def carriers(self, number: int, cue: Token | None) -> tuple[str, ...]:
        """Who passes words on besides: "said in a statement carried by KCNA", "Interfax quoted X as saying"."""
        if cue is None:
            return ()
        sentence = self._parse.sentences[number]
        found = [*self._publishers(sentence, cue), *self._quoters(sentence, cue)]
        return tuple(self.of(number, t, None) for t in found)

    def _publishers(self, sentence: Sentence, cue: Token) -> list[Token]:
        """By whom the statement was carried in which it was said."""
        within = [c for p in sentence.children(cue, "prep") if p.lemma in {"in", "to"} for c in sentence.children(p, "pobj")]
        documents = [c for c in (cue, *within) if c.lemma in self._knowledge.documents]
        made = [a for d in documents for a in sentence.children(d, "acl") if a.lemma in self._knowledge.carrying]
        agents = (a for verb in made for a in sentence.children(verb, "agent", "prep"))
        return [t for a in agents for t in sentence.children(a, "pobj") if a.lemma == "by" or self._is_outlet(sentence, t)]

    def _is_outlet(self, sentence: Sentence, noun: Token) -> bool:
        """Whether something is published *in* a known body's pages, not in a town or on a Tuesday."""
        known = self.known(sentence.number, noun)
        return known is not None and self.cast.actors[known].kind == "organisation"

    def _quoters(self, sentence: Sentence, cue: Token) -> list[Token]:
        marker = sentence.head(cue)
        verb = sentence.head(marker)
        if cue.lemma in self._knowledge.citing and (said := sentence.child(cue, "prep")) is not None and said.lemma == "as":
            marker, verb, cue = said, cue, sentence.child(said, "pcomp") or cue
        if cue.dep != "pcomp" or marker.lemma != "as" or verb.lemma not in self._knowledge.citing:
            return []
        named = (c for h in (verb, cue) for c in sentence.children(h, "agent", "prep") if c.lemma == "by")
        by = next(named, None)
        if by is not None:  # "was quoted by X as saying", "was quoted as saying by X"
            return list(sentence.children(by, "pobj"))
        return list(sentence.children(verb, "nsubj"))

    def _owned_by_voice(self, sentence: Sentence, document: Token) -> str | None:
        """The body whose document it is by its own words: "a Chadian *foreign ministry* statement" is the ministry's, not the state's."""
        voices = (c for c in sentence.children(document, "compound") if c.lemma in self._knowledge.voices)
        voice = next(voices, None)
        return self.known(sentence.number, voice) or self._described(sentence.number, voice) if voice is not None else None

    def _publisher(self, sentence: Sentence, document: Token) -> str | None:
        """Whose a statement is that names no other maker: "a statement published by the ministry", "a foreign ministry statement"."""
        if document.lemma not in self._knowledge.documents:
            return None
        put_out = putters_out(sentence, document, self._knowledge.carrying | self._knowledge.light)
        makers = [*sentence.children(document, "compound", "nmod", "poss"), *self._publishers(sentence, document), *put_out]
        voices = (t for t in makers if t.lemma in self._knowledge.voices or (t in put_out and t.pos == "PROPN"))
        maker = next(voices, None)
        return self.of(sentence.number, maker, None) if maker is not None else None

    def principal(self, number: int, source: Token, subject: Token) -> str | None:
        """The person named by ``subject``, if ``source`` speaks for that person: same state, and a spokesperson, an office, a palace."""
        told = self.cast.at(number, subject.i)
        if told is not None and len(told.actors) > 1:  # what "the two" did is the office's own account
            return None
        served = self._served(number, source, subject)
        person = served or self.cast.actors.get(self.known(number, subject) or "")
        voice = self.cast.actors.get(self.known(number, source) or "")
        if person is None or person.kind != "person" or (person.country is None and served is None):
            return None
        is_voice = source.lemma in self._knowledge.mouths or (voice is not None and voice.kind == "government")
        country = voice.country if voice is not None else None
        return person.id if (is_voice or served is not None) and country in {None, person.country} else None

    def _served(self, number: int, source: Token, subject: Token) -> Actor | None:
        """In "his spokesman said the president …" he himself, whatever president was named last: the one of his own state."""
        sentence = self._parse.sentences[number]
        owner = sentence.child(source, "poss")
        if owner is not None and owner.tag == "PRP$" and self.known(number, owner) is None:  # "Mr Berg rang Mrs Holm, his spokesman said"
            owner = next((t for t in sentence.tokens[: owner.i] if t.dep == "nsubj" and self.known(number, t) is not None), None)
        served = self.cast.actors.get(self.known(number, owner) or "")
        told = self.cast.actors.get(self.known(number, subject) or "")
        speaks_for = {source.lemma, *(t.lemma for t in sentence.children(source))} & self._knowledge.mouths
        if served is None or served.kind != "person" or subject.pos == "PRON" or not speaks_for:
            return None
        return served if told is None or told.country != served.country or told.id == served.id else None

    def is_attitude(self, sentence: Sentence, verb: Token) -> bool:
        """Whether a copula tells how somebody feels: "is hopeful"."""
        value = sentence.child(verb, "acomp")
        return value is not None and ("adjective", value.lemma) in self._knowledge.cues

    def is_first_person(self, head: Token | None) -> bool:
        """Whether a source is "I" or "we"."""
        words = self._knowledge.first_person | self._knowledge.first_person_plural
        return head is not None and head.text.lower() in words

    def _known(self, sentence: Sentence, head: Token, span: Span | None) -> str | None:
        direct = self.known(sentence.number, head)
        if direct is not None:
            return self._national(sentence, head, direct) or direct
        if (owner := sentence.child(head, "poss")) is not None and owner.tag == "WP$":  # "Mr Berg, whose office described"
            return self._antecedent(sentence, owner)
        if head.tag in {"WP", "WDT", "WP$"} or head.lemma in {"both", "all", "some", "none", "each"}:
            return self._antecedent(sentence, head)
        if head.lemma in self._knowledge.documents:
            return self._owned_by_voice(sentence, head) or self._maker(sentence, head)
        return self._named_inside(sentence, head, span)

    def _national(self, sentence: Sentence, head: Token, group: str) -> str | None:
        """The person whom "the Russian" means: the last named of that state; "the Russians" and "the French" are several."""
        country = self._actors.countries.get(self.cast.actors[group].country or "")
        article = sentence.child(head, "det")
        if self.cast.actors[group].kind != "group" or country is None or article is None or article.text.lower() != "the":
            return None
        if f"{head.text}s" not in country.demonyms:
            return None
        before = [m.actors[0] for m in self.cast.mentions if m.end <= head.start and len(m.actors) == 1]
        people = (a for a in reversed(before) if self.cast.actors[a].kind == "person" and self.cast.actors[a].country == country.iso3)
        return next(people, None)

    def _antecedent(self, sentence: Sentence, pronoun: Token) -> str | None:
        """Whom "who", "both of whom" means: the noun that the relative clause hangs on."""
        clause = next((a for a in (pronoun, *sentence.ancestors(pronoun)) if a.dep == "relcl"), None)
        return self.known(sentence.number, sentence.head(clause)) if clause is not None else None

    def _maker(self, sentence: Sentence, document: Token) -> str | None:
        """Whose statement, tweet, letter it is."""
        makers = [*sentence.children(document, "poss", "compound", "amod", "nmod")]
        for preposition in sentence.children(document, "prep", "agent"):
            if preposition.lemma in {"by", "from", "of"}:
                makers += sentence.children(preposition, "pobj")
        makers += putters_out(sentence, document, self._knowledge.carrying | self._knowledge.light)
        placed = (c for p in sentence.children(document, "prep") if p.lemma == "on" for c in sentence.children(p, "pobj"))
        makers += [o for place in placed for o in sentence.children(place, "poss")]  # "a post on his account"
        owner = owner_of(sentence, document)
        if owner is not None:
            makers += [owner, *sentence.children(owner, "poss", "compound")]
        found = (self.known(sentence.number, m) for m in makers)
        return next((f for f in found if f is not None), None)

    def _named_inside(self, sentence: Sentence, head: Token, span: Span | None) -> str | None:
        """A mention that covers the head, or an apposition or name set beside it."""
        for beside in sentence.children(head, "appos", "compound", "flat"):
            found = self.known(sentence.number, beside)
            if found is not None and beside.pos == "PROPN" and (head.pos == "PROPN" or beside.dep == "appos"):
                return found
        name = name_of_head(sentence, head, self.cast, self._actors)
        if name is not None:
            return self.known(sentence.number, name)
        for mention in self.cast.between(sentence.tokens[0].start, head.end):
            if mention.start <= head.start and head.end <= mention.end and (span is None or span.overlaps(mention.span)):
                return mention.actors[0]
        return None

    def _described(self, number: int, head: Token) -> str:
        sentence = self._parse.sentences[number]
        noun = _counted(sentence, head)
        named = _name_beside(sentence, head) if noun is not head or noun.tag == "NN" else None
        if named is not None:  # "one of its leaders, Ishkhan Berg"
            mention, actor = describe(self.cast, self._document, self._parse, number, named.i, self._actors)
            self.cast = self.cast.joined(mention, actor)
            return actor.id
        is_name = head.dep == "nsubj" and head.text[:1].isupper() and head.pos not in {"PRON", "DET"}  # a name the tagger does not know
        if noun.pos not in {"NOUN", "PROPN"} and not is_name:
            return self._stood_for(sentence, head) or self._unnamed()
        if noun is not head:
            return self._one_of(number, head, noun)
        earlier = taken_up(self._parse, self.cast, sentence, head, self._knowledge.voices)
        if earlier is not None:
            return earlier
        mention, actor = describe(self.cast, self._document, self._parse, number, head.i, self._actors)
        self.cast = self.cast.joined(mention, actor)
        return actor.id

    def _stood_for(self, sentence: Sentence, head: Token) -> str | None:
        """The state or body that "it" means: the last that acted, persons passed over."""
        if head.text.lower() in {"he", "she"}:
            return self._last_person(sentence, head)
        if head.text.lower() != "it":
            return None
        for earlier, subjects in stood_for(self._parse, sentence, head):
            known = self.known(earlier.number, subjects[0]) if len(subjects) == 1 else None
            if known is None or self.cast.actors[known].kind == "other":
                return None
            if self.cast.actors[known].kind not in {"person", "office"}:
                return known
        return None

    def _official_before(self, sentence: Sentence, pronoun: Token) -> str | None:
        """Somebody without a name whom the sentence before is about: "An Egyptian diplomat smiled. “…,” *he* said"."""
        earlier = self._parse.sentences[sentence.number - 1] if sentence.number > 0 else None
        if pronoun.text.lower() not in {"he", "she", "they"} or earlier is None or earlier.paragraph != sentence.paragraph:
            return None
        subject = earlier.child(earlier.root, "nsubj")
        if pronoun.text.lower() == "they":
            return self._officials(earlier, subject)
        article = earlier.child(subject, "det") if subject is not None else None
        is_new = article is not None and article.text.lower() in {"a", "an", "one"}
        if subject is None or not is_new or subject.tag != "NN" or subject.lemma not in self._actors.roles:
            return None
        known = self.known(earlier.number, subject)
        if known is not None and self.cast.actors[known].kind not in {"other", "person"}:
            return None
        return known or self._named_inside(earlier, subject, None) or self._described(earlier.number, subject)

    def _officials(self, earlier: Sentence, subject: Token | None) -> str | None:
        """Several without names whom a sentence is about: "Egyptian diplomats smiled. “…,” *they* said"."""
        if subject is None or subject.tag != "NNS" or subject.lemma not in self._actors.roles:
            return None
        known = self.known(earlier.number, subject)
        nameless = known is None or self.cast.actors[known].kind in {"other", "group"}
        return (known or self._described(earlier.number, subject)) if nameless else None

    def _last_person(self, sentence: Sentence, pronoun: Token) -> str | None:
        """Whom "he" means where nobody known is: the last official who acted in that paragraph ("The deputy conceded it. Later he …")."""
        for earlier, subjects in stood_for(self._parse, sentence, pronoun):
            if earlier is sentence and sentence.head(pronoun).dep == "parataxis":  # "The general, *she* writes, …"
                continue
            if earlier.paragraph != sentence.paragraph or len(subjects) != 1:
                return None
            known = self.known(earlier.number, subjects[0])
            if known is not None and self.cast.actors[known].kind == "person" and self._may_be(known, pronoun.text.lower()):
                return known
            if subjects[0].lemma in self._actors.roles and (known is None or self.cast.actors[known].kind == "other"):
                return known or self._described(earlier.number, subjects[0])
        return None

    def _one_of(self, number: int, head: Token, noun: Token) -> str:
        """ "One of the diplomats" is somebody without a name, even where it is known who the diplomats are."""
        name = self._parse.text[head.start : noun.end]
        identifier = f"name:{slug(name)}"
        mention = Mention(head.start, noun.end, number, head.i, "nominal", (identifier,), "described")
        self.cast = self.cast.joined(mention, Actor(identifier, name, "other", None, None, (mention.span,)))
        return identifier

    def _unnamed(self) -> str:
        if UNNAMED.id not in self.cast.actors:
            self.cast = Cast(self.cast.mentions, {**self.cast.actors, UNNAMED.id: UNNAMED})
        return UNNAMED.id


def _is_joint(sentence: Sentence, document: Token) -> bool:
    """Whether it is several's: "the joint statement"."""
    return any(c.lemma == "joint" for c in sentence.children(document, "amod"))


def _teller(sentence: Sentence, document: Token) -> Token | None:
    """Who "said *in a statement*"."""
    marker = sentence.head(document)
    return sentence.child(sentence.head(marker), "nsubj") if document.dep == "pobj" and marker.lemma == "in" else None


def _meant(sentence: Sentence, pronoun: Token) -> Token:
    """The noun that "who" takes up, where nobody known is meant: "the minister, who said"."""
    clause = next((a for a in (pronoun, *sentence.ancestors(pronoun)) if a.dep == "relcl"), None)
    noun = sentence.head(clause) if clause is not None else pronoun
    return noun if noun.pos in {"NOUN", "PROPN"} else pronoun


def _name_beside(sentence: Sentence, head: Token) -> Token | None:
    """The name set beside a counted noun."""
    return next(
        (c for c in sentence.children(head, "appos") if c.pos == "PROPN" and sentence.tokens[c.i - 1].pos in {"PROPN", "PUNCT"}), None
    )


def _below(sentence: Sentence, verb: Token) -> Iterator[Token]:
    """What hangs on a reporting verb and its subject; an aside before "that" is the verb's, though parsers hang it on the clause."""
    for holder in (verb, *sentence.children(verb, "nsubj"), *sentence.children(verb, "ccomp")):
        that = next((m.i for m in sentence.children(holder, "mark") if m.text.lower() == "that"), None)
        for child in sentence.children(holder, "advcl", "acl", "prep"):
            is_before = that is not None and child.i < that
            if is_before == (holder.dep == "ccomp" and holder is not verb):
                yield child


def _counted(sentence: Sentence, head: Token) -> Token:
    """The noun of "one of the diplomats", "several of his aides"."""
    marker = next((c for c in sentence.children(head, "prep") if c.lemma == "of" and c.i == head.i + 1), None)
    noun = sentence.child(marker, "pobj") if marker is not None and head.pos in {"NUM", "DET", "PRON", "ADJ"} else None
    return noun if noun is not None else head
