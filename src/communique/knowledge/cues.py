"""Cues of attribution: which words attribute content, in which frames, and what they do (thank, warn, promise…).

Each file of ``resources/quotes/cues/`` groups cues that share their frames; each cue has a sentence it must find, each file sentences in
which none of its cues may fire.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Literal, get_args

import msgspec

from communique.errors import KnowledgeError
from communique.knowledge.resource import names, read_text, read_yaml

CueKind = Literal["verb", "noun", "adjective"]
# The complements that can hold content. Any other word of a frame is a preposition, whose object is the content.
Complement = Literal[
    "clause", "quote", "infinitive", "gerund", "object", "object-infinitive", "on-infinitive", "object-as", "object-at", "object-predicate"
]
COMPLEMENTS = frozenset(get_args(Complement))
_FOLDER = "quotes/cues"
_WORDS = "quotes/words.yaml"
_STANCES = "quotes/stances.yaml"
_WEIGHTS = "quotes/weights.json"


class Cue(msgspec.Struct, frozen=True):
    """One cue in one group of frames.

    ``lemma`` is a lemma, with its particle if it has one ("point out"). ``takes`` lists complements and prepositions in order of
    preference. ``stance`` names what the statement does, if the cue says so. ``needs`` lists objects without which it does not attribute
    ("express" needs one of support, outrage…). ``topical`` cues say what was spoken about, not in whose words.
    ``acts`` marks acts of speech, which can be links of a chain ("the Kremlin said Lula noted …"); beliefs and wishes cannot.
    """

    lemma: str
    kind: CueKind
    takes: tuple[str, ...]
    stance: str | None
    example: str
    file: str
    needs: frozenset[str] = frozenset()
    topical: bool = False
    acts: bool = False

    @property
    def speaks(self) -> bool:
        """Whether the cue takes quotations, and clauses set before it."""
        return "quote" in self.takes


class CueKnowledge(msgspec.Struct, frozen=True):
    """All cues by kind and lemma (of the first word), and the small word lists attribution needs."""

    cues: Mapping[tuple[CueKind, str], tuple[Cue, ...]]
    rejects: Mapping[str, tuple[str, ...]]
    documents: frozenset[str]
    expletives: frozenset[str]
    occasions: frozenset[str]
    citing: frozenset[str]
    carrying: frozenset[str]
    asking: frozenset[str]
    remarked: frozenset[str]
    when: frozenset[str]
    mouths: frozenset[str]
    voices: frozenset[str]
    silences: frozenset[str]
    first_person: frozenset[str]
    first_person_plural: frozenset[str]
    labels: frozenset[str]
    viewpoints: frozenset[str]
    pronouncements: frozenset[str]
    outspoken: frozenset[str]
    omitting: frozenset[str]
    feted: frozenset[str]
    homelands: frozenset[str]
    light: frozenset[str]
    sure_stances: frozenset[str]
    told_stances: frozenset[str]
    lemmas: Mapping[str, str]
    object_stances: Mapping[str, str]
    weights: Mapping[str, float]
    threshold: float

    def all_cues(self) -> Iterable[Cue]:
        """Every cue once, in file order."""
        return (cue for listed in self.cues.values() for cue in listed)


@cache
def load_cues() -> CueKnowledge:
    """The cues of the package, compiled; :class:`KnowledgeError` names a wrong entry."""
    stances = _stances(read_yaml(_STANCES))
    table: dict[tuple[CueKind, str], tuple[Cue, ...]] = {}
    rejects: dict[str, tuple[str, ...]] = {}
    for path in names(_FOLDER, ".yaml"):
        cues, refused = compile_file(path, read_yaml(path), frozenset(stances))
        rejects[path] = refused
        for cue in cues:
            key = (cue.kind, cue.lemma.split()[0])
            table[key] = (*table.get(key, ()), cue)
    weights, threshold = _weights(read_text(_WEIGHTS))
    return CueKnowledge(
        cues=table, rejects=rejects, object_stances=_nouns(stances), weights=weights, threshold=threshold, **_words(read_yaml(_WORDS))
    )


def compile_file(path: str, data: Any, stances: frozenset[str]) -> tuple[tuple[Cue, ...], tuple[str, ...]]:
    """One file's cues and the sentences they must leave alone."""
    head = _keys(path, "file", data, required={"kind", "takes", "rejects", "cues"}, allowed={"stance", "topical", "acts"})
    if head["kind"] not in get_args(CueKind):
        raise KnowledgeError(path, "kind", f"{head['kind']!r} is none of {', '.join(get_args(CueKind))}")
    takes = _takes(path, "takes", head["takes"])
    rejects = tuple(_text(path, "rejects", r) for r in head["rejects"])
    if not rejects:
        raise KnowledgeError(path, "rejects", "needs at least one sentence in which no cue of the file may fire")
    cues = tuple(_cue(path, str(lemma), entry, head, takes) for lemma, entry in head["cues"].items())
    for cue in cues:
        if cue.stance is not None and cue.stance not in stances:
            raise KnowledgeError(path, cue.lemma, f"stance {cue.stance!r} is not in {_STANCES}")
    return cues, rejects


def _cue(path: str, lemma: str, entry: Any, head: dict[str, Any], takes: tuple[str, ...]) -> Cue:
    if isinstance(entry, str):
        entry = {"example": entry}
    entry = _keys(path, lemma, entry, required={"example"}, allowed={"stance", "takes", "needs", "acts"})
    return Cue(
        lemma=lemma,
        kind=head["kind"],
        takes=_takes(path, lemma, entry["takes"]) if "takes" in entry else takes,
        stance=entry.get("stance", head.get("stance")),
        example=_text(path, lemma, entry["example"]),
        file=path,
        needs=frozenset(entry.get("needs", ())),
        topical=bool(head.get("topical", False)),
        acts=bool(entry.get("acts", head.get("acts", False))),
    )


def _takes(path: str, entry: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(v, str) for v in value):
        raise KnowledgeError(path, entry, "takes must be a list of complements or prepositions")
    wrong = [v for v in value if v not in COMPLEMENTS and not (v.isalpha() and v.islower())]
    if wrong:
        raise KnowledgeError(path, entry, f"takes {wrong[0]!r}, which is neither a preposition nor one of {', '.join(sorted(COMPLEMENTS))}")
    return tuple(value)


def _text(path: str, entry: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise KnowledgeError(path, entry, "needs a sentence here")
    return value


def _keys(path: str, entry: str, value: Any, *, required: set[str], allowed: set[str]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise KnowledgeError(path, entry, "must be a mapping")
    if missing := required - set(value):
        raise KnowledgeError(path, entry, f"lacks {', '.join(sorted(missing))}")
    if unknown := set(value) - required - allowed:
        raise KnowledgeError(path, entry, f"has unknown keys {', '.join(sorted(map(str, unknown)))}")
    return value


def _stances(data: Any) -> dict[str, tuple[str, ...]]:
    """Stance → nouns that name it as the object of a verb of expressing."""
    if not isinstance(data, dict):
        raise KnowledgeError(_STANCES, "file", "must map stances to lists of nouns")
    return {str(kind): tuple(nouns) for kind, nouns in data.items()}


def _nouns(stances: dict[str, tuple[str, ...]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for kind, nouns in stances.items():
        for noun in nouns:
            if noun in found:
                raise KnowledgeError(_STANCES, kind, f"{noun!r} already stands under {found[noun]!r}")
            found[noun] = kind
    return found


def _words(data: Any) -> dict[str, Any]:
    lists = {
        "occasions",
        "citing",
        "carrying",
        "asking",
        "remarked",
        "when",
        "mouths",
        "voices",
        "silences",
        "documents",
        "expletives",
        "first_person",
        "first_person_plural",
        "labels",
        "viewpoints",
        "pronouncements",
        "outspoken",
        "omitting",
        "feted",
        "homelands",
        "light",
        "sure_stances",
        "told_stances",
    }
    checked = _keys(_WORDS, "file", data, required={*lists, "lemmas"}, allowed=set())
    return {name: dict(words) if name == "lemmas" else frozenset(words) for name, words in checked.items()}


def _weights(text: str) -> tuple[dict[str, float], float]:
    """The weights of signs, and the probability from which a candidate is kept."""
    try:
        kept = msgspec.json.decode(text, type=_Weights)
    except msgspec.DecodeError as error:
        raise KnowledgeError(_WEIGHTS, "file", f"{error}; train it again") from error
    return kept.weights, kept.threshold


class _Weights(msgspec.Struct, forbid_unknown_fields=True):
    threshold: float
    weights: dict[str, float]
