"""Source words → actors: names and pronouns by the cast, documents by their owners, the nameless by description."""

from __future__ import annotations

from communique.actors import Cast, describe
from communique.knowledge.actors import ActorKnowledge
from communique.knowledge.cues import CueKnowledge
from communique.model import Actor, Document, Parse, Sentence, Span, Token
from communique.statements.clauses import owner_of

# Whoever speaks where the text names nobody ("it was reported that").
UNNAMED = Actor("other:unnamed", "unnamed source", "other", None, None, ())


class Speakers:
    """Resolves heads of noun phrases to actor ids; its cast grows by the unnamed."""

    def __init__(self, cast: Cast, document: Document, parse: Parse, actors: ActorKnowledge, knowledge: CueKnowledge) -> None:
        """Start from the cast the actors room found."""
        self.cast = cast
        self._document = document
        self._parse = parse
        self._actors = actors
        self._knowledge = knowledge

    def of(self, number: int, head: Token | None, span: Span | None) -> str:
        """The actor who speaks; :data:`UNNAMED` where nobody is named. Of several ("Putin and Modi said") the first."""
        if head is None:
            return self._unnamed()
        sentence = self._parse.sentences[number]
        return self._known(sentence, head, span) or self._described(number, head)

    def known(self, number: int, head: Token | None) -> str | None:
        """The actor of a mention, if that token heads one."""
        mention = self.cast.at(number, head.i) if head is not None else None
        return mention.actors[0] if mention is not None else None

    def others(self, number: int, head: Token | None) -> tuple[str, ...]:
        """Whoever else "both of whom" means: each of them speaks for himself."""
        mention = self.cast.at(number, head.i) if head is not None else None
        return mention.actors[1:] if mention is not None and mention.reason.startswith("relative") else ()

    def cited(self, number: int, verb: Token | None) -> Token | None:
        """Whose words a reporting verb passes on: "Yonhap reported, citing an official"; not a reason ("citing high costs")."""
        sentence = self._parse.sentences[number]
        below = sentence.children(verb, "advcl", "acl", "prep") if verb is not None else ()
        clause = next((c for c in below if c.lemma in self._knowledge.citing and c.tag == "VBG"), None)
        source = sentence.child(clause, "dobj") if clause is not None else None
        speaks = source is not None and (self.known(number, source) is not None or source.lemma in self._actors.roles)
        return source if speaks else None

    def is_first_person(self, head: Token | None) -> bool:
        """Whether a source is "I" or "we"."""
        words = self._knowledge.first_person | self._knowledge.first_person_plural
        return head is not None and head.text.lower() in words

    def _known(self, sentence: Sentence, head: Token, span: Span | None) -> str | None:
        direct = self.known(sentence.number, head)
        if direct is not None:
            return direct
        if (owner := sentence.child(head, "poss")) is not None and owner.tag == "WP$":  # "Mr Berg, whose office described"
            return self._antecedent(sentence, owner)
        if head.tag in {"WP", "WDT", "WP$"} or head.lemma in {"both", "all", "some", "none", "each"}:
            return self._antecedent(sentence, head)
        if head.lemma in self._knowledge.documents:
            return self._maker(sentence, head)
        return self._named_inside(sentence, head, span)

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
        for mention in self.cast.mentions:
            if mention.start <= head.start and head.end <= mention.end and (span is None or span.overlaps(mention.span)):
                return mention.actors[0]
        return None

    def _described(self, number: int, head: Token) -> str:
        if head.pos not in {"NOUN", "PROPN"}:
            return self._unnamed()
        mention, actor = describe(self.cast, self._document, self._parse, number, head.i, self._actors)
        self.cast = self.cast.joined(mention, actor)
        return actor.id

    def _unnamed(self) -> str:
        if UNNAMED.id not in self.cast.actors:
            self.cast = Cast(self.cast.mentions, {**self.cast.actors, UNNAMED.id: UNNAMED})
        return UNNAMED.id
