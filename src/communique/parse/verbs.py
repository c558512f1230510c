"""Verbs that the parser takes for adjectives and participles put right: "was *heckled* by students", "Miners in Chad *downed* tools"."""

from __future__ import annotations

from functools import cache

from communique.knowledge.events import load_events
from communique.knowledge.lists import word_lists
from communique.model import Token
from communique.parse.tokens import as_noun, as_verb, hung

_SUBJECTS = {"nsubj": "nsubjpass", "csubj": "csubjpass"}
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NAMING = frozenset({"DET", "PROPN", "NOUN", "ADJ", "NUM"})
# What a clause of its own has, or a passive one.
_ITS_OWN = frozenset({"agent", "nsubj", "nsubjpass", "mark", "aux", "auxpass"})


def with_verbs(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of a sentence with its verbs put right: subjects that are none, passives, and the main verb."""
    return with_main_verb(with_passives(with_captives(with_nouns(with_past(tokens)))))


def with_past(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens, with every *-ed* that is taken for a present as the past that it is ("groups *petitioned* the court")."""
    odd = [
        t for t in tokens if t.tag in ("VBP", "VB") and t.text.endswith("ed") and t.lemma == t.text and (base(t.text) or t.text) != t.text
    ]
    if not odd:
        return tokens
    found = list(tokens)
    for t in odd:
        found[t.i] = as_verb(t, base(t.text) or t.lemma, "VBD", t.dep, t.head)
    return tuple(found)


def with_captives(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens, with those taken hostage as whom the verb acts on: "took 12 *soldiers* hostage"."""
    word = next((t for t in tokens if t.dep == "dobj" and t.lemma in word_lists()["taken_as"]), None)
    taken = tokens[word.i - 1] if word is not None and word.i > 0 else None
    if word is None or taken is None or taken.head != word.i or taken.tag not in ("NNS", "NNPS"):
        return tokens
    found = [hung(t, t.dep, taken.i) if t.head == word.i and t.i < taken.i else t for t in tokens]
    found[taken.i] = hung(taken, "dobj", word.head)
    found[word.i] = hung(word, "oprd", word.head)
    return tuple(found)


def with_passives(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens, with every adjective in *-ed* by which somebody acts as the participle of a passive."""
    found: list[Token] | None = None
    for token in tokens:
        if token.tag == "JJ" and token.text.endswith("ed") and _is_acted(tokens, token) and base(token.text.lower()):
            found = found if found is not None else list(tokens)
            _make_passive(found, token.i)
    return tuple(found) if found is not None else tokens


def _is_acted(tokens: tuple[Token, ...], token: Token) -> bool:
    """Whether "by" somebody hangs from it, and it is said of a subject."""
    above = tokens[token.head]
    said = token.dep == "ROOT" or (token.dep == "acomp" and above.lemma == "be")
    agents = [t for t in tokens if t.head == token.i and t.text == "by" and t.dep in ("agent", "prep") and t.i > token.i]
    held = [t for t in tokens if t.dep == "pobj" and any(t.head == a.i for a in agents)]
    return said and any(t.pos in ("PROPN", "NOUN") for t in held)


def _make_passive(tokens: list[Token], i: int) -> None:
    """The participle takes over what hung from its "be", which only helps it."""
    word = tokens[i]
    be = tokens[word.head] if word.dep == "acomp" else None
    if be is not None:
        for t in [t for t in tokens if t.head == be.i and t.i not in (i, be.i)]:
            tokens[t.i] = hung(t, t.dep, i)
        tokens[be.i] = hung(be, "auxpass", i)
    for t in [t for t in tokens if t.head == i and t.i != i]:
        dep = "agent" if t.text == "by" and t.i > i else _SUBJECTS.get(t.dep, t.dep)
        tokens[t.i] = hung(t, dep, i)
    dep, head = (word.dep, word.head) if be is None else (be.dep, i if be.head == be.i else be.head)
    tokens[i] = as_verb(word, base(word.text.lower()) or word.lemma, "VBN", dep, head if dep != "ROOT" else i)


def with_nouns(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens, with a subject that is taken for a verb as the noun it is: "*Aid* from Norway reached Kenya", "*laureates* implored"."""
    if not any(t.dep == "nsubj" and t.tag in ("VB", "VBZ") for t in tokens):
        return tokens
    return tuple(_as_noun(t) if t.dep == "nsubj" and t.tag in ("VB", "VBZ") and not _has_subject(tokens, t) else t for t in tokens)


def _has_subject(tokens: tuple[Token, ...], verb: Token) -> bool:
    return any(t.head == verb.i and t.dep in ("nsubj", "nsubjpass", "aux") for t in tokens)


def _as_noun(token: Token) -> Token:
    plural = token.tag == "VBZ"
    return as_noun(token, token.text.lower().removesuffix("s") if plural else token.text.lower(), plural=plural)


def with_main_verb(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of a sentence without a verb, whose root noun is the subject of a participle that the parser hung from a noun behind."""
    root = next((t for t in tokens if t.dep == "ROOT"), None)
    if root is None or root.pos not in ("NOUN", "PROPN") or any(t.tag in _FINITE and _near(tokens, t, root) for t in tokens):
        return tokens
    told = next((t for t in tokens[root.i + 1 :] if t.dep == "acl" and t.head == root.i and _is_told(t)), None)
    if told is not None and tokens[told.i - 1].text != "," and not any(t.dep in _ITS_OWN and t.head == told.i for t in tokens):
        return _as_root(tokens, root, told)
    verb = next((t for t in tokens[root.i + 1 :] if t.dep == "amod" and t.tag in ("VBN", "VBD") and _is_torn(tokens, t, root)), None)
    if verb is not None:
        return _with_verb(tokens, root, verb)
    inner = next((t for t in tokens[1 : root.i] if t.head == root.i and t.dep == "amod" and _is_between(tokens, t, root)), None)
    return _with_verb(_owned(tokens, inner, root), tokens[inner.i - 1], inner) if inner is not None else tokens


def _is_between(tokens: tuple[Token, ...], verb: Token, root: Token) -> bool:
    """Whether what is said to describe the root is the verb between it and a subject: "The church *sheltered* migrants."."""
    subject = tokens[verb.i - 1]
    opens = all(t.pos in _NAMING or t.tag in ("POS", "HYPH") for t in tokens[: verb.i])
    acting = subject.pos in ("NOUN", "PROPN") and subject.tag != "POS" and subject.head in (root.i, verb.i)
    past = verb.tag in ("VBN", "VBD") or (verb.tag == "JJ" and verb.text.endswith("ed"))
    return past and acting and opens and tokens[-1].text == "." and base(verb.text.lower(), verb.lemma) is not None


def _owned(tokens: tuple[Token, ...], verb: Token, root: Token) -> tuple[Token, ...]:
    """The tokens, with what stands before a subject hung from it, and a verb joined to this one ("armed *and trained*") too."""
    subject = verb.i - 1
    found = [hung(t, t.dep, subject) if t.i < subject and t.head in (root.i, verb.i) else t for t in tokens]
    if tokens[verb.i + 1].dep == "cc" and (second := tokens[verb.i + 2]).dep == "amod" and second.tag in ("VBN", "VBD"):
        found[second.i] = as_verb(second, second.lemma, "VBD", "conj", verb.i)
        found[verb.i + 1] = hung(tokens[verb.i + 1], "cc", verb.i)
    found[verb.i] = as_verb(verb, base(verb.text.lower(), verb.lemma) or verb.lemma, "VBD", verb.dep, verb.head)
    return tuple(found)


def _is_told(verb: Token) -> bool:
    return verb.tag == "VBD" or (verb.tag == "VBN" and verb.lemma in word_lists()["done_alone"])


def _as_root(tokens: tuple[Token, ...], root: Token, verb: Token) -> tuple[Token, ...]:
    """The tokens with a verb that the parser hung from its subject as the head of both."""
    found = list(tokens)
    for t in tokens[verb.i + 1 :]:
        if t.head == root.i:
            found[t.i] = hung(t, t.dep, verb.i)
    found[root.i] = hung(root, "nsubj", verb.i)
    found[verb.i] = as_verb(verb, verb.lemma, "VBD", "ROOT", verb.i)
    return tuple(found)


def _near(tokens: tuple[Token, ...], verb: Token, root: Token) -> bool:
    """Whether a finite verb hangs right from the root."""
    return verb.head == root.i and verb.dep not in ("relcl", "acl", "advcl", "parataxis", "amod")


def _is_torn(tokens: tuple[Token, ...], verb: Token, root: Token) -> bool:
    """Whether a participle opens the noun that the root is said to be explained by, with no comma before it."""
    noun = tokens[verb.head]
    beside = noun.head == root.i and noun.dep in ("appos", "dobj", "conj", "npadvmod", "dep")
    between = tokens[root.i + 1 : verb.i]
    opens = all(t.head != noun.i for t in between) and noun.i > verb.i
    return beside and opens and not any(t.text in (",", ":", ";", "-", "–", "—", "and") for t in between)


def _with_verb(tokens: tuple[Token, ...], root: Token, verb: Token) -> tuple[Token, ...]:
    found = list(tokens)
    noun = tokens[verb.head]
    for t in tokens:
        behind = t.head in (root.i, noun.i) and t.i > noun.i and t.dep in ("prep", "advcl", "npadvmod", "advmod", "punct", "xcomp", "ccomp")
        if behind and (t.dep != "prep" or t.text != "of"):
            found[t.i] = hung(t, t.dep, verb.i)
    found[noun.i] = hung(noun, "dobj", verb.i)
    found[root.i] = hung(root, "nsubj", verb.i)
    found[verb.i] = as_verb(verb, base(verb.text.lower(), verb.lemma) or verb.lemma, "VBD", "ROOT", verb.i)
    return tuple(found)


@cache
def base(participle: str, lemma: str = "") -> str | None:
    """The trigger that a participle in *-ed* is of ("heckled" → "heckle", "jammed" → "jam"), if it is one's;
    or ``lemma``, if that is one."""
    stem = participle.removesuffix("ed")
    bases = (lemma, f"{stem}e", stem, stem[:-1], f"{stem[:-1]}y" if stem.endswith("i") else stem)
    known = load_events().by_word
    return next((b for b in bases if ("verb", b) in known), None)
