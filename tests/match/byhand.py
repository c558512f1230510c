"""Small parses written by hand: one word a line as ``text/lemma/POS/TAG/dep/head``."""

from __future__ import annotations

from communique.model import Sentence, Token


def sentence(*words: str) -> Sentence:
    """A sentence of words like ``left/leave/VERB/VBD/ROOT/1``; offsets count as if single spaces stood between them."""
    tokens: list[Token] = []
    start = 0
    for i, word in enumerate(words):
        text, lemma, pos, tag, dep, head = word.split("/")
        tokens.append(Token(i, start, start + len(text), text, lemma, pos, tag, dep, int(head)))
        start += len(text) + 1
    return Sentence(0, 0, tuple(tokens))


# "Rebels shelled Juba"
ACTIVE = sentence("Rebels/rebel/NOUN/NNS/nsubj/1", "shelled/shell/VERB/VBD/ROOT/1", "Juba/juba/PROPN/NNP/dobj/1")
# "Juba was shelled by rebels and soldiers"
PASSIVE = sentence(
    "Juba/juba/PROPN/NNP/nsubjpass/2",
    "was/be/AUX/VBD/auxpass/2",
    "shelled/shell/VERB/VBN/ROOT/2",
    "by/by/ADP/IN/agent/2",
    "rebels/rebel/NOUN/NNS/pobj/3",
    "and/and/CCONJ/CC/cc/4",
    "soldiers/soldier/NOUN/NNS/conj/4",
)
# "Estonia said it had expelled envoys"
REPORTED = sentence(
    "Estonia/estonia/PROPN/NNP/nsubj/1",
    "said/say/VERB/VBD/ROOT/1",
    "it/it/PRON/PRP/nsubj/4",
    "had/have/AUX/VBD/aux/4",
    "expelled/expel/VERB/VBN/ccomp/1",
    "envoys/envoy/NOUN/NNS/dobj/4",
)
# "Farmers marched to demand reform according to police"
PURPOSE = sentence(
    "Farmers/farmer/NOUN/NNS/nsubj/1",
    "marched/march/VERB/VBD/ROOT/1",
    "to/to/PART/TO/aux/3",
    "demand/demand/VERB/VB/advcl/1",
    "reform/reform/NOUN/NN/dobj/3",
    "according/accord/VERB/VBG/prep/1",
    "to/to/ADP/IN/prep/5",
    "police/police/NOUN/NN/pobj/6",
)
# "Chad agreed to lift the ban"
CONTROLLED = sentence(
    "Chad/chad/PROPN/NNP/nsubj/1",
    "agreed/agree/VERB/VBD/ROOT/1",
    "to/to/PART/TO/aux/3",
    "lift/lift/VERB/VB/xcomp/1",
    "the/the/DET/DT/det/5",
    "ban/ban/NOUN/NN/dobj/3",
)
