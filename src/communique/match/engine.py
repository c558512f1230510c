"""Finding where frames apply in a sentence."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from communique.knowledge.actors import load_actors, names_people
from communique.knowledge.actors_names import fold
from communique.knowledge.events import EventKnowledge, Frame
from communique.knowledge.lists import word_lists
from communique.match import mending, syntax, telling
from communique.model import Sentence, Token

PARTS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adj"}

AUXILIARY = frozenset({"aux", "auxpass"})


class Match(msgspec.Struct, frozen=True):
    """A frame that applies to a trigger word. ``carrier`` is the verb a noun trigger hangs from."""

    frame: Frame
    sentence: Sentence
    trigger: Token
    carrier: Token | None


def find_matches(sentence: Sentence, knowledge: EventKnowledge) -> Iterator[tuple[Match, ...]]:
    """For each trigger word the frames that apply, strictest first."""
    for token in sentence.tokens:
        part = PARTS.get(token.pos)
        if part is None or token.dep in AUXILIARY:
            continue
        frames = knowledge.by_word.get((part, token.lemma))
        found = tuple([m for f in frames if (m := _match(sentence, token, f)) is not None]) if frames else ()
        if found:
            yield found


def applies(sentence: Sentence, trigger: Token, frame: Frame) -> bool:
    """Whether a frame applies to a word that is one of its triggers; its parties are not looked for."""
    return _match(sentence, trigger, frame) is not None


def _match(sentence: Sentence, trigger: Token, frame: Frame) -> Match | None:
    # Most frames ask for little: what they do not ask for costs no call.
    asked = (
        (frame.particle is None or _has_particle(sentence, trigger, frame))
        and (not (frame.object or frame.intransitive) or _has_object(sentence, trigger, frame))
        and (not frame.subject or not frame.subject.isdisjoint(_subject_words(sentence, trigger)))
        and (not frame.subject_not or frame.subject_not.isdisjoint(_subject_words(sentence, trigger)))
        and (not frame.modifiers or not frame.modifiers.isdisjoint(_modifiers(sentence, trigger)))
        and (not frame.complement or _has_complement(sentence, trigger, frame))
        and (not frame.unless or frame.unless.isdisjoint(_said_words(sentence, trigger)))
        and (not frame.subjunctive or _is_wish(sentence, trigger))
        and (not frame.future or _has_auxiliary(sentence, trigger, frame))
        and (not frame.singular or trigger.tag == "NN")  # "his talk with Mr Bo", by whatever means; not "talks"
        and (not frame.infinitive or _has_infinitive(sentence, trigger))
        and (not frame.controlled or _is_own_deed(sentence, trigger))
        and (not frame.following or _has_following(sentence, trigger, frame))
        and (not frame.saying or not frame.saying.isdisjoint(_said_words(sentence, trigger)))
        and (not frame.modal or _has_modal(sentence, trigger, frame))
        and (not frame.preposition or _has_preposition(sentence, trigger, frame))
        and (not frame.passive or _is_passive_of_nobody(sentence, trigger))
        and (not frame.without or not _excluded(sentence, trigger, frame))
    )
    if not asked or _is_kind(sentence, trigger, frame):
        return None
    carrier = trigger if frame.part == "verb" else syntax.carrier_verb(sentence, trigger)
    if frame.under and frame.medium is None and syntax.is_topic(sentence, trigger):
        return None
    return Match(frame, sentence, trigger, carrier) if _is_under(sentence, trigger, carrier, frame) else None


def _is_kind(sentence: Sentence, trigger: Token, frame: Frame) -> bool:
    """Whether a noun only tells which kind of thing another is: "*war* games", "*opposition* deputies", "a *strike* call"."""
    return (
        frame.part == "noun"
        and frame.medium is None
        and trigger.dep == "compound"
        and sentence.head(trigger).lemma not in word_lists()["doing"]
    )


def _has_particle(sentence: Sentence, trigger: Token, frame: Frame) -> bool:
    following = sentence.children(trigger, "prt", "prep", "advmod")
    return any(c.text.lower() == frame.particle for c in following)


def _has_object(sentence: Sentence, trigger: Token, frame: Frame) -> bool:
    if frame.intransitive and any(o.dep == "dobj" or o.pos == "PROPN" for o in sentence.children(trigger, "dobj", "oprd")):
        return False
    if frame.intransitive and frame.medium is not None and sentence.child(trigger, "agent") is not None and _is_thing(sentence, trigger):
        return False  # "medicine was flown to Fiji by the air force"
    if not frame.object:
        return True
    return not frame.object.isdisjoint(_object_words(sentence, trigger))


def _is_thing(sentence: Sentence, trigger: Token) -> bool:
    """Whether relief goods or arms are what a passive is about."""
    things = word_lists()["goods"] | word_lists()["weapons"]
    return any(t.lemma in things for o in syntax.objects(sentence, trigger) for t in syntax.counted_out(sentence, o))


def _is_passive_of_nobody(sentence: Sentence, trigger: Token) -> bool:
    """``passive``: a passive that does not say by whom ("were discussed")."""
    return syntax.is_passive(sentence, trigger) and not syntax.agent(sentence, trigger)


def _is_under(sentence: Sentence, trigger: Token, carrier: Token | None, frame: Frame) -> bool:
    if not frame.under or (frame.medium is not None and trigger.dep == "ROOT" and carrier is None):  # "Good talks with the president."
        return True
    return carrier is not None and (carrier.lemma in frame.under or syntax.phrasal(sentence, carrier) in frame.under)


def _has_complement(sentence: Sentence, trigger: Token, frame: Frame) -> bool:
    clause = syntax.complement(sentence, trigger)
    if clause is None or clause.lemma not in frame.complement:
        return False
    return clause.dep != "ccomp" or clause.i > trigger.i  # "guards beat them, a lawyer charged": told by the lawyer, no charge of his


def _is_wish(sentence: Sentence, trigger: Token) -> bool:
    """``subjunctive``: the trigger's clause says what shall be ("suggested that Iraq *withdraw*"), not what is ("suggests it *has*")."""
    clause = sentence.child(trigger, "ccomp")
    if clause is None:
        return True
    modal = any(a.text.lower() in ("must", "should", "ought", "shall", "to") for a in sentence.children(clause, "aux"))
    return (
        modal
        or (mending.is_bare_verb(clause) and sentence.child(clause, "mark") is not None)
        or (clause.tag in ("VB", "VBP") and sentence.child(clause, "aux") is None)
        or any(a.tag == "VB" for a in sentence.children(clause, "auxpass"))
    )


def _has_auxiliary(sentence: Sentence, trigger: Token, frame: Frame) -> bool:
    """``future``: auxiliaries of which the trigger itself, or the verb it hangs from, needs one ("*will* retaliate")."""
    return any(a.text.lower() in frame.future for v in (trigger, sentence.head(trigger)) for a in sentence.children(v, "aux"))


def _has_infinitive(sentence: Sentence, trigger: Token) -> bool:
    """``infinitive``: the trigger needs a clause with *to* ("told Iraq *to withdraw*", not "told reporters that")."""
    clause = syntax.complement(sentence, trigger)
    return clause is not None and any(a.text.lower() == "to" for a in sentence.children(clause, "aux"))


def _is_own_deed(sentence: Sentence, trigger: Token) -> bool:
    """``controlled``: who wants it is who does it ("wants *to help* Chad", not "wants *Niger* to help")."""
    clause = syntax.complement(sentence, trigger)
    return clause is None or sentence.child(clause, "nsubj", "nsubjpass") is None


def _has_following(sentence: Sentence, trigger: Token, frame: Frame) -> bool:
    """``following``: words that must stand in the next three tokens ("for", "against"), or in a phrase of the trigger ("by phone").

    An entry of several words must stand there as it is ("out against"). What a passive acts on stands before it ("common *ground* was
    found").
    """
    first = _behind_doer(sentence, trigger) if frame.part == "noun" else trigger.i + 1
    behind = [t.text.lower() for t in sentence.tokens[first : first + 5]]
    if not frame.following.isdisjoint(behind[:3]) or not frame.following.isdisjoint(_turned_words(sentence, trigger)):
        return True
    if frame.part == "verb" and not frame.following.isdisjoint(_behind_object(sentence, trigger)):
        return True
    text = f" {' '.join(behind)} "
    if any(" " in phrase and f" {phrase} " in text for phrase in frame.following):
        return True
    return any(o.lemma in frame.following for p in sentence.children(trigger, "prep") for o in sentence.children(p, "pobj"))


def _behind_object(sentence: Sentence, verb: Token) -> frozenset[str]:
    """The particle of a verb that stands behind its object: "pulled its last three thousand soldiers *out*"."""
    ends = {end for o in sentence.children(verb, "dobj") for end in (o.i + 1, sentence.subtree(o)[-1].i + 1)}
    behind = (t for t in sentence.children(verb, "prt", "prep", "advmod") if t.i in ends)
    return frozenset({t.text.lower() for t in behind if t.dep != "prep" or sentence.child(t, "prep") is not None})


def _behind_doer(sentence: Sentence, noun: Token) -> int:
    """Where what follows a noun begins, behind whose deed it is: "the torture *by Serbian police* of"."""
    by = next((p for p in sentence.children(noun, "prep", "agent") if p.i == noun.i + 1 and p.text == "by"), None)
    held = sentence.child(by, "pobj") if by is not None else None
    return held.i + 1 if held is not None else noun.i + 1


def _has_modal(sentence: Sentence, trigger: Token, frame: Frame) -> bool:
    """``modal``: auxiliaries of which the complement clause needs one ("said that Iraq *must* return")."""
    clause = syntax.complement(sentence, trigger)
    return clause is not None and any(a.text.lower() in frame.modal for a in (clause, *sentence.children(clause, "aux")))


def _has_preposition(sentence: Sentence, trigger: Token, frame: Frame) -> bool:
    """``preposition``: what a noun or a participle must stand behind ("told him *in* a call", not "*about* a call")."""
    return trigger.dep in ("pobj", "pcomp") and sentence.head(trigger).text.lower() in frame.preposition


def _excluded(sentence: Sentence, trigger: Token, frame: Frame) -> bool:
    near = _modifiers(sentence, trigger)
    if frame.part == "verb":
        objects = syntax.objects(sentence, trigger)
        near |= {t.lemma for o in objects for t in syntax.counted_out(sentence, o)}
        near |= {c.dep for c in sentence.children(trigger, "oprd") if c not in objects}  # "called Sweden *a haven*"
    behind = sentence.tokens[trigger.i + 1 : trigger.i + 3]
    named = frame.part == "verb" and bool(behind) and behind[0].pos == "PROPN" and behind[0].dep in ("dobj", "oprd", "compound")
    # "agreed to grant asylum": what is to be done is no thing that was accepted ("accepted a grant").
    after = {t.text.lower() for t in behind if t.tag != "VB"}
    if named or _tells_when(sentence, behind):  # "called Putin on Tuesday", "a call on Tuesday": no calling on him
        after.discard("on")
    return bool((near | after) & frame.without)


def _tells_when(sentence: Sentence, behind: tuple[Token, ...]) -> bool:
    """Whether the "on" among them is that of a day: "a call *on Tuesday*", "a call late *on Tuesday*"."""
    on = next((t.i for t in behind if t.text.lower() == "on"), None)
    return on is not None and any(t.text.lower() in word_lists()["days_and_months"] for t in sentence.tokens[on + 1 : on + 2])


@syntax.remembered
def _modifiers(sentence: Sentence, token: Token) -> frozenset[str]:
    below = sentence.children(token, "compound", "amod", "nmod", "nummod", "advmod", "poss", "npadvmod", "det", "neg")
    below = tuple(t for t in below if not _is_first_name(sentence, t))
    return frozenset({t.lemma for t in below} | {t.text.lower() for t in below})


@syntax.remembered
def _object_words(sentence: Sentence, trigger: Token) -> frozenset[str]:
    """The lemmas of the objects, of what they count ("tons of *food*") and of what stands before them."""
    objects = [t for o in syntax.objects(sentence, trigger) for t in syntax.counted_out(sentence, o)]
    return frozenset(w for t in objects for w in (t.lemma, t.text.lower(), *_people(t), *_modifiers(sentence, t)))


@syntax.remembered
def _subject_words(sentence: Sentence, trigger: Token) -> frozenset[str]:
    """The lemmas of who acts, of whom they count and of what stands before them ("*peacekeeping troops* arrived").

    Of a noun, of who acts by the verb that it hangs from ("*pupils* stayed at home in protest").
    """
    verb = trigger if syntax.is_verb(trigger) else syntax.carrier_verb(sentence, trigger)
    subjects = [t for o in (syntax.subject(sentence, verb) if verb is not None else ()) for t in syntax.counted_out(sentence, o)]
    return frozenset(w for t in subjects for w in (t.lemma, t.text.lower(), *_people(t), *_modifiers(sentence, t)))


def _is_first_name(sentence: Sentence, token: Token) -> bool:
    """Whether a word is somebody's first name: "met *Bill* Hill" tells of no bill."""
    last = sentence.head(token)
    named = token.dep == "compound" and token.pos == last.pos == "PROPN" and last.i == token.i + 1
    return named and fold(token.text) in load_actors().given_names


def _people(token: Token) -> tuple[str, ...]:
    """What else a word for people of somewhere says: "*Peruvians* marched", "arrested a *Kurd*" tell of people, of citizens."""
    named = token.text[:1].isupper() and token.pos in ("NOUN", "PROPN", "ADJ") and names_people(token.text)
    return ("people", "citizen") if named else ()


@syntax.remembered
def _said_words(sentence: Sentence, trigger: Token) -> frozenset[str]:
    """The lemmas and words below a verb behind it: what is said of somebody ("called him a *liar*", "said it was *behind* the plot").

    Behind the object of a verb also what the parser hung from that verb ("called a halt *to its campaign*"); of a passive's subject
    what is done to it ("sanctions on Chad were *lifted*").
    """
    above = sentence.head(trigger)
    top = above if trigger.dep == "dobj" and syntax.is_verb(above) and not syntax.is_verb(trigger) else trigger
    aside = {t.i for clause in _done_besides(sentence, top) for t in sentence.subtree(clause)}
    told = (t for t in telling.told(sentence, top) if t.i > trigger.i and t.i not in aside)
    below = [t for t in told if not _is_first_name(sentence, t)]
    done = {above.lemma} if trigger.dep == "nsubjpass" else set[str]()
    return frozenset({t.lemma.lower() for t in below} | {t.text.lower() for t in below} | done) | _turned_words(sentence, trigger)


def _done_besides(sentence: Sentence, verb: Token) -> tuple[Token, ...]:
    """Clauses that tell what else the subject did ("held a vote *after handing over medicine*", "…, *clearing mines*")."""
    joined = (c for c in sentence.children(verb, "advcl", "conj") if c.tag in ("VBG", "VBD") and c.i > verb.i)
    behind = (c for c in joined if sentence.child(c, "nsubj", "nsubjpass") is None)
    after = [c for p in sentence.children(verb, "prep") if p.text.lower() in ("after", "before") for c in sentence.children(p, "pcomp")]
    return (*(c for c in behind if syntax.is_verb(c)), *after)


@syntax.remembered
def _turned_words(sentence: Sentence, trigger: Token) -> frozenset[str]:
    """The lemmas and words of what a passive acts on, which an active verb has behind it ("*the dispute* was settled")."""
    if not syntax.is_verb(trigger) or not syntax.is_passive(sentence, trigger):
        return frozenset()
    words = [t for o in syntax.objects(sentence, trigger) for t in sentence.subtree(o) if t.i < trigger.i]
    return frozenset({t.lemma.lower() for t in words} | {t.text.lower() for t in words})
